/**
 * The closed sets of codes that the Genode readers can answer with, and the limits they keep.
 * A problem means that the input cannot be used at all; a finding means that it was read, and how.
 */
import type { Doubt } from "../../../spec/genode/config.ts";
import type { Finding, Place, Severity } from "../../language/report.ts";

export { shown } from "../formats/shown.ts";

/** Why an input cannot be read. Each code has one test fixture. */
export type ProblemCode = keyof typeof problemTitles;

/** An input that cannot be read: the message says what is wrong, where, and what to do. */
export interface Problem extends Place {
  readonly code: ProblemCode;
  readonly message: string;
}

/** What a reader says about an input that it could read. */
export type ReaderCode = keyof typeof findingTitles;

export const problemTitles = {
  GE001: "The input is not UTF-8 text",
  GE002: "The input is too large",
  GE003: "The input is empty",
  GE004: "The input is not a Genode configuration",
  GE005: "The input contains a control character",
  GE006: "A tab stands outside a comment or quoted text",
  GE007: "The end mark is missing",
  GE008: "The nodes are nested too deeply",
  GE009: "A node has too many attributes",
  GE010: "The input has too many nodes",
  GE011: "The XML is not well formed",
  GE012: "The XML has a document type declaration",
  GE013: "An XML element has the same attribute twice",
  GE014: "The file cannot be had",
} as const;

export const findingTitles = {
  GN001: "Genode's documentation, offline tool and runtime read this differently",
  GN002: "The file is known, but it is not an init configuration",
  GN003: "The configuration starts no component",
  GN004: "A value is malformed",
  GN005: "A node, attribute or text is not understood",
  GN006: "A mandatory attribute or node is missing",
  GN007: "The findings are too many to list",
} as const;

/** Largest input in bytes: 8 MiB, and 64 KiB for what stands around a single value of that size. */
export const inputBytesMax = 8 * 1024 * 1024 + 64 * 1024;

/** Deepest nesting, where the top node has depth 1. Genode's own files stay below 15. */
export const depthMax = 64;

/** Most attributes of one node. */
export const attributesMax = 64;

/** Most nodes of one input, disabled ones included. The largest of Genode's own files has fewer than 2,000. */
export const nodesMax = 100_000;

/** Most findings that one reading, or one search, lists; one more says that there are others. */
export const findingsMax = 500;

/** Collects the findings of one reading: of more than `findingsMax` the gravest, and of equal ones the first. */
export interface Findings {
  /** The findings in the order in which they came; with those that were left out, one that says so at the end. */
  readonly list: readonly Finding[];
  /** Doubts about the routes, in the order in which they came, up to `findingsMax`. */
  readonly doubts: readonly Doubt[];
  /** Adds a finding; a message that comes as a function is made only if it is listed. */
  add(code: ReaderCode, severity: Severity, at: Place, message: string | (() => string), component?: string): void;
  /** Notes that the line decides on routes and can be read in more than one way, or is not understood. */
  doubt(at: Place, why: string | (() => string)): void;
}

/** How grave a finding is: the smaller, the graver. */
export const severityRank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** An empty collection of findings. */
export function collectFindings(): Findings {
  // Each severity is kept up to the limit, so that what comes first never hides what is graver.
  const kept: Record<Severity, { order: number; finding: Finding }[]> = { error: [], warning: [], note: [] };
  const doubts: Doubt[] = [];
  let firstLeftOut: Place | undefined;
  let count = 0;
  return {
    get list() {
      const gravest = (["error", "warning", "note"] as const).flatMap((severity) => kept[severity]).slice(0, findingsMax);
      const list = gravest.sort((left, right) => left.order - right.order).map(({ finding }) => finding);
      if (firstLeftOut === undefined) return list;
      const message = `There are ${count} findings, of which the gravest ${findingsMax} are listed. Correct these first.`;
      list.push({ ...firstLeftOut, code: "GN007", severity: "warning", message });
      return list;
    },
    doubts,
    add(code, severity, at, message, component) {
      count += 1;
      const { file, line, column } = at;
      if (count > findingsMax) firstLeftOut ??= { file, line, column };
      if (kept[severity].length >= findingsMax) return;
      const finding = { file, line, column, code, severity, message: textOf(message) };
      kept[severity].push({ order: count, finding: component === undefined ? finding : { ...finding, component } });
    },
    doubt(at, why) {
      if (doubts.length < findingsMax) doubts.push({ at, why: textOf(why) });
    },
  };
}

const textOf = (message: string | (() => string)): string => typeof message === "string" ? message : message();

/** A problem at a place. */
export function problem(code: ProblemCode, at: Place, message: string): Problem {
  return { code, file: at.file, line: at.line, column: at.column, message };
}

/** The problem of an input that has nothing but white space. */
export function emptyInput(at: Place): Problem {
  return problem("GE003", at, "The input is empty. Check whether this is the right file.");
}

/** Names a character for a message, such as U+001B. */
export function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
