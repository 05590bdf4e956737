/**
 * A model: a specification made ready to run on one system. It owns the packed worlds and everything that is
 * compiled against them; generation, checking, shrinking and replay all work on it.
 */
import { didYouMean, SpecificationFault } from "../language/fault.ts";
import type { Invariant } from "../language/invariant.ts";
import type { Operation } from "../language/operation.ts";
import type { Specification } from "../language/suite.ts";
import type { System } from "../language/world.ts";
import { type Claim, claimOf } from "./claims.ts";
import { layoutOf, schemaOf } from "./layout.ts";
import { derivedMutants } from "./mutants.ts";
import { Memory } from "./rows.ts";
import { Stepper } from "./stepping.ts";

export interface Model {
  readonly specification: Specification;
  readonly system: System<any, any>;
  readonly now: Memory;
  /** The state before the latest step. */
  readonly before: Memory;
  readonly initial: Int32Array;
  readonly steppers: readonly Stepper[];
  /** The steppers whose arguments all have values in this system: generators choose among these. */
  readonly possible: readonly number[];
  readonly claims: readonly Claim[];
  readonly hasStepClaims: boolean;
}

/** Compiles a specification for a system; throws a SpecificationFault that names what is wrong with either. */
export function compile(specification: Specification, system: System<any, any>): Model {
  const layout = layoutOf(schemaOf(specification.tables), system.sizes);
  const now = new Memory(layout);
  system.boot(now.world as never, system.facts);
  return assemble(specification, system, now, new Memory(layout), now.words.slice());
}

/** The same system under changed operations, sharing the worlds: for mutants, which differ in one operation. */
export function recompile(model: Model, operations: readonly Operation[]): Model {
  return assemble({ ...model.specification, operations }, model.system, model.now, model.before, model.initial);
}

/** Puts the system back into its initial state. */
export function restart(model: Model): void {
  model.now.words.set(model.initial);
}

function assemble(
  specification: Specification, system: System<any, any>, now: Memory, before: Memory, initial: Int32Array,
): Model {
  const { operations, invariants } = specification;
  refuseRepeats("operation", operations);
  refuseRepeats("invariant", invariants);
  const steppers = operations.map((operation) => new Stepper(operation, now, system.facts));
  const claims = invariants.map((invariant) => claimOf(invariant, now, before, system.facts));
  return {
    specification, system, now, before, initial, steppers, claims,
    possible: steppers.flatMap((stepper, i) => stepper.calls > 0 ? [i] : []),
    hasStepClaims: claims.some(({ step, seenInSteps }) => step !== undefined || seenInSteps),
  };
}

function refuseRepeats(what: string, named: readonly { readonly name: string }[]): void {
  const names = new Set<string>();
  for (const { name } of named) {
    if (names.has(name)) throw new SpecificationFault("duplicate sentence", `two ${what}s are called "${name}"`);
    names.add(name);
  }
}

/** Throws a SpecificationFault when an invariant's `guards` or a system's `waived` names something that is not there. */
export function refuseMisspelt(specification: Specification, system: System<any, any>, crafted: readonly string[]): void {
  const mutants = new Set([...specification.operations.flatMap(derivedMutants).map(({ name }) => name), ...crafted]);
  for (const { name, guards = [] } of specification.invariants)
    for (const guard of guards) if (!mutants.has(guard)) throw new SpecificationFault("unknown name",
      `the invariant "${name}" is guarded by "${guard}", which is no mutant${didYouMean(guard, mutants)}`);
  const reachable = new Set([...outcomeNames(specification.operations), ...seenNames(specification.invariants)]);
  for (const waived of Object.keys(system.waived ?? {})) if (!reachable.has(waived)) throw new SpecificationFault("unknown name",
    `the system "${system.name}" waives "${waived}", which is no outcome and no seen${didYouMean(waived, reachable)}`);
}

/** `operation / outcome` for every outcome. */
export function outcomeNames(operations: readonly Operation[]): string[] {
  return operations.flatMap(({ name, checks, cases }) =>
    [...checks.map(({ unless }) => unless), ...cases.map(({ when }) => when)].map((outcome) => `${name} / ${outcome}`));
}

/** `invariant / sentence` for every `seen`. */
export function seenNames(invariants: readonly Invariant[]): string[] {
  return invariants.flatMap(({ name, seen = {} }) => Object.keys(seen).map((sentence) => `${name} / ${sentence}`));
}
