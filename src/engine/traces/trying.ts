/**
 * Tries calls of one operation out in the present state, many in a row: other values of one argument, or all calls there are.
 * What a sentence throws comes out as it is; the arguments are then those of the call that threw.
 */
import type { OperationRunner } from "../stepping/operation-runner.ts";

/** Stands for a call that was not attempted, or whose attempt threw. */
export const notAttempted = -2;

/** What tries calls out. Arguments are codes, and are changed in place. */
export interface Trying {
  /** Looks and checks: the first check that refuses, or -1. */
  tryOut(operation: number, args: readonly number[]): number;
  /**
   * Tries so many of the values of one argument that come after a first one; keeps the first value that gets the call past more checks
   * than `reached` or, where it is to be legal, past all. Answers how far the call comes; `reached` where none is better.
   */
  improve(operation: number, args: number[], about: number, first: number, tries: number, reached: number, legal: boolean): number;
  /** Tries every call, from the present one on, up to one that passes all checks; answers whether there is one. */
  scan(operation: number, args: number[]): boolean;
  /** Tries every call, and keeps the one that is refused last. */
  scanRefused(operation: number, args: number[]): void;
}

/** Tries calls out by asking the sentences themselves. */
export class PlainTrying implements Trying {
  private readonly steppers: readonly OperationRunner[];

  constructor(steppers: readonly OperationRunner[]) {
    this.steppers = steppers;
  }

  tryOut(operation: number, args: readonly number[]): number {
    return this.steppers[operation]!.tryOut(args);
  }

  improve(operation: number, args: number[], about: number, first: number, tries: number, reached: number, legal: boolean): number {
    const stepper = this.steppers[operation]!;
    const { values } = stepper.args[about]!;
    const old = args[about]!;
    let value = first;
    for (let t = 0; t < tries; t++) {
      value = value + 1 === values ? 0 : value + 1;
      if (value === old) continue;
      args[about] = value;
      const refused = stepper.tryOut(args);
      if (refused > reached || (legal && refused < 0)) return refused;
    }
    args[about] = old;
    return reached;
  }

  scan(operation: number, args: number[]): boolean {
    const stepper = this.steppers[operation]!;
    for (let left = stepper.calls; left > 0; left--) {
      if (stepper.tryOut(args) < 0) return true;
      advance(args, stepper);
    }
    return false;
  }

  scanRefused(operation: number, args: number[]): void {
    const stepper = this.steppers[operation]!;
    let best = args.slice();
    let reached = notAttempted;
    for (let left = stepper.calls; left > 0; left--) {
      const refused = stepper.tryOut(args);
      if (refused > reached) [best, reached] = [args.slice(), refused];
      advance(args, stepper);
    }
    best.forEach((code, i) => { args[i] = code; });
  }
}

/** The next call in the order in which the first argument moves fastest; after the last one, the first. */
export function advance(args: { [place: number]: number }, { args: { length }, args: asked }: OperationRunner): void {
  for (let i = 0; i < length; i++) {
    args[i] = args[i]! + 1;
    if (args[i]! < asked[i]!.values) return;
    args[i] = 0;
  }
}
