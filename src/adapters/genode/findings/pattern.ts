/**
 * Labels that are known in part only, because a client chooses the rest: which of them a selector takes, and what becomes
 * of them on their way.
 */
import type { LabelSelector, Target } from "../../../../spec/genode/config.ts";
import { lastElement, prefixed, rewrite, separator, trimmed } from "../../../../spec/genode/label.ts";
import { fits, holds, isLone } from "../../../../spec/genode/selectors.ts";

/** A set of labels: exactly `text`, or, when open, `text` followed by anything. */
export interface Pattern {
  readonly text: string;
  readonly open: boolean;
  /** From where on more spaces can stand than in the text, because a rule that compares without them has let the label pass. */
  readonly looseFrom?: number;
}

/** The labels of a pattern that a selector takes; `surely` when it takes all of them. */
export interface Narrowed {
  readonly pattern: Pattern;
  readonly surely: boolean;
}

export const anyLabel: Pattern = { text: "", open: true };

/** The label after one more hop upwards, through the child `name`. */
export function hop(name: string, pattern: Pattern): Pattern {
  const text = prefixed(name, pattern.text);
  const { looseFrom } = pattern;
  return looseFrom === undefined ? { ...pattern, text }
    : { ...pattern, text, looseFrom: looseFrom + text.length - pattern.text.length };
}

/**
 * What the selectors of a rule take of a pattern, if all that are given must hold; undefined when they take nothing.
 * `freely`, labels that differ in their spaces only may be taken for one another.
 */
export function narrow(
  selector: LabelSelector, childName: string, pattern: Pattern, freely: boolean,
): Narrowed | undefined {
  if (Object.values(selector).every((value) => value === undefined)) return { pattern, surely: true };
  const wanted = wantedBy(selector, childName);
  if (pattern.looseFrom !== undefined) {
    const surely = takesBeginning(selector, wanted, pattern);
    return surely || mayTake(selector, wanted, pattern) ? { pattern, surely } : undefined;
  }
  const exactly = pattern.open ? narrowOpen(selector, wanted, pattern)
    : holds(selector, childName, pattern.text) ? { pattern, surely: true } : undefined;
  return exactly ?? (freely && mayTake(selector, wanted, pattern) ? { pattern, surely: false } : undefined);
}

/** What the selectors of a policy take of a pattern; they are compared without the spaces around. */
export function narrowPolicy(selector: LabelSelector, pattern: Pattern): Narrowed | undefined {
  const { label, labelPrefix } = selector;
  if (!pattern.open && pattern.looseFrom === undefined)
    return fits(selector, pattern.text) ? { pattern, surely: true } : undefined;
  const wanted: Pattern[] = [];
  if (label !== undefined) wanted.push({ text: trimmed(label), open: false });
  if (labelPrefix !== undefined) wanted.push({ text: trimmed(labelPrefix), open: true });
  if (!mayTake(selector, wanted, pattern)) return undefined;
  return { pattern, surely: takesBeginning(selector, wanted, pattern) };
}

/** What the server sees of a pattern. */
export function rewritten(target: Target, pattern: Pattern): Pattern {
  const { label, identity, resource, prependResource } = target;
  const isWhole = label !== undefined || (identity !== undefined && resource !== undefined);
  if (isWhole) return { text: rewrite(target, pattern.text), open: false };
  if (identity === undefined && resource === undefined && prependResource === undefined) return pattern;
  if (!pattern.open) {
    const text = rewrite(target, pattern.text);
    return pattern.looseFrom === undefined ? { text, open: false } : { text, open: false, looseFrom: 0 };
  }
  if (identity === "") return anyLabel;
  if (identity !== undefined) return { text: prefixed(identity, ""), open: true };
  const end = pattern.text.lastIndexOf(separator);
  return { text: end < 0 ? "" : pattern.text.slice(0, end + separator.length), open: true };
}

function narrowOpen(selector: LabelSelector, wanted: readonly Pattern[], pattern: Pattern): Narrowed | undefined {
  let narrowed = pattern;
  let surely = selector.labelLast === undefined && selector.labelSuffix === undefined;
  for (const one of wanted) {
    if (one.text.startsWith(narrowed.text) && (!one.open || one.text !== narrowed.text)) {
      narrowed = one;
      surely = false;
    } else if (!one.open || !narrowed.text.startsWith(one.text)) return undefined;
  }
  return { pattern: narrowed, surely };
}

/** The beginnings of a label, or whole labels, that a rule's selectors ask for. */
function wantedBy(selector: LabelSelector, childName: string): readonly Pattern[] {
  const { unscopedLabel, label, labelPrefix } = selector;
  const looseFrom = prefixed(childName, "").length;
  const wanted: Pattern[] = [];
  if (unscopedLabel !== undefined) wanted.push({ text: unscopedLabel, open: false });
  if (label !== undefined && isLone(selector)) wanted.push({ text: prefixed(childName, label), open: false });
  else if (label !== undefined) wanted.push({ text: prefixed(childName, trimmed(label)), open: false, looseFrom });
  if (labelPrefix !== undefined) {
    const text = prefixed(childName, trimmed(labelPrefix));
    wanted.push(text.length === looseFrom ? { text, open: true } : { text, open: true, looseFrom });
  }
  return wanted;
}

/** Whether a prefix alone is asked for, and all labels of the pattern begin with it, wherever spaces stand. */
const takesBeginning = (
  { labelPrefix, ...others }: LabelSelector, wanted: readonly Pattern[], { text, looseFrom = Infinity }: Pattern,
): boolean =>
  labelPrefix !== undefined && Object.values(others).every((value) => value === undefined)
    && wanted.every((one) => one.text.length <= looseFrom && text.startsWith(one.text));

/** Whether a label of the pattern can be one of each of the wanted ones, wherever spaces stand. */
function mayTake({ labelLast, labelSuffix }: LabelSelector, wanted: readonly Pattern[], pattern: Pattern): boolean {
  const text = squeezed(pattern.text);
  const meets = wanted.every((one) => {
    const other = squeezed(one.text);
    if (one.open && pattern.open) return other.startsWith(text) || text.startsWith(other);
    if (one.open) return text.startsWith(other);
    return pattern.open ? other.startsWith(text) : other === text;
  });
  return meets && (pattern.open || ((labelLast === undefined || squeezed(lastElement(pattern.text)) === squeezed(labelLast))
    && (labelSuffix === undefined || text.endsWith(squeezed(labelSuffix)))));
}

const squeezed = (text: string): string => text.replaceAll(" ", "");
