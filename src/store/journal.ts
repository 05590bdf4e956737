/**
 * The journal: what was found, in the order in which it was found, one line each. A line that `append` returned from
 * is on the disk. Several processes may append to one journal; each line begins on a line of its own, even after one
 * that was cut short by a crash.
 */
import { constants } from "node:fs";
import { join } from "node:path";
import { type Disk, makeFolder, realDisk, syncDirectory } from "./disk.ts";
import { entryOf, lineOf } from "./line.ts";

/** Largest journal that is read. */
const bytesMost = 256 * 1024 * 1024;

/**
 * A symbolic link in place of the journal would lead out of the folder, and a named pipe would be waited for until somebody opens
 * its other end; systems without such things have no flags.
 */
const plainOnly = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What stands in a journal. */
export interface Folded {
  readonly entries: readonly unknown[];
  /** Bytes of lines without an end, which were cut. */
  readonly tornBytes: number;
  /** Numbers of the lines that were skipped because their checksum or form is wrong. */
  readonly damaged: readonly number[];
}

/** Path of the journal in an output folder. */
export const journalIn = (folder: string): string => join(folder, "journal.jsonl");

/** Appends an entry; with `durable` it returns when the disk has it. Throws what the disk says. */
export function append(folder: string, entry: unknown, durable: boolean, disk: Disk = realDisk): void {
  const path = journalIn(folder);
  if (durable || !disk.existsSync(path)) makeFolder(disk, folder);
  const file = openJournal(path, constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY, disk);
  try {
    disk.writeAll(file, Buffer.from(`\n${lineOf(entry)}\n`));
    if (durable) disk.fsyncSync(file);
  } finally {
    disk.closeSync(file);
  }
  // Another process may have made the journal and been killed before it came here.
  if (durable) syncDirectory(disk, folder);
}

/** Reads the journal and cuts what is torn; an absent journal is empty. */
export function fold(folder: string, disk: Disk = realDisk): Folded {
  const path = journalIn(folder);
  if (!disk.existsSync(path)) return { entries: [], tornBytes: 0, damaged: [] };
  const bytes = readJournal(path, disk);
  const first = linesIn(bytes);
  if (first.torn.length === 0) return { entries: first.entries, damaged: first.damaged, tornBytes: 0 };
  // Another process may be writing just now: a line that is still torn a little later belongs to nobody.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  const then = linesIn(readJournal(path, disk));
  const torn = then.torn.filter(({ from, length }) =>
    first.torn.some((old) => old.from === from && old.length === length),
  );
  cut(path, torn, disk);
  return { entries: then.entries, damaged: then.damaged, tornBytes: torn.reduce((sum, { length }) => sum + length, 0) };
}

function openJournal(path: string, flags: number, disk: Disk): number {
  const file = disk.openSync(path, flags | plainOnly, 0o644);
  if (disk.fstatSync(file).isFile()) return file;
  disk.closeSync(file);
  throw new Error(`${path} is not an ordinary file: move it away`);
}

function readJournal(path: string, disk: Disk): Buffer {
  const file = openJournal(path, constants.O_RDONLY, disk);
  try {
    const { size } = disk.fstatSync(file);
    if (size > bytesMost)
      throw new Error(`${path} has ${size} bytes, more than the ${bytesMost} that are read: move it away`);
    return disk.readFileSync(file);
  } finally {
    disk.closeSync(file);
  }
}

/** A stretch of bytes in the journal. */
interface Stretch {
  readonly from: number;
  readonly length: number;
}

function linesIn(bytes: Buffer): { entries: unknown[]; torn: Stretch[]; damaged: number[] } {
  const entries: unknown[] = [];
  const torn: Stretch[] = [];
  const damaged: number[] = [];
  let number = 0;
  for (let from = 0; from < bytes.length; number++) {
    const newline = bytes.indexOf(0x0a, from);
    const to = newline < 0 ? bytes.length : newline;
    if (to > from) {
      const read = entryOf(bytes.toString("utf8", from, to));
      if (typeof read === "object") entries.push(read.entry);
      else if (read === "torn" || newline < 0) torn.push({ from, length: to - from });
      else damaged.push(number + 1);
    }
    from = to + 1;
  }
  return { entries, torn, damaged };
}

/**
 * Cuts by writing newlines over the torn bytes, in place: to truncate would lose what another process appends in
 * between. Where the disk refuses, nothing is lost: a torn line is skipped by every reader.
 */
function cut(path: string, torn: readonly Stretch[], disk: Disk): void {
  try {
    const file = openJournal(path, constants.O_RDWR, disk);
    try {
      for (const { from, length } of torn) disk.writeAll(file, Buffer.alloc(length, "\n"), from);
      disk.fsyncSync(file);
    } finally {
      disk.closeSync(file);
    }
  } catch {
    return;
  }
}
