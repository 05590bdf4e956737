/**
 * A world of plain objects, for the interpreter that the engine is compared with: slow and obvious. A state is data that can be
 * copied and printed; rows are objects that read and write whatever state their world has at the moment.
 */
import { type AnyStateMachine, getInitialSnapshot, getNextSnapshot } from "xstate";
import type { Column, Tables } from "../../../src/language/index.ts";
import { PlainFault } from "./plain-fault.ts";

/** By column: a flag, count, word or row's number; rows' numbers of a queue or (sorted) set; words; the path of a lifecycle's state. */
export type PlainRow = Record<string, boolean | number | string | null | (number | string)[]>;
/** By table. */
export type PlainState = Record<string, PlainRow[]>;

export const copyOf = (state: PlainState): PlainState => structuredClone(state);
/** Two states are one exactly when their keys are equal. */
export const keyOf = (state: PlainState): string => JSON.stringify(state);

/** By state of a machine, then by event: the state after it, as XState has it. */
type Moves = Record<string, Record<string, string>>;
interface PlainMachine { readonly initial: string; readonly moves: Moves; readonly events: readonly string[] }

const machines = new WeakMap<AnyStateMachine, PlainMachine>();

const pathOf = (value: unknown): string =>
  typeof value === "string" ? value : Object.entries(value as object).map(([name, inner]) => `${name}.${pathOf(inner)}`)[0]!;

/** Walks a machine with XState itself until no new state is found. */
function walked(machine: AnyStateMachine): PlainMachine {
  const known = machines.get(machine);
  if (known !== undefined) return known;
  const moves: Moves = {};
  const events = machine.events.map(String);
  const first = getInitialSnapshot(machine);
  const open = [first];
  while (open.length > 0) {
    const snapshot = open.pop()!;
    const path = pathOf(snapshot.value);
    if (path in moves) continue;
    moves[path] = {};
    for (const type of events) if (snapshot.status === "active" && snapshot.can({ type })) {
      const next = getNextSnapshot(machine, snapshot, { type });
      moves[path]![type] = pathOf(next.value);
      open.push(next);
    }
  }
  const found = { initial: pathOf(first.value), moves, events };
  machines.set(machine, found);
  return found;
}

function freshValue(column: Column): PlainRow[string] {
  switch (column.kind) {
    case "flag": return false;
    case "count": case "signed": case "cyclic": return 0;
    case "choice": return column.values[0]!;
    case "reference": return null;
    case "queue": case "set": case "rights": return [];
    case "lifecycle": return walked(column.machine as AnyStateMachine).initial;
  }
}

const freshRow = (columns: Readonly<Record<string, Column>>): PlainRow =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, freshValue(column)]));

export class PlainWorld {
  state: PlainState;
  /** Whether sentences may write now: only steps and the boot may. */
  isWriting = true;
  /** Whether the system boots, which alone may write constant columns. */
  isBooting = false;
  /** The first fault since it was last forgotten, even where a sentence has caught it. */
  noted: PlainFault | null = null;
  /** The tables as lists of rows, as the language has them. */
  readonly rows: Record<string, any[]>;
  private readonly tables: Tables;

  constructor(tables: Tables, sizes: Readonly<Record<string, number>>) {
    this.tables = tables;
    this.state = Object.fromEntries(Object.entries(tables).map(([name, { columns }]) =>
      [name, Array.from({ length: sizes[name] ?? 0 }, () => freshRow(columns))]));
    this.rows = Object.fromEntries(Object.keys(tables).map((name) => [name, []]));
    for (const [name, list] of Object.entries(this.state)) list.forEach((_, id) => this.rows[name]!.push(this.row(name, id)));
    for (const list of Object.values(this.rows)) Object.freeze(list);
    Object.freeze(this.rows);
  }

  fault(code: ConstructorParameters<typeof PlainFault>[0], what: string): never {
    throw this.noted ??= new PlainFault(code, what);
  }

  private write(table: string, id: number, column: string, value: PlainRow[string]): void {
    if (!this.isWriting) this.fault("not only read", `${table}.${column}`);
    this.state[table]![id]![column] = value;
  }

  private row(table: string, id: number): object {
    const columns = Object.entries(this.tables[table]!.columns);
    const row: Record<string, any> = { id };
    for (const [name, column] of columns) {
      const get = this.reading(table, id, name, column);
      Object.defineProperty(row, name, { enumerable: true, get, set: (value) => { this.assign(table, id, name, column, value); } });
    }
    const machineOf = (event: string): [string, PlainMachine] => {
      for (const [name, column] of columns) if (column.kind === "lifecycle" && walked(column.machine as AnyStateMachine).events.includes(event))
        return [name, walked(column.machine as AnyStateMachine)];
      return this.fault("no such event", event);
    };
    row["can"] = (event: string) => {
      const [name, { moves }] = machineOf(event);
      return moves[this.state[table]![id]![name] as string]![event] !== undefined;
    };
    row["take"] = (event: string) => {
      const [name, { moves }] = machineOf(event);
      const next = moves[this.state[table]![id]![name] as string]![event] ?? this.fault("no such event", event);
      this.write(table, id, name, next);
    };
    row["within"] = (state: string) => columns.some(([name, { kind }]) => {
      const now = kind === "lifecycle" ? this.state[table]![id]![name] as string : "";
      return now === state || now.startsWith(`${state}.`);
    });
    row["clear"] = () => {
      if (!this.isWriting) this.fault("not only read", table);
      for (const [name, column] of columns) if (!("constant" in column)) this.write(table, id, name, freshValue(column));
    };
    return Object.freeze(row);
  }

  private assign(table: string, id: number, name: string, column: Column, value: any): void {
    const where = `${table}.${name}`;
    if ("constant" in column && !this.isBooting) this.fault("not only read", where);
    switch (column.kind) {
      case "flag": if (typeof value !== "boolean") this.fault("not a choice", where); break;
      case "count": if (!Number.isInteger(value) || value < 0 || value > column.max) this.fault("count out of bound", where); break;
      case "signed": if (!Number.isInteger(value) || value < column.from || value > column.to) this.fault("count out of bound", where); break;
      case "cyclic":
        if (!Number.isSafeInteger(value)) this.fault("count out of bound", where);
        while (value < 0) value += column.modulo * Math.ceil(-value / column.modulo);
        value %= column.modulo;
        break;
      case "choice": if (!column.values.includes(value)) this.fault("not a choice", where); break;
      case "reference": value = value === null ? null : this.numberOf(column.table, value, where); break;
      case "lifecycle": this.fault("no such event", where); break;
      default: throw new TypeError(`${where} cannot be assigned`);
    }
    this.write(table, id, name, Object.is(value, -0) ? 0 : value);
  }

  private numberOf(table: string, row: any, where: string): number {
    const id = this.rows[table]!.indexOf(row);
    return id < 0 ? this.fault("missing row", where) : id;
  }

  private reading(table: string, id: number, name: string, column: Column): () => unknown {
    const value = () => this.state[table]![id]![name] as any;
    switch (column.kind) {
      case "reference": return () => value() === null ? null : this.rows[column.table]![value()];
      case "queue": return always(this.queue(table, id, name, column.table, column.capacity ?? this.state[column.table]?.length ?? 0));
      case "set": return always(this.set(table, id, name, column.table));
      case "rights": return always(this.rights(table, id, name, column.values));
      default: return value;
    }
  }

  private queue(table: string, id: number, name: string, target: string, capacity: number): object {
    const list = (): number[] => this.state[table]![id]![name] as number[];
    const become = (rows: number[]) => this.write(table, id, name, rows);
    const rowOf = (place: number) => this.rows[target]![list()[place]!] ?? null;
    return {
      get length() { return list().length; }, get isEmpty() { return list().length === 0; },
      get isFull() { return list().length === capacity; }, get first() { return rowOf(0); },
      at: rowOf,
      has: (row: any) => list().includes(row.id),
      count: (row: any) => list().filter((one) => one === row.id).length,
      push: (row: any) => {
        if (list().length === capacity) this.fault("queue full", name);
        become([...list(), this.numberOf(target, row, name)]);
      },
      shift: () => {
        if (list().length === 0) this.fault("queue empty", name);
        const first = rowOf(0);
        become(list().slice(1));
        return first;
      },
      remove: (row: any) => become(list().filter((one) => one !== row.id)),
      clear: () => become([]),
    };
  }

  private set(table: string, id: number, name: string, target: string): object {
    const list = (): number[] => this.state[table]![id]![name] as number[];
    const become = (rows: number[]) => this.write(table, id, name, rows.toSorted((a, b) => a - b));
    return {
      get size() { return list().length; }, get isEmpty() { return list().length === 0; },
      has: (row: any) => list().includes(row.id),
      add: (row: any) => become([...new Set([...list(), this.numberOf(target, row, name)])]),
      delete: (row: any) => become(list().filter((one) => one !== this.numberOf(target, row, name))),
      clear: () => become([]),
    };
  }

  private rights(table: string, id: number, name: string, words: readonly string[]): object {
    const list = (): string[] => this.state[table]![id]![name] as string[];
    const become = (rights: readonly string[]) => this.write(table, id, name, words.filter((word) => rights.includes(word)));
    const known = (right: string): string => words.includes(right) ? right : this.fault("not a choice", right);
    return {
      get isEmpty() { return list().length === 0; },
      has: (right: string) => list().includes(known(right)),
      add: (right: string) => become([...list(), known(right)]),
      delete: (right: string) => become(list().filter((one) => one !== known(right))),
      clear: () => become([]),
      become: (other: any) => become(words.filter((word) => other.has(word))),
      within: (other: any) => list().every((right) => other.has(right)),
    };
  }
}

const always = <T>(value: T) => (): T => value;
