/**
 * What the traces of a campaign reach of each operation, and which of them a mutant can differ in. Until the first time that a changed
 * sentence is asked, a mutant goes through a trace as the right text does, so a trace that never asks it need not be run again.
 * Whoever asks counts: a strategy that looks for a call, a step, the second of two runs.
 */
import type { Choose, Operation } from "../../language/operation.ts";
import { type CampaignOptions, type Failure, runChunk } from "../traces/campaign.ts";
import type { Model } from "../model.ts";
import type { OperationRunner } from "../stepping/operation-runner.ts";

/**
 * The places of one operation, which follow each other from `first` on: that a call was tried out and refused, one for each check; that
 * all checks of one held; that a step ended in an outcome, one for each.
 */
interface Places {
  readonly first: number;
  readonly checks: number;
  readonly outcomes: number;
}

const allHeld = ({ first, checks }: Places): number => first + checks;
const endedIn = (its: Places, outcome: number): number => allHeld(its) + 1 + outcome;

/** By operation. */
function placesOf({ steppers }: Model): Places[] {
  let next = 0;
  return steppers.map(({ refusals: checks, outcomes: { length: outcomes } }) => {
    const first = next;
    next = endedIn({ first, checks, outcomes }, outcomes);
    return { first, checks, outcomes };
  });
}

/** Words of a record for each trace. */
function wordsOf(places: readonly Places[]): number {
  const last = places.at(-1);
  return last === undefined ? 0 : Math.ceil(endedIn(last, last.outcomes) / 32);
}

function note(bits: Int32Array, place: number): void {
  bits[place >> 5]! |= 1 << (place & 31);
}

/** What the right text comes to in some traces. */
export interface Reached {
  /** For each trace, as many words as the model has for it, with a bit for each place. */
  readonly bits: Int32Array;
  /** By operation: how often it was taken, refusals included. */
  readonly taken: readonly number[];
  /** The first failure, after which there is nothing more. */
  readonly failure: Failure | null;
}

/** Runs the traces from `first` up to `last`, and writes down what each of them reaches. */
export function recordReached(model: Model, options: CampaignOptions, first: number, last: number): Reached {
  const places = placesOf(model);
  const words = wordsOf(places);
  const bits = new Int32Array(words * (last - first));
  const row = new Int32Array(words);
  const noting = ({ steppers }: Model, inTwin: boolean) =>
    ({ steppers: steppers.map((stepper, o) => notingStepper(stepper, places[o]!, row, inTwin)) });
  const twin = { ...model.twin(), ...noting(model.twin(), true) };
  const noted = { ...model, ...noting(model, false), twin: () => twin };
  const taken = model.steppers.map(() => 0);
  for (let trace = first; trace < last; trace++) {
    row.fill(0);
    const { outcomes, failure } = runChunk(noted, { ...options, traces: trace + 1 }, trace);
    if (failure !== null) return { bits, taken, failure };
    outcomes.forEach((counts, operation) => counts.forEach((count, outcome) => {
      if (count === 0) return;
      taken[operation]! += count;
      note(row, endedIn(places[operation]!, outcome));
    }));
    bits.set(row, words * (trace - first));
  }
  return { bits, taken, failure: null };
}

/** An operation that notes what it is asked. A strategy tries out calls that it does not take; in the twin of a model each is a step. */
function notingStepper(stepper: OperationRunner, its: Places, row: Int32Array, inTwin: boolean): OperationRunner {
  return Object.create(stepper, {
    tryOut: { value: (codes: ArrayLike<number>): number => {
      let refused: number;
      try {
        refused = stepper.tryOut(codes);
      } catch (error) {
        // How far it came is not known.
        for (let place = its.first; place <= allHeld(its); place++) note(row, place);
        throw error;
      }
      note(row, refused < 0 ? allHeld(its) : its.first + refused);
      if (inTwin && refused >= 0) note(row, endedIn(its, refused));
      return refused;
    } },
    commit: { value: (choose: Choose): number => {
      const outcome = stepper.commit(choose);
      note(row, endedIn(its, outcome));
      return outcome;
    } },
  }) as OperationRunner;
}

/**
 * The traces of a record of the right text, from `first` up to `last`, in which a mutant can differ from it. The record begins with trace 0
 * and ends the list.
 */
export function* tracesReaching(right: Model, mutant: Model, bits: Int32Array, first: number, last: number): Generator<number> {
  const places = placesOf(right);
  const words = wordsOf(places);
  const wanted = new Int32Array(words);
  let changesAll = right.specification.invariants !== mutant.specification.invariants || right.initial !== mutant.initial;
  right.specification.operations.forEach((operation, o) => {
    const changed = mutant.specification.operations[o]!;
    for (const place of changedPlaces(operation, changed, places[o]!)) note(wanted, place);
    changesAll ||= operation.name !== changed.name || operation.by !== changed.by || operation.asks !== changed.asks;
  });
  for (let trace = first; trace < last && trace * words < bits.length; trace++)
    if (changesAll || wanted.some((word, w) => (word & bits[trace * words + w]!) !== 0)) yield trace;
}

/** The places at which what is asked of one text of an operation can first have another answer than the other text gives. */
function changedPlaces(right: Operation, wrong: Operation, its: Places): readonly number[] {
  if (right === wrong) return [];
  const fromCheck = (i: number): number[] => range(its.first + i, allHeld(its) + 1);
  const anyCase = range(endedIn(its, its.checks), endedIn(its, its.outcomes));
  if (right.look !== wrong.look) return fromCheck(0);
  const checks = changesIn(right.checks, wrong.checks);
  const cases = changesIn(right.cases, wrong.cases);
  if (checks === null) return fromCheck(0);
  return [
    ...checks.dropped.map((i) => its.first + i),
    ...checks.replaced.flatMap((i) => right.checks[i]!.holds === wrong.checks[i]!.holds ? [endedIn(its, i)] : fromCheck(i)),
    ...cases === null ? anyCase : [
      ...cases.dropped.map((i) => anyCase[i]!),
      ...cases.replaced.flatMap((i) => right.cases[i]!.holds === wrong.cases[i]!.holds ? [anyCase[i]!] : anyCase),
    ],
  ];
}

interface ChangesInList {
  readonly dropped: readonly number[];
  readonly replaced: readonly number[];
}

/** What is left out in the other list, or has something else in its place; null when more has changed. */
function changesIn<T>(list: readonly T[], other: readonly T[]): ChangesInList | null {
  if (list.length === other.length) return { dropped: [], replaced: list.flatMap((one, i) => one === other[i] ? [] : [i]) };
  const gone = list.flatMap((one, i) => other.includes(one) ? [] : [i]);
  const kept = list.filter((one) => other.includes(one));
  return kept.length === other.length && kept.every((one, i) => one === other[i]) ? { dropped: gone, replaced: [] } : null;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
