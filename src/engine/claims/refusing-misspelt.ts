/**
 * Refuses what a specification, a system or a suite calls by a name that is not there. A name that nothing bears is never met:
 * a waiver waives nothing, a guard guards nothing, and a claim that compares with it speaks of nothing.
 */
import { namesOfBroken } from "../../language/breaking.ts";
import { SpecificationFault, didYouMean } from "../../language/fault.ts";
import type { Invariant } from "../../language/invariant.ts";
import { keyWordOf } from "../../language/operation-key.ts";
import type { Operation } from "../../language/operation.ts";
import { promisesOf } from "../../language/promises.ts";
import { isExplored } from "../../language/progress.ts";
import type { Specification, Suite } from "../../language/suite.ts";
import { type System, stampOf } from "../../language/world.ts";
import { type AskedName, type Part, namesAsked } from "../../sentences/asking.ts";
import { readerFor } from "../../sentences/read.ts";
import { sentencesOf } from "../../sentences/understand.ts";
import { mutantsOf } from "../mutants/mutants.ts";

/** Throws a SpecificationFault that names what is not there, or what contradicts itself. `crafted` are the mutants made by hand. */
export function refuseMisspelt(
  specification: Specification, system: System<any, any>, crafted: readonly string[],
  { requires = [], explored = [], systems = {}, breaks }: Pick<Suite, "requires" | "explored" | "systems" | "breaks"> = {},
): void {
  const mutants = new Set([...mutantsOf(specification, []).map(({ name }) => name), ...crafted]);
  for (const invariant of specification.invariants) {
    const { name, guards = [] } = invariant;
    if (isExplored(invariant) && guards.length > 0) throw new SpecificationFault("unknown name",
      `the invariant "${name}" names guards, which random traces try, and only cordon explore decides it: leave "guards" out`);
    for (const guard of guards) refuseUnless(mutants, guard, `the invariant "${name}" is guarded by`, "which is not a mutant");
  }
  for (const name of explored) refuseUnless(new Set(Object.keys(systems)), name, "the suite is explored on", "which is not one of its systems");
  refuseUnbreakable(specification, { requires, ...breaks === undefined ? {} : { breaks } });
  const there = new Set(promisesOf(specification));
  const what = "which is neither an outcome nor a claim nor a seen";
  for (const waived of Object.keys(system.waived ?? {})) refuseUnless(there, waived, `the system "${system.name}" waives`, what);
  for (const required of requires) {
    refuseUnless(there, required, "the suite requires", what);
    if (Object.hasOwn(system.waived ?? {}, required)) throw new SpecificationFault("unknown name",
      `the suite requires "${required}", which the system "${system.name}" waives: one of the two is wrong`);
  }
}

/** Refuses claims to be broken that are not there, or whose steps are no number of steps; and what is required of them. */
export function refuseUnbreakable(specification: Specification, { breaks, requires = [] }: Pick<Suite, "breaks" | "requires">): void {
  if (breaks === undefined) return;
  const claims = new Set(specification.invariants.map(({ name }) => name));
  for (const [claim, steps] of Object.entries(breaks)) {
    refuseUnless(claims, claim, "the suite breaks", "which is not a claim");
    if (!Number.isInteger(steps) || steps < 0) throw new SpecificationFault("count out of bound",
      `the suite breaks "${claim}" in ${String(steps)} steps: give the steps of its shortest counterexample, 0 for the initial state`);
  }
  const left = namesOfBroken({ specification, breaks });
  const asked = requires.find((name) => left.has(name));
  if (asked !== undefined) throw new SpecificationFault("unknown name",
    `the suite requires "${asked}" of a claim that it breaks, of which nothing but that is asked: take it out of "requires"`);
}

function refuseUnless(known: ReadonlySet<string>, name: string, lead: string, what: string): void {
  if (!known.has(name)) throw new SpecificationFault("unknown name", `${lead} "${name}", ${what}${didYouMean(name, known)}`);
}

/**
 * Refuses claims that ask of steps what no operation has: an argument, an outcome, an answer, or an operation that is not there. All claims
 * over steps are read for that, which takes as long as hundreds of traces.
 */
export function refuseMisspeltSteps(specification: Specification): void {
  const reader = readerFor(sentencesOf(specification.operations, specification.invariants));
  const refuse = refusalsOf(specification);
  for (const invariant of specification.invariants) for (const [sentence, fn] of Object.entries(sentencesOverSteps(invariant)))
    if (typeof fn === "function") for (const one of namesAsked(fn, reader)) {
      const why = refuse(one);
      if (why !== null) throw new SpecificationFault("unknown name", `the invariant "${invariant.name}" ${why} (at "${sentence}")`);
    }
}

/** Every sentence that looks at steps. */
const sentencesOverSteps = ({ permits, seen, unseen, counting }: Invariant): Readonly<Record<string, unknown>> =>
  ({ ...permits, ...seen, hidden: unseen?.hidden, hears: unseen?.hears, counting });

/** Says of a name what it is not; null of one that is there. */
function refusalsOf({ tables, operations, whole }: Specification): (one: AskedName) => string | null {
  const all = [...operations, ...whole?.operations ?? []];
  const known: Record<Part, readonly string[]> = {
    operation: all.map(({ name }) => name),
    outcome: all.flatMap(({ checks, cases }) => [...checks.map(({ unless }) => unless), ...cases.map(({ when }) => when)]),
    answer: all.flatMap(({ checks, cases }) => [...checks, ...cases].map(({ answer = "ok" }) => answer)),
  };
  const argumentsOf = ({ by, asks = {} }: Operation): string[] => [...by === undefined ? [] : [by], ...Object.keys(asks)];
  // A column or an argument may be called so, too.
  const others = [...Object.values(tables).map(({ columns }) => columns), ...all.map(({ asks = {} }) => asks)].flatMap(Object.entries);
  const unless = (names: readonly string[], name: string, what: string): string | null =>
    names.includes(name) || name in Object.prototype ? null : `${what}${didYouMean(name, names)}`;
  const isOurs = (key: Operation): boolean =>
    all.some((one) => one.name === key.name && stampOf(one)?.world.tables === stampOf(key)?.world.tables);
  return (one) => {
    const { name } = one;
    switch (one.kind) {
      case "argument": return unless(all.flatMap(argumentsOf), name, `asks a step for the argument "${name}", which no operation has`);
      case "compared": {
        const { what, how } = one;
        const words = [...known[what], ...others.flatMap(([called, its]) => called === what && "values" in its ? its.values : [])];
        return words.some((word) => how === "equals" ? word === name : word[how](name)) ? null
          : `compares the ${what} of a step with "${name}", which is not an ${what} of the specification${didYouMean(name, words)}`;
      }
      case "named": {
        const { operation, word, names } = one.word;
        const there = operation === null ? known.answer.filter((answer) => names.includes(answer)) : names;
        const [verb, what] = word === "told" ? ["told", "answer"] : ["ended with", "outcome"];
        const [who, whose] = operation === null ? ["a step", "the specification"] : [`"${operation}"`, "it"];
        return unless(there, name, `asks whether ${who} ${verb} "${name}", which is not an ${what} of ${whose}`);
      }
      default: {
        const key = one.key as unknown as Operation;
        const { operation } = keyWordOf(one.key.of)!;
        if (operation !== key.name)
          return `asks for steps of "${key.name}", a copy of "${operation!}": declare it with the words of its world`;
        if (!isOurs(key)) return `asks for steps of "${operation}" of the world "${stampOf(key)?.world.name ?? "?"}", `
          + `which is not an operation of the specification${didYouMean(operation, known.operation)}`;
        return one.kind === "word" ? unless(Object.keys(key), name, `asks "${operation}" for "${name}", which is not a word of an operation`)
          : unless(argumentsOf(key), name, `asks "${operation}" for the argument "${name}", which it does not have`);
      }
    }
  };
}
