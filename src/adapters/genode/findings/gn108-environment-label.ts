/** GN108: a label rule that was meant for an environment session and can never match one. */
import type { LabelSelector, Rule, Start } from "../../../../spec/genode/config.ts";
import { linkerRom } from "../../../../spec/genode/routing.ts";
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import type { RuleList } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const environmentLabel: FindingKind = {
  code: "GN108",
  severities: ["warning", "note"],
  title: "A label rule cannot match the environment session it names",
  page: page({
    means: `The selectors label, label_prefix and label_suffix look at the label as the child said it. Environment
      sessions (PD, CPU, LOG, the binary, the linker) are requested by init for the child and carry no such label, so
      these selectors never match them; only unscoped_label and label_last do. The rule names the component's own name,
      hence was evidently meant for the environment. Of ROMs that is a note only, because a component can read a ROM that has
      its own name.`,
    matters: `The environment session takes the next rule that matches, with other rights than intended, or is denied.`,
    wrong: `
+ start shell
  + route
    + service LOG | label: shell | + child terminal_log
    + any-service | + parent`,
    right: `
+ start shell
  + route
    + service LOG | unscoped_label: shell | + child terminal_log
    + any-service | + parent`,
    source: "Genode os/src/lib/sandbox/utils.h, base/include/base/child.h at ffb059da (26.04).",
  }),
  find: ({ ruleLists }) => ruleLists.flatMap(inRules),
};

function inRules({ scope, start, rules, title, component }: RuleList): readonly Finding[] {
  if (start === undefined || start.binary === "init" || start.init !== undefined) return [];
  return rules.filter((rule) => isMeantFor(start, rule)).map((rule) => {
    const isRom = rule.service === "ROM";
    const what = `this rule in ${title} for ${rule.service} label ${shown(scopedPart(rule.selector) ?? "")}`;
    const message = isRom
      ? `${what} takes sessions that ${shown(start.name)} itself opens, and not the one that init opens for its binary or linker`
      : `${what} cannot match the environment session of ${shown(start.name)} in ${scope.init.path}; select it by `
        + `"unscoped_label: ${start.name}"`;
    return finding(environmentLabel.code, isRom ? "note" : "warning", rule.at, message, component);
  });
}

function isMeantFor(start: Start, rule: Rule): boolean {
  const label = scopedPart(rule.selector);
  if (rule.kind !== "service" || label === undefined) return false;
  if (["PD", "CPU", "LOG"].includes(rule.service)) return label === start.name;
  // A component can ask for its own binary or the linker as data; its configuration then names it.
  return rule.service === "ROM" && [start.name, start.binary, linkerRom].includes(label) && !mentions(start, label);
}

const scopedPart = ({ label, labelPrefix, labelSuffix }: LabelSelector): string | undefined =>
  (label ?? labelPrefix ?? labelSuffix)?.trim();

/** Whether the configuration names `text` in an attribute or content; a configuration from elsewhere may. */
function mentions(start: Start, text: string): boolean {
  if (start.config === undefined) return true;
  const nodes = [start.config];
  for (const node of nodes) {
    if (node.text === text || node.attributes.some(({ value }) => value === text)) return true;
    nodes.push(...node.children);
  }
  return false;
}
