/** Rows and their parts: what is read of them, and what steps do to them. */
import { didYouMean, SpecificationFault } from "../language/fault.ts";
import { type BinaryName, type Expr, binary, both, constant, lookup, select, toType } from "./form.ts";
import { type PlacedColumn, columnsOf } from "./layout.ts";
import { noSuchEvent } from "./lifecycle.ts";
import {
  type RowValue, type Value, distribute, known, none, nothing, number, numberOf, oneOf, picked, resolved, row, truth, unclear,
} from "./values.ts";
import type { Writer } from "./writer.ts";

type Part = Extract<Value, { is: "part" }>;

/** Refuses a specification for what the text of a sentence shows. */
export function refuse(code: SpecificationFault["code"], sentence: string): never {
  throw new SpecificationFault(code, sentence);
}

/** Ends the way here: whatever runs into this is at fault. */
export function fault(writer: Writer, why: string): Value {
  writer.must(constant(0), why);
  return { is: "never" };
}

const nought = constant(0);

/** What a name of a row stands for. */
export function rowMember(writer: Writer, value: RowValue, name: string): Value {
  const { setting: { schema } } = writer;
  if (name === "id") return number(value.node, 0, Math.max(0, writer.setting.sizes[value.table]! - 1));
  if (["take", "can", "within", "clear"].includes(name)) return { is: "method", of: value, name };
  const columns = columnsOf(schema, value.table);
  const placed = columns.find((one) => one.name === name);
  if (placed !== undefined) return readColumn(writer, value, placed);
  if (name in Object.prototype || name === "then" || name === "toJSON") return unclear(`the name "${name}" of a row`);
  return refuse("unknown name", `a row of "${schema.tableNames[value.table]!}" has no column "${name}"`
    + didYouMean(name, columns.map((one) => one.name)));
}

function readColumn(writer: Writer, { node, side }: RowValue, placed: PlacedColumn): Value {
  const { column, index, lifecycle } = placed;
  const { setting } = writer;
  if (column.kind === "queue" || column.kind === "set" || column.kind === "rights") return { is: "part", column: placed, side, row: writer.hold(node) };
  const isConstant = !setting.isWritten(index);
  const cell = isConstant && node.op === "constant" ? constant(setting.initially(index, node.value), placed.width === 8 ? "f64" : "i32")
    : cellOf(placed, side, writer.hold(node));
  // A step may write the cell later; what was read stays what it was.
  const code = writer.mayWrite ? writer.hold(cell) : cell;
  switch (column.kind) {
    case "flag": return truth(code);
    case "count": return number(code, 0, column.max);
    case "choice": return picked(column.values, code);
    case "lifecycle": return picked(lifecycle!.states, code);
    case "reference": {
      const table = setting.schema.tableNames.indexOf(column.table);
      const size = setting.sizes[placed.table === column.table ? table : setting.schema.tableNames.indexOf(placed.table)]!;
      const first = (rowNumber: Expr): Value => row(table, binary("sub", rowNumber, constant(1)), side);
      if (isConstant && Array.from({ length: size }, (_, id) => setting.initially(index, id)).every((one) => one > 0)) return first(code);
      return rowOrNone(writer, code, table, side);
    }
  }
}

/** The row that a cell names by its number plus one; none where the cell is 0. */
function rowOrNone(writer: Writer, cell: Expr, table: number, side: RowValue["side"]): Value {
  const code = writer.hold(cell);
  const when = writer.hold(binary("ne", code, nought));
  return oneOf(when, row(table, binary("sub", code, constant(1)), side), none);
}

const cellOf = (column: PlacedColumn, side: RowValue["side"], at: Expr, place: Expr = nought): Expr =>
  ({ op: "cell", type: column.width === 8 ? "f64" : "i32", column, side, row: at, place });

/** What a name of a queue, a set or of rights stands for. */
export function partMember(writer: Writer, value: Part, name: string): Value {
  const { column: placed, side, row: at } = value;
  const { column } = placed;
  const held = (expr: Expr): Expr => writer.mayWrite ? writer.hold(expr) : expr;
  const methods = column.kind === "queue" ? ["push", "shift", "has", "count", "remove", "at", "clear"]
    : column.kind === "set" ? ["has", "add", "delete", "clear"] : ["has", "add", "delete", "clear", "become", "within"];
  if (methods.includes(name)) return { is: "method", of: value, name };
  if (column.kind === "queue") {
    const room = capacityOf(writer, placed);
    const length = cellOf(placed, side, at);
    if (name === "length") return number(held(length), 0, room);
    if (name === "isEmpty") return truth(held(binary("eq", length, nought)));
    if (name === "isFull") return truth(held(binary("eq", length, constant(room))));
    if (name === "first") return room === 0 ? none : rowOrNone(writer, cellOf(placed, side, at, constant(1)), tableOf(writer, placed), side);
  }
  if (column.kind === "set") {
    const size: Expr = { op: "size", type: "i32", column: placed, side, row: at };
    if (name === "size") return number(held(size), 0, writer.setting.sizes[tableOf(writer, placed)]!);
    if (name === "isEmpty") return truth(held(binary("eq", size, nought)));
  }
  if (column.kind === "rights" && name === "isEmpty") return truth(held(binary("eq", cellOf(placed, side, at), nought)));
  if (name in Object.prototype) return unclear(`the name "${name}" of a ${column.kind}`);
  const members = { queue: ["length", "isEmpty", "isFull", "first"], set: ["size", "isEmpty"], rights: ["isEmpty"] };
  const what = column.kind === "queue" ? "a queue" : column.kind === "set" ? "a set" : "a column of rights";
  return refuse("unknown name", `${what} has no member "${name}"${didYouMean(name, [...methods, ...members[column.kind as "queue" | "set" | "rights"]])}`);
}

function tableOf({ setting: { schema } }: Writer, { column }: PlacedColumn): number {
  return schema.tableNames.indexOf((column as { table: string }).table);
}

function capacityOf(writer: Writer, placed: PlacedColumn): number {
  const { capacity } = placed.column as { capacity: number | undefined };
  return capacity ?? writer.setting.sizes[tableOf(writer, placed)]!;
}

/** A row of a table that is asked for; what is none is a fault. Where it is to be stored, it must be a row of the present state. */
function rowGiven(writer: Writer, value: Value, table: number, isStored: boolean, use: (node: Expr) => Value): Value {
  return distribute(writer, value, (one) => {
    if (one.is === "never") return one;
    if (one.is !== "row" || one.table !== table || (isStored && one.side !== "now")) return fault(writer, "missing row");
    return use(writer.hold(one.node));
  });
}

/** Sees to it that only steps write. */
export function seeMayWrite(writer: Writer, where: string): void {
  if (!writer.mayWrite) refuse("not only read", `${where} is written where no step runs`);
}

const whereOf = ({ table, name }: PlacedColumn): string => `${table}.${name}`;

/** Calls a method of a queue, a set or of rights. */
export function callPart(writer: Writer, value: Part, name: string, args: readonly Value[]): Value {
  const { column: placed, side, row: at } = value;
  const { column } = placed;
  const argument = args[0] ?? nothing;
  if (!["has", "count", "at", "within"].includes(name)) seeMayWrite(writer, whereOf(placed));
  if (side !== "now" && !["has", "count", "at", "within"].includes(name)) return fault(writer, "not only read");
  const held = (expr: Expr): Expr => writer.mayWrite ? writer.hold(expr) : expr;
  if (column.kind === "rights") return callRights(writer, value, name, argument);
  const table = tableOf(writer, placed);
  if (name === "clear") {
    writer.emit({ do: "empty", column: placed, row: at });
    return nothing;
  }
  if (column.kind === "set") return rowGiven(writer, argument, table, name !== "has", (item) => {
    if (name === "has") return truth(held({ op: "member", type: "i32", column: placed, side, row: at, item }));
    writer.emit({ do: "member", column: placed, row: at, item, isIn: name === "add" });
    return nothing;
  });
  const room = capacityOf(writer, placed);
  const length = cellOf(placed, side, at);
  switch (name) {
    case "at": return distribute(writer, argument, (place) => {
      const n = numberOf(place);
      if (n === null || !n.whole || n.node.type !== "i32") return unclear("a place in a queue that is no whole number");
      if (room === 0) return none;
      const where = writer.hold(n.node);
      const isIn = writer.hold(both(binary("ge", where, nought), binary("lt", where, length)));
      const cell = cellOf(placed, side, at, binary("add", constant(1), select(isIn, where, nought)));
      return oneOf(isIn, row(table, writer.hold(binary("sub", cell, constant(1))), side), none);
    });
    case "shift": {
      writer.must(binary("ne", length, nought), "queue empty");
      const first = writer.hold(binary("sub", cellOf(placed, side, at, constant(1)), constant(1)));
      writer.emit({ do: "shift", column: placed, row: at });
      return row(table, first, side);
    }
    case "push": return rowGiven(writer, argument, table, true, (item) => {
      writer.must(binary("lt", length, constant(room)), "queue full");
      writer.emit({ do: "push", column: placed, row: at, item });
      return nothing;
    });
    case "remove": return rowGiven(writer, argument, table, true, (item) => {
      writer.emit({ do: "remove", column: placed, row: at, item });
      return nothing;
    });
    default: return rowGiven(writer, argument, table, false, (item) => {
      const places: Expr = { op: "places", type: "i32", column: placed, side, row: at, item };
      return name === "count" ? number(held(places), 0, room) : truth(held(binary("gt", places, nought)));
    });
  }
}

function callRights(writer: Writer, { column: placed, side, row: at }: Part, name: string, argument: Value): Value {
  const { values } = placed.column as { values: readonly string[] };
  const cell = cellOf(placed, side, at);
  const write = (value: Expr): Value => {
    writer.emit({ do: "write", column: placed, row: at, value });
    return nothing;
  };
  if (name === "clear") return write(nought);
  if (name === "become" || name === "within") return distribute(writer, argument, (other) => {
    if (other.is !== "part" || other.column.column.kind !== "rights") return fault(writer, "missing row");
    const { values: theirs } = other.column.column;
    const given = cellOf(other.column, other.side, other.row);
    const same = theirs === values || theirs.join("\n") === values.join("\n");
    if (name === "become") return same ? write(writer.hold(given)) : unclear("rights that become others of other words");
    return same ? truth(binary("eq", binary("and", cell, binary("xor", given, constant(-1))), nought)) : unclear("rights within others of other words");
  });
  return distribute(writer, argument, (word) => {
    const bit = wordAmong(writer, word, values, (i) => 1 << i);
    if (bit === null) return fault(writer, "not a choice");
    if (name === "has") return truth(binary("ne", binary("and", cell, bit), nought));
    return write(writer.hold(name === "add" ? binary("or", cell, bit) : binary("and", cell, binary("xor", bit, constant(-1)))));
  });
}

/** What stands for a word that is one of some; null for what is none, and a fault where a word may be none. */
function wordAmong(writer: Writer, word: Value, words: readonly string[], code: (place: number) => number): Expr | null {
  if (word.is === "constant") {
    const place = words.indexOf(word.value as string);
    return place < 0 ? null : constant(code(place));
  }
  if (word.is !== "pick") return null;
  const places = word.list.map((one) => words.indexOf(one as string));
  if (places.every((place) => place < 0)) return null;
  const at = writer.hold(word.node);
  if (places.some((place) => place < 0)) writer.must(lookup(places.map((place) => Number(place >= 0)), at), "not a choice");
  return lookup(places.map((place) => code(Math.max(0, place))), at);
}

/** Calls `take`, `can`, `within` or `clear` of a row. */
export function callRow(writer: Writer, value: RowValue, name: string, args: readonly Value[]): Value {
  const { setting: { schema } } = writer;
  const table = schema.tableNames[value.table]!;
  const columns = columnsOf(schema, value.table);
  const at = writer.hold(value.node);
  if (name === "take" || name === "clear") {
    seeMayWrite(writer, `a row of "${table}"`);
    if (value.side !== "now") return fault(writer, "not only read");
  }
  if (name === "clear") {
    for (const column of columns) writer.emit(column.column.kind === "queue" || column.column.kind === "set"
      ? { do: "empty", column, row: at } : { do: "write", column, row: at, value: constant(0, column.width === 8 ? "f64" : "i32") });
    return nothing;
  }
  return distribute(writer, args[0] ?? nothing, (word) => {
    if (word.is === "constant") return withWord(writer, columns, table, value.side, at, name, word.value);
    if (word.is !== "pick") return unclear(`${name}() of what is no word`);
    const { list } = word;
    const node = writer.hold(word.node);
    const oneByOne = (i: number): Value => i === list.length - 1 ? withWord(writer, columns, table, value.side, at, name, list[i])
      : distribute(writer, { is: "either", when: writer.hold(binary("eq", node, constant(i))), then: known(i), otherwise: known(-1) },
        (which) => (which as { value: number }).value >= 0 ? withWord(writer, columns, table, value.side, at, name, list[i]) : oneByOne(i + 1));
    return oneByOne(0);
  });
}

function withWord(
  writer: Writer, columns: readonly PlacedColumn[], table: string, side: RowValue["side"], at: Expr, name: string, word: unknown,
): Value {
  const lifecycles = columns.filter(({ lifecycle }) => lifecycle !== undefined);
  if (name === "within") {
    const placed = lifecycles.find(({ lifecycle }) => lifecycle!.states.some((state) => state === word || state.startsWith(`${String(word)}.`)));
    if (placed === undefined) return refuse("unknown name", `no lifecycle of "${table}" knows the state "${String(word)}"`
      + didYouMean(String(word), lifecycles.flatMap(({ lifecycle }) => lifecycle!.states)));
    const inside = placed.lifecycle!.states.map((state) => Number(state === word || state.startsWith(`${String(word)}.`)));
    return truth(lookup(inside, cellOf(placed, side, at)));
  }
  const placed = lifecycles.find(({ lifecycle }) => lifecycle!.events.includes(word as string));
  if (placed === undefined) return refuse("no such event", `no lifecycle of "${table}" knows the event "${String(word)}"`
    + didYouMean(String(word), lifecycles.flatMap(({ lifecycle }) => lifecycle!.events)));
  const { states, events, next } = placed.lifecycle!;
  const event = events.indexOf(word as string);
  const targets = states.map((_, s) => next[event * states.length + s]!);
  const state = writer.hold(cellOf(placed, side, at));
  const isThere = lookup(targets.map((to) => Number(to !== noSuchEvent)), state);
  if (name === "can") return truth(isThere);
  writer.must(isThere, "no such event");
  const legal = targets.filter((to) => to !== noSuchEvent);
  writer.emit({ do: "write", column: placed, row: at, value: lookup(targets.map((to) => to === noSuchEvent ? legal[0] ?? 0 : to), state) });
  return nothing;
}

/** Assigns a column of a row. */
export function assignColumn(writer: Writer, target: RowValue, name: string, value: Value): void {
  const { setting: { schema } } = writer;
  const table = schema.tableNames[target.table]!;
  const columns = columnsOf(schema, target.table);
  const placed = columns.find((one) => one.name === name);
  if (placed === undefined) return refuse("unknown name", `a row of "${table}" has no column "${name}"${didYouMean(name, columns.map((one) => one.name))}`);
  seeMayWrite(writer, whereOf(placed));
  if (target.side !== "now") return void fault(writer, "not only read");
  const { column } = placed;
  const at = writer.hold(target.node);
  const code = distribute(writer, value, (one): Value => {
    const node = codeFor(writer, placed, one);
    return node === null ? fault(writer, "not a choice") : { is: "number", node, low: -Infinity, high: Infinity, whole: true };
  });
  if (code.is === "never") return;
  if (column.kind === "queue" || column.kind === "set" || column.kind === "rights" || column.kind === "lifecycle")
    return refuse(column.kind === "lifecycle" ? "no such event" : "not only read", `${whereOf(placed)} cannot be assigned: it changes by its methods`);
  writer.emit({ do: "write", column: placed, row: at, value: toType(numberOf(code)!.node, placed.width === 8 ? "f64" : "i32") });
}

/** What a cell holds for a value; null where the column cannot hold it. Where that depends, it is said what must hold. */
function codeFor(writer: Writer, placed: PlacedColumn, given: Value): Expr | null {
  const { column, width } = placed;
  const value = resolved(writer, given);
  switch (column.kind) {
    case "flag": return value.is === "truth" ? value.node : value.is === "constant" && typeof value.value === "boolean" ? constant(Number(value.value)) : null;
    case "count": {
      const n = numberOf(value);
      if (n === null) return null;
      const node = writer.hold(n.node);
      const is = (name: BinaryName, than: number): Expr => binary(name, node, constant(than, node.type));
      if (!n.whole) writer.must(binary("eq", node, { op: "unary", type: "f64", name: "floor", of: node }), "count out of bound");
      if (n.low < 0) writer.must(is("ge", 0), "count out of bound");
      if (n.high > column.max) writer.must(is("le", column.max), "count out of bound");
      return toType(node, width === 8 ? "f64" : "i32");
    }
    case "choice": return wordAmong(writer, value, column.values, (place) => place);
    case "reference": {
      if (value.is === "constant") return value.value === null ? nought : null;
      const table = tableOf(writer, placed);
      return value.is === "row" && value.table === table && value.side === "now" ? binary("add", value.node, constant(1)) : null;
    }
    default: return nought;
  }
}
