/**
 * The set of the states that a search has found, as functions of the WebAssembly module that searches. States are compared word by word,
 * never by hashes alone. One worker or several use one set: a state is there from the moment at which its number is swapped into an
 * empty slot of the table, and slots never change again, so that no worker waits for another but at the end of a level, and where the
 * table grows. Which worker is first may differ from run to run; which states there are, and at what depth, does not.
 *
 * Half of all successors were found a moment before, by another order of the same steps: a small memory of the latest states lets these
 * go. The others wait until there are enough to look them up together, slots first, since nearly every look misses the caches.
 */
import type { Callee, Code, Global } from "../../sentences/wasm/code.ts";
import type { Module } from "../../sentences/wasm/module.ts";
import { type Packing, copied, longsOf, packed, partOf, unpacked } from "../../sentences/wasm/packing.ts";
import { type StatesMemory, batchMost, waitingBytes } from "./found-states-memory.ts";
import { addGrowth, addLevels } from "./states-by-level.ts";
import { differ, find, hashed, maskOf, writeSettling } from "./states-table.ts";

/** Where a worker's functions find what they need. */
export interface Place {
  readonly memory: StatesMemory;
  readonly worker: number;
  readonly packing: Packing;
  /** Addresses of the present state, and of the one before a step. */
  readonly now: number;
  readonly before: number;
  /** Called when the table must grow: gets all workers to take the steps of `growth`. */
  readonly makeRoom: Callee;
  /** Writes what a function that takes a state in does first. */
  readonly begin?: (code: Code) => void;
  /** Where steps can be linked to the states that they lead to, once all are found. */
  readonly linking?: Linking;
}

/** While steps are linked no state is taken in: its number is told, or -1, with the row that acted. */
export interface Linking {
  readonly isOn: Global;
  readonly actor: Global;
  readonly link: Callee;
}

/** Functions of one worker, and what they say. */
export interface FoundStates {
  /**
   * Takes in the present state, which was reached from the latest that was loaded, and makes that one the present one again. Answers 1,
   * or 0 once something had no room.
   */
  readonly found: Callee;
  /** The same, for a state that differs from the loaded one in no other columns, given by index; takes less time. */
  readonly foundAfter: (columns: ReadonlySet<number>) => Callee;
  /** Adds all states that wait, but those for which there is no room. */
  readonly settle: Callee;
  /** Answers the number of a state of this level that nobody else is given, or -1 where there is none left. */
  readonly take: Callee;
  /** Takes the number of a state, and makes it the present state and the one before. */
  readonly load: Callee;
  /** The end of a level, when nothing waits, in two steps; no worker takes the second before all have taken the first, nor
   * anything else before all have taken the second. */
  readonly level: readonly [Callee, Callee];
  /** Doubling the table, in two steps, taken likewise. */
  readonly growth: readonly [Callee, Callee];
  /** The states that this worker has added. */
  readonly count: Global;
  /** 1 once something had no room. */
  readonly isFull: Global;
  /** The number of a state that is looked for, or -1. While there is one, no state is taken in; whether it was among them is told. */
  readonly sought: Global;
  readonly wasFound: Global;
}

/** What the functions of one worker share. */
export interface Own extends Place {
  readonly module: Module;
  readonly longs: ReturnType<typeof longsOf>;
  readonly count: Global;
  readonly isFull: Global;
  /** Where the next state that waits is written. */
  readonly waiting: Global;
  /** Numbers that the worker has taken and not used: the next one, and behind the last one. */
  readonly free: Global;
  readonly freeEnd: Global;
  /** The number of the state that was loaded last. */
  readonly loaded: Global;
  readonly sought: Global;
  readonly wasFound: Global;
}

/** Adds the functions of one worker to its module. */
export function addFoundStates(module: Module, place: Place): FoundStates {
  const zero = (): Global => module.global("i32", 0);
  const own: Own = {
    ...place, module, longs: longsOf(place.packing), count: zero(), isFull: zero(), free: zero(), freeEnd: zero(),
    waiting: module.global("i32", place.memory.own[place.worker]!.waiting), loaded: module.global("i32", -1),
    sought: module.global("i32", -1), wasFound: zero(),
  };
  const settle = module.function("settle the states that wait");
  writeSettling(settle, own);
  const keep = addKeep(own, settle);
  const known = new Map<string, Callee>();
  const foundAfter = (columns: ReadonlySet<number>): Callee => {
    const key = [...columns].sort((a, b) => a - b).join();
    if (!known.has(key)) known.set(key, addFound(own, columns, keep));
    return known.get(key)!;
  };
  const found = foundAfter(new Set(place.packing.cells.map(({ column }) => column)));
  const { count, isFull, sought, wasFound } = own;
  return { settle, found, foundAfter, load: addLoad(own), ...addLevels(own), growth: addGrowth(own), count, isFull, sought, wasFound };
}

/** Packs the present state to where the next one that waits lies, and puts the state before back. */
function addFound(own: Own, columns: ReadonlySet<number>, keep: Callee): Code {
  const { module, memory: { states, stride }, packing, longs, waiting, loaded, now, before, begin } = own;
  const code = module.function(`take in a state after ${columns.size} columns`, [], "i32");
  const [at, from] = [code.local("i32"), code.local("i32")];
  begin?.(code);
  code.getGlobal(waiting).set(at);
  const parts = longs.map((_, i) => partOf(packing, i, columns));
  const isWhole = parts.reduce((sum, { cells }) => sum + cells.length, 0) === packing.cells.length;
  if (!isWhole) code.getGlobal(loaded).i32(stride).op("i32.mul").set(from);
  longs.forEach(({ offset, load, store }, i) => {
    const { cells, bits } = parts[i]!;
    code.get(at);
    if (isWhole) code.i64(packing.mark.to === i ? 1n << BigInt(packing.mark.place) : 0n);
    else code.get(from).at(load, states + offset);
    if (!isWhole && bits !== 0n) code.i64(~bits).op("i64.and");
    packed(code, cells, now);
    code.at(store, offset);
  });
  copied(code, packing, before, now, columns);
  return code.call(keep);
}

/** Lets the state that was packed last wait, unless it was found a moment before; answers whether everything had room. */
function addKeep(own: Own, settle: Callee): Code {
  const { module, memory, worker, packing, longs, waiting, loaded, isFull, sought, wasFound } = own;
  const code = module.function("keep a state", [], "i32");
  const [at, place, isNew] = [code.local("i32"), code.local("i32"), code.local("i32")];
  code.getGlobal(waiting).set(at);
  const values = longs.map(({ offset, load }) => {
    const value = code.local("i64");
    code.get(at).at(load, offset).set(value);
    return value;
  });
  code.getGlobal(sought).i32(0).op("i32.ge_s").if(() => {
    code.getGlobal(sought).i32(memory.stride).op("i32.mul").set(place);
    differ(code, own, place, memory.states, values);
    code.op("i64.eqz").getGlobal(wasFound).op("i32.or").setGlobal(wasFound).i32(1).op("return");
  });
  const hash = hashed(code, values);
  const { linking } = own;
  if (linking !== undefined) code.getGlobal(linking.isOn).if(() => {
    find(code, own, { values, hash, mask: maskOf(code, own) });
    code.getGlobal(linking.actor).call(linking.link).i32(1).op("return");
  });
  const { recent: { entries, bytes } } = memory;
  const { recent, waiting: first } = memory.own[worker]!;
  const each = waitingBytes(packing.words);
  code.get(hash).i32(entries - 1).op("i32.and").i32(bytes).op("i32.mul").set(place);
  differ(code, own, place, recent, values);
  code.op("i64.eqz").op("i32.eqz").set(isNew);
  longs.forEach(({ offset, store }, i) => code.get(place).get(values[i]!).at(store, recent + offset));
  // Written in any case, and left standing where it is new: whether it is, no processor can foretell.
  code.get(at).get(hash).at("i32.store", each - 8).get(at).getGlobal(loaded).at("i32.store", each - 4);
  code.get(at).get(isNew).i32(each).op("i32.mul").op("i32.add").tee(at).setGlobal(waiting);
  code.get(at).i32(first + batchMost * each).op("i32.eq").if(() => code.call(settle));
  return code.getGlobal(isFull).op("i32.eqz");
}

function addLoad({ module, memory: { states, stride }, packing, longs, loaded, now, before }: Own): Code {
  const code = module.function("load a state", ["i32"]);
  code.get(0).setGlobal(loaded).get(0).i32(stride).op("i32.mul").set(0);
  const values = longs.map(({ offset, load }) => {
    const value = code.local("i64");
    code.get(0).at(load, states + offset).set(value);
    return value;
  });
  unpacked(code, packing, values, [now, before]);
  return code;
}
