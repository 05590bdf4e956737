/**
 * Makes a failing trace short and plain. It removes runs of steps, then pairs of steps that lie apart, then replaces two
 * steps by one, then searches everything shorter, then makes arguments smaller; the claim that is broken stays.
 * A removal often shifts which rows later steps meet, so a step that no longer ends as it did has its arguments repaired.
 */
import { SpecificationFault } from "../../language/fault.ts";
import { Checker, type Violation, type Watch, isSame } from "../claims/checking.ts";
import { ClaimThrew } from "../claims/claims.ts";
import type { Exploration } from "../search/exploration.ts";
import { explore } from "../search/exploring.ts";
import { guarded, unguarded } from "../stepping/guard.ts";
import type { Model } from "../model.ts";
import type { TraceStep } from "./trace.ts";
import { checkTwoRuns, onlyObserver } from "../claims/noninterference.ts";

export interface Shrunk {
  readonly steps: readonly TraceStep[];
  readonly violation: Violation;
  /** Candidate traces that were run. */
  readonly candidates: number;
  /** Whether a search of everything shorter has certified that no trace is shorter. */
  readonly minimal: boolean;
}

/**
 * Work that removing and replacing may cost in all, and that the search for a shorter trace may cost, in steps times
 * words of state, so that shrinking takes about as long in large systems as in small ones. It is counted, never timed,
 * hence a trace always shrinks to the same one.
 */
const shorteningMost = 4_000_000;
const searchingMost = 16_000_000;
/** Memory for the states of that search. */
const searchBytesMost = 1 << 26;
/** Attempts at other arguments for one step that no longer ends as it did. */
const repairsMost = 200;

/** Shrinks a failing trace. `improved` is told each better trace as it is found. */
export function shrink(
  model: Model, steps: readonly TraceStep[], violation: Violation, improved: (shrunk: Shrunk) => void = () => {}, watch?: Watch,
): Shrunk {
  return guarded(() => {
    const shrinker = new Shrinker(model, steps, violation, (shrunk) => { unguarded(() => { improved(shrunk); }); }, watch);
    shrinker.shorten();
    if (violation.observer === undefined) shrinker.search();
    shrinker.simplifyArguments();
    return shrinker.best;
  });
}

/**
 * Takes out of a failing trace what can be left out, without a search for what is shorter: a small part of the work, and the length
 * may not be the least.
 */
export function withoutNeedless(model: Model, steps: readonly TraceStep[], violation: Violation, watch?: Watch): readonly TraceStep[] {
  return guarded(() => {
    const shrinker = new Shrinker(model, steps, violation, () => {}, watch);
    shrinker.shorten();
    return shrinker.best.steps;
  });
}

/** Better variants of a failing trace which still fail, the best first: what fast-check asks for. */
export function smallerTraces(model: Model, steps: readonly TraceStep[], violation: Violation): Shrunk[] {
  const found: Shrunk[] = [];
  shrink(model, steps, violation, (shrunk) => found.push(shrunk));
  return found.filter((shrunk) => shrunk.steps.length < steps.length || isSmaller(shrunk.steps, steps)).reverse();
}

/** A step with the outcome it had, so that a repair knows what to restore. */
interface Known {
  readonly step: TraceStep;
  /** The check that refused it, or -1. */
  readonly refused: number;
}

class Shrinker {
  private readonly model: Model;
  private readonly watch: Watch | undefined;
  private readonly twin: Model | null;
  private readonly wanted: Violation;
  private readonly improved: (shrunk: Shrunk) => void;
  private known: readonly Known[];
  private spent = 0;
  private candidates = 0;
  best: Shrunk;

  constructor(
    model: Model, steps: readonly TraceStep[], violation: Violation, improved: (shrunk: Shrunk) => void, watch: Watch | undefined,
  ) {
    this.model = model;
    this.watch = watch;
    this.twin = violation.observer === undefined ? null : model.twin();
    this.wanted = violation;
    this.improved = improved;
    this.best = { steps, violation, candidates: 0, minimal: steps.length <= 1 };
    this.known = this.observe(steps);
  }

  private get isOver(): boolean { return this.spent * this.model.now.words.length > shorteningMost; }
  get size(): number { return this.best.steps.length; }

  /** Removes and replaces steps until nothing helps. */
  shorten(): void {
    let length: number;
    do {
      length = this.size;
      this.dropRuns();
      this.dropPairs();
      this.replaceTwoByOne();
    } while (this.size < length);
  }

  /**
   * Searches all shorter traces, as far as the budget goes: for any that breaks the same claim, since which operation
   * breaks it last is what a reader wants to see at its plainest.
   */
  search(): void {
    const { failure, stopped } = this.explored();
    const minimal = stopped === null || stopped === "depth";
    if (failure !== null) {
      this.best = { ...failure, candidates: this.candidates, minimal };
      this.known = this.observe(failure.steps);
      this.improved(this.best);
    } else if (minimal) this.best = { ...this.best, minimal };
  }

  /** Without symmetry: to try all orders of rows would cost more than it saves. */
  private explored(): Exploration {
    const { model, size, wanted, watch } = this;
    return explore(model, {
      depthMost: size - 1, callsMost: searchingMost / model.now.words.length, bytesMost: searchBytesMost, symmetry: false, wanted,
      ...(watch === undefined ? {} : { watch }),
    });
  }

  private dropRuns(): void {
    for (let run = Math.max(1, this.size >> 1); run >= 1; run >>= 1)
      for (let from = this.size - run; from >= 0; from--)
        if (this.keep(this.known.toSpliced(from, run))) from = Math.min(from, this.size - run + 1);
  }

  private dropPairs(): void {
    for (let i = this.size - 2; i >= 0; i--)
      for (let j = this.size - 1; j > i; j--)
        if (this.keep(this.known.filter((_, at) => at !== i && at !== j))) { i = Math.min(i, this.size - 1); j = this.size; }
  }

  /** Tries every call in place of two neighbouring steps, where the calls of this system are few enough. */
  private replaceTwoByOne(): void {
    for (let i = 0; i + 1 < this.size; i++)
      for (const step of this.allCalls(64)) {
        if (this.isOver) return;
        if (this.keep(this.known.toSpliced(i, 2, { step, refused: -1 }))) { i = -1; break; }
      }
  }

  simplifyArguments(): void {
    for (let i = 0; i < this.size; i++) {
      const { step } = this.known[i]!;
      for (let a = 0; a < step.args.length; a++)
        for (const smaller of smallerValues(this.known[i]!.step.args[a]!)) {
          const { step: old, refused } = this.known[i]!;
          if (this.keep(this.known.with(i, { step: { ...old, args: old.args.with(a, smaller) }, refused }), true)) break;
        }
    }
  }

  /** Runs a candidate and keeps it if it fails in the same way and is no worse. */
  private keep(candidate: readonly Known[], sameLength = false): boolean {
    if (this.isOver) return false;
    this.candidates++;
    const run = this.reproduce(candidate);
    if (run === null || run.steps.length > this.size || (!sameLength && run.steps.length === this.size)) return false;
    if (sameLength && run.steps.length === this.size && !isSmaller(run.steps, this.best.steps)) return false;
    this.best = { ...run, candidates: this.candidates, minimal: this.best.minimal && run.steps.length === this.size };
    this.known = this.observe(run.steps);
    this.improved(this.best);
    return true;
  }

  private reproduce(candidate: readonly Known[]): { steps: TraceStep[]; violation: Violation } | null {
    const { wanted } = this;
    const steps: TraceStep[] = [];
    try {
      const violation = this.run(candidate, steps);
      return violation !== null && isSame(violation, wanted) ? { steps: steps.slice(0, violation.at), violation } : null;
    } catch (error) {
      if (error instanceof ClaimThrew) return null;
      throw error;
    }
  }

  private run(candidate: readonly Known[], steps: TraceStep[]): Violation | null {
    const { model, twin, wanted } = this;
    const checker = new Checker(model, this.watch);
    let violation = checker.begin();
    for (let i = 0; i < candidate.length && violation === null; i++) {
      const step = this.repaired(candidate[i]!);
      if (step === null) continue;
      this.spent++;
      steps.push(step);
      violation = checker.take(step);
    }
    if (violation !== null || twin === null) return violation;
    this.spent += 2 * steps.length;
    return checkTwoRuns(model, twin, steps, onlyObserver(model, wanted.observer!, wanted.claim), undefined, this.watch);
  }

  /** The step with arguments for which it ends as it did before; null when there are none, and it may be left out. */
  private repaired({ step, refused }: Known): TraceStep | null {
    const stepper = this.model.steppers[step.operation]!;
    const fits = (args: readonly number[]): boolean => {
      this.watch?.enter(-1, step.operation);
      try {
        return stepper.attempt(args) === refused;
      } catch (error) {
        if (error instanceof SpecificationFault) return true;
        throw error;
      }
    };
    if (fits(step.args)) return step;
    let attempts = 0;
    for (let a = 0; a < step.args.length; a++)
      for (let value = 0; value < stepper.args[a]!.values && attempts < repairsMost; value++, attempts++) {
        const args = step.args.with(a, value);
        if (fits(args)) return { ...step, args };
      }
    this.spent += attempts >> 3;
    return null;
  }

  private observe(steps: readonly TraceStep[]): Known[] {
    const checker = new Checker(this.model, this.watch);
    checker.begin();
    return steps.map((step) => {
      checker.take(step);
      const { refusals } = this.model.steppers[step.operation]!;
      return { step, refused: checker.outcome >= 0 && checker.outcome < refusals ? checker.outcome : -1 };
    });
  }

  /** Every call of every operation that has at most `most` of them. */
  private *allCalls(most: number): Generator<TraceStep> {
    for (const operation of this.model.possible) {
      const { args } = this.model.steppers[operation]!;
      const calls = args.reduce((product, { values }) => product * values, 1);
      for (let code = 0; code < calls && calls <= most; code++) {
        let rest = code;
        yield {
          operation, choices: [],
          args: args.map(({ values }) => { const v = rest % values; rest = (rest - v) / values; return v; }),
        };
      }
    }
  }
}

/** Smaller values to try for an argument: nothing, half, one less. */
function smallerValues(value: number): number[] {
  return value === 0 ? [] : [...new Set([0, 1, value >> 1, value - 1])].filter((smaller) => smaller < value);
}

/** Compares traces of one length by their arguments, first difference first. */
function isSmaller(a: readonly TraceStep[], b: readonly TraceStep[]): boolean {
  for (let i = 0; i < a.length; i++) {
    if (a[i]!.operation !== b[i]!.operation) return a[i]!.operation < b[i]!.operation;
    for (let k = 0; k < a[i]!.args.length; k++) if (a[i]!.args[k] !== b[i]!.args[k]) return a[i]!.args[k]! < b[i]!.args[k]!;
  }
  return false;
}
