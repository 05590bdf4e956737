/**
 * Ways to choose the next operation. A portfolio of them runs, since no single one finds every kind of bug:
 * `blind` draws everything uniformly; `aware` looks for arguments that pass all checks in the present state;
 * `near-miss` takes such a call and spoils one argument; `swarm` is aware, with only some of the operations at a time.
 */
import type { Watch } from "../claims/checking.ts";
import type { Model } from "../model.ts";
import type { Random } from "./random.ts";
import { Recent } from "./recently-changed.ts";
import type { OperationRunner } from "../stepping/operation-runner.ts";
import { PlainTrying, type Trying, notAttempted } from "./trying.ts";

export const strategyNames = ["blind", "aware", "near-miss", "swarm"] as const;
export type StrategyName = (typeof strategyNames)[number];

/** Shares of the portfolio in twelfths, set by `npm run bench -- strategies` (docs/decisions/0003-strategies.md). */
const shares: readonly StrategyName[] = [
  "blind", "aware", "aware", "aware", "near-miss", "near-miss", "near-miss", "swarm", "swarm", "swarm", "swarm", "swarm",
];

/** Calls of one operation up to which all of them are tried. */
const attemptsPerCall = 48;
/** Looks-and-checks that the search for one legal call among many may cost, and how often it may begin anew. */
const attemptsPerClimb = 600;
const startsPerClimb = 4;
/** Operations among which a call about a row that changed lately is looked for. */
const operationsPerFollow = 8;
/** Operations that are tried before a refused call is taken instead. */
const operationsPerCall = 4;

/** Chooses the calls of one trace. The latest call stands in `operation`, `args` and `attempted`. */
export class CallGenerator {
  private readonly model: Model;
  private readonly random: Random;
  private readonly watch: Watch | undefined;
  private readonly trying: Trying;
  readonly strategy: StrategyName;
  private allowed: readonly number[];
  /** By operation: the state, by its number, in which it was found to have no legal call. */
  private readonly hopeless: Int32Array;
  private state = 0;
  /** Which rows changed lately; kept only where some operation has too many calls to try them all. */
  private readonly recent: Recent | null;
  operation = 0;
  args: number[] = [];
  /** What came of attempting this very call in the present state: the check that refuses, -1, or `notAttempted`. */
  attempted = notAttempted;

  /** Prepares one trace; without a strategy the portfolio decides. */
  constructor(model: Model, random: Random, strategy?: StrategyName, watch?: Watch, trying?: Trying) {
    this.model = model;
    this.trying = trying ?? new PlainTrying(model.steppers);
    this.random = random;
    this.watch = watch;
    this.strategy = strategy ?? shares[random.below(shares.length)]!;
    this.allowed = this.strategy === "swarm" ? this.someOperations() : model.possible;
    this.hopeless = new Int32Array(model.steppers.length).fill(-1);
    this.recent = model.steppers.some(({ calls }) => calls > attemptsPerCall) ? new Recent(model) : null;
  }

  /** Chooses a call for the model's present state; false when no operation can be called in this system at all. */
  next(): boolean {
    if (this.allowed.length === 0) return false;
    switch (this.strategy) {
      case "blind": this.draw(); break;
      case "aware": this.searchLegal(); break;
      case "swarm":
        // Where the operations at hand lead nowhere, others take their place.
        if (!this.searchLegal()) this.allowed = this.someOperations();
        break;
      case "near-miss":
        switch (this.random.below(3)) {
          case 0: this.searchLegal(); break;
          case 1: this.searchRefused(); break;
          default: this.searchLegal(); this.spoil();
        }
    }
    return true;
  }

  /** Tells that the latest call changed the state. */
  moved(): void {
    this.state++;
    this.recent?.note();
  }

  private someOperations(): readonly number[] {
    const chosen = this.model.possible.filter(() => this.random.below(3) > 0);
    return chosen.length > 0 ? chosen : this.model.possible;
  }

  /** Draws an operation and its arguments uniformly. */
  private draw(): OperationRunner {
    this.operation = this.allowed[this.random.below(this.allowed.length)]!;
    this.attempted = notAttempted;
    this.watch?.enter(-1, this.operation);
    const stepper = this.model.steppers[this.operation]!;
    const count = stepper.args.length;
    const args: number[] = this.args = [];
    for (let i = 0; i < count; i++) args.push(this.random.below(stepper.args[i]!.values));
    return stepper;
  }

  /** Draws operations until arguments are found that pass all checks; gives up after a few and answers false. */
  private searchLegal(): boolean {
    try {
      if (this.recent !== null && this.random.below(2) === 0 && this.follow(this.recent)) return true;
      for (let tries = 0; tries < operationsPerCall; tries++) {
        const stepper = this.draw();
        if (this.hopeless[this.operation] === this.state) continue;
        if (stepper.calls > attemptsPerCall) {
          if (this.climb(stepper)) return true;
        } else if (this.scan()) return true;
        else this.hopeless[this.operation] = this.state;
      }
      return false;
    } catch {
      // A sentence threw: the call is taken as it stands, so that the fault is reported with its place.
      this.attempted = notAttempted;
      return true;
    }
  }

  /** Draws an operation and looks for the call that passes the most checks without passing all of them. */
  private searchRefused(): void {
    const stepper = this.draw();
    try {
      if (stepper.calls > attemptsPerCall) {
        this.climb(stepper, -1, false);
        return;
      }
      this.trying.scanRefused(this.operation, this.args);
    } catch {
      // The call that threw is taken, so that the fault is reported.
    }
    this.attempted = notAttempted;
  }

  /** Tries every call of an operation that has few of them, from a random one on. */
  private scan(): boolean {
    const isFound = this.trying.scan(this.operation, this.args);
    this.attempted = isFound ? -1 : notAttempted;
    return isFound;
  }

  /**
   * Looks for a legal call among many: goes through the values of one argument after another and keeps what gets the
   * call past more checks. Checks are ordered, so the first one that refuses is a measure of how far a call got.
   * The argument `fixed` stays as it is. Without `legal` the best call that is refused is looked for.
   */
  private climb(stepper: OperationRunner, fixed = -1, legal = true): boolean {
    for (let start = 0, budget = attemptsPerClimb; start < startsPerClimb && budget > 0; start++) {
      this.preferRecent(stepper, fixed);
      this.attempted = this.trying.tryOut(this.operation, this.args);
      if (!legal && this.attempted < 0) continue;
      for (let idle = 0, i = 0; this.attempted >= 0 && idle < this.args.length && budget > 0; idle++, i++) {
        if (i % this.args.length === fixed) continue;
        const { values } = stepper.args[i % this.args.length]!;
        const tries = Math.min(values - 1, budget);
        budget -= tries;
        if (this.improve(i % this.args.length, values, tries, legal)) idle = -1;
      }
      if (this.attempted < 0 || !legal) return true;
    }
    return false;
  }

  /** Looks for a legal call about a row that changed lately, among a few operations. */
  private follow(recent: Recent): boolean {
    for (let tries = 0; tries < operationsPerFollow; tries++) {
      const stepper = this.draw();
      if (stepper.calls <= attemptsPerCall) continue;
      const about = this.random.below(stepper.args.length);
      const { ask } = stepper.args[about]!;
      const row = ask.ask === "row" ? recent.pick(ask.table, this.random) : undefined;
      if (row === undefined) continue;
      this.args[about] = row;
      if (this.climb(stepper, about)) return true;
    }
    return false;
  }

  /** Tries other values of one argument, from a random one on; keeps the first that passes more checks. */
  private improve(about: number, values: number, tries: number, legal: boolean): boolean {
    const reached = this.attempted;
    this.attempted = this.trying.improve(this.operation, this.args, about, this.random.below(values), tries, reached, legal);
    return this.attempted !== reached;
  }

  /** Draws rows anew, half of them from those that changed lately. */
  private preferRecent(stepper: OperationRunner, fixed: number): void {
    const { args, random } = this;
    for (let i = 0; i < args.length; i++) {
      if (i === fixed) continue;
      const { ask, values } = stepper.args[i]!;
      const recent = ask.ask === "row" && random.below(2) === 0 ? this.recent?.pick(ask.table, random) : undefined;
      args[i] = recent ?? random.below(values);
    }
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
