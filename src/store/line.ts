/**
 * One line of the journal. A line is JSON, and says how long its entry is and what its CRC-32 is, so that a line that
 * was cut short by a crash is told from a whole one.
 */
import { crc32 } from "node:zlib";

/** A line that is not whole: `torn` lacks its end, `damaged` has the right length and other bytes. */
export type Unusable = "torn" | "damaged";

/** The line of an entry, without a newline. */
export function lineOf(entry: unknown): string {
  const text = JSON.stringify(entry);
  return `{"length":${Buffer.byteLength(text)},"crc":"${checksum(text)}","entry":${text}}`;
}

/** The entry of a line, or what is wrong with the line. */
export function entryOf(line: string): { readonly entry: unknown } | Unusable {
  const head = /^\{"length":(\d{1,10}),"crc":"([0-9a-f]{8})","entry":/.exec(line);
  if (head === null) return line.startsWith('{"length":') || '{"length":'.startsWith(line) ? "torn" : "damaged";
  const text = line.slice(head[0].length, -1);
  if (Buffer.byteLength(text) < Number(head[1]) || !line.endsWith("}")) return "torn";
  if (Buffer.byteLength(text) !== Number(head[1]) || checksum(text) !== head[2]) return "damaged";
  try {
    return { entry: JSON.parse(text) as unknown };
  } catch {
    return "damaged";
  }
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, "0");
