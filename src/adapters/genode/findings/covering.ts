/**
 * Which of the earlier rules of a service selects every label that a later one selects. Rules with one selector are
 * found by its text, so that a long route costs no comparison of each rule with each other.
 */
import type { LabelSelector, Rule } from "../../../../spec/genode/config.ts";
import { lastElement } from "../../../../spec/genode/label.ts";

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
  const present = Object.entries(rule.selector).filter((entry) => entry[1] !== undefined);
  if (present.length > 1) {
    earlier.mixed.push(rule);
    return;
  }
  const [name, value = ""] = present[0] ?? [""];
  const text = value.trim();
  earlier.single.set(keyOf(name, text), rule);
  if (name === "labelPrefix") earlier.prefixes.add(text.length);
  if (name === "labelSuffix") earlier.suffixes.add(text.length);
}

/** An earlier rule that leaves nothing for a rule with this selector. */
export function coveringRule(
  { single, prefixes, suffixes, mixed }: EarlierRules, narrow: LabelSelector,
): Rule | undefined {
  const front = (narrow.label ?? narrow.labelPrefix)?.trim() ?? "";
  const back = (narrow.label ?? narrow.labelSuffix)?.trim() ?? "";
  const keys = [
    keyOf("", ""), keyOf("label", narrow.label), keyOf("unscopedLabel", narrow.unscopedLabel),
    keyOf("labelLast", lastOf(narrow)),
    ...[...prefixes].map((length) => keyOf("labelPrefix", front.slice(0, length))),
    ...[...suffixes].map((length) => keyOf("labelSuffix", back.slice(Math.max(0, back.length - length)))),
  ];
  const candidates = keys.flatMap((key) => single.get(key) ?? []);
  return [...candidates, ...mixed].find((rule) => covers(rule.selector, narrow));
}

/** Whether every label that `narrow` selects is selected by `wide`, as far as the selectors alone tell. */
export function covers(wide: LabelSelector, narrow: LabelSelector): boolean {
  const { label, labelPrefix, labelSuffix, unscopedLabel } = narrow;
  return same(wide.unscopedLabel, unscopedLabel) && same(wide.labelLast, lastOf(narrow)) && same(wide.label, label)
    && (wide.labelPrefix === undefined || starts((label ?? labelPrefix)?.trim(), wide.labelPrefix.trim()))
    && (wide.labelSuffix === undefined || ends((label ?? labelSuffix)?.trim(), wide.labelSuffix.trim()));
}

const same = (wanted: string | undefined, text: string | undefined): boolean =>
  wanted === undefined || wanted.trim() === text?.trim();

const starts = (text: string | undefined, front: string): boolean => text?.startsWith(front) ?? false;

const ends = (text: string | undefined, back: string): boolean => text?.endsWith(back) ?? false;

/** The last element of the labels that a selector selects, where it is known. */
function lastOf({ label, labelLast, unscopedLabel }: LabelSelector): string | undefined {
  const text = labelLast ?? label ?? unscopedLabel;
  return text === undefined ? undefined : lastElement(text);
}

const keyOf = (name: string, text: string | undefined): string =>
  text === undefined ? "none" : `${name} ${text.trim()}`;
