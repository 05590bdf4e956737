import { atMost, figure } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSddf } from "./works.ts";

export const sddfFiftyThousand = claim({
  id: "sddf-fifty-thousand",
  sentence: "The driver framework never takes more than 50000 cycles a packet.",
  figures: ["sDDF"],
  grade: "primary",
  sources: [inSddf("design.tex, Performance, against data/sddf-mc1.csv at 20 Mb/s")],
  numbers: { highest: "50054.60", most: "50000" },
  findings: ({ highest, most }) => [atMost("the highest cost in its data", figure(highest), most)],
});
