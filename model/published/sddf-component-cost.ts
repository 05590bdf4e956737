import { payloadBits } from "../workloads/io/limits.ts";
import { figure, rounds } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSddf } from "./works.ts";

export const sddfComponentCost = claim({
  id: "sddf-component-cost",
  sentence: "Another component on the path costs about 1500 cycles a packet at low load and 350 at wire speed; copying costs 700 and 1000.",
  figures: ["sDDF"],
  grade: "primary",
  sources: [inSddf("design.tex, Performance; data/*.csv")],
  numbers: {
    "cycles a packet with more, with less, and the difference in thousands": {
      "a component, at 100 Mb/s": ["21348", "19814", "1.5"], "a component, at 957 Mb/s": ["8589", "8239", "0.35"],
      "copying, at 100 Mb/s": ["22015", "21348", "0.7"], "copying, at 957 Mb/s": ["9569", "8589", "1.0"],
    },
    link: "1000000000", payload: "1472", overhead: "66", wireSpeed: "957",
  },
  findings: ({ link: bitsPerSecond, payload, overhead, wireSpeed, ...numbers }) => [
    ...Object.entries(numbers["cycles a packet with more, with less, and the difference in thousands"]).map(([what, [more, less, thousands]]) =>
      rounds(`${what}: ${more} - ${less}, in thousands,`, figure(more).sub(figure(less)).div(1000), thousands)),
    rounds(`the most that packets of ${payload} bytes have of the link, in Mb/s,`, payloadBits({ bitsPerSecond, payload, overhead }).div(1_000_000), wireSpeed),
  ],
});
