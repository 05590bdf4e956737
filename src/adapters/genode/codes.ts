/**
 * The closed sets of codes that the Genode readers can answer with, and the limits they keep.
 * A problem means that the input cannot be used at all; a finding means that it was read, and how.
 */
import type { Finding, Place, Severity } from "../../language/report.ts";

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

/** Most findings that one reading lists; one more says that there are others. */
export const findingsMax = 500;

/** Collects the findings of one reading, up to `findingsMax`. */
export interface Findings {
  readonly list: Finding[];
  /** Whether further findings would not be listed, so that their messages need not be made. */
  isFull(): boolean;
  add(code: ReaderCode, severity: Severity, at: Place, message: string, component?: string): void;
}

/** An empty collection of findings. */
export function collectFindings(): Findings {
  const list: Finding[] = [];
  return {
    list,
    isFull: () => list.length > findingsMax,
    add(code, severity, at, message, component) {
      if (list.length > findingsMax) return;
      if (list.length === findingsMax) {
        list.push({ ...at, code: "GN007", severity: "warning",
          message: `There are more than ${findingsMax} findings; the rest is not listed. Correct these first.` });
        return;
      }
      const finding = { file: at.file, line: at.line, column: at.column, code, severity, message };
      list.push(component === undefined ? finding : { ...finding, component });
    },
  };
}

/** A problem at a place. */
export function problem(code: ProblemCode, at: Place, message: string): Problem {
  return { code, file: at.file, line: at.line, column: at.column, message };
}

/** The problem of an input that has nothing but white space. */
export function emptyInput(at: Place): Problem {
  return problem("GE003", at, "The input is empty. Check whether this is the right file.");
}

/**
 * Text of the input as it may stand in a message: in quotes, at most 60 characters, and with everything that could
 * steer a terminal or reorder the line written as an escape.
 */
export function shown(text: string): string {
  let out = "";
  for (const character of text.slice(0, 60)) out += printable(character);
  return text.length > 60 ? `"${out}…"` : `"${out}"`;
}

/** Names a character for a message, such as U+001B. */
export function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

function printable(character: string): string {
  const code = character.codePointAt(0)!;
  if (character === '"' || character === "\\") return `\\${character}`;
  const control = code < 0x20 || (code >= 0x7f && code < 0xa0);
  const reorders = code === 0x200e || code === 0x200f || code === 0x2028 || code === 0x2029 || code === 0xfeff
    || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  const half = code >= 0xd800 && code <= 0xdfff;
  return control || reorders || half ? `\\u{${code.toString(16)}}` : character;
}
