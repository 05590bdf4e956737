/** GN104: a session that every component needs before its first instruction cannot be routed. */
import type { Start } from "../../../../spec/genode/config.ts";
import { rulesOf } from "../../../../spec/genode/routing.ts";
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { pathOf, type Context, type Scope } from "./context.ts";
import { environmentOf } from "./environment.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";
import { ends, type End } from "./reach.ts";

export const environmentDenied: FindingKind = {
  code: "GN104",
  severities: ["error"],
  title: "A component cannot be started: an environment session has no route",
  page: page({
    means: `Every component needs PD, CPU, LOG and the ROM with its binary, and unless "ld: no" is set, the ROM
      ld.lib.so. Their labels are not scoped: PD, CPU, LOG and the binary carry the child's name, the linker
      ld.lib.so. This finding says that the rules deny one of them, here or at an outer init.`,
    matters: `The component never starts. Init reports it as incomplete. A denied linker is survived by static binaries
      only; say "ld: no" for those.`,
    wrong: `
+ parent-provides
  + service ROM
  + service PD
  + service CPU
  + service LOG
+ start timer
  + route
    + service PD  | + parent
    + service CPU | + parent
    + service ROM | + parent`,
    right: `
+ parent-provides
  + service ROM
  + service PD
  + service CPU
  + service LOG
+ start timer
  + route
    + service PD  | + parent
    + service CPU | + parent
    + service ROM | + parent
    + service LOG | + parent`,
    source: "Genode base/include/base/child.h, base/src/lib/base/child.cc at ffb059da (26.04).",
  }),
  find: (context) => context.scopes.flatMap((scope) => isJudged(scope)
    ? scope.init.starts.flatMap((start) => ofChild(context, scope, start)) : []),
};

/** With an unknown parent somewhere on the way, nothing can be said. */
function isJudged(scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer?.scope) if (!at.knowsParent) return false;
  return true;
}

function ofChild(context: Context, scope: Scope, start: Start): readonly Finding[] {
  // A default route that comes too late is another finding.
  if (rulesOf(start) === undefined && scope.init.defaultRoute !== undefined) return [];
  const denied: string[] = [];
  let why = "";
  for (const { service, label, title } of environmentOf(start)) {
    const end = deadEnd(ends(context, scope, start, service, label));
    if (end === undefined) continue;
    denied.push(title);
    why ||= end;
  }
  if (denied.length === 0) return [];
  const message = `${shown(start.name)} cannot start: no route for ${denied.join(", ")} (${why}); `
    + `add rules for them, without label, label_prefix or label_suffix`;
  return [finding(environmentDenied.code, "error", start.at, message, pathOf(scope, start))];
}

function deadEnd(found: readonly End[]): string | undefined {
  for (const end of found) {
    if (end.kind === "denied") return `${end.why}, in the route of ${pathOf(end.scope, end.start)}`;
    if (end.kind === "pending") return `${end.why} of ${end.scope.init.path}`;
  }
  return undefined;
}
