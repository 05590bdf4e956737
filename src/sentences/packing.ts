/**
 * Which bits of a state are kept when it is stored, and where they go: each cell takes the bits that its column can need, and what no
 * operation writes takes none, so that a state of some tens of bytes takes a few words.
 */
import { type Layout, type PlacedColumn, type Width, spanOf, widths } from "./layout.ts";

/** A cell that can differ from state to state. */
export interface Cell {
  /** Its first byte in the state, a multiple of its width. */
  readonly byte: number;
  readonly width: Width;
  /** The column that it is of, by index; -1 for what the engine keeps beside them. */
  readonly column: number;
  /** Bits that its values can need, from the lowest on; the others are zero. */
  readonly bits: number;
}

/** Where the bits of a cell are kept: in which of the words of a packed state, and from which bit on. */
export interface Place {
  readonly to: number;
  readonly place: number;
}

/** The cells that can differ from state to state, in order; `written` are the columns that some operation writes, by index. */
export function cellsOf(layout: Layout, written?: ReadonlySet<number>): Cell[] {
  const { schema, sizes, first, stride, cells } = layout;
  const rowsOf = (table: string) => sizes[schema.tableNames.indexOf(table)]!;
  const found: Cell[] = [];
  for (const width of widths) for (const column of schema.columns) {
    if (column.width !== width || written?.has(column.index) === false) continue;
    const { index, table } = column;
    for (let id = 0; id < rowsOf(table); id++) for (let cell = 0; cell < cells[index]!; cell++) {
      const bits = width === 8 ? 64 : bitsOf(column, cell, cells[index]!, rowsOf);
      if (bits > 0) found.push({ byte: (first[index]! + id * stride[index]! + cell) * width, width, column: index, bits });
    }
  }
  for (const { first: word, count, most } of layout.counters) for (let i = 0; i < count; i++)
    found.push({ byte: 4 * (word + i), width: 4, column: -1, bits: upTo(most) });
  return found.sort((a, b) => a.byte - b.byte);
}

/** Gives things their places one after another in words of `size` bits, from the word `from` on; none straddles two words. */
export function placed<T extends { readonly bits: number }>(things: readonly T[], size: number, from = 0): (T & Place)[] {
  let [to, place] = [from, 0];
  return things.map((thing) => {
    if (place + thing.bits > size) [to, place] = [to + 1, 0];
    place += thing.bits;
    return { ...thing, to, place: place - thing.bits };
  });
}

/** Bits of a number up to this one. */
const upTo = (most: number): number => 32 - Math.clz32(most);

/** Bits that a cell of a column can need: those of the largest value that the row views ever store there. */
function bitsOf({ column, lifecycle }: PlacedColumn, cell: number, cells: number, rowsOf: (table: string) => number): number {
  switch (column.kind) {
    case "flag": return 1;
    case "count": return upTo(Math.min(column.max, 0x7fffffff));
    case "signed": return upTo(spanOf(column) - 1);
    case "cyclic": return upTo(column.modulo - 1);
    case "choice": return upTo(column.values.length - 1);
    case "rights": return column.values.length;
    case "lifecycle": return upTo(lifecycle!.states.length - 1);
    case "reference": return upTo(rowsOf(column.table));
    case "queue": return upTo(cell === 0 ? cells - 1 : rowsOf(column.table));
    case "set": return Math.min(8, rowsOf(column.table) - 8 * cell);
  }
}
