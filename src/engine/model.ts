/**
 * A model: a specification made ready to run on one system. It owns the packed worlds and everything that is
 * compiled against them; generation, checking, shrinking and replay all work on it.
 */
import { didYouMean, SpecificationFault } from "../language/fault.ts";
import type { Invariant } from "../language/invariant.ts";
import type { Operation } from "../language/operation.ts";
import type { Specification } from "../language/suite.ts";
import type { System } from "../language/world.ts";
import { Changes } from "./world/changes.ts";
import { type Claim, type Seen, claimOf } from "./claims/claims.ts";
import { guarded } from "./stepping/guard.ts";
import { KnownStates } from "./claims/checked-state-cache.ts";
import { routinesIn } from "../language/routine.ts";
import { layoutOf, schemaOf } from "../sentences/layout.ts";
import { caught, noted, raiseNoted } from "./stepping/noting.ts";
import { Memory, seeListsUnchanged } from "./world/rows.ts";
import { Asking } from "./claims/relevance.ts";
import { Waits } from "./claims/waits.ts";
import { countersFor } from "./claims/within.ts";
import { done } from "./stepping/scenes.ts";
import { refuseUnfair } from "./progress/claims.ts";
import { freezeFacts } from "./search/sharing.ts";
import { OperationRunner } from "./stepping/operation-runner.ts";

export interface Model {
  readonly specification: Specification;
  readonly system: System<any, any>;
  readonly now: Memory;
  /** The state before the latest step. */
  readonly before: Memory;
  readonly initial: Int32Array;
  readonly steppers: readonly OperationRunner[];
  /** The steppers whose arguments all have values in this system: generators choose among these. */
  readonly possible: readonly number[];
  readonly claims: readonly Claim[];
  /** Places in `claims`: claims over states, and claims over steps. */
  readonly stateClaims: readonly number[];
  readonly stepClaims: readonly number[];
  readonly seenInStates: readonly PlacedSeen[];
  readonly seenInSteps: readonly PlacedSeen[];
  /** Whether anything looks at steps, so that the state before is kept. */
  readonly looksBack: boolean;
  readonly changes: Changes | null;
  readonly known: KnownStates;
  readonly asking: Asking;
  /** Counts how long is waited for what must come within so many steps; null where nothing must. */
  readonly waits: Waits | null;
  /** The same system in worlds of its own, for claims over two runs; made when it is first asked for. */
  readonly twin: () => Model;
}

/** A `seen` sentence with its claim and its place there. */
export interface PlacedSeen extends Seen {
  readonly claim: number;
  readonly place: number;
}

/** Compiles a specification for a system; throws a SpecificationFault that names what is wrong with either. */
export function compile(specification: Specification, system: System<any, any>): Model {
  const layout = layoutOf(schemaOf(specification.tables), system.sizes, countersFor(specification.invariants, system.sizes));
  for (const table of Object.keys(system.names ?? {})) if (!Object.hasOwn(specification.tables, table))
    throw new SpecificationFault("unknown name", `the system "${system.name}" names rows of "${table}", which is not a table`
      + didYouMean(table, Object.keys(specification.tables)));
  const [now, before] = [new Memory(layout), new Memory(layout)];
  boot(system, now);
  now.gate.isOpen = before.gate.isOpen = false;
  return assemble(specification, system, now, before);
}

/**
 * The same system under changed operations, and perhaps other invariants, for mutants, which differ in few of them. All else is shared:
 * code that has run often stays quick, and states that one of them has checked are known to all whose invariants are the same. An operation
 * that was not looked at yet is made anew, so that each learns by itself which names its `look` gives.
 */
export function recompile(
  model: Model, operations: readonly Operation[], invariants: readonly Invariant[] = model.specification.invariants,
): Model {
  const { specification, steppers, now, system } = model;
  refuseRepeats("operations", operations);
  const claims = invariants === specification.invariants ? model : claiming(model, invariants);
  const { waits } = claims;
  const isKnown = (stepper: OperationRunner): boolean => stepper.lookedUp !== null && stepper.waits === waits;
  const known = new Map(steppers.filter(isKnown).map((stepper) => [stepper.operation, stepper]));
  return {
    ...model, ...claims, initial: waits === model.waits ? model.initial : counted(model, waits),
    specification: { ...specification, operations, invariants },
    ...taking(operations.map((operation) => known.get(operation) ?? new OperationRunner(operation, now, system.facts, waits))),
    twin: once(() => recompile(model.twin(), operations, invariants)),
  };
}

/** By operation, the names that its `look` gives; null where the model has not looked yet. */
export const namesLearned = ({ steppers }: Model): (readonly string[] | null)[] => steppers.map(({ lookedUp }) => lookedUp);

/** Teaches a model and its twin the names that were learned elsewhere. */
export function learnNames(model: Model, names: readonly (readonly string[] | null)[]): void {
  for (const { steppers } of [model, model.twin()]) steppers.forEach((stepper, i) => { stepper.lookedUp ??= names[i]!; });
}

/** The steppers, and which of them generators choose among. */
function taking(steppers: readonly OperationRunner[]): Pick<Model, "steppers" | "possible"> {
  return { steppers, possible: steppers.flatMap((stepper, i) => stepper.calls > 0 ? [i] : []) };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => made ??= make();
}

function boot(system: System<any, any>, now: Memory): void {
  noted.fault = null;
  try {
    now.gate.isBooting = true;
    guarded(() => { done(system.boot(now.world as never, freezeFacts(system.facts)), "boot"); });
    seeListsUnchanged(now);
    if (noted.fault !== null) raiseNoted();
  } catch (thrown) {
    const error = caught(thrown);
    const where = ` (in the boot of the system "${system.name}")`;
    if (error instanceof SpecificationFault) throw new SpecificationFault(error.code, error.sentence + where);
    throw new SpecificationFault(error instanceof TypeError ? "missing row" : "sentence threw",
      `${error instanceof Error ? error.message : String(error)}${where}`);
  } finally {
    now.gate.isBooting = false;
  }
}

/** Puts the system back into its initial state. */
export function restart(model: Model): void {
  model.now.words.set(model.initial);
}

function assemble(
  specification: Specification, system: System<any, any>, now: Memory, before: Memory,
): Model {
  const { operations, invariants } = specification;
  refuseRepeats("operations", operations);
  refuseRepeats("operations or routines", [...operations, ...routinesIn(operations)]);
  refuseUnfair(specification);
  const claims = claiming({ system, now, before }, invariants);
  const { waits } = claims;
  return {
    specification, system, now, before, initial: counted({ now, initial: now.words.slice() }, waits),
    ...taking(operations.map((operation) => new OperationRunner(operation, now, system.facts, waits))),
    ...claims,
    twin: once(() => compile(specification, system)),
  };
}

/** An initial state with what is counted there of waits; it becomes the present one. */
function counted({ now, initial }: Pick<Model, "now" | "initial">, waits: Waits | null): Int32Array {
  now.words.set(initial);
  if (waits !== null) guarded(() => { waits.begin(); });
  return now.words.slice();
}

/** The claims, what is needed for them, and what is remembered of them. */
function claiming(
  { system, now, before }: Pick<Model, "system" | "now" | "before">, invariants: readonly Invariant[],
): Omit<Model, "specification" | "system" | "now" | "before" | "initial" | "steppers" | "possible" | "twin"> {
  refuseRepeats("invariants", invariants);
  const claims = invariants.map((invariant) => claimOf(invariant, now, before, system.facts));
  const placesOf = (wanted: (claim: Claim) => boolean) => claims.flatMap((claim, c) => wanted(claim) ? [c] : []);
  const seen = (inSteps: boolean) => claims.flatMap(({ seen, seenInSteps }, claim) =>
    seenInSteps === inSteps ? seen.map((one, place): PlacedSeen => ({ ...one, claim, place })) : []);
  const [seenInStates, seenInSteps] = [seen(false), seen(true)];
  return {
    claims, seenInStates, seenInSteps,
    stateClaims: placesOf(({ state }) => state !== undefined),
    stepClaims: placesOf(({ step, change }) => step !== undefined || change !== undefined),
    looksBack: claims.some(({ step, change }) => step !== undefined || change !== undefined),
    changes: claims.some(({ change }) => change !== undefined) ? new Changes(now.layout) : null,
    asking: new Asking(),
    waits: claims.some(({ within }) => within !== undefined) ? new Waits(claims, now, system.facts) : null,
    known: new KnownStates(now.words.length, seenInStates.length),
  };
}

function refuseRepeats(what: string, named: readonly { readonly name: string }[]): void {
  const names = new Set<string>();
  for (const { name } of named) {
    if (names.has(name)) throw new SpecificationFault("duplicate sentence", `two ${what} are called "${name}"`);
    names.add(name);
  }
}
