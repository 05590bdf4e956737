/** Numbers, and what is compared with what. Bounds tell where 32 bits suffice. */
import { type BinaryName, type Expr, binary, both, constant, either, lookup, no, not, select, toType, yes } from "../form.ts";
import { unclear } from "./ending.ts";
import { distribute, resolved } from "./holding.ts";
import { type NumberValue, type Value, known, mayBeNaN, number, numberOf, picked, placesIn, truth, typeFor, wholeMost } from "./values.ts";
import type { Writer } from "./writer.ts";

/** Numbers of one type that holds them all. */
function alike(a: NumberValue, b: NumberValue, low: number, high: number, whole: boolean): readonly [Expr, Expr] {
  const type = a.node.type === "f64" || b.node.type === "f64" ? "f64" : typeFor(low, high, whole);
  return [toType(a.node, type), toType(b.node, type)];
}

/** What an arithmetic sign makes of two values. */
export function arithmetic(writer: Writer, sign: string, left: Value, right: Value): Value {
  return distribute(writer, left, (a) => distribute(writer, right, (b) => {
    if (isPlainConstant(a) && isPlainConstant(b)) return constantOf(sign, a.value, b.value);
    if (sign === "+" && (isText(a) || isText(b))) return joinedText(a, b);
    const [x, y] = [asNumber(a), asNumber(b)];
    if (x === null || y === null) return unclear(`"${sign}" of what is not a number`);
    return ofNumbers(sign, x, y);
  }));
}

/** Whether a value is a constant that the runtime converts without asking it. */
export function isPlainConstant(value: Value): value is Extract<Value, { is: "constant" }> {
  return value.is === "constant" && (value.value === null || ["number", "string", "boolean", "undefined"].includes(typeof value.value));
}

const isText = (value: Value): boolean =>
  typeof (value.is === "pick" ? value.list[0] : value.is === "constant" ? value.value : 0) === "string";

/** The number that the runtime makes of a value where it needs one; null where that is not a number of ours. */
function asNumber(value: Value): NumberValue | null {
  if (value.is === "truth") return { is: "number", node: value.node, low: 0, high: 1, whole: true };
  if (value.is === "constant" && (value.value === null || typeof value.value === "boolean" || value.value === undefined))
    return numberOf(known(Number(value.value)));
  return numberOf(value);
}

/** One of some words beside a constant. */
function joinedText(a: Value, b: Value): Value {
  if (a.is === "pick" && isPlainConstant(b)) return picked(a.list.map((word) => String(word) + String(b.value)), a.node);
  if (b.is === "pick" && isPlainConstant(a)) return picked(b.list.map((word) => String(a.value) + String(word)), b.node);
  return unclear("a text made of what is computed");
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
  const make = (name: BinaryName, ...corners: readonly number[]): Value => {
    const [low, high] = corners.some(Number.isNaN) ? [-Infinity, Infinity] : [Math.min(...corners), Math.max(...corners)];
    const [x, y] = alike(a, b, low, high, whole);
    return number(binary(name, x, y), low, high, whole);
  };
  switch (sign) {
    case "+": return make("add", a.low + b.low, a.high + b.high);
    case "-": return make("sub", a.low - b.high, a.high - b.low);
    case "*": return make("mul", a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high);
    case "/": return ratio(a, b);
    case "%": return remainder(a, b);
    case "&": case "|": case "^": case "<<": case ">>": return bitwise(sign, a, b);
    default: return unclear(`"${sign}" of numbers that are not constant`);
  }
}

/** A division; by nought its sign would count, which whole numbers do not have here. */
function ratio(a: NumberValue, b: NumberValue): Value {
  if (b.low <= 0 && b.high >= 0) return unclear("a division by what may be 0");
  const [x, y] = [toType(a.node, "f64"), toType(b.node, "f64")];
  const corners = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high];
  if (corners.some(Number.isNaN)) return number(binary("div", x, y), -Infinity, Infinity, false);
  return number(binary("div", x, y), Math.min(...corners), Math.max(...corners), false);
}

function remainder(a: NumberValue, b: NumberValue): Value {
  if (b.low <= 0 && b.high >= 0) return unclear("a remainder by what may be 0");
  if (!a.whole || !b.whole || a.node.type !== "i32" || b.node.type !== "i32")
    return unclear("a remainder of what may be no whole number of 32 bits");
  const most = Math.max(Math.abs(b.low), Math.abs(b.high)) - 1;
  return number(binary("rem", a.node, b.node), Math.max(-most, Math.min(0, a.low)), Math.min(most, Math.max(0, a.high)));
}

function bitwise(sign: "&" | "|" | "^" | "<<" | ">>", a: NumberValue, b: NumberValue): Value {
  if (a.node.type !== "i32" || b.node.type !== "i32" || a.low < 0 || b.low < 0)
    return unclear(`"${sign}" of what may be negative or large`);
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

/** The number with its sign changed: from nought, since nobody here can tell the sign of 0. */
export const negative = (writer: Writer, value: Value): Value => arithmetic(writer, "-", known(0), value);

/** An order of numbers: `<`, `<=`, `>`, `>=`. */
export function ordered(writer: Writer, sign: "<" | "<=" | ">" | ">=", left: Value, right: Value): Value {
  return distribute(writer, left, (a) => distribute(writer, right, (b) => {
    if (isPlainConstant(a) && isPlainConstant(b)) return known(orderOf(sign, a.value, b.value));
    if (isText(a) && isText(b)) return orderedTexts(sign, a, b);
    const [x, y] = isText(a) || isText(b) ? [null, null] : [asNumber(a), asNumber(b)];
    if (x === null || y === null) return unclear(`"${sign}" of what is not a number`);
    const name: BinaryName = sign === "<" ? "lt" : sign === "<=" ? "le" : sign === ">" ? "gt" : "ge";
    if ((name === "lt" && x.high < y.low) || (name === "le" && x.high <= y.low) || (name === "gt" && x.low > y.high)
      || (name === "ge" && x.low >= y.high)) return known(true);
    if ((name === "lt" && x.low >= y.high) || (name === "le" && x.low > y.high) || (name === "gt" && x.high <= y.low)
      || (name === "ge" && x.high < y.low)) return known(false);
    const type = x.node.type === y.node.type ? x.node.type : "f64";
    return truth(binary(name, toType(x.node, type), toType(y.node, type)));
  }));
}

function orderOf(sign: "<" | "<=" | ">" | ">=", a: any, b: any): boolean {
  return sign === "<" ? a < b : sign === "<=" ? a <= b : sign === ">" ? a > b : a >= b;
}

/** One of some words before or behind a constant one in the order of texts. */
function orderedTexts(sign: "<" | "<=" | ">" | ">=", a: Value, b: Value): Value {
  if (a.is === "pick" && b.is === "constant") return picked(a.list.map((word) => orderOf(sign, word, b.value)), a.node);
  if (b.is === "pick" && a.is === "constant") return picked(b.list.map((word) => orderOf(sign, a.value, word)), b.node);
  return unclear(`"${sign}" of two words that are computed`);
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
  if (a.is === "table" && b.is === "table") return a.table === b.table && a.side === b.side ? yes : no;
  if (a.is === "row" && b.is === "row") return a.table === b.table && a.side === b.side ? binary("eq", a.node, b.node) : no;
  if (a.is === "constant" || b.is === "constant" || a.is !== b.is) return no;
  if (a.is === "record" && b.is === "record" && a.identity !== null && b.identity !== null) return a.identity === b.identity ? yes : no;
  return unclear("whether two objects are the same one");
}

/** Whether two values are the same, as lists that include one have it: nothing that is not a number is told from another. */
export function isAlike(writer: Writer, left: Value, right: Value): Expr {
  const [a, b] = [resolved(writer, left), resolved(writer, right)];
  if (b.is === "either" && a.is !== "either") return isAlike(writer, b, a);
  if (a.is === "either") {
    const when = writer.hold(a.when);
    return select(when, isAlike(writer, a.then, b), isAlike(writer, a.otherwise, b));
  }
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x === null || y === null || !mayBeNaN(x) || !mayBeNaN(y)) return same(writer, a, b);
  const [p, q] = [writer.hold(x.node), writer.hold(y.node)];
  return either(same(writer, a, b), both(binary("ne", p, p), binary("ne", q, q)));
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
