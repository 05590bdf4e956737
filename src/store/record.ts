/**
 * A record: a counterexample on disk, with all that is needed to run it again years later. Steps name their operations
 * and arguments, so that a record outlives a change in the order of either. `schema/record.schema.json` describes it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseJson, readJsonFile } from "./json.ts";
import { digest, fileName } from "./names.ts";
import { packageRoot } from "./package.ts";
import { type Schema, complaint } from "./schema.ts";

/** The version of the format that is written, and the only one that is read. */
export const recordVersion = 1;

/** Largest record that is read. */
export const recordBytesMost = 32 * 1024 * 1024;

/** What a trace was run on: a suite by its name, and its system's where one was named, or a system description as text. */
export type RecordedSubject =
  | { readonly kind: "suite"; readonly name: string; readonly system?: string }
  | { readonly kind: "system"; readonly path: string; readonly sha256: string; readonly text: string };

/** A file of the user with more invariants or operations. */
export interface RecordedExtra {
  readonly path: string;
  readonly sha256: string;
}

export interface RecordedStep {
  readonly operation: string;
  /** Arguments by name, as the numbers that the engine takes. */
  readonly args: Readonly<Record<string, number>>;
  /** The same arguments as a reader knows them. */
  readonly values: Readonly<Record<string, string>>;
  /** Names of arguments that do not matter: with any value of theirs the same claim breaks. Absent where there are none. */
  readonly any?: readonly string[];
  /** What the open choices of the specification came to, in order. */
  readonly choices: readonly number[];
  readonly sentence: string;
  readonly outcome: string;
  readonly answer: string;
  /** Digest of the state after the step. */
  readonly digest: string;
}

/** A trace that breaks a claim. */
export interface RecordedTrace {
  readonly claim: string;
  readonly why: string;
  /** For a claim over two runs: the row that observed the difference. */
  readonly observer?: number;
  /** No trace of fewer steps breaks the claim. Absent where nobody has looked, and in what Cordon 0.1 wrote. */
  readonly atLeast?: number;
  /** For a claim about progress: the row of which it is broken, where it is made of rows. */
  readonly row?: number;
  readonly steps: readonly RecordedStep[];
  /** For a claim that waits for something: the steps that are repeated for ever after those; none where nothing more happens. */
  readonly loop?: readonly RecordedStep[];
  readonly because: readonly string[];
}

/** How much the traces before the failing one showed, as `cordon check --json` says it. */
export interface RecordedDiscovery {
  readonly species: number;
  readonly curve: readonly (readonly [traces: number, species: number])[];
  readonly lastNew?: number;
  readonly estimate?: number;
  readonly upperBound?: number;
}

export interface FailureRecord extends RecordedTrace {
  readonly record: typeof recordVersion;
  /** Version of Cordon that wrote it. */
  readonly cordon: string;
  readonly on: RecordedSubject;
  readonly with: readonly RecordedExtra[];
  readonly mutant?: string;
  readonly specification: { readonly name: string; readonly digest: string };
  readonly seed: number;
  /** Number of the trace under that seed. */
  readonly trace: number;
  readonly strategy: string;
  /** Steps of the trace as it was found, before it was made shorter. */
  readonly foundAfter: number;
  /** Absent in a record that a later run completed, in one of the first trace, and in those that Cordon 0.1 wrote. */
  readonly discovery?: RecordedDiscovery;
}

/** What identifies a record: the same failure of the same subject is the same file. */
export function recordName(record: FailureRecord): string {
  const { on, claim, steps, loop, mutant = "" } = record;
  const what = on.kind === "system" ? on.sha256 : on.system === undefined ? on.name : [on.name, on.system];
  const callsOf = (some: typeof steps) => some.map(({ operation, args, choices }) => [operation, Object.entries(args), choices]);
  const calls = [...callsOf(steps), ...(loop === undefined ? [] : [callsOf(loop)])];
  return fileName(claim, JSON.stringify([what, claim, mutant, calls]));
}

/** A record as it stands in its file. */
export const recordText = (record: FailureRecord): string => `${JSON.stringify(record, null, 2)}\n`;

/** Reads a record; throws a JsonFault, or an Error whose message says what is wrong with it. */
export const readRecord = (path: string): FailureRecord => recordOf(readJsonFile(path, recordBytesMost));

/** Takes a record's text apart; throws as `readRecord` does. */
export const parseRecord = (text: string): FailureRecord => recordOf(parseJson(text));

function recordOf(value: unknown): FailureRecord {
  const version = typeof value === "object" && value !== null && "record" in value ? value.record : undefined;
  if (version === undefined) throw new Error("it is JSON, but not a record: the member \"record\" is missing");
  if (version !== recordVersion)
    throw new Error(
      `it has version ${JSON.stringify(version)} of the record format; this Cordon reads version ${recordVersion}`,
    );
  const wrong = complaint(schemaOf("record"), value);
  if (wrong !== null) throw new Error(`it is not a record: ${wrong}`);
  const record = value as FailureRecord;
  if (record.on.kind === "system" && digest(record.on.text) !== record.on.sha256)
    throw new Error("the system description in it does not have the SHA-256 that it gives");
  return record;
}

/** A schema that ships with the package. */
export function schemaOf(
  name: "record" | "check" | "explore" | "time" | "claims" | "simulation" | "unread" | "mutants" | "config",
): Schema {
  return JSON.parse(readFileSync(join(packageRoot, "schema", `${name}.schema.json`), "utf8")) as Schema;
}
