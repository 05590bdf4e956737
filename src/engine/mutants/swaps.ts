/**
 * Which swaps of two steps make no difference. Beside each execution of a case the same case is run with two of its steps swapped. Where
 * outcome and state are the same each time, no trace of this campaign can tell the swap from the right text.
 */
import type { Choose, Operation } from "../../language/operation.ts";
import { sameWords } from "../world/digest.ts";
import { type Model, recompile } from "../model.ts";
import { derivedMutants, mutate } from "./mutants.ts";
import type { OperationRunner } from "../stepping/operation-runner.ts";
import { chooseFrom } from "../traces/trace.ts";

/** A model that compares as it runs, and what came of it. */
export interface SwapsCompared {
  readonly model: Model;
  /** The `swap steps` mutants whose orders gave the same each time so far, or did not; neither when the case was not taken. */
  readonly same: () => string[];
  readonly differing: () => string[];
}

interface Swap {
  readonly name: string;
  readonly operation: number;
  readonly outcome: string;
  readonly stepper: OperationRunner;
  /** Whether both orders agreed so far; null before the case was taken. */
  same: boolean | null;
}

const known = new WeakMap<Model, readonly Swap[]>();

/** Compares from now on; what earlier comparisons of the model showed is forgotten. */
export function comparingSwaps(model: Model): SwapsCompared {
  let swaps = known.get(model);
  if (swaps === undefined) known.set(model, swaps = swapsOf(model));
  for (const swap of swaps) swap.same = null;
  const named = (same: boolean): string[] => swaps.filter((swap) => swap.same === same).map(({ name }) => name);
  const steppers = model.steppers.map((stepper, o) => {
    const mine = swaps.filter(({ operation }) => operation === o);
    return mine.length === 0 ? stepper : comparingStepper(stepper, mine, model.now.words);
  });
  return { model: { ...model, steppers }, same: () => named(true), differing: () => named(false) };
}

function swapsOf(model: Model): Swap[] {
  const { operations } = model.specification;
  return operations.flatMap((right, operation) => derivedMutants(right).flatMap((mutant): Swap[] => {
    if (!mutant.name.startsWith(`${right.name} / swap steps / `)) return [];
    return [{
      name: mutant.name, operation, same: null, outcome: swappedCase(right, mutant.mutated[0]!),
      stepper: recompile(model, mutate(operations, mutant)).steppers[operation]!,
    }];
  }));
}

const swappedCase = (right: Operation, swapped: Operation): string =>
  right.cases.find((one, i) => one.then !== swapped.cases[i]!.then)!.when;

/** An operation that tries the swaps beside each execution, and leaves the state as it is without them. */
function comparingStepper(stepper: OperationRunner, swaps: readonly Swap[], words: Int32Array): OperationRunner {
  const before = words.slice();
  const after = words.slice();
  let codes: ArrayLike<number> = [];
  return Object.create(stepper, {
    tryOut: { value: (tried: ArrayLike<number>): number => {
      codes = tried;
      return stepper.tryOut(tried);
    } },
    commit: { value: (choose: Choose): number => {
      before.set(words);
      const choices: number[] = [];
      const outcome = stepper.commit((n) => { const chosen = choose(n); choices.push(chosen); return chosen; });
      after.set(words);
      for (const swap of swaps) {
        if (swap.same === false || swap.outcome !== stepper.outcomes[outcome]) continue;
        words.set(before);
        swap.same = endsIn(swap, codes, choices, outcome) && sameWords(words, after);
        words.set(after);
      }
      return outcome;
    } },
  }) as OperationRunner;
}

function endsIn({ stepper }: Swap, codes: ArrayLike<number>, choices: readonly number[], outcome: number): boolean {
  try {
    return stepper.run(codes, chooseFrom(choices)) === outcome;
  } catch {
    // A swap that is a fault of the specification is not the same.
    return false;
  }
}
