/** Makes claims ready that something comes within so many steps: what is asked of a state and of a step, and where waits are counted. */
import { SpecificationFault } from "../../language/fault.ts";
import type { Invariant } from "../../language/invariant.ts";
import { isWithin } from "../../language/progress.ts";
import type { Counters } from "../../sentences/layout.ts";
import type { Memory, RowView } from "../world/rows.ts";
import { yes } from "./yes-or-no.ts";

/** Steps that anything may wait at most. */
const stepsMost = 65_535;

/** A claim that something comes within so many steps, made ready. */
export interface WithinClaim {
  /** What is asked of a row, or of the world. */
  readonly from: (row: number) => boolean;
  readonly to: (row: number) => boolean;
  readonly counting: NonNullable<Invariant["counting"]> | null;
  readonly within: number;
  /** Of the numbers that are kept for it: the word of the first one, and how many there are. */
  readonly first: number;
  readonly count: number;
  /** Why the claim is broken in the present state, or null. */
  readonly state: () => string | null;
}

/** What must be kept in the states of a system for such claims. Throws a SpecificationFault for one that makes no sense. */
export function countersFor(invariants: readonly Invariant[], sizes: Readonly<Record<string, number>>): Counters[] {
  return invariants.filter(isWithin).map((invariant) => {
    refuseSenseless(invariant);
    const { name, each, within } = invariant;
    return { of: name, count: each === undefined ? 1 : Object.hasOwn(sizes, each) ? sizes[each]! : 0, most: within! + 1 };
  });
}

function refuseSenseless({ name, from, to, within, counting }: Invariant): void {
  const refuse = (what: string): never => { throw new SpecificationFault("unknown name", `the invariant "${name}" ${what}`); };
  if (from === undefined) refuse('says "to" without "from": what holds where it begins to wait');
  if (to === undefined) refuse('says "within" without "to": what holds where it need not wait any more');
  if (within === undefined) refuse('says "to" without "within": after how many counted steps it holds at the latest');
  if (!Number.isInteger(within) || within! < 1 || within! > stepsMost)
    refuse(`says "within: ${String(within)}"; it must be a whole number of steps from 1 to ${stepsMost}`);
  if (counting !== undefined && typeof counting !== "function") refuse('says "counting", which is not a function');
}

/** Makes such a claim ready. */
export function withinClaim(
  invariant: Invariant, rows: readonly RowView[] | null, { world, words, layout }: Memory, facts: unknown,
): WithinClaim {
  const { name, each, from, to, counting, within } = invariant;
  const asking = (fn: (...args: any[]) => boolean, word: string) => rows === null
    ? () => yes(fn(world, facts), `"${word}"`) : (row: number) => yes(fn(rows[row], world, facts), `"${word}"`);
  const { first, count } = layout.counters.find(({ of }) => of === name)!;
  const counted = within === 1 ? "1 counted step" : `${within!} counted steps`;
  const state = (): string | null => {
    for (let row = 0; row < count; row++) if (words[first + row]! > within!)
      return each === undefined ? `what must come within ${counted} has not` : `${each} ${row} has waited for ${counted}, and what must come by then has not`;
    return null;
  };
  return { from: asking(from!, "from"), to: asking(to!, "to"), counting: counting ?? null, within: within!, first, count, state };
}
