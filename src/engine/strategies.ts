/**
 * Ways to choose the next operation. A portfolio of them runs, since no single one finds every kind of bug:
 * `blind` draws everything uniformly; `aware` looks for arguments that pass all checks in the present state;
 * `near-miss` takes such a call and spoils one argument; `swarm` is aware, with only some of the operations in a trace.
 */
import { SpecificationFault } from "../language/fault.ts";
import type { Model } from "./model.ts";
import type { Random } from "./random.ts";
import type { Stepper } from "./stepping.ts";

export const strategyNames = ["blind", "aware", "near-miss", "swarm"] as const;
export type StrategyName = (typeof strategyNames)[number];

/**
 * Shares of the portfolio in twelfths, set by `npm run bench -- strategies` (see docs/decisions/0006-strategies.md).
 */
const shares: readonly StrategyName[] = [
  "blind", "aware", "aware", "aware", "aware", "near-miss", "near-miss", "near-miss", "swarm", "swarm", "swarm", "swarm",
];

/** A call that was chosen: the operation and its arguments. */
export interface Call {
  operation: number;
  args: number[];
}

/** Looks-and-checks that one choice of legal arguments may cost. */
const attemptsPerCall = 48;
/** Operations that are tried before a refused call is taken instead. */
const operationsPerCall = 4;

/** Chooses the calls of one trace. */
export class Chooser {
  private readonly model: Model;
  private readonly random: Random;
  readonly strategy: StrategyName;
  private readonly allowed: readonly number[];

  /** Prepares one trace; without a strategy the portfolio decides. */
  constructor(model: Model, random: Random, strategy?: StrategyName) {
    this.model = model;
    this.random = random;
    this.strategy = strategy ?? shares[random.below(shares.length)]!;
    this.allowed = this.strategy === "swarm" ? this.someOperations() : model.possible;
  }

  /** The next call for the model's present state; null when no operation can be called in this system at all. */
  next(): Call | null {
    if (this.allowed.length === 0) return null;
    switch (this.strategy) {
      case "blind": return this.randomCall(this.pickOperation());
      case "aware": case "swarm": return this.legalCall();
      case "near-miss": return this.random.below(3) === 0 ? this.legalCall() : this.spoiled(this.legalCall());
    }
  }

  private someOperations(): readonly number[] {
    const chosen = this.model.possible.filter(() => this.random.below(3) > 0);
    return chosen.length > 0 ? chosen : this.model.possible;
  }

  private pickOperation(): number {
    return this.allowed[this.random.below(this.allowed.length)]!;
  }

  private randomCall(operation: number): Call {
    const { args } = this.model.steppers[operation]!;
    return { operation, args: args.map(({ values }) => this.random.below(values)) };
  }

  private legalCall(): Call {
    let call = this.randomCall(this.pickOperation());
    for (let tries = 1; ; tries++) {
      const stepper = this.model.steppers[call.operation]!;
      const legal = stepper.calls <= attemptsPerCall ? this.scan(stepper, call.args) : this.climb(stepper, call.args);
      if (legal || tries === operationsPerCall) return call;
      call = this.randomCall(this.pickOperation());
    }
  }

  /** Tries every call of an operation that has few of them, from a random one on. */
  private scan(stepper: Stepper, args: number[]): boolean {
    for (let attempts = 0; attempts < stepper.calls; attempts++) {
      if (progress(stepper, args) === stepper.refusals) return true;
      for (let i = 0; i < args.length; i++) {
        args[i] = (args[i]! + 1) % stepper.args[i]!.values;
        if (args[i] !== 0) break;
      }
    }
    return false;
  }

  /**
   * Changes one argument at a time as long as that gets the call past more checks. Checks are ordered, so the first
   * one that refuses is a measure of how far a call got.
   */
  private climb(stepper: Stepper, args: number[]): boolean {
    let reached = progress(stepper, args);
    for (let attempts = 1; reached < stepper.refusals && attempts < attemptsPerCall; attempts++) {
      const i = this.random.below(args.length);
      const old = args[i]!;
      args[i] = this.random.below(stepper.args[i]!.values);
      const now = progress(stepper, args);
      if (now >= reached) reached = now;
      else args[i] = old;
    }
    return reached === stepper.refusals;
  }

  private spoiled(call: Call): Call {
    if (call.args.length === 0) return call;
    const i = this.random.below(call.args.length);
    call.args[i] = this.random.below(this.model.steppers[call.operation]!.args[i]!.values);
    return call;
  }
}

/** How many checks a call passes; a call that is a fault of the specification passes them all, so that it is taken. */
function progress(stepper: Stepper, args: readonly number[]): number {
  try {
    const refused = stepper.attempt(args);
    return refused < 0 ? stepper.refusals : refused;
  } catch (error) {
    if (error instanceof SpecificationFault) return stepper.refusals;
    throw error;
  }
}
