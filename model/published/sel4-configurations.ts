import { lockedCalls } from "../workloads/scaling/published.ts";
import { atLeast, atMost, figure, percentAbove, quotient } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSel4Bench } from "./works.ts";

export const sel4Configurations = claim({
  id: "sel4-configurations",
  sentence: "What a call of seL4 costs depends on the configuration as much as on the machine: fast path, page-table isolation, scheduling contexts, lock.",
  figures: ["sel4bench"],
  grade: "primary",
  sources: [inSel4Bench("ipc_call and others, means in cycles")],
  numbers: {
    "fast path: without, with, times": [["860", "368", "2.3"], ["971", "769", "1.26"], ["1469", "940", "1.56"]],
    "page-table isolation: with, without, percent": { "Haswell": ["769", "561", "37"], "Skylake": ["940", "714", "32"] },
    "scheduling contexts: with, without, percent": { "Cortex-A9": ["354", "368", "-4"], "Cortex-A53": ["284", "260", "9"] },
    "scheduling contexts, off the fast path of HiFive: with, without, times": [["3352", "1546", "2.2"], ["3286", "966", "3.4"], ["2853", "664", "4.3"]],
    "one lock": lockedCalls,
    "off the fast path: call of ten words, send": [
      ["872", "861"], ["900", "893"], ["1224", "1042"], ["1227", "1078"], ["743", "671"], ["978", "851"], ["1130", "1054"],
      ["744", "709"], ["1162", "1086"], ["1685", "1546"], ["3798", "3352"], ["993", "977"], ["1356", "1276"], ["1586", "1455"],
    ],
    "a call of ten words over a send": ["1", "1.18"],
  },
  findings: (tables) => [
    ...tables["fast path: without, with, times"].map(([over, under, times]) => quotient(over, under, times)),
    ...Object.entries(tables["page-table isolation: with, without, percent"]).map(([machine, [over, under, above]]) =>
      percentAbove(`page-table isolation on ${machine}`, over, under, above)),
    ...Object.entries(tables["scheduling contexts: with, without, percent"]).map(([machine, [over, under, above]]) =>
      percentAbove(`scheduling contexts on ${machine}`, over, under, above)),
    ...tables["scheduling contexts, off the fast path of HiFive: with, without, times"].map(([over, under, times]) => quotient(over, under, times)),
    ...Object.entries(tables["one lock"]).map(([machine, { unlocked, locked, above }]) => percentAbove(`the lock on ${machine}`, locked, unlocked, above)),
    ...tables["off the fast path: call of ten words, send"].flatMap(([long, send]) => {
      const [least, most] = tables["a call of ten words over a send"];
      const [what, share] = [`a call of ten words over a send, ${long} / ${send},`, figure(long).div(figure(send))];
      return [atLeast(what, share, least), atMost(what, share, most)];
    }),
  ],
  remark: "Means of one run. In 2026 the mean of ipc_call varied from run to run: TX1 413 to 416, Haswell 769 to 822, HiFive 661 to 726, Cortex-A9 333 to 404.",
});
