import { before, figure, rounds } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { comparativePerformance } from "./works.ts";

export const l4PentiumNanoseconds = claim({
  id: "l4-pentium-nanoseconds",
  sentence: "The 121 cycles of a message of the original L4 on a Pentium of 166 MHz are 756 ns.",
  figures: ["L4-P5"],
  grade: "abstract",
  sources: [comparativePerformance],
  numbers: { cycles: "121", megahertz: "166", nanoseconds: "756" },
  findings: ({ cycles, megahertz, nanoseconds }) =>
    [rounds(`${cycles} cycles at ${megahertz} MHz, in nanoseconds,`, figure(cycles).mul(1000).div(figure(megahertz)), nanoseconds,
      before([cycles, megahertz], (a, b) => a!.mul(1000).div(b!)))],
  remark: "756 ns fit 160 MHz.",
});
