/** GN007: reported by the readers of HID and XML; this is its page. */
import type { FindingPage } from "./kind.ts";
import { page } from "./page.ts";

export const tooMany: FindingPage = {
  code: "GN007",
  severities: ["warning"],
  title: "The findings are too many to list",
  page: page({
    means: "Only a limited number of findings is listed, the gravest ones where they can be compared.",
    matters: "Correct the listed ones and check again; one cause often brings about many findings.",
    wrong: `
+ default-rout | + any-service | + parent`,
    right: `
+ default-route | + any-service | + parent`,
    source: "a limit of Cordon.",
  }),
};
