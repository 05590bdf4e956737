/**
 * A set of packed states, compared word by word, never by hashes alone. States are numbered in the order in which they
 * were added; each is kept with the number of the state it was reached from.
 *
 * States are added by the batch: at tens of millions of states nearly every look into the set misses the caches, and a
 * pass over a whole batch that only fetches lets the machine wait for many of them at once.
 */
import { hashPacked } from "./packing.ts";

/** What precedes the packed words of a state in a parcel: where it was reached from, and its hash. */
export const parcelHead = 2;

/** States that are fetched together. */
const batchMost = 256;

export class VisitedStates {
  size = 0;
  /** Words of one packed state. */
  private readonly length: number;
  readonly stride: number;
  /** Packed words, then where the state was reached from. */
  cells: Int32Array;
  /** By place: 0, or the low bits the state's number plus one, the high bits those of its hash. */
  private table = new Int32Array(1 << 10);
  private readonly bytesMost: number;
  private readonly most: number;

  /**
   * For at most `most` states of `length` packed words; they and the table over them take at most `bytesMost`. They lie in
   * `arena` where one is given, else in memory of their own that grows with them.
   */
  constructor(length: number, bytesMost: number, most: number, arena?: ArrayBufferLike) {
    this.length = length;
    this.stride = length + 1;
    this.bytesMost = bytesMost;
    this.most = Math.min(most, Math.floor(bytesMost / 4 / this.stride));
    this.cells = arena === undefined ? new Int32Array(this.stride << 9) : new Int32Array(arena, 0, Math.floor(arena.byteLength / 4));
  }

  /** Where a state was reached from. */
  parentOf(state: number): number { return this.cells[state * this.stride + this.length]!; }

  /** Bytes in use. */
  get bytes(): number { return this.size * this.stride * 4 + this.table.length * 4; }

  /**
   * Adds the states of a parcel, `used` words of heads and packed states from `first` on. False when there is no room for
   * all that are new; then only some were added.
   */
  addAll(parcel: Int32Array, first: number, used: number): boolean {
    const step = parcelHead + this.length;
    for (let from = first; from < first + used; from += batchMost * step) {
      const end = Math.min(first + used, from + batchMost * step);
      this.fetch(parcel, from, end);
      for (let at = from; at < end; at += step) if (!this.add(parcel, at)) return false;
    }
    return true;
  }

  /** Looks at where each state of a batch may be, so that it is in the cache when it is compared. */
  private fetch(parcel: Int32Array, first: number, end: number): number {
    const { table, cells, stride } = this;
    const step = parcelHead + this.length;
    const mask = table.length - 1;
    let sum = 0;
    for (let at = first + 1; at < end; at += step) sum |= table[parcel[at]! & mask]!;
    for (let at = first + 1; at < end; at += step) {
      const slot = table[parcel[at]! & mask]!;
      if (slot !== 0) sum |= cells[((slot & mask) - 1) * stride]!;
    }
    return sum;
  }

  private add(parcel: Int32Array, at: number): boolean {
    const { table, cells, length, stride } = this;
    const mask = table.length - 1;
    const hash = parcel[at + 1]!;
    const tag = hash & ~mask;
    let place = hash & mask;
    for (let slot = table[place]!; slot !== 0; slot = table[place = (place + 1) & mask]!) {
      if ((slot & ~mask) !== tag) continue;
      const from = ((slot & mask) - 1) * stride;
      let i = 0;
      while (i < length && cells[from + i] === parcel[at + parcelHead + i]) i++;
      if (i === length) return true;
    }
    if (this.size === this.most || (2 * (this.size + 1) > table.length && !this.grow())) return false;
    if (this.table !== table) return this.add(parcel, at);
    const from = this.size * stride;
    if (from + stride > cells.length) {
      this.lengthen();
      return this.add(parcel, at);
    }
    for (let i = 0; i < length; i++) cells[from + i] = parcel[at + parcelHead + i]!;
    cells[from + length] = parcel[at]!;
    table[place] = tag | ++this.size;
    return true;
  }

  /** The number of a packed state with its hash; -1 where it was not added. */
  numberOf(packed: Int32Array, hash: number): number {
    const { table, cells, length, stride } = this;
    const mask = table.length - 1;
    let place = hash & mask;
    for (let slot = table[place]!; slot !== 0; slot = table[place = (place + 1) & mask]!) {
      if ((slot & ~mask) !== (hash & ~mask)) continue;
      const from = ((slot & mask) - 1) * stride;
      let i = 0;
      while (i < length && cells[from + i] === packed[i]) i++;
      if (i === length) return (slot & mask) - 1;
    }
    return -1;
  }

  /** Makes room for twice as many states. */
  private lengthen(): void {
    const cells = new Int32Array(Math.min(this.cells.length * 2, this.most * this.stride));
    cells.set(this.cells);
    this.cells = cells;
  }

  /** Doubles the table; false when that would take too much memory. */
  private grow(): boolean {
    if (this.table.length === 1 << 30 || this.bytes + this.table.length * 8 > this.bytesMost) return false;
    const table = new Int32Array(this.table.length * 2);
    const mask = table.length - 1;
    for (let state = 0; state < this.size; state++) {
      const hash = hashPacked(this.cells, state * this.stride, this.length);
      let place = hash & mask;
      while (table[place] !== 0) place = (place + 1) & mask;
      table[place] = (hash & ~mask) | (state + 1);
    }
    this.table = table;
    return true;
  }
}
