import { heldFrom, lockedSpeedup } from "../workloads/scaling/lock.ts";
import { lockedSpeedups } from "../workloads/scaling/published.ts";
import { atLeast, figure } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSel4Bench } from "./works.ts";

export const sel4LockScaling = claim({
  id: "sel4-lock-scaling",
  sentence: "With 32000 cycles of work between two calls, four cores under one lock do almost four times what one does, on every machine.",
  figures: ["sel4bench"],
  grade: "primary",
  sources: [inSel4Bench("smp_*, four cores over one")],
  numbers: { work: "32000", short: lockedSpeedups.TX1, lowest: "3.94", skylake: "1.98", almostFour: "3.9" },
  findings: ({ work, short, lowest, skylake, almostFour }) => {
    const held = heldFrom(short.work, short.speedup);
    return [
      atLeast(`what a lock allows that a round holds for ${held.round(0).toString()} cycles, as on TX1,`, lockedSpeedup(4, work, held), lowest),
      atLeast("the lowest of all machines but Skylake", figure(lowest), almostFour),
      atLeast("Skylake", figure(skylake), almostFour),
    ];
  },
  remark: "On Skylake the ratio was about 3 in 39 of 54 runs, 2 in 11 and 4 in 4: whole cores seem to be missing, which is a matter of "
    + "the board or the benchmark, and not of the lock.",
});
