/**
 * Which of the earlier rules of a service selects every label that a later one selects, as far as the code heeds their
 * selectors. Rules with one selector are found by its text, so that a long route costs no comparison of each rule with each
 * other.
 */
import type { LabelSelector, Rule } from "../../../../spec/genode/config.ts";
import { lastElement, trimmed } from "../../../../spec/genode/label.ts";
import { heededInRule, isLone } from "../../../../spec/genode/selectors.ts";

/** The rules seen so far for one service. */
export interface EarlierRules {
  /** By the name and text of the only selector; the empty key is that of the rule without a selector. */
  readonly single: Map<string, Rule>;
  /** Lengths of the prefixes and suffixes among them. */
  readonly prefixes: Set<number>;
  readonly suffixes: Set<number>;
  /** Rules with more than one selector. */
  readonly mixed: Rule[];
}

export const noRules = (): EarlierRules =>
  ({ single: new Map(), prefixes: new Set(), suffixes: new Set(), mixed: [] });

export function remember(earlier: EarlierRules, rule: Rule): void {
  const present = Object.entries(heededInRule(rule.selector)).filter((entry) => entry[1] !== undefined);
  if (present.length > 1) {
    earlier.mixed.push(rule);
    return;
  }
  const [name, value = ""] = present[0] ?? [""];
  const isFixed = name === "labelPrefix" || name === "labelSuffix";
  const text = isFixed ? trimmed(value) : value;
  earlier.single.set(keyOf(name, text), rule);
  if (name === "labelPrefix") earlier.prefixes.add(text.length);
  if (name === "labelSuffix") earlier.suffixes.add(text.length);
}

/** An earlier rule that leaves nothing for a rule of which these selectors are heeded. */
export function coveringRule(
  { single, prefixes, suffixes, mixed }: EarlierRules, narrow: LabelSelector,
): Rule | undefined {
  const front = trimmed(narrow.label ?? narrow.labelPrefix ?? "");
  const back = trimmed(narrow.label ?? narrow.labelSuffix ?? "");
  const keys = [
    keyOf("", ""), keyOf("label", narrow.label), keyOf("unscopedLabel", narrow.unscopedLabel),
    keyOf("labelLast", lastOf(narrow)),
    ...[...prefixes].map((length) => keyOf("labelPrefix", front.slice(0, length))),
    ...[...suffixes].map((length) => keyOf("labelSuffix", back.slice(Math.max(0, back.length - length)))),
  ];
  const candidates = keys.flatMap((key) => single.get(key) ?? []);
  return [...candidates, ...mixed].find((rule) => covers(heededInRule(rule.selector), narrow));
}

/** Whether every label that `narrow` selects is selected by `wide`, as far as the selectors alone tell. */
export function covers(wide: LabelSelector, narrow: LabelSelector): boolean {
  const { label, labelPrefix, labelSuffix, unscopedLabel } = narrow;
  const isScoped = label !== undefined || labelPrefix !== undefined || labelSuffix !== undefined;
  if (wide.unscopedLabel !== undefined) return wide.unscopedLabel === unscopedLabel;
  if (wide.labelLast !== undefined) return wide.labelLast === lastOf(narrow);
  if (isLone(wide)) return isLone(narrow) && wide.label === label;
  return (wide.label === undefined || (label !== undefined && trimmed(wide.label) === trimmed(label)))
    && (wide.labelPrefix === undefined || (isScoped && trimmed(label ?? labelPrefix ?? "").startsWith(trimmed(wide.labelPrefix))))
    && (wide.labelSuffix === undefined || (isScoped && trimmed(label ?? labelSuffix ?? "").endsWith(trimmed(wide.labelSuffix))));
}

/** The last element of the labels that a selector selects, where it is known. */
function lastOf(selector: LabelSelector): string | undefined {
  const { label, labelLast, unscopedLabel } = selector;
  const text = labelLast ?? unscopedLabel ?? (isLone(selector) ? label : undefined);
  return text === undefined ? undefined : labelLast ?? lastElement(text);
}

const keyOf = (name: string, text: string | undefined): string => text === undefined ? "none" : `${name} ${text}`;
