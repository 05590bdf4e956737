/**
 * Reads a tree in whichever syntax it is written, and writes it as JSON that is equal for equal content.
 */
import type { Tree } from "../../../spec/genode/config.ts";
import type { Place } from "../../language/report.ts";
import { addAmbiguity } from "./ambiguities.ts";
import { collectFindings, emptyInput } from "./codes.ts";
import { readHid, type TreeResult } from "./hid.ts";
import { readXml } from "./xml.ts";

/** A tree, and the syntax that it was written in. */
export interface ReadTree extends TreeResult {
  readonly syntax: "hid" | "xml";
}

/** A node without places. `attributes` is in document order and has no prototype, so that any name is harmless. */
export interface TreeJson {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly TreeJson[];
  /** Absent when there is none. */
  readonly text?: string;
}

/** Reads HID or XML: as in Genode, the first character that is not white space decides, `<` means XML. */
export function readTree(text: string, file: string): ReadTree {
  if (!text.startsWith("\ufeff")) return readUnmarked(text, file);
  const read = readUnmarked(text.slice(1), file);
  const marked = collectFindings();
  addAmbiguity(marked, "byte order mark", startOf(file), text.slice(1, 30).trim());
  return { ...read, findings: [...marked.list, ...read.findings] };
}

function readUnmarked(text: string, file: string): ReadTree {
  const first = firstCharacter(text);
  if (first === undefined) return { syntax: "hid", problems: [emptyInput(startOf(file))], findings: [], doubts: [] };
  return first === "<" ? { syntax: "xml", ...readXml(text, file) } : { syntax: "hid", ...readHid(text, file) };
}

const startOf = (file: string): Place => ({ file, line: 1, column: 1 });

/** The syntax that a text is in, whatever is wrong with it. */
export const syntaxOf = (text: string): ReadTree["syntax"] =>
  firstCharacter(text.startsWith("\ufeff") ? text.slice(1) : text) === "<" ? "xml" : "hid";

/** The whole tree as plain values. Recurses no deeper than the readers' limit on nesting. */
export function treeToJson(tree: Tree): TreeJson {
  const attributes = Object.create(null) as Record<string, string>;
  for (const { name, value } of tree.attributes) attributes[name] = value;
  const json = { type: tree.type, attributes, children: tree.children.map(treeToJson) };
  return tree.text === "" ? json : { ...json, text: tree.text };
}

function firstCharacter(text: string): string | undefined {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return text[i];
  }
  return undefined;
}
