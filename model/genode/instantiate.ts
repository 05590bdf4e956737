/**
 * Makes a system of the Genode specification from a configuration: exactly its components, services, routes and quotas,
 * with a bounded number of sessions, objects and capability names for each component.
 */
import type { System, World } from "../../src/language/index.ts";
import type { InitConfig } from "../../spec/genode/config.ts";
import type { Amount, Facts } from "../../spec/genode/facts.ts";
import { environmentSessions, preservedCaps, preservedRam } from "../../spec/genode/quota.ts";
import { waysOf } from "../../spec/genode/ways.ts";
import { type Tables, system } from "../../spec/genode/world.ts";
import { bootComponent, bootTopmost } from "./boot.ts";
import { type ListedComponent, listComponents } from "./components.ts";
import { partitionsOf } from "./partitions.ts";
import { listWishes } from "./wishes.ts";

/**
 * Bytes of session meta data that each parent keeps. It depends on the build; issue genodelabs/genode#2707 shows 785.
 */
const sessionCost = 785;

/** Bytes of the object that a service inside the parent makes for a session. */
const localCost = 1024;

/** The topmost init has plenty, since its own quota is not in the file: 1 TiB and a million capabilities. */
const totalRam = 1024 ** 4;
const totalCaps = 1_000_000;

const kib = 1024;
const ramAmounts: readonly Amount[] = [
  { name: "nothing", value: 0 }, { name: "a byte less than the session cost", value: sessionCost - 1 },
  { name: "the session cost", value: sessionCost }, { name: "8K", value: 8 * kib }, { name: "64K", value: 64 * kib },
  { name: "300K", value: 300 * kib }, { name: "1M", value: 1024 * kib }, { name: "8M", value: 8192 * kib },
  { name: "512M", value: 524288 * kib },
];
const capAmounts: readonly Amount[] = [0, 1, 3, 20, 40, 100, 2000].map((value) => ({ name: `${value}`, value }));

/** Places for sessions besides the environment's, for each component; an init needs more, for what it passes on. */
const sessionsEach = 3;
const sessionsOfAnInit = 14;
const objectsEach = 2;
const namesEach = 3;
const namesOfAnInit = 4;
const dataspacesEach = 2;

/** How far components have come when a trace begins, by their names; the others are alive. */
export interface Beginning {
  /** Not started yet. */
  readonly asleep: readonly string[];
  /** With their environment, but before their first instruction. */
  readonly waiting: readonly string[];
  /** Names in every capability space, where it is to be small. */
  readonly names?: number;
  /** Session ids of an init besides its environment's, where they are to run out. */
  readonly ids?: number;
}

/**
 * The system of a configuration. Unless told how to begin, every fourth component waits and the last one is asleep, so
 * that short traces meet both the start and the life of a system.
 */
export function instantiate(top: InitConfig, name = top.at.file, beginning?: Beginning): System<Tables, Facts> {
  const components = listComponents(top);
  const { wishes, passedOnAs } = listWishes(components);
  const facts: Facts = {
    paths: components.map(({ path }) => path),
    partitions: partitionsOf(components, wishes),
    inits: components.map(({ init }) => init !== undefined),
    pdRouted: components.map(({ scope, start }) => start === undefined || waysOf(scope!, start, "PD", start.name).length > 0),
    preservedRam: components.map(({ init }) => init?.preserveRam ?? preservedRam),
    preservedCaps: components.map(({ init }) => init?.preserveCaps ?? preservedCaps),
    wishes, passedOnAs, ramAmounts, capAmounts, sessionCost, localCost, totalRam, totalCaps,
  };
  const owners = {
    session: places(components, ({ init, start }) =>
      start === undefined ? 0 : environmentSessions.length - 1 + (init === undefined ? sessionsEach : beginning?.ids ?? sessionsOfAnInit)),
    object: places(components, () => objectsEach),
    name: places(components, ({ init }) => beginning?.names ?? (init === undefined ? namesEach : namesOfAnInit)),
    dataspace: places(components, () => dataspacesEach),
  };
  return system({
    name, about: `${components.length - 1} components, as configured in ${name}.`,
    sizes: {
      component: components.length, account: components.length + 1, session: owners.session.length,
      object: owners.object.length, name: owners.name.length, dataspace: owners.dataspace.length,
    },
    facts,
    boot: (world) => boot(world, components, owners, facts, beginning ?? usualBeginning(components)),
    names: { component: facts.paths, account: ["the platform's account", ...facts.paths.map((path) => `the account of ${path}`)] },
  });
}

interface Owners {
  readonly session: readonly number[];
  readonly object: readonly number[];
  readonly name: readonly number[];
  readonly dataspace: readonly number[];
}

/** For each component in turn, its number as often as it has places. */
function places(components: readonly ListedComponent[], count: (component: ListedComponent) => number): number[] {
  return components.flatMap((component) => Array.from({ length: count(component) }, () => component.number));
}

function boot(
  world: World<Tables>, components: readonly ListedComponent[], owners: Owners, facts: Facts, { asleep, waiting }: Beginning,
): void {
  const { component } = world;
  components.forEach(({ number, parent, start }) => {
    const row = component[number]!;
    row.parent = parent === undefined ? null : component[parent.number]!;
    row.account = world.account[number + 1]!;
    row.configured = true;
    row.configured_ram = start?.ram ?? 0;
    row.configured_caps = start?.caps ?? 0;
  });
  owners.session.forEach((owner, i) => { world.session[i]!.owner = component[owner]!; });
  owners.object.forEach((owner, i) => { world.object[i]!.owner = component[owner]!; });
  owners.name.forEach((holder, i) => { world.name[i]!.holder = component[holder]!; });
  owners.dataspace.forEach((owner, i) => { world.dataspace[i]!.owner = component[owner]!; });
  bootTopmost(world, facts);
  for (const { number, start } of components.slice(1))
    if (!asleep.includes(start!.name)) bootComponent(world, component[number]!, facts, !waiting.includes(start!.name));
}

function usualBeginning(components: readonly ListedComponent[]): Beginning {
  const names = components.slice(1).map(({ start }) => start!.name);
  return { asleep: names.length > 1 ? names.slice(-1) : [], waiting: names.filter((_, i) => i % 4 === 3) };
}
