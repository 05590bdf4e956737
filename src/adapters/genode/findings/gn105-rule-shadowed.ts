/** GN105: a rule that can never be consulted, because an earlier one takes all its requests. */
import type { Finding } from "../../../language/report.ts";
import type { RuleList } from "./context.ts";
import { finding, related, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";
import { shadowedRules } from "./shadowed.ts";

export const ruleShadowed: FindingKind = {
  code: "GN105",
  severities: ["warning"],
  title: "A rule is shadowed by an earlier one",
  page: page({
    means: `Rules are tried in document order, and a rule for one service is final, even when its targets fail. So a
      rule never takes effect when an earlier one matches every label that it matches. The same holds after a rule for
      any service whose targets already provide the service.`,
    matters: `The later rule looks like policy but is none: the sessions go elsewhere, or are denied. What else is wrong with
      it does no harm, and is not told.`,
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

function inRules(list: RuleList): readonly Finding[] {
  return [...shadowedRules(list)].map(([rule, by]) => {
    const what = rule.kind === "service" ? `rule for ${rule.service}` : "rule for any service";
    const message = `this ${what} in ${list.title} never takes effect, because the rule in line ${by.at.line} already `
      + `takes its requests; remove it, or move it before that rule`;
    return finding(ruleShadowed.code, "warning", rule.at, message, list.component, related([[by.at, "the rule that takes its requests"]]));
  });
}
