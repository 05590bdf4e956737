/** Files of JSON that users name: what cannot be read is refused with its path and, inside of it, its place. */
import { type FailureRecord, JsonFault, type Path, placeIn, readJsonFile, readJsonText, readRecord } from "../store/index.ts";
import { Refusal } from "../running/refusal.ts";

/** Largest file that is read unless said. */
const bytesMost = 16 * 1024 * 1024;

/** The content of a file of JSON. */
export const readJson = (path: string, most = bytesMost): unknown => unlessRefused(path, "cannot be read", () => readJsonFile(path, most));

/** A file of JSON that was read, with line and column of what a path leads to; of the innermost that is there. */
export function jsonPlace(path: string, at: Path): string {
  const { line, column } = placeIn(readJsonText(path, bytesMost), at);
  return `${path}:${line}:${column}`;
}

/** The record in a file; "is not a record" is what is told of one with other JSON. */
export const recordAt = (path: string, isNot: string): FailureRecord => unlessRefused(path, isNot, () => readRecord(path));

function unlessRefused<Content>(path: string, isNot: string, read: () => Content): Content {
  try {
    return read();
  } catch (error) {
    throw new Refusal(error instanceof JsonFault ? `${path}:${error.message}` : `${path} ${isNot}: ${(error as Error).message}`);
  }
}
