/**
 * The files of a folder: which of them are looked at, and what is left out, by kind.
 */
import { type Dirent, opendirSync } from "node:fs";
import { join } from "node:path";
import { outlineOf, recognise, textOf } from "../adapters/formats/index.ts";
import { formats } from "../kernels/index.ts";
import type { FormatFacts } from "../running/reading.ts";
import { readHead, reason } from "../store/index.ts";

/** What a folder holds. */
export interface Searched {
  /** Files that describe a system, in any format that is known, by name order; files called as those that are read, too. */
  readonly paths: readonly string[];
  /** Folders in it that could not be searched, each with the reason. */
  readonly closed: readonly (readonly [path: string, why: string])[];
  /** What the others are, by their paths. */
  readonly leftOut: ReadonlyMap<string, string>;
}

/** Deepest folder that is searched, and most files that are looked at. */
const depthMost = 32;
const filesMost = 100_000;

/** Bytes in which a file shows what it is. */
const headBytes = 64 * 1024;

/** Searches a folder and those in it, but for hidden ones and without following links. */
export function searched(folder: string, known: readonly FormatFacts[]): Searched {
  const paths: string[] = [];
  const closed: [string, string][] = [];
  const leftOut = new Map<string, string>();
  let files = 0;
  walk(folder, 0);
  return { paths, closed, leftOut };

  function walk(path: string, depth: number): void {
    let entries: readonly Dirent[];
    try {
      entries = entriesOf(path);
    } catch (error) {
      closed.push([path, reason(error)]);
      return;
    }
    for (const entry of entries) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) {
        if (depth >= depthMost || entry.name.startsWith(".") || entry.name === "node_modules") leftOut.set(inner, "folder that is not searched");
        else walk(inner, depth + 1);
      } else if (entry.isSymbolicLink()) leftOut.set(inner, "link");
      else if (!entry.isFile()) leftOut.set(inner, "entry that is not an ordinary file");
      else if (++files > filesMost) leftOut.set(inner, `file beyond the first ${filesMost}`);
      else {
        const other = otherThanDescription(inner, known);
        if (other === null) paths.push(inner);
        else leftOut.set(inner, other);
      }
    }
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  const directory = opendirSync(folder);
  const entries: Dirent[] = [];
  try {
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) entries.push(entry);
  } finally {
    directory.closeSync();
  }
  return entries.sort((left, right) => left.name < right.name ? -1 : 1);
}

/** Whether a file is called as those of some format are. */
export const isCalledAsDescription = (name: string, known: readonly FormatFacts[]): boolean =>
  known.some(({ endings: { own, shared } }) => [...own, ...shared].some((ending) => name.endsWith(ending)));

/** What a file is that describes no system; null for one that does, or that is called so and cannot be judged by its first bytes. */
function otherThanDescription(path: string, known: readonly FormatFacts[]): string | null {
  let head: Buffer;
  try {
    head = readHead(path, headBytes);
    // A comment may be longer than what is read at first.
    if (head.length === headBytes && /^\s*</.test(textOf(head.subarray(0, 1024))) && outlineOf(textOf(head)) === undefined)
      head = readHead(path, Math.max(...known.map(({ bytesMost }) => bytesMost)));
  } catch (error) {
    return isCalledAsDescription(path, known) ? null : `file that cannot be read: ${reason(error)}`;
  }
  const text = textOf(head);
  // What a user's format accepts is not asked here, where nothing could stop it: its files go by their names.
  if (formats.some(({ accepts }) => accepts(text, path))) return null;
  if (known.some(({ endings: { own } }) => own.some((ending) => path.endsWith(ending)))) return null;
  if (text.trim() === "") return isCalledAsDescription(path, known) ? null : "empty file";
  const other = recognise(text);
  return other === undefined ? "other text" : other.isSystem ? null : other.format;
}
