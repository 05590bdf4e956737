/** GN110: an init that does not say what its parent provides. */
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const noParentProvides: FindingKind = {
  code: "GN110",
  severities: ["warning"],
  title: "The init has no parent-provides",
  page: page({
    means: `Init routes to its parent only what parent-provides lists. Without that node no session reaches the parent,
      not even PD and CPU. Routes to the parent are not judged in such a configuration.`,
    matters: `No component can start. If the list is added by another tool, check the file that this tool writes.`,
    wrong: `
config
+ start timer | caps: 100 | ram: 1M
  + route | + any-service | + parent
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
    source: "Genode os/src/lib/sandbox/config_model.cc at ffb059da (26.04).",
  }),
  find: ({ scopes }) => scopes
    .filter(({ init, knowsParent }) => !knowsParent && init.starts.length > 0)
    .map(({ init }) => finding(noParentProvides.code, "warning", init.at,
      `the configuration of ${init.path} has no parent-provides, so no session `
        + `can be routed to its parent; list the services that the parent provides`, init.path)),
};
