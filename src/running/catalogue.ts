/**
 * Everything that can be run by its name: the suites of the bundled kernels and of those that the user's own files export, and what
 * else these files add.
 */
import {
  type CraftedMutant, type Declared, type Invariant, type Operation, type Specification, type Stamp, type Suite, stampOf,
} from "../language/index.ts";
import { type Format, type Kernel, type Profile, type Survivor, formats, loadKernels } from "../kernels/index.ts";
import { Refusal, unknownSystem } from "./refusal.ts";
import { type Extras, loadExtras } from "./extras.ts";
import type { During } from "./load.ts";

export interface Catalogue {
  /** The formats that are read: the bundled ones, then those of the user. */
  readonly formats: readonly Format[];
  /** The bundled kernels, then those of the user. */
  readonly kernels: readonly Kernel[];
  /** What outcomes cost on platforms, as the user's files have it. */
  readonly profiles: readonly Profile[];
  /** The suites, their specifications as they are. */
  readonly suites: readonly Suite[];
  /** Those of them that are there to be measured: they run only when they are named themselves. */
  readonly apart: readonly Suite[];
  /** The crafted and historical mutants whose operations a specification has: suites may run a part of one. */
  readonly crafted: (specification: Specification) => readonly CraftedMutant[];
  /** The mutants of a specification that may survive, by name. */
  readonly survivors: (specification: Specification) => Readonly<Record<string, Survivor>>;
  /** A specification with what the user's files add. */
  readonly extended: (specification: Specification) => Specification;
}

/** The catalogue with the user's files; throws a Refusal when one of them cannot be used. */
export async function openCatalogue(files: readonly string[], during: During): Promise<Catalogue> {
  const bundled = await loadKernels();
  const extras = await loadExtras(files, during);
  const known = new Map<Specification, Specification>();
  const suitesOfTheirs = [...extras.suites, ...extras.kernels.flatMap(({ suites = [] }) => suites)];
  const theirs = new Set(suitesOfTheirs.map(({ specification }) => specification));
  const placed = new Set<object>([...theirs].flatMap(({ operations, invariants }) => [...operations, ...invariants]));
  // What has its place in a specification of the user's own is nothing that another of them lacks.
  const more = extras.declared.filter(({ value }) => !placed.has(value));
  const extended = (specification: Specification): Specification => {
    let result = known.get(specification);
    if (result === undefined) known.set(specification, result = extend(specification, theirs.has(specification) ? more : extras.declared));
    return result;
  };
  const kernels = [...bundled, ...extras.kernels];
  refuseRepeatedKernels(kernels);
  const [apart, usual] = [true, false].map((isApart) =>
    kernels.filter((one) => (one.apart ?? false) === isApart).flatMap(suitesOf)) as [Suite[], Suite[]];
  const suites = [...usual, ...extras.suites.filter((one) => !kernels.some((kernel) => kernel.suites?.includes(one))), ...apart];
  const kernelsOf = ({ tables }: Specification): readonly Kernel[] => kernels.filter(({ specification, suites: its = [] }) =>
    [specification, ...its.map((one) => one.specification)].some((one) => one?.tables === tables));
  refuseRepeatedSuites(suites);
  refuseHomeless(suites, extras);
  return {
    formats: [...formats, ...extras.formats], kernels, suites, apart, extended, profiles: extras.profiles,
    crafted: (specification) => {
      const own = extras.declared.filter(({ stamp }) => stamp.what === "mutant" && isOf(specification, stamp));
      const all = [...kernelsOf(specification).flatMap(({ mutants = [] }) => mutants), ...own.map(({ value }) => value as CraftedMutant)];
      return all.filter(({ operation }) => specification.operations.some((one) => one.name === operation));
    },
    survivors: (specification) =>
      Object.fromEntries(kernelsOf(specification).flatMap(({ survivors = {} }) => Object.entries(survivors))),
  };
}

/** The suites of a kernel; those that name no systems may be run on the kernel's. */
const suitesOf = ({ suites = [], systems }: Kernel): readonly Suite[] =>
  systems === undefined ? suites : suites.map((one) => one.systems === undefined ? { ...one, systems } : one);

/** What a suite runs on: a system by name, or its own; throws a Refusal for a name that it does not have. */
export function systemOf({ name, system, systems = {} }: Suite, wanted: string | undefined): Suite["system"] {
  if (wanted === undefined) return system;
  if (!Object.hasOwn(systems, wanted)) throw unknownSystem(name, wanted, Object.keys(systems));
  return systems[wanted]!;
}

/** A specification with what was declared for its world. */
function extend(specification: Specification, declared: Extras["declared"]): Specification {
  const own = declared.filter(({ stamp }) => isOf(specification, stamp));
  const of = <N>(what: Declared): readonly N[] => own.filter(({ stamp }) => stamp.what === what).map(({ value }) => value as N);
  const operations = added<Operation>("operation", specification, specification.operations, of("operation"));
  const invariants = added<Invariant>("invariant", specification, specification.invariants, of("invariant"));
  return operations === specification.operations && invariants === specification.invariants
    ? specification : { ...specification, operations, invariants };
}

/** Whether a declaration was made with the words in which a specification is written. */
function isOf({ tables, operations, invariants }: Specification, { world }: Stamp): boolean {
  return tables === world.tables || [...operations, ...invariants].some((one) => stampOf(one)?.world.tables === world.tables);
}

/** Refuses what was declared for a world of which no suite runs: it would be checked nowhere. */
function refuseHomeless(suites: readonly Suite[], { declared }: Extras): void {
  for (const { stamp, value, file } of declared)
    if (stamp.what !== "system" && !suites.some(({ specification }) => isOf(specification, stamp))) throw new Refusal(
      `${file}: the ${stamp.what} "${value.name}" belongs to the world "${stamp.world.name}", of which there is no suite: export one`);
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

function refuseRepeatedKernels(kernels: readonly Kernel[]): void {
  const repeated = kernels.find(({ name }, i) => kernels.findIndex((other) => other.name === name) < i);
  if (repeated !== undefined) throw new Refusal(`two kernels are called "${repeated.name}": give one of them another name`);
}

function refuseRepeatedSuites(suites: readonly Suite[]): void {
  const repeated = suites.find(({ name }, i) => suites.findIndex((other) => other.name === name) < i);
  if (repeated !== undefined)
    throw new Refusal(`two suites are called "${repeated.name}": give one of them another name`);
}
