/**
 * Runs variants of a failing trace and says which of them still fail in the same way. A removal often shifts which rows later steps
 * meet, so a step that no longer ends as it did has its arguments repaired.
 */
import { SpecificationFault } from "../../language/fault.ts";
import { Checker, type Violation, type Watch, isSame, soundness } from "../claims/checking.ts";
import { ClaimThrew } from "../claims/claims.ts";
import { type Observers, checkTwoRuns, onlyObserver } from "../claims/noninterference.ts";
import type { Model } from "../model.ts";
import { differencesOf } from "./replay.ts";
import { type TraceStep, chooseFrom } from "./trace.ts";

/** A step with the outcome it had, so that a repair knows what to restore. */
export interface Known {
  readonly step: TraceStep;
  /** The check that refused it, or -1. */
  readonly refused: number;
}

/** A trace that fails. */
export interface Failing {
  readonly steps: readonly TraceStep[];
  readonly violation: Violation;
}

/** What a variant may differ in beside what was done to it. */
export interface Freedom {
  /** Arguments of one step that a repair may change. */
  readonly repaired: 1 | 2;
  /** Whether another row than before may observe the difference, of a claim over two runs. */
  readonly anyObserver: boolean;
}

/** Attempts at other arguments for one step that no longer ends as it did. */
const repairsMost = 200;

export class Variants {
  private readonly model: Model;
  private readonly watch: Watch | undefined;
  private readonly twin: Model | null;
  wanted: Violation;
  /** Steps that were run, a part of an attempt counted as one. */
  spent = 0;
  count = 0;

  constructor(model: Model, wanted: Violation, watch: Watch | undefined) {
    this.model = model;
    this.watch = watch;
    this.wanted = wanted;
    this.twin = wanted.observer === undefined ? null : model.twin();
  }

  /** The trace that comes of a variant up to where the claim breaks; null where it does not break so. */
  failing(variant: readonly Known[], freedom: Freedom): Failing | null {
    this.count++;
    const steps: TraceStep[] = [];
    const violation = this.unlessThrown(() => this.run(variant, freedom, steps));
    return violation !== null && isSame(violation, this.wanted) ? { steps: steps.slice(0, violation.at), violation } : null;
  }

  /** How the steps of a trace end, what the last one changes and why the claim is broken after it, as one text; null where it is not. */
  ending(steps: readonly TraceStep[]): string | null {
    const { model, model: { now, before }, wanted } = this;
    this.count++;
    const checker = new Checker(model, this.watch);
    return this.unlessThrown(() => {
      let violation = checker.begin();
      const outcomes: number[] = [];
      let last = now.words;
      for (let i = 0; i < steps.length && violation === null; i++) {
        if (i === steps.length - 1) last = now.words.slice();
        this.spent++;
        violation = checker.take(steps[i]!);
        outcomes.push(checker.outcome);
      }
      before.words.set(last);
      const changes = differencesOf(model);
      if (violation === null && this.twin !== null) violation = this.overTwoRuns(steps, this.sameObserver());
      return violation === null || !isSame(violation, wanted) || violation.at !== steps.length ? null
        : JSON.stringify([outcomes, changes, violation.why, violation.observer]);
    });
  }

  /** The steps of a trace with how they ended. */
  observe(steps: readonly TraceStep[]): Known[] {
    const checker = new Checker(this.model, this.watch);
    checker.begin();
    return steps.map((step) => {
      checker.take(step);
      const { refusals } = this.model.steppers[step.operation]!;
      return { step, refused: checker.outcome >= 0 && checker.outcome < refusals ? checker.outcome : -1 };
    });
  }

  private unlessThrown<T>(run: () => T): T | null {
    try {
      return run();
    } catch (error) {
      if (error instanceof ClaimThrew) return null;
      throw error;
    }
  }

  private run(variant: readonly Known[], { repaired, anyObserver }: Freedom, steps: TraceStep[]): Violation | null {
    const { model, twin, wanted } = this;
    const checker = new Checker(model, this.watch);
    let violation = checker.begin();
    for (let i = 0; i < variant.length && violation === null; i++) {
      const step = this.repaired(variant[i]!, repaired);
      if (step === null) continue;
      this.spent++;
      // Answers that nobody asks for do not belong to a trace, and a search for shorter ones has none.
      const [answer, choices] = [chooseFrom(step.choices), [] as number[]];
      violation = checker.step(step.operation, step.args, (n) => {
        choices.push(answer(n));
        return choices.at(-1)!;
      });
      steps.push({ ...step, choices });
    }
    if (violation !== null || twin === null) return violation;
    const isAsked = (c: number): boolean => wanted.claim === soundness || model.claims[c]!.name === wanted.claim;
    const anyRow: Observers = (rows, c) => isAsked(c) ? Array.from({ length: rows }, (_, id) => id) : [];
    return this.overTwoRuns(steps, anyObserver ? anyRow : this.sameObserver());
  }

  private sameObserver(): Observers {
    return onlyObserver(this.model, this.wanted.observer!, this.wanted.claim);
  }

  private overTwoRuns(steps: readonly TraceStep[], observers: Observers): Violation | null {
    this.spent += 2 * steps.length;
    return checkTwoRuns(this.model, this.twin!, steps, observers, undefined, this.watch);
  }

  /** The step with arguments for which it ends as it did before; null when there are none, and it may be left out. */
  private repaired({ step, refused }: Known, changed: 1 | 2): TraceStep | null {
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
    const among = (args: readonly number[], from: number, left: number): readonly number[] | null => {
      for (let a = from; a < args.length; a++)
        for (let value = 0; value < stepper.args[a]!.values && attempts < repairsMost; value++) {
          const other = args.with(a, value);
          if (left === 1) attempts++;
          const fitting = left === 1 ? (fits(other) ? other : null) : value === args[a] ? null : among(other, a + 1, left - 1);
          if (fitting !== null) return fitting;
        }
      return null;
    };
    const args = among(step.args, 0, 1) ?? (changed === 2 ? among(step.args, 0, 2) : null);
    if (args !== null) return { ...step, args };
    this.spent += attempts >> 3;
    return null;
  }
}
