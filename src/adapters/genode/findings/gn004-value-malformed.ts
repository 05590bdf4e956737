/** GN004: reported by the readers of HID and XML; this is its page. */
import type { FindingPage } from "./kind.ts";
import { page } from "./page.ts";

export const valueMalformed: FindingPage = {
  code: "GN004",
  severities: ["error", "warning"],
  title: "A value is malformed",
  page: page({
    means: `A number, size or truth value cannot be read as such, or lies outside its range. The message says which
      value is used instead.`,
    matters: "Init falls back to a default without a message, most often to 0 or no.",
    wrong: `
+ start timer | caps: many | ram: 1M`,
    right: `
+ start timer | caps: 100 | ram: 1M`,
    source: "Genode os/src/init/init.hsd, base/include/util/string.h at ffb059da (26.04).",
  }),
};
