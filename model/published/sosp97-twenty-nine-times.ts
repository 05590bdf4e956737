import { quotient } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSosp97 } from "./works.ts";

export const sosp97TwentyNineTimes = claim({
  id: "sosp97-twenty-nine-times",
  sentence: "A null system call of MkLinux in user mode takes 29 times as long as one of L4Linux.",
  figures: ["SOSP97-T2"],
  grade: "primary",
  sources: [inSosp97("text and Table 2, p. 8")],
  numbers: { mkLinux: "14710", l4Linux: "526", times: "29" },
  findings: ({ mkLinux, l4Linux, times }) => [quotient(mkLinux, l4Linux, times)],
});
