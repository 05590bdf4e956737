/**
 * Searches with the code that was made of what is understood, alone or as one of several workers on one set of states. The code goes
 * through the states of a level and notices only that something is wrong; such a state is then looked at by the sentences themselves,
 * which say what it is. They also look at a sample of the other states and of the steps from these, and must find the same.
 *
 * What a search says does not depend on the number of workers, nor on who was first. So a level in which a claim breaks is looked at to
 * its end, and the least state is told in which one does; and of a level that came to no good end nothing is counted.
 */
import { callsOf } from "./call-enumeration.ts";
import { CodeSample } from "./code-sample.ts";
import type { Exploration, ExploreOptions } from "./exploration.ts";
import { unguarded } from "../stepping/guard.ts";
import { isLess, leastWay } from "./least-way.ts";
import { type Model, restart } from "../model.ts";
import { exploredClaims, progressOf } from "../progress/deciding.ts";
import { type Found, Unrepeatable, retrace } from "./path-reconstruction.ts";
import { SearchCode, levelDone, moreToDo, suspiciousState, suspiciousStep } from "./search-code.ts";
import { type PlannedSearch, codeTeam, planned } from "./search-plan.ts";
import { whyDiffers } from "./second-opinion.ts";
import { StateJudge } from "./state-judge.ts";
import { Abandoned } from "./search-workers.ts";
import { type Transitions, transitionsOf } from "./transitions.ts";

/** States that the code goes through before it is seen whether to go on. */
const statesPerRun = 4096;

/** What a worker says to all: some bits, how many states it has found, and the number of the state in which something is wrong. */
const [foundState, foundStep, hasNoRoom, hasEnough] = [1, 2, 4, 8];
const [flagsPlace, countPlace, brokenPlace] = [0, 1, 2];

/** A state in which a claim breaks, or from which a step breaks one. */
interface Broken {
  readonly number: number;
  readonly words: Int32Array;
}

/** What a worker has counted. */
interface Tally extends Pick<Exploration, "outcomes" | "reasons" | "seen"> {
  /** States that were looked at, and those from which calls were taken. */
  readonly visited: number;
  readonly expanded: number;
}

export class CompiledExplorer {
  private readonly model: Model;
  private readonly options: ExploreOptions;
  private readonly code: SearchCode;
  private readonly worker: number;
  private readonly judge: StateJudge;
  private readonly transitions: Transitions;
  private readonly sample: CodeSample;
  private readonly expansionsMost: number;
  /** By depth: states that this worker has found. */
  private readonly levels: number[] = [];
  private depth = 0;
  private visited = 0;
  private expanded = 0;
  /** What was counted in all levels that came to a good end. */
  private counted: Tally;
  /** The least state of the level that breaks a claim, and the least from which a step does. */
  private brokenState: Broken | null = null;
  private brokenStep: Broken | null = null;
  /** By worker: what it said at the end of the latest level. */
  private flags: readonly number[] = [];
  private counts: readonly number[] = [];
  private broken: readonly number[] = [];

  private constructor(model: Model, options: ExploreOptions, plan: PlannedSearch) {
    const { codeTeam: team, watch } = options;
    const { size } = team ?? { size: 1 };
    [this.model, this.options, this.worker] = [model, options, plan.worker];
    const sample = this.sample = new CodeSample(model, size);
    const code = this.code = new SearchCode(model, plan, team ?? codeTeam(plan.needs, 1, options), options,
      (operation) => { sample.found(operation, code.now); }, watch);
    this.judge = new StateJudge(model, options);
    this.transitions = transitionsOf(model);
    this.expansionsMost = (options.callsMost ?? Infinity) / Math.max(1, callsOf(model)) / size;
    this.transitions.begin(() => {
      code.now.set(model.now.words);
      code.exports.found();
    }, options.wanted !== undefined, watch);
    this.counted = this.tally();
  }

  /** The search of a model by code; null where not everything is understood. */
  static of(model: Model, options: ExploreOptions): CompiledExplorer | null {
    const plan = planned(model, options.codeTeam?.number ?? 0, options.watch);
    return plan === null ? null : new CompiledExplorer(model, options, plan);
  }

  run(): Exploration {
    const { code, sample } = this;
    const stopped = this.search();
    const changed = code.understood.changedConstant();
    if (changed !== null) sample.disagreement ??= `"${changed}", which a sentence reads, was another value when the search began${whyDiffers}`;
    try {
      const failure = stopped === "abandoned" ? null : this.failure();
      return { ...this.result(stopped, failure), ...this.progress(stopped) };
    } catch (error) {
      if (!(error instanceof Unrepeatable)) throw error;
      sample.disagreement = `${error.message}${whyDiffers}`;
      return this.result(stopped, null);
    }
  }

  /** Goes level by level; answers why it ended before everything was looked at. */
  private search(): Exploration["stopped"] {
    const { code: { exports }, options: { depthMost = Infinity } } = this;
    try {
      restart(this.model);
      this.code.begin();
      this.endLevel();
      for (let own = 0; ; this.depth++) {
        const before = sum(this.counts);
        this.levels.push(exports.count.value - own);
        own = exports.count.value;
        const expands = this.depth < depthMost;
        while (this.advance(expands));
        this.endLevel();
        // Of a level that was not looked at to its end, another state may break a claim, too.
        if (this.isBroken) return this.haveSaid(hasNoRoom | hasEnough) ? this.spent() : null;
        const why = this.spent();
        if (why !== null) return why;
        this.counted = this.tally();
        if (!expands) return "depth";
        if (sum(this.counts) === before) return null;
      }
    } catch (error) {
      if (!(error instanceof Abandoned)) throw error;
      return "abandoned";
    }
  }

  /** Looks at some states of the level; false when there is nothing more to do in it. */
  private advance(expands: boolean): boolean {
    const { code: { exports }, options: { visited, watch } } = this;
    // Where a claim over states breaks, steps do not matter any more.
    const takes = expands && !this.code.meetings.heard(flagsPlace).some((flags) => (flags & foundState) !== 0);
    watch?.enter(-1, -1);
    let ended: number;
    if (visited !== undefined || (takes && this.sample.wants(this.visited))) ended = this.visitNext(takes);
    else {
      const before = exports.looked.value;
      const most = takes ? Math.floor(this.expansionsMost - this.expanded) + 1 : Infinity;
      ended = exports.run(Math.min(statesPerRun, most), Number(takes));
      this.count(exports.looked.value - before, takes);
      this.tellProgress();
    }
    if (exports.isFull.value === 0 && (ended === suspiciousState || ended === suspiciousStep)) this.ask(ended, takes);
    return ended !== levelDone && (this.ownFlags & (hasNoRoom | hasEnough)) === 0;
  }

  private tellProgress(): void {
    const { code: { exports, meetings }, options: { progress } } = this;
    meetings.say(countPlace, exports.count.value);
    if (progress !== undefined) unguarded(() => { progress(sum(meetings.heard(countPlace)), this.depth); });
  }

  private count(states: number, takes: boolean): void {
    this.visited += states;
    if (takes) this.expanded += states;
  }

  /** Looks at the next state by code, step by step, and then by the sentences. */
  private visitNext(takes: boolean): number {
    const { code, code: { exports }, sample } = this;
    const state = exports.take();
    if (state < 0) return levelDone;
    exports.current.value = state;
    exports.load(state);
    const words = code.before.slice();
    this.options.visited?.(words);
    if (exports.judge() === 0) return suspiciousState;
    if (takes && !sample.takeAll(code)) return suspiciousStep;
    exports.keep();
    this.count(1, takes);
    if (takes) sample.compare(words, code, this.visited);
    return moreToDo;
  }

  /**
   * Asks the sentences of a state with which the code found something wrong, or that it could not look at; but for one that is not the
   * least of the level anyway.
   */
  private ask(ended: number, takes: boolean): void {
    const { code, code: { exports: { current: { value: number } } }, model: { now, before }, judge, transitions } = this;
    code.forget();
    const words = code.before.slice();
    const isLeast = (known: Broken | null): boolean => known === null || isLess(words, known.words);
    if (!isLeast(this.brokenState) || (ended === suspiciousStep && !isLeast(this.brokenStep))) return;
    now.words.set(words);
    this.count(1, false);
    const claim = judge.brokenClaim();
    if (claim !== null) {
      if (!judge.isWanted(claim)) return;
      this.brokenState = { number, words };
      code.meetings.say(flagsPlace, this.ownFlags);
      return;
    }
    if (!takes) return;
    before.words.set(words);
    this.expanded++;
    transitions.takeAll();
    if (transitions.suspect && judge.isWantedStep() && isLeast(this.brokenStep)) this.brokenStep = { number, words };
  }

  /** Says what this worker has come upon, and hears what the others have, when nothing of the level is left. */
  private endLevel(): void {
    const { code: { exports, meetings } } = this;
    exports.settle();
    meetings.say(flagsPlace, this.ownFlags);
    meetings.say(countPlace, exports.count.value);
    meetings.say(brokenPlace, (this.brokenState ?? this.brokenStep)?.number ?? -1);
    meetings.endLevel(() => {
      this.flags = meetings.heard(flagsPlace);
      if (!this.isBroken) this.counts = meetings.heard(countPlace);
      this.broken = meetings.heard(brokenPlace);
    });
  }

  private get ownFlags(): number {
    const { code: { exports: { isFull } } } = this;
    return (this.brokenState === null ? 0 : foundState) | (this.brokenStep === null ? 0 : foundStep)
      | (isFull.value === 0 ? 0 : hasNoRoom) | (this.expanded > this.expansionsMost ? hasEnough : 0);
  }

  private haveSaid(flag: number): boolean { return this.flags.some((flags) => (flags & flag) !== 0); }

  private get isBroken(): boolean { return this.haveSaid(foundState | foundStep); }

  /** Why the search must end here, or null. */
  private spent(): Exploration["stopped"] {
    const { counts, options: { statesMost = Infinity } } = this;
    const states = sum(counts);
    if (this.haveSaid(hasNoRoom) || states > statesMost) return states >= statesMost ? "states" : "memory";
    return this.haveSaid(hasEnough) ? "calls" : null;
  }

  /** The violation that was found, with its steps, if it was this worker that found it. */
  private failure(): Found | null {
    const { code, model, transitions, flags, broken, worker, options: { wanted, watch } } = this;
    const isState = this.haveSaid(foundState);
    const own = isState ? this.brokenState : this.brokenStep;
    if (own === null) return null;
    const others = broken.filter((_, one) => one !== worker && (flags[one]! & (isState ? foundState : foundStep)) !== 0);
    if (others.some((number) => isLess(code.stateOf(number), own.words))) return null;
    const pack = (words: Int32Array, into: Int32Array): void => into.set(words);
    return retrace(model, pack, leastWay(model, code, transitions, own.number), isState ? null : { wanted }, watch);
  }

  /** What becomes of claims about progress, where every state was found; the first worker says it. */
  private progress(stopped: Exploration["stopped"]): Partial<Exploration> {
    const { code, model, worker, options: { bytesMost, watch } } = this;
    if (stopped !== null || this.isBroken || worker !== 0 || exploredClaims(model).length === 0) return {};
    return progressOf(model, code.graph, bytesMost - code.bytes, watch);
  }

  private tally(): Tally {
    const { model: { claims, seenInStates, seenInSteps }, code, transitions, judge, visited, expanded } = this;
    const outcomes = code.outcomes.map((counts, o) => Array.from(counts, (count, i) => count + transitions.counts[o]![i]!));
    const reasons = transitions.reasons;
    code.reasons.forEach((counts, c) => counts.forEach((count, i) => { reasons[c]![i]! += count; }));
    code.settled.forEach((byOutcome, o) => byOutcome.forEach((covered, i) => {
      for (const { claim, reason } of covered) reasons[claim]![reason]! += code.outcomes[o]![i]!;
    }));
    const seen = claims.map((claim) => claim.seen.map(() => 0));
    seenInStates.forEach(({ claim, place }, s) => { seen[claim]![place] = code.seenInStates[s]! | judge.seen[s]!; });
    seenInSteps.forEach(({ claim, place }, s) => { seen[claim]![place] = code.seenInSteps[s]! | transitions.seen[s]!; });
    return { visited, expanded, outcomes, reasons, seen };
  }

  private result(stopped: Exploration["stopped"], failure: Found | null): Exploration {
    const { model: { claims, steppers }, code: { bytes }, counts, worker, sample: { disagreement } } = this;
    const { statesMost = Infinity } = this.options;
    const { visited, expanded, outcomes, reasons, seen } = this.counted;
    // Together the workers may have found some more than they were to.
    const upTo = (end: number): number => Math.min(statesMost, sum(counts.slice(0, end)));
    const states = upTo(worker + 1) - upTo(worker);
    const calls = sum(outcomes.map(sum));
    const transitions = sum(outcomes.map((counted, o) => sum(counted.slice(steppers[o]!.refusals))));
    return {
      waiting: claims.map(() => 0), longest: claims.map(() => 0),
      states, transitions, depth: this.depth, levels: this.levels, frontier: states - expanded, stopped, failure,
      outcomes, reasons, seen, symmetric: false,
      exhaustive: stopped === null && !this.isBroken, bytes, bytesPerState: bytes / Math.max(1, states),
      checked: claims.map(({ state, twoRuns, progress }) =>
        state !== undefined ? visited : (twoRuns ?? progress) !== undefined ? 0 : calls),
      ...(disagreement === null ? {} : { disagreement }),
    };
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
