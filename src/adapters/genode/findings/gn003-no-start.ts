/** GN003: reported by the readers of HID and XML; this is its page. */
import type { FindingPage } from "./kind.ts";
import { page } from "./page.ts";

export const noStart: FindingPage = {
  code: "GN003",
  severities: ["note"],
  title: "The configuration starts no component",
  page: page({
    means: "A config node without start nodes configures another component than init, or an init that starts nothing.",
    matters: "There is nothing to check; give the configuration of the init that starts the components.",
    wrong: `
config | verbose: yes
+ parent-provides
  + service ROM
  + service PD
  + service CPU
  + service LOG
-`,
    right: `
config
+ parent-provides
  + service ROM
  + service PD
  + service CPU
  + service LOG
+ start timer | caps: 100 | ram: 1M
  + route | + any-service | + parent
-`,
    source: "Genode os/src/init/init.hsd at ffb059da (26.04).",
  }),
};
