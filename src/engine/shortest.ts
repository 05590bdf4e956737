/**
 * Looks for a shorter way to the same violation: breadth-first from the initial state, all calls and all open choices,
 * whole states compared. When it ends with nothing found, the trace at hand is certified to be as short as any.
 */
import { Checker, type Violation } from "./checking.ts";
import type { Model } from "./model.ts";
import type { TraceStep } from "./trace.ts";
import { VisitedStates } from "./visited.ts";

export interface Search {
  /** A trace as short as any, or null when none shorter was found. */
  readonly found: { readonly steps: readonly TraceStep[]; readonly violation: Violation } | null;
  /** Whether everything shorter was looked at. */
  readonly complete: boolean;
  /** Calls that were attempted. */
  readonly spent: number;
}

/** Memory for the states of one search. */
const bytesMost = 1 << 26;

/** Searches for a trace of less than `length` steps that ends in the wanted violation, with at most `budget` calls. */
export function searchShorter(model: Model, wanted: Violation, length: number, budget: number): Search {
  return new Searcher(model, wanted, budget).search(length - 1);
}

class Searcher {
  private readonly model: Model;
  private readonly wanted: Violation;
  private readonly budget: number;
  private readonly checker: Checker;
  private readonly visited: VisitedStates;
  /** By visited state: the state that it was reached from, and the step. */
  private readonly from: number[] = [-1];
  private readonly by: (TraceStep | null)[] = [null];
  private spent = 0;
  private violation: Violation | null = null;

  constructor(model: Model, wanted: Violation, budget: number) {
    this.model = model;
    this.wanted = wanted;
    this.budget = budget;
    this.checker = new Checker(model);
    this.visited = new VisitedStates(model.now.words.length, bytesMost);
  }

  search(depthMost: number): Search {
    const { model, visited } = this;
    if (this.checker.begin() !== null) return { found: null, complete: true, spent: 0 };
    visited.add(model.now.words, this.checker.hash);
    let [next, end] = [0, 1];
    for (let depth = 1; depth <= depthMost; depth++) {
      for (; next < end; next++) {
        const last = this.expand(next, depth === depthMost);
        if (last !== null) return { found: { steps: [...this.stepsTo(next), last], violation: { ...this.violation!, at: depth } }, complete: true, spent: this.spent };
        if (this.spent > this.budget || visited.isFull) return { found: null, complete: false, spent: this.spent };
      }
      end = visited.size;
    }
    return { found: null, complete: true, spent: this.spent };
  }

  /** Takes every call from a visited state; the step that shows the wanted violation, or null. */
  private expand(state: number, isLast: boolean): TraceStep | null {
    const { model, wanted } = this;
    for (const operation of model.possible) {
      const stepper = model.steppers[operation]!;
      const isWanted = stepper.operation.name === wanted.operation;
      if (isLast && !isWanted) continue;
      const args = stepper.args.map(() => 0);
      for (let calls = stepper.calls; calls > 0 && this.spent <= this.budget; calls--) {
        const step = this.takeAll(state, operation, args, isWanted, isLast);
        if (step !== null) return step;
        for (let i = 0; i < args.length; i++) {
          if (++args[i]! < stepper.args[i]!.values) break;
          args[i] = 0;
        }
      }
    }
    return null;
  }

  /** Takes one call with every answer to its open choices. */
  private takeAll(state: number, operation: number, args: readonly number[], isWanted: boolean, isLast: boolean): TraceStep | null {
    const { model, checker, visited } = this;
    const stepper = model.steppers[operation]!;
    let choices: number[] = [];
    for (;;) {
      this.spent++;
      visited.load(state, model.now.words);
      let refused = -2;
      try {
        refused = stepper.tryOut(args);
      } catch { /* The checker meets the same fault and reports it. */ }
      if (refused >= 0 && !isWanted) return null;
      const offered: number[] = [];
      const used: number[] = [];
      const violation = checker.step(operation, args, (n) => {
        const answer = choices[used.length] ?? 0;
        offered.push(n);
        used.push(answer);
        return answer;
      }, refused);
      if (violation !== null && isWanted && violation.claim === this.wanted.claim && violation.outcome === this.wanted.outcome) {
        this.violation = violation;
        return { operation, args: [...args], choices: used };
      }
      if (violation === null && refused < 0 && !isLast && visited.add(model.now.words, checker.hash)) {
        this.from.push(state);
        this.by.push({ operation, args: [...args], choices: used });
      }
      const last = used.findLastIndex((answer, i) => answer + 1 < offered[i]!);
      if (last < 0) return null;
      choices = [...used.slice(0, last), used[last]! + 1];
    }
  }

  private stepsTo(state: number): TraceStep[] {
    const steps: TraceStep[] = [];
    for (let at = state; this.by[at] !== null; at = this.from[at]!) steps.push(this.by[at]!);
    return steps.reverse();
  }
}
