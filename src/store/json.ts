/**
 * JSON that users or disks give: what is wrong with a text is told with line and column, on every version of Node.
 */
import { readBounded } from "./read.ts";

/** What is wrong with a text: "3:14: the object has "a" already; leave one of them out". Lines and columns begin with 1. */
export class JsonFault extends Error {}

/** The content of a text; throws a JsonFault. Counting names tells whether a text is good; any other is gone through for its fault. */
export function parseJson(text: string): unknown {
  const read = readPlainly(text);
  if (read !== null && namesIn(read.value) === namesWritten(text)) return read.value;
  const fault = faultIn(text);
  if (fault === null) return JSON.parse(text);
  const before = text.slice(0, fault.at).split("\n");
  throw new JsonFault(`${before.length}:${Array.from(before.at(-1)!).length + 1}: ${fault.what}`);
}

/** What the language reads; null where it refuses the text. */
function readPlainly(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** How many names the objects in a value have; infinitely many where it is nested too deep. One that was written twice is there once. */
function namesIn(value: unknown, depth = 0): number {
  if (typeof value !== "object" || value === null) return 0;
  if (depth === depthMost) return Infinity;
  let names = 0;
  if (Array.isArray(value)) for (const one of value) names += namesIn(one, depth + 1);
  else for (const name of Object.keys(value)) names += 1 + namesIn((value as Readonly<Record<string, unknown>>)[name], depth + 1);
  return names;
}

/** How many names were written in a good text: as many as colons outside what stands in quotes. */
function namesWritten(text: string): number {
  let names = 0;
  for (let at = 0; at < text.length; at++) {
    const mark = text.charCodeAt(at);
    if (mark === colon) names++;
    else if (mark === quote) for (at++; text.charCodeAt(at) !== quote; at++) if (text.charCodeAt(at) === backslash) at++;
  }
  return names;
}

/** The content of a file of at most so many bytes; throws a JsonFault, or an Error whose message says why its text cannot be had. */
export const readJsonFile = (path: string, most: number): unknown => parseJson(readJsonText(path, most));

/** The text of a file of at most so many bytes; throws an Error whose message says why it cannot be had. */
export function readJsonText(path: string, most: number): string {
  const bytes = readBounded(path, most);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Error("it is not UTF-8", { cause: error });
  }
}

/** Most lists and objects inside each other. */
const depthMost = 1000;

const [quote, colon, backslash] = ['"', ":", "\\"].map((mark) => mark.charCodeAt(0));

const blank = /[ \t\n\r]*/y;
/** All but quotes, backslashes and control characters. */
const plainly = /[ !#-[\]-\uffff]*/y;
const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const word = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Where a pattern ends that stands at a place of a text; the place itself where it does not. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** The end of a text in quotes; the place itself where none stands there. */
function endOfText(text: string, at: number): number {
  if (text[at] !== '"') return at;
  for (let end = at + 1; ;) {
    end = endOf(plainly, text, end);
    if (text[end] === '"') return end + 1;
    const next = endOf(escape, text, end);
    if (next === end) return at;
    end = next;
  }
}

/** A list, or an object with the names that it has so far. */
type Open = Set<string> | null;

/**
 * The first place at which a text is no JSON, with what should stand there; names that an object has twice, of which the language
 * keeps the last without a word; and what is nested so deep that reading it would end by itself. Null of a good text.
 */
function faultIn(text: string): { readonly at: number; readonly what: string } | null {
  const open: Open[] = [];
  // What may come next: a value, or the end of what is open; a name; what parts a name from its value; what follows a value.
  let wanted: "value" | "value or ]" | "name" | "name or }" | "colon" | "comma" | "nothing" = "value";
  for (let at = endOf(blank, text, 0); ; at = endOf(blank, text, at)) {
    const [mark, isObject] = [text[at], (open.at(-1) ?? null) !== null];
    const after = (): typeof wanted => open.length === 0 ? "nothing" : "comma";
    if (wanted === "nothing" && mark === undefined) return null;
    if (wanted.startsWith("value") && (mark === "{" || mark === "[")) {
      if (open.length === depthMost) return { at, what: `more than ${depthMost} lists and objects inside each other; take the inner ones out` };
      open.push(mark === "{" ? new Set() : null);
      [wanted, at] = [mark === "{" ? "name or }" : "value or ]", at + 1];
    } else if (wanted.startsWith("value") && mark !== "]" && Math.max(endOfText(text, at), endOf(word, text, at)) > at) {
      [wanted, at] = [after(), Math.max(endOfText(text, at), endOf(word, text, at))];
    } else if (wanted.startsWith("name") && endOfText(text, at) > at) {
      const end = endOfText(text, at);
      const name = JSON.parse(text.slice(at, end)) as string;
      if (open.at(-1)!.has(name)) return { at, what: `the object has ${JSON.stringify(name).slice(0, 80)} already; leave one of them out` };
      open.at(-1)!.add(name);
      [wanted, at] = ["colon", end];
    } else if (wanted === "colon" && mark === ":") [wanted, at] = ["value", at + 1];
    else if (wanted === "comma" && mark === ",") [wanted, at] = [isObject ? "name" : "value", at + 1];
    else if (mark === (isObject ? "}" : "]") && (wanted === "comma" || wanted.endsWith(mark))) {
      open.pop();
      [wanted, at] = [after(), at + 1];
    } else {
      const expected = { "value": "a value", "value or ]": 'a value or "]"', "name": "a name in double quotes",
        "name or }": 'a name in double quotes, or "}"', "colon": '":"', "comma": `"," or "${isObject ? "}" : "]"}"`, "nothing": "nothing more" }[wanted];
      return { at, what: `not JSON: expected ${expected}${at >= text.length ? ", and the text ends" : ""}` };
    }
  }
}
