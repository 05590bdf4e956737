/** Numbers, and what is compared with what. Bounds tell where 32 bits suffice. */
import { type BinaryName, type Expr, binary, constant, lookup, no, not, select, toType, yes } from "../form.ts";
import { fault, unclear } from "./ending.ts";
import {
  type NumberValue, type Value, distribute, known, number, numberOf, picked, placesIn, resolved, truth, typeFor, wholeMost,
} from "./values.ts";
import type { Writer } from "./writer.ts";

/** Numbers of one type that holds them all. */
function alike(a: NumberValue, b: NumberValue, low: number, high: number, whole: boolean): readonly [Expr, Expr] {
  const type = a.node.type === "f64" || b.node.type === "f64" ? "f64" : typeFor(low, high, whole);
  return [toType(a.node, type), toType(b.node, type)];
}

/** What an arithmetic sign makes of two values. */
export function arithmetic(writer: Writer, sign: string, left: Value, right: Value): Value {
  return distribute(writer, left, (a) => distribute(writer, right, (b) => {
    if (a.is === "constant" && b.is === "constant") return constantOf(sign, a.value, b.value);
    const [x, y] = [numberOf(a), numberOf(b)];
    if (x === null || y === null) {
      if (sign === "+" && a.is === "pick" && b.is === "constant")
        return picked(a.list.map((word) => String(word) + String(b.value)), a.node);
      if (sign === "+" && b.is === "pick" && a.is === "constant")
        return picked(b.list.map((word) => String(a.value) + String(word)), b.node);
      // Nothing is told of such a sum here: whoever comes to it asks the sentence itself.
      if ([a, b].some((one) => one.is === "constant" && one.value === undefined)) return fault(writer, "arithmetic with nothing");
      return unclear(`"${sign}" of what is no number`);
    }
    return ofNumbers(sign, x, y);
  }));
}

function constantOf(sign: string, a: any, b: any): Value {
  switch (sign) {
    case "+": return known(a + b);
    case "-": return known(a - b);
    case "*": return known(a * b);
    case "/": return known(a / b);
    case "%": return known(a % b);
    case "**": return known(a ** b);
    case "&": return known(a & b);
    case "|": return known(a | b);
    case "^": return known(a ^ b);
    case "<<": return known(a << b);
    case ">>": return known(a >> b);
    case ">>>": return known(a >>> b);
    default: return unclear(`"${sign}"`);
  }
}

function ofNumbers(sign: string, a: NumberValue, b: NumberValue): Value {
  const whole = a.whole && b.whole;
  const make = (name: BinaryName, low: number, high: number): Value => {
    const [x, y] = alike(a, b, low, high, whole);
    return number(binary(name, x, y), low, high, whole);
  };
  switch (sign) {
    case "+": return make("add", a.low + b.low, a.high + b.high);
    case "-": return make("sub", a.low - b.high, a.high - b.low);
    case "*": {
      const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
      if (corners.some(Number.isNaN)) return make("mul", -Infinity, Infinity);
      return make("mul", Math.min(...corners), Math.max(...corners));
    }
    case "/": return ratio(a, b);
    case "%": return remainder(a, b);
    case "&": case "|": case "^": case "<<": case ">>": return bitwise(sign, a, b);
    default: return unclear(`"${sign}" of numbers that are not constant`);
  }
}

function ratio(a: NumberValue, b: NumberValue): Value {
  if (b.low <= 0 && b.high >= 0) return unclear("a division by what may be 0");
  const [x, y] = [toType(a.node, "f64"), toType(b.node, "f64")];
  const corners = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high];
  return number(binary("div", x, y), Math.min(...corners), Math.max(...corners), false);
}

function remainder(a: NumberValue, b: NumberValue): Value {
  if (b.low <= 0 || a.low < 0 || a.node.type !== "i32" || b.node.type !== "i32")
    return unclear("a remainder of what may be negative or large");
  return number(binary("rem", a.node, b.node), 0, Math.min(a.high, b.high - 1));
}

function bitwise(sign: "&" | "|" | "^" | "<<" | ">>", a: NumberValue, b: NumberValue): Value {
  if (a.node.type !== "i32" || b.node.type !== "i32" || a.low < 0 || b.low < 0) return unclear(`"${sign}" of what may be negative or large`);
  if (sign === "&") return number(binary("and", a.node, b.node), 0, Math.min(a.high, b.high));
  if (sign === ">>" && b.high < 32) return number(binary("shr", a.node, b.node), 0, a.high);
  if (sign === "<<" && b.high < 31 && a.high * 2 ** b.high <= wholeMost)
    return number(binary("shl", a.node, b.node), 0, a.high * 2 ** b.high);
  if (sign === "|" || sign === "^") {
    const all = 2 ** (32 - Math.clz32(Math.max(a.high, b.high))) - 1;
    return number(binary(sign === "|" ? "or" : "xor", a.node, b.node), 0, all);
  }
  return unclear(`"${sign}" that may need more than 32 bits`);
}

/** The number with its sign changed. */
export function negative(writer: Writer, value: Value): Value {
  // From nought, since 0 has no other sign in 32 bits and nothing here can tell the two apart.
  return arithmetic(writer, "-", known(0), value);
}

/** An order of numbers: `<`, `<=`, `>`, `>=`. */
export function ordered(writer: Writer, sign: "<" | "<=" | ">" | ">=", left: Value, right: Value): Value {
  return distribute(writer, left, (a) => distribute(writer, right, (b) => {
    const [x, y] = [numberOf(a), numberOf(b)];
    if (x === null || y === null) return orderedOddly(sign, a, b);
    const name: BinaryName = sign === "<" ? "lt" : sign === "<=" ? "le" : sign === ">" ? "gt" : "ge";
    if ((name === "lt" && x.high < y.low) || (name === "le" && x.high <= y.low) || (name === "gt" && x.low > y.high)
      || (name === "ge" && x.low >= y.high)) return known(true);
    if ((name === "lt" && x.low >= y.high) || (name === "le" && x.low > y.high) || (name === "gt" && x.high <= y.low)
      || (name === "ge" && x.high < y.low)) return known(false);
    const type = x.node.type === y.node.type ? x.node.type : "f64";
    return truth(binary(name, toType(x.node, type), toType(y.node, type)));
  }));
}

/** What is compared that is no number: nothing is neither more nor less, null counts as 0. */
function orderedOddly(sign: "<" | "<=" | ">" | ">=", a: Value, b: Value): Value {
  if (a.is === "constant" && b.is === "constant") {
    const [x, y] = [a.value as number, b.value as number];
    return known(sign === "<" ? x < y : sign === "<=" ? x <= y : sign === ">" ? x > y : x >= y);
  }
  for (const [one, other] of [[a, b], [b, a]] as const)
    if (one.is === "constant" && one.value === undefined && numberOf(other) !== null) return known(false);
  return unclear(`"${sign}" of what is no number`);
}

/** Whether two values are the same, as `===` has it. */
export function same(writer: Writer, left: Value, right: Value): Expr {
  const [a, b] = [resolved(writer, left), resolved(writer, right)];
  if (a.is === "either") {
    const when = writer.hold(a.when);
    return select(when, same(writer, a.then, b), same(writer, a.otherwise, b));
  }
  if (b.is === "either") return same(writer, b, a);
  if (a.is === "never" || b.is === "never") return no;
  if (a.is === "constant" && b.is === "constant") return constant(Number(a.value === b.value));
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null || y !== null) {
    if (x === null || y === null || x.high < y.low || y.high < x.low) return no;
    const type = x.node.type === y.node.type ? x.node.type : "f64";
    return binary("eq", toType(x.node, type), toType(y.node, type));
  }
  if (a.is === "truth" || b.is === "truth") return sameTruth(a, b);
  if (a.is === "pick" && b.is === "pick") {
    const list = [...new Set([...a.list, ...b.list])];
    return a.list.some((one) => b.list.includes(one)) ? binary("eq", placesIn(list, a), placesIn(list, b)) : no;
  }
  if (a.is === "pick" && b.is === "constant") return lookup(a.list.map((one) => Number(one === b.value)), a.node);
  if (b.is === "pick") return a.is === "constant" ? same(writer, b, a) : no;
  if (a.is === "row" && b.is === "row") return a.table === b.table && a.side === b.side ? binary("eq", a.node, b.node) : no;
  if (a.is === "constant" || b.is === "constant" || a.is !== b.is) return no;
  if (a.is === "record" && b.is === "record" && a.identity !== null && b.identity !== null) return a.identity === b.identity ? yes : no;
  return unclear("whether two objects are the same one");
}

function sameTruth(a: Value, b: Value): Expr {
  const node = (value: Value): Expr | null => value.is === "truth" ? value.node
    : value.is === "constant" && typeof value.value === "boolean" ? constant(Number(value.value)) : null;
  const [x, y] = [node(a), node(b)];
  if (x === null || y === null) return no;
  if (x.op === "constant") return x.value === 1 ? y! : not(y!);
  if (y.op === "constant") return y.value === 1 ? x : not(x);
  return binary("eq", x, y);
}

/** Whether a value is missing: null, or undefined. */
export function isMissing(writer: Writer, value: Value): Expr {
  const one = resolved(writer, value);
  if (one.is === "constant") return constant(Number(one.value === null || one.value === undefined));
  if (one.is !== "either") return no;
  const when = writer.hold(one.when);
  return select(when, isMissing(writer, one.then), isMissing(writer, one.otherwise));
}
