/**
 * Finds the arguments of a failing trace that do not matter: with every value of theirs, in every combination, all steps end as they
 * did, the last one changes the same, and the same claim breaks for the same reason. What takes too many runs is left as it is.
 */
import type { Model } from "../model.ts";
import type { TraceStep } from "./trace.ts";
import type { Variants } from "./variants.ts";

/** Runs of one trace at most, in steps times words of state. */
const tryingMost = 4_000_000;
/** Runs for one trace at most. */
const runsMost = 4096;

/** By step: the places of the arguments that do not matter. */
export type Irrelevant = readonly (readonly number[])[];

/** Which arguments of the steps do not matter. */
export function irrelevantArguments(model: Model, steps: readonly TraceStep[], variants: Variants): Irrelevant {
  const found: number[][] = steps.map(() => []);
  const ending = variants.ending(steps);
  const limit = variants.spent + tryingMost / model.now.words.length;
  const lastRun = variants.count + runsMost;
  if (ending === null) return found;
  // Every combination of the values of what was found not to matter.
  let combinations: readonly (readonly TraceStep[])[] = [steps];
  steps.forEach((step, i) => step.args.forEach((own, a) => {
    const { values } = model.steppers[step.operation]!.args[a]!;
    if (values < 2 || variants.count + combinations.length * (values - 1) > lastRun) return;
    const more: (readonly TraceStep[])[] = [];
    for (let value = 0; value < values; value++) if (value !== own)
      for (const one of combinations) {
        const other = one.with(i, { ...one[i]!, args: one[i]!.args.with(a, value) });
        if (variants.spent > limit || variants.ending(other) !== ending) return;
        more.push(other);
      }
    combinations = [...combinations, ...more];
    found[i]!.push(a);
  }));
  return found;
}
