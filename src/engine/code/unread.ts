/**
 * Which sentences of a model are not understood, and why. An operation is understood as a whole; where it is not, each of its
 * sentences is tried alone, so that the others are not blamed.
 */
import type { Operation } from "../../language/operation.ts";
import { progressSentences } from "../../language/progress.ts";
import { type Place, placesOf } from "../../sentences/read.ts";
import type { Understanding } from "../../sentences/understand.ts";
import type { Model } from "../model.ts";
import { Understood } from "./understood.ts";

/** A sentence that is not understood. */
export interface UnreadSentence {
  /** Whose sentence it is. */
  readonly of: "operation" | "invariant";
  readonly name: string;
  readonly sentence: string;
  readonly why: string;
  /** Whether the text itself is at fault: whoever comes to what is wrong with it, in whatever state, gets a fault of the specification. */
  readonly isAtFault: boolean;
  /** Where it stands in the script that runs; left out where the runtime does not say. */
  readonly place?: Place;
}

export interface Unread {
  /** All sentences of the specification. */
  readonly sentences: number;
  readonly unread: readonly UnreadSentence[];
}

/** One sentence: its name, its function, and what is understood of it. */
interface Tried {
  readonly sentence: string;
  readonly fn: Function;
  readonly not: NotUnderstood | null;
}

/** Why something is not understood, and whether that is a fault of its text. */
type NotUnderstood = Pick<UnreadSentence, "why" | "isAtFault">;

/** Goes through all sentences of a model. */
export function unreadOf(model: Model): Unread {
  const understood = new Understood(model);
  const operations = model.steppers.map(({ operation }, o) =>
    ({ of: "operation" as const, name: operation.name, tried: inOperation(understood, operation, o) }));
  const invariants = model.claims.map(({ name }, c) =>
    ({ of: "invariant" as const, name, tried: inClaim(understood, model, c) }));
  const all = [...operations, ...invariants].flatMap(({ of, name, tried }) => tried.map((one) => ({ of, name, ...one })));
  const unread = all.filter(({ not }) => not !== null);
  const placeOf = placesOf(unread.map(({ fn }) => fn));
  return { sentences: all.length, unread: unread.map(({ of, name, sentence, not, fn }) => {
    const place = placeOf(fn);
    return { of, name, sentence, ...not!, ...(place === undefined ? {} : { place }) };
  }) };
}

/** Why something is not understood; null where it is. */
function whyNot(one: Understanding<unknown>): NotUnderstood | null {
  return one.kind === "understood" ? null
    : one.kind === "unclear" ? { why: one.why, isAtFault: false } : { why: one.fault.message, isAtFault: true };
}

/** An operation with one of its sentences, and perhaps `look`. */
type Alone = readonly [sentence: string, fn: Function, alone: Partial<Operation>];

function inOperation(understood: Understood, operation: Operation, at: number): Tried[] {
  const { look, checks, cases } = operation;
  const sentences: Alone[] = [
    ...checks.map((check): Alone => [check.unless, check.holds, { checks: [check] }]),
    ...cases.flatMap((one): Alone[] => [
      ...(one.holds === undefined ? [] : [[one.when, one.holds, { cases: [{ ...one, then: {} }] }] as const]),
      ...Object.entries(one.then).map(([step, fn]): Alone =>
        [`${one.when} / ${step}`, fn, { cases: [{ when: one.when, then: { [step]: fn } }] }]),
    ]),
  ];
  const isWhole = understood.operation(at).kind === "understood";
  const nothing = { ...operation, checks: [], cases: [] };
  const whyLook = isWhole || look === undefined ? null : whyNot(understood.part(nothing, at));
  const tried = sentences.map(([sentence, fn, alone]): Tried => {
    if (isWhole) return { sentence, fn, not: null };
    if (whyLook === null) return { sentence, fn, not: whyNot(understood.part({ ...nothing, ...alone }, at)) };
    const { look: _, ...withoutLook } = nothing;
    const one = understood.part({ ...withoutLook, ...alone }, at);
    return { sentence, fn, not: one.kind === "refused" ? { why: "it speaks of what look finds, which is not understood", isAtFault: false } : whyNot(one) };
  });
  return look === undefined ? tried : [{ sentence: "look", fn: look, not: whyLook }, ...tried];
}

function inClaim(understood: Understood, model: Model, at: number): Tried[] {
  const { invariant, seenInSteps } = model.claims[at]!;
  const { holds, permits = {}, seen = {}, unseen, within, from, counting } = invariant;
  const overSteps = (ask: (operation: number, outcomes: readonly number[]) => Understanding<unknown>): NotUnderstood | null => {
    for (const [o, { outcomes }] of model.steppers.entries()) {
      const not = whyNot(ask(o, outcomes.map((_, outcome) => outcome)));
      if (not !== null) return not;
    }
    return null;
  };
  return [
    ...Object.entries(progressSentences(invariant)).map(([sentence, fn]): Tried =>
      ({ sentence, fn, not: whyNot(understood.progress(at, sentence)) })),
    ...(within === undefined ? [] : [{ sentence: "within", fn: counting ?? from!, not: { isAtFault: false,
      why: "waits are counted by the sentences themselves, so that nothing of the specification runs as code" } }]),
    ...(holds === undefined ? [] : [{ sentence: "holds", fn: holds, not: whyNot(understood.state(at)) }]),
    ...Object.entries(permits).map(([sentence, fn]): Tried =>
      ({ sentence, fn, not: overSteps((o, outcomes) => understood.step(at, sentence, true, o, outcomes)) })),
    ...Object.entries(seen).map(([sentence, fn]): Tried => ({ sentence, fn, not: seenInSteps
      ? overSteps((o, outcomes) => understood.step(at, sentence, false, o, outcomes))
      : whyNot(understood.seenInState(model.seenInStates.findIndex((one) => one.claim === at && one.sentence === sentence))) })),
    ...(unseen === undefined ? [] : [
      ...(["hidden", "hears"] as const).map((part): Tried =>
        ({ sentence: part, fn: unseen[part], not: overSteps((o, outcomes) => understood.observed(at, part, o, outcomes)) })),
      { sentence: "view", fn: unseen.view, not: whyNot(understood.view(at)) },
    ]),
  ];
}
