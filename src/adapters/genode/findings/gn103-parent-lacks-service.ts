/** GN103: a rule for one service goes to the parent, which does not offer it. */
import { directoryOf } from "../../../../spec/genode/directory.ts";
import type { Finding } from "../../../language/report.ts";
import type { RuleList } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";
import { severityOfDeadTarget } from "./severity.ts";
import { isReached } from "./shadowed.ts";

export const parentLacksService: FindingKind = {
  code: "GN103",
  severities: ["error", "warning", "note"],
  title: "The parent does not provide the service",
  page: page({
    means: `A rule for one service has the parent as target, but parent-provides of the same init does not list the
      service. An error in a child's own route, a warning when the rule is for certain labels only, a note in a
      default route or where another target of the rule leads somewhere. Nothing is said about an init without
      parent-provides.`,
    matters: `Init consults parent-provides alone, so the target fails quietly, and the session is denied even if the
      parent would have granted it.`,
    wrong: `
+ parent-provides
  + service ROM
  + service PD
  + service CPU
  + service LOG
+ start clock
  + route
    + service Timer | + parent
    + any-service   | + parent`,
    right: `
+ parent-provides
  + service ROM
  + service PD
  + service CPU
  + service LOG
+ start timer | + provides | + service Timer
+ start clock
  + route
    + service Timer | + child timer
    + any-service   | + parent`,
    source: "Genode os/src/lib/sandbox/child.cc at ffb059da (26.04); issue #4644.",
  }),
  find: ({ ruleLists }) => ruleLists.flatMap(inRules),
};

function inRules(list: RuleList): readonly Finding[] {
  const { scope, rules, title, component } = list;
  if (!scope.knowsParent) return [];
  const { parentServices } = directoryOf(scope.init);
  const found: Finding[] = [];
  for (const rule of rules) {
    if (rule.kind !== "service" || parentServices.has(rule.service) || !isReached(list, rule)) continue;
    for (const target of rule.targets) {
      if (target.kind !== "parent") continue;
      const severity = severityOfDeadTarget(list, rule, "note");
      const message = `${title} sends ${rule.service} to the parent, but parent-provides of ${scope.init.path} does `
        + `not list it; add it there, or name the child that provides it`;
      found.push(finding(parentLacksService.code, severity, target.at, message, component));
    }
  }
  return found;
}
