/** Functions of the runtime that sentences may use, with what they compute. */
import { type Expr, binary, toType } from "../form.ts";
import { unclear } from "./ending.ts";
import { distribute, truthOf } from "./holding.ts";
import type { Call } from "./list-methods.ts";
import { elementsOf } from "./lists.ts";
import { type NumberValue, type Value, known, mayBeNaN, number, numberOf, truth, typeFor } from "./values.ts";
import type { Writer } from "./writer.ts";

export interface Native {
  /** The function itself, where it answers the same of the same constants. */
  readonly ofConstants?: (...values: any[]) => unknown;
  readonly apply: (writer: Writer, args: readonly Value[], call: Call) => Value;
  /** Whether it looks at its first argument alone, so that methods of lists may ask it of elements. */
  readonly takesOne: boolean;
}

const byFunction = new Map<unknown, Native>();

/** What is known of a function of the runtime; null of any other. */
export function nativeOf(fn: unknown): Native | null {
  return byFunction.get(fn) ?? null;
}

function add(fn: (...values: any[]) => unknown, apply: Native["apply"]): void {
  byFunction.set(fn, { apply, ofConstants: fn, takesOne: fn.length === 1 });
}

const ofNumber = (use: (n: NumberValue) => Value): Native["apply"] => (writer, args) =>
  distribute(writer, args[0] ?? known(undefined), (one) => {
    const n = numberOf(one);
    return n === null ? unclear("arithmetic of what is not a number") : use(n);
  });

/** The lesser or the greater of some numbers. */
const extreme = (name: "min" | "max"): Native["apply"] => (writer, args) => {
  const pair = (a: Value, b: Value): Value => distribute(writer, a, (left) => distribute(writer, b, (right) => {
    const [x, y] = [numberOf(left), numberOf(right)];
    if (x === null || y === null) return unclear(`the ${name} of what is not a number`);
    const of = name === "min" ? Math.min : Math.max;
    const isOpen = mayBeNaN(x) || mayBeNaN(y);
    const [low, high, whole] = [isOpen ? -Infinity : of(x.low, y.low), isOpen ? Infinity : of(x.high, y.high), x.whole && y.whole];
    const type = x.node.type === "f64" || y.node.type === "f64" ? "f64" : typeFor(low, high, whole);
    return number(binary(name, toType(x.node, type), toType(y.node, type)), low, high, whole);
  }));
  const [first, ...rest] = args;
  if (first === undefined || first.is === "stream") return unclear(`the ${name} of a list`);
  return rest.reduce<Value>(pair, first);
};

add(Math.min, extreme("min"));
add(Math.max, extreme("max"));

for (const name of ["floor", "ceil", "trunc"] as const) add(Math[name], ofNumber((n) => {
  if (n.whole) return n;
  const [low, high] = [Math[name](n.low), Math[name](n.high)];
  const node: Expr = { op: "unary", type: "f64", name, of: n.node };
  return number(toType(node, typeFor(low, high, true)), low, high);
}));

add(Math.abs, ofNumber((n) => {
  if (n.low >= 0) return n;
  if (mayBeNaN(n)) return number({ op: "unary", type: "f64", name: "abs", of: toType(n.node, "f64") }, -Infinity, Infinity, false);
  const high = Math.max(-n.low, n.high);
  const type = typeFor(0, high, n.whole);
  return number({ op: "unary", type, name: "abs", of: toType(n.node, type) }, 0, high, n.whole);
}));

add(Number.isInteger, (writer, args) => distribute(writer, args[0] ?? known(undefined), (one) => {
  const n = numberOf(one);
  return n === null ? known(false) : n.whole ? known(true) : unclear("whether a computed number is whole");
}));

add(Boolean, (writer, args) => truth(truthOf(writer, args[0] ?? known(undefined))));

add(Number, (writer, args) => distribute(writer, args[0] ?? known(undefined), (one) =>
  one.is === "truth" ? number(one.node, 0, 1) : one.is === "number" ? one : unclear("a number made of what is none")));

add(Array.isArray, (writer, args) => distribute(writer, args[0] ?? known(undefined), (one) => known(elementsOf(writer, one) !== null)));

// They are there for what they hold.
for (const fn of [Object, Array]) byFunction.set(fn, { apply: () => unclear(`${fn.name}() as a function`), takesOne: false });

// Of constants these give new objects or words, which are constants, too.
for (const fn of [Object.keys, Object.values, Object.entries, String, Math.log2, Math.sqrt, Math.pow, Math.sign, Math.round])
  add(fn, () => unclear(`${fn.name}() of what is computed`));

