/**
 * Where the set of found states lies in a linear memory: what all workers say of it, a hash table, and the states. Both parts have their
 * largest size from the beginning, since memory that nothing touches costs nothing; so that neither ever moves.
 *
 * A state is its packed words and the number of the state that it was reached from, nothing else. States are numbered; each worker
 * takes a chunk of numbers at a time, and fills it.
 */

import { type HostMemory, host } from "../../sentences/wasm/host.ts";
import { pageBytes } from "../../sentences/wasm/module.ts";

/** States of a chunk. */
export const chunkStates = 256;

/** Successors that wait in a worker until they are looked up together, so that their memory accesses overlap. */
export const batchMost = 256;

/** Bytes of the memory of the latest states, which is to stay in the cache. */
const recentBytes = 1 << 17;

/** Slots of the first table, for each worker: more than what can be added between two looks at whether it must grow. */
const slotsEach = 1 << 12;

const addressesMost = 2 ** 32 - 65536;

/** What is wanted of a set. */
export interface Wanted {
  /** 32-bit words of a packed state. */
  readonly words: number;
  readonly workers: number;
  /** The most that the states and the table over them may take. */
  readonly bytesMost: number;
  readonly statesMost: number;
  /** The first address that is free. */
  readonly from: number;
}

export interface StatesMemory {
  readonly workers: number;
  /** Bytes of a stored state: its words, then the number of the state it was reached from. */
  readonly stride: number;
  /** Words that all workers share, each in a line of the cache of its own. */
  readonly control: { readonly chunks: number; readonly cursor: number; readonly slots: number; readonly open: readonly number[] };
  /** Entries of the memory of the latest states, a power of two, and the bytes of each. */
  readonly recent: { readonly entries: number; readonly bytes: number };
  /** By worker: where its latest states, and where those that wait lie. */
  readonly own: readonly { readonly recent: number; readonly waiting: number }[];
  readonly table: number;
  readonly slotsFirst: number;
  readonly slotsMost: number;
  readonly states: number;
  readonly chunksMost: number;
  /** The most states that one worker adds. Several together may add some more: each may have numbers left when the last chunk is full. */
  readonly shareMost: number;
  readonly end: number;
}

/** Lays a set out. A memory that is too small for one chunk each holds no state at all. */
export function layOut({ words, workers, bytesMost, statesMost, from }: Wanted): StatesMemory {
  const stride = 4 * (words + 1);
  let free = Math.ceil(from / 64) * 64;
  const place = (bytes: number): number => (free += Math.ceil(bytes / 64) * 64) - Math.ceil(bytes / 64) * 64;
  const control = { chunks: place(4), cursor: place(4), slots: place(4), open: [0, 1, 2].map(() => place(4 * workers)) };
  const recentEntry = words === 3 ? 16 : 4 * words;
  const recent = { entries: 2 ** Math.floor(Math.log2(recentBytes / recentEntry)), bytes: recentEntry };
  const own = Array.from({ length: workers }, () => ({
    recent: place(recent.entries * recent.bytes), waiting: place(batchMost * waitingBytes(words)),
  }));
  const table = place(0);
  const room = Math.min(bytesMost, addressesMost - table);
  const slotsFirst = 2 ** Math.ceil(Math.log2(slotsEach * workers));
  const shareMost = Math.min(statesMost, 2 ** 31);
  // Each worker may leave a chunk unfilled, and where none is left there are more states than are wanted.
  const wanted = Math.ceil(shareMost / chunkStates) + workers;
  const chunksWith = (slots: number): number =>
    Math.max(0, Math.min(wanted, chunksOver(slots), Math.floor((room - 4 * slots) / (chunkStates * stride))));
  let slotsMost = slotsFirst;
  while (slotsMost < 2 ** 30 && chunksWith(2 * slotsMost) > chunksWith(slotsMost)) slotsMost *= 2;
  place(4 * slotsMost);
  const states = place(0);
  const chunksMost = chunksWith(slotsMost);
  return {
    workers, stride, control, recent, own, table, slotsFirst, slotsMost, states, chunksMost, shareMost,
    end: states + chunksMost * chunkStates * stride,
  };
}

/** Chunks that may be in use over a table of that many slots: three quarters of the slots, so that looking does not take long. */
export const chunksOver = (slots: number): number => Math.floor(slots / chunkStates / 4 * 3);

/** Bytes of a state that waits: its words, its hash, the number of the state it was reached from. */
export const waitingBytes = (words: number): number => 4 * words + 8;

/** Makes the memory, which all workers share. Throws a RangeError where the machine refuses so much. */
export function makeMemory({ end, control, slotsFirst }: StatesMemory): HostMemory {
  const pages = Math.ceil(end / pageBytes);
  const memory = new host.Memory({ initial: pages, maximum: pages, shared: true });
  new Int32Array(memory.buffer)[control.slots >> 2] = slotsFirst;
  return memory;
}

/** The number of the state that a state was reached from, or -1; the words are those of the whole memory. */
export function parentOf(words: Int32Array, { states, stride }: StatesMemory, state: number): number {
  return words[((states + (state + 1) * stride) >>> 2) - 1]!;
}

/** Whether there is a state of a number, which else is one of a chunk that was not filled. */
export function isThere(words: Int32Array, { states, stride }: StatesMemory, state: number): boolean {
  const first = (states + state * stride) >>> 2;
  for (let at = first; at < first + stride / 4 - 1; at++) if (words[at] !== 0) return true;
  return false;
}

/** By number of a state: one more than the steps from the initial state to it; 0 where there is no state. */
export function depthsOf(memory: HostMemory, plan: StatesMemory): Int32Array {
  const { control } = plan;
  const words = new Int32Array(memory.buffer);
  const depths = new Int32Array(chunkStates * words[control.chunks >> 2]!);
  const way: number[] = [];
  for (let state = 0; state < depths.length; state++) {
    if (!isThere(words, plan, state)) continue;
    let at = state;
    for (; at >= 0 && depths[at] === 0; at = parentOf(words, plan, at)) way.push(at);
    for (let depth = at < 0 ? 0 : depths[at]!; way.length > 0;) depths[way.pop()!] = ++depth;
  }
  return depths;
}
