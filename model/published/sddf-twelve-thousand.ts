import { atMostAbout, before, figure } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSddf } from "./works.ts";

export const sddfTwelveThousand = claim({
  id: "sddf-twelve-thousand",
  sentence: "Under high load the driver framework takes no more than about 12000 cycles a packet.",
  figures: ["sDDF"],
  grade: "primary",
  sources: [inSddf("design.tex, Performance, against the data of the kernel for many cores on two cores at 957 Mb/s")],
  numbers: { highest: "12207", "at most about, in thousands": "12" },
  findings: ({ highest, "at most about, in thousands": most }) =>
    [atMostAbout(`the highest cost at wire speed, ${highest}, in thousands,`, figure(highest).div(1000), most, before([highest], (cycles) => cycles!.div(1000)))],
  remark: "By 1.7 percent. An \"about\" is taken as rounding to whole thousands.",
});
