import type { Exact } from "../../src/timing/exact.ts";
import { lockCurves } from "../workloads/scaling/curves.ts";
import { rangeOf } from "../workloads/scaling/interval.ts";
import { heldFrom, perCoreFrom } from "../workloads/scaling/lock.ts";
import { crossings, lockedSpeedups, lxds } from "../workloads/scaling/published.ts";
import { atMost, decimal, figure, printedAs } from "./arithmetic.ts";
import { type Finding, claim } from "./claim.ts";
import { inSel4Bench } from "./works.ts";

export const lockedKernelCrossover = claim({
  id: "locked-kernel-crossover",
  sentence: "With 500 cycles of work between two calls, one lock gains nothing from a fourth core, and kernels of their own do more from the third "
    + "on even if every round asks another core.",
  figures: ["sel4bench", "CLU-XCORE"],
  grade: "primary",
  curves: lockCurves,
  sources: [inSel4Bench("smp_*, 500 cycles of work, four cores over one"), lxds],
  numbers: {
    "speed-up of four cores": { "TX1": lockedSpeedups.TX1.speedup, "Haswell": lockedSpeedups.Haswell.speedup, "Cortex-A9": lockedSpeedups["Cortex-A9"].speedup },
    work: lockedSpeedups.Haswell.work, crossings: [crossings["one socket"], crossings["one socket, NUMA"]], most: "3",
  },
  findings: ({ "speed-up of four cores": speedups, work, crossings: by, most }) => [
    ...Object.entries(speedups).map(([machine, speedup]) =>
      atMost(`${machine}: the number of cores from which the lock limits, which is the speed-up where it does,`, figure(speedup), most)),
    crossover("Haswell", work, speedups.Haswell, by, most),
  ],
  remark: "How long a round holds the lock is told from the measured speed-up: 1.1 of a call on TX1, 0.6 on Haswell, 0.9 on Cortex-A9. Both machines of the "
    + "crossover are Haswell, but not the same; the crossings are round trips between cores of one socket, with both sides polling.",
});

/** From how many cores on kernels of their own do more: exactly for the printed figures, and what rounding and distance leave open. */
function crossover(machine: string, work: string, speedup: string, crossing: readonly [string, string], most: string): Finding {
  const from = (gain: Exact, crossed: Exact): Exact => perCoreFrom(work, heldFrom(work, gain), heldFrom(work, gain).add(crossed));
  const { least, most: highest } = rangeOf([printedAs(speedup), crossing], from)!;
  const exactly = from(figure(speedup), figure(crossing[0]));
  return {
    says: `${machine}: the number of cores from which kernels of their own do more, with a crossing of ${crossing.join(" to ")} cycles in each round, is at most ${most}`,
    found: `${exactly.toFraction()} = ${decimal(exactly)}, from ${decimal(least)} to ${decimal(highest!)}`, holds: highest!.lte(figure(most)),
  };
}
