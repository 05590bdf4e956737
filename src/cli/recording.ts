/**
 * The record of a counterexample: what goes into it, and what the report says once it is written.
 */
import { soundness } from "../engine/index.ts";
import type { Counterexample } from "../language/index.ts";
import { counted } from "../render/index.ts";
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
  const { claim, atLeast, steps, loop, because } = record;
  return {
    counterexample: {
      record: path ?? "", claim, length: steps.length, ...(atLeast === undefined ? {} : { atLeast }),
      trace: steps.map(({ sentence }) => sentence), ...(loop === undefined ? {} : { loop: loop.map(({ sentence }) => sentence) }), because,
    },
    remarks: [
      ...recorder.refusals.map((refusal) => `${capital(refusal)}.`),
      ...(path === undefined ? [`The steps above are the whole counterexample; ${again} finds it again.`] : []),
    ],
  };
}

/** Why a claim is broken, counted in the steps that are shown; and how long the trace was when it was found. */
export function brokenSentence({ claim, why, steps: { length }, atLeast = 0, trace, foundAfter }: FailureRecord): string {
  const lead = claim === soundness ? "the specification is at fault" : `"${claim}" is broken`;
  const shortest = atLeast === length ? ", and by no shorter trace"
    : `; a shorter trace may exist${atLeast > 1 ? `, of ${atLeast} steps or more` : ""}`;
  const found = foundAfter === length ? "" : `, after ${counted(foundAfter, "step")}, and made shorter`;
  return `${lead} ${length === 0 ? "in the initial state" : `after step ${length}${shortest}`}: ${why}; found in trace ${trace}${found}`;
}

export const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
