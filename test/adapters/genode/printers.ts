/** Prints trees as HID and as XML, and draws random ones: what the two readers must agree on. */
import fc from "fast-check";

import type { TreeJson } from "../../../src/adapters/genode/index.ts";

/** Printable characters of several planes without the delimiter of HID. */
const character = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...Array.from("abcXYZ019 .:+-_/<>&\"'#;=%[]()\\")) },
  { weight: 1, arbitrary: fc.constantFrom("ä", "€", "日", "🙂") },
);
const identifier = fc.oneof(
  fc.constantFrom("start", "config", "service", "label", "constructor", "x", "a-b_2"),
  fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/),
);
const value = fc.string({ unit: character, maxLength: 12 }).map((text) => text.trim());
const attributes = fc.uniqueArray(fc.tuple(identifier, value), { selector: ([name]) => name, maxLength: 5 })
  .map((pairs) => Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(pairs)));
/** Lines as the readers leave them: nothing that belongs to the layout. */
const quoted = fc.array(fc.string({ unit: fc.oneof(character, fc.constant("|")), maxLength: 10 }), { maxLength: 4 })
  .map((lines) => layoutFree(lines.map((line) => line.trimEnd())));

const leaf: fc.Arbitrary<TreeJson> = fc.record({ type: identifier, attributes, text: quoted })
  .map(({ text, ...node }) => (text === "" ? { ...node, children: [] } : { ...node, children: [], text }));

/** A random tree of at most five levels that both syntaxes can express. */
export const trees: fc.Arbitrary<TreeJson> = fc.letrec<{ node: TreeJson }>((tie) => ({
  node: fc.oneof({ maxDepth: 4 }, leaf,
    fc.record({ type: identifier, attributes, children: fc.array(tie("node"), { minLength: 1, maxLength: 4 }) })),
})).node;

function layoutFree(lines: readonly string[]): string {
  const filled = lines.filter((line) => line !== "");
  const shared = Math.min(...filled.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(filled.length > 0 ? shared : 0)).join("\n").trim();
}

/** HID as Genode writes it, one attribute a line where `tall`, else as few lines as possible. */
export function printHid(tree: TreeJson, tall: boolean): string {
  return `${hidLines(tree, "", "", tall).join("\n")}\n-\n`;
}

function hidLines(tree: TreeJson, mark: string, indent: string, tall: boolean): string[] {
  const below = mark === "" ? "" : `${indent}  `;
  const parts = Object.entries(tree.attributes).map(([name, text]) => (text === "" ? `${name}:` : `${name}: ${text}`));
  const head = `${indent}${mark}${tree.type}`;
  const lines = tall ? [head, ...parts.map((part) => `${below}  ${part}`)] : [[head, ...parts].join(" | ")];
  for (const line of tree.text?.split("\n") ?? []) lines.push(`${below}  :${line === "" ? "" : ` ${line}`}`);
  for (const child of tree.children) lines.push(...hidLines(child, "+ ", below, tall));
  return lines;
}

/** XML; where `tall`, text is indented as Genode's converter does. */
export function printXml(tree: TreeJson, tall: boolean, indent = ""): string {
  const head = [tree.type, ...Object.entries(tree.attributes).map(([name, text]) => `${name}="${escaped(text)}"`)];
  if (tree.text !== undefined) {
    const lines = tree.text.split("\n").map(escaped);
    const text = tall ? lines.map((line) => `\n${indent}\t${line}`).join("") + `\n${indent}` : lines.join("\n");
    return `${indent}<${head.join(" ")}>${text}</${tree.type}>`;
  }
  if (tree.children.length === 0) return `${indent}<${head.join(" ")}/>`;
  const inside = tree.children.map((child) => printXml(child, tall, tall ? `${indent}\t` : ""));
  return `${indent}<${head.join(" ")}>\n${inside.join("\n")}\n${indent}</${tree.type}>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
