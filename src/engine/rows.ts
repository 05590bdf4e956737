/**
 * Rows as ordinary objects over the packed buffer. There is one class of row for each table of a schema, shared by
 * all systems and by the worlds before and after a step, so that a sentence is always compiled for one shape of row.
 * The classes are generated: every accessor has code of its own, with the place of its cell written into it, and so
 * the runtime can inline it. Names from the specification stand in that code as quoted property names only.
 */
import { didYouMean } from "../language/fault.ts";
import { QueueView, SetView, rightsOf, rowNumber, told } from "./collections.ts";
import { Gate } from "./gate.ts";
import { generated } from "./generated.ts";
import type { Layout, PlacedColumn, Schema, Width } from "../sentences/layout.ts";
import { raise } from "./noting.ts";
import { lifecycleWords } from "./taking.ts";
import { nothingElse, withoutCopies } from "./unknown-names.ts";

export type Cells = Uint8Array | Uint16Array | Int32Array | Float64Array;

/** One packed state with its views and rows. */
export class Memory {
  readonly layout: Layout;
  /** Whether rows may be written; a fresh memory's may. */
  readonly gate = new Gate();
  /** The whole state as words: what is copied, compared and hashed. */
  readonly words: Int32Array;
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;
  /** Rows by table, in the order of the schema. */
  readonly rows: readonly (readonly RowView[])[];
  /** Rows by table name: the world as operations and invariants see it. */
  readonly world: Readonly<Record<string, readonly RowView[]>>;

  constructor(layout: Layout) {
    const { schema, sizes } = layout;
    const buffer = new ArrayBuffer(layout.bytes);
    this.layout = layout;
    this.u8 = new Uint8Array(buffer);
    this.words = this.i32 = new Int32Array(buffer);
    this.u16 = new Uint16Array(buffer);
    this.f64 = new Float64Array(buffer);
    const rows: RowView[][] = sizes.map(() => unchangeable([], this.gate));
    this.rows = rows;
    rowMakers(schema).forEach((make, t) => {
      for (let id = 0; id < sizes[t]!; id++) rows[t]![id] = make(this, id);
    });
    const world = Object.fromEntries(schema.tableNames.map((name, t) => [name, rows[t]!]));
    this.world = Object.freeze(Object.setPrototypeOf(world, nothingElse("the world", "table", schema.tableNames)));
  }

  /** Whether the lists of rows are as they were made: nothing added, removed or reordered. */
  get isIntact(): boolean {
    return this.rows.every((rows, t) => rows.length === this.layout.sizes[t] && rows.every((row, id) => row.id === id));
  }
}

/** Sees to it that nobody has changed a list of rows, by whatever means. */
export function seeListsUnchanged({ isIntact, rows }: Memory): void {
  const isPlain = (list: readonly RowView[]): boolean => Object.getPrototypeOf(list) === Array.prototype
    && Reflect.ownKeys(list).length === list.length + mutators.length + ["length", "$gate"].length;
  if (!isIntact || !rows.every(isPlain)) raise("not only read", "a list of rows was changed; a copy may be changed: [...rows]");
}

const mutators = ["copyWithin", "fill", "pop", "push", "reverse", "shift", "sort", "splice", "unshift"] as const;

/**
 * A list that refuses the methods that would change it. It is not frozen, since the runtime does not inline `every`, `reduce`
 * and their like over frozen lists.
 */
function unchangeable(list: RowView[], $gate: Gate): RowView[] {
  Object.defineProperty(list, "$gate", { value: $gate });
  for (const name of mutators) Object.defineProperty(list, name, { value: refusals[name] });
  return list;
}

const refusals = Object.fromEntries(mutators.map((name) =>
  [name, () => raise("not only read", `${name}() would change a list of rows; a copy may be changed: [...rows]`)]));

/** What every row is, before its table's columns are added. */
export interface RowView {
  readonly id: number;
  readonly [column: string]: unknown;
}

type RowMaker = (memory: Memory, id: number) => RowView;

const makersOf = new WeakMap<Schema, readonly RowMaker[]>();

function rowMakers(schema: Schema): readonly RowMaker[] {
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
  const parts = columns.filter(({ place, column }) => place < 0 || column.kind === "rights");
  const links = columns.filter(({ column }) => column.kind === "reference");
  const words = lifecycleWords(table, columns);
  const [events, states] = [words.events.slice(0, chainMost), words.states.slice(0, chainMost)];
  const code = [
    ...events.map((name, i) => `const event${i} = words.event(${JSON.stringify(name)});`),
    ...states.map((name, i) => `const state${i} = words.state(${JSON.stringify(name)});`),
    // Fields are defined, never assigned, since what ends the prototype chain refuses assignments to new names.
    "let memory = null, base = null, stride = null, row = 0;",
    "class Row {",
    "  id = (withoutCopies(this), row); $gate = memory.gate; $1 = memory.u8; $2 = memory.u16; $4 = memory.i32; $8 = memory.f64;",
    ...([1, 2, 4, 8] as const).map((width) => `  $at${width} = ${baseOf(columns, t, width)};`),
    ...links.map(({ index, column }) => `  $rows${index} = memory.rows[${schema.tableNames.indexOf((column as { table: string }).table)}];`),
    ...parts.map(({ index }) => `  $part${index} = part(columns[${index}], memory, row);`),
    ...columns.map((placed) => parts.includes(placed) ? `get ${quoted(placed)}() { return this.$part${placed.index}; }` : accessor(placed)),
    `clear() { if (!this.$gate.isOpen) this.$gate.refuse(${JSON.stringify(`a row of "${table}"`)});`,
    ...columns.map((placed) => parts.includes(placed) ? `  this.$part${placed.index}.clear();` : `  ${cell(placed)} = 0;`),
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
  const what = `a row of "${table}"`;
  const end = nothingElse(what, "column", columns.map(({ name }) => name), true);
  const make = generated(["columns", "part", "fault", "words", "end", "withoutCopies"], code);
  return make(schema.columns, partOf, faults, words, end, (row: object) => withoutCopies(row, what)) as RowMaker;
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
  const gate = `if (!this.$gate.isOpen) this.$gate.refuse(${JSON.stringify(whereOf(placed))});`;
  const set = (effect: string) => `set ${name}(value) { ${gate} ${effect} }`;
  switch (column.kind) {
    case "flag": return get(`return ${at} !== 0;`)
      + set(`if (value !== true && value !== false) fault.notAFlag(${self}, value); ${at} = value ? 1 : 0;`);
    case "count": return get(`return ${at};`)
      + set(`if (!Number.isInteger(value) || value < 0 || value > ${column.max}) fault.outOfBound(${self}, value, this.id); ${at} = value + 0;`);
    case "choice": return get(`return ${self}.column.values[${at}];`)
      + set(`const code = ${self}.column.values.indexOf(value); if (code < 0) fault.notAChoice(${self}, value); ${at} = code;`);
    case "reference": return get(`const row = ${at}; return row === 0 ? null : this.$rows${index}[row - 1];`)
      + set(`${at} = value === null ? 0 : fault.rowNumber(${self}, this.$rows${index}, value);`);
    case "lifecycle": return get(`return ${self}.lifecycle.states[${at}];`) + set(`fault.onlyByEvents(${self});`);
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
  if (column.kind === "rights") return rightsOf(memory.gate, column.values, memory.i32, from, where);
  throw new Error(`${where}: ${column.kind} has one cell`);
}

const whereOf = ({ table, name }: PlacedColumn): string => `${table}.${name}`;

/** What the generated accessors call when they are given what their column cannot hold. */
const faults = {
  notAFlag(placed: PlacedColumn, value: unknown): never {
    raise("not a choice", `${whereOf(placed)} was given ${told(value)} in place of true or false`);
  },
  outOfBound(placed: PlacedColumn, value: unknown, id: number): never {
    raise("count out of bound",
      `${whereOf(placed)} of row ${id} would become ${told(value)}; it counts from 0 to ${(placed.column as { max: number }).max}`);
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
