/** GN106: "any child" with more than one candidate. */
import { providersOf } from "../../../../spec/genode/directory.ts";
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import type { RuleList } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";
import { severityOfDeadTarget } from "./severity.ts";
import { isReached } from "./shadowed.ts";

export const anyChildAmbiguous: FindingKind = {
  code: "GN106",
  severities: ["error", "warning", "note"],
  title: "More than one child provides the service of an any-child target",
  page: page({
    means: `The target any-child is meant for a service that exactly one child provides. With more than one, init
      prints "ambiguous routes" and the target fails. An error in a rule for one service of a child's own route (a
      warning when it is for certain labels only), a note in a default route.`,
    matters: `The route worked until a second server was added: then every client of the rule is denied.`,
    wrong: `
+ start ram_fs | + provides | + service File_system
+ start vfs    | + provides | + service File_system
+ start shell
  + route | + service File_system | + any-child`,
    right: `
+ start ram_fs | + provides | + service File_system
+ start vfs    | + provides | + service File_system
+ start shell
  + route | + service File_system | + child vfs`,
    source: "Genode os/src/lib/sandbox/child.cc, utils.h at ffb059da (26.04).",
  }),
  find: ({ ruleLists }) => ruleLists.flatMap(inRules),
};

function inRules(list: RuleList): readonly Finding[] {
  const { scope, rules, title, component } = list;
  const found: Finding[] = [];
  for (const rule of rules) {
    if (rule.kind !== "service") continue;
    const target = rule.targets.find(({ kind }) => kind === "any-child");
    const candidates = providersOf(scope.init, rule.service);
    if (target === undefined || candidates.length < 2 || !isReached(list, rule)) continue;
    const names = candidates.slice(0, 3).map(({ name }) => shown(name)).join(", ");
    const message = `${title} sends ${rule.service} to any child, but ${candidates.length} children provide it `
      + `(${names}); name the one that is meant`;
    const severity = severityOfDeadTarget(list, rule, "note");
    found.push(finding(anyChildAmbiguous.code, severity, target.at, message, component));
  }
  return found;
}
