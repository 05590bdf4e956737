/** GN006: reported by the readers of HID and XML; this is its page. */
import type { FindingPage } from "./kind.ts";
import { page } from "./page.ts";

export const mandatoryMissing: FindingPage = {
  code: "GN006",
  severities: ["error", "warning"],
  title: "A mandatory attribute or node is missing",
  page: page({
    means: "A node lacks an attribute or sub node without which it means nothing, such as the name of a start node.",
    matters: "Init stops applying the configuration there, or ignores the node.",
    wrong: `
+ start | caps: 100 | ram: 1M`,
    right: `
+ start timer | caps: 100 | ram: 1M`,
    source: "Genode os/src/init/init.hsd, os/src/lib/sandbox/config_model.cc at ffb059da (26.04).",
  }),
};
