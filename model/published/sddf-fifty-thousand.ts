import { atMostAbout, before, figure } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSddf } from "./works.ts";

export const sddfFiftyThousand = claim({
  id: "sddf-fifty-thousand",
  sentence: "The driver framework never takes more than 50000 cycles a packet.",
  figures: ["sDDF"],
  grade: "primary",
  sources: [inSddf("design.tex, Performance, against data/sddf-mc1.csv at 20 Mb/s")],
  numbers: { highest: "50054.60", "at most, in thousands": "50" },
  findings: ({ highest, "at most, in thousands": most }) =>
    [atMostAbout(`the highest cost in its data, ${highest}, in thousands,`, figure(highest).div(1000), most, before([highest], (cycles) => cycles!.div(1000)))],
  remark: "By 0.1 percent. The limit is taken as one in whole thousands, since it is printed so round.",
});
