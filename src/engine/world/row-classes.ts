/**
 * Rows as ordinary objects over the packed buffer. There is one class of row for each table of a schema, shared by
 * all systems and by the worlds before and after a step, so that a sentence is always compiled for one shape of row.
 * The classes are generated: every accessor has code of its own, with the place of its cell written into it, and so
 * the runtime can inline it. Names from the specification stand in that code as quoted property names only.
 * Where nothing can be generated, shared accessors look up where their cell is.
 */
import { type Column, type Count, isConstantColumn } from "../../language/columns.ts";
import { didYouMean } from "../../language/fault.ts";
import { type PlacedColumn, type Schema, type Width, spanOf, widths } from "../../sentences/layout.ts";
import { noSuchEvent } from "../../sentences/lifecycle.ts";
import { QueueView, RightsView, SetView, rowNumber, told } from "./collections.ts";
import type { Gate } from "./gate.ts";
import { generated } from "../stepping/new-function.ts";
import { raise } from "../stepping/noting.ts";
import type { Memory, RowView } from "./rows.ts";
import { type LifecycleWords, lifecycleWords } from "./lifecycle-access.ts";
import { nothingElse, withoutCopies } from "./unknown-names.ts";

export type Cells = Uint8Array | Uint16Array | Int32Array | Float64Array;

type RowMaker = (memory: Memory, id: number) => RowView;

const makersOf = new WeakMap<Schema, readonly RowMaker[]>();

/** What makes the rows of each table of a schema. */
export function rowMakers(schema: Schema): readonly RowMaker[] {
  let makers = makersOf.get(schema);
  if (makers === undefined) {
    makers = schema.tableNames.map((table, t) => rowMaker(schema, table, t));
    makersOf.set(schema, makers);
  }
  return makers;
}

/** The array of a memory that has cells of a width. */
export function cellsOf(memory: Pick<Memory, "u8" | "u16" | "i32" | "f64">, width: Width): Cells {
  return width === 1 ? memory.u8 : width === 2 ? memory.u16 : width === 4 ? memory.i32 : memory.f64;
}

function rowMaker(schema: Schema, table: string, t: number): RowMaker {
  const columns = schema.columns.filter((placed) => placed.table === table);
  const words = lifecycleWords(table, columns);
  const what = `a row of "${table}"`;
  const end = nothingElse(what, "column", columns.map(({ name }) => name), true);
  const given = {
    columns: schema.columns, part: partOf, fault: faults, words, end, withoutCopies: (row: object) => withoutCopies(row, what),
  };
  return generated(given, rowCode(schema, table, t, columns, words), () => plainRowMaker(schema, t, columns, words, what, end));
}

/** Whether a column is an object that is made with its row. */
const isPart = ({ place, column }: PlacedColumn): boolean => place < 0 || column.kind === "rights";

/** The columns of a table that refer to rows, each with the table of those. */
function linksOf({ tableNames }: Schema, columns: readonly PlacedColumn[]): readonly (readonly [index: number, table: number])[] {
  return columns.flatMap(({ index, column }) => column.kind === "reference" ? [[index, tableNames.indexOf(column.table)] as const] : []);
}

/** The code of a table's class of rows, and of what makes one. */
function rowCode(schema: Schema, table: string, t: number, columns: readonly PlacedColumn[], words: LifecycleWords): string {
  const parts = columns.filter(isPart);
  const changing = columns.filter(({ column }) => !isConstantColumn(column));
  const [events, states] = [words.events.slice(0, chainMost), words.states.slice(0, chainMost)];
  return [
    ...events.map((name, i) => `const event${i} = words.event(${JSON.stringify(name)});`),
    ...states.map((name, i) => `const state${i} = words.state(${JSON.stringify(name)});`),
    // Fields are defined, never assigned, since what ends the prototype chain refuses assignments to new names.
    "let memory = null, base = null, stride = null, row = 0;",
    "class Row {",
    "  id = (withoutCopies(this), row); $gate = memory.gate; $1 = memory.u8; $2 = memory.u16; $4 = memory.i32; $8 = memory.f64;",
    ...widths.map((width) => `  $at${width} = ${baseOf(columns, t, width)};`),
    ...linksOf(schema, columns).map(([index, target]) => `  $rows${index} = memory.rows[${target}];`),
    ...parts.map(({ index }) => `  $part${index} = part(columns[${index}], memory, row);`),
    ...columns.map((placed) => isPart(placed) ? `get ${quoted(placed)}() { return this.$part${placed.index}; }` : accessor(placed)),
    `clear() { if (!this.$gate.isOpen) this.$gate.refuse(${JSON.stringify(`a row of "${table}"`)});`,
    ...changing.map((placed) => isPart(placed) ? `  this.$part${placed.index}.clear();` : `  ${cell(placed)} = 0;`),
    "}",
    `take(event) { if (!this.$gate.isOpen) this.$gate.refuse(${JSON.stringify(`a row of "${table}"`)});`,
    `  const known = ${chain("event", events)}, at = this.$at1 + known.place, to = known.next[this.$1[at]];`,
    "  this.$1[at] = to === 255 ? words.taken(known, this.$1[at], this.id) : to; }",
    `can(event) { const known = ${chain("event", events)}; return known.next[this.$1[this.$at1 + known.place]] !== 255; }`,
    `within(state) { const known = ${chain("state", states)}; return known.inside[this.$1[this.$at1 + known.place]] === 1; }`,
    "}",
    "Object.freeze(Object.setPrototypeOf(Row.prototype, end));",
    "return (its, id) => { memory = its; ({ base, stride } = its.layout); row = id; return Object.freeze(new Row()); };",
  ].join("\n");
}

/** A row as its own methods see it: `$1` is all cells of that width, of which its own begin at `$at1`, and so on. */
interface Fields {
  readonly id: number;
  readonly $gate: Gate;
  readonly $1: Uint8Array;
  readonly $at1: number;
  readonly [field: string]: any;
}

/** The same with accessors that are shared. */
function plainRowMaker(
  schema: Schema, t: number, columns: readonly PlacedColumn[], words: LifecycleWords, what: string, end: object,
): RowMaker {
  const changing = columns.filter(({ column }) => !isConstantColumn(column));
  class Row {
    clear(this: Fields): void {
      this.$gate.pass(what);
      for (const placed of changing) {
        const { index, width, place } = placed;
        if (isPart(placed)) this[`$part${index}`].clear();
        else this[`$${width}`][this[`$at${width}`] + place] = 0;
      }
    }
    take(this: Fields, event: string): void {
      this.$gate.pass(what);
      const known = words.event(event);
      const at = this.$at1 + known.place;
      this.$1[at] = words.taken(known, this.$1[at]!, this.id);
    }
    can(this: Fields, event: string): boolean {
      const known = words.event(event);
      return known.next[this.$1[this.$at1 + known.place]!] !== noSuchEvent;
    }
    within(this: Fields, state: string): boolean {
      const known = words.state(state);
      return known.inside[this.$1[this.$at1 + known.place]!] === 1;
    }
  }
  for (const placed of columns) Object.defineProperty(Row.prototype, placed.name, plainAccessor(placed));
  Object.freeze(Object.setPrototypeOf(Row.prototype, end));
  return (memory, id) => {
    const { gate, u8, u16, i32, f64, rows, layout: { base, stride } } = memory;
    const row = new Row();
    withoutCopies(row, what);
    const fields: Record<string, unknown> = { id, $gate: gate, $1: u8, $2: u16, $4: i32, $8: f64 };
    for (const width of widths) {
      const any = columns.find((placed) => placed.width === width);
      fields[`$at${width}`] = any === undefined ? 0 : base[t * 9 + width]! + id * stride[any.index]!;
    }
    for (const [index, target] of linksOf(schema, columns)) fields[`$rows${index}`] = rows[target];
    for (const placed of columns.filter(isPart)) fields[`$part${placed.index}`] = partOf(placed, memory, id);
    for (const [name, value] of Object.entries(fields)) Object.defineProperty(row, name, { value, enumerable: true });
    return Object.freeze(row) as unknown as RowView;
  };
}

/** Words of a lifecycle that are compared one by one; the rest is looked up. */
const chainMost = 24;

/** The code that finds what a name stands for: comparisons, which the runtime settles where the name is a constant. */
function chain(what: "event" | "state", names: readonly string[]): string {
  return [...names.map((name, i) => `${what} === ${JSON.stringify(name)} ? ${what}${i} :`), `words.${what}(${what})`].join(" ");
}

const quoted = ({ name }: PlacedColumn): string => JSON.stringify(name);

function baseOf(columns: readonly PlacedColumn[], t: number, width: Width): string {
  const any = columns.find((placed) => placed.width === width);
  return any === undefined ? "0" : `base[${t * 9 + width}] + row * stride[${any.index}]`;
}

function cell({ width, place }: PlacedColumn): string {
  return `this.$${width}[this.$at${width} + ${place}]`;
}

/** The code of a column's getter and setter. */
function accessor(placed: PlacedColumn): string {
  const { column, index } = placed;
  const [name, at, self] = [quoted(placed), cell(placed), `columns[${index}]`];
  const get = (value: string) => `get ${name}() { ${value} }`;
  const gate = isConstantColumn(column) ? `this.$gate.passConstant(${JSON.stringify(whereOf(placed))});`
    : `if (!this.$gate.isOpen) this.$gate.refuse(${JSON.stringify(whereOf(placed))});`;
  const set = (effect: string) => `set ${name}(value) { ${gate} ${effect} }`;
  switch (column.kind) {
    case "flag": return get(`return ${at} !== 0;`)
      + set(`if (value !== true && value !== false) fault.notAFlag(${self}, value); ${at} = value ? 1 : 0;`);
    case "count": return get(`return ${at};`)
      + set(`if (!Number.isInteger(value) || value < 0 || value > ${column.max}) fault.outOfBound(${self}, value, this.id); ${at} = value + 0;`);
    case "signed": return get(`const code = ${at}; return code > ${column.to} ? code - ${spanOf(column)} : code;`)
      + set(`if (!Number.isInteger(value) || value < ${column.from} || value > ${column.to}) fault.outOfBound(${self}, value, this.id); `
        + `${at} = value < 0 ? value + ${spanOf(column)} : value;`);
    case "cyclic": return get(`return ${at};`)
      + set(`if (!Number.isSafeInteger(value)) fault.outOfBound(${self}, value, this.id); `
        + `${at} = (value % ${column.modulo} + ${column.modulo}) % ${column.modulo};`);
    case "choice": return get(`return ${self}.column.values[${at}];`)
      + set(`const code = ${self}.column.values.indexOf(value); if (code < 0) fault.notAChoice(${self}, value); ${at} = code;`);
    case "reference": return get(`const row = ${at}; return row === 0 ? null : this.$rows${index}[row - 1];`)
      + set(`${at} = value === null ? 0 : fault.rowNumber(${self}, this.$rows${index}, value);`);
    case "lifecycle": return get(`return ${self}.lifecycle.states[${at}];`) + set(`fault.onlyByEvents(${self});`);
    default: throw new Error(`${column.kind} has no accessor`);
  }
}

/** A column's getter and setter. */
function plainAccessor(placed: PlacedColumn): PropertyDescriptor {
  const { index, width, place } = placed;
  if (isPart(placed)) return { get(this: Fields) { return this[`$part${index}`]; } };
  const [valueOf, codeOf] = valuesOf(placed);
  const [cells, at, where] = [`$${width}`, `$at${width}`, whereOf(placed)];
  return {
    get(this: Fields) { return valueOf(this[cells][this[at] + place], this); },
    set(this: Fields, value: unknown) {
      if (isConstantColumn(placed.column)) this.$gate.passConstant(where);
      else this.$gate.pass(where);
      this[cells][this[at] + place] = codeOf(value, this);
    },
  };
}

/** What a cell's number stands for, and the number of a value. */
function valuesOf(placed: PlacedColumn): [valueOf: (code: number, row: Fields) => unknown, codeOf: (value: any, row: Fields) => number] {
  const { column, index, lifecycle } = placed;
  switch (column.kind) {
    case "flag": return [(code) => code !== 0, (value) => {
      if (value !== true && value !== false) faults.notAFlag(placed, value);
      return value ? 1 : 0;
    }];
    case "count": return [(code) => code, (value, row) => {
      if (!Number.isInteger(value) || value < 0 || value > column.max) faults.outOfBound(placed, value, row.id);
      return value + 0;
    }];
    case "signed": return [(code) => code > column.to ? code - spanOf(column) : code, (value, row) => {
      if (!Number.isInteger(value) || value < column.from || value > column.to) faults.outOfBound(placed, value, row.id);
      return value < 0 ? value + spanOf(column) : value;
    }];
    case "cyclic": return [(code) => code, (value, row) => {
      if (!Number.isSafeInteger(value)) faults.outOfBound(placed, value, row.id);
      return (value % column.modulo + column.modulo) % column.modulo;
    }];
    case "choice": return [(code) => column.values[code], (value) => {
      const code = column.values.indexOf(value);
      return code < 0 ? faults.notAChoice(placed, value) : code;
    }];
    case "reference": return [
      (code, row) => code === 0 ? null : row[`$rows${index}`][code - 1],
      (value, row) => value === null ? 0 : faults.rowNumber(placed, row[`$rows${index}`], value),
    ];
    case "lifecycle": return [(code) => lifecycle!.states[code], () => faults.onlyByEvents(placed)];
    default: throw new Error(`${column.kind} has no accessor`);
  }
}

function partOf(placed: PlacedColumn, memory: Memory, id: number): object {
  const { column, index, width, table, name } = placed;
  const { first, stride, cells } = memory.layout;
  const from = first[index]! + id * stride[index]!;
  const where = `${table}.${name}`;
  if (column.kind === "queue") {
    const target = memory.rows[memory.layout.schema.tableNames.indexOf(column.table)]!;
    return new QueueView(memory.gate, cellsOf(memory, width) as Uint8Array, from, cells[index]! - 1, target, where, column.table);
  }
  if (column.kind === "set") {
    const target = memory.rows[memory.layout.schema.tableNames.indexOf(column.table)]!;
    return new SetView(memory.gate, memory.u8, from, cells[index]!, target, where, column.table);
  }
  if (column.kind === "rights") return new RightsView(memory.gate, memory.i32, from, column.values, where);
  throw new Error(`${where}: ${column.kind} has one cell`);
}

const whereOf = ({ table, name }: PlacedColumn): string => `${table}.${name}`;

/** What a column of numbers can hold, as the end of a sentence. */
function bounds(column: Column): string {
  if (column.kind === "cyclic") return "it takes whole numbers, up to 2^53";
  const [from, to] = column.kind === "signed" ? [column.from, column.to] : [0, (column as Count).max];
  return `it counts from ${from} to ${to}`;
}

/** What the generated accessors call when they are given what their column cannot hold. */
const faults = {
  notAFlag(placed: PlacedColumn, value: unknown): never {
    raise("not a choice", `${whereOf(placed)} was given ${told(value)} in place of true or false`);
  },
  outOfBound(placed: PlacedColumn, value: unknown, id: number): never {
    raise("count out of bound",
      `${whereOf(placed)} of row ${id} would become ${told(value)}; ${bounds(placed.column)}`);
  },
  notAChoice(placed: PlacedColumn, value: unknown): never {
    const { values } = placed.column as { values: readonly string[] };
    raise("not a choice", `${whereOf(placed)} cannot be "${told(value)}"${didYouMean(told(value), values)}`);
  },
  onlyByEvents(placed: PlacedColumn): never {
    raise("no such event", `${whereOf(placed)} is a lifecycle: it changes only by take("event")`);
  },
  rowNumber(placed: PlacedColumn, rows: readonly RowView[], value: unknown): number {
    return rowNumber(value, rows, whereOf(placed), (placed.column as { table: string }).table);
  },
};
