/**
 * Ways to choose the next operation. A portfolio of them runs, since no single one finds every kind of bug:
 * `blind` draws everything uniformly; `aware` looks for arguments that pass all checks in the present state;
 * `near-miss` takes such a call and spoils one argument; `swarm` is aware, with only some of the operations in a trace.
 */
import type { Model } from "./model.ts";
import type { Random } from "./random.ts";
import type { Stepper } from "./stepping.ts";

export const strategyNames = ["blind", "aware", "near-miss", "swarm"] as const;
export type StrategyName = (typeof strategyNames)[number];

/** Shares of the portfolio in twelfths, set by `npm run bench -- strategies` (docs/decisions/0003-strategies.md). */
const shares: readonly StrategyName[] = [
  "blind", "aware", "aware", "aware", "aware", "near-miss", "near-miss", "near-miss", "swarm", "swarm", "swarm", "swarm",
];

/** Looks-and-checks that one choice of legal arguments may cost. */
const attemptsPerCall = 48;
/** Operations that are tried before a refused call is taken instead. */
const operationsPerCall = 4;
/** Stands for a call that was not attempted, or whose attempt threw. */
export const notAttempted = -2;

/** Chooses the calls of one trace. The latest call stands in `operation`, `args` and `attempted`. */
export class Chooser {
  private readonly model: Model;
  private readonly random: Random;
  readonly strategy: StrategyName;
  private readonly allowed: readonly number[];
  operation = 0;
  args: number[] = [];
  /** What came of attempting this very call in the present state: the check that refuses, -1, or `notAttempted`. */
  attempted = notAttempted;

  /** Prepares one trace; without a strategy the portfolio decides. */
  constructor(model: Model, random: Random, strategy?: StrategyName) {
    this.model = model;
    this.random = random;
    this.strategy = strategy ?? shares[random.below(shares.length)]!;
    this.allowed = this.strategy === "swarm" ? this.someOperations() : model.possible;
  }

  /** Chooses a call for the model's present state; false when no operation can be called in this system at all. */
  next(): boolean {
    if (this.allowed.length === 0) return false;
    switch (this.strategy) {
      case "blind": this.draw(); break;
      case "aware": case "swarm": this.searchLegal(); break;
      case "near-miss":
        this.searchLegal();
        if (this.random.below(3) > 0) this.spoil();
    }
    return true;
  }

  private someOperations(): readonly number[] {
    const chosen = this.model.possible.filter(() => this.random.below(3) > 0);
    return chosen.length > 0 ? chosen : this.model.possible;
  }

  /** Draws an operation and its arguments uniformly. */
  private draw(): Stepper {
    this.operation = this.allowed[this.random.below(this.allowed.length)]!;
    this.attempted = notAttempted;
    const stepper = this.model.steppers[this.operation]!;
    const count = stepper.args.length;
    this.args = new Array<number>(count);
    for (let i = 0; i < count; i++) this.args[i] = this.random.below(stepper.args[i]!.values);
    return stepper;
  }

  /** Draws operations until arguments are found that pass all checks; gives up after a few. */
  private searchLegal(): void {
    try {
      for (let tries = 0; tries < operationsPerCall; tries++) {
        const stepper = this.draw();
        if (stepper.calls <= attemptsPerCall ? this.scan(stepper) : this.climb(stepper)) return;
      }
    } catch {
      // A sentence threw: the call is taken as it stands, so that the fault is reported with its place.
      this.attempted = notAttempted;
    }
  }

  /** Tries every call of an operation that has few of them, from a random one on. */
  private scan(stepper: Stepper): boolean {
    const { args } = this;
    for (let attempts = 0; attempts < stepper.calls; attempts++) {
      this.attempted = stepper.tryOut(args);
      if (this.attempted < 0) return true;
      for (let i = 0; i < args.length; i++) {
        if (++args[i]! < stepper.args[i]!.values) break;
        args[i] = 0;
      }
    }
    this.attempted = notAttempted;
    return false;
  }

  /**
   * Changes one argument at a time as long as that gets the call past more checks. Checks are ordered, so the first
   * one that refuses is a measure of how far a call got.
   */
  private climb(stepper: Stepper): boolean {
    const { args, random } = this;
    this.attempted = stepper.tryOut(args);
    for (let attempts = 1; this.attempted >= 0 && attempts < attemptsPerCall; attempts++) {
      const i = random.below(args.length);
      const old = args[i]!;
      args[i] = random.below(stepper.args[i]!.values);
      const refused = stepper.tryOut(args);
      if (refused < 0 || refused >= this.attempted) this.attempted = refused;
      else args[i] = old;
    }
    return this.attempted < 0;
  }

  /** Draws one argument again. */
  private spoil(): void {
    const { args } = this;
    if (args.length === 0) return;
    const i = this.random.below(args.length);
    args[i] = this.random.below(this.model.steppers[this.operation]!.args[i]!.values);
    this.attempted = notAttempted;
  }
}
