/**
 * A trace: operations with their arguments and the kernel's open choices, as small numbers.
 * It says everything that is needed to run it again on the same model.
 */
import type { Choose } from "../../language/operation.ts";
import type { Model } from "../model.ts";

export interface TraceStep {
  /** Place of the operation in the specification. */
  readonly operation: number;
  /** Arguments as the stepper decodes them. */
  readonly args: readonly number[];
  /** What `choose` answered, in order. */
  readonly choices: readonly number[];
}

/** Answers from a list, 0 when it runs out; a choice too large for this state wraps around. */
export function chooseFrom(choices: readonly number[]): Choose {
  let used = 0;
  return (n) => (choices[used++] ?? 0) % n;
}

/** Takes one step of a trace on a model: the outcome by number. */
export function takeStep(model: Model, { operation, args, choices }: TraceStep): number {
  return model.steppers[operation]!.run(args, chooseFrom(choices));
}
