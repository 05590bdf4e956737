/** GN002: reported by the readers of HID and XML; this is its page. */
import type { FindingPage } from "./kind.ts";
import { page } from "./page.ts";

export const otherRoot: FindingPage = {
  code: "GN002",
  severities: ["note"],
  title: "The file is known, but it is not an init configuration",
  page: page({
    means: `The top-level node belongs to another kind of Genode or Sculpt file. A depot runtime is checked by its
      config node; other kinds hold no start nodes and are not checked.`,
    matters: "A check of the wrong file finds nothing and proves nothing.",
    wrong: `
deploy
+ child editor | pkg: editor
-`,
    right: `
config
+ parent-provides
  + service ROM
  + service PD
  + service CPU
  + service LOG
+ start editor | caps: 100 | ram: 1M
  + route | + any-service | + parent
-`,
    source: "Genode gems/src/app/depot_deploy, os/src/init/init.hsd at ffb059da (26.04).",
  }),
};
