/**
 * Lists: all rows of a table, some of them, what is computed of them, constants. Most are never made: the loop that goes through
 * one runs what is asked of each element. A list that gets a name is kept in working memory.
 */
import { isKey } from "../../language/operation-key.ts";
import { type Expr, binary, both, constant, local, lookup, select, toType } from "../form.ts";
import { unclear } from "./ending.ts";
import { distribute, resolved } from "./holding.ts";
import { type Shape, joinShapes, numbersOf, shapeOf, typesOf, valueOf, widen } from "./shapes.ts";
import { type NumberValue, type Value, known, nothing, numberOf, oneOf, picked, row } from "./values.ts";
import type { Writer } from "./writer.ts";

/** What goes through the elements of a list. */
export interface Elements {
  /** Elements at most. */
  readonly most: number;
  /** How many there are, where that is known without going through them. */
  readonly length?: Expr;
  readonly each: (writer: Writer, body: (item: Value) => void) => void;
  /** As `each`, but elements that are added meanwhile are gone through, too. */
  readonly eachLive: (writer: Writer, body: (item: Value) => void) => void;
  /** The element at a place that is among them. */
  readonly at?: (writer: Writer, place: Expr) => Value;
}

/** Runs a body for each number from one up to another. */
export function countUp(writer: Writer, from: Expr, to: Expr, body: (i: Expr) => void): void {
  const i = writer.newLocal("i32");
  writer.emit({ do: "set", local: i, value: from });
  writer.block((label) => {
    writer.branch(binary("lt", local(i), to), () => {
      body(local(i));
      writer.emit({ do: "set", local: i, value: binary("add", local(i), constant(1)) });
      writer.emit({ do: "again", label });
    });
  });
}

/** Whether a value is a list of any kind. */
export function isList(value: Value): boolean {
  switch (value.is) {
    case "table": case "tuple": case "stream": case "array": return true;
    case "constant": return Array.isArray(value.value);
    case "pick": return value.list.every(Array.isArray);
    case "either": return isList(value.then) && isList(value.otherwise);
    default: return false;
  }
}

/** The elements of a list; null for what is none. */
export function elementsOf(writer: Writer, value: Value): Elements | null {
  switch (value.is) {
    case "table": {
      const length = constant(writer.setting.sizes[value.table]!);
      const at = (_: Writer, place: Expr): Value => row(value.table, place, value.side);
      return counted(length, length.op === "constant" ? length.value : 0, at);
    }
    case "tuple": return {
      most: value.items.length, length: constant(value.items.length),
      ...alike((_, body) => value.items.forEach(body)),
      ...(value.items.length === 0 ? {} : { at: (its: Writer, place: Expr) => oneByPlace(its, value.items, place) }),
    };
    case "stream": return { most: value.most, ...alike(value.each) };
    case "array": {
      const { base, element } = value;
      if (element === null) return { most: 0, length: constant(0), ...alike(() => {}) };
      return counted({ op: "length", type: "i32", base }, value.most, (its, place) => itemAt(its, base, element, place));
    }
    case "constant": return Array.isArray(value.value) ? constantElements(writer, [value.value], constant(0)) : null;
    case "pick": return value.list.every(Array.isArray)
      ? constantElements(writer, value.list as readonly unknown[][], writer.hold(value.node)) : null;
    case "either": {
      const [then, otherwise] = [elementsOf(writer, value.then), elementsOf(writer, value.otherwise)];
      if (then === null || otherwise === null) return null;
      const each = (way: "each" | "eachLive"): Elements["each"] => (its, body) =>
        its.branch(its.hold(value.when), () => then[way](its, body), () => otherwise[way](its, body));
      return { most: Math.max(then.most, otherwise.most), each: each("each"), eachLive: each("eachLive") };
    }
    default: return null;
  }
}

function counted(length: Expr, most: number, at: (writer: Writer, place: Expr) => Value): Elements {
  const upTo = (end: (writer: Writer) => Expr): Elements["each"] => (writer, body) =>
    countUp(writer, constant(0), end(writer), (i) => body(at(writer, i)));
  return { most, length, at, each: upTo((writer) => writer.hold(length)), eachLive: upTo(() => length) };
}

/** Of a list whose length does not change. */
const alike = (each: Elements["each"]): Pick<Elements, "each" | "eachLive"> => ({ each, eachLive: each });

/** One of some values by its place, which is among them. */
function oneByPlace(writer: Writer, items: readonly Value[], place: Expr): Value {
  return items.slice(1).reduce((rest, item, i) => oneOf(writer.hold(binary("eq", place, constant(i + 1))), item, rest), items[0]!);
}

function itemAt(writer: Writer, base: Expr, element: Shape, place: Expr): Value {
  const types = typesOf(element);
  const index = writer.hold(place);
  return valueOf(element, types.map((type, field): Expr => writer.copy({ op: "item", type, base, index, fields: types.length, field })));
}

/** The elements of one of some constant lists. */
function constantElements(writer: Writer, lists: readonly (readonly unknown[])[], which: Expr): Elements {
  for (const list of lists) list.forEach((one, i) => writer.setting.relied(list, i, one));
  const all = lists.flat(1).length === 0 ? [] : lists.flatMap((list) => [...list]);
  const starts = lists.map((_, i) => lists.slice(0, i).reduce((sum, { length }) => sum + length, 0));
  const first = writer.hold(lookup(starts, which));
  const length = writer.hold(lookup(lists.map((list) => list.length), which));
  const most = Math.max(...lists.map((list) => list.length));
  const at = (_: Writer, place: Expr): Value => picked(all, binary("add", first, place));
  // So few that each is better understood by itself; of operations, since it is known then whether a step is of one.
  if (lists.length === 1 && (most <= 3 || all.every(isKey)))
    return { most, length, at, ...alike((_, body) => lists[0]!.forEach((one) => body(known(one)))) };
  return counted(length, most, at);
}

/** Whether a number is one of the places of a list; what is not a whole number is none. */
export function isPlace(n: NumberValue, index: Expr, length: Expr): Expr {
  const isBetween = both(binary("ge", index, constant(0, index.type)), binary("lt", index, toType(length, index.type)));
  return n.whole ? isBetween : both(isBetween, binary("eq", index, { op: "unary", type: "f64", name: "floor", of: index }));
}

/** What stands at a place of a list that may be none of its places. */
export function elementAt(writer: Writer, list: Value, place: Value): Value {
  return distribute(writer, list, (one) => distribute(writer, place, (where) => {
    const elements = elementsOf(writer, one);
    const n = numberOf(where);
    if (elements !== null && where.is === "constant" && where.value === undefined) return nothing;
    if (elements === null || n === null) return unclear("a place in what is not a list");
    if (elements.length === undefined || elements.at === undefined)
      return elements.most === 0 ? nothing : unclear("a place in a list that is not made yet");
    const { length, at } = elements;
    if (n.node.op === "constant" && one.is === "tuple") return one.items[n.node.value] ?? nothing;
    if (elements.most === 0) return nothing;
    const index = writer.hold(n.node);
    const isWhole = n.whole && index.type === "i32";
    if (isWhole && length.op === "constant" && n.low >= 0 && n.high < length.value) return at(writer, index);
    const isIn = writer.hold(isPlace(n, index, length));
    return oneOf(isIn, at(writer, writer.hold(toType(select(isIn, index, constant(0, index.type)), "i32"))), nothing);
  }));
}

/** Puts a value at a place of a list in working memory. */
export function storeAt(writer: Writer, list: Value, place: Value, value: Value): void {
  const n = numberOf(resolved(writer, place));
  const one = resolved(writer, list);
  if (one.is !== "array" || !one.key.startsWith(writer.root)) return unclear("an assignment to a part of what is not this sentence's own");
  if (n === null) return unclear("a place in a list that is not a number");
  const index = writer.hold(n.node);
  writer.must(isPlace(n, index, { op: "length", type: "i32", base: one.base }), "a place in a list");
  writer.changes();
  store(writer, one, writer.hold(toType(index, "i32")), value);
}

/** Puts a value at a place of a list in working memory, which has it. */
export function store(writer: Writer, { base, element, key }: Extract<Value, { is: "array" }>, index: Expr, value: Value): void {
  const shape = shapeOf(value);
  if (shape === null || writer.isDead) return;
  if (element === null || joinShapes(element, shape) !== element) widen(writer, key, shape);
  const fields = numbersOf(element!, value);
  fields.forEach((one, field) => writer.emit({ do: "store", base, index, fields: fields.length, field, value: one }));
}
