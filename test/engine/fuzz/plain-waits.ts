/** Waits over plain worlds: since how many counted steps each row waits stands in the state as a table of its own; -1 where it does not. */
import type { Invariant } from "../../../src/language/index.ts";
import { type PlainStep, waitsOf } from "./plain-claims.ts";
import { PlainFault } from "./plain-fault.ts";
import { asked, yes } from "./plain-step.ts";
import type { PlainWorld } from "./plain-world.ts";

/** Begins to count in the world's present state. */
export function beginWaits(invariants: readonly Invariant[], world: PlainWorld, facts: any): void {
  for (const invariant of invariants) if (invariant.within !== undefined)
    world.state[waitsOf(invariant)] = rowsOf(invariant, world).map((given) => ({ since: begins(invariant, given, world, facts) ? 0 : -1 }));
}

/** Counts a step that was not refused, which led to the world's present state; answers what is at fault. The longest waits are noted by claim. */
export function countWaits(
  invariants: readonly Invariant[], world: PlainWorld, step: PlainStep, facts: any, longest: number[],
): PlainFault | null {
  try {
    for (const [c, invariant] of invariants.entries()) {
      const { within, counting, to, name } = invariant;
      if (within === undefined) continue;
      const counts = counting === undefined || asked(world, () => yes(counting(step, facts), name));
      const now = world.state[waitsOf(invariant)]!.map(({ since }, id) => {
        const given = rowsOf(invariant, world)[id]!;
        const waited = since === -1 ? -1 : Math.min(within, (since as number) + (counts ? 1 : 0));
        longest[c] = Math.max(longest[c]!, waited);
        if (asked(world, () => yes(to!(...given, facts), name))) return { since: -1 };
        return { since: waited >= 0 ? waited : begins(invariant, given, world, facts) ? 0 : -1 };
      });
      world.state[waitsOf(invariant)] = now;
    }
    return null;
  } catch (error) {
    if (error instanceof PlainFault) return error;
    throw error;
  }
}

const rowsOf = ({ each }: Invariant, world: PlainWorld): any[][] =>
  each === undefined ? [[world.rows]] : world.rows[each]!.map((row) => [row, world.rows]);

const begins = ({ name, from, to }: Invariant, given: any[], world: PlainWorld, facts: any): boolean =>
  asked(world, () => yes(from!(...given, facts), name)) && !asked(world, () => yes(to!(...given, facts), name));
