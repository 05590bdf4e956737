/**
 * Refuses what a specification, a system or a suite calls by a name that is not there. A name that nothing bears is never met:
 * a waiver waives nothing, a guard guards nothing, and a claim that compares with it speaks of nothing.
 */
import { SpecificationFault, didYouMean } from "../../language/fault.ts";
import type { Invariant } from "../../language/invariant.ts";
import { promisesOf } from "../../language/promises.ts";
import type { Specification, Suite } from "../../language/suite.ts";
import type { System } from "../../language/world.ts";
import { derivedMutants } from "../mutants/mutants.ts";
import { type Compared, argumentsAsked, namesCompared } from "./names-compared.ts";

/** Throws a SpecificationFault that names what is not there, or what contradicts itself. `crafted` are the mutants made by hand. */
export function refuseMisspelt(
  specification: Specification, system: System<any, any>, crafted: readonly string[], { requires = [] }: Pick<Suite, "requires"> = {},
): void {
  const mutants = new Set([...specification.operations.flatMap(derivedMutants).map(({ name }) => name), ...crafted]);
  for (const { name, guards = [] } of specification.invariants)
    for (const guard of guards) refuseUnless(mutants, guard, `the invariant "${name}" is guarded by`, "which is no mutant");
  const there = new Set(promisesOf(specification));
  const what = "which is no outcome, no claim and no seen";
  for (const waived of Object.keys(system.waived ?? {})) refuseUnless(there, waived, `the system "${system.name}" waives`, what);
  for (const required of requires) {
    refuseUnless(there, required, "the suite requires", what);
    if (Object.hasOwn(system.waived ?? {}, required)) throw new SpecificationFault("unknown name",
      `the suite requires "${required}", which the system "${system.name}" waives: one of the two is wrong`);
  }
  refuseMisspeltSteps(specification);
}

function refuseUnless(known: ReadonlySet<string>, name: string, lead: string, what: string): void {
  if (!known.has(name)) throw new SpecificationFault("unknown name", `${lead} "${name}", ${what}${didYouMean(name, known)}`);
}

/** Refuses claims that compare the operation, the outcome or the answer of a step with a name that no operation bears. */
export function refuseMisspeltSteps({ tables, operations, whole, invariants }: Specification): void {
  const all = [...operations, ...whole?.operations ?? []];
  const known: Record<Compared["what"], readonly string[]> = {
    operation: all.map(({ name }) => name),
    outcome: all.flatMap(({ checks, cases }) => [...checks.map(({ unless }) => unless), ...cases.map(({ when }) => when)]),
    answer: all.flatMap(({ checks, cases }) => [...checks, ...cases].map(({ answer = "ok" }) => answer)),
  };
  // A column or an argument may be called so, too.
  const others = [...Object.values(tables).map(({ columns }) => columns), ...all.map(({ asks = {} }) => asks)].flatMap(Object.entries);
  const sentences = invariants.flatMap((invariant) => sentencesOf(invariant).map((one) => ({ invariant, ...one })));
  const args = new Set(all.flatMap(({ by, asks = {} }) => [...by === undefined ? [] : [by], ...Object.keys(asks)]));
  for (const { invariant, sentence, text } of sentences) for (const name of argumentsAsked(text)) if (!args.has(name))
    throw new SpecificationFault("unknown name", `the invariant "${invariant.name}" asks a step for the argument "${name}", which no operation has`
      + `${didYouMean(name, args)} (at "${sentence}")`);
  for (const { invariant, sentence, text } of sentences) for (const { what, name, how } of namesCompared(text)) {
    const words = new Set([...known[what], ...others.flatMap(([called, one]) => called === what && "values" in one ? one.values : [])]);
    if ([...words].some((word) => how === "equals" ? word === name : word[how](name))) continue;
    throw new SpecificationFault("unknown name", `the invariant "${invariant.name}" compares the ${what} of a step with "${name}", `
      + `which is no ${what} of the specification${didYouMean(name, words)} (at "${sentence}")`);
  }
}

/** Every sentence that looks at steps, with its text. */
function sentencesOf({ permits = {}, seen = {}, unseen }: Invariant): { readonly sentence: string; readonly text: string }[] {
  return [...Object.entries(permits), ...Object.entries(seen), ...Object.entries({ hidden: unseen?.hidden, hears: unseen?.hears })]
    .flatMap(([sentence, fn]) => typeof fn === "function" ? [{ sentence, text: String(fn) }] : []);
}
