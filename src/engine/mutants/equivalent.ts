/**
 * Mutants that are known to be equivalent on a system: what is understood of their sentences is the same form. What constants decide is
 * decided in it, and what nobody asks for is not in it, so that two texts may well have one form.
 */
import { isSameForm } from "../../sentences/same-form.ts";
import { progressSentences } from "../../language/progress.ts";
import type { Understanding } from "../../sentences/understand.ts";
import type { Watch } from "../claims/checking.ts";
import { sameWords } from "../world/digest.ts";
import type { Model } from "../model.ts";
import { Understood } from "../code/understood.ts";

const known = new WeakMap<Model, Understood>();

/**
 * Whether a mutant, which the right text was recompiled to or which boots otherwise, says the same for certain in all sentences and begins
 * in the same state. `watch` is told what is being understood.
 */
export function saysTheSame(right: Model, mutant: Model, watch?: Watch): boolean {
  let understood = known.get(right);
  if (understood === undefined) known.set(right, understood = new Understood(right, watch));
  const other = understood.beside(mutant);
  const isSame = (ask: (its: Understood) => Understanding<unknown>): boolean => {
    const [one, its] = [ask(understood), ask(other)];
    // Variables that were taken away are counted, too.
    return one.kind === "understood" && its.kind === "understood" && isSameForm(withoutCount(one.form), withoutCount(its.form));
  };
  return sameWords(right.initial, mutant.initial) && right.steppers.every(({ operation }, o) => {
    watch?.enter(-1, o);
    return operation === mutant.steppers[o]!.operation || isSame((its) => its.operation(o));
  }) && right.claims.every((_, c) => {
    watch?.enter(c, -1);
    return isSameClaim(right, mutant, c, isSame);
  }) && understood.changedConstant() === null;
}

type Same = (ask: (its: Understood) => Understanding<unknown>) => boolean;

function isSameClaim(right: Model, mutant: Model, c: number, isSame: Same): boolean {
  const { invariant, seenInSteps } = right.claims[c]!;
  const { invariant: other } = mutant.claims[c]!;
  if (invariant === other) return true;
  const inSteps = (ask: (its: Understood, operation: number, outcomes: readonly number[]) => Understanding<unknown>): boolean =>
    right.steppers.every(({ outcomes }, o) => isSame((its) => ask(its, o, outcomes.map((_, outcome) => outcome))));
  const changed = (one: Readonly<Record<string, Function>> = {}, its: Readonly<Record<string, Function>> = {}): string[] =>
    Object.keys(one).filter((sentence) => one[sentence] !== its[sentence]);
  const seen = changed(invariant.seen, other.seen);
  const { unseen } = invariant;
  const [mine, its] = [progressSentences(invariant), progressSentences(other)];
  // What counts steps is not compared by its form.
  return invariant.counting === other.counting && (invariant.holds === other.holds || isSame((one) => one.state(c)))
    && changed(mine, its).every((word) => isSame((one) => one.progress(c, word)))
    && changed(invariant.permits, other.permits).every((sentence) =>
      inSteps((its, o, outcomes) => its.step(c, sentence, true, o, outcomes)))
    && seen.every((sentence) => seenInSteps ? inSteps((its, o, outcomes) => its.step(c, sentence, false, o, outcomes))
      : isSame((its) => its.seenInState(right.seenInStates.findIndex((one) => one.claim === c && one.sentence === sentence))))
    && (unseen === undefined || unseen === other.unseen || (isSame((its) => its.view(c))
      && (["hidden", "hears"] as const).every((part) => inSteps((its, o, outcomes) => its.observed(c, part, o, outcomes)))));
}

const withoutCount = (form: unknown): unknown =>
  typeof form === "object" && form !== null && "locals" in form ? { ...form, locals: null } : form;
