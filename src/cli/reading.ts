/**
 * The static stage: reads a target, and finds what can be found in it without running it.
 */
import { findAll } from "../adapters/genode/findings/index.ts";
import { type Problem, type ReadResult, inputBytesMax, readSystem } from "../adapters/genode/index.ts";
import type { Finding, SystemSummary } from "../language/index.ts";
import { readBounded } from "../store/index.ts";
import type { RunOptions } from "./options.ts";
import { Refusal } from "./refusal.ts";
import type { Target } from "./subjects.ts";
import type { Subject } from "./workers/protocol.ts";

/** A target that was read. */
export interface ReadTarget {
  readonly what: string;
  readonly subject: Subject;
  readonly findings: readonly Finding[];
  readonly summary?: SystemSummary;
  /** Whether there is something to run. */
  readonly runs: boolean;
}

/** Reads a target. A file in a folder that turns out to be something else is nothing. */
export function readTarget(
  target: Target,
  { isolate, trust }: Pick<RunOptions, "isolate" | "trust">,
): ReadTarget | null {
  if (target.kind === "suite") {
    const { name, system } = target;
    return { what: system === undefined ? name : `${name} on ${system}`, subject: target, findings: [], runs: true };
  }
  const { path, named } = target;
  const { bytes, read } = readDescription(path);
  const subject: Subject = { kind: "system", path, text: bytes.toString("utf8") };
  const common = { what: path, subject, summary: read.summary };
  const [problem] = read.problems;
  if (problem !== undefined) {
    if (named) throw new Refusal(problemLine(problem));
    return problem.code === "GE004" || problem.code === "GE003" ? null
      : { ...common, findings: [...read.problems.map(asFinding), ...read.findings], runs: false };
  }
  const found = read.system === undefined ? [] : findAll(read.system, { isolate, trust });
  return { ...common, findings: [...read.findings, ...found].sort(byPlace), runs: read.system !== undefined };
}

/** Reads a system description; throws a Refusal when the file cannot be had. */
export function readDescription(path: string): { readonly bytes: Buffer; readonly read: ReadResult } {
  let bytes: Buffer;
  try {
    bytes = readBounded(path, inputBytesMax);
  } catch (error) {
    throw new Refusal(`${path} cannot be read: ${(error as Error).message}`);
  }
  return { bytes, read: readSystem(bytes, path) };
}

/** A problem in one line, as compilers write theirs. */
export const problemLine = ({ file, line, column, code, message }: Problem): string =>
  `${file}:${line}:${column}: ${code} ${message}`;

const asFinding = ({ file, line, column, code, message }: Problem): Finding => ({
  code,
  severity: "error",
  file,
  line,
  column,
  message,
});

const byPlace = (left: Finding, right: Finding): number =>
  left.line - right.line ||
  left.column - right.column ||
  (left.code < right.code ? -1 : Number(left.code > right.code));
