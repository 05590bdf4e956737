/**
 * Lists: all rows of a table, some of them, what is computed of them, constants. Most are never made: the loop that goes through
 * one runs what is asked of each element. A list that gets a name is kept in working memory.
 */
import { type Expr, binary, both, constant, local, lookup, select } from "../form.ts";
import { unclear } from "./ending.ts";
import { type Shape, joinShapes, numbersOf, shapeOf, typesOf, valueOf, widen } from "./shapes.ts";
import { type Value, distribute, known, nothing, numberOf, oneOf, picked, resolved, row } from "./values.ts";
import type { Writer } from "./writer.ts";

/** What goes through the elements of a list. */
export interface Elements {
  /** Elements at most. */
  readonly most: number;
  /** How many there are, where that is known without going through them. */
  readonly length?: Expr;
  readonly each: (writer: Writer, body: (item: Value) => void) => void;
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
      each: (_, body) => value.items.forEach(body),
      ...(value.items.length === 0 ? {} : { at: (its: Writer, place: Expr) => oneByPlace(its, value.items, place) }),
    };
    case "stream": return value;
    case "array": {
      const { base, element } = value;
      if (element === null) return { most: 0, length: constant(0), each: () => {} };
      return counted({ op: "length", type: "i32", base }, value.most, (its, place) => itemAt(its, base, element, place));
    }
    case "constant": return Array.isArray(value.value) ? constantElements(writer, [value.value], constant(0)) : null;
    case "pick": return value.list.every(Array.isArray)
      ? constantElements(writer, value.list as readonly unknown[][], writer.hold(value.node)) : null;
    default: return null;
  }
}

function counted(length: Expr, most: number, at: (writer: Writer, place: Expr) => Value): Elements {
  return { most, length, at, each: (writer, body) => countUp(writer, constant(0), length, (i) => body(at(writer, i))) };
}

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
  // So few that each is better understood by itself.
  if (lists.length === 1 && most <= 3) return { most, length, at, each: (_, body) => lists[0]!.forEach((one) => body(known(one))) };
  return counted(length, most, at);
}

/** What stands at a place of a list that may be none of its places. */
export function elementAt(writer: Writer, list: Value, place: Value): Value {
  return distribute(writer, list, (one) => distribute(writer, place, (where) => {
    const elements = elementsOf(writer, one);
    const n = numberOf(where);
    if (elements !== null && where.is === "constant" && where.value === undefined) return nothing;
    if (elements === null || n === null) return unclear("a place in what is no list");
    if (!n.whole || n.node.type !== "i32") return unclear("a place in a list that is no whole number");
    if (elements.length === undefined || elements.at === undefined)
      return elements.most === 0 ? nothing : unclear("a place in a list that is not made yet");
    const { length, at } = elements;
    if (n.node.op === "constant" && one.is === "tuple") return one.items[n.node.value] ?? nothing;
    const isAll = length.op === "constant" && n.low >= 0 && n.high < length.value;
    if (isAll) return at(writer, writer.hold(n.node));
    const index = writer.hold(n.node);
    const isIn = writer.hold(both(binary("ge", index, constant(0)), binary("lt", index, length)));
    if (elements.most === 0) return nothing;
    return oneOf(isIn, at(writer, writer.hold(select(isIn, index, constant(0)))), nothing);
  }));
}

/** Puts a value at a place of a list in working memory. */
export function storeAt(writer: Writer, list: Value, place: Value, value: Value): void {
  const n = numberOf(resolved(writer, place));
  const one = resolved(writer, list);
  if (one.is !== "array" || !one.key.startsWith(writer.root)) return unclear("an assignment to a part of what is not this sentence's own");
  if (n === null || !n.whole || n.node.type !== "i32") return unclear("a place in a list that is no whole number");
  const index = writer.hold(n.node);
  const length: Expr = { op: "length", type: "i32", base: one.base };
  writer.must(both(binary("ge", index, constant(0)), binary("lt", index, length)), "a place in a list");
  store(writer, one, index, value);
}

/** Puts a value at a place of a list in working memory, which has it. */
export function store(writer: Writer, { base, element, key }: Extract<Value, { is: "array" }>, index: Expr, value: Value): void {
  const shape = shapeOf(value);
  if (shape === null || writer.isDead) return;
  if (element === null || joinShapes(element, shape) !== element) widen(writer, key, shape);
  const fields = numbersOf(element!, value);
  fields.forEach((one, field) => writer.emit({ do: "store", base, index, fields: fields.length, field, value: one }));
}
