/**
 * Everything that can be run by its name: the bundled suites, and what the user's own files add to them.
 */
import type { CraftedMutant, Invariant, Operation, Specification, Suite } from "../language/index.ts";
import { Refusal, unknownSystem } from "./refusal.ts";
import { type Extras, loadExtras } from "./extras.ts";
import type { During } from "./workers/load.ts";

export interface Catalogue {
  /** The suites, their specifications as they are. */
  readonly suites: readonly Suite[];
  /** Those of them that are there to be measured: they run only when they are named themselves. */
  readonly apart: readonly Suite[];
  /** The crafted and historical mutants whose operations a specification has: suites may run a part of one. */
  readonly crafted: (specification: Specification) => readonly CraftedMutant[];
  /** A specification with what the user's files add. */
  readonly extended: (specification: Specification) => Specification;
}

/** The catalogue with the user's files; throws a Refusal when one of them cannot be used. */
export async function openCatalogue(files: readonly string[], during: During): Promise<Catalogue> {
  const [bundled, { measured }] = await Promise.all([import("../../properties/index.ts"), import("../../bench/models/index.ts")]);
  const extras = await loadExtras(files, during);
  const known = new Map<Specification, Specification>();
  const extended = (specification: Specification): Specification => {
    let result = known.get(specification);
    if (result === undefined) known.set(specification, result = extend(specification, extras));
    return result;
  };
  const suites = [...bundled.suites, ...extras.suites, ...measured];
  refuseRepeatedSuites(suites);
  return {
    suites, apart: measured, extended,
    crafted: ({ name, operations }) => {
      const all = [...(bundled.craftedMutants[name] ?? []), ...extras.mutants];
      return all.filter(({ operation }) => operations.some((one) => one.name === operation));
    },
  };
}

/** What a suite runs on: a system by name, or its own; throws a Refusal for a name that it does not have. */
export function systemOf({ name, system, systems = {} }: Suite, wanted: string | undefined): Suite["system"] {
  if (wanted === undefined) return system;
  if (!Object.hasOwn(systems, wanted)) throw unknownSystem(name, wanted, Object.keys(systems));
  return systems[wanted]!;
}

function extend(specification: Specification, extras: Extras): Specification {
  const operations = added<Operation>("operation", specification, specification.operations, extras.operations);
  const invariants = added<Invariant>("invariant", specification, specification.invariants, extras.invariants);
  return operations === specification.operations && invariants === specification.invariants
    ? specification : { ...specification, operations, invariants };
}

function added<N extends { readonly name: string }>(
  what: string, { name: specification }: Specification, own: readonly N[], more: readonly N[],
): readonly N[] {
  const fresh = more.filter((one) => !own.includes(one));
  const repeated = fresh.find(({ name }, i) => [...own, ...fresh.slice(0, i)].some((other) => other.name === name));
  if (repeated !== undefined) throw new Refusal(
    `"${repeated.name}" is already an ${what} of ${specification}; it cannot be replaced: give yours another name`);
  return fresh.length === 0 ? own : [...own, ...fresh];
}

function refuseRepeatedSuites(suites: readonly Suite[]): void {
  const repeated = suites.find(({ name }, i) => suites.findIndex((other) => other.name === name) < i);
  if (repeated !== undefined)
    throw new Refusal(`two suites are called "${repeated.name}": give one of them another name`);
}
