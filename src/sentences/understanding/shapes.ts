/**
 * The shapes of variables that are assigned more than once: how many numbers hold a value, and what they mean.
 */
import { type Expr, type Side, type Type, constant, local, select, toType } from "../form.ts";
import { unclear } from "./ending.ts";
import {
  type Value, type Variable, known, number, numberOf, oneOf, placesIn, row, truth, typeFor, wholeMost,
} from "./values.ts";
import { Widened, type Writer } from "./writer.ts";

export type Shape =
  | { readonly is: "constant"; readonly value: unknown }
  | { readonly is: "number"; readonly low: number; readonly high: number; readonly whole: boolean }
  | { readonly is: "truth" }
  | { readonly is: "pick"; readonly list: readonly unknown[] }
  | { readonly is: "row"; readonly table: number; readonly side: Side }
  | { readonly is: "record"; readonly fields: ReadonlyMap<string, Shape> }
  | { readonly is: "array"; readonly element: Shape | null; readonly most: number; readonly key: string }
  /** A value that stays the same, such as a function. */
  | { readonly is: "fixed"; readonly value: Value }
  | { readonly is: "union"; readonly of: readonly Shape[] };

/** The shape of a value; null for one that is never there. */
export function shapeOf(value: Value): Shape | null {
  switch (value.is) {
    case "never": return null;
    case "constant": return { is: "constant", value: value.value };
    case "number": return { is: "number", low: value.low, high: value.high, whole: value.whole };
    case "truth": return { is: "truth" };
    case "pick": return { is: "pick", list: value.list };
    case "row": return { is: "row", table: value.table, side: value.side };
    case "record": return { is: "record", fields: new Map([...value.fields].map(([name, one]) =>
      [name, shapeOf(one) ?? unclear("a part that is never there")])) };
    case "array": return { is: "array", element: value.element, most: value.most, key: value.key };
    case "either": {
      const [then, otherwise] = [shapeOf(value.then), shapeOf(value.otherwise)];
      return then === null ? otherwise : otherwise === null ? then : joinShapes(then, otherwise);
    }
    case "stream": case "tuple": return unclear("a list that is assigned to a name more than once");
    default: return { is: "fixed", value };
  }
}

/** The narrowest shape that holds both; the first itself where it does already. */
export function joinShapes(a: Shape, b: Shape): Shape {
  if (a.is === "union") {
    const parts = b.is === "union" ? b.of : [b];
    let of = a.of;
    for (const part of parts) of = joinInto(of, part);
    return of === a.of ? a : { is: "union", of };
  }
  if (b.is === "union") return joinShapes({ is: "union", of: [a] }, b);
  const one = joined(a, b);
  return one ?? { is: "union", of: [a, b] };
}

function joinInto(shapes: readonly Shape[], one: Shape): readonly Shape[] {
  for (const [i, shape] of shapes.entries()) {
    const both = joined(shape, one);
    if (both === null) continue;
    return both === shape ? shapes : shapes.with(i, both);
  }
  return [...shapes, one];
}

/** The shape that holds two shapes of one kind; null where they are of different kinds. */
function joined(a: Shape, b: Shape): Shape | null {
  if (a.is === "constant" && b.is === "constant" && Object.is(a.value, b.value)) return a;
  const [x, y] = [bounds(a), bounds(b)];
  if (x !== null && y !== null) return joinBounds(a, x, y);
  if (isTruthShape(a) && isTruthShape(b)) return a.is === "truth" ? a : { is: "truth" };
  const [p, q] = [listed(a), listed(b)];
  if (p !== null && q !== null && typeof p[0] === typeof q[0]) {
    const list = [...new Set([...p, ...q])];
    return a.is === "pick" && list.length === p.length ? a : { is: "pick", list };
  }
  if (a.is === "row" && b.is === "row") return a.table === b.table && a.side === b.side ? a : null;
  if (a.is === "record" && b.is === "record") return joinRecords(a, b);
  if (a.is === "array" && b.is === "array" && a.key === b.key) {
    const element = a.element === null ? b.element : b.element === null ? a.element : joinShapes(a.element, b.element);
    return element === a.element && b.most <= a.most ? a : { ...a, element, most: Math.max(a.most, b.most) };
  }
  return a.is === "fixed" && b.is === "fixed" && a.value === b.value ? a : null;
}

interface Bounds { readonly low: number; readonly high: number; readonly whole: boolean }

function bounds(shape: Shape): Bounds | null {
  if (shape.is === "number") return shape;
  return shape.is === "constant" && typeof shape.value === "number" ? numberOf(known(shape.value)) : null;
}

/** Where bounds grow they become those of 32 bits, and where they grow on they are given up, so that a loop soon has them all. */
function joinBounds(a: Shape, x: Bounds, y: Bounds): Shape {
  const [whole, low, high] = [x.whole && y.whole, Math.min(x.low, y.low), Math.max(x.high, y.high)];
  if (a.is === "number" && low === x.low && high === x.high && whole === x.whole) return a;
  if (a.is === "constant") return { is: "number", whole, low, high };
  return typeFor(low, high, whole) === "i32" ? { is: "number", whole, low: -wholeMost - 1, high: wholeMost } : wide(whole);
}

/** A number that may be anything. */
export const wide = (whole: boolean): Shape => ({ is: "number", low: -Infinity, high: Infinity, whole });

const isTruthShape = (shape: Shape): boolean => shape.is === "truth" || (shape.is === "constant" && typeof shape.value === "boolean");

function listed(shape: Shape): readonly unknown[] | null {
  if (shape.is === "pick") return shape.list;
  if (shape.is !== "constant" || shape.value === null) return null;
  return typeof shape.value === "string" || typeof shape.value === "object" ? [shape.value] : null;
}

type RecordShape = Extract<Shape, { is: "record" }>;

function joinRecords(a: RecordShape, b: RecordShape): Shape | null {
  if (a.fields.size !== b.fields.size || ![...a.fields.keys()].every((name) => b.fields.has(name))) return null;
  let isSame = true;
  const fields = new Map([...a.fields].map(([name, shape]) => {
    const both = joinShapes(shape, b.fields.get(name)!);
    if (both !== shape) isSame = false;
    return [name, both];
  }));
  return isSame ? a : { is: "record", fields };
}

/** The types of the numbers that hold a value of a shape. */
export function typesOf(shape: Shape): Type[] {
  switch (shape.is) {
    case "constant": case "fixed": return [];
    case "number": return [typeFor(shape.low, shape.high, shape.whole)];
    case "truth": case "pick": case "row": case "array": return ["i32"];
    case "record": return [...shape.fields.values()].flatMap(typesOf);
    case "union": return [...shape.of.slice(1).map((): Type => "i32"), ...shape.of.flatMap(typesOf)];
  }
}

/** Which of the numbers are yes or no. */
function truthsOf(shape: Shape): boolean[] {
  switch (shape.is) {
    case "truth": return [true];
    case "record": return [...shape.fields.values()].flatMap(truthsOf);
    case "union": return [...shape.of.slice(1).map(() => true), ...shape.of.flatMap(truthsOf)];
    default: return typesOf(shape).map(() => false);
  }
}

/** The value of a shape whose numbers are given. */
export function valueOf(shape: Shape, numbers: readonly Expr[]): Value {
  let at = 0;
  const take = (one: Shape): Value => {
    switch (one.is) {
      case "constant": return known(one.value);
      case "fixed": return one.value;
      case "number": return number(numbers[at++]!, one.low, one.high, one.whole);
      case "truth": return truth(numbers[at++]!);
      case "pick": return { is: "pick", list: one.list, node: numbers[at++]! };
      case "row": return row(one.table, numbers[at++]!, one.side);
      case "array": return { is: "array", base: numbers[at++]!, element: one.element, most: one.most, key: one.key };
      case "record": return { is: "record", identity: null, fields: new Map([...one.fields].map(([name, field]) => [name, take(field)])) };
      case "union": {
        const tags = one.of.slice(1).map(() => numbers[at++]!);
        const values = one.of.map(take);
        // The last shapes are told by their tags; the first by none.
        return tags.reduceRight((rest, tag, i) => oneOf(tag, values[i + 1]!, rest), values[0]!);
      }
    }
  };
  return take(shape);
}

/** The numbers that hold a value in a shape which has room for it. */
export function numbersOf(shape: Shape, value: Value): Expr[] {
  if (value.is === "never") return typesOf(shape).map((type) => constant(0, type));
  if (value.is === "either") {
    const [then, otherwise] = [numbersOf(shape, value.then), numbersOf(shape, value.otherwise)];
    return then.map((one, i) => select(value.when, one, otherwise[i]!));
  }
  switch (shape.is) {
    case "constant": case "fixed": return [];
    case "number": return [toType(numberOf(value)!.node, typeFor(shape.low, shape.high, shape.whole))];
    case "truth": return [value.is === "truth" ? value.node : constant(Number((value as { value: unknown }).value))];
    case "pick":
      return [value.is === "pick" ? placesIn(shape.list, value) : constant(shape.list.indexOf((value as { value: unknown }).value))];
    case "row": return [(value as { node: Expr }).node];
    case "array": return [(value as { base: Expr }).base];
    case "record": {
      const { fields } = value as { readonly fields: ReadonlyMap<string, Value> };
      return [...shape.fields].flatMap(([name, one]) => numbersOf(one, fields.get(name)!));
    }
    case "union": {
      const own = shapeOf(value)!;
      const place = shape.of.findIndex((one) => joined(one, own) !== null);
      return [
        ...shape.of.slice(1).map((_, i) => constant(Number(i + 1 === place))),
        ...shape.of.flatMap((one, i) => i === place ? numbersOf(one, value) : typesOf(one).map((type) => constant(0, type))),
      ];
    }
  }
}

/** A variable for values of a shape; its key names its place in the text. */
export function newVariable(writer: Writer, shape: Shape, key: string): Variable {
  const truths = truthsOf(shape);
  return { shape, key, locals: typesOf(shape).map((type, i) => writer.newLocal(type, truths[i]!)) };
}

/** What a variable stands for now, in a copy that later assignments do not reach. */
export function readVariable(writer: Writer, { shape, locals }: Variable): Value {
  const [first] = locals;
  if (first === undefined) return valueOf(shape, []);
  const copied = writer.copies.get(first);
  if (copied !== undefined) return copied;
  const value = valueOf(shape, locals.map((one) => writer.copy(local(one))));
  if (!writer.isDead) writer.copies.set(first, value);
  return value;
}

/** Sees to it that a variable can hold values of a shape, too; begins the sentence anew where it cannot. */
export function widen(writer: Writer, key: string, shape: Shape): void {
  const known = writer.shapeOf(key);
  const joined = known === null ? shape : joinShapes(known, shape);
  if (joined === known) return;
  writer.learnShape(key, joined);
  throw new Widened();
}

/** Assigns a value; where the variable has no room for it, the sentence is begun anew with a wider one. */
export function assignVariable(writer: Writer, variable: Variable, value: Value): void {
  const shape = shapeOf(value);
  if (shape === null || writer.isDead) return;
  if (joinShapes(variable.shape, shape) !== variable.shape) widen(writer, variable.key, shape);
  const numbers = numbersOf(variable.shape, value);
  // All are computed before the first is assigned, since they may speak of the variable itself.
  const stay = numbers.map((one) => numbers.length === 1 || one.op === "constant" ? one : writer.copy(one));
  stay.forEach((one, i) => { writer.emit({ do: "set", local: variable.locals[i]!, value: one }); });
}
