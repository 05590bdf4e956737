/**
 * The record of a counterexample: what goes into it, and what the report says once it is written.
 */
import type { Counterexample } from "../language/index.ts";
import {
  type FailureRecord, type RecordedTrace, type Recorder, digest, manifest, readBounded, recordVersion,
} from "../store/index.ts";
import { fromHere } from "../running/paths.ts";
import type { Job, JobFacts } from "../running/protocol.ts";

/** Most of a user's file that is read for its digest. */
const extraBytesMost = 64 * 1024 * 1024;

/** How a trace was found. */
type Origin = Pick<FailureRecord, "seed" | "trace" | "strategy" | "foundAfter">;

export function recordOf(
  { subject, with: files }: Job, { specification }: JobFacts, origin: Origin, told: RecordedTrace,
): FailureRecord {
  return {
    record: recordVersion, cordon: manifest.version,
    on: subject.kind === "suite" ? subject : { ...subject, sha256: digest(subject.text) },
    with: files.map((path) => ({ path: fromHere(path), sha256: digest(readBounded(path, extraBytesMost)) })),
    specification, ...origin, ...told,
  };
}

/** Writes the record that the journal calls `id`. `again` says how to find its steps where the disk refuses it. */
export function writeRecord(
  recorder: Recorder, id: string, record: FailureRecord, again: string,
): { readonly counterexample: Counterexample; readonly remarks: readonly string[] } {
  const path = recorder.written(id, record);
  const { claim, steps, because } = record;
  return {
    counterexample: {
      record: path ?? "", claim, length: steps.length, trace: steps.map(({ sentence }) => sentence), because,
    },
    remarks: [
      ...recorder.refusals.map((refusal) => `${capital(refusal)}.`),
      ...(path === undefined ? [`The steps above are the whole counterexample; ${again} finds it again.`] : []),
    ],
  };
}

export const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
