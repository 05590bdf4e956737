/**
 * Brings the states that are found to the worker that owns them, by the batch: to the own set, or through a window to
 * another worker's. Half of all successors were found a moment before, by another order of the same steps; a small memory of
 * the latest ones, which stays in the cache, lets these go at once.
 */
import type { Packing } from "./packing.ts";
import type { Member } from "./search-workers.ts";
import { type VisitedStates, parcelHead } from "./visited.ts";

/** Words of a full batch: small enough for the nearest cache, large enough that fetching it pays. */
const batchWords = 1 << 12;

/** States in the memory of the latest ones; a power of two. */
const recentMost = 1 << 13;

export class Parcels {
  private readonly packing: Packing;
  private readonly visited: VisitedStates;
  private readonly member: Member | null;
  private readonly step: number;
  /** By owner: heads and packed states, and how many words of them. */
  private readonly parcels: Int32Array[];
  private readonly used: number[];
  private readonly own: number;
  /** By the low bits of a hash: 1 and the packed state that was put in last, or zeros. */
  private readonly recent: Int32Array;
  /** Whether the set had no room for something. */
  isFull = false;

  constructor(packing: Packing, visited: VisitedStates, member: Member | null) {
    this.packing = packing;
    this.visited = visited;
    this.member = member;
    this.own = member?.number ?? 0;
    this.step = parcelHead + packing.size;
    const size = member?.size ?? 1;
    this.parcels = Array.from({ length: size }, () => new Int32Array(batchWords + this.step));
    this.used = this.parcels.map(() => 0);
    this.recent = new Int32Array(recentMost * (packing.size + 1));
  }

  /** Puts a state in, with where it was reached from. */
  put(words: Int32Array, from: number): void {
    const { parcels, used, own, step } = this;
    const parcel = parcels[own]!;
    const at = used[own]!;
    const hash = this.packing.pack(words, parcel, at + parcelHead);
    if (this.isRecent(parcel, at + parcelHead, hash)) return;
    parcel[at] = from;
    parcel[at + 1] = hash;
    const owner = this.ownerOf(hash);
    if (owner !== own) this.pass(owner, at);
    else if ((used[own] = at + step) > batchWords) this.settle();
  }

  /** Whether this very state was put in lately; from now on it was. */
  private isRecent(packed: Int32Array, at: number, hash: number): boolean {
    const { recent, packing: { size } } = this;
    const place = (hash & (recentMost - 1)) * (size + 1);
    let i = 0;
    if (recent[place] === 1) {
      while (i < size && recent[place + 1 + i] === packed[at + i]) i++;
      if (i === size) return true;
    }
    recent[place] = 1;
    for (; i < size; i++) recent[place + 1 + i] = packed[at + i]!;
    return false;
  }

  /** Adds what waits in the own parcel to the set. */
  settle(): void {
    const { own } = this;
    if (!this.visited.addAll(this.parcels[own]!, 0, this.used[own]!)) this.isFull = true;
    this.used[own] = 0;
  }

  /** The worker that owns the states of a hash. The set uses the low bits, hence the high ones here. */
  private ownerOf(hash: number): number {
    return this.member === null ? 0 : (hash >>> 8) % this.member.size;
  }

  private pass(owner: number, at: number): void {
    const { own, step, used } = this;
    if (used[owner]! + step > this.parcels[owner]!.length) this.parcels[owner] = doubled(this.parcels[owner]!);
    const [from, to, end] = [this.parcels[own]!, this.parcels[owner]!, used[owner]!];
    for (let i = 0; i < step; i++) to[end + i] = from[at + i]!;
    used[owner] = end + step;
  }

  /** Puts as much as fits into the windows to the others; whether something is left. */
  post(): boolean {
    const { member, used, own, step } = this;
    if (member === null) return false;
    let rest = false;
    for (let to = 0; to < member.size; to++) {
      if (to === own) continue;
      const window = member.window(own, to);
      const words = Math.min(used[to]!, Math.floor((window.length - 1) / step) * step);
      const left = used[to]! - words;
      window.set(this.parcels[to]!.subarray(left, used[to]!), 1);
      window[0] = words;
      used[to] = left;
      if (left > 0) rest = true;
    }
    return rest;
  }

  /** Adds what the others have put into the windows to this one. */
  collect(): void {
    const { member, own } = this;
    if (member === null) return;
    for (let from = 0; from < member.size; from++) {
      if (from === own) continue;
      const window = member.window(from, own);
      if (!this.visited.addAll(window, 1, window[0]!)) this.isFull = true;
    }
  }
}

function doubled(parcel: Int32Array): Int32Array {
  const larger = new Int32Array(parcel.length * 2);
  larger.set(parcel);
  return larger;
}
