/** The bound of a path beside what a run has shown: packets as early as their events allow, what may be late bunched at the start. */
import { staircase } from "../../../src/timing/curves/index.ts";
import type { Evidence } from "../../../src/timing/evidence.ts";
import type { Exact } from "../../../src/timing/exact.ts";
import { type Packets, bunched } from "./arrivals.ts";
import { guarantee } from "./guarantee.ts";
import type { Path } from "./path.ts";
import { simulatePath } from "./simulate.ts";

/** The delay of the path: its bound, the longest that was seen, and the arrivals to see it with. */
export function delayEvidence(path: Path, packets: Packets): Evidence<readonly Exact[]> {
  const witness = bunched(packets);
  const { delay: bound, assumptions } = guarantee(path, staircase(packets));
  const { longestDelay: observedMax } = simulatePath(path, witness);
  return { bound, observedMax, witness, gap: bound === null || observedMax.equals(0) ? null : bound.div(observedMax), assumptions };
}
