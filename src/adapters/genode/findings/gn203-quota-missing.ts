/** GN203: a component to which no RAM or no capabilities are assigned. */
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { pathOf, type Scope } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const quotaMissing: FindingKind = {
  code: "GN203",
  severities: ["error"],
  title: "A component has no quota",
  page: page({
    means: "Neither the start node nor a default node assigns RAM (or capabilities) to the component.",
    matters: "The component is created with no quota at all and cannot even open its environment sessions.",
    wrong: `
+ default | caps: 100
+ start timer`,
    right: `
+ default | caps: 100 | ram: 1M
+ start timer`,
    source: "Genode os/src/lib/sandbox/{child,config_model}.cc at ffb059da (26.04).",
  }),
  find: ({ scopes }) => scopes.flatMap(inScope),
};

function inScope(scope: Scope): readonly Finding[] {
  // A default node that comes too late is another finding.
  const { starts, defaultRam, defaultCaps } = scope.init;
  const lacks = (quota: number | undefined, late: number | undefined): boolean => (quota ?? late) === undefined;
  return starts.filter(({ ram, caps }) => lacks(ram, defaultRam) || lacks(caps, defaultCaps)).map((start) => {
    const missing = [start.ram === undefined ? "ram" : "", start.caps === undefined ? "caps" : ""].filter(Boolean);
    const message = `${shown(start.name)} has no ${missing.join(" and no ")}; assign it at the start node, or in a `
      + `default node before it`;
    return finding(quotaMissing.code, "error", start.at, message, pathOf(scope, start));
  });
}
