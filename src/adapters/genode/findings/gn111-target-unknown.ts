/** GN111: a rule without any target that init knows. */
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import type { RuleList } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const targetUnknown: FindingKind = {
  code: "GN111",
  severities: ["warning", "note"],
  title: "A rule has a target that init does not know",
  page: page({
    means: `The targets of a rule are parent, child, any-child and, in components that embed the sandbox library, local.
      Any other node below a rule never leads anywhere. A rule without targets (a note) denies its service, or has no
      effect when it is for any service.`,
    matters: "A typing error in a target looks like a denied session at run time, without a message.",
    wrong: `
+ start clock
  + route
    + service Timer | + chid timer
    + any-service   | + parent`,
    right: `
+ start clock
  + route
    + service Timer | + child timer
    + any-service   | + parent`,
    source: "Genode os/src/lib/sandbox/child.cc at ffb059da (26.04); issue #2351.",
  }),
  find: ({ ruleLists }) => ruleLists.flatMap(inRules),
};

function inRules({ scope, rules, title, component }: RuleList): readonly Finding[] {
  const found: Finding[] = [];
  for (const rule of rules) {
    const what = rule.kind === "service" ? `rule for ${rule.service}` : "rule for any service";
    if (rule.targets.length === 0) {
      const effect = rule.kind === "service" ? "denies every session" : "has no effect";
      const message = `this ${what} in ${title} has no target and ${effect}; add a target, or remove the rule`;
      found.push(finding(targetUnknown.code, "note", rule.at, message, component));
    }
    for (const { kind, name, at } of rule.targets) {
      if (kind !== "other" && (kind !== "local" || scope.init.program !== undefined)) continue;
      const message = `this ${what} in ${title} has the target ${shown(kind === "local" ? kind : name)}, which leads nowhere in init; `
        + `use parent, child or any-child`;
      found.push(finding(targetUnknown.code, "warning", at, message, component));
    }
  }
  return found;
}
