/**
 * The static stage: reads a target, and finds what can be found in it without running it.
 */
import type { Demands, Problem } from "../kernels/format.ts";
import { formats } from "../kernels/index.ts";
import type { Finding, SystemSummary } from "../language/index.ts";
import type { Pool } from "../running/pool.ts";
import type { Subject } from "../running/protocol.ts";
import { type FormatFacts, type ReadFile, type Wanted, readFile, unreadable } from "../running/reading.ts";
import { Refusal } from "../running/refusal.ts";
import { readBounded } from "../store/index.ts";
import { helped } from "./helped.ts";
import type { Target } from "./subjects.ts";

/** The formats that are read, and how a file is: those of the user's files in a helper, where they can be stopped. */
export interface Reader {
  readonly formats: readonly FormatFacts[];
  readonly read: (bytes: Uint8Array, path: string, demands: Demands | null, wanted?: Wanted) => Promise<ReadFile>;
  /** The same over other helpers: each of them is asked one question at a time. */
  readonly over: (pool: Pool) => Reader;
}

/** Reads the bundled formats. */
export const ownReader: Reader = {
  formats, read: (bytes, ...how) => Promise.resolve(readFile(formats, bytes, ...how)), over: () => ownReader,
};

/** Reads those of the user's files, too. */
export async function readerWith(pool: Pool, files: readonly string[]): Promise<Reader> {
  if (files.length === 0) return ownReader;
  const known = await pool.helper().ask("formats", { with: files });
  if (known.length === formats.length) return ownReader;
  const over = (helpers: Pool): Reader => ({
    formats: known, over,
    read: (bytes, path, demands, wanted) =>
      helpers.helper().ask("read", { with: files, bytes, path, demands, ...(wanted === undefined ? {} : { wanted }) }),
  });
  return over(pool);
}

/** Does something with a reader, and with the helpers that it may need. */
export async function withReader<R>(files: readonly string[], action: (reader: Reader, pool: Pool) => Promise<R>): Promise<R> {
  return helped(async (pool) => action(await readerWith(pool, files), pool));
}

/** A target that was read. */
export interface ReadTarget {
  readonly what: string;
  readonly subject: Subject;
  readonly findings: readonly Finding[];
  readonly summary?: SystemSummary;
  /** Whether there is something to run. */
  readonly runs: boolean;
  /** Why it could not be read, where it could not: then nothing of it is checked. */
  readonly unread?: string;
  /** Whether it had to be readable: a file that the user named, or that begins as a configuration. */
  readonly isWanted: boolean;
  /** What of it is not checked, where something is. */
  readonly partly?: string;
}

/** Reads a target. Without demands nothing is searched for in the system that it describes. */
export async function readTarget(target: Target, reader: Reader, demands: Demands | null = null): Promise<ReadTarget> {
  if (target.kind === "suite") {
    const { name, system } = target;
    return { what: system === undefined ? name : `${name} on ${system}`, subject: target, findings: [], runs: true, isWanted: true };
  }
  const { path } = target;
  if (target.kind === "folder") {
    const subject: Subject = { kind: "system", path, text: "" };
    return { what: path, subject, findings: [], runs: false, unread: target.why, isWanted: target.closed };
  }
  const { text, isOurs, summary, problems, findings, isSystem, unanswered, other, partly } = await readDescription(path, reader, demands);
  if (unanswered.length > 0) throw new Refusal(`--${unanswered[0]!} is answered by no finding of this format (${summary.format}): check ${path} without it`);
  const common = { what: path, subject: { kind: "system", path, text } as const };
  const [problem] = problems;
  if (problem !== undefined) return {
    ...common, ...(summary.format === "" ? {} : { summary: { format: summary.format, counts: {} } }),
    // What is wrong inside a file that is none of ours is no news to anybody.
    findings: [...problems.map(asFinding), ...(problem.severity === "note" ? [] : findings)],
    runs: false, unread: problemLine(problem), isWanted: target.named || isOurs,
  };
  if (!isSystem) return { ...common, summary: { format: other ?? summary.format, counts: {} }, findings, runs: false, isWanted: true };
  return { ...common, summary, findings, runs: true, isWanted: true, ...(partly === undefined ? {} : { partly }) };
}

/** A file as it was read, with its text. */
export interface ReadDescription extends ReadFile {
  readonly text: string;
}

/** Reads a system description: with a problem, too, where it cannot be had or is in another format. */
export async function readDescription(
  path: string, { formats: known, read }: Reader, demands: Demands | null, wanted?: Wanted,
): Promise<ReadDescription> {
  let bytes: Buffer;
  try {
    bytes = readBounded(path, Math.max(...known.map(({ bytesMost }) => bytesMost)));
  } catch (error) {
    return { text: "", ...unreadable(path, (error as Error).message) };
  }
  return { text: bytes.toString("utf8"), ...await read(bytes, path, demands, wanted) };
}

/** Reads the system that a file describes; throws a Refusal, always in the same words, when it cannot be read. */
export async function describedIn(path: string, reader: Reader, wanted: Wanted): Promise<ReadFile> {
  const read = await readDescription(path, reader, null, wanted);
  const [problem] = read.problems;
  if (problem !== undefined) throw new Refusal(problemLine(problem));
  return read;
}

/** Throws a Refusal, always in the same words, where there is nothing to run. */
export function refuseNothing({ what, unread, findings, runs }: ReadTarget, verb: string): void {
  if (unread !== undefined) throw new Refusal(findings.length > 0 ? unread : `${what}: ${unread}`);
  if (!runs) throw new Refusal(`${what} starts no component: there is nothing to ${verb}`);
}

/** A problem in one line, as compilers write theirs. */
export const problemLine = ({ file, line, column, code, message }: Problem): string =>
  `${file}:${line}:${column}: ${code} ${message}`;

const asFinding = ({ code, severity, file, line, column, message }: Problem): Finding => ({ code, severity, file, line, column, message });
