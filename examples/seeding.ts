/**
 * A seeded bug: a specification with one fault, the one claim that is checked, and the length of the shortest trace that shows it.
 * What a shrinker is measured by: the lengths are exact, found by exhaustive search.
 */
import {
  type CraftedMutant, type Invariant, type Operation, type Specification, type Suite, type System, suite,
} from "../src/language/index.ts";

export interface SeededBug {
  readonly name: string;
  readonly specification: Specification;
  readonly system: System<any, any>;
  /** Steps of the shortest trace that breaks the claim. */
  readonly shortest: number;
}

/** Replaces one step of an operation's case. */
export function replaceStep(operation: string, when: number, sentence: string, step: (scene: any) => unknown): CraftedMutant["change"] {
  return (right: Operation) => {
    const one = right.cases[when]!;
    if (!Object.hasOwn(one.then, sentence)) throw new Error(`"${operation}" has no step "${sentence}"`);
    return { ...right, cases: right.cases.with(when, { ...one, then: { ...one.then, [sentence]: step } }) };
  };
}

/** A bug with its name, the length of its shortest trace, and what is changed in which operation. */
export function bug(
  name: string, shortest: number, from: Specification, system: System<any, any>, invariant: Invariant,
  changes: Readonly<Record<string, CraftedMutant["change"]>>,
): SeededBug {
  const operations = from.operations.map((right) => changes[right.name]?.(right) ?? right);
  return { name, shortest, system, specification: { ...from, operations, invariants: [invariant] } };
}

/** How long the suites of the measured models run. */
export const measuredBudget: Suite["budget"] = { quick: { traces: 2000, steps: 40 }, nightly: { traces: 100_000, steps: 60 } };

/** The suite of a bug, which goes by its name without its number: `M1.1 double reply` is `bench:double-reply`. */
export function suiteOfBug({ name, specification, system, shortest }: SeededBug, sizes: NonNullable<Suite["systems"]>): Suite {
  const [number, ...words] = name.split(" ");
  return suite({
    name: `bench:${words.join("-")}`,
    claim: `Fails on purpose: the seeded bug ${number!} breaks its claim after ${shortest} steps, and never sooner.`,
    specification, system, systems: Object.fromEntries(Object.entries(sizes).filter(([, size]) => size === system)), budget: measuredBudget,
  });
}
