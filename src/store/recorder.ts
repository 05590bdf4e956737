/**
 * The protocol by which no counterexample is lost: it is appended to the journal, and on the disk, before anything
 * else is done with it; each shorter form is appended; the readable record is written last. What a crash leaves
 * unfinished, the next run finishes.
 */
import { join } from "node:path";
import { type Disk, makeFolder, realDisk, reason } from "./disk.ts";
import { append, fold } from "./journal.ts";
import { digest } from "./names.ts";
import { type ProcessMark, ownMark, stillRuns } from "./process.ts";
import { type FailureRecord, type RecordedTrace, recordName, recordText, schemaOf } from "./record.ts";
import { complaint } from "./schema.ts";
import { discardLeftovers, writeWhole } from "./whole.ts";

type Entry =
  | { readonly kind: "found"; readonly id: string; readonly record: FailureRecord } & ProcessMark
  | { readonly kind: "shorter"; readonly of: string; readonly trace: RecordedTrace }
  | { readonly kind: "dropped"; readonly of: string; readonly why: string }
  | { readonly kind: "written"; readonly of: string; readonly file: string };

/** Records what one run finds. What the disk refuses never throws; it is said by `refusals`. */
export class Recorder {
  readonly folder: string;
  private readonly disk: Disk;
  private readonly refused = new Set<string>();

  constructor(folder: string, disk: Disk = realDisk) {
    this.folder = folder;
    this.disk = disk;
  }

  /** What the disk refused so far, a sentence each. */
  get refusals(): readonly string[] { return [...this.refused]; }

  /** Puts a counterexample on the disk, as it was found. Answers what it is called in the journal. */
  found(record: FailureRecord): string {
    const id = digest(recordText(record)).slice(0, 16);
    this.attempt("the counterexample could not be put in the journal", () =>
      this.append({ kind: "found", id, ...ownMark, record }, true));
    return id;
  }

  /** Adds a shorter form of a counterexample. */
  shorter(id: string, { claim, why, observer, steps, because }: RecordedTrace): void {
    const trace = { claim, why, ...(observer === undefined ? {} : { observer }), steps, because };
    this.attempt("a shorter counterexample could not be put in the journal", () =>
      this.append({ kind: "shorter", of: id, trace }, false));
  }

  /** Notes that a counterexample needs no record of its own. */
  dropped(id: string, why: string): void {
    this.attempt("the journal could not be completed", () => this.append({ kind: "dropped", of: id, why }, false));
  }

  /** Writes the record that people and `cordon replay` read: its path, or nothing when the disk refuses. */
  written(id: string, record: FailureRecord): string | undefined {
    const path = this.attempt("the record could not be written", () => writeRecord(this.folder, record, this.disk));
    if (path !== undefined) this.attempt("the journal could not be completed", () =>
      this.append({ kind: "written", of: id, file: recordName(record) }, true));
    return path;
  }

  private append(entry: Entry, durable: boolean): void {
    append(this.folder, entry, durable, this.disk);
  }

  private attempt<R>(what: string, action: () => R): R | undefined {
    try {
      return action();
    } catch (error) {
      this.refused.add(`${what} under ${this.folder}: ${reason(error)}`);
      return undefined;
    }
  }
}

function writeRecord(folder: string, record: FailureRecord, disk: Disk): string {
  const records = join(folder, "records");
  makeFolder(disk, folder);
  makeFolder(disk, records);
  if (leadsOut(folder, records, disk)) throw new Error(`${records} is a link that leads out of ${folder}`);
  const path = join(records, recordName(record));
  writeWhole(path, recordText(record), disk);
  return path;
}

const leadsOut = (folder: string, records: string, disk: Disk): boolean =>
  disk.realpathSync(records) !== join(disk.realpathSync(folder), "records");

/** What an earlier run left unfinished, a sentence each; its records are written now. */
export function recover(folder: string, disk: Disk = realDisk): readonly string[] {
  const said: string[] = [];
  try {
    const { entries, tornBytes, damaged } = fold(folder, disk);
    if (tornBytes > 0) said.push(`the journal under ${folder} ended in ${tornBytes} torn bytes, which were cut`);
    if (damaged.length > 0)
      said.push(
        `the journal under ${folder} has ${damaged.length} damaged lines, which were skipped ` +
          `(the first is line ${damaged[0]!})`,
      );
    for (const [id, record] of unfinished(entries)) {
      const recorder = new Recorder(folder, disk);
      const path = recorder.written(id, record);
      said.push(
        path === undefined ? recorder.refusals.join("; ") : `recovered a counterexample of an interrupted run: ${path}`,
      );
    }
  } catch (error) {
    said.push(`the journal under ${folder} could not be read: ${reason(error)}`);
  }
  tidy(folder, disk);
  return said;
}

/** Takes temporary files away that killed runs have left; where the disk refuses, they do no harm. */
function tidy(folder: string, disk: Disk): void {
  const records = join(folder, "records");
  try {
    if (disk.existsSync(records) && !leadsOut(folder, records, disk)) discardLeftovers(records, disk);
  } catch {
    return;
  }
}

/** The counterexamples that were found and never written, each in its shortest form. */
function unfinished(entries: readonly unknown[]): ReadonlyMap<string, FailureRecord> {
  const open = new Map<string, FailureRecord>();
  const schema = schemaOf("record");
  for (const entry of entries as readonly (Entry | null)[]) {
    switch (entry?.kind) {
      case "found":
        if (complaint(schema, entry.record) === null && !stillRuns(entry)) open.set(entry.id, entry.record);
        break;
      case "shorter": {
        const record = open.get(entry.of);
        if (record === undefined) break;
        const shorter = { ...record, ...entry.trace };
        if (complaint(schema, shorter) === null) open.set(entry.of, shorter);
        break;
      }
      case "dropped": case "written":
        open.delete(entry.of);
        break;
    }
  }
  return open;
}
