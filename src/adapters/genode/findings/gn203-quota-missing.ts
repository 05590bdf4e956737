/** GN203: a component to which no RAM or no capabilities are assigned. */
import type { Tree } from "../../../../spec/genode/config.ts";
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { nameOf, pathOf, type Scope } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const quotaMissing: FindingKind = {
  code: "GN203",
  severities: ["error"],
  title: "A component has no quota",
  page: page({
    means: `Neither the start node nor a default node assigns RAM (or capabilities) to the component; a resource CAP is taken back as
      soon as init distributes quota. Where nobody in the whole
      file has capabilities it was written for Genode before 17.05, and one finding says so.`,
    matters: "The component is created with no quota at all and cannot even open its environment sessions.",
    wrong: `
+ default | caps: 100
+ start timer`,
    right: `
+ default | caps: 100 | ram: 1M
+ start timer`,
    source: "Genode os/src/lib/sandbox/{child,config_model}.cc at ffb059da (26.04).",
  }),
  find: ({ system, scopes }) => {
    const old = isOld(scopes);
    const found = scopes.flatMap((scope) => inScope(scope, old));
    return !old ? found : [finding(quotaMissing.code, "error", system.starts[0]!.at,
      "no component has caps: the file was written for Genode before 17.05, when capabilities were not counted; add caps to a default "
        + "node before the start nodes, such as 100", system.path), ...found];
  },
};

/** Whether nobody speaks of capabilities in the whole system, while RAM is assigned: one cause for all components. */
const isOld = (scopes: readonly Scope[]): boolean => {
  const starts = scopes.flatMap(({ init }) => init.starts);
  return starts.length > 1 && starts.some(({ ram }) => ram !== undefined) && scopes.every(({ init }) => init.defaultCaps === undefined)
    && starts.every(({ caps }) => caps === undefined) && !scopes.some(({ init }) => init.tree.children.some(hasCapResource));
};

const hasCapResource = (start: Tree): boolean => start.children.some((node) => node.type === "resource" && nameOf(node) === "CAP");

function inScope(scope: Scope, isOldFile: boolean): readonly Finding[] {
  // A default node that comes too late is another finding.
  const { starts, defaultRam, defaultCaps } = scope.init;
  return starts.flatMap((start) => {
    const missing = [
      ...((start.ram ?? defaultRam) === undefined ? ["ram"] : []),
      ...((start.caps ?? defaultCaps) === undefined && !isOldFile ? ["caps"] : []),
    ];
    if (missing.length === 0) return [];
    const message = `${shown(start.name)} has no ${missing.join(" and no ")}; assign it at the start node, or in a `
      + `default node before it`;
    return [finding(quotaMissing.code, "error", start.at, message, pathOf(scope, start))];
  });
}
