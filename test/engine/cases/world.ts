/** The world of the engine's cases: a gate that opens and counts, and some lamps. */
import {
  type Invariant, type Operation, type Suite, type System, count, flag, refTo, source, specification, suite, table, world,
} from "../../../src/language/index.ts";

const tables = {
  gate: table({ about: "a gate", columns: { tally: count({ max: 5 }), open: flag(), stuck: flag() } }),
  lamp: table({ about: "a lamp", columns: { lit: flag(), next: refTo("lamp") } }),
};
const gates = world({ name: "gates", tables });
export const sources = [source("this project", "test/engine/cases/world.ts")];

/** An operation from its steps, which take the gate when they act on one. */
export const acting = (name: string, then: Operation["cases"][number]["then"], more: Partial<Operation> = {}): Operation =>
  ({ name, summary: "For a test.", sources, by: "gate", checks: [], cases: [{ when: "it acts", then }], ...more });

export const claiming = (name: string, more: Partial<Invariant>): Invariant =>
  ({ name, claim: "Something.", why: "For a test.", sources, ...more });

/** Counts to five and gets stuck at three, unless it is kept from it. */
export const passing = (sticks: boolean): Operation => acting("Pass", {
  "the gate counts": ({ gate }) => { gate.tally++; },
  "a worn gate sticks": ({ gate }) => { if (sticks && gate.tally === 3) gate.stuck = true; },
}, { checks: [{ unless: "the day is not over", holds: ({ gate }) => gate.tally < 5, answer: "closed" }] });

export const neverStuck = claiming("no gate is stuck", { each: "gate", holds: (gate: any) => !gate.stuck });

/** A suite over gates and lamps. */
export function gateSuite(
  name: string, operations: readonly Operation[], invariants: readonly Invariant[],
  { gate = 1, lamp = 2, traces = 100, ...more }: { gate?: number; lamp?: number; traces?: number } & Partial<System<any, any>> = {},
): Suite {
  const budget = { traces, steps: 20 };
  return suite({
    name, claim: "For a test.", budget: { quick: budget, nightly: budget },
    specification: specification({ name, about: "For a test.", tables, operations, invariants }),
    system: gates.system({ name, about: "For a test.", sizes: { gate, lamp }, facts: {}, boot: () => {}, ...more } as never),
  });
}

/** What is in order: a gate that counts and does not stick. */
export const inOrder = gateSuite("a gate in order", [passing(false)], [neverStuck]);

