/** GN204: fewer capabilities than a component's environment costs. */
import { capsMin, withheldCaps } from "../../../../spec/genode/quota.ts";
import { shown } from "../codes.ts";
import { attributePlace, pathOf } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const capsBelowEnvironment: FindingKind = {
  code: "GN204",
  severities: ["error"],
  title: "The capabilities do not cover the component's environment",
  page: page({
    means: `The environment sessions of a component take 28 capabilities, and init keeps 6 more for it, so that of the
      assigned number 34 never reach the component. The book's rule of thumb is a minimum of 35.`,
    matters: "The component starts with no capability of its own, prints a warning about its quota, and gets stuck.",
    wrong: `
+ start timer | caps: 30 | ram: 1M`,
    right: `
+ start timer | caps: 100 | ram: 1M`,
    source: "Genode base/include/base/child.h (env_cap_quota), os/src/lib/sandbox/child.h at ffb059da (26.04).",
  }),
  find: ({ scopes }) => scopes.flatMap((scope) => scope.init.starts
    .filter(({ caps }) => caps !== undefined && caps < capsMin)
    .map((start) => finding(capsBelowEnvironment.code, "error", attributePlace(scope, start.at, "caps"),
      `${shown(start.name)} is assigned ${start.caps} caps, of which its environment takes ${withheldCaps}; `
        + `assign at least ${capsMin}`, pathOf(scope, start)))),
};
