/**
 * Rows as ordinary objects over the packed buffer. There is one class of row for each table of a schema, shared by
 * all systems and by the worlds before and after a step, so that a sentence is always compiled for one shape of row.
 */
import type { Column } from "../language/columns.ts";
import { SpecificationFault, didYouMean } from "../language/fault.ts";
import { type Layout, type PlacedColumn, type Schema, type Width } from "./layout.ts";
import { type Lifecycle, noSuchEvent } from "./lifecycle.ts";

type Cells = Uint8Array | Uint16Array | Int32Array | Float64Array;

/** One packed state with its views and rows. */
export class Memory {
  readonly layout: Layout;
  readonly bytes: Uint8Array;
  /** The whole state as words: what is copied, compared and hashed. */
  readonly words: Int32Array;
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;
  readonly offset: Int32Array;
  readonly stride: Int32Array;
  /** Rows by table, in the order of the schema. */
  readonly rows: readonly (readonly RowView[])[];
  /** Rows by table name: the world as operations and invariants see it. */
  readonly world: Readonly<Record<string, readonly RowView[]>>;

  constructor(layout: Layout) {
    const buffer = new ArrayBuffer(layout.bytes);
    this.layout = layout;
    this.bytes = this.u8 = new Uint8Array(buffer);
    this.words = this.i32 = new Int32Array(buffer);
    this.u16 = new Uint16Array(buffer);
    this.f64 = new Float64Array(buffer);
    this.offset = layout.offset;
    this.stride = layout.stride;
    const classes = rowClasses(layout.schema);
    this.rows = layout.sizes.map((size, t) => Object.freeze(Array.from({ length: size }, (_, id) => new classes[t]!(this, id))));
    this.world = Object.freeze(Object.fromEntries(layout.schema.tableNames.map((name, t) => [name, this.rows[t]!])));
  }
}

/** What every row is, before its table's columns are added. */
export interface RowView {
  readonly id: number;
  readonly memory: Memory;
  readonly [column: string]: unknown;
}

type RowClass = new (memory: Memory, id: number) => RowView;

const classesOf = new WeakMap<Schema, readonly RowClass[]>();

function rowClasses(schema: Schema): readonly RowClass[] {
  let classes = classesOf.get(schema);
  if (classes === undefined) {
    classes = schema.tableNames.map((table) => rowClass(schema, table));
    classesOf.set(schema, classes);
  }
  return classes;
}

function rowClass(schema: Schema, table: string): RowClass {
  const columns = schema.columns.filter((placed) => placed.table === table);
  const collections = columns.filter(({ column }) => column.kind === "queue" || column.kind === "set" || column.kind === "rights");
  class TableRow {
    readonly id: number;
    readonly memory: Memory;
    /** Queues, sets and rights of this row, made once, in the order of `collections`. */
    readonly parts: readonly object[];

    constructor(memory: Memory, id: number) {
      this.id = id;
      this.memory = memory;
      this.parts = collections.map((placed) => collectionOf(placed, schema, memory, id));
      Object.freeze(this);
    }

    clear(): void {
      for (const { index, width } of columns) {
        const stride = this.memory.stride[index]!;
        const from = this.memory.offset[index]! + this.id * stride;
        cellsOf(this.memory, width).fill(0, from, from + stride);
      }
    }
  }
  for (const placed of columns) {
    const part = collections.indexOf(placed);
    const accessor = part >= 0
      ? { get(this: TableRow) { return this.parts[part]; } }
      : accessorOf(placed, schema);
    Object.defineProperty(TableRow.prototype, placed.name, { ...accessor, enumerable: true, configurable: false });
  }
  addLifecycleWords(TableRow.prototype, table, columns.filter((placed) => placed.lifecycle !== undefined));
  return TableRow as unknown as RowClass;
}

function cellsOf(memory: Memory, width: Width): Cells {
  return width === 1 ? memory.u8 : width === 2 ? memory.u16 : width === 4 ? memory.i32 : memory.f64;
}

type Accessor = { get(this: RowView): unknown; set?(this: RowView, value: unknown): void };

function accessorOf(placed: PlacedColumn, schema: Schema): Accessor {
  const { column, index, table, name, width } = placed;
  const where = `${table}.${name}`;
  switch (column.kind) {
    case "flag": return {
      get() { return this.memory.u8[this.memory.offset[index]! + this.id] !== 0; },
      set(value) { this.memory.u8[this.memory.offset[index]! + this.id] = value === true ? 1 : 0; },
    };
    case "count": return countAccessor(index, width, column.max, where);
    case "choice": {
      const words: readonly string[] = column.values;
      return {
        get() { return words[this.memory.u8[this.memory.offset[index]! + this.id]!]; },
        set(value) {
          const code = words.indexOf(value as string);
          if (code < 0) throw new SpecificationFault("not a choice",
            `${where} cannot be "${String(value)}"${didYouMean(String(value), words)}`);
          this.memory.u8[this.memory.offset[index]! + this.id] = code;
        },
      };
    }
    case "reference": return referenceAccessor(index, width, schema.tableNames.indexOf(column.table), where);
    case "lifecycle": {
      const states = placed.lifecycle!.states;
      return {
        get() { return states[this.memory.u8[this.memory.offset[index]! + this.id]!]; },
        set() {
          throw new SpecificationFault("no such event", `${where} is a lifecycle: it changes only by take("event")`);
        },
      };
    }
    default: throw new Error(`${where}: ${column.kind} has no accessor`);
  }
}

/** One accessor for each width, so that each reads one kind of array. */
function countAccessor(index: number, width: Width, max: number, where: string): Accessor {
  const bounded = (row: RowView, value: unknown): number => {
    if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= max) return value + 0;
    throw new SpecificationFault("count out of bound", `${where} of row ${row.id} would become ${String(value)}; it counts from 0 to ${max}`);
  };
  if (width === 1) return {
    get() { return this.memory.u8[this.memory.offset[index]! + this.id]; },
    set(value) { this.memory.u8[this.memory.offset[index]! + this.id] = bounded(this, value); },
  };
  if (width === 2) return {
    get() { return this.memory.u16[this.memory.offset[index]! + this.id]; },
    set(value) { this.memory.u16[this.memory.offset[index]! + this.id] = bounded(this, value); },
  };
  if (width === 4) return {
    get() { return this.memory.i32[this.memory.offset[index]! + this.id]; },
    set(value) { this.memory.i32[this.memory.offset[index]! + this.id] = bounded(this, value); },
  };
  return {
    get() { return this.memory.f64[this.memory.offset[index]! + this.id]; },
    set(value) { this.memory.f64[this.memory.offset[index]! + this.id] = bounded(this, value); },
  };
}

/** References are stored as the row's number plus one; 0 is no row. */
function referenceAccessor(index: number, width: Width, target: number, where: string): Accessor {
  const code = (value: unknown): number => {
    if (value === null) return 0;
    if (isRow(value)) return value.id + 1;
    throw new SpecificationFault("missing row", `${where} was given ${String(value)} in place of a row or null`);
  };
  if (width === 1) return {
    get() {
      const at = this.memory.u8[this.memory.offset[index]! + this.id]!;
      return at === 0 ? null : this.memory.rows[target]![at - 1];
    },
    set(value) { this.memory.u8[this.memory.offset[index]! + this.id] = code(value); },
  };
  return {
    get() {
      const at = this.memory.u16[this.memory.offset[index]! + this.id]!;
      return at === 0 ? null : this.memory.rows[target]![at - 1];
    },
    set(value) { this.memory.u16[this.memory.offset[index]! + this.id] = code(value); },
  };
}

function isRow(value: unknown): value is RowView {
  return typeof value === "object" && value !== null && "memory" in value;
}

/** Adds `take`, `can` and `within` for the lifecycles of a table. */
function addLifecycleWords(prototype: object, table: string, placed: readonly PlacedColumn[]): void {
  const byEvent = new Map<string, { index: number; name: string; lifecycle: Lifecycle; from: number }>();
  for (const { index, name, lifecycle } of placed) lifecycle!.events.forEach((event, e) =>
    byEvent.set(event, { index, name, lifecycle: lifecycle!, from: e * lifecycle!.states.length }));

  const known = (event: string) => {
    const entry = byEvent.get(event);
    if (entry === undefined) throw new SpecificationFault("no such event",
      `no lifecycle of "${table}" knows the event "${event}"${didYouMean(event, byEvent.keys())}`);
    return entry;
  };
  const words = {
    take(this: RowView, event: string): void {
      const { index, name, lifecycle, from } = known(event);
      const at = this.memory.offset[index]! + this.id;
      const state = this.memory.u8[at]!;
      const next = lifecycle.next[from + state]!;
      if (next === noSuchEvent) throw new SpecificationFault("no such event",
        `${table}.${name} of row ${this.id} is in state "${lifecycle.states[state]!}", which has no event "${event}"`);
      this.memory.u8[at] = next;
    },
    can(this: RowView, event: string): boolean {
      const { index, lifecycle, from } = known(event);
      return lifecycle.next[from + this.memory.u8[this.memory.offset[index]! + this.id]!] !== noSuchEvent;
    },
    within(this: RowView, state: string): boolean {
      return placed.some(({ name }) => {
        const now = this[name] as string;
        return now === state || now.startsWith(`${state}.`);
      });
    },
  };
  for (const [name, value] of Object.entries(words)) Object.defineProperty(prototype, name, { value });
}

function collectionOf({ column, index, width, table, name }: PlacedColumn, schema: Schema, memory: Memory, id: number): object {
  const where = `${table}.${name}`;
  const cells = cellsOf(memory, width);
  const from = memory.offset[index]! + id * memory.stride[index]!;
  if (column.kind === "queue")
    return new QueueView(memory, schema.tableNames.indexOf(column.table), cells, from, memory.stride[index]! - 1, where);
  if (column.kind === "set")
    return new SetView(cells as Uint8Array, from, memory.stride[index]!, where);
  const { values } = column as Extract<Column, { kind: "rights" }>;
  return new RightsView(cells as Int32Array, from, values, where);
}

/** A bounded queue: a length, then the rows' numbers plus one from the head on, then zeros. */
class QueueView {
  private readonly memory: Memory;
  private readonly target: number;
  private readonly cells: Cells;
  private readonly from: number;
  private readonly capacity: number;
  private readonly where: string;

  constructor(memory: Memory, target: number, cells: Cells, from: number, capacity: number, where: string) {
    this.memory = memory;
    this.target = target;
    this.cells = cells;
    this.from = from;
    this.capacity = capacity;
    this.where = where;
  }

  get length(): number { return this.cells[this.from]!; }
  get isEmpty(): boolean { return this.cells[this.from] === 0; }
  get isFull(): boolean { return this.cells[this.from] === this.capacity; }
  get first(): RowView | null { return this.at(0); }

  at(place: number): RowView | null {
    if (place >= this.length) return null;
    return this.memory.rows[this.target]![this.cells[this.from + 1 + place]! - 1]!;
  }

  push(row: RowView): void {
    if (this.isFull) throw new SpecificationFault("queue full", `${this.where} has room for ${this.capacity} rows and is full`);
    if (!isRow(row)) throw new SpecificationFault("missing row", `${this.where} was given ${String(row)} in place of a row`);
    this.cells[this.from]!++;
    this.cells[this.from + this.length] = row.id + 1;
  }

  shift(): RowView {
    const head = this.first;
    if (head === null) throw new SpecificationFault("queue empty", `${this.where} is empty and has no first row to take out`);
    this.cells.copyWithin(this.from + 1, this.from + 2, this.from + 1 + this.length);
    this.cells[this.from + this.length] = 0;
    this.cells[this.from]!--;
    return head;
  }

  has(row: RowView): boolean { return this.count(row) > 0; }

  count(row: RowView): number {
    let places = 0;
    for (let i = 1; i <= this.length; i++) if (this.cells[this.from + i] === row.id + 1) places++;
    return places;
  }

  remove(row: RowView): void {
    let kept = 0;
    const length = this.length;
    for (let i = 1; i <= length; i++) {
      const cell = this.cells[this.from + i]!;
      if (cell !== row.id + 1) this.cells[this.from + ++kept] = cell;
    }
    this.cells.fill(0, this.from + 1 + kept, this.from + 1 + length);
    this.cells[this.from] = kept;
  }
}

/** A bounded set: one bit a row. */
class SetView {
  private readonly cells: Uint8Array;
  private readonly from: number;
  private readonly stride: number;
  private readonly where: string;

  constructor(cells: Uint8Array, from: number, stride: number, where: string) {
    this.cells = cells;
    this.from = from;
    this.stride = stride;
    this.where = where;
  }

  get size(): number {
    let members = 0;
    for (let i = 0; i < this.stride; i++)
      for (let bits = this.cells[this.from + i]!; bits !== 0; bits &= bits - 1) members++;
    return members;
  }

  get isEmpty(): boolean {
    for (let i = 0; i < this.stride; i++) if (this.cells[this.from + i] !== 0) return false;
    return true;
  }

  has(row: RowView): boolean { return (this.cells[this.from + (row.id >> 3)]! & (1 << (row.id & 7))) !== 0; }

  add(row: RowView): void {
    if (!isRow(row)) throw new SpecificationFault("missing row", `${this.where} was given ${String(row)} in place of a row`);
    this.cells[this.from + (row.id >> 3)]! |= 1 << (row.id & 7);
  }

  delete(row: RowView): void { this.cells[this.from + (row.id >> 3)]! &= ~(1 << (row.id & 7)); }

  clear(): void { this.cells.fill(0, this.from, this.from + this.stride); }
}

/** A few rights as bits of one word. */
class RightsView {
  private readonly cells: Int32Array;
  private readonly from: number;
  private readonly values: readonly string[];
  private readonly where: string;

  constructor(cells: Int32Array, from: number, values: readonly string[], where: string) {
    this.cells = cells;
    this.from = from;
    this.values = values;
    this.where = where;
  }

  private bit(right: string): number {
    const place = this.values.indexOf(right);
    if (place < 0) throw new SpecificationFault("not a choice", `${this.where} knows no right "${right}"${didYouMean(right, this.values)}`);
    return 1 << place;
  }

  get isEmpty(): boolean { return this.cells[this.from] === 0; }
  has(right: string): boolean { return (this.cells[this.from]! & this.bit(right)) !== 0; }
  add(right: string): void { this.cells[this.from]! |= this.bit(right); }
  delete(right: string): void { this.cells[this.from]! &= ~this.bit(right); }
  become(other: RightsView): void { this.cells[this.from] = other.cells[other.from]!; }
  within(other: RightsView): boolean { return (this.cells[this.from]! & ~other.cells[other.from]!) === 0; }
}
