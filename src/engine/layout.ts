/**
 * Where each column of each table lies in the one packed buffer of a world.
 * A column's width follows from its declaration alone, so that rows of all systems of a kernel are read by the
 * same code; only the offsets follow from the system's sizes.
 */
import type { Column } from "../language/columns.ts";
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
  /** For a lifecycle: its table. */
  readonly lifecycle: Lifecycle | undefined;
}

/** The part of the layout that all systems of a kernel share. */
export interface Schema {
  readonly tables: Tables;
  readonly tableNames: readonly string[];
  readonly columns: readonly PlacedColumn[];
}

/** Places for one system: element offsets and strides by column index. */
export interface Layout {
  readonly schema: Schema;
  readonly sizes: readonly number[];
  /** First element of each column, counted in elements of its own width. */
  readonly offset: Int32Array;
  /** Elements of one row of each column: 1, or more for queues and sets. */
  readonly stride: Int32Array;
  readonly bytes: number;
}

const schemas = new WeakMap<Tables, Schema>();

/** The schema of some tables, made once; throws a SpecificationFault that names what is wrong with it. */
export function schemaOf(tables: Tables): Schema {
  const known = schemas.get(tables);
  if (known !== undefined) return known;
  const columns: PlacedColumn[] = [];
  for (const [table, { columns: declared }] of Object.entries(tables)) {
    const events = new Map<string, string>();
    for (const [name, column] of Object.entries(declared)) {
      if (name === "id" || name === "take" || name === "can" || name === "within" || name === "clear")
        throw new SpecificationFault("unknown name", `the column "${table}.${name}" has a name that every row already has`);
      const lifecycle = column.kind === "lifecycle" ? compileLifecycle(column.machine) : undefined;
      for (const event of lifecycle?.events ?? []) {
        if (events.has(event)) throw new SpecificationFault("lifecycle refused",
          `two lifecycles of the table "${table}" (${events.get(event)!}, ${name}) both know the event "${event}"`);
        events.set(event, name);
      }
      const width = widthOf(column, tables, `${table}.${name}`);
      columns.push({ index: columns.length, table, name, column, width, lifecycle });
    }
  }
  const schema = { tables, tableNames: Object.keys(tables), columns };
  schemas.set(tables, schema);
  return schema;
}

/** Lays the columns out for a system's sizes, widest first, so that every column is aligned. */
export function layoutOf(schema: Schema, sizes: Readonly<Record<string, number>>): Layout {
  for (const name of Object.keys(sizes)) if (!schema.tableNames.includes(name)) throw new SpecificationFault("unknown name",
    `the system gives a size to "${name}", which is no table${didYouMean(name, schema.tableNames)}`);
  const rows = schema.tableNames.map((name) => {
    const size = sizes[name] ?? 0;
    const most = schema.tables[name]!.most;
    if (!Number.isInteger(size) || size < 0 || size > most) throw new SpecificationFault("size out of bound",
      `the system wants ${size} rows of "${name}"; the table allows 0 to ${most}`);
    return size;
  });
  const rowsOf = (table: string) => rows[schema.tableNames.indexOf(table)]!;
  const offset = new Int32Array(schema.columns.length);
  const stride = new Int32Array(schema.columns.length);
  let bytes = 0;
  for (const width of [8, 4, 2, 1] as const) {
    for (const placed of schema.columns) {
      if (placed.width !== width) continue;
      stride[placed.index] = cellsOf(placed.column, rowsOf);
      offset[placed.index] = bytes / width;
      bytes += width * stride[placed.index]! * rowsOf(placed.table);
    }
  }
  return { schema, sizes: rows, offset, stride, bytes: Math.ceil(bytes / 8) * 8 };
}

function widthOf(column: Column, tables: Tables, where: string): Width {
  switch (column.kind) {
    case "flag": case "lifecycle": return 1;
    case "choice": return bounded(column.values.length, 250, 1, `${where} has too many words`);
    case "rights": return bounded(column.values.length, 31, 4, `${where} has too many rights`);
    case "count": {
      if (!Number.isSafeInteger(column.max) || column.max < 0) throw new SpecificationFault("count out of bound",
        `the bound of ${where} is ${column.max}; it must be a whole number from 0 to 2^53 - 1`);
      return column.max < 256 ? 1 : column.max < 65536 ? 2 : column.max <= 0x7fffffff ? 4 : 8;
    }
    case "reference": case "queue": case "set": {
      const target = tables[column.table];
      if (target === undefined) throw new SpecificationFault("unknown name",
        `${where} refers to "${column.table}", which is no table${didYouMean(column.table, Object.keys(tables))}`);
      return bounded(target.most, 65000, column.kind === "set" || target.most < 255 ? 1 : 2, `${column.table} may have too many rows`);
    }
  }
}

function bounded(value: number, most: number, width: Width, complaint: string): Width {
  if (value > most) throw new SpecificationFault("size out of bound", `${complaint}: ${value}, at most ${most}`);
  return width;
}

function cellsOf(column: Column, rowsOf: (table: string) => number): number {
  switch (column.kind) {
    case "queue": return 1 + (column.capacity ?? rowsOf(column.table));
    case "set": return Math.ceil(rowsOf(column.table) / 8);
    default: return 1;
  }
}
