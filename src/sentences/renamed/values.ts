/** How the values of expressions are related where rows are renamed. */
import type { BinaryName, Expr, Local } from "../form.ts";
import type { Comparison } from "./comparing.ts";
import { Facts, type Related, TakenAs, guardedBy, joined, orderDecides, same, unrelated, unset } from "./related.ts";

type Cell = Extract<Expr, { readonly op: "cell" | "places" | "member" | "size" }>;

/** How the value of an expression is related. */
export function valueOf(comparison: Comparison, facts: Facts, expr: Expr): Related {
  const of = (part: Expr): Related => valueOf(comparison, facts, part);
  switch (expr.op) {
    case "constant": return same(expr.value);
    case "local": return facts.of(expr.local);
    case "cell": case "places": case "member": case "size": return under(of(expr.row), (row) => cellOf(comparison, facts, expr, row));
    case "unary": return under(of(expr.of), (one) => one.is === "same" ? same() : asNumber(one));
    case "binary": return isInBounds(comparison, facts, expr) ? same(1)
      : under(of(expr.left), (left) => under(of(expr.right), (right) => binaryOf(comparison, facts, expr, left, right)));
    case "select": {
      const when = of(expr.when);
      if (when.is !== "same") return asNumber(when);
      const known = expr.when.op === "local" ? facts.truth(expr.when.local) : when.value === undefined ? undefined : when.value !== 0;
      const way = (truth: boolean): Related => {
        const its = new Facts(facts);
        its.assume(expr.when, truth);
        return valueOf(comparison, its, truth ? expr.then : expr.otherwise);
      };
      if (known !== undefined) return way(known);
      const [then, otherwise] = [way(true), way(false)];
      const either = joined(then, otherwise);
      if (either !== null) return either;
      return expr.when.op === "local" && then.is !== "unrelated" ? guardedBy({ variable: expr.when.local, truth: true }, then)
        : unrelated("it may be one thing or another");
    }
    case "lookup": return under(of(expr.index), (index) => index.is === "same" ? same() : asNumber(index));
    case "length": return under(of(expr.base), (base) => base.is === "list" ? facts.lists.get(base.list)?.length ?? unset : unset);
    case "item": return under(of(expr.base), (base) => under(of(expr.index), (index) => {
      const listed = base.is === "list" ? facts.lists.get(base.list) : undefined;
      if (base.is !== "list" || listed === undefined) return unset;
      const element = listed.fields[expr.field] ?? unset;
      if (index.is === "place" && index.list === base.list)
        return element.is === "row" && listed.distinct === expr.field && index.of !== undefined ? { ...element, of: index.of } : element;
      // A list that is being filled has another order, too.
      if (index.is === "same" && !listed.isBag && listed.length.is !== "end") return element;
      if (index.is === "same" && index.from !== undefined && listOf(comparison, facts, index.from) === base.list)
        throw new TakenAs(index.from, { is: "place", list: base.list });
      return unrelated("the order of a list of rows decides");
    }));
  }
}

/** What comes of something that is related in some way, where it is so under a condition only. */
function under(one: Related, use: (one: Related) => Related): Related {
  if (one.is !== "when") return use(one);
  const then = use(one.then);
  return then.is === "unrelated" ? then : then.is === "when" ? { ...then, guards: [...one.guards, ...then.guards] } : { ...one, then };
}

/** Something that is used as a number. */
export function asNumber(one: Related): Related {
  switch (one.is) {
    case "unrelated": return one;
    case "carried": return unrelated("what a loop over rows counts is asked before it ends");
    case "row": case "link": return unrelated("the number of a row decides");
    default: return unrelated(orderDecides);
  }
}

/** What a variable is computed from, where it is a copy. */
export function resolved(facts: Facts, expr: Expr): Expr {
  const computed = expr.op === "local" ? facts.computed.get(expr.local) : undefined;
  return computed === undefined ? expr : resolved(facts, computed);
}

/** Whether a comparison asks of a choice whether it is one of its answers. */
function isInBounds(comparison: Comparison, facts: Facts, { name, left, right }: Extract<Expr, { readonly op: "binary" }>): boolean {
  if (left.op !== "local" || !comparison.choices.has(left.local)) return false;
  if (name === "ge") return right.op === "constant" && right.value <= 0;
  const [bound, other] = [comparison.bounds.get(left.local), resolved(facts, right)];
  if (name !== "lt" || bound === undefined) return false;
  if (bound.op === "constant" && other.op === "constant") return bound.value <= other.value;
  const list = other.op === "length" ? valueOf(comparison, facts, other.base) : unset;
  return list.is === "list" && list.list === listOf(comparison, facts, left.local);
}

/** The list of which a counter or a choice is a place; null where it is of none. */
function listOf(comparison: Comparison, facts: Facts, counter: Local): Local | null {
  const length = comparison.bounds.get(counter);
  const base = length?.op === "length" ? valueOf(comparison, facts, length.base) : unset;
  return base.is === "list" ? base.list : null;
}

/** Whether a row of a table is the renamed one; tells why not. */
export function seeRow(comparison: Comparison, table: number, row: Related): string | null {
  const { renamed: { moves, sizes, schema } } = comparison;
  if (!moves[table]!) return row.is === "same" ? null : (asNumber(row) as { readonly why: string }).why;
  if (row.is === "row" && row.table === table) return null;
  const bound = row.is === "same" && row.from !== undefined ? comparison.bounds.get(row.from) : undefined;
  if (row.is === "same" && row.from !== undefined && bound?.op === "constant" && bound.value === sizes[table])
    throw new TakenAs(row.from, { is: "row", table });
  return row.is === "unrelated" ? row.why : `a row of "${schema.tableNames[table]!}" is named by its number`;
}

function cellOf(comparison: Comparison, facts: Facts, expr: Cell, row: Related): Related {
  const { column, side } = expr;
  const { renamed: { schema, moves } } = comparison;
  const why = seeRow(comparison, schema.tableNames.indexOf(column.table), row);
  if (why !== null) return unrelated(why);
  const of = row.is === "row" ? row.of : undefined;
  const target = "table" in column.column ? schema.tableNames.indexOf(column.column.table) : -1;
  if (expr.op === "places" || expr.op === "member") return under(valueOf(comparison, facts, expr.item), (item) => {
    const whyNot = seeRow(comparison, target, item);
    comparison.note({ column, side, isWrite: false, row: of, item: item.is === "row" ? item.of : undefined });
    return whyNot === null ? same() : unrelated(whyNot);
  });
  comparison.note({ column, side, isWrite: false, row: of, item: undefined });
  if (expr.op === "size") return same();
  return under(valueOf(comparison, facts, expr.place), (place) => {
    if (place.is !== "same") return asNumber(place);
    // The first cell of a queue is its length.
    const isLength = column.column.kind === "queue" && expr.place.op === "constant" && expr.place.value === 0;
    return target >= 0 && moves[target]! && !isLength ? { is: "link", table: target } : same();
  });
}

const comparisons = new Set<BinaryName>(["eq", "ne", "lt", "le", "gt", "ge"]);
/** Operations by which values can be taken in one after the other, in any order. */
const gathering = new Set<BinaryName>(["add", "sub", "mul", "min", "max", "and", "or", "xor"]);

function binaryOf(
  comparison: Comparison, facts: Facts, expr: Extract<Expr, { readonly op: "binary" }>, left: Related, right: Related,
): Related {
  const { name } = expr;
  if (left.is === "same" && right.is === "same") return name === "and" && left.value === 1 && right.value === 1 ? same(1) : same();
  if (left.is === "unrelated") return left;
  if (right.is === "unrelated") return right;
  if (name === "eq" || name === "ne") {
    for (const [one, other] of [[left, right], [right, left]] as const) if (one.is === "row") seeRow(comparison, one.table, other);
    if ((left.is === "row" || left.is === "link") && right.is === left.is && left.table === right.table) return same();
  }
  if (left.is !== "same" && right.is === "same" && right.value !== undefined) {
    if (comparisons.has(name) && isSettled(left, name, right.value)) return same();
    if (left.is === "row" && name === "add" && right.value === 1) return { is: "link", table: left.table };
    if (left.is === "link" && name === "sub" && right.value === 1) return { is: "row", table: left.table };
    if (left.is === "end" && name === "add" && right.value === 1 && left.plus === 0) return { ...left, plus: 1 };
  }
  if (left.is === "carried" && right.is === "same") return gathered(facts, left, name, expr.left.type, expr.right);
  if (right.is === "carried" && left.is === "same" && name !== "sub") return gathered(facts, right, name, expr.left.type, expr.left);
  return asNumber(left.is === "same" ? right : left);
}

/** Whether a comparison with a number asks only whether there is a row. */
function isSettled(left: Related, name: BinaryName, value: number): boolean {
  const none = left.is === "link" ? 0 : left.is === "row" || left.is === "some" || left.is === "sign" ? -1 : null;
  if (none === null) return false;
  // Below the first number that may be a row's, both have the same.
  if (name === "eq" || name === "ne" || name === "gt" || name === "le") return value <= none;
  return value <= none + 1;
}

function gathered(
  facts: Facts, carried: Extract<Related, { readonly is: "carried" }>, name: BinaryName, type: "i32" | "f64", what: Expr,
): Related {
  const by = name === "sub" ? "add" : name;
  if (!gathering.has(name) || (carried.by !== null && carried.by !== by)) return asNumber(carried);
  // Whole numbers have the same sum in any order.
  const isExact = type === "i32" || name === "min" || name === "max" || (name !== "mul" && isWhole(facts, what));
  if (!isExact) return unrelated(orderDecides);
  return { ...carried, by };
}

/** A whole number of which a loop adds up too few to leave the numbers that are exact. */
const isSmall = (value: number): boolean => Number.isInteger(value) && Math.abs(value) <= 0x7fffffff;

function isWhole(facts: Facts, expr: Expr): boolean {
  const one = resolved(facts, expr);
  switch (one.op) {
    case "constant": return isSmall(one.value);
    case "unary": return one.name === "toReal";
    case "cell": return one.column.column.kind !== "count" || isSmall(one.column.column.max);
    case "select": return isWhole(facts, one.then) && isWhole(facts, one.otherwise);
    case "lookup": return one.values.every(isSmall);
    default: return one.type === "i32";
  }
}
