/** A trace that is kept must come back: its record has the form that the schema says, reads back as it was written, and runs again. */
import fc from "fast-check";
import { type Trace, compile, soundness, traces } from "../engine/index.ts";
import type { Suite } from "../language/index.ts";
import { recordedTrace, replay } from "../running/telling.ts";
import { textDigest } from "../running/text-digest.ts";
import { type FailureRecord, manifest, parseRecord, recordText, recordVersion } from "../store/index.ts";

const ignored = { enter: (): void => {} };

/** What becomes of a trace of the suite when it is kept, where that is not the same trace. */
export function lostInRecords(suite: Suite): readonly string[] {
  const [trace] = fc.sample(traces(suite), { seed: 1, numRuns: 1 }) as [Trace];
  const model = compile(suite.specification, suite.system);
  const { name, invariants } = suite.specification;
  const violation = trace.violation ?? {
    claim: invariants[0]?.name ?? soundness, at: trace.steps.length, operation: "", outcome: "", why: "it is kept",
  };
  const record: FailureRecord = {
    record: recordVersion, cordon: manifest.version, on: { kind: "suite", name: suite.name }, with: [],
    specification: { name, digest: textDigest(suite.specification) },
    seed: 1, trace: 0, strategy: "blind", foundAfter: trace.steps.length, ...recordedTrace(model, trace.steps, violation, ignored),
  };
  const text = recordText(record);
  let read: FailureRecord;
  try {
    read = parseRecord(text);
  } catch (error) {
    return [`${suite.name}: ${(error as Error).message}`];
  }
  const { senseless, textChanged, steps } = replay(model, read, ignored);
  return [
    ...(recordText(read) === text ? [] : ["a record reads back as another one"]),
    ...(senseless === undefined ? [] : [senseless]),
    ...(textChanged ? ["its words have changed, says the record"] : []),
    ...steps.flatMap(({ changed }, i) => changed === undefined ? [] : [`step ${i + 1}: ${changed}`]),
    ...(senseless === undefined && steps.length !== trace.steps.length ? [`${steps.length} of ${trace.steps.length} steps come back`] : []),
  ].map((what) => `${suite.name}: ${what}`);
}
