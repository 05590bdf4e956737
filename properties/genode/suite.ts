/**
 * Suites of the Genode specification. Each takes the operations that name its concern, so that short traces go deep, and checks
 * every invariant; it must see what the invariants of its own concern speak of, and leaves the other sightings to others.
 */
import { type Specification, type Suite, type System, operationsOf, suite } from "../../src/language/index.ts";
import { genode } from "../../spec/genode/index.ts";
import { genodeMutants } from "./mutants.ts";
import promises from "./promises.json" with { type: "json" };

/** The outcomes of each operation, and the sightings of each invariant: what `npm run promises` wrote down. */
const { outcomes: promisedOutcomes, sightings: promisedSightings }: Readonly<Record<keyof typeof promises, Parts>> = promises;
type Parts = Readonly<Record<string, readonly string[]>>;

interface Concern {
  /** The word by which operations name it; the suite is `genode-` with that. */
  readonly concern: string;
  readonly claim: string;
  readonly system: System<any, any>;
  /** Names of the invariants that must be applied in this suite, and whose sightings it must reach. */
  readonly sees: readonly string[];
  /** Traces of the quick budget, where 3,000 do not meet everything. */
  readonly traces?: number;
  /** Outcomes of these operations that another suite reaches: by suite, as `operation / outcome`. */
  readonly elsewhere: Readonly<Record<string, readonly string[]>>;
}

/** Makes a suite of one concern. */
export function genodeSuite({ concern, claim, system, sees, traces = 3000, elsewhere }: Concern): Suite {
  const name = `genode-${concern}`;
  const taken = operationsOf(genode.operations, concern);
  const all = [...taken.own, ...taken.alongside];
  const [own, operations] = [taken.own.map((one) => one.name), all.map((one) => one.name)];
  const specification: Specification = {
    ...genode, whole: genode, operations: all,
    // Guards are mutants of operations; those of operations that do not take part guard in another suite.
    invariants: genode.invariants.map(({ guards = [], ...invariant }) =>
      ({ ...invariant, guards: guards.filter((guard) => operations.includes(operationOf(guard))) })),
  };
  for (const invariant of sees) named(genode.invariants, invariant);
  const left = new Set(Object.values(elsewhere).flat());
  for (const outcome of left) if (!outcomesOf(own).includes(outcome))
    throw new Error(`the suite "${name}" leaves "${outcome}" to another suite, and it is not a promised outcome of its own operations`);
  return suite({
    name, claim, specification, promises: promisesOf(operations),
    system, requires: [...outcomesOf(own).filter((outcome) => !left.has(outcome)), ...sightingsOf(sees)],
    budget: { quick: { traces, steps: 40 }, nightly: { traces: 100_000, steps: 80 } },
  });
}

/** Everything that must be there: the outcomes of the operations, every invariant and every sighting. */
function promisesOf(operations: readonly string[]): string[] {
  return [...outcomesOf(operations), ...sightingsOf(Object.keys(promisedSightings))];
}

/** Invariants with their sightings. */
function sightingsOf(invariants: readonly string[]): string[] {
  return invariants.flatMap((invariant) =>
    [invariant, ...(promisedSightings[invariant] ?? []).map((sighting) => `${invariant} / ${sighting}`)]);
}

function outcomesOf(operations: readonly string[]): string[] {
  return operations.flatMap((operation) => (promisedOutcomes[operation] ?? []).map((outcome) => `${operation} / ${outcome}`));
}

/** The operation that a mutant changes; a derived mutant begins with its name. */
function operationOf(mutant: string): string {
  return genodeMutants.find(({ name }) => name === mutant)?.operation ?? mutant.slice(0, mutant.indexOf(" / "));
}

function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`a suite of Genode names "${name}", which the specification does not have`);
  return found;
}
