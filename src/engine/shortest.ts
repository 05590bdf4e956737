/**
 * Looks for a shorter way to the same violation: breadth-first from the initial state, all calls and all open choices,
 * whole states compared. When it ends with nothing found, the trace at hand is certified to be as short as any.
 */
import { Checker, type Violation, type Watch } from "./checking.ts";
import { ClaimThrew } from "./claims.ts";
import type { Model } from "./model.ts";
import type { Stepper } from "./stepping.ts";
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
export function searchShorter(model: Model, wanted: Violation, length: number, budget: number, watch?: Watch): Search {
  return new Searcher(model, wanted, budget, watch).search(length - 1);
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

  constructor(model: Model, wanted: Violation, budget: number, watch: Watch | undefined) {
    this.model = model;
    this.wanted = wanted;
    this.budget = budget;
    this.checker = new Checker(model, watch);
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
        if (last !== null) return {
          found: { steps: [...this.stepsTo(next), last], violation: { ...this.violation!, at: depth } },
          complete: true, spent: this.spent,
        };
        if (this.spent > this.budget || visited.isFull) return { found: null, complete: false, spent: this.spent };
      }
      end = visited.size;
    }
    return { found: null, complete: true, spent: this.spent };
  }

  /** Takes every call from a visited state; the step that shows the wanted violation, or null. */
  private expand(state: number, isLast: boolean): TraceStep | null {
    const { model, wanted, visited } = this;
    for (const operation of model.possible) {
      const stepper = model.steppers[operation]!;
      const isWanted = stepper.operation.name === wanted.operation;
      if (isLast && !isWanted) continue;
      const args = stepper.args.map(() => 0);
      visited.load(state, model.now.words);
      for (let calls = stepper.calls; calls > 0 && this.spent <= this.budget; calls--) {
        this.spent++;
        const refused = attempt(stepper, args);
        // What is refused changes nothing, so it matters only as the last step.
        if (refused < 0 || isWanted) {
          const step = this.takeAll(state, operation, args, isLast);
          if (step !== null) return step;
          visited.load(state, model.now.words);
        }
        for (let i = 0; i < args.length; i++) {
          if (++args[i]! < stepper.args[i]!.values) break;
          args[i] = 0;
        }
      }
    }
    return null;
  }

  /** Takes one call with every answer to its open choices; the step that shows the wanted violation, or null. */
  private takeAll(state: number, operation: number, args: readonly number[], isLast: boolean): TraceStep | null {
    const { model, checker, visited, wanted } = this;
    let choices: readonly number[] = [];
    for (;;) {
      const offered: number[] = [];
      const used: number[] = [];
      const violation = this.violationOf(() => checker.step(operation, args, (n) => {
        const answer = choices[used.length] ?? 0;
        offered.push(n);
        used.push(answer);
        return answer;
      }));
      if (violation === null) {
        if (!checker.refused && !isLast && visited.add(model.now.words, checker.hash)) {
          this.from.push(state);
          this.by.push({ operation, args: [...args], choices: used });
        }
      } else if (violation !== "threw" && sameSignature(violation, wanted)) {
        this.violation = violation;
        return { operation, args: [...args], choices: used };
      }
      const last = used.findLastIndex((answer, i) => answer + 1 < offered[i]!);
      if (last < 0) return null;
      choices = [...used.slice(0, last), used[last]! + 1];
      visited.load(state, model.now.words);
      this.spent++;
    }
  }

  /** A state in which an invariant throws is not on the way to anything. */
  private violationOf(step: () => Violation | null): Violation | "threw" | null {
    try {
      return step();
    } catch (error) {
      if (error instanceof ClaimThrew) return "threw";
      throw error;
    }
  }

  private stepsTo(state: number): TraceStep[] {
    const steps: TraceStep[] = [];
    for (let at = state; this.by[at] !== null; at = this.from[at]!) steps.push(this.by[at]!);
    return steps.reverse();
  }
}

/** The check that refuses a call, or -1; a call whose attempt throws counts as one that may be taken. */
function attempt(stepper: Stepper, args: readonly number[]): number {
  try {
    return stepper.tryOut(args);
  } catch {
    return -1;
  }
}

/** Whether two violations are the same one: claim, last operation and its outcome. */
export function sameSignature(a: Violation, b: Violation): boolean {
  return a.claim === b.claim && a.operation === b.operation && a.outcome === b.outcome;
}
