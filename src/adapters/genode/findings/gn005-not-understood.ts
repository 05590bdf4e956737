/** GN005: reported by the readers of HID and XML; this is its page. */
import type { FindingPage } from "./kind.ts";
import { page } from "./page.ts";

export const notUnderstood: FindingPage = {
  code: "GN005",
  severities: ["warning", "note"],
  title: "A node, attribute or text is not understood",
  page: page({
    means: "Init knows no such node or attribute at this place, or only one of several counts. It ignores the rest.",
    matters: "A misspelt setting looks like one and does nothing.",
    wrong: `
+ start timer | cap: 100 | ram: 1M`,
    right: `
+ start timer | caps: 100 | ram: 1M`,
    source: "Genode os/src/init/init.hsd at ffb059da (26.04).",
  }),
};
