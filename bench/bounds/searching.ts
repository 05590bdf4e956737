/** Bounds tried by the simulator and its search. */
import { type Exact, asJson } from "../../src/timing/exact.ts";
import type { Chance } from "../../src/timing/search/random.ts";
import { type SearchOptions, searchWorstCase } from "../../src/timing/search/index.ts";
import { type SimulatedSystem, simulationDocument } from "../../src/timing/simulation/index.ts";
import type { Tried } from "./subject.ts";

/** A task and its bound; null where it has none. */
export type Bounds = readonly (readonly [task: string, bound: Exact | null])[];

interface Answer {
  readonly id: string;
  readonly bound?: Exact | null;
  readonly response?: Exact | null;
}

/** The bounds in an answer, under whichever name it has them. */
export const boundsOf = (tasks: readonly Answer[]): Bounds =>
  tasks.map(({ id, bound, response }) => [id, bound ?? response ?? null]);

/**
 * Searches for the worst case of each task that has a bound, and of one where that takes many simulations. The search is
 * not told the bound: it would stop as soon as it is reached.
 */
export function searched(system: SimulatedSystem, bounds: Bounds, chance: Chance, simulations: number,
  how: Pick<SearchOptions, "from" | "arrivals" | "jobs" | "span"> = {}): Tried[] {
  const bounded = bounds.flatMap(([task, bound]) => bound === null ? [] : [{ task, bound }]);
  const looked = simulations <= fewSimulations || bounded.length === 0 ? bounded : [chance.pick(bounded)];
  return looked.map(({ task, bound }) => {
    const seed = chance.below(2 ** 31);
    const { observedMax, witness } = searchWorstCase(system, { task, simulations, seed, ...how });
    return { what: `response of ${task}`, bound, observed: observedMax, witness: () => simulationDocument(system, witness, { seed }) };
  });
}

const fewSimulations = 20;

/** A witness as text: exact numbers as JSON has them. */
export const witnessText = (witness: unknown): string =>
  JSON.stringify(witness, (_, value: unknown) => isExact(value) ? asJson(value) : value);

const isExact = (value: unknown): value is Exact => typeof value === "object" && value !== null && "toFraction" in value;
