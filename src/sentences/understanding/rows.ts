/** Rows: what is read of them, and what steps do to them. */
import { isConstantColumn, writesConstant } from "../../language/columns.ts";
import { didYouMean } from "../../language/fault.ts";
import { type BinaryName, type Expr, binary, constant, lookup, select, toType } from "../form.ts";
import { type PlacedColumn, columnsOf, spanOf } from "../layout.ts";
import { noSuchEvent } from "../lifecycle.ts";
import { arithmetic } from "./arithmetic.ts";
import { fault, refuse, unclear } from "./ending.ts";
import { distribute, resolved, truthOf } from "./holding.ts";
import { cellOf, rowOrNone, seeMayWrite, tableOf, whereOf, wordAmong } from "./parts.ts";
import {
  type NumberValue, type RowValue, type Value, counted, isTruthValue, known, nothing, number, numberOf, picked, row, truth,
} from "./values.ts";
import type { Writer } from "./writer.ts";

/** What a name of a row stands for. */
export function rowMember(writer: Writer, value: RowValue, name: string): Value {
  const { setting: { schema } } = writer;
  if (name === "id") return counted(value.node, Math.max(0, writer.setting.sizes[value.table]! - 1));
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
  if (column.kind === "queue" || column.kind === "set" || column.kind === "rights")
    return { is: "part", column: placed, side, row: writer.hold(node) };
  const isConstant = !setting.isWritten(index);
  const cell = isConstant && node.op === "constant" ? constant(setting.initially(index, node.value), placed.width === 8 ? "f64" : "i32")
    : cellOf(placed, side, writer.hold(node));
  // A step may write the cell later; what was read stays what it was.
  const code = writer.mayWrite ? writer.hold(cell) : cell;
  switch (column.kind) {
    case "flag": return truth(code);
    case "count": return counted(code, column.max);
    case "signed": {
      const held = writer.hold(code);
      const below = binary("sub", held, constant(spanOf(column)));
      return column.from === 0 ? counted(held, column.to)
        : number(select(binary("gt", held, constant(column.to)), below, held), column.from, column.to);
    }
    case "cyclic": return counted(code, column.modulo - 1);
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
    for (const column of columns) if (!isConstantColumn(column.column)) writer.emit(column.column.kind === "queue" || column.column.kind === "set"
      ? { do: "empty", column, row: at } : { do: "write", column, row: at, value: constant(0, column.width === 8 ? "f64" : "i32") });
    return nothing;
  }
  return distribute(writer, args[0] ?? nothing, (word) => {
    if (word.is === "constant") return withWord(writer, columns, table, value.side, at, name, word.value);
    if (word.is !== "pick") return unclear(`${name}() of what is not a word`);
    const { list } = word;
    const node = writer.hold(word.node);
    const oneByOne = (i: number): Value => i === list.length - 1 ? withWord(writer, columns, table, value.side, at, name, list[i])
      : distribute(writer, { is: "either", when: writer.hold(binary("eq", node, constant(i))), then: known(i), otherwise: known(-1) },
        (which) => (which as { value: number }).value >= 0 ? withWord(writer, columns, table, value.side, at, name, list[i])
          : oneByOne(i + 1));
    return oneByOne(0);
  });
}

function withWord(
  writer: Writer, columns: readonly PlacedColumn[], table: string, side: RowValue["side"], at: Expr, name: string, word: unknown,
): Value {
  const lifecycles = columns.filter(({ lifecycle }) => lifecycle !== undefined);
  if (name === "within") {
    const isInside = (state: string): boolean => state === word || state.startsWith(`${String(word)}.`);
    const placed = lifecycles.find(({ lifecycle }) => lifecycle!.states.some(isInside));
    if (placed === undefined) return refuse("unknown name", `no lifecycle of "${table}" knows the state "${String(word)}"`
      + didYouMean(String(word), lifecycles.flatMap(({ lifecycle }) => lifecycle!.states)));
    const inside = placed.lifecycle!.states.map((state) => Number(isInside(state)));
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
  if (placed === undefined) return refuse("unknown name", `a row of "${table}" has no column "${name}"`
    + didYouMean(name, columns.map((one) => one.name)));
  seeMayWrite(writer, whereOf(placed));
  if (target.side !== "now") return void fault(writer, "not only read");
  const { column } = placed;
  if (isConstantColumn(column)) return refuse("not only read", writesConstant(whereOf(placed)));
  const at = writer.hold(target.node);
  const code = distribute(writer, value, (one): Value => {
    const node = codeFor(writer, placed, one);
    return node === null ? fault(writer, "not a choice") : { is: "number", node, low: -Infinity, high: Infinity, whole: true };
  });
  if (code.is === "never") return;
  if (column.kind === "queue" || column.kind === "set" || column.kind === "rights" || column.kind === "lifecycle")
    return refuse(column.kind === "lifecycle" ? "no such event" : "not only read",
      `${whereOf(placed)} cannot be assigned: it changes by its methods`);
  writer.emit({ do: "write", column: placed, row: at, value: toType(numberOf(code)!.node, placed.width === 8 ? "f64" : "i32") });
}

/** Says that a number must be whole and lie between two, where that is not known; answers its node, held. */
function mustLie(writer: Writer, { node: of, low, high, whole }: NumberValue, from: number, to: number): Expr {
  const node = writer.hold(of);
  const is = (name: BinaryName, than: number): Expr => binary(name, node, constant(than, node.type));
  if (!whole) writer.must(binary("eq", node, { op: "unary", type: "f64", name: "floor", of: node }), "count out of bound");
  if (low < from) writer.must(is("ge", from), "count out of bound");
  if (high > to) writer.must(is("le", to), "count out of bound");
  return node;
}

/** A number, or the number that lies a whole span above it where it is below 0. */
function goneRound(writer: Writer, of: Expr, span: number): Expr {
  const node = writer.hold(of);
  return select(binary("lt", node, constant(0)), binary("add", node, constant(span)), node);
}

/** What a cell holds for a value; null where the column cannot hold it. Where that depends, it is said what must hold. */
function codeFor(writer: Writer, placed: PlacedColumn, given: Value): Expr | null {
  const { column, width } = placed;
  const value = resolved(writer, given);
  switch (column.kind) {
    case "flag": return isTruthValue(value) ? truthOf(writer, value) : null;
    case "count": {
      const n = numberOf(value);
      if (n === null) return null;
      const node = mustLie(writer, n, 0, column.max);
      return toType(node, width === 8 ? "f64" : "i32");
    }
    case "signed": {
      const n = numberOf(value);
      if (n === null) return null;
      mustLie(writer, n, column.from, column.to);
      return goneRound(writer, toType(n.node, "i32"), spanOf(column));
    }
    case "cyclic": {
      const n = numberOf(value);
      if (n === null) return null;
      mustLie(writer, n, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
      const rest = arithmetic(writer, "%", value, known(column.modulo));
      return goneRound(writer, toType(numberOf(rest)!.node, "i32"), column.modulo);
    }
    case "choice": return wordAmong(writer, value, column.values, (place) => place);
    case "reference": {
      if (value.is === "constant") return value.value === null ? constant(0) : null;
      const table = tableOf(writer, placed);
      return value.is === "row" && value.table === table && value.side === "now" ? binary("add", value.node, constant(1)) : null;
    }
    default: return constant(0);
  }
}
