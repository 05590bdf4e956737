/** Worked cases of timing: the format, the keys of all analyses, and answers in order. */
import type { TimingCase } from "./case.ts";
import type { Answer } from "./comparing.ts";
import { families } from "./families.ts";
import { type Observation, observeCase } from "./observing.ts";
import type { Analyses, Analysis } from "./schema/analysis.ts";

export { type TimingCase, ask, readCase } from "./case.ts";
export { type Answer, type Comparison, compared } from "./comparing.ts";
export { type CallParameters, callerNamed, readParameters } from "./call-parameters.ts";
export { type DescribedTiming, type TimedChain, timeCalls } from "./described.ts";
export { scalingCurves } from "./kv-cache.ts";
export { type Observation, type ObservedTask, longRun, replayed } from "./observing.ts";
export { type TimingReport, type TimingTable, reportOf } from "./report.ts";
export type { Analyses, Analysis };

/** The analyses by their keys. */
export const analyses: Analyses = joined(families.map((family) => family.analyses));

/** Searches for the worst case of every task of a case; null for a case that cannot be simulated. */
export const observe = (one: TimingCase, answer: Answer, simulations: number, seed = 1): Observation | null =>
  Object.hasOwn(analyses, one.analysis) ? observeCase(analyses[one.analysis]!, one, answer, { simulations, seed }) : null;

/** Records of all subjects as one; two that claim one key are a mistake of ours. */
function joined(subjects: readonly Analyses[]): Analyses {
  const all: Record<string, Analyses[string]> = {};
  for (const [key, analysis] of subjects.flatMap((subject) => Object.entries(subject))) {
    if (Object.hasOwn(all, key)) throw new Error(`two subjects have an analysis ${key}`);
    all[key] = analysis;
  }
  return all;
}
