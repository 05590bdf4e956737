/**
 * Searches with the code that was made of what is understood. The code goes through the states of a level and notices only that
 * something is wrong; such a state is then looked at by the sentences themselves, which say what it is. They also look at a sample of
 * the other states and of the steps from these, and must find the same.
 */
import { Behaviours } from "./behaviour.ts";
import { callsOf } from "./calls.ts";
import { hashWords } from "./digest.ts";
import type { Exploration, ExploreOptions } from "./exploration.ts";
import { unguarded } from "./guard.ts";
import { type Model, restart } from "./model.ts";
import { type Found, Unrepeatable, retrace } from "./retracing.ts";
import { SearchCode, levelDone, moreToDo, suspicious } from "./search-code.ts";
import { whyDiffers } from "./second-opinion.ts";
import { StateJudge } from "./state-judge.ts";
import { type Transitions, transitionsOf } from "./transitions.ts";

/** States that the code goes through before it is seen whether to go on. */
const statesPerRun = 4096;

/** Calls that the sentences take before the sample becomes thin, and the share of the states that they look at then. */
const [callsAtFirst, thinness] = [30_000, 4096];

export class CompiledExplorer {
  private readonly model: Model;
  private readonly options: ExploreOptions;
  private readonly code: SearchCode;
  private readonly judge: StateJudge;
  private readonly transitions: Transitions;
  private readonly behaviours: Behaviours;
  /** What the code said of one state, laid out as a behaviour. */
  private readonly quick: Int32Array;
  private readonly expansionsMost: number;
  /** By depth: states found. */
  private readonly levels: number[] = [];
  private depth = 0;
  /** States that were looked at, and those from which calls were taken. */
  private visited = 0;
  private expanded = 0;
  private brokenState = -1;
  private brokenStep = -1;
  private disagreement: string | null = null;
  /** Calls that the sample has taken, and states after which the next one is looked at. */
  private sampled = 0;
  private sampleAt = 0;

  private constructor(model: Model, options: ExploreOptions, code: SearchCode, quick: Int32Array, behaviours: Behaviours) {
    [this.model, this.options, this.code, this.quick, this.behaviours] = [model, options, code, quick, behaviours];
    this.judge = new StateJudge(model, options);
    this.transitions = transitionsOf(model);
    this.expansionsMost = (options.callsMost ?? Infinity) / Math.max(1, callsOf(model));
  }

  /** The search of a model by code; null where not everything is understood. */
  static of(model: Model, options: ExploreOptions): CompiledExplorer | null {
    const behaviours = new Behaviours(model);
    const quick = new Int32Array(behaviours.size);
    const code = SearchCode.of(model, options, (operation) => {
      quick[operation] = (quick[operation]! + hashWords(code!.now, 0)) | 0;
    });
    return code === null ? null : new CompiledExplorer(model, options, code, quick, behaviours);
  }

  run(): Exploration {
    const { code, model, transitions, options: { watch } } = this;
    transitions.begin(() => {
      code.now.set(model.now.words);
      code.exports.found();
    }, false, watch);
    const stopped = this.search();
    const changed = code.understood.changedConstant();
    if (changed !== null) this.disagreement ??= `"${changed}", which a sentence reads, was another value when the search began${whyDiffers}`;
    try {
      return this.result(stopped, this.failure());
    } catch (error) {
      if (!(error instanceof Unrepeatable)) throw error;
      this.disagreement = `${error.message}${whyDiffers}`;
      return this.result(stopped, null);
    }
  }

  /** Goes level by level; answers why it ended before everything was looked at. */
  private search(): Exploration["stopped"] {
    const { code, code: { exports }, options: { depthMost = Infinity, progress } } = this;
    restart(this.model);
    code.begin();
    for (let known = 0; ; this.depth++) {
      const size = exports.count.value;
      this.levels.push(size - known);
      known = size;
      const expands = this.depth < depthMost;
      while (this.advance(expands)) {
        if (progress !== undefined) unguarded(() => { progress(exports.count.value, this.depth); });
        const why = this.spent();
        if (why !== null) return why;
      }
      if (this.brokenState >= 0 || this.brokenStep >= 0) return null;
      code.endLevel();
      const why = this.spent();
      if (why !== null) return why;
      if (!expands) return "depth";
      if (exports.count.value === known) return null;
    }
  }

  /** Looks at some states of the level; false when none is left, or a claim is broken in one. */
  private advance(expands: boolean): boolean {
    const { code: { exports }, options } = this;
    const takes = expands && this.brokenStep < 0;
    const isSample = this.sampled <= callsAtFirst || this.visited >= this.sampleAt;
    let ended: number;
    if (options.visited !== undefined || (isSample && takes)) ended = this.visitNext(takes);
    else {
      const before = exports.looked.value;
      ended = exports.run(statesPerRun, Number(takes));
      this.count(exports.looked.value - before, takes);
    }
    if (ended === suspicious) this.ask(takes);
    return ended !== levelDone && this.brokenState < 0;
  }

  private count(states: number, takes: boolean): void {
    this.visited += states;
    if (takes) this.expanded += states;
  }

  /** Looks at the next state by code, step by step, and then by the sentences. */
  private visitNext(takes: boolean): number {
    const { code, code: { exports }, quick, behaviours } = this;
    const state = exports.take();
    if (state < 0) return levelDone;
    exports.current.value = state;
    exports.load(state);
    const words = code.before.slice();
    this.options.visited?.(words);
    if (exports.judge() === 0) return suspicious;
    if (!takes) {
      this.count(1, takes);
      return moreToDo;
    }
    quick.fill(0);
    exports.traced.value = 1;
    const isWell = code.expand.every((expand) => expand() === 0);
    exports.traced.value = 0;
    if (!isWell) return suspicious;
    code.outcomesNow.forEach((counts, o) => counts.forEach((count, i) => { quick[behaviours.outcomes[o]! + i] = count; }));
    exports.keep();
    this.count(1, takes);
    this.compare(words);
    return moreToDo;
  }

  /** Asks the sentences of a state that the code found well. */
  private compare(state: Int32Array): void {
    const { behaviours, quick, code } = this;
    if (this.disagreement !== null) return;
    const { told, calls } = behaviours.of(state, (words) => words);
    this.sampled += calls;
    this.sampleAt = this.visited + thinness;
    const who = behaviours.difference(told, quick, code.seenInStates, code.seenInSteps);
    if (who !== null) this.disagreement = `asked by code and by its sentences in one state, ${who}: this is a fault of Cordon`;
  }

  /** Asks the sentences of a state with which the code found something wrong, or that it could not look at. */
  private ask(takes: boolean): void {
    const { code, code: { exports: { current: { value: state } } }, model: { now, before }, judge, transitions } = this;
    code.forget();
    now.words.set(code.before);
    this.count(1, false);
    const claim = judge.brokenClaim();
    if (claim !== null) {
      this.brokenState = state;
      return;
    }
    if (!takes) return;
    before.words.set(now.words);
    this.expanded++;
    transitions.takeAll();
    if (transitions.suspect) this.brokenStep = state;
  }

  /** Why the search must end here, or null. */
  private spent(): Exploration["stopped"] {
    const { code: { exports: { isFull, count } }, options: { statesMost = Infinity } } = this;
    if (isFull.value === 1) return count.value >= statesMost ? "states" : "memory";
    return this.expanded > this.expansionsMost ? "calls" : null;
  }

  /** The violation that was found, with its steps. */
  private failure(): Found | null {
    const { brokenState, brokenStep, code, model, options: { watch } } = this;
    const state = brokenState >= 0 ? brokenState : brokenStep;
    if (state < 0) return null;
    const pack = (words: Int32Array, into: Int32Array): void => into.set(words);
    return retrace(model, pack, code.wayTo(state), brokenState >= 0 ? null : { wanted: undefined }, watch);
  }

  private result(stopped: Exploration["stopped"], failure: Found | null): Exploration {
    const { model: { claims, seenInStates, seenInSteps, steppers }, code, transitions, judge, disagreement } = this;
    const states = code.exports.count.value;
    const outcomes = code.outcomes.map((counts, o) => Array.from(counts, (count, i) => count + transitions.counts[o]![i]!));
    const reasons = transitions.reasons;
    code.reasons.forEach((counts, c) => counts.forEach((count, i) => { reasons[c]![i]! += count; }));
    code.settled.forEach((byOutcome, o) => byOutcome.forEach((covered, i) => {
      for (const { claim, reason } of covered) reasons[claim]![reason]! += code.outcomes[o]![i]!;
    }));
    const seen = claims.map((claim) => claim.seen.map(() => 0));
    seenInStates.forEach(({ claim, place }, s) => { seen[claim]![place] = code.seenInStates[s]! | judge.seen[s]!; });
    seenInSteps.forEach(({ claim, place }, s) => { seen[claim]![place] = code.seenInSteps[s]! | transitions.seen[s]!; });
    const sum = (counted: (outcome: number, refusals: number) => boolean): number => outcomes.reduce((all, counts, o) =>
      counts.reduce((more, count, i) => counted(i, steppers[o]!.refusals) ? more + count : more, all), 0);
    const calls = sum(() => true);
    return {
      states, transitions: sum((outcome, refusals) => outcome >= refusals), depth: this.depth, levels: this.levels,
      frontier: states - this.expanded, stopped, failure, outcomes, reasons, seen, symmetric: false,
      exhaustive: stopped === null && failure === null && this.brokenState < 0 && this.brokenStep < 0,
      bytes: code.bytes, bytesPerState: code.bytes / Math.max(1, states),
      checked: claims.map(({ state, twoRuns }) => state !== undefined ? this.visited : twoRuns !== undefined ? 0 : calls),
      ...(disagreement === null ? {} : { disagreement }),
    };
  }
}
