/** Where sentences stand in the files that people write. */
import { findSourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import type { Unread, UnreadSentence } from "../engine/index.ts";
import { fromHere } from "./paths.ts";
import type { PlaceInFile, Placed } from "./protocol.ts";

/** The sentences that are not understood, each with its place in its source, where a loader says what that is, or in what runs. */
export function placed({ sentences, unread }: Unread): Placed {
  return { sentences, unread: unread.map(({ place, ...rest }) => ({ ...rest, ...(place === undefined ? {} : { at: atSource(place) }) })) };
}

/** A place in what runs as a place in its source, where that is known. */
export function atSource({ url, line, column }: NonNullable<UnreadSentence["place"]>): PlaceInFile {
  const entry = findSourceMap(url)?.findEntry(line - 1, column - 1);
  const isKnown = entry !== undefined && "originalSource" in entry;
  const source = isKnown ? entry.originalSource : url;
  const file = source.startsWith("file:") ? fromHere(fileURLToPath(source)) : source;
  return isKnown ? { file, line: entry.originalLine + 1, column: entry.originalColumn + 1 } : { file, line, column };
}
