import { quotient } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSosp97 } from "./works.ts";

export const sosp97SlowdownFactors = claim({
  id: "sosp97-slowdown-factors",
  sentence: "Interrupts make the matrix multiplication slower by a factor of 8.85 without reserved cache, and of 2.29 with it.",
  figures: ["SOSP97-RT"],
  grade: "primary",
  sources: [inSosp97("Section 6.3, p. 12")],
  numbers: { alone: "10.9", interrupted: "96.1", reserved: "24.9", factor: "8.85", reservedFactor: "2.29" },
  findings: ({ alone, interrupted, reserved, factor, reservedFactor }) =>
    [quotient(interrupted, alone, factor), quotient(reserved, alone, reservedFactor)],
  remark: "The printed times are rounded themselves: 10.86 ms in the place of 10.9 give both factors.",
});
