/** GN205: less RAM than a component's environment costs. */
import { environmentRam } from "../../../../spec/genode/quota.ts";
import { shown } from "../codes.ts";
import { attributePlace, pathOf } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const ramBelowEnvironment: FindingKind = {
  code: "GN205",
  severities: ["error"],
  title: "The RAM does not cover the component's environment",
  page: page({
    means: `The environment sessions of a component (PD, CPU, LOG, two ROMs) donate 253952 bytes (248 KiB, on 64-bit
      machines) of the assigned RAM to their servers. Nothing is left of a smaller or equal amount.`,
    matters: "The component starts without RAM of its own, prints a warning about its quota, and gets stuck.",
    wrong: `
+ start timer | caps: 100 | ram: 200K`,
    right: `
+ start timer | caps: 100 | ram: 1M`,
    source: "Genode base/include/base/child.h (env_ram_quota) at ffb059da (26.04).",
  }),
  find: ({ scopes }) => scopes.flatMap((scope) => scope.init.starts
    .filter(({ ram }) => ram !== undefined && ram <= environmentRam)
    .map((start) => finding(ramBelowEnvironment.code, "error", attributePlace(scope, start.at, "ram"),
      `${shown(start.name)} is assigned ${start.ram} bytes of RAM, of which its environment takes ${environmentRam}; `
        + `assign more, such as 1M`, pathOf(scope, start)))),
};
