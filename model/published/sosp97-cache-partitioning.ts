import { atLeast, figure, quotient } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSosp97 } from "./works.ts";

export const sosp97CachePartitioning = claim({
  id: "sosp97-cache-partitioning",
  sentence: "With a part of the cache reserved, the interrupted matrix multiplication takes at worst about a quarter of what it takes at worst without.",
  figures: ["SOSP97-RT"],
  grade: "primary",
  sources: [inSosp97("Section 6.3, p. 12")],
  numbers: { without: "96.1", reserved: "24.9", times: "4" },
  findings: ({ without, reserved, times }) => [
    atLeast("the worst case without over the worst case with", figure(without).div(figure(reserved)), "3.8"),
    quotient(without, reserved, times),
  ],
});
