/**
 * Reads HID, "human-inclined data", by its documented rules (Genode `doc/hid.txt`, release 26.02), and reports where
 * the documentation, the offline tool and the runtime would read something else.
 */
import type { Doubt, Tree } from "../../../spec/genode/config.ts";
import type { Finding, Place } from "../../language/report.ts";
import { addAmbiguity, type AmbiguityKind } from "./ambiguities.ts";
import {
  codePoint, collectFindings, emptyInput, inputBytesMax, problem, shown, type Findings, type Problem,
} from "./codes.ts";
import { tooLarge } from "./decode.ts";
import { addAttribute, checkLimits, content, draft, stop, stoppedBy, type Draft } from "./draft.ts";
import { eachSegment, identifierEnd, skipSpaces, type Segment } from "./hid-line.ts";

/** The tree of a text, unless a problem stands in its way. */
export interface TreeResult {
  readonly tree?: Tree;
  /** With a problem, the top-level node as far as it was read. */
  readonly top?: Tree;
  readonly problems: readonly Problem[];
  readonly findings: readonly Finding[];
  /** Lines that can be read in more than one way. */
  readonly doubts: readonly Doubt[];
}

/** A node that can still get attributes, text and sub nodes. */
interface Open {
  /** Column of its `+` or `x`, counted from 0; -1 for the top node, which owns everything else. */
  readonly column: number;
  /** Absent for a disabled or unreadable node, and for everything below one. */
  readonly node: Draft | undefined;
  readonly lines: string[];
  hasNodes: boolean;
  readonly line: number;
  /** Column and line of its last sub node by the runtime, disabled ones included. */
  last?: { readonly column: number; readonly line: number };
}

/** What a reading carries along. */
interface Reading {
  readonly file: string;
  readonly findings: Findings;
  /** From the top node to the last one that was opened; columns strictly grow. */
  readonly open: Open[];
  nodes: number;
  line: number;
}

/** Reads a HID text. Lines and columns of all places start at 1. Never recurses; time is linear in the length. */
export function readHid(text: string, file: string): TreeResult {
  const reading: Reading = { file, findings: collectFindings(), open: [], nodes: 0, line: 0 };
  try {
    if (text.length > inputBytesMax) stop(tooLarge(text.length, file));
    const tree = readLines(reading, text);
    return { tree, problems: [], findings: reading.findings.list, doubts: reading.findings.doubts };
  } catch (thrown) {
    const top = reading.open[0]?.node;
    const { list, doubts } = reading.findings;
    return { problems: [stoppedBy(thrown)], findings: list, doubts, ...(top === undefined ? {} : { top }) };
  }
}

function readLines(reading: Reading, text: string): Tree {
  for (let from = 0; from <= text.length;) {
    const newline = text.indexOf("\n", from);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(from, newline > from && text[end - 1] === "\r" ? end - 1 : end);
    reading.line++;
    from = end + 1;
    if (reading.open.length > 0 && line.startsWith("-")) {
      if (line.trimEnd() !== "-") ambiguity(reading, "text after the end mark", 0, line);
      return closeAll(reading);
    }
    readLine(reading, line);
  }
  const end = at(reading, 0);
  if (reading.open.length === 0) stop(emptyInput(end));
  return stop(problem("GE007", end,
    "The end mark is missing: Genode refuses the whole input. End it with a line that has only a - at its start."));
}

function readLine(reading: Reading, line: string): void {
  const firstTab = checkCharacters(reading, line);
  const tabsFrom = eachSegment(line, (segment) => {
    if (segment.tight) ambiguity(reading, "bar without spaces", segment.column, segment.text);
    if (reading.open.length === 0) readTop(reading, segment);
    else readSegment(reading, segment);
  });
  if (firstTab < 0) return;
  if (firstTab < tabsFrom) {
    stop(problem("GE006", at(reading, firstTab),
      "A tab stands here: Genode refuses the whole input. Indent and separate with spaces."));
  }
  // The runtime takes each | for the begin of a segment, in which tabs may follow a dot or a colon only.
  const refused = line.slice(tabsFrom).split("|").slice(1).some((part) => part.includes("\t") && !/^ *[:.]/u.test(part));
  if (refused) ambiguity(reading, "tab behind a bar", tabsFrom, line.slice(tabsFrom));
}

/** Refuses control characters and answers the first tab, or -1. */
function checkCharacters(reading: Reading, line: string): number {
  let firstTab = -1;
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (code >= 0x20 && (code < 0x7f || code > 0x9f)) continue;
    if (code === 0x09) {
      if (firstTab < 0) firstTab = i;
    } else {
      stop(problem("GE005", at(reading, i), `The control character ${codePoint(code)} stands here. Remove it.`));
    }
  }
  return firstTab;
}

function readTop(reading: Reading, segment: Segment): void {
  const place = at(reading, segment.column);
  if (segment.kind === "comment") {
    stop(problem("GE004", place, "A comment stands above the top-level node. Move it below."));
  }
  if (/^(?:#|\/\/|--|;)/u.test(segment.text)) {
    stop(problem("GE004", place, `This is not a Genode configuration: it starts with ${shown(segment.text)}. No comment begins so, and none can stand above `
      + 'the top-level node. Remove it, or write it below as ". text" in HID, as "<!-- text -->" in XML.'));
  }
  if (segment.kind === "quote" || identifierEnd(segment.text, 0) === 0) {
    stop(problem("GE004", place, `This is not a Genode configuration: it starts with ${shown(segment.text)}. `
      + 'HID starts with a node type such as "config", XML with "<".'));
  }
  if (segment.column > 0) ambiguity(reading, "top node not at column zero", segment.column, segment.text);
  openNode(reading, -1, segment.text, segment.column, false);
}

function readSegment(reading: Reading, segment: Segment): void {
  if (segment.kind === "comment") return;
  if (segment.kind === "quote") return readQuote(reading, segment);
  const { text, column } = segment;
  if ((text.startsWith("+ ") || text.startsWith("x ")) && text.length > 2) return readNode(reading, segment);
  const tagEnd = identifierEnd(text, 0);
  if (tagEnd > 0 && text[tagEnd] === ":") return readAttribute(reading, segment, tagEnd);
  if (owner(reading, column).node === undefined) return;
  ambiguity(reading, tagEnd > 0 && column === 0 ? "second top-level node" : "stray text", column, text);
}

function readNode(reading: Reading, { text, column, misplaced }: Segment): void {
  while (last(reading).column >= column) close(reading);
  const parent = last(reading);
  const disabled = text.startsWith("x") || parent.node === undefined;
  if (!disabled && misplaced) ambiguity(reading, misplaced, column, text);
  if (!disabled && !parent.hasNodes && parent.lines.length > 0) {
    ambiguity(reading, "text beside sub nodes", column, text);
  }
  parent.hasNodes ||= !disabled;
  if (!isPulledIn(parent, column, reading.line)) parent.last = { column, line: reading.line };
  else if (!disabled) ambiguity(reading, "beside a node of its parent's line", column, text);
  openNode(reading, column, text.slice(2), column + 2, disabled);
}

/**
 * Whether the runtime takes the node for a sub node of the one before it. It counts the columns of the line in which a node begins from
 * that node on (`util/hid.h`, `_for_each_segment`), and those of the next lines from their start.
 */
const isPulledIn = ({ column: around, line: aroundLine, last: before }: Open, column: number, line: number): boolean =>
  around >= 0 && before?.line === aroundLine && line > aroundLine && column > before.column - around - 2;

/** Opens a node from the text after its mark: a type, and a name or nothing. */
function openNode(reading: Reading, column: number, text: string, textColumn: number, disabled: boolean): void {
  const parent = reading.open.at(-1);
  const place = at(reading, column < 0 ? textColumn : column);
  checkLimits(reading.open.length + 1, ++reading.nodes, place);
  const typeEnd = identifierEnd(text, 0);
  if (!disabled && typeEnd === 0) ambiguity(reading, "no node type", textColumn, text);
  const node = disabled || typeEnd === 0 ? undefined : draft(text.slice(0, typeEnd), place);
  reading.open.push({ column, node, lines: [], hasNodes: false, line: reading.line });
  if (!node) return;
  parent?.node?.children.push(node);
  let nameFrom = typeEnd;
  if (typeEnd < text.length && text[typeEnd] !== " ") {
    ambiguity(reading, "characters after node type", textColumn, text);
    const space = text.indexOf(" ", typeEnd);
    nameFrom = space < 0 ? text.length : space;
  }
  nameFrom = skipSpaces(text, nameFrom);
  if (nameFrom === text.length) return;
  const nameColumn = textColumn + nameFrom;
  const name = text.slice(nameFrom);
  const tagEnd = identifierEnd(name, 0);
  if (tagEnd > 0 && name[tagEnd] === ":" && (tagEnd + 1 === name.length || name[tagEnd + 1] === " ")) {
    ambiguity(reading, "attribute without bar", nameColumn, text);
    assign(reading, node, name.slice(0, tagEnd), name.slice(skipSpaces(name, tagEnd + 1)), nameColumn);
  } else {
    assign(reading, node, "name", name, nameColumn);
  }
}

function readAttribute(reading: Reading, { text, column, first }: Segment, tagEnd: number): void {
  const open = owner(reading, column);
  if (!open.node) return;
  if (text.length > tagEnd + 1 && text[tagEnd + 1] !== " ") ambiguity(reading, "attribute without space", column, text);
  if (open !== last(reading) || open.lines.length > 0) ambiguity(reading, "attribute after sub node", column, text);
  else if (first && column === 0) ambiguity(reading, "attribute at column zero", column, text);
  assign(reading, open.node, text.slice(0, tagEnd), text.slice(skipSpaces(text, tagEnd + 1)), column);
}

function readQuote(reading: Reading, { text, column }: Segment): void {
  const open = owner(reading, column);
  if (!open.node) return;
  if (open.hasNodes) {
    if (open.lines.length === 0) ambiguity(reading, "text beside sub nodes", column, text);
  } else if (open !== last(reading)) {
    ambiguity(reading, "text after sub node", column, text);
  }
  open.lines.push(text);
}

function assign(reading: Reading, node: Draft, name: string, value: string, column: number): void {
  const added = addAttribute(node, { name, value, at: at(reading, column) });
  if (!added) ambiguity(reading, "duplicate attribute", column, `${name}: ${value}`);
}

/** The innermost open node with a smaller column. */
function owner(reading: Reading, column: number): Open {
  let i = reading.open.length - 1;
  while (reading.open[i]!.column >= column) i--;
  return reading.open[i]!;
}

function last(reading: Reading): Open {
  return reading.open[reading.open.length - 1]!;
}

function close(reading: Reading): Draft | undefined {
  const { node, lines } = reading.open.pop()!;
  if (node && node.children.length === 0) node.text = content(lines);
  return node;
}

function closeAll(reading: Reading): Tree {
  let top: Draft | undefined;
  while (reading.open.length > 0) top = close(reading);
  return top!;
}

function ambiguity(reading: Reading, kind: AmbiguityKind, column: number, text: string): void {
  addAmbiguity(reading.findings, kind, at(reading, column), text);
}

/** The place in the current line at a column that counts from 0. */
function at(reading: Reading, column: number): Place {
  return { file: reading.file, line: reading.line, column: column + 1 };
}
