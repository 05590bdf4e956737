/** The bound of a path beside what a run has shown: packets as early as their events allow, what may be late bunched at the start. */
import { staircase } from "../../src/timing/curves/index.ts";
import type { Evidence } from "../../src/timing/evidence.ts";
import { type Exact, type Given, largest, ratio, zero } from "../../src/timing/exact.ts";
import { notNegative, positive } from "../../src/timing/task.ts";
import { guarantee } from "./guarantee.ts";
import { type Path, count } from "./path.ts";
import { simulatePath } from "./simulate.ts";

/** Packets a period apart, each up to `jitter` late. */
export interface Packets {
  readonly period: Given;
  readonly jitter?: Given;
  /** How many are run. */
  readonly run: number;
}

/** The delay of the path: its bound, the longest that was seen, and the arrivals to see it with. */
export function delayEvidence(path: Path, { period, jitter = 0, run }: Packets): Evidence<readonly Exact[]> {
  const [apart, late] = [positive(period, "packets.period"), notNegative(jitter, "packets.jitter")];
  const witness = Array.from({ length: count(run, "packets.run") }, (_, i) => largest([zero, ratio(i).mul(apart).sub(late)]));
  const { delay: bound, assumptions } = guarantee(path, staircase({ period: apart, jitter: late }));
  const { longestDelay: observedMax } = simulatePath(path, witness);
  return { bound, observedMax, witness, gap: bound === null || observedMax.equals(0) ? null : bound.div(observedMax), assumptions };
}
