/** Queues, sets and rights of a row: what is asked of them, and what steps do to them. */
import { didYouMean } from "../../language/fault.ts";
import { type Expr, binary, constant, lookup, select, toType } from "../form.ts";
import type { PlacedColumn } from "../layout.ts";
import { fault, refuse, unclear } from "./ending.ts";
import { distribute } from "./holding.ts";
import { isPlace } from "./lists.ts";
import { type RowValue, type Value, counted, none, nothing, numberOf, oneOf, row, truth } from "./values.ts";
import type { Writer } from "./writer.ts";

type Part = Extract<Value, { is: "part" }>;

const nought = constant(0);

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
    if (name === "length") return counted(held(length), room);
    if (name === "isEmpty") return truth(held(binary("eq", length, nought)));
    if (name === "isFull") return truth(held(binary("eq", length, constant(room))));
    if (name === "first")
      return room === 0 ? none : rowOrNone(writer, cellOf(placed, side, at, constant(1)), tableOf(writer, placed), side);
  }
  if (column.kind === "set") {
    const size: Expr = { op: "size", type: "i32", column: placed, side, row: at };
    if (name === "size") return counted(held(size), writer.setting.sizes[tableOf(writer, placed)]!);
    if (name === "isEmpty") return truth(held(binary("eq", size, nought)));
  }
  if (column.kind === "rights" && name === "isEmpty") return truth(held(binary("eq", cellOf(placed, side, at), nought)));
  if (name in Object.prototype) return unclear(`the name "${name}" of a ${column.kind}`);
  const members = { queue: ["length", "isEmpty", "isFull", "first"], set: ["size", "isEmpty"], rights: ["isEmpty"] };
  const what = column.kind === "queue" ? "a queue" : column.kind === "set" ? "a set" : "a column of rights";
  return refuse("unknown name", `${what} has no member "${name}"`
    + didYouMean(name, [...methods, ...members[column.kind as "queue" | "set" | "rights"]]));
}

/** The table whose rows a column holds. */
export function tableOf({ setting: { schema } }: Writer, { column }: PlacedColumn): number {
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
      if (n === null) return unclear("a place in a queue that is not a number");
      if (room === 0) return none;
      const where = writer.hold(n.node);
      const isIn = writer.hold(isPlace(n, where, length));
      const cell = cellOf(placed, side, at, binary("add", constant(1), toType(select(isIn, where, constant(0, where.type)), "i32")));
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
      return name === "count" ? counted(held(places), room) : truth(held(binary("gt", places, nought)));
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
    return same ? truth(binary("eq", binary("and", cell, binary("xor", given, constant(-1))), nought))
      : unclear("rights within others of other words");
  });
  return distribute(writer, argument, (word) => {
    const bit = wordAmong(writer, word, values, (i) => 1 << i);
    if (bit === null) return fault(writer, "not a choice");
    if (name === "has") return truth(binary("ne", binary("and", cell, bit), nought));
    return write(writer.hold(name === "add" ? binary("or", cell, bit) : binary("and", cell, binary("xor", bit, constant(-1)))));
  });
}

/** What stands for a word that is one of some; null for what is none, and a fault where a word may be none. */
export function wordAmong(writer: Writer, word: Value, words: readonly string[], code: (place: number) => number): Expr | null {
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

/** The row that a cell names by its number plus one; none where the cell is 0. */
export function rowOrNone(writer: Writer, cell: Expr, table: number, side: RowValue["side"]): Value {
  const code = writer.hold(cell);
  const when = writer.hold(binary("ne", code, nought));
  return oneOf(when, row(table, binary("sub", code, constant(1)), side), none);
}

/** A cell of a row as an expression. */
export const cellOf = (column: PlacedColumn, side: RowValue["side"], at: Expr, place: Expr = constant(0)): Expr =>
  ({ op: "cell", type: column.width === 8 ? "f64" : "i32", column, side, row: at, place });

/** Sees to it that only steps write. */
export function seeMayWrite(writer: Writer, where: string): void {
  if (!writer.mayWrite) refuse("not only read", `${where} is written where no step runs`);
}

/** A column, for a message. */
export const whereOf = ({ table, name }: PlacedColumn): string => `${table}.${name}`;
