/** The set of found states at work: modules with its functions alone, driven from JavaScript, one instance a worker. */
import { addFoundStates } from "../../src/engine/search/found-states.ts";
import { type StatesMemory, layOut, makeMemory } from "../../src/engine/search/found-states-memory.ts";
import { type HostMemory, host } from "../../src/sentences/wasm/host.ts";
import { Module } from "../../src/sentences/wasm/module.ts";
import type { Packing } from "../../src/sentences/wasm/packing.ts";

export interface AtWork {
  readonly found: () => number;
  /** By set of columns that was asked for: takes in a state that differs in these alone. */
  readonly foundAfter: readonly (() => number)[];
  readonly settle: () => void;
  readonly take: () => number;
  readonly load: (state: number) => void;
  readonly level: readonly (() => void)[];
  readonly growth: readonly (() => void)[];
  readonly count: { value: number };
  readonly isFull: { value: number };
  /** The present state, and the one before. */
  readonly now: Uint8Array;
  readonly before: Uint8Array;
}

/** Wide states of all workers lie at the beginning of the memory. */
const wideFrom = 64;
const wideEach = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** Lays a memory out for some workers, whose states take `bytes` when they are not packed. */
export function planFor(packing: Packing, bytes: number, workers: number, bytesMost: number, statesMost: number): StatesMemory {
  return layOut({ words: packing.words, workers, bytesMost, statesMost, from: wideFrom + 2 * workers * wideEach(bytes) });
}

/** One worker's functions over a memory. */
export function atWork(
  packing: Packing, bytes: number, memory: HostMemory, plan: StatesMemory, worker: number, makeRoom: () => void,
  columns: readonly ReadonlySet<number>[] = [],
): AtWork {
  const now = wideFrom + 2 * worker * wideEach(bytes);
  const before = now + wideEach(bytes);
  const module = new Module();
  module.importMemory("outside", { pages: 1, pagesMost: 65536, shared: true });
  const found = addFoundStates(module, {
    memory: plan, worker, packing, now, before, makeRoom: module.importFunction("outside", "makeRoom", []),
  });
  for (const name of ["found", "settle", "take", "load"] as const) module.exportFunction(found[name], name);
  for (const name of ["level", "growth"] as const) found[name].forEach((step, i) => { module.exportFunction(step, `${name}${i}`); });
  columns.forEach((some, i) => { module.exportFunction(found.foundAfter(some), `after${i}`); });
  for (const name of ["count", "isFull"] as const) module.exportGlobal(found[name], name);
  const { exports } = new host.Instance(new host.Module(module.encode()), { outside: { memory, makeRoom } });
  const { level0, level1, growth0, growth1, ...own } = exports as Record<string, () => void>;
  return {
    ...own as unknown as AtWork, foundAfter: columns.map((_, i) => (own as Record<string, () => number>)[`after${i}`]!),
     level: [level0!, level1!], growth: [growth0!, growth1!],
    now: new Uint8Array(memory.buffer, now, bytes), before: new Uint8Array(memory.buffer, before, bytes),
  };
}

/** Some workers in one thread, which take turns. */
export function teamAtWork(packing: Packing, bytes: number, { workers = 1, bytesMost = 1 << 26, statesMost = Infinity,
  columns = [] as readonly ReadonlySet<number>[] } = {}) {
  const plan = planFor(packing, bytes, workers, bytesMost, statesMost);
  const memory = makeMemory(plan);
  let grown = 0;
  const team: AtWork[] = [];
  for (let worker = 0; worker < workers; worker++) team.push(atWork(packing, bytes, memory, plan, worker, () => {
    grown++;
    for (const step of [0, 1]) for (const one of team) one.growth[step]!();
  }, columns));
  return { plan, memory, team, grown: () => grown };
}
