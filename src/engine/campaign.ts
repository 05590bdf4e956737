/**
 * A campaign: many random traces with all claims checked after each step. Traces come in chunks that do not depend
 * on each other, so that any number of workers gives the same result; trace i of a seed is always the same trace.
 */
import { hashWords } from "./digest.ts";
import { type Sightings, StepChecker, type Violation, type Watch, checkState, checkTwoRuns, drawingChoices, sightingsFor } from "./checking.ts";
import { type Model, compile, restart } from "./model.ts";
import { Random, mix } from "./random.ts";
import { Chooser, type StrategyName } from "./strategies.ts";
import type { TraceStep } from "./trace.ts";

/** Traces in one chunk: small enough to share between workers, large enough to cost nothing. */
export const tracesPerChunk = 50;

/** One trace in this many is run a second time, and the digests of all its steps are compared. */
const rerunEvery = 20;

export interface CampaignOptions {
  readonly seed: number;
  readonly traces: number;
  readonly steps: number;
  /** One strategy instead of the portfolio. */
  readonly strategy?: StrategyName;
  readonly watch?: Watch;
}

/** A broken claim with the trace that breaks it, as found. */
export interface Failure {
  readonly trace: number;
  readonly strategy: StrategyName;
  readonly violation: Violation;
  readonly steps: readonly TraceStep[];
}

/** What a range of traces showed. All of it adds up over ranges. */
export interface Tally {
  traces: number;
  steps: number;
  /** By operation and outcome. */
  outcomes: number[][];
  checked: number[];
  /** By claim and `seen`: traces in which it came true. */
  seen: number[][];
  /** Traces that were run twice, and how many of them differed. */
  rerun: number;
  differed: number;
  /** All traces folded into one number, in order. */
  digest: number;
  failure: Failure | null;
}

/** A tally of nothing. */
export function emptyTally(model: Model): Tally {
  return {
    traces: 0, steps: 0, rerun: 0, differed: 0, digest: 0, failure: null,
    outcomes: model.steppers.map(({ outcomes }) => outcomes.map(() => 0)),
    checked: model.claims.map(() => 0),
    seen: model.claims.map(({ seen }) => seen.map(() => 0)),
  };
}

/** Adds the tally of the traces that follow; after a failure nothing more is added. */
export function addTally(sum: Tally, next: Tally): void {
  if (sum.failure !== null) return;
  sum.traces += next.traces;
  sum.steps += next.steps;
  sum.rerun += next.rerun;
  sum.differed += next.differed;
  sum.digest = mix(sum.digest, next.digest);
  sum.failure = next.failure;
  next.outcomes.forEach((counts, o) => counts.forEach((count, i) => { sum.outcomes[o]![i]! += count; }));
  next.checked.forEach((count, c) => { sum.checked[c]! += count; });
  next.seen.forEach((counts, c) => counts.forEach((count, s) => { sum.seen[c]![s]! += count; }));
}

/** Runs a whole campaign in this thread. */
export function runCampaign(model: Model, options: CampaignOptions): Tally {
  const sum = emptyTally(model);
  for (let first = 0; first < options.traces && sum.failure === null; first += tracesPerChunk)
    addTally(sum, runChunk(model, options, first));
  return sum;
}

/** Runs the chunk of traces that begins at trace `first`; ends with the first failure. */
export function runChunk(model: Model, options: CampaignOptions, first: number): Tally {
  const tally = emptyTally(model);
  const twin = model.claims.some(({ twoRuns }) => twoRuns !== undefined) ? compile(model.specification, model.system) : null;
  const last = Math.min(first + tracesPerChunk, options.traces);
  for (let trace = first; trace < last && tally.failure === null; trace++) runTrace(model, twin, options, trace, tally);
  return tally;
}

function runTrace(model: Model, twin: Model | null, options: CampaignOptions, trace: number, tally: Tally): void {
  const { watch } = options;
  const random = new Random(options.seed, trace);
  const chooser = new Chooser(model, random, options.strategy);
  const sightings = sightingsFor(model);
  const run = generate(model, chooser, random, options.steps, sightings, watch);
  let { violation } = run;
  tally.traces++;
  tally.steps += run.steps.length;
  run.outcomes.forEach((outcome, i) => { if (outcome >= 0) tally.outcomes[run.steps[i]!.operation]![outcome]!++; });
  tally.digest = mix(tally.digest, run.digest);
  if (violation === null && trace % rerunEvery === 0) {
    tally.rerun++;
    if (digestOfRun(model, run.steps) !== run.digest) tally.differed++;
  }
  if (violation === null && twin !== null)
    violation = checkTwoRuns(model, twin, run.steps, (rows, claim) => (trace + claim) % rows, sightings, watch);
  sightings.checked.forEach((count, c) => { tally.checked[c]! += count; });
  sightings.seen.forEach((seen, c) => seen.forEach((came, s) => { tally.seen[c]![s]! += came; }));
  if (violation !== null)
    tally.failure = { trace, strategy: chooser.strategy, violation, steps: run.steps.slice(0, Math.max(violation.at, 0)) };
}

/** A trace as it was generated. */
export interface Generated {
  readonly steps: TraceStep[];
  readonly outcomes: number[];
  /** The digests of all states on the way, folded. */
  readonly digest: number;
  readonly violation: Violation | null;
}

/** Generates one trace from the initial state, checking every claim on the way; stops at the first broken one. */
export function generate(
  model: Model, chooser: Chooser, random: Random, length: number, sightings: Sightings, watch?: Watch,
): Generated {
  restart(model);
  const steps: TraceStep[] = [];
  const outcomes: number[] = [];
  const checker = new StepChecker(model, sightings, watch);
  let digest = 0;
  let violation = checkState(model, sightings, watch);
  while (violation === null && steps.length < length) {
    const call = chooser.next();
    if (call === null) break;
    const choices: number[] = [];
    const step = { ...call, choices };
    steps.push(step);
    violation = checker.run(step, steps.length, drawingChoices(random, choices));
    outcomes.push(checker.outcome);
    digest = mix(digest, mix(checker.outcome, hashWords(model.now.words, 0)));
  }
  return { steps, outcomes, digest, violation };
}

function digestOfRun(model: Model, steps: readonly TraceStep[]): number {
  restart(model);
  const checker = new StepChecker(model, sightingsFor(model));
  let digest = 0;
  steps.forEach((step, i) => {
    checker.run(step, i + 1);
    digest = mix(digest, mix(checker.outcome, hashWords(model.now.words, 0)));
  });
  return digest;
}
