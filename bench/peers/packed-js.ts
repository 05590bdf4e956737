/**
 * What plain JavaScript can do without any language on top: breadth-first search over states packed by hand, for
 * `packed-models.ts`. The reference that the engine's cost is compared with, so nothing is left out that makes it quick.
 * States stand in the order in which they were found, so that the queue is a counter; the table holds their numbers.
 */

/** A model as its author packs it; states are `words` numbers of 32 bits. */
export interface PackedModel {
  readonly words: number;
  /** How many successors one state can have at most. */
  readonly successorsMost: number;
  readonly initial: readonly number[];
  /** Writes the successors of the state at `states[at]` from `out[to]` on, and answers where they end. Throws where a step is wrong. */
  readonly expand: (states: Int32Array, at: number, out: Int32Array, to: number) => number;
  /** Whether every invariant holds in the state at `states[at]`. */
  readonly holds: (states: Int32Array, at: number) => boolean;
}

export interface Found {
  readonly states: number;
  readonly transitions: number;
  /** Steps to the farthest state, where the tool knows it. */
  readonly depth: number | null;
  /** Of processor time. */
  readonly seconds: number;
  /** Of what is stored, where the tool can tell, else of the whole process. */
  readonly bytes: number;
}

/** Successors that are looked up together, in a loop that does little else, so that their memory accesses overlap. */
const batch = 256;

/** Visits every reachable state; throws where an invariant is broken. */
export function searchPacked({ words, successorsMost, initial, expand, holds }: PackedModel): Found {
  // Hashing and comparing are written out for so many.
  if (words > 4) throw new RangeError("a state has at most four words");
  const start = process.cpuUsage();
  const out = new Int32Array((batch + successorsMost) * words);
  const origins = new Int32Array(batch + successorsMost);
  const hashes = new Int32Array(batch + successorsMost);
  const entries = new Int32Array(batch + successorsMost);
  let table = new Int32Array(1 << 16);
  // The low bits of a hash say where to look, the rest stands beside the number in the entry: most misses cost one access.
  let mask = table.length - 1;
  let room = 1 << 15;
  let states = new Int32Array(room * words);
  let parents = new Int32Array(room);

  states.set(initial);
  parents[0] = -1;
  let count = 1;
  const first = hashOf(states, 0, words);
  table[first & mask] = first & ~mask | count;
  if (!holds(states, 0)) throw new Error("an invariant is broken in the initial state");

  let transitions = 0;
  let depth = 0;
  for (let at = 0, levelEnd = 1; at < count; levelEnd = count, depth++)
    while (at < levelEnd) {
      let to = 0;
      let gathered = 0;
      while (gathered < batch && at < levelEnd) {
        to = expand(states, at * words, out, to);
        for (const end = to / words; gathered < end; gathered++) origins[gathered] = at;
        at++;
      }
      transitions += gathered;

      if (count + gathered > room) {
        room = Math.max(room + (room >> 1), count + gathered);
        states = grown(states, room * words);
        parents = grown(parents, room);
      }
      if ((count + gathered) * 4 > table.length * 3) {
        table = tableOf(table.length * 2, states, count, words);
        mask = table.length - 1;
      }
      for (let i = 0; i < gathered; i++) hashes[i] = hashOf(out, i * words, words);
      for (let i = 0; i < gathered; i++) entries[i] = table[hashes[i]! & mask]!;
      for (let i = 0; i < gathered; i++) {
        const hash = hashes[i]!;
        const from = i * words;
        let place = hash & mask;
        // An entry never changes, but an empty one may have been filled by this batch.
        let entry = entries[i]! || table[place]!;
        while (entry !== 0 && !((entry ^ hash) >>> 0 <= mask && same(states, ((entry & mask) - 1) * words, out, from, words))) {
          place = place + 1 & mask;
          entry = table[place]!;
        }
        if (entry !== 0) continue;
        for (let word = 0; word < words; word++) states[count * words + word] = out[from + word]!;
        parents[count] = origins[i]!;
        if (!holds(states, count * words)) throw new Error(`an invariant is broken in state ${count}`);
        table[place] = hash & ~mask | ++count;
      }
    }
  const { user, system } = process.cpuUsage(start);
  const bytes = states.byteLength + parents.byteLength + table.byteLength;
  return { states: count, transitions, depth: depth - 1, seconds: (user + system) / 1e6, bytes };
}

function hashOf(states: Int32Array, at: number, words: number): number {
  let hash = mixed(states[at]!);
  if (words > 1) hash = mixed(hash ^ states[at + 1]!);
  if (words > 2) hash = mixed(hash ^ states[at + 2]!);
  if (words > 3) hash = mixed(hash ^ states[at + 3]!);
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ hash >>> 13;
}

function mixed(hash: number): number {
  hash = Math.imul(hash, 0x9e3779b1);
  return hash ^ hash >>> 15;
}

function same(states: Int32Array, at: number, others: Int32Array, from: number, words: number): boolean {
  return states[at] === others[from]
    && (words < 2 || states[at + 1] === others[from + 1])
    && (words < 3 || states[at + 2] === others[from + 2])
    && (words < 4 || states[at + 3] === others[from + 3]);
}

function grown(from: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(length);
  to.set(from);
  return to;
}

function tableOf(length: number, states: Int32Array, count: number, words: number): Int32Array<ArrayBuffer> {
  const table = new Int32Array(length);
  const mask = length - 1;
  for (let number = 0; number < count; number++) {
    const hash = hashOf(states, number * words, words);
    let place = hash & mask;
    while (table[place] !== 0) place = place + 1 & mask;
    table[place] = hash & ~mask | number + 1;
  }
  return table;
}
