/**
 * The shape of a finding kind: one file each, with its code, its page for `cordon explain`, and the search for it.
 */
import type { Context } from "./context.ts";
import type { Finding, Place, RelatedPlace, Severity } from "../../../language/report.ts";

/** What `cordon explain CODE` shows. */
export interface FindingPage {
  /** `GN0xx` are the reader's; `GN1xx` routing, `GN2xx` resources and order, `GN3xx` authority and flow. */
  readonly code: string;
  /** The severities that findings of this kind can have, worst first. */
  readonly severities: readonly Severity[];
  readonly title: string;
  /** Markdown: what it means, why it matters, wrong and right in HID, source. */
  readonly page: string;
}

/** A kind of finding that is searched for in a whole system. */
export interface FindingKind extends FindingPage {
  readonly find: (context: Context) => readonly Finding[];
}

/** One finding, placed. The message is written as a clause and becomes a sentence here. */
export function finding(
  code: string, severity: Severity, at: Place, clause: string, component?: string, others: readonly RelatedPlace[] = [],
): Finding {
  const { file, line, column } = at;
  const message = sentence(visible(clause));
  return {
    code, severity, file, line, column, message,
    ...(component === undefined ? {} : { component }), ...(others.length === 0 ? {} : { related: others }),
  };
}

/** Most related places of one finding. */
const relatedMost = 20;

/** Places with what stands there, as they go with a finding. */
export const related = (places: readonly (readonly [at: Place, what: string])[]): readonly RelatedPlace[] =>
  places.slice(0, relatedMost).map(([{ file, line, column }, what]) => ({ file, line, column, message: visible(what) }));

const sentence = (clause: string): string =>
  clause.charAt(0).toUpperCase() + clause.slice(1) + (clause.endsWith("?") ? "" : ".");

/** Names come from the file: what could steer a terminal or reorder the line is written as an escape. */
const visible = (text: string): string => text.replace(
  /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\ufeff]/gu,
  (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
);
