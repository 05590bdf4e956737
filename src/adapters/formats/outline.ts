/**
 * What a text shows of itself without being read by the rules of any format: the top of an XML document, and code without
 * comments. Both are lenient, since a file of another format, or a broken one, is to be named all the same. Time is linear.
 */

/** The top element of an XML text. */
export interface Outline {
  readonly top: string;
  /** Names of its attributes, and of the elements directly in it. */
  readonly attributes: ReadonlySet<string>;
  readonly nodes: ReadonlySet<string>;
  /** Names of all elements below them. */
  readonly within: ReadonlySet<string>;
}

/** Most characters of code that a format is recognised by, once comments are out. */
const codeMost = 64 * 1024;

/** Most tags that are looked at. */
const tagsMost = 10_000;

/** The outline of an XML text; undefined when the text is none. Lines of a C preprocessor may stand around its top element. */
export function outlineOf(text: string): Outline | undefined {
  if (!begins.test(text)) return undefined;
  let outline: (Outline & { readonly nodes: Set<string>; readonly within: Set<string> }) | undefined;
  let depth = 0;
  let tags = 0;
  for (let at = text.indexOf("<"); at >= 0 && tags < tagsMost; at = text.indexOf("<", at)) {
    const skipped = skippedUntil(text, at);
    if (skipped !== undefined) {
      at = skipped;
      continue;
    }
    tags++;
    const end = tagEnd(text, at);
    const tag = text.slice(at + 1, end);
    at = end;
    const name = /^\/?([A-Za-z_][\w.:-]*)/.exec(tag)?.[1];
    if (name === undefined) continue;
    if (tag.startsWith("/")) depth--;
    else {
      if (outline === undefined) outline = { top: name, attributes: attributesIn(tag), nodes: new Set(), within: new Set() };
      else (depth === 1 ? outline.nodes : outline.within).add(name);
      if (!tag.endsWith("/")) depth++;
    }
    if (depth <= 0 && outline !== undefined) break;
  }
  return outline;
}

/** An element, after lines of a C preprocessor. */
const begins = /^\ufeff?[ \t\r\n]*(?:#(?:include|define|undef|if|ifdef|ifndef|else|endif|pragma)\b[^\n]*\n[ \t\r\n]*)*</;

/** Where a comment, an instruction, a declaration or quoted text that begins here ends; undefined where none begins. */
function skippedUntil(text: string, at: number): number | undefined {
  for (const [opening, closing] of [["<!--", "-->"], ["<![CDATA[", "]]>"], ["<?", "?>"], ["<!", ">"]] as const)
    if (text.startsWith(opening, at)) {
      const end = text.indexOf(closing, at + opening.length);
      return end < 0 ? text.length : end + closing.length;
    }
  return undefined;
}

/** The `>` of a tag; a value in quotes may hold one, too. */
function tagEnd(text: string, from: number): number {
  let quote = "";
  for (let i = from + 1; i < text.length; i++) {
    const character = text[i]!;
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === ">" || character === "<") return i;
  }
  return text.length;
}

const attributesIn = (tag: string): ReadonlySet<string> =>
  new Set(Array.from(tag.matchAll(/([\w.:-]+)\s*=\s*["']/g), ([, name]) => name!));

/**
 * The text without block comments and lines of comment (of C, Lua, Tcl, TOML and their like), blank lines, and blanks at the
 * start and end of lines; runs of blanks are one. Cut after what is enough to know a format by.
 */
export function codeOf(text: string): string {
  const lines: string[] = [];
  let length = 0;
  for (const line of withoutBlocks(text.replace(/^\ufeff/, "")).split(/\r\n?|\n/)) {
    if (length > codeMost) break;
    const plain = line.slice(0, codeMost).replace(/[ \t\f\v]+/g, " ").trim();
    if (plain === "" || /^(?:#(?!!)|\/\/|--|;)/.test(plain)) continue;
    lines.push(plain);
    length += plain.length + 1;
  }
  return lines.join("\n").slice(0, codeMost);
}

/** A block begins at the start of a line: elsewhere its mark may be part of a pattern or a path. */
function withoutBlocks(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const opening of text.matchAll(/^[ \t]*(?:\/\*|--\[\[)/gm)) {
    if (opening.index < from) continue;
    const end = text.indexOf(opening[0].endsWith("*") ? "*/" : "]]", opening.index + opening[0].length);
    if (end < 0) break;
    parts.push(text.slice(from, opening.index));
    from = end + 2;
  }
  return [...parts, text.slice(from)].join("\n");
}
