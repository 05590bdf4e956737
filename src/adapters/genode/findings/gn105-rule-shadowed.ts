/** GN105: a rule that can never be consulted, because an earlier one takes all its requests. */
import type { Rule } from "../../../../spec/genode/config.ts";
import type { Finding } from "../../../language/report.ts";
import { leadsSomewhere, type RuleList, type Scope } from "./context.ts";
import { coveringRule, covers, noRules, remember, type EarlierRules } from "./covering.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const ruleShadowed: FindingKind = {
  code: "GN105",
  severities: ["warning"],
  title: "A rule is shadowed by an earlier one",
  page: page({
    means: `Rules are tried in document order, and a rule for one service is final, even when its targets fail. So a
      rule never takes effect when an earlier one matches every label that it matches. The same holds after a rule for
      any service whose targets already provide the service.`,
    matters: `The later rule looks like policy but is none: the sessions go elsewhere, or are denied.`,
    wrong: `
+ start shell
  + route
    + service ROM                 | + parent
    + service ROM | label: config | + child dynamic_rom`,
    right: `
+ start shell
  + route
    + service ROM | label: config | + child dynamic_rom
    + service ROM                 | + parent`,
    source: "Genode os/src/lib/sandbox/child.cc (_with_route) at ffb059da (26.04).",
  }),
  find: ({ ruleLists }) => ruleLists.flatMap(inRules),
};

/** Most earlier rules for any service that are remembered for one route. */
const anyServiceMax = 32;

function inRules({ scope, rules, title, component }: RuleList): readonly Finding[] {
  const found: Finding[] = [];
  const earlier = new Map<string, EarlierRules>();
  const anyService: Rule[] = [];
  for (const rule of rules) {
    const name = rule.kind === "service" ? rule.service : "";
    const before = earlier.get(name) ?? noRules();
    earlier.set(name, before);

    const by = rule.kind === "service" ? coveringRule(before, rule.selector) ?? taken(scope, anyService, rule)
      : anyService.find((other) => covers(other.selector, rule.selector) && offersAll(other, rule));
    if (by !== undefined) {
      const what = rule.kind === "service" ? `rule for ${rule.service}` : "rule for any service";
      const message = `this ${what} in ${title} never takes effect, because the rule in line ${by.at.line} already `
        + `takes its requests; remove it, or move it before that rule`;
      found.push(finding(ruleShadowed.code, "warning", rule.at, message, component));
      continue;
    }
    if (rule.kind === "service") remember(before, rule);
    else if (anyService.length < anyServiceMax) anyService.push(rule);
  }
  return found;
}

/** The rule for any service that already leads to a server of this rule's service. */
const taken = (scope: Scope, anyService: readonly Rule[], rule: Rule): Rule | undefined =>
  anyService.find((other) => covers(other.selector, rule.selector)
    && other.targets.some((target) => (target.kind !== "parent" || scope.knowsParent)
      && leadsSomewhere(scope, other, target, rule.service)));

const offersAll = (other: Rule, rule: Rule): boolean => rule.targets.every((target) =>
  other.targets.some((offered) => offered.kind === target.kind && offered.name === target.name));
