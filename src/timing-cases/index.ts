/** Worked cases of timing: the format, the keys of all analyses, and answers in order. */
import type { AllAnalyses as Analyses, TimingCase } from "./case.ts";
import { chains } from "./chains.ts";
import { cluster } from "./cluster.ts";
import type { Answer } from "./comparing.ts";
import { curves } from "./curves.ts";
import { edf, jobs } from "./edf.ts";
import { fixedPriorities } from "./fixed-priority.ts";
import { io } from "./io.ts";
import { kvCache } from "./kv-cache.ts";
import { locks } from "./locks.ts";
import { multiprocessor } from "./multiprocessor.ts";
import { type Observation, observeCase } from "./observing.ts";
import { profiles } from "./profiles.ts";
import { queueing } from "./queueing.ts";
import { simulation } from "./simulation.ts";
import { supply } from "./supply.ts";

export { type AllAnalyses, type TimingCase, ask, readCase } from "./case.ts";
export { type Answer, type Comparison, compared } from "./comparing.ts";
export { type CallParameters, callerNamed, readParameters } from "./call-parameters.ts";
export { type DescribedTiming, type TimedChain, timeCalls } from "./described.ts";
export { scalingCurves } from "./kv-cache.ts";
export { type Observation, type ObservedTask, longRun, replayed } from "./observing.ts";
export { type TimingReport, type TimingTable, reportOf } from "./report.ts";

/** The analyses by their keys. */
export const analyses: Analyses = joined(
  chains, cluster, curves, edf, fixedPriorities, io, jobs, kvCache, locks, multiprocessor, profiles, queueing, simulation, supply);

/** Searches for the worst case of every task of a case; null for a case that cannot be simulated. */
export const observe = (one: TimingCase, answer: Answer, simulations: number, seed = 1): Observation | null =>
  Object.hasOwn(analyses, one.analysis) ? observeCase(analyses[one.analysis]!, one, answer, { simulations, seed }) : null;

/** Records of all subjects as one; two that claim one key are a mistake of ours. */
function joined(...subjects: readonly Analyses[]): Analyses {
  const all: Record<string, Analyses[string]> = {};
  for (const [key, analysis] of subjects.flatMap((subject) => Object.entries(subject))) {
    if (Object.hasOwn(all, key)) throw new Error(`two subjects have an analysis ${key}`);
    all[key] = analysis;
  }
  return all;
}
