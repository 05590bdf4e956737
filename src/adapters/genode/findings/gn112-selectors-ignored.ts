/** GN112: label selectors that the book combines and the implementation does not. */
import type { LabelSelector } from "../../../../spec/genode/config.ts";
import type { Finding } from "../../../language/report.ts";
import type { RuleList } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const selectorsIgnored: FindingKind = {
  code: "GN112",
  severities: ["warning"],
  title: "A label selector is ignored beside another one",
  page: page({
    means: `By the book the label selectors of a rule combine: all of them must hold. Genode's implementation ignores
      every other selector when unscoped_label is present, and then every other one when label_last is present.`,
    matters: "The rule takes more sessions than it says, and a server sees clients that it was not meant for.",
    wrong: `
+ start shell
  + route
    + service ROM | label_prefix: plugin -> | label_last: secret | + child vault`,
    right: `
+ start shell
  + route
    + service ROM | label: plugin -> secret | + child vault`,
    source: "Genode os/src/lib/sandbox/utils.h at ffb059da (26.04), against Genode Foundations.",
  }),
  find: ({ ruleLists }) => ruleLists.flatMap(inRules),
};

function inRules({ rules, title, component }: RuleList): readonly Finding[] {
  const found: Finding[] = [];
  for (const rule of rules) {
    const winner = winnerOf(rule.selector);
    if (winner === undefined) continue;
    const message = `this rule in ${title} combines ${winner} with other label selectors, which init ignores; `
      + `say the same with one selector`;
    found.push(finding(selectorsIgnored.code, "warning", rule.at, message, component));
  }
  return found;
}

function winnerOf(selector: LabelSelector): string | undefined {
  const present = Object.values(selector).filter((value) => value !== undefined).length;
  if (present < 2) return undefined;
  if (selector.unscopedLabel !== undefined) return "unscoped_label";
  return selector.labelLast === undefined ? undefined : "label_last";
}
