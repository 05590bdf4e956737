/**
 * The form in which sentences are understood: expressions that only compute, and statements in their order. Rows are numbers,
 * words are places in lists, yes and no are 1 and 0; what a row holds is read and written cell by cell. An expression has no
 * effect and cannot fail; whatever can fail stands before it as a statement that says what must hold.
 */
import type { PlacedColumn } from "./layout.ts";

/** Whole numbers of 32 bits, and numbers as the language has them. */
export type Type = "i32" | "f64";

/** The state that a step leads to, and the one that it comes from. */
export type Side = "now" | "before";

/** A variable of the form. */
export interface Local {
  readonly id: number;
  readonly type: Type;
  /** Whether it holds 0 or 1 only. */
  readonly isTruth: boolean;
}

export type BinaryName =
  | "add" | "sub" | "mul" | "div" | "rem" | "min" | "max"
  | "eq" | "ne" | "lt" | "le" | "gt" | "ge"
  | "and" | "or" | "xor" | "shl" | "shr" | "shru";

type UnaryName = "not" | "neg" | "floor" | "ceil" | "trunc" | "abs" | "toReal" | "toWhole" | "bits";

/** Cells of a row. */
interface Cells { readonly column: PlacedColumn; readonly side: Side; readonly row: Expr }

export type Expr =
  | { readonly op: "constant"; readonly type: Type; readonly value: number }
  | { readonly op: "local"; readonly type: Type; readonly local: Local }
  /** A cell of a row: columns of one cell have place 0; a queue has its length there, and then its rows' numbers plus one. */
  | Cells & { readonly op: "cell"; readonly type: Type; readonly place: Expr }
  /** In how many places of a queue a row stands. */
  | Cells & { readonly op: "places"; readonly type: "i32"; readonly item: Expr }
  /** Whether a row is in a set. */
  | Cells & { readonly op: "member"; readonly type: "i32"; readonly item: Expr }
  /** How many rows are in a set. */
  | Cells & { readonly op: "size"; readonly type: "i32" }
  | { readonly op: "unary"; readonly type: Type; readonly name: UnaryName; readonly of: Expr }
  /** The type is that of the answer; comparisons answer i32 and take operands of one type. */
  | { readonly op: "binary"; readonly type: Type; readonly name: BinaryName; readonly left: Expr; readonly right: Expr }
  | { readonly op: "select"; readonly type: Type; readonly when: Expr; readonly then: Expr; readonly otherwise: Expr }
  /** One of some numbers, by its place, which is among them. */
  | { readonly op: "lookup"; readonly type: Type; readonly values: readonly number[]; readonly index: Expr }
  /** How many elements a list in working memory has. */
  | { readonly op: "length"; readonly type: "i32"; readonly base: Expr }
  /** A field of an element of a list in working memory. */
  | Item & { readonly op: "item"; readonly type: Type };

interface Item { readonly base: Expr; readonly index: Expr; readonly fields: number; readonly field: number }

/** Answers that a step may choose among at most. */
export const choicesMost = 65_536;

/** What a `leave` or an `again` refers to. */
export interface Label { readonly id: number }

export type Stmt =
  | { readonly do: "set"; readonly local: Local; readonly value: Expr }
  | { readonly do: "write"; readonly column: PlacedColumn; readonly row: Expr; readonly value: Expr }
  | { readonly do: "push"; readonly column: PlacedColumn; readonly row: Expr; readonly item: Expr }
  | { readonly do: "shift"; readonly column: PlacedColumn; readonly row: Expr }
  | { readonly do: "remove"; readonly column: PlacedColumn; readonly row: Expr; readonly item: Expr }
  /** Puts a row into a set or takes it out. */
  | { readonly do: "member"; readonly column: PlacedColumn; readonly row: Expr; readonly item: Expr; readonly isIn: boolean }
  /** Empties a queue or a set. */
  | { readonly do: "empty"; readonly column: PlacedColumn; readonly row: Expr }
  /** What must hold; where it does not, the sentence is at fault. */
  | { readonly do: "must"; readonly hold: Expr; readonly why: string }
  | { readonly do: "if"; readonly when: Expr; readonly then: readonly Stmt[]; readonly otherwise: readonly Stmt[] }
  /** Runs once; `leave` goes on after it, `again` begins it anew. */
  | { readonly do: "block"; readonly label: Label; readonly body: readonly Stmt[] }
  | { readonly do: "leave"; readonly label: Label }
  | { readonly do: "again"; readonly label: Label }
  /** An open choice among so many answers. */
  | { readonly do: "choose"; readonly local: Local; readonly among: Expr }
  /** Room in working memory for so many elements of some fields. */
  | { readonly do: "reserve"; readonly local: Local; readonly elements: Expr; readonly fields: number }
  | { readonly do: "length"; readonly base: Expr; readonly value: Expr }
  | Item & { readonly do: "store"; readonly value: Expr };

export const constant = (value: number, type: Type = "i32"): Expr => ({ op: "constant", type, value });
export const [no, yes] = [constant(0), constant(1)];
export const local = (one: Local): Expr => ({ op: "local", type: one.type, local: one });

const constantOf = (expr: Expr): number | null => expr.op === "constant" ? expr.value : null;

/** Whether an expression is a number or a variable, which may be used again at no cost. */
export const isSimple = ({ op }: Expr): boolean => op === "constant" || op === "local";

/** Yes where the expression is no. */
export function not(of: Expr): Expr {
  if (of.op === "constant") return of.value === 0 ? yes : no;
  if (of.op === "unary" && of.name === "not") return of.of;
  if (of.op === "binary" && opposite[of.name] !== undefined && (of.left.type === "i32" || of.name === "eq" || of.name === "ne"))
    return { ...of, name: opposite[of.name]! };
  return { op: "unary", type: "i32", name: "not", of };
}

const opposite: Partial<Record<BinaryName, BinaryName>> = { eq: "ne", ne: "eq", lt: "ge", ge: "lt", gt: "le", le: "gt" };
const comparisons = new Set<BinaryName>(["eq", "ne", "lt", "le", "gt", "ge"]);

/** An operation on two values of one type. */
export function binary(name: BinaryName, left: Expr, right: Expr): Expr {
  const [a, b] = [constantOf(left), constantOf(right)];
  const { type } = left;
  if (a !== null && b !== null) return constant(computed(name, a, b), comparisons.has(name) ? "i32" : type);
  if (comparisons.has(name)) {
    // A number that is none is not the same as itself.
    if (type === "i32" && isSame(left, right))
      return name === "eq" || name === "le" || name === "ge" ? yes : no;
    return { op: "binary", type: "i32", name, left, right };
  }
  if (type === "i32") {
    if (b === 0 && ["add", "sub", "or", "xor", "shl", "shr", "shru"].includes(name)) return left;
    if (a === 0 && ["add", "or", "xor"].includes(name)) return right;
    if (name === "and" && (a === 0 || b === 0)) return no;
  }
  return { op: "binary", type, name, left, right };
}

function computed(name: BinaryName, a: number, b: number): number {
  switch (name) {
    case "add": return a + b;
    case "sub": return a - b;
    case "mul": return a * b;
    case "div": return a / b;
    case "rem": return a % b;
    case "min": return Math.min(a, b);
    case "max": return Math.max(a, b);
    case "eq": return Number(a === b);
    case "ne": return Number(a !== b);
    case "lt": return Number(a < b);
    case "le": return Number(a <= b);
    case "gt": return Number(a > b);
    case "ge": return Number(a >= b);
    case "and": return a & b;
    case "or": return a | b;
    case "xor": return a ^ b;
    case "shl": return a << b;
    case "shr": return a >> b;
    case "shru": return a >>> b;
  }
}

/** Yes where both are, of expressions that are yes or no. */
export function both(left: Expr, right: Expr): Expr {
  const [a, b] = [constantOf(left), constantOf(right)];
  if (a === 0 || b === 0) return no;
  if (a !== null) return right;
  if (b !== null) return left;
  return binary("and", left, right);
}

/** Yes where one is, of expressions that are yes or no. */
export const either = (left: Expr, right: Expr): Expr => {
  const [a, b] = [constantOf(left), constantOf(right)];
  if (a === 1 || b === 1) return yes;
  if (a !== null) return right;
  if (b !== null) return left;
  return binary("or", left, right);
};

/** One of two values of one type. */
export function select(when: Expr, then: Expr, otherwise: Expr): Expr {
  if (when.op === "constant") return when.value !== 0 ? then : otherwise;
  if (isSame(then, otherwise)) return then;
  const [a, b] = [constantOf(then), constantOf(otherwise)];
  if (then.type === "i32" && isTruth(when)) {
    if (a === 1 && b === 0) return when;
    if (a === 0 && b === 1) return not(when);
  }
  return { op: "select", type: then.type, when, then, otherwise };
}

/** Whether an expression can be nothing but 0 or 1. */
export function isTruth(expr: Expr): boolean {
  switch (expr.op) {
    case "constant": return expr.type === "i32" && (expr.value === 0 || expr.value === 1);
    case "unary": return expr.name === "not";
    case "binary": return comparisons.has(expr.name)
      || ((expr.name === "and" || expr.name === "or") && isTruth(expr.left) && isTruth(expr.right));
    case "select": return isTruth(expr.then) && isTruth(expr.otherwise);
    case "local": return expr.local.isTruth;
    case "member": return true;
    case "cell": return expr.column.column.kind === "flag";
    default: return false;
  }
}

/** Whether two expressions are the same for certain. */
export function isSame(a: Expr, b: Expr): boolean {
  return a === b
    || (a.op === "constant" && b.op === "constant" && a.type === b.type && Object.is(a.value, b.value))
    || (a.op === "local" && b.op === "local" && a.local === b.local);
}

/** The number of a type that an expression is. */
export function toType(expr: Expr, type: Type): Expr {
  if (expr.type === type) return expr;
  if (expr.op === "constant") return constant(expr.value, type);
  return { op: "unary", type, name: type === "f64" ? "toReal" : "toWhole", of: expr };
}

/** One of some numbers by its place, which must be among them. */
export function lookup(values: readonly number[], index: Expr): Expr {
  const isWhole = (value: number): boolean => Number.isInteger(value) && Math.abs(value) <= 0x7fffffff && !Object.is(value, -0);
  const type: Type = values.every(isWhole) ? "i32" : "f64";
  if (index.op === "constant") return constant(values[index.value]!, type);
  if (values.every((value) => Object.is(value, values[0]))) return constant(values[0]!, type);
  if (values.every((value, i) => value === i)) return index;
  if (values.length === 2 && isTruth(index)) return select(index, constant(values[1]!, type), constant(values[0]!, type));
  return { op: "lookup", type, values, index };
}

/** Whether a statement fits, of some statements and those inside them. */
export function someStatement(statements: readonly Stmt[], fits: (one: Stmt) => boolean): boolean {
  return statements.some((one) => fits(one)
    || (one.do === "block" && someStatement(one.body, fits))
    || (one.do === "if" && (someStatement(one.then, fits) || someStatement(one.otherwise, fits))));
}

/** Tells some statements and those inside them. */
export function eachStatement(statements: readonly Stmt[], tell: (one: Stmt) => void): void {
  someStatement(statements, (one) => {
    tell(one);
    return false;
  });
}

/** Tells the expressions of an expression or of a statement, at any depth; of a statement not those of the statements inside it. */
export function eachExpression(of: Expr | Stmt, tell: (one: Expr) => void): void {
  if ("op" in of) tell(of);
  for (const part of partsOf(of)) eachExpression(part, tell);
}

const noParts: readonly Expr[] = [];

/** The expressions that an expression or a statement is made of, those of statements inside it left out. */
function partsOf(of: Expr | Stmt): readonly Expr[] {
  if ("op" in of) switch (of.op) {
    case "constant": case "local": return noParts;
    case "cell": return [of.row, of.place];
    case "places": case "member": return [of.row, of.item];
    case "size": return [of.row];
    case "unary": return [of.of];
    case "binary": return [of.left, of.right];
    case "select": return [of.when, of.then, of.otherwise];
    case "lookup": return [of.index];
    case "length": return [of.base];
    case "item": return [of.base, of.index];
  }
  switch (of.do) {
    case "set": return [of.value];
    case "write": return [of.row, of.value];
    case "push": case "remove": case "member": return [of.row, of.item];
    case "shift": case "empty": return [of.row];
    case "must": return [of.hold];
    case "if": return [of.when];
    case "block": case "leave": case "again": return noParts;
    case "choose": return [of.among];
    case "reserve": return [of.elements];
    case "length": return [of.base, of.value];
    case "store": return [of.base, of.index, of.value];
  }
}

/** The variables that some statements give values. */
export function assignedIn(statements: readonly Stmt[]): Local[] {
  const locals: Local[] = [];
  eachStatement(statements, (one) => {
    if (one.do === "set" || one.do === "choose" || one.do === "reserve") locals.push(one.local);
  });
  return locals;
}
