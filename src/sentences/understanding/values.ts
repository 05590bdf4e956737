/**
 * What an expression of a sentence stands for while the sentence is understood: a constant, or something of a known kind of which
 * the form computes the numbers.
 */
import type { AnyNode } from "acorn";
import { type Expr, type Local, type Side, type Type, constant, lookup, select, toType } from "../form.ts";
import type { PlacedColumn } from "../layout.ts";
import type { Shape } from "./shapes.ts";
import type { Writer } from "./writer.ts";

export type Value =
  /** Known when the sentence is compiled: a number, a word, nothing, an object that does not change. */
  | { readonly is: "constant"; readonly value: unknown }
  /** Nothing that can be asked for: what a way would give that is not taken. */
  | { readonly is: "never" }
  | NumberValue
  | { readonly is: "truth"; readonly node: Expr }
  /** One of some constants, all words or all objects, by its place. */
  | Pick
  | RowValue
  | { readonly is: "either"; readonly when: Expr; readonly then: Value; readonly otherwise: Value }
  | RecordValue
  | { readonly is: "world"; readonly side: Side }
  | { readonly is: "part"; readonly column: PlacedColumn; readonly side: Side; readonly row: Expr }
  | FunctionValue
  /** A method of a value. */
  | { readonly is: "method"; readonly of: Value; readonly name: string }
  | { readonly is: "choose" }
  | List;

export interface NumberValue {
  readonly is: "number";
  readonly node: Expr;
  /** Bounds; where both are infinite it may be NaN, too. */
  readonly low: number;
  readonly high: number;
  /** Whether it is a whole number for certain. */
  readonly whole: boolean;
}

export interface Pick { readonly is: "pick"; readonly list: readonly unknown[]; readonly node: Expr }

export interface RowValue { readonly is: "row"; readonly table: number; readonly side: Side; readonly node: Expr }

interface RecordValue {
  readonly is: "record";
  readonly fields: ReadonlyMap<string, Value>;
  /** What makes it the same object as another; null where that is not known. */
  readonly identity: object | null;
  /** What it is, where a name that it does not have is a fault of the specification. */
  readonly strict?: string;
}

export interface FunctionValue { readonly is: "function"; readonly tree: AnyNode; readonly scope: Scope; readonly name: string }

/** All rows of a table, elements that are computed in order, or elements in working memory. */
export type List =
  | { readonly is: "table"; readonly table: number; readonly side: Side }
  | { readonly is: "tuple"; readonly items: readonly Value[] }
  | Stream
  | { readonly is: "array"; readonly base: Expr; readonly element: Shape | null; readonly most: number; readonly key: string };

/** Elements that are computed when somebody goes through them, and not before. */
export interface Stream {
  readonly is: "stream";
  readonly most: number;
  readonly each: (writer: Writer, body: (item: Value) => void) => void;
}

/** A name that can be assigned again. */
export interface Variable {
  readonly shape: Shape;
  readonly locals: readonly Local[];
  readonly key: string;
}

/** Names of a text with what they stand for, inside those of the text around it. */
export interface Scope {
  readonly up: Scope | null;
  readonly names: Map<string, Value | { readonly is: "variable"; readonly variable: Variable } | { readonly is: "unset" }>;
  /** What names stand for that no text around declares: captured ones. */
  readonly free?: (name: string) => Value;
}

export const known = (value: unknown): Value => ({ is: "constant", value });
export const nothing = known(undefined);
export const none = known(null);

export const truth = (node: Expr): Value => node.op === "constant" ? known(node.value !== 0) : { is: "truth", node };

/** The largest whole number of 32 bits. */
export const wholeMost = 0x7fffffff;

/**
 * A number with its bounds. It is whole for certain only where they are finite, since sums and products may come to infinity; and
 * nought is no constant, since it may stand for minus nought.
 */
export function number(node: Expr, low: number, high: number, whole = true): Value {
  if (node.op === "constant") return known(node.value);
  const isWhole = whole && Number.isFinite(low) && Number.isFinite(high);
  if (low === high && isWhole && low !== 0) return known(low);
  return { is: "number", node, low, high, whole: isWhole };
}

/** A whole number that is counted, from 0 up to a bound. */
export const counted = (node: Expr, high: number): Value => high === 0 ? known(0) : number(node, 0, high);

/** Whether a number may be none: bounds that tell nothing stand for that, too. */
export const mayBeNaN = ({ low, high }: NumberValue): boolean => low === -Infinity && high === Infinity;

/** A number as a value of the form has it; null for what is not a number. */
export function numberOf(value: Value): NumberValue | null {
  if (value.is === "number") return value;
  if (value.is !== "constant" || typeof value.value !== "number") return null;
  const { value: n } = value;
  const fits = Number.isInteger(n) && n >= -wholeMost - 1 && n <= wholeMost && !Object.is(n, -0);
  const [low, high] = Number.isNaN(n) ? [-Infinity, Infinity] : [n, n];
  return { is: "number", node: constant(n, fits ? "i32" : "f64"), low, high, whole: Number.isInteger(n) };
}

/** The type that holds a number of such bounds. */
export const typeFor = (low: number, high: number, whole: boolean): Type =>
  whole && low >= -wholeMost - 1 && high <= wholeMost ? "i32" : "f64";

/** One of some constants by its place, told apart by what can be done with them. */
export function picked(values: readonly unknown[], index: Expr): Value {
  if (index.op === "constant") return known(values[index.value]);
  const [first] = values;
  if (values.length > 0 && values.every((value) => Object.is(value, first))) return known(first);
  if (values.every((value) => typeof value === "number")) {
    const numbers = values as readonly number[];
    return number(lookup(numbers, index), Math.min(...numbers), Math.max(...numbers), numbers.every(Number.isInteger));
  }
  if (values.every((value) => typeof value === "boolean")) return truth(lookup(values.map(Number), index));
  const kinds = [...new Set(values.map(kindOf))];
  if (kinds.length === 1) {
    const list = [...new Set(values)];
    return { is: "pick", list, node: lookup(values.map((value) => list.indexOf(value)), index) };
  }
  const [kind] = kinds;
  const [own, rest] = [values.filter((value) => kindOf(value) === kind), values.filter((value) => kindOf(value) !== kind)];
  const fill = (list: readonly unknown[], isOwn: boolean): readonly unknown[] =>
    values.map((value) => (kindOf(value) === kind) === isOwn ? value : list[0]);
  return { is: "either", when: lookup(values.map((value) => Number(kindOf(value) === kind)), index),
    then: picked(fill(own, true), index), otherwise: picked(fill(rest, false), index) };
}

function kindOf(value: unknown): string {
  return value === null ? "null" : typeof value === "function" ? "object" : typeof value;
}

/** A value of a table's row. */
export const row = (table: number, node: Expr, side: Side): RowValue => ({ is: "row", table, side, node });

/** A constant that stands among others: a word or an object. */
function asPick(value: Value): Pick | null {
  if (value.is === "pick") return value;
  if (value.is !== "constant" || value.value === null) return null;
  const kind = kindOf(value.value);
  return kind === "string" || kind === "object" ? { is: "pick", list: [value.value], node: constant(0) } : null;
}

function truthNode(value: Value): Expr | null {
  if (value.is === "truth") return value.node;
  return value.is === "constant" && typeof value.value === "boolean" ? constant(Number(value.value)) : null;
}

/** A value of two, by a condition. The condition is a variable or a constant, since it may be asked more than once. */
export function oneOf(when: Expr, then: Value, otherwise: Value): Value {
  if (when.op === "constant") return when.value !== 0 ? then : otherwise;
  if (then === otherwise || otherwise.is === "never") return then;
  if (then.is === "never") return otherwise;
  if (then.is === "constant" && otherwise.is === "constant" && Object.is(then.value, otherwise.value)) return then;
  const [a, b] = [truthNode(then), truthNode(otherwise)];
  if (a !== null && b !== null) return truth(select(when, a, b));
  const [x, y] = [numberOf(then), numberOf(otherwise)];
  if (x !== null && y !== null) {
    const [low, high, whole] = [Math.min(x.low, y.low), Math.max(x.high, y.high), x.whole && y.whole];
    const type = x.node.type === y.node.type ? x.node.type : "f64";
    return number(select(when, toType(x.node, type), toType(y.node, type)), low, high, whole);
  }
  const [p, q] = [asPick(then), asPick(otherwise)];
  if (p !== null && q !== null && kindOf(p.list[0]) === kindOf(q.list[0])) {
    const list = [...new Set([...p.list, ...q.list])];
    return { is: "pick", list, node: select(when, placesIn(list, p), placesIn(list, q)) };
  }
  if (then.is === "row" && otherwise.is === "row" && then.table === otherwise.table && then.side === otherwise.side)
    return row(then.table, select(when, then.node, otherwise.node), then.side);
  if (then.is === "record" && otherwise.is === "record" && sameNames(then, otherwise)) return {
    is: "record", identity: then.identity === otherwise.identity ? then.identity : null,
    fields: new Map([...then.fields].map(([name, value]) => [name, oneOf(when, value, otherwise.fields.get(name)!)])),
  };
  return { is: "either", when, then, otherwise };
}

/** Where one of some constants stands in another list that has all of them. */
export const placesIn = (list: readonly unknown[], pick: Pick): Expr =>
  list === pick.list ? pick.node : lookup(pick.list.map((value) => list.indexOf(value)), pick.node);

const sameNames = (a: RecordValue, b: RecordValue): boolean =>
  a.fields.size === b.fields.size && [...a.fields.keys()].every((name) => b.fields.has(name));

/** Whether a value is yes or no. */
export const isTruthValue = (value: Value): boolean =>
  value.is === "truth" || (value.is === "constant" && typeof value.value === "boolean");
