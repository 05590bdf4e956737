/**
 * Goossens, Funk and Baruah's test of global EDF: the densities C / D add up to at most m - (m - 1) times the largest.
 * Sources: Real-Time Systems 25 (2003); with densities Bertogna, Cirinei and Lipari, ECRTS 2005.
 */
import { largest, ratio } from "../exact.ts";
import type { Task } from "../task.ts";
import { readGlobal } from "./global-set.ts";
import { totalOf } from "./total.ts";

/** Sufficient: false says nothing. */
export function densityTest(given: readonly Task[], processors: number): boolean {
  const densities = readGlobal(given, processors).tasks.map(({ wcet, deadline }) => ratio(wcet, deadline));
  return totalOf(densities).isAtMost(ratio(processors).sub(largest(densities).mul(processors - 1)));
}
