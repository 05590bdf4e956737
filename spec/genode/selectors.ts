/**
 * Which labels a rule or a policy selects: what init heeds of several selectors, how it compares them, and which other
 * ways there are to read them.
 *
 * Sources: Genode at ffb059da (26.04), `repos/os/src/lib/sandbox/utils.h` (service_node_matches), `route_model.h`
 * (Selector, Checksum), `repos/os/include/os/session_policy.h` (Node_label_score); Genode Foundations "System configuration".
 */
import type { LabelSelector } from "./config.ts";
import { lastElement, scopedLabel, trimmed } from "./label.ts";

/** What init heeds of a rule's selectors: beside `unscoped_label` no other one, and beside `label_last` none of the rest. */
export const heededInRule = (selector: LabelSelector): LabelSelector => {
  const { unscopedLabel, labelLast } = selector;
  if (unscopedLabel !== undefined) return { unscopedLabel };
  return labelLast === undefined ? selector : { labelLast };
};

/** What init heeds of a policy's selectors: `label_last` is in the schema and is not evaluated, nor is `unscoped_label`. */
export const heededInPolicy = (selector: LabelSelector): LabelSelector => {
  const { unscopedLabel: _, labelLast: __, ...heeded } = selector;
  return heeded;
};

/** The ways to read a rule's selectors: as the code does, and as the book says, by which all of them must hold. */
export const readingsOfRule = (selector: LabelSelector): readonly LabelSelector[] => {
  const heeded = heededInRule(selector);
  return isSame(heeded, selector) ? [selector] : [heeded, selector];
};

/** Whether a policy's selectors can be read in one way only. */
export const isPlainPolicy = (selector: LabelSelector): boolean => isSame(heededInPolicy(selector), selector);

/** Whether a rule of the child selects the label, as init evaluates it. */
export const selects = (selector: LabelSelector, childName: string, label: string): boolean =>
  holds(heededInRule(selector), childName, label);

/**
 * Whether every given selector holds. `label`, `label_prefix` and `label_suffix` look at the label as the child said it,
 * hence never hold of an environment session. `unscoped_label`, `label_last` and a `label` that stands alone are compared
 * as they are, all others without the spaces around both sides.
 */
export const holds = (selector: LabelSelector, childName: string, label: string): boolean => {
  const { unscopedLabel, labelLast, label: whole, labelPrefix, labelSuffix } = selector;

  if (unscopedLabel !== undefined && label !== unscopedLabel) return false;
  if (labelLast !== undefined && lastElement(label) !== labelLast) return false;
  if (whole === undefined && labelPrefix === undefined && labelSuffix === undefined) return true;

  const scoped = scopedLabel(childName, label);
  if (scoped === undefined) return false;
  return isLone(selector) ? scoped === whole : fits(selector, scoped);
};

/** Whether `label` stands alone, so that it is compared exactly. */
export const isLone = ({ unscopedLabel, labelLast, label, labelPrefix, labelSuffix }: LabelSelector): boolean =>
  label !== undefined && unscopedLabel === undefined && labelLast === undefined && labelPrefix === undefined && labelSuffix === undefined;

/** Whether the label of a client fits `label`, `label_prefix` and `label_suffix`; spaces around both sides do not count. */
export const fits = ({ label: whole, labelPrefix, labelSuffix }: LabelSelector, label: string): boolean => {
  const said = trimmed(label);
  return (whole === undefined || said === trimmed(whole))
    && (labelPrefix === undefined || said.startsWith(trimmed(labelPrefix)))
    && (labelSuffix === undefined || said.endsWith(trimmed(labelSuffix)));
};

/** Whether a policy says for whom it is; one without a selector is for nobody. */
export const isForSomebody = ({ label, labelPrefix, labelSuffix }: LabelSelector): boolean =>
  label !== undefined || labelPrefix !== undefined || labelSuffix !== undefined;

/**
 * Of two policies that fit a label, whether the left one is taken whatever their order: `label` beats all; a prefix that
 * is present, even an empty one, beats none, and the longer the shorter; then likewise the suffix.
 */
export const isCloser = (left: LabelSelector, right: LabelSelector): boolean => {
  if (left.label !== undefined || right.label !== undefined) return right.label === undefined;
  const prefixes = lengthOf(left.labelPrefix) - lengthOf(right.labelPrefix);
  return prefixes !== 0 ? prefixes > 0 : lengthOf(left.labelSuffix) > lengthOf(right.labelSuffix);
};

const lengthOf = (text: string | undefined): number => text === undefined ? -1 : trimmed(text).length;

const isSame = (left: LabelSelector, right: LabelSelector): boolean => count(left) === count(right);

const count = (selector: LabelSelector): number => Object.values(selector).filter((value) => value !== undefined).length;
