/**
 * Attribute values as init reads them: numbers, byte sizes and booleans. Of a malformed value Genode takes the longest valid
 * beginning in XML, and nothing in HID, where the default counts; it says no word of either. Here each such value is a finding that
 * says what is used. Source: `base/include/util/{string,hid,xml_node}.h` (parse, attribute_value) at ffb059da (26.04).
 */
import type { Attribute, Tree } from "../../../spec/genode/config.ts";
import { shown, type Findings } from "./codes.ts";

/** Where the findings about a component's values go. */
export interface ValueReading {
  readonly findings: Findings;
  /** The syntax that the values are written in. */
  readonly syntax: "hid" | "xml";
  /** Path of the component, such as `init -> timer`. */
  readonly component: string;
}

/** How a number may be written: a count, a count of bytes with a suffix K, M or G, or with a sign. */
export type NumberForm = "count" | "bytes" | "signed";

/** The attribute of that name, if the node has one. */
export function attribute(node: Tree, name: string): Attribute | undefined {
  for (const candidate of node.attributes) if (candidate.name === name) return candidate;
  return undefined;
}

/** The text of an attribute, empty when the node has none of that name. */
export function textOf(node: Tree, name: string): string {
  return attribute(node, name)?.value ?? "";
}

/** The first sub node of a type: like init, which ignores any later one. */
export function subNode(node: Tree, type: string): Tree | undefined {
  for (const child of node.children) if (child.type === type) return child;
  return undefined;
}

/** The number in an attribute, or the fallback when it is absent or cannot be read. Never above 2^53 - 1. */
export function numberOf<Fallback extends number | undefined>(
  node: Tree, name: string, form: NumberForm, fallback: Fallback, reading: ValueReading,
): number | Fallback {
  const found = attribute(node, name);
  if (!found) return fallback;
  const { value } = found;
  // In XML a count without a digit is nought.
  const instead = reading.syntax === "xml" && form === "count" ? 0 : fallback;
  const say = (severity: "error" | "warning", what: string, used: number | undefined): void => {
    const uses = used === undefined ? "no value is used" : `${used} is used`;
    const expected = form === "bytes" ? "a number, decimal or 0x…, with an optional suffix K, M or G"
      : "a number, decimal or 0x…";
    reading.findings.add("GN004", severity, found.at,
      `The ${name} of ${shown(node.type)} is ${shown(value)}, ${what}; ${uses}. Write ${expected}.`, reading.component);
  };
  if (value === "") {
    say("warning", "which is empty", instead);
    return instead;
  }
  const negative = form === "signed" && value.startsWith("-");
  const { digits, radix, end } = digitsOf(value, negative || (form === "signed" && value.startsWith("+")) ? 1 : 0);
  if (digits === "") {
    say("error", "which is not a number", instead);
    return instead;
  }
  const factor = form === "bytes" ? factorOf(value[end]) : undefined;
  const exact = (digits.length > 20 ? Infinity : Number.parseInt(digits, radix)) * (factor ?? 1);
  const size = Math.min(exact, Number.MAX_SAFE_INTEGER);
  const read = negative && size !== 0 ? -size : size;
  const rest = end + (factor === undefined ? 0 : 1);
  if (rest < value.length) {
    const cannot = `of which ${shown(value.slice(rest))} cannot be read`;
    if (reading.syntax === "hid") {
      say("error", `${cannot}, so that init ignores all of it`, fallback);
      return fallback;
    }
    if (exact <= size) say("warning", cannot, read);
  }
  if (exact > size) say("error", "which is too large", read);
  return read;
}

/** The boolean in an attribute: yes, true, on, no, false or off; else the fallback. */
export function booleanOf(node: Tree, name: string, fallback: boolean, reading: ValueReading): boolean {
  const found = attribute(node, name);
  if (!found) return fallback;
  const { value } = found;
  if (truths.has(value)) return truths.get(value)!;
  const beginning = reading.syntax === "hid" ? undefined : [...truths.keys()].find((word) => value.startsWith(word));
  const used = beginning === undefined ? fallback : truths.get(beginning)!;
  reading.findings.add("GN004", value === "" ? "warning" : "error", found.at,
    `The ${name} of ${shown(node.type)} is ${shown(value)}, which is neither yes nor no; `
    + `${used ? "yes" : "no"} is used. Write yes or no.`, reading.component);
  return used;
}

const truths: ReadonlyMap<string, boolean> =
  new Map([["yes", true], ["no", false], ["true", true], ["false", false], ["on", true], ["off", false]]);

/** The digits of a decimal or hexadecimal number from an index on, and the index behind them. */
function digitsOf(value: string, from: number): { digits: string; radix: number; end: number } {
  const hexadecimal = value[from] === "0" && (value[from + 1] === "x" || value[from + 1] === "X") && isDigit(value.charCodeAt(from + 2), 16);
  const radix = hexadecimal ? 16 : 10;
  const start = hexadecimal ? from + 2 : from;
  let end = start;
  while (end < value.length && isDigit(value.charCodeAt(end), radix)) end++;
  return { digits: value.slice(start, end), radix, end };
}

function isDigit(code: number, radix: number): boolean {
  if (code >= 0x30 && code <= 0x39) return true;
  return radix === 16 && ((code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66));
}

function factorOf(suffix: string | undefined): number | undefined {
  return suffix === "K" ? 2 ** 10 : suffix === "M" ? 2 ** 20 : suffix === "G" ? 2 ** 30 : undefined;
}
