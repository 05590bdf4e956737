/**
 * Searches the pairs of states that two runs of one trace come to, with and without the steps that an observer must not learn of, breadth
 * first: the first pair in which it perceives a difference is reached by as few steps as any. What it is at the end is said by the
 * comparison of the whole trace, as everywhere.
 */
import { SpecificationFault } from "../../language/fault.ts";
import { Checker, type Watch, stepOf } from "../claims/checking.ts";
import { ClaimThrew } from "../claims/claims.ts";
import { checkTwoRuns, onlyObserver } from "../claims/noninterference.ts";
import { differenceOf, viewFrom } from "../claims/views.ts";
import { yes } from "../claims/yes-or-no.ts";
import type { Model } from "../model.ts";
import { caught, noted, raiseNoted } from "../stepping/noting.ts";
import { type TraceStep, takeStep } from "../traces/trace.ts";
import { sameWords } from "../world/digest.ts";
import type { RowView } from "../world/rows.ts";
import { callsOf, everyCall } from "./call-enumeration.ts";
import { hashPacked, packingOf } from "./packing.ts";
import type { Shorter } from "./shorter-traces.ts";
import { VisitedStates, parcelHead } from "./visited.ts";

/** How far a search of pairs goes. */
export interface PairLimits {
  /** Shorter traces than of so many steps are looked for. */
  readonly size: number;
  readonly bytesMost: number;
  /** Calls that are taken in both runs. */
  readonly callsMost: number;
}

/** The shortest trace of fewer than `size` steps in which some row observes a difference, for a claim over two runs. */
export function shorterPairOfRuns(model: Model, claim: string, limits: PairLimits, watch?: Watch): Shorter {
  return new PairSearch(model, claim, limits, watch).run();
}

class PairSearch {
  private readonly model: Model;
  private readonly twin: Model;
  private readonly claim: string;
  private readonly rule;
  private readonly table: string;
  private readonly limits: PairLimits;
  private readonly watch: Watch | undefined;
  private readonly checker: Checker;
  private readonly packing;
  /** The two states and the observer, packed, with the pair they were reached from. */
  private readonly visited: VisitedStates;
  private readonly parcel: Int32Array;
  /** By pair: the step that led to it. */
  private readonly steps: TraceStep[] = [];
  private isFull = false;
  private found: Shorter["found"] = null;

  constructor(model: Model, claim: string, limits: PairLimits, watch: Watch | undefined) {
    const { invariant, twoRuns } = model.claims.find(({ invariant: { name } }) => name === claim)!;
    this.model = model;
    this.twin = model.twin();
    this.claim = claim;
    this.rule = twoRuns!;
    this.table = invariant.each!;
    this.limits = limits;
    this.watch = watch;
    this.checker = new Checker(model, watch);
    this.packing = packingOf(model.now.layout);
    const length = 2 * this.packing.size + 1;
    this.visited = new VisitedStates(length, limits.bytesMost, Infinity);
    this.parcel = new Int32Array(parcelHead + length);
  }

  run(): Shorter {
    const { model, twin, visited, limits: { size, callsMost } } = this;
    const pairsMost = callsMost / Math.max(1, callsOf(model));
    model.now.words.set(model.initial);
    twin.now.words.set(model.initial);
    for (let observer = 0; observer < model.now.world[this.table]!.length; observer++) this.put(observer, -1, null);
    const [here, there] = [model.initial.slice(), model.initial.slice()];
    let next = 0;
    for (let depth = 1; depth < size; depth++) {
      const end = visited.size;
      if (next === end) return { found: null, atLeast: Infinity };
      for (; next < end; next++) {
        if (next > pairsMost || this.isFull) return { found: null, atLeast: depth };
        this.expand(next, here, there);
        if (this.found !== null) return { found: this.found, atLeast: depth };
      }
    }
    return { found: null, atLeast: size };
  }

  /** Takes every call from a pair; ends with the first after which the observer perceives a difference. */
  private expand(pair: number, here: Int32Array, there: Int32Array): void {
    const { model, packing, visited: { stride } } = this;
    const [first, { size }] = [pair * stride, packing];
    packing.unpack(this.visited.cells, first, here);
    packing.unpack(this.visited.cells, first + size, there);
    const observer = this.visited.cells[first + 2 * size]!;
    everyCall(model, here, (operation, args, choose, { answers }) => {
      const outcome = this.taken(operation, args, choose);
      if (outcome < 0) return false;
      const step = { operation, args: [...args], choices: [...answers] };
      const differs = this.perceived(step, outcome, observer, there);
      if (differs === true) this.found = this.confirmed(pair, step, observer);
      else if (differs === false) this.put(observer, pair, step);
      return this.found !== null;
    });
  }

  /** Takes a call in the first run; -1 where it breaks a claim of its own, so that nothing follows. */
  private taken(operation: number, args: readonly number[], choose: Parameters<Checker["step"]>[2]): number {
    try {
      return this.checker.step(operation, args, choose) === null ? this.checker.outcome : -1;
    } catch (error) {
      if (error instanceof ClaimThrew) return -1;
      throw error;
    }
  }

  /** Takes the step in the second run, unless it is hidden; whether the observer perceives a difference, null for a fault. */
  private perceived(taken: TraceStep, outcome: number, observer: number, there: Int32Array): boolean | null {
    const { model, twin, rule, table } = this;
    const { system: { facts } } = model;
    try {
      const [row, other] = [model.now.world[table]![observer]!, twin.now.world[table]![observer]!];
      const step = stepOf(model, taken.operation, taken.args, outcome);
      this.watch?.enter(-1, taken.operation);
      twin.now.words.set(there);
      let differs = false;
      if (!yes(rule.hidden(row, step, facts), '"hidden"')) {
        const { answers } = twin.steppers[taken.operation]!;
        const answer = answers[takeStep(twin, taken)]!;
        differs = answer !== step.answer && yes(rule.hears(row, step, facts), '"hears"');
      }
      differs ||= !sameWords(model.now.words, twin.now.words) && this.seesOtherwise(row, other);
      if (noted.fault !== null) raiseNoted();
      return differs;
    } catch (thrown) {
      caught(thrown);
      return null;
    }
  }

  private seesOtherwise(row: RowView, other: RowView): boolean {
    const { model, twin, rule } = this;
    const [here, there] = [rule.view(row, model.now.world, model.system.facts), rule.view(other, twin.now.world, model.system.facts)];
    return differenceOf(viewFrom(here), viewFrom(there)) !== null;
  }

  private put(observer: number, from: number, step: TraceStep | null): void {
    const { parcel, packing, visited, model, twin } = this;
    const { size } = packing;
    parcel[0] = from;
    packing.pack(model.now.words, parcel, parcelHead);
    packing.pack(twin.now.words, parcel, parcelHead + size);
    parcel[parcelHead + 2 * size] = observer;
    parcel[1] = hashPacked(parcel, parcelHead, 2 * size + 1);
    const before = visited.size;
    if (!visited.addAll(parcel, 0, parcel.length)) this.isFull = true;
    if (visited.size > before && step !== null) this.steps[before] = step;
  }

  /** The whole trace, compared as every trace is; null where the difference is a fault of the view. */
  private confirmed(pair: number, last: TraceStep, observer: number): Shorter["found"] {
    const { model, twin, visited, claim, watch } = this;
    const steps = [last];
    for (let at = pair; visited.parentOf(at) >= 0; at = visited.parentOf(at)) steps.push(this.steps[at]!);
    steps.reverse();
    try {
      const violation = checkTwoRuns(model, twin, steps, onlyObserver(model, observer, claim), undefined, watch);
      return violation?.claim === claim ? { steps, violation } : null;
    } catch (error) {
      if (error instanceof ClaimThrew || error instanceof SpecificationFault) return null;
      throw error;
    }
  }
}
