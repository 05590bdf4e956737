/**
 * A campaign: many random traces with all claims checked after each step. Traces come in chunks that do not depend
 * on each other, so that any number of workers gives the same result; trace i of a seed is always the same trace.
 */
import { Checker, type Violation, type Watch, addSettled, noReasons } from "../claims/checking.ts";
import { type CompiledTraces, compiledTraces } from "../code/traces-code.ts";
import { type Discovered, type Shown, addShown, nothingDiscovered } from "../discovery/discovery.ts";
import { type Gathering, gatheringFor } from "../discovery/coverage-recorder.ts";
import { guarded } from "../stepping/guard.ts";
import type { Model } from "../model.ts";
import { Random, mix } from "./random.ts";
import { CallGenerator, type StrategyName } from "./strategies.ts";
import type { TraceStep } from "./trace.ts";
import { seeListsUnchanged } from "../world/rows.ts";
import { secondRun } from "../claims/second-run.ts";
import { checkTwoRuns, noPairs, twinOf } from "../claims/noninterference.ts";

/** Traces in one chunk: small enough to share between workers, large enough to cost nothing. */
export const tracesPerChunk = 50;

/** One trace in this many is run a second time, and so is each that breaks a claim; everything that came of them is compared. */
const rerunEvery = 20;

/** As many where all sentences are understood: a second run can only show then that something is understood wrongly. */
const rerunEveryUnderstood = 250;

export interface CampaignOptions {
  readonly seed: number;
  readonly traces: number;
  readonly steps: number;
  /** One strategy instead of the portfolio. */
  readonly strategy?: StrategyName;
  readonly watch?: Watch;
  /** Whether the sentences are run as code that was made of what is understood of them; they run themselves otherwise. */
  readonly compiled?: boolean;
}

/** Steps from which on code saves more than it costs to make it. */
const stepsWorthCode = 10_000;

/** Whether a campaign of so many traces is long enough to make code for it. */
export const isWorthCode = ({ traces, steps }: Pick<CampaignOptions, "traces" | "steps">): boolean => traces * steps >= stepsWorthCode;

/** A broken claim with the trace that breaks it, as found. */
export interface Failure {
  readonly trace: number;
  readonly strategy: StrategyName;
  readonly violation: Violation;
  readonly steps: readonly TraceStep[];
}

/** What a range of traces came to. All of it adds up over ranges. */
interface Counts {
  traces: number;
  steps: number;
  /** By operation and outcome. */
  outcomes: number[][];
  /** By claim: states, steps or pairs of runs. */
  checked: number[];
  /** By claim over two runs: the pairs that parted so that what the observer perceives could differ. */
  parted: number[];
  /** By claim and reason of its `permits`: the steps or changes that it covered. */
  reasons: number[][];
  /** By claim and `seen`: traces in which it came true. */
  seen: number[][];
  /** By claim that something comes within so many steps: the rows that waited, counted in each state, and the longest wait in steps. */
  waiting: number[];
  longest: number[];
  /** Traces that were run by code, as far as that was made. */
  byCode: number;
  /** Traces that were run twice, how many of them differed, and what did in the first of these. */
  rerun: number;
  differed: number;
  difference: string | null;
  /** All traces folded into one number, in order. */
  digest: number;
  failure: Failure | null;
}

/** What the traces from the first one on came to. */
export interface Tally extends Counts {
  readonly discovered: Discovered;
}

/** What the traces of one chunk came to. */
export interface ChunkTally extends Counts {
  readonly shown: Shown;
}

/** A tally of nothing. */
export function emptyTally(model: Model): Tally {
  return { ...noCounts(model), discovered: nothingDiscovered() };
}

function noCounts(model: Model): Counts {
  return {
    traces: 0, steps: 0, byCode: 0, rerun: 0, differed: 0, difference: null, digest: 0, failure: null,
    outcomes: model.steppers.map(({ outcomes }) => outcomes.map(() => 0)),
    checked: model.claims.map(() => 0),
    parted: model.claims.map(() => 0),
    reasons: noReasons(model),
    seen: model.claims.map(({ seen }) => seen.map(() => 0)),
    waiting: model.claims.map(() => 0),
    longest: model.claims.map(() => 0),
  };
}

/** Adds the tally of the chunk that follows; after a failure nothing more is added. */
export function addTally(sum: Tally, next: ChunkTally): void {
  if (sum.failure !== null) return;
  sum.traces += next.traces;
  sum.steps += next.steps;
  sum.byCode += next.byCode;
  sum.rerun += next.rerun;
  sum.differed += next.differed;
  sum.difference ??= next.difference;
  sum.digest = mix(sum.digest, next.digest);
  sum.failure = next.failure;
  addLists(sum.outcomes, next.outcomes);
  next.checked.forEach((count, c) => { sum.checked[c]! += count; });
  next.parted.forEach((count, c) => { sum.parted[c]! += count; });
  addLists(sum.reasons, next.reasons);
  addLists(sum.seen, next.seen);
  next.waiting.forEach((count, c) => { sum.waiting[c]! += count; });
  next.longest.forEach((steps, c) => { sum.longest[c] = Math.max(sum.longest[c]!, steps); });
  addShown(sum.discovered, next.shown);
}

function addLists(sum: readonly number[][], more: readonly (readonly number[])[]): void {
  for (let i = 0; i < more.length; i++) {
    const [to, from] = [sum[i]!, more[i]!];
    for (let k = 0; k < from.length; k++) if (from[k] !== 0) to[k]! += from[k]!;
  }
}

/** Runs a whole campaign in this thread. */
export function runCampaign(model: Model, options: CampaignOptions): Tally {
  const sum = emptyTally(model);
  for (let first = 0; first < options.traces && sum.failure === null; first += tracesPerChunk)
    addTally(sum, runChunk(model, options, first));
  return sum;
}

/** Runs the chunk of traces that begins at trace `first`; ends with the first failure. */
export function runChunk(model: Model, options: CampaignOptions, first: number): ChunkTally {
  return guarded(() => chunkOf(model, options, first));
}

function chunkOf(model: Model, options: CampaignOptions, first: number): ChunkTally {
  const tally = noCounts(model);
  const gathering = gatheringFor(model);
  const twin = twinOf(model);
  // Waits are counted by the sentences, which the code of steps knows nothing of.
  const code = options.compiled === true && model.waits === null ? compiledTraces(model, options.watch) : null;
  const last = Math.min(first + tracesPerChunk, options.traces);
  for (let trace = first; trace < last && tally.failure === null; trace++) runTrace(model, twin, code, options, trace, tally, gathering);
  if (tally.failure === null) {
    seeListsUnchanged(model.now);
    if (code !== null) seeConstantsUnchanged(code, tally, last - 1);
  }
  return { ...tally, shown: gathering.shown() };
}

/** What the code takes for a constant must be the same when it has run: the sentences would say something else otherwise. */
function seeConstantsUnchanged({ understood }: CompiledTraces, tally: Counts, trace: number): void {
  const changed = understood.changedConstant();
  if (changed === null) return;
  tally.rerun++;
  tally.differed++;
  tally.difference ??= `trace ${trace}: "${changed}", which a sentence reads and which was another value when the run began`;
}

function runTrace(
  model: Model, twin: Model | null, code: CompiledTraces | null, options: CampaignOptions, trace: number,
  tally: Counts, gathering: Gathering,
): void {
  const { watch } = options;
  const random = new Random(options.seed, trace);
  const chooser = new CallGenerator(model, random, options.strategy, watch, code?.trying);
  const covered = noReasons(model);
  const checker = new Checker(model, watch, false, covered, code);
  gathering.begin(options.steps);
  model.waits?.clear();
  const { steps, outcomes, digest, violation: found } = generate(chooser, random, options.steps, checker, gathering);
  model.waits?.longest.forEach((waited, c) => { tally.longest[c] = Math.max(tally.longest[c]!, waited); });
  checker.sightings.waiting.forEach((count, c) => { tally.waiting[c]! += count; });
  const ended = model.steppers.map((stepper) => stepper.outcomes.map(() => 0));
  tally.traces++;
  if (code !== null) tally.byCode++;
  tally.steps += steps.length;
  for (let i = 0; i < steps.length; i++) {
    if (outcomes[i]! < 0) continue;
    ended[steps[i]!.operation]![outcomes[i]!]!++;
    gathering.outcome(steps[i]!.operation, outcomes[i]!);
  }
  if (code === null) addSettled(model, ended, covered, watch);
  else {
    code.addCovered(ended, covered);
    checker.sightings.takeSteps(code);
  }
  tally.digest = mix(tally.digest, digest);
  const pairs = noPairs(model);
  const isHeld = found !== null || twin === null || code?.twoRuns?.hold(steps, pairs, watch) === true;
  const first = {
    steps, digest, covered, pairs, seen: checker.sightings.places,
    violation: found ?? (isHeld ? null : checkTwoRuns(model, twin!, steps, undefined, pairs, watch)),
  };
  let { violation } = first;
  const every = code?.isWhole === true ? rerunEveryUnderstood : rerunEvery;
  if (violation !== null || trace % every === 0) {
    const { difference, fault } = secondRun(model, twin, first, trace === 0 && code?.isWhole !== true, watch, code);
    tally.rerun++;
    if (difference !== null) {
      tally.differed++;
      tally.difference ??= `trace ${trace}: ${difference}`;
      violation = null;
    }
    violation ??= fault;
  }
  addLists(tally.outcomes, ended);
  addLists(tally.reasons, covered);
  for (let c = 0; c < tally.checked.length; c++) {
    tally.checked[c]! += checker.sightings.checked(c) + pairs.compared[c]!;
    tally.parted[c]! += pairs.applied[c]!;
  }
  checker.sightings.forEachSeen((claim, place) => {
    tally.seen[claim]![place]!++;
    gathering.seen(claim, place);
  });
  if (violation === null) gathering.end();
  else tally.failure = { trace, strategy: chooser.strategy, violation, steps: steps.slice(0, Math.max(violation.at, 0)) };
}

/** A trace as it was generated. */
export interface Generated {
  readonly steps: TraceStep[];
  readonly outcomes: number[];
  /** The digests of all states on the way, folded. */
  readonly digest: number;
  readonly violation: Violation | null;
}

const noChoices: number[] = [];

/** Generates one trace from the initial state, checking every claim on the way; stops at the first broken one. */
export function generate(chooser: CallGenerator, random: Random, length: number, checker: Checker, gathering?: Gathering): Generated {
  const steps: TraceStep[] = [];
  const outcomes: number[] = [];
  let choices = noChoices;
  const choose = (n: number): number => {
    const drawn = random.below(n);
    if (choices === noChoices) choices = [];
    choices.push(drawn);
    return drawn;
  };
  let digest = 0;
  let violation = checker.begin();
  if (violation === null) gathering?.state(checker.sightings.place);
  while (violation === null && steps.length < length && chooser.next()) {
    const { operation, args } = chooser;
    choices = noChoices;
    violation = checker.step(operation, args, choose, chooser.attempted);
    if (!checker.refused) {
      chooser.moved();
      if (violation === null) gathering?.state(checker.sightings.place);
    }
    steps.push({ operation, args, choices });
    outcomes.push(checker.outcome);
    digest = mix(digest, mix(checker.outcome, checker.hash));
  }
  return { steps, outcomes, digest, violation };
}
