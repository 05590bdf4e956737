/**
 * The static stage: reads a target, and finds what can be found in it without running it.
 */
import { outlineOf, recognise, textOf, withArticle } from "../adapters/formats/index.ts";
import { beginsAsGenode } from "../adapters/genode/files.ts";
import { findAll } from "../adapters/genode/findings/index.ts";
import { type Problem, type ReadResult, inputBytesMax, readSystem, shown, unreadable } from "../adapters/genode/index.ts";
import type { Finding, Severity, SystemSummary } from "../language/index.ts";
import { readBounded } from "../store/index.ts";
import type { RunOptions } from "./options.ts";
import { Refusal } from "../running/refusal.ts";
import type { Target } from "./subjects.ts";
import type { Subject } from "../running/protocol.ts";

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

/** Reads a target. */
export function readTarget(target: Target, { isolate, trust }: Pick<RunOptions, "isolate" | "trust">): ReadTarget {
  if (target.kind === "suite") {
    const { name, system } = target;
    return { what: system === undefined ? name : `${name} on ${system}`, subject: target, findings: [], runs: true, isWanted: true };
  }
  const { path } = target;
  if (target.kind === "folder") {
    const subject: Subject = { kind: "system", path, text: "" };
    return { what: path, subject, findings: [], runs: false, unread: target.why, isWanted: target.closed };
  }
  const { text, read, isGenode } = readDescription(path);
  const common = { what: path, subject: { kind: "system", path, text } as const };
  const [problem] = read.problems;
  if (problem !== undefined) {
    const { format } = read.summary;
    return {
      ...common, ...(format === "" ? {} : { summary: { format, counts: {} } }),
      // What is wrong inside a file that is none of ours is no news to anybody.
      findings: [...read.problems.map(asFinding), ...(severityOf(problem) === "note" ? [] : read.findings)],
      runs: false, unread: problemLine(problem), isWanted: target.named || isGenode,
    };
  }
  const { system, other, summary } = read;
  const found = system === undefined ? [] : findAll(system, { isolate, trust });
  const findings = [...read.findings, ...found].sort(byPlace);
  if (system === undefined)
    return { ...common, summary: { format: other ?? summary.format, counts: {} }, findings, runs: false, isWanted: true };
  if (other === undefined) return { ...common, summary, findings, runs: true, isWanted: true };
  const partly = `Only the config in this ${other} was checked, as that of an init: what else it says (what it requires, its content, RAM and caps) was not.`;
  return { ...common, summary, findings, runs: true, isWanted: true, partly };
}

/** A file as it was read: with a problem, too, where it cannot be had or is in another format. */
export interface ReadDescription {
  readonly text: string;
  readonly read: ReadResult;
  /** Whether it begins as a file of Genode, or may: one that cannot be had. */
  readonly isGenode: boolean;
}

/** Reads a system description. */
export function readDescription(path: string): ReadDescription {
  let bytes: Buffer;
  try {
    bytes = readBounded(path, inputBytesMax);
  } catch (error) {
    return { text: "", read: unreadable(path, (error as Error).message), isGenode: true };
  }
  const read = readSystem(bytes, path);
  const text = bytes.toString("utf8");
  if (read.problems.length === 0) return { text, read, isGenode: true };
  const shown = textOf(bytes);
  const isGenode = beginsAsGenode(shown);
  return { text, read: isGenode || shown.trim() === "" ? read : foreign(path, shown, read), isGenode };
}

/** Reads the system that a file describes; throws a Refusal, always in the same words, when there is none. */
export function describedIn(path: string): ReadResult {
  const { read } = readDescription(path);
  const [problem] = read.problems;
  if (problem !== undefined) throw new Refusal(problemLine(problem));
  return read;
}

/** Throws a Refusal, always in the same words, where there is nothing to run. */
export function refuseNothing({ what, unread, findings, runs }: ReadTarget, verb: string): void {
  if (unread !== undefined) throw new Refusal(findings.length > 0 ? unread : `${what}: ${unread}`);
  if (!runs) throw new Refusal(`${what} starts no component: there is nothing to ${verb}`);
}

/** What is read of a file in another format: that it is one, and which. */
function foreign(path: string, text: string, read: ReadResult): ReadResult {
  const known = recognise(text);
  // Of a text that nothing is known of, the reader says what stood in its way, unless it took it for a broken configuration.
  if (known === undefined && ["GE001", "GE004"].includes(read.problems[0]!.code))
    return { ...read, summary: { format: "text", counts: {} } };
  const { format, advice } = known ?? { format: "text that describes no system", advice: undefined };
  const top = format.startsWith("XML") ? outlineOf(text)?.top : undefined;
  const is = known === undefined ? format : withArticle(format);
  const message = `This is ${is}${top === undefined ? "" : ` (its top element is ${shown(top)})`}: this version does not read it as a system. `
    + (advice === undefined ? "" : `For such a file, ${advice}. `)
    + "It reads Genode's init configurations, in HID and XML, and depot runtimes that contain one.";
  return { ...read, summary: { format, counts: {} }, findings: [], problems: [{ code: "GE004", file: path, line: 1, column: 1, message }] };
}

/** A problem in one line, as compilers write theirs. */
export const problemLine = ({ file, line, column, code, message }: Problem): string =>
  `${file}:${line}:${column}: ${code} ${message}`;

/** A file that is none of ours is no fault of anybody. */
const severityOf = ({ code }: Problem): Severity => code === "GE003" || code === "GE004" ? "note" : "error";

function asFinding(problem: Problem): Finding {
  const { file, line, column, code, message } = problem;
  return { code, severity: severityOf(problem), file, line, column, message };
}

const byPlace = (left: Finding, right: Finding): number =>
  left.line - right.line ||
  left.column - right.column ||
  (left.code < right.code ? -1 : Number(left.code > right.code));
