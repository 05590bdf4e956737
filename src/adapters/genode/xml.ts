/**
 * Reads XML, Genode's older configuration syntax, on a strict tokenizer. Nothing is expanded or fetched: a document
 * type declaration is refused, so that only the five predefined entities and character references exist.
 */
import { SaxesParser } from "saxes";

import type { Tree } from "../../../spec/genode/config.ts";
import type { Place } from "../../language/report.ts";
import { addAmbiguity } from "./ambiguities.ts";
import { codePoint, collectFindings, inputBytesMax, problem, shown, type Findings } from "./codes.ts";
import { tooLarge } from "./decode.ts";
import { addAttribute, checkLimits, content, draft, stop, stoppedBy, type Draft } from "./draft.ts";
import type { TreeResult } from "./hid.ts";

/** An element whose end tag has not come yet. */
interface Open {
  readonly node: Draft;
  text: string;
}

/** What a reading carries along. */
interface Reading {
  readonly text: string;
  readonly parser: SaxesParser;
  readonly placeAt: (offset: number) => Place;
  readonly findings: Findings;
  readonly open: Open[];
  nodes: number;
  top: Draft | undefined;
}

/** Reads an XML text. Lines and columns of all places start at 1. Never recurses; time is linear in the length. */
export function readXml(text: string, file: string): TreeResult {
  const findings = collectFindings();
  try {
    if (text.length > inputBytesMax) stop(tooLarge(text.length, file));
    checkCharacters(text, places(text, file));
    refuseDoctype(text, places(text, file));
    const tree = parse(text, file, findings);
    return { tree, problems: [], findings: findings.list, doubts: findings.doubts };
  } catch (thrown) {
    return { problems: [stoppedBy(thrown)], findings: findings.list, doubts: findings.doubts };
  }
}

function parse(text: string, file: string, findings: Findings): Tree {
  const parser = new SaxesParser({ position: true, forceXMLVersion: true, defaultXMLVersion: "1.0" });
  parser.ENTITIES = Object.assign(Object.create(null) as Record<string, string>,
    { amp: "&", gt: ">", lt: "<", quot: '"', apos: "'" });
  const reading: Reading =
    { text, parser, placeAt: places(text, file), findings, open: [], nodes: 0, top: undefined };
  parser.on("error", ({ message }) => stop(problem("GE011", reading.placeAt(Math.max(0, parser.position - 1)),
    `The XML is not well formed: ${reason(message)} Correct it; xmllint shows more.`)));
  parser.on("opentagstart", (tag) => openElement(reading, tag.name));
  parser.on("attribute", ({ name, value }) => readAttribute(reading, name, value));
  parser.on("text", (piece) => addText(reading, piece, false));
  parser.on("cdata", (piece) => addText(reading, piece, /<[/\w:]/u.test(piece)));
  parser.on("closetag", () => closeElement(reading));
  parser.write(text).close();
  return reading.top!;
}

function openElement(reading: Reading, name: string): void {
  const place = reading.placeAt(reading.text.lastIndexOf("<", reading.parser.position - 1));
  checkLimits(reading.open.length + 1, ++reading.nodes, place);
  checkName(reading, name, place);
  const node = draft(name, place);
  reading.open.at(-1)?.node.children.push(node);
  reading.top ??= node;
  reading.open.push({ node, text: "" });
}

/** The tokenizer stands behind the closing quote; the name begins before the opening one, the `=`, and white space. */
function readAttribute(reading: Reading, name: string, value: string): void {
  const { text, parser, open } = reading;
  const closing = parser.position - 1;
  const opening = text.lastIndexOf(text[closing]!, closing - 1);
  let end = opening;
  while (end > 0 && (text[end - 1] === "=" || isSpace(text.charCodeAt(end - 1)))) end--;
  const place = reading.placeAt(end - name.length);
  checkReferences(value, place);
  checkName(reading, name, place);
  if (text[closing] === "'") addAmbiguity(reading.findings, "single quotes", place, `${name}='${value}'`);
  else if (opening + 1 + value.length !== closing || !text.startsWith(value, opening + 1)) {
    addAmbiguity(reading.findings, "reference in a value", place, `${name}="${text.slice(opening + 1, Math.min(closing, opening + 100))}"`);
  }
  if (!addAttribute(open.at(-1)!.node, { name, value, at: place })) {
    stop(problem("GE013", place, `The attribute ${shown(name)} is given twice. Remove one of them.`));
  }
}

/** What Genode's reader, which knows names in ASCII only, takes for no tag. */
function checkName(reading: Reading, name: string, place: Place): void {
  if (!/^[\w:.-]*$/u.test(name)) addAmbiguity(reading.findings, "name beyond ASCII", place, name);
}

function addText(reading: Reading, piece: string, hasTags: boolean): void {
  const open = reading.open.at(-1);
  if (!open) return;
  checkReferences(piece, open.node.at);
  if (hasTags || hasLoneQuote(reading, piece)) addAmbiguity(reading.findings, "markup in text", open.node.at, piece.trim());
  open.text += piece;
}

/** Whether a quotation mark without a second one stands in the text that ends here; one that is a reference is none for Genode. */
function hasLoneQuote({ text, parser }: Reading, piece: string): boolean {
  if (!piece.includes('"') || piece.split('"').length % 2 === 1) return false;
  const longest = piece.length * "&quot;".length;
  return !/&(?:quot|#0*34|#x0*22);/u.test(text.slice(Math.max(0, parser.position - longest), parser.position));
}

function closeElement(reading: Reading): void {
  const { node, text } = reading.open.pop()!;
  const quoted = content(text.split("\n"));
  if (node.children.length === 0) node.text = quoted;
  else if (quoted !== "") {
    reading.findings.add("GN005", "warning", node.at,
      `The text ${shown(quoted)} beside the sub nodes of ${shown(node.type)} is ignored. Move it to a sub node.`);
  }
}

/** A document type declaration can only stand before the first element, after comments and instructions. */
function refuseDoctype(text: string, placeAt: (offset: number) => Place): void {
  let from = 0;
  for (;;) {
    while (from < text.length && isSpace(text.charCodeAt(from))) from++;
    const closing = text.startsWith("<!--", from) ? "-->" : text.startsWith("<?", from) ? "?>" : undefined;
    const end = closing === undefined ? -1 : text.indexOf(closing, from);
    if (closing === undefined || end < 0) break;
    from = end + closing.length;
  }
  if (text.startsWith("<!DOCTYPE", from)) {
    stop(problem("GE012", placeAt(from),
      "A document type declaration stands here, which Cordon does not read. Remove it."));
  }
}

/** The tokenizer's message without its position. */
function reason(message: string): string {
  const colon = message.indexOf(": ");
  const text = colon >= 0 ? message.slice(colon + 2) : message;
  return text.endsWith(".") ? text : `${text}.`;
}

function checkCharacters(text: string, placeAt: (offset: number) => Place): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isControl(code)) {
      stop(problem("GE005", placeAt(i), `The control character ${codePoint(code)} stands here. Remove it.`));
    }
  }
}

/** Control characters can also hide in character references. */
function checkReferences(value: string, at: Place): void {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (isControl(code)) {
      stop(problem("GE005", at,
        `A character reference stands for the control character ${codePoint(code)}. Remove it.`));
    }
  }
}

function isControl(code: number): boolean {
  return (code < 0x20 && !isSpace(code)) || (code >= 0x7f && code <= 0x9f);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

/** Places for offsets that come in about ascending order; going back is possible within the current line. */
function places(text: string, file: string): (offset: number) => Place {
  let line = 1;
  let lineStart = 0;
  let lineEnd = text.indexOf("\n");
  return (offset) => {
    while (lineEnd >= 0 && lineEnd < offset) {
      line++;
      lineStart = lineEnd + 1;
      lineEnd = text.indexOf("\n", lineStart);
    }
    return { file, line, column: Math.max(1, offset - lineStart + 1) };
  };
}
