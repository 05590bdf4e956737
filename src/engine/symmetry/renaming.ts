/**
 * States under another order of their rows. A renaming gives every row of every table its new number; references, queues
 * and sets are renamed with them.
 */
import { SpecificationFault, didYouMean } from "../../language/fault.ts";
import type { Layout } from "../../sentences/layout.ts";

/** A state as its cells. */
export class Cells {
  readonly words: Int32Array;
  readonly by: Readonly<Record<1 | 2 | 4 | 8, Uint8Array | Uint16Array | Int32Array | Float64Array>>;

  constructor(bytes: number) {
    const buffer = new ArrayBuffer(bytes);
    this.words = new Int32Array(buffer);
    this.by = { 1: new Uint8Array(buffer), 2: new Uint16Array(buffer), 4: this.words, 8: new Float64Array(buffer) };
  }
}

/** The rows of a layout, numbered through all its tables, and which of them may change places. */
export interface Rows {
  readonly count: number;
  /** By table: its first row's number, and how many rows it has. */
  readonly first: readonly number[];
  readonly sizes: readonly number[];
  /** By table: whether it is declared interchangeable. */
  readonly free: readonly boolean[];
  /** By table: the table that its rows lie within, or -1; owners come first in `order`. */
  readonly owner: readonly number[];
  readonly order: readonly number[];
}

/**
 * The rows of a layout; null when no rows may change places. Of the tables that are declared interchangeable `only` may leave some out,
 * by place. Throws a SpecificationFault for a declaration that makes no sense.
 */
export function rowsOf({ schema: { tables, tableNames }, sizes }: Layout, only?: readonly boolean[]): Rows | null {
  const owner = tableNames.map((name) => {
    const { within, interchangeable = false } = tables[name]!;
    if (within === undefined) return -1;
    if (interchangeable) throw new SpecificationFault("told apart",
      `the rows of "${name}" lie within those of "${within}" in fixed order, so they cannot be interchangeable as well`);
    if (!tableNames.includes(within)) throw new SpecificationFault("unknown name",
      `the rows of "${name}" lie within "${within}", which is not a table${didYouMean(within, tableNames)}`);
    return tableNames.indexOf(within);
  });
  const order: number[] = [];
  const visit = (t: number, from: readonly number[]): void => {
    if (from.includes(t)) throw new SpecificationFault("told apart", `the rows of "${tableNames[t]!}" lie within themselves`);
    if (order.includes(t)) return;
    if (owner[t]! >= 0) visit(owner[t]!, [...from, t]);
    order.push(t);
  };
  tableNames.forEach((_, t) => visit(t, []));
  for (const t of order) if (owner[t]! >= 0 && sizes[t]! % Math.max(1, sizes[owner[t]!]!) !== 0) throw new SpecificationFault("size out of bound",
    `the system has ${sizes[t]!} rows of "${tableNames[t]!}", which cannot be shared out evenly among ${sizes[owner[t]!]!} of "${tableNames[owner[t]!]!}"`);
  const free = tableNames.map((name, t) => tables[name]!.interchangeable === true && only?.[t] !== false);
  if (!free.some((is, t) => is && sizes[t]! > 1)) return null;
  let count = 0;
  const first = sizes.map((size) => (count += size) - size);
  return { count, first, sizes, free, owner, order };
}

/** Extends a renaming from the rows of interchangeable tables to those that lie within them; other rows keep their numbers. */
export function extend(rows: Rows, renaming: Int32Array): void {
  for (const t of rows.order) {
    const [from, size, owner] = [rows.first[t]!, rows.sizes[t]!, rows.owner[t]!];
    if (rows.free[t]!) continue;
    const each = owner < 0 ? 0 : size / rows.sizes[owner]!;
    for (let id = 0; id < size; id++) renaming[from + id] = owner < 0 ? id
      : renaming[rows.first[owner]! + Math.floor(id / each)]! * each + id % each;
  }
}

/** A column as renaming and colouring need it. */
export interface Part {
  readonly index: number;
  readonly table: number;
  readonly kind: "plain" | "reference" | "queue" | "set";
  readonly values: (cells: Cells) => Cells["by"][1];
  /** Its first cell, from a row to the next, and cells in a row. */
  readonly begin: number;
  readonly step: number;
  readonly cells: number;
  /** Rows of its table: the first one's number, and how many. */
  readonly first: number;
  readonly size: number;
  /** Rows that it may refer to. */
  readonly targetFirst: number;
  readonly targetSize: number;
}

/** The columns of a layout. */
export function partsOf(layout: Layout, rows: Rows): Part[] {
  const { columns, tableNames } = layout.schema;
  return columns.map(({ index, table, column, width }): Part => {
    const own = tableNames.indexOf(table);
    const target = "table" in column ? tableNames.indexOf(column.table) : -1;
    return {
      index, table: own, values: ({ by }) => by[width] as Uint8Array,
      kind: column.kind === "reference" || column.kind === "queue" || column.kind === "set" ? column.kind : "plain",
      begin: layout.first[index]!, step: layout.stride[index]!, cells: layout.cells[index]!,
      first: rows.first[own]!, size: rows.sizes[own]!,
      targetFirst: target < 0 ? 0 : rows.first[target]!, targetSize: target < 0 ? 0 : rows.sizes[target]!,
    };
  });
}

/** Writes a state with its rows renamed. */
export function rename(parts: readonly Part[], from: Cells, renaming: Int32Array, to: Cells): void {
  for (const { kind, values, begin, step, cells, first, size, targetFirst, targetSize } of parts) {
    const source = values(from);
    const result = values(to);
    for (let id = 0; id < size; id++) {
      const at = begin + id * step;
      const into = begin + renaming[first + id]! * step;
      if (kind === "plain") result[into] = source[at]!;
      else if (kind === "set") {
        result.fill(0, into, into + cells);
        for (let one = 0; one < targetSize; one++) if ((source[at + (one >> 3)]! & (1 << (one & 7))) !== 0) {
          const other = renaming[targetFirst + one]!;
          result[into + (other >> 3)]! |= 1 << (other & 7);
        }
      } else for (let i = 0; i < cells; i++) {
        const value = source[at + i]!;
        // The first cell of a queue is its length.
        result[into + i] = value === 0 || (kind === "queue" && i === 0) ? value : renaming[targetFirst + value - 1]! + 1;
      }
    }
  }
}
