import { atMost, figure } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSddf } from "./works.ts";

export const sddfTwelveThousand = claim({
  id: "sddf-twelve-thousand",
  sentence: "Under high load the driver framework takes no more than about 12000 cycles a packet.",
  figures: ["sDDF"],
  grade: "primary",
  sources: [inSddf("design.tex, Performance, against the data of the kernel for many cores on two cores at 957 Mb/s")],
  numbers: { highest: "12207", most: "12000" },
  findings: ({ highest, most }) => [atMost("the highest cost at wire speed", figure(highest), most)],
  remark: "By 1.7 percent, with an \"about\" in the sentence.",
});
