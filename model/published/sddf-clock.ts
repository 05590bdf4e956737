import { source } from "../../src/language/index.ts";
import { type Exact, largest, smallest } from "../../src/timing/exact.ts";
import { atLeast, decimal, figure } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSddf } from "./works.ts";

export const sddfClock = claim({
  id: "sddf-clock",
  sentence: "The board's cycles a packet are those of a clock of 1.8 GHz, or of 1.2 GHz.",
  figures: ["sDDF"],
  grade: "primary",
  sources: [inSddf("design.tex and data/*.csv"), source("lucypa/thesis@97a68abc", "evaluation.tex")],
  numbers: {
    payload: "1472", "the lower clock": "1.2",
    "load in Mb/s, share of the processor, cycles a packet": [["100", "0.12", "13416"], ["957", "0.60", "7529"], ["100", "0.17", "19814"], ["957", "0.66", "8239"],
      ["100", "0.19", "22015"], ["957", "0.77", "9569"], ["100", "0.28", "32166"], ["957", "0.91", "11294"]],
  },
  findings: ({ payload, "the lower clock": lower, ...numbers }) => {
    const clocks = numbers["load in Mb/s, share of the processor, cycles a packet"].map(([load, share, cycles]): Exact =>
      figure(cycles).mul(figure(load)).div(figure(payload).mul(8)).div(figure(share)).div(1000));
    return [atLeast(`the highest clock, in GHz, that cycles, packets and load imply (from ${decimal(smallest(clocks))}),`, largest(clocks), lower)];
  },
  remark: "All rows imply about 1 GHz. The cycles are not to be turned into time with either clock.",
});
