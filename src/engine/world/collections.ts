/**
 * Queues, sets and rights of a row, as objects over the packed buffer. Each is made once, with its row.
 */
import { didYouMean } from "../../language/fault.ts";
import type { Gate } from "./gate.ts";
import { raise } from "../stepping/noting.ts";
import type { RowView } from "./rows.ts";
import { nothingElse, withoutCopies } from "./unknown-names.ts";

/** A bounded queue: a length, then the rows' numbers plus one from the head on, then zeros. */
export class QueueView {
  readonly $gate: Gate;
  private readonly $cells: Uint8Array | Uint16Array;
  private readonly $from: number;
  private readonly $capacity: number;
  private readonly $rows: readonly RowView[];
  private readonly $where: string;
  private readonly $table: string;

  constructor(
    gate: Gate, cells: Uint8Array | Uint16Array, from: number, capacity: number, rows: readonly RowView[], where: string, table: string,
  ) {
    withoutCopies(this, "a queue");
    this.$gate = gate;
    this.$cells = cells;
    this.$from = from;
    this.$capacity = capacity;
    this.$rows = rows;
    this.$where = where;
    this.$table = table;
    Object.freeze(this);
  }

  get length(): number { return this.$cells[this.$from]!; }
  get isEmpty(): boolean { return this.$cells[this.$from] === 0; }
  get isFull(): boolean { return this.$cells[this.$from] === this.$capacity; }
  get first(): RowView | null { return this.$cells[this.$from] === 0 ? null : this.$rows[this.$cells[this.$from + 1]! - 1]!; }

  at(place: number): RowView | null {
    return place >= 0 && place < this.$cells[this.$from]! ? this.$rows[this.$cells[this.$from + 1 + place]! - 1] ?? null : null;
  }

  push(row: RowView): void {
    this.$gate.pass(this.$where);
    const { $cells: cells, $from: from } = this;
    if (this.isFull) raise("queue full", `${this.$where} has room for ${this.$capacity} rows and is full`);
    const number = rowNumber(row, this.$rows, this.$where, this.$table);
    const length = cells[from]! + 1;
    cells[from] = length;
    cells[from + length] = number;
  }

  shift(): RowView {
    this.$gate.pass(this.$where);
    const { $cells: cells, $from: from } = this;
    const head = this.first;
    if (head === null) raise("queue empty", `${this.$where} is empty and has no first row to take out`);
    const length = cells[from]!;
    for (let i = 1; i < length; i++) cells[from + i] = cells[from + i + 1]!;
    cells[from + length] = 0;
    cells[from] = length - 1;
    return head;
  }

  has(row: RowView): boolean { return this.count(row) > 0; }

  count(row: RowView): number {
    const { $cells: cells, $from: from } = this;
    if (this.$rows[row.id] !== row) seeAlike(row, this.$rows[row.id], this.$where, this.$table);
    const [number, end] = [row.id + 1, from + cells[from]!];
    let places = 0;
    for (let i = from + 1; i <= end; i++) if (cells[i] === number) places++;
    return places;
  }

  remove(row: RowView): void {
    this.$gate.pass(this.$where);
    const { $cells: cells, $from: from } = this;
    const [number, end] = [rowNumber(row, this.$rows, this.$where, this.$table), from + cells[from]!];
    let kept = from;
    while (kept < end && cells[kept + 1] !== number) kept++;
    if (kept === end) return;
    for (let i = kept + 2; i <= end; i++) if (cells[i] !== number) cells[++kept] = cells[i]!;
    for (let i = kept + 1; i <= end; i++) cells[i] = 0;
    cells[from] = kept - from;
  }

  clear(): void {
    this.$gate.pass(this.$where);
    this.$cells.fill(0, this.$from, this.$from + 1 + this.$cells[this.$from]!);
  }
}

/** A bounded set: one bit a row. */
export class SetView {
  readonly $gate: Gate;
  private readonly $cells: Uint8Array;
  private readonly $from: number;
  private readonly $bytes: number;
  private readonly $rows: readonly RowView[];
  private readonly $where: string;
  private readonly $table: string;

  constructor(gate: Gate, cells: Uint8Array, from: number, length: number, rows: readonly RowView[], where: string, table: string) {
    withoutCopies(this, "a set");
    this.$gate = gate;
    this.$cells = cells;
    this.$from = from;
    this.$bytes = length;
    this.$rows = rows;
    this.$where = where;
    this.$table = table;
    Object.freeze(this);
  }

  get size(): number {
    let members = 0;
    for (let i = 0; i < this.$bytes; i++)
      for (let bits = this.$cells[this.$from + i]!; bits !== 0; bits &= bits - 1) members++;
    return members;
  }

  get isEmpty(): boolean {
    for (let i = 0; i < this.$bytes; i++) if (this.$cells[this.$from + i] !== 0) return false;
    return true;
  }

  has(row: RowView): boolean {
    const { id } = row;
    if (this.$rows[id] !== row) seeAlike(row, this.$rows[id], this.$where, this.$table);
    return (this.$cells[this.$from + (id >> 3)]! & (1 << (id & 7))) !== 0;
  }

  add(row: RowView): void {
    this.$gate.pass(this.$where);
    const id = rowNumber(row, this.$rows, this.$where, this.$table) - 1;
    this.$cells[this.$from + (id >> 3)]! |= 1 << (id & 7);
  }

  delete(row: RowView): void {
    this.$gate.pass(this.$where);
    const id = rowNumber(row, this.$rows, this.$where, this.$table) - 1;
    this.$cells[this.$from + (id >> 3)]! &= ~(1 << (id & 7));
  }

  clear(): void {
    this.$gate.pass(this.$where);
    this.$cells.fill(0, this.$from, this.$from + this.$bytes);
  }
}

/** A few rights as bits of one word. */
export class RightsView {
  readonly $gate: Gate;
  readonly $cells: Int32Array;
  readonly $at: number;
  readonly $values: readonly string[];
  private readonly $where: string;

  constructor(gate: Gate, cells: Int32Array, at: number, values: readonly string[], where: string) {
    withoutCopies(this, "a column of rights");
    this.$gate = gate;
    this.$cells = cells;
    this.$at = at;
    this.$values = values;
    this.$where = where;
    Object.freeze(this);
  }

  has(right: string): boolean { return (this.$cells[this.$at]! & this.$bit(right)) !== 0; }
  get isEmpty(): boolean { return this.$cells[this.$at] === 0; }

  add(right: string): void {
    this.$gate.pass(this.$where);
    this.$cells[this.$at]! |= this.$bit(right);
  }

  delete(right: string): void {
    this.$gate.pass(this.$where);
    this.$cells[this.$at]! &= ~this.$bit(right);
  }

  clear(): void {
    this.$gate.pass(this.$where);
    this.$cells[this.$at] = 0;
  }

  become(other: RightsView): void {
    this.$gate.pass(this.$where);
    if (other.$values === this.$values) {
      this.$cells[this.$at] = other.$cells[other.$at]!;
      return;
    }
    // The other column may have its words in another order.
    this.clear();
    for (const right of other.$values) if (other.has(right)) this.add(right);
  }

  within(other: RightsView): boolean {
    if (other.$values === this.$values) return (this.$cells[this.$at]! & ~other.$cells[other.$at]!) === 0;
    return this.$values.every((right) => !this.has(right) || other.has(right));
  }

  private $bit(right: string): number {
    const place = this.$values.indexOf(right);
    if (place < 0) raise("not a choice", `${this.$where} knows no right "${right}"${didYouMean(right, this.$values)}`);
    return 1 << place;
  }
}

/** Sees to it that what a queue or a set is asked for is a row of its table, be it of the state before the step or after. */
function seeAlike(value: unknown, own: RowView | undefined, where: string, table: string): void {
  if (own === undefined || Object.getPrototypeOf(value) !== Object.getPrototypeOf(own))
    raise("missing row", `${where} was asked for ${told(value)} in place of a row of "${table}"`);
}

/** Makes every name a fault that is not a member. */
function endMembers({ prototype }: { readonly prototype: object }, what: string): void {
  const members = Object.getOwnPropertyNames(prototype).filter((name) => name !== "constructor" && !name.startsWith("$"));
  Object.freeze(Object.setPrototypeOf(prototype, nothingElse(what, "member", members, true)));
}

endMembers(QueueView, "a queue");
endMembers(SetView, "a set");
endMembers(RightsView, "a column of rights");

/** How a row is stored in a cell: its number plus one; 0 is no row. What is not one of `rows` is a fault. */
export function rowNumber(value: unknown, rows: readonly RowView[], where: string, table: string): number {
  if (typeof value === "object" && value !== null) {
    const { id } = value as RowView;
    if (rows[id] === value) return id + 1;
  }
  raise("missing row", `${where} was given ${told(value)} in place of a row of "${table}"`);
}

/** A wrong value, for a message. */
export function told(value: unknown): string {
  return typeof value === "object" && value !== null ? "something else" : String(value);
}
