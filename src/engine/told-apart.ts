/**
 * Puts a declared symmetry to the test. A search that treats rows as interchangeable is sound only if no operation and no
 * claim tells them apart: a state with two rows swapped must then allow the same calls, with the same outcomes, to the
 * same states but for the order of rows.
 */
import { SpecificationFault } from "../language/fault.ts";
import { everyCall } from "./calls.ts";
import { hashWords } from "./digest.ts";
import type { Model } from "./model.ts";
import { mix } from "./random.ts";
import type { Symmetry } from "./symmetry.ts";

/** By model: the state with the highest number that was tested, in whichever search. */
const tested = new WeakMap<Model, number>();

/**
 * Puts the symmetry to the test in the model's present state, which has a number in the search: in the first states, then
 * ever more rarely. Throws a SpecificationFault that says who tells which rows apart.
 */
export function testSymmetry(model: Model, symmetry: Symmetry, number: number): void {
  if ((number >= 8 && (number & (number - 1)) !== 0) || number <= (tested.get(model) ?? -1)) return;
  const state = model.now.words.slice();
  refuseToldApart(model, symmetry, state, number);
  model.now.words.set(state);
  tested.set(model, number);
}

/** Tests one state with a swap for each interchangeable table. */
function refuseToldApart(model: Model, symmetry: Symmetry, state: Int32Array, number: number): void {
  const { rows } = symmetry;
  const expected = behaviour(model, symmetry, state);
  rows.free.forEach((isFree, t) => {
    const size = rows.sizes[t]!;
    if (!isFree || size < 2) return;
    const a = (mix(number, t) >>> 0) % size;
    const b = (a + 1 + (mix(number, ~t) >>> 0) % (size - 1)) % size;
    const found = behaviour(model, symmetry, symmetry.swapped(state, t, a, b));
    const place = found.findIndex((one, i) => one !== expected[i]);
    if (place < 0) return;
    const table = model.now.layout.schema.tableNames[t]!;
    const { steppers, claims, stateClaims } = model;
    const who = place < steppers.length ? `"${steppers[place]!.operation.name}" ends otherwise`
      : `the invariant "${claims[stateClaims[place - steppers.length]!]!.name}" says something else`;
    throw new SpecificationFault("told apart",
      `the rows of "${table}" are declared interchangeable, yet ${who} when ${table} ${a} and ${table} ${b} change places`);
  });
}

/** What can be told of a state, one number for each operation and each claim over states. */
function behaviour(model: Model, symmetry: Symmetry, state: Int32Array): number[] {
  const { now, steppers, claims, stateClaims } = model;
  const told = steppers.map(() => 0);
  everyCall(model, state, (operation, args, choose) => {
    let outcome = -1;
    try {
      outcome = steppers[operation]!.run(args, choose);
    } catch (error) {
      if (!(error instanceof SpecificationFault)) throw error;
    }
    // A sum, since the calls come in another order when rows have changed places.
    const after = outcome < 0 ? 0 : hashWords(symmetry.canonical(now.words), 0);
    told[operation] = (told[operation]! + mix(outcome, after)) | 0;
    return false;
  });
  now.words.set(state);
  return [...told, ...stateClaims.map((c) => claims[c]!.state!() === null ? 1 : 0)];
}
