/**
 * Puts a declared symmetry to the test. A search that treats rows as interchangeable is sound only if no operation, no claim
 * and no fact tells them apart: a state with its rows in another order must then allow the same calls, with the same outcomes,
 * to the same states but for the order of rows, and every claim and `seen` must say the same of it. That is tried of every order of
 * every state that the search expands, as far as a budget of orders goes; that something was not tried is said.
 */
import { SpecificationFault } from "../../language/fault.ts";
import { Behaviours } from "../search/behaviour.ts";
import type { Model } from "../model.ts";
import type { Symmetry } from "./symmetry.ts";

/** Orders that are tried in one search, unless it says otherwise: a second or two. */
export const ordersMost = 1 << 13;

/** As many where it is proved that nothing tells rows apart: to see that it was understood rightly. */
export const ordersProved = 1 << 9;

/** Orders of one state that are tried for certain when the budget is used up, in states that have a power of two as number. */
const ordersAfterwards = 8;

export class Orders {
  /** States of which not all orders were tried. */
  untried = 0;
  private tried = 0;
  private states = 0;
  private readonly model: Model;
  private readonly symmetry: Symmetry;
  private readonly behaviours: Behaviours;
  private readonly most: number;

  constructor(model: Model, symmetry: Symmetry, most: number) {
    [this.model, this.symmetry, this.most] = [model, symmetry, most];
    this.behaviours = new Behaviours(model);
  }

  /** Tries the orders of the model's present state, which stays. Throws a SpecificationFault that says who tells which rows apart. */
  try(): void {
    const { model: { now } } = this;
    const state = now.words.slice();
    const number = this.states++;
    const room = this.most - this.tried;
    const isPower = (number & (number - 1)) === 0;
    if (room <= 0 && !isPower) this.untried++;
    else if (!this.tryAll(state, Math.max(room, isPower ? ordersAfterwards : 0))) this.untried++;
    now.words.set(state);
  }

  /** Goes through at most so many orders of a state, by changes of neighbouring rows; answers whether these were all. */
  private tryAll(state: Int32Array, most: number): boolean {
    const { symmetry, behaviours } = this;
    const { rows } = symmetry;
    const normal = (words: Int32Array): Int32Array => symmetry.canonical(words);
    const known = new Set([state.join()]);
    const queue: Int32Array[] = [state];
    let expected: Int32Array | null = null;
    for (let from = 0; from < queue.length; from++) for (let t = 0; t < rows.free.length; t++) {
      for (let a = 0; rows.free[t]! && a + 1 < rows.sizes[t]!; a++) {
        const other = symmetry.swapped(queue[from]!, t, a, a + 1);
        const key = other.join();
        if (known.has(key)) continue;
        if (known.size > most) return false;
        known.add(key);
        queue.push(other);
        this.tried++;
        expected ??= behaviours.of(state, normal).told;
        this.compare(expected, behaviours.of(other, normal).told, t, a);
      }
    }
    return true;
  }

  private compare(expected: Int32Array, found: Int32Array, t: number, a: number): void {
    const place = found.findIndex((one, i) => one !== expected[i]);
    if (place < 0) return;
    const table = this.model.now.layout.schema.tableNames[t]!;
    throw new SpecificationFault("told apart", `the rows of "${table}" are declared interchangeable, yet ${this.behaviours.who(place)} `
      + `when ${table} ${a} and ${table} ${a + 1} change places`);
  }
}
