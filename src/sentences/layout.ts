/**
 * Where each column of each table lies in the one packed buffer of a world.
 * The buffer has a region for each width of cell; in it the cells of one row stand together, single cells first.
 * A cell's width and its place in the row follow from the declaration alone, so that rows of all systems of a kernel
 * are read by the same code; only where a row begins follows from the system's sizes.
 */
import type { Column, Signed } from "../language/columns.ts";
import { SpecificationFault, didYouMean } from "../language/fault.ts";
import type { Tables } from "../language/world.ts";
import { type Lifecycle, compileLifecycle } from "./lifecycle.ts";

/** Bytes of one cell. */
export type Width = 1 | 2 | 4 | 8;

/** A column with its place among all columns of the world. */
export interface PlacedColumn {
  readonly index: number;
  readonly table: string;
  readonly name: string;
  readonly column: Column;
  readonly width: Width;
  /** For a column of one cell: its place among the row's cells of that width. */
  readonly place: number;
  /** For a lifecycle: its table. */
  readonly lifecycle: Lifecycle | undefined;
}

/** The part of the layout that all systems of a kernel share. */
export interface Schema {
  readonly tables: Tables;
  readonly tableNames: readonly string[];
  readonly columns: readonly PlacedColumn[];
}

/** What the engine keeps in a state beside the columns: numbers up to `most`, which no sentence sees. */
export interface Counters {
  /** What they are kept for, by name. */
  readonly of: string;
  readonly count: number;
  readonly most: number;
}

/** Places for one system, by column index and counted in cells of the column's width. */
export interface Layout {
  readonly schema: Schema;
  readonly sizes: readonly number[];
  /** The column's first cell in row 0. */
  readonly first: Int32Array;
  /** From a row to the next one. */
  readonly stride: Int32Array;
  /** Cells of the column in one row: 1, or more for queues and sets. */
  readonly cells: Int32Array;
  /** By table and width (`table * 9 + width`): the first cell of row 0. */
  readonly base: Int32Array;
  /** Numbers of 32 bits each, behind all columns; `first` is the word of the first one. */
  readonly counters: readonly (Counters & { readonly first: number })[];
  /** Bytes of the columns alone, and of all. */
  readonly columnBytes: number;
  readonly bytes: number;
}

/** All widths, in the order of their regions, so that every cell is aligned. */
export const widths = [8, 4, 2, 1] as const;

/** The names that every row has already; those that begin with "$" are the machinery's. */
const taken = ["id", "take", "can", "within", "clear", "constructor", "__proto__"];

const schemas = new WeakMap<Tables, Schema>();

const columnsByTable = new WeakMap<Schema, readonly (readonly PlacedColumn[])[]>();

/** The columns of a table, by its place in the schema. */
export function columnsOf(schema: Schema, table: number): readonly PlacedColumn[] {
  let columns = columnsByTable.get(schema);
  if (columns === undefined) columnsByTable.set(schema, columns =
    schema.tableNames.map((name) => schema.columns.filter((placed) => placed.table === name)));
  return columns[table]!;
}

/** The schema of some tables, made once; throws a SpecificationFault that names what is wrong with it. */
export function schemaOf(tables: Tables): Schema {
  const known = schemas.get(tables);
  if (known !== undefined) return known;
  const columns: PlacedColumn[] = [];
  for (const [table, { columns: declared, most }] of Object.entries(tables)) {
    if (!Number.isInteger(most) || most < 0 || most > 65000) throw new SpecificationFault("size out of bound",
      `the table "${table}" may have ${most} rows; it must be a whole number up to 65000`);
    const events = new Map<string, string>();
    for (const [name, column] of Object.entries(declared)) {
      if (taken.includes(name) || name.startsWith("$"))
        throw new SpecificationFault("unknown name", `the column "${table}.${name}" has a name that is taken: every row has it already`);
      const lifecycle = column.kind === "lifecycle" ? compileLifecycle(column.machine) : undefined;
      for (const event of lifecycle?.events ?? []) {
        if (events.has(event)) throw new SpecificationFault("lifecycle refused",
          `two lifecycles of the table "${table}" (${events.get(event)!}, ${name}) both know the event "${event}"`);
        events.set(event, name);
      }
      const width = widthOf(column, tables, `${table}.${name}`);
      const place = hasOneCell(column)
        ? columns.filter((other) => other.table === table && other.width === width && hasOneCell(other.column)).length : -1;
      columns.push({ index: columns.length, table, name, column, width, place, lifecycle });
    }
  }
  const schema = { tables, tableNames: Object.keys(tables), columns };
  schemas.set(tables, schema);
  return schema;
}

/** Lays the columns out for a system's sizes, widest first, so that every column is aligned. */
export function layoutOf(schema: Schema, sizes: Readonly<Record<string, number>>, kept: readonly Counters[] = []): Layout {
  for (const name of Object.keys(sizes)) if (!schema.tableNames.includes(name)) throw new SpecificationFault("unknown name",
    `the system gives a size to "${name}", which is not a table${didYouMean(name, schema.tableNames)}`);
  const rows = schema.tableNames.map((name) => {
    const size = Object.hasOwn(sizes, name) ? sizes[name]! : 0;
    const most = schema.tables[name]!.most;
    if (!Number.isInteger(size) || size < 0 || size > most) throw new SpecificationFault("size out of bound",
      `the system wants ${size} rows of "${name}"; the table allows 0 to ${most}`);
    return size;
  });
  const rowsOf = (table: string) => rows[schema.tableNames.indexOf(table)]!;
  const columns = schema.columns.length;
  const [first, stride, cells] = [new Int32Array(columns), new Int32Array(columns), new Int32Array(columns)];
  const base = new Int32Array(schema.tableNames.length * 9);
  let bytes = 0;
  for (const width of widths) schema.tableNames.forEach((table, t) => {
    const own = schema.columns.filter((placed) => placed.table === table && placed.width === width);
    base[t * 9 + width] = bytes / width;
    let length = own.filter(({ column }) => hasOneCell(column)).length;
    for (const { index, column, place } of own) {
      cells[index] = cellsOf(column, rowsOf);
      first[index] = bytes / width + (place >= 0 ? place : length);
      if (place < 0) length += cells[index]!;
    }
    for (const { index } of own) stride[index] = length;
    bytes += width * length * rows[t]!;
  });
  const columnBytes = Math.ceil(bytes / 8) * 8;
  let word = columnBytes / 4;
  const counters = kept.map((one) => {
    word += one.count;
    return { ...one, first: word - one.count };
  });
  return { schema, sizes: rows, first, stride, cells, base, counters, columnBytes, bytes: Math.ceil(word / 2) * 8 };
}

function hasOneCell({ kind }: Column): boolean {
  return kind !== "queue" && kind !== "set";
}

/** Signed and cyclic numbers stay below this, on either side of 0, so that a cell of four bytes holds them. */
const numberMost = 2 ** 30;

const widthUpTo = (most: number): Width => most < 256 ? 1 : most < 65536 ? 2 : most <= 0x7fffffff ? 4 : 8;

/** How many numbers there are in a signed column. Its cells hold those below 0 after those from 0 on, so that a fresh cell is 0. */
export const spanOf = ({ from, to }: Signed): number => to - from + 1;

function widthOf(column: Column, tables: Tables, where: string): Width {
  switch (column.kind) {
    case "flag": case "lifecycle": return 1;
    case "choice": return words(column.values, 250, 1, where);
    case "rights": return words(column.values, 31, 4, where);
    case "signed": {
      const { from, to } = column;
      if (!Number.isInteger(from) || !Number.isInteger(to) || from > 0 || to < 0 || from <= -numberMost || to >= numberMost)
        throw new SpecificationFault("count out of bound", `${where} goes from ${from} to ${to}; it must be from more than -2^30, over 0, to less than 2^30`);
      return widthUpTo(spanOf(column) - 1);
    }
    case "cyclic": {
      if (!Number.isInteger(column.modulo) || column.modulo < 1 || column.modulo > numberMost) throw new SpecificationFault("count out of bound",
        `${where} is taken modulo ${column.modulo}; it must be a whole number from 1 to 2^30`);
      return widthUpTo(column.modulo - 1);
    }
    case "count": {
      if (!Number.isSafeInteger(column.max) || column.max < 0) throw new SpecificationFault("count out of bound",
        `the bound of ${where} is ${column.max}; it must be a whole number from 0 to 2^53 - 1`);
      return widthUpTo(column.max);
    }
    case "reference": case "queue": case "set": {
      const target = Object.hasOwn(tables, column.table) ? tables[column.table] : undefined;
      if (target === undefined) throw new SpecificationFault("unknown name",
        `${where} refers to "${column.table}", which is not a table${didYouMean(column.table, Object.keys(tables))}`);
      const capacity = column.kind === "queue" ? column.capacity ?? 0 : 0;
      if (!Number.isInteger(capacity) || capacity < 0 || capacity > 65000) throw new SpecificationFault("size out of bound",
        `the capacity of ${where} is ${capacity}; it must be a whole number from 0 to 65000`);
      return column.kind === "set" || Math.max(target.most, capacity) < 255 ? 1 : 2;
    }
  }
}

function words(values: readonly string[], most: number, width: Width, where: string): Width {
  if (values.length === 0 || values.length > most) throw new SpecificationFault("size out of bound",
    `${where} has ${values.length} words; it must have 1 to ${most}`);
  const repeated = values.find((word, i) => values.indexOf(word) < i);
  if (repeated !== undefined) throw new SpecificationFault("duplicate sentence", `${where} has the word "${repeated}" twice`);
  return width;
}

function cellsOf(column: Column, rowsOf: (table: string) => number): number {
  switch (column.kind) {
    case "queue": return 1 + (column.capacity ?? rowsOf(column.table));
    case "set": return Math.ceil(rowsOf(column.table) / 8);
    default: return 1;
  }
}
