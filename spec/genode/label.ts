/**
 * Session labels: how a parent tells one client from another. At every hop the parent puts the child's name in
 * front, so that the left part of a label cannot be forged by the client and the last part is the client's request.
 * Source: Genode `repos/base/include/base/session_label.h`, at ffb059da (26.04).
 */
import type { LabelRewriting } from "./config.ts";

/** What stands between the elements of a label. */
export const separator = " -> ";

/** A label without the spaces around it: since 25.08 policies compare labels so, because a HID value cannot end in a space. */
export const trimmed = (label: string): string => {
  let [from, to] = [0, label.length];
  while (from < to && label[from] === " ") from += 1;
  while (to > from && label[to - 1] === " ") to -= 1;
  return label.slice(from, to);
};

/** The label that the parent of `childName` sees for a session that the child asked for with `label`. */
export const prefixed = (childName: string, label: string): string => childName + separator + label;

/** The text after the last separator; the whole label when it has none. */
export const lastElement = (label: string): string => {
  const at = label.lastIndexOf(separator);
  return at < 0 ? label : label.slice(at + separator.length);
};

/** The text before the last separator; empty when there is none. */
export const prefix = (label: string): string => {
  const at = label.lastIndexOf(separator);
  return at < 0 ? "" : label.slice(0, at);
};

/**
 * The label as the child said it, without the name that its parent put in front. Undefined for environment
 * sessions (PD, CPU, LOG, the binary and the linker), whose labels carry no such prefix.
 */
export const scopedLabel = (childName: string, label: string): string | undefined => {
  const front = childName + separator;
  return label.startsWith(front) ? label.slice(front.length) : undefined;
};

/**
 * The label that the server sees: `label` of the target as it stands (even when empty), or else the identity
 * (by default the prefix) joined with the prepended resource and the resource (by default the last element).
 * Source: `repos/os/src/lib/sandbox/child.cc`, release notes 25.02 on partial label rewriting.
 */
export const rewrite = (target: LabelRewriting, label: string): string => {
  if (target.label !== undefined) return target.label;
  const identity = target.identity ?? prefix(label);
  const resource = (target.prependResource ?? "") + (target.resource ?? lastElement(label));
  return identity === "" ? resource : identity + separator + resource;
};
