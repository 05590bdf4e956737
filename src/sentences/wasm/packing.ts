/**
 * Code that packs states for storing, and unpacks them. A packed state is a few 64-bit words, of which the last may be half a one; one
 * bit more than its cells need is always set, so that no packed state is zero and empty memory equals none.
 */
import type { Layout } from "../layout.ts";
import { type Cell, type Place, cellsOf, placed } from "../packing.ts";
import type { Code } from "./code.ts";
import type { MemoryOp } from "./opcodes.ts";

/** How the states of a system are packed. */
export interface Packing {
  readonly cells: readonly (Cell & Place)[];
  /** The bit that is always set. */
  readonly mark: Place;
  /** 32-bit words of a packed state. */
  readonly words: number;
}

/** The packing of a layout of which only some columns, given by index, are ever written once the system runs. */
export function packingOf(layout: Layout, written: ReadonlySet<number>): Packing {
  const all = placed<{ readonly bits: number }>([...cellsOf(layout, written), { bits: 1 }], 64) as (Cell & Place)[];
  const mark = all.pop()!;
  return { cells: all, mark, words: 2 * mark.to + (mark.place < 32 ? 1 : 2) };
}

/** The memory instructions for each 64-bit word of a packed state. */
export function longsOf({ words }: Packing): { readonly offset: number; readonly load: MemoryOp; readonly store: MemoryOp }[] {
  return Array.from({ length: Math.ceil(words / 2) }, (_, i) => ({
    offset: 8 * i, load: 2 * i + 1 < words ? "i64.load" : "i64.load32_u", store: 2 * i + 1 < words ? "i64.store" : "i64.store32",
  }));
}

/** Copies by single instructions; above that, calling the runtime is quicker. */
const copiedMost = 32;

const loads = { 1: "i64.load8_u", 2: "i64.load16_u", 4: "i64.load32_u", 8: "i64.load" } as const;
const stores = { 1: "i64.store8", 2: "i64.store16", 4: "i64.store32", 8: "i64.store" } as const;

const byLong = new WeakMap<Packing, Packing["cells"][number][][]>();

/** The cells of each 64-bit word of a packed state. */
function cellsByLong(packing: Packing): readonly Packing["cells"][] {
  let words = byLong.get(packing);
  if (words === undefined) {
    byLong.set(packing, words = []);
    for (const cell of packing.cells) (words[cell.to] ??= []).push(cell);
  }
  return words;
}

/** What one 64-bit word of a packed state takes from some columns: the cells, and the bits that these fill in it. */
export function partOf(packing: Packing, long: number, columns: ReadonlySet<number>) {
  const own = (cellsByLong(packing)[long] ?? []).filter(({ column }) => columns.has(column));
  return { cells: own, bits: own.reduce((all, { bits, place }) => all | ((1n << BigInt(bits)) - 1n) << BigInt(place), 0n) };
}

/**
 * Adds to the 64-bit word that is left there already the bits of some cells of the state at `from`. Cell by cell, since they were just
 * written so: what is written in parts is slow to be read as a whole.
 */
export function packed(code: Code, cells: Packing["cells"], from: number): void {
  for (const { byte, width, place } of cells) {
    code.i32(0).at(loads[width], from + byte);
    if (place > 0) code.i64(BigInt(place)).op("i64.shl");
    code.op("i64.or");
  }
}

/** Writes the state whose 64-bit words some locals hold to each of some addresses; cells that are not packed stay as they are. */
export function unpacked(code: Code, { cells }: Packing, longs: readonly number[], to: readonly number[]): void {
  const value = code.local("i64");
  for (const { byte, width, bits, to: long, place } of cells) {
    code.get(longs[long]!);
    if (place > 0) code.i64(BigInt(place)).op("i64.shr_u");
    if (place + bits < 64) code.i64((1n << BigInt(bits)) - 1n).op("i64.and");
    code.set(value);
    for (const address of to) code.i32(0).get(value).at(stores[width], address + byte);
  }
}

/** Copies the packed cells of some columns from one state to another, eight bytes at a time, with what lies beside them. */
export function copied(code: Code, { cells }: Packing, from: number, to: number, columns: ReadonlySet<number>): void {
  const eights = [...new Set(cells.filter(({ column }) => columns.has(column)).map(({ byte }) => byte >> 3))];
  const first = 8 * (eights[0] ?? 0);
  if (eights.length > copiedMost) code.i32(to + first).i32(from + first).i32(8 * (eights.at(-1)! + 1) - first).op("memory.copy");
  else for (const eight of eights) code.i32(0).i32(0).at("i64.load", from + 8 * eight).at("i64.store", to + 8 * eight);
}
