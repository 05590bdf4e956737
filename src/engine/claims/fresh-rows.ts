/**
 * Asks the claims over a state of rows that nobody has seen before. A sentence that remembers an answer by its row, or by the world, gives
 * the first one again and again, whatever becomes of the row; of fresh rows it knows nothing.
 */
import type { Watch } from "./checking.ts";
import type { Model } from "../model.ts";
import { noted } from "../stepping/noting.ts";
import { Memory } from "../world/rows.ts";

/**
 * The claim that says something else of fresh rows than of the model's own, by name; null where all say the same. The model is left
 * in the state.
 */
export function remembering({ now, claims, stateClaims, system: { facts } }: Model, state: Int32Array, watch?: Watch): string | null {
  const { world, words, gate } = new Memory(now.layout);
  words.set(state);
  now.words.set(state);
  gate.isOpen = false;
  for (const c of stateClaims) {
    watch?.enter(c, -1);
    const { name, state: broken, within, invariant: { each, holds, from, to } } = claims[c]!;
    if (within !== undefined) {
      const ask = (fn: (...args: any[]) => boolean, row: number): boolean =>
        each === undefined ? fn(world, facts) : fn(world[each]![row], world, facts);
      const differs = (own: (row: number) => boolean, fn: (...args: any[]) => boolean, row: number): boolean =>
        answerOf(() => own(row)) !== answerOf(() => ask(fn, row));
      for (let row = 0; row < within.count; row++) if (differs(within.from, from!, row) || differs(within.to, to!, row)) return name;
      continue;
    }
    const afresh = (): boolean => each === undefined ? holds!(world, facts) : world[each]!.every((row) => holds!(row, world, facts));
    if (answerOf(() => broken!() === null) !== answerOf(afresh)) return name;
  }
  return null;
}

/** What is answered; null where it throws. */
function answerOf(ask: () => boolean): boolean | null {
  try {
    return ask();
  } catch {
    return null;
  } finally {
    noted.fault = null;
  }
}
