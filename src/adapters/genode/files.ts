/**
 * Which file of Genode a text is, by what it contains: other programs have files that begin with the same words. One table is asked
 * of what was read, and of what could not be.
 */
import type { Tree } from "../../../spec/genode/config.ts";
import { type Outline, outlineOf } from "../formats/outline.ts";

/** A file of Genode or Sculpt OS. */
interface GenodeFile {
  /** As a sentence that begins with "This is a" names it. */
  readonly is: string;
  /** Attributes and sub nodes of its top node; one of them is enough to know it by. */
  readonly attributes: readonly string[];
  readonly nodes: readonly string[];
  /** Whether it has no other sub nodes. */
  readonly only?: true;
}

/** By the top node. Source: the schemas of Genode 26.04 (`*.hsd`), Sculpt's `wifi` and `system` files. */
const files: Readonly<Record<string, GenodeFile>> = {
  deploy: { is: "deploy file of Sculpt OS", attributes: ["arch"], nodes: ["child", "option", "common_routes"] },
  option: { is: "option file of Sculpt OS", attributes: [], nodes: ["child"] },
  launcher: { is: "launcher of Sculpt OS", attributes: ["pkg"], nodes: ["route", "config", "heartbeat"] },
  system: { is: "system-state file of Sculpt OS", attributes: ["state"], nodes: [], only: true },
  wifi: {
    is: "Wi-Fi configuration", attributes: ["scan_interval", "connected_scan_interval", "rfkill", "verbose", "managed"],
    nodes: ["network", "explicit_scan"],
  },
  runtime: {
    is: "runtime file of a depot package", attributes: ["ram", "caps", "binary"], nodes: ["content", "requires", "config", "provides"],
  },
};

/** What a file with this top is, but for configurations: undefined where nothing of Genode is known of it. */
function otherFile(
  top: string, attributes: ReadonlySet<string>, nodes: ReadonlySet<string>, syntax: "hid" | "xml",
): string | undefined {
  if (!Object.hasOwn(files, top)) return undefined;
  const known = files[top]!;
  // Nobody but Genode writes HID.
  const isKnown = syntax === "hid" || known.attributes.some((name) => attributes.has(name)) || known.nodes.some((name) => nodes.has(name));
  return isKnown && !(known.only === true && nodes.size > known.nodes.length) ? known.is : undefined;
}

/** The same of a tree, or of as much of it as was read. */
export function otherFileOf({ type, attributes, children }: Tree, syntax: "hid" | "xml"): string | undefined {
  return otherFile(type, new Set(attributes.map(({ name }) => name)), new Set(children.map((child) => child.type)), syntax);
}

/** Whether a top node called config belongs to another program: it holds what no component of Genode knows. */
export const isForeignConfig = (nodes: ReadonlySet<string>): boolean => nodes.has("protection_domain") && !nodes.has("start");

/**
 * Whether a text begins as a file of Genode does, whatever is wrong with the rest of it. Lenient: what is broken gets a precise
 * answer from the readers. Time is linear.
 */
export function beginsAsGenode(text: string): boolean {
  const above = commentsAbove.exec(text.slice(0, scannedMost))?.[0] ?? "";
  return looksLikeGenode(text, false) || (above !== "" && looksLikeGenode(text.slice(above.length), true));
}

/** Lines of comment in other languages, which people write above a configuration though neither syntax has them. */
const commentsAbove = /^\ufeff?\s*(?:(?:#|\/\/|--|;)[^\n]*\n\s*)+/;

/** `surely` asks for more than a top node: a page of Markdown has its title above such a word, too. */
function looksLikeGenode(text: string, surely: boolean): boolean {
  const outline = outlineOf(text);
  if (outline !== undefined) return isGenodeXml(outline);
  const [, top, rest = ""] = /^\ufeff?[ \t\r\n]*([a-z]+)(?![\w:=.,;!?'"()<>/@-]| ?[=:({[])([^\n]*)/.exec(text) ?? [];
  if (top === undefined || (top !== "config" && !Object.hasOwn(files, top))) return false;
  const line = rest.trim();
  const isAlone = line === "" || line.startsWith("|") || line.charCodeAt(0) < 0x20;
  const nodes = new Set(Array.from(text.slice(0, scannedMost).matchAll(/^[ |\t]*[+x] ([a-z][\w-]*)/gm), ([, name]) => name!));
  const hasEnd = /^-[ \t\r]*$/m.test(text.slice(-scannedMost));
  if ((!isAlone || surely) && nodes.size === 0 && !hasEnd) return false;
  const attributes = new Set(Array.from(text.slice(0, scannedMost).matchAll(/(?:\||^[ |]*) *([a-z][\w-]*):/gm), ([, name]) => name!));
  return top === "config" ? !isForeignConfig(nodes) : hasEnd || nodes.size > 0 || attributes.size > 0;
}

/** Characters at either end of a text that are looked at. */
const scannedMost = 64 * 1024;

function isGenodeXml({ top, attributes, nodes }: Outline): boolean {
  return top === "config" ? !isForeignConfig(nodes) : otherFile(top, attributes, nodes, "xml") !== undefined;
}
