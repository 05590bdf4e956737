import { unquantified } from "./claim.ts";
import { inGenode, seed } from "./works.ts";

export const seedPandaboardSdCard = unquantified({
  id: "seed-pandaboard-sd-card",
  sentence: "On the Pandaboard, Genode's driver of SD cards matches that of Linux, and exceeds it in some cases.",
  figures: ["GEN-SD-1"],
  grade: "primary",
  sources: [seed, inGenode("doc/release_notes/12-08.txt, OMAP4 platform drivers; commit 0f6110ea97")],
  remark: "The release notes say so without a number; the article with the tables was not found.",
});
