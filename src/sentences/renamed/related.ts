/**
 * How what an expression gives in one state is related to what it gives in the same state with its rows renamed: the rows of a table
 * that moves have other numbers there, and everything that speaks of them has these.
 */
import type { Expr, Local } from "../form.ts";

export type Related =
  /** The same number in both. `value` is there where it is known, `from` is the counter or the choice that it is a copy of. */
  | { readonly is: "same"; readonly value?: number; readonly from?: Local }
  /** The number of a row of a table that moves, or the same negative number. `of` is there for the very row that a loop is at. */
  | { readonly is: "row"; readonly table: number; readonly of?: Local }
  /** The number of such a row plus one, or 0 in both for none. */
  | { readonly is: "link"; readonly table: number }
  /** Not negative in both. */
  | { readonly is: "some" }
  /** Not negative in both, or the same negative number. */
  | { readonly is: "sign" }
  /** What rounds of a loop before this one left in a variable, changed by one operation for which their order does not matter. */
  | { readonly is: "carried"; readonly variable: Local; readonly by: string | null }
  /** A list in working memory, by the variable in which it was first. */
  | { readonly is: "list"; readonly list: Local }
  /** The place of an element of a list whose order is another one. `of` is there for the very place that a loop is at. */
  | { readonly is: "place"; readonly list: Local; readonly of?: Local }
  /** The length that a list has in a round of a loop that adds elements, and one more than that. */
  | { readonly is: "end"; readonly list: Local; readonly plus: 0 | 1 }
  /** Related as it is told where each of some variables is 0, or is not; else it says nothing. */
  | { readonly is: "when"; readonly guards: readonly Guard[]; readonly then: Exclude<Related, { readonly is: "when" }> }
  /** Not known to be related. */
  | { readonly is: "unrelated"; readonly why: string };

export interface Guard { readonly variable: Local; readonly truth: boolean }

export const same = (value?: number): Related => value === undefined ? { is: "same" } : { is: "same", value };
export const unrelated = (why: string): Related => ({ is: "unrelated", why });
/** What is said where rows are told apart by nothing but their order. */
export const orderDecides = "the order of rows decides";
export const unset = unrelated("it reads a variable that was not given a value");

/** A list in working memory: how its elements are related, by field; as a bag, they are the same elements in another order. */
export interface Listed {
  readonly fields: readonly (Related | undefined)[];
  readonly isBag: boolean;
  readonly length: Related;
  /** The variable that counts what rounds of a loop have put into it, until that is its length. */
  readonly filledTo?: Local | undefined;
  /** The field that has another row in each element. */
  readonly distinct?: number | undefined;
}

export function isEqual(a: Related | undefined, b: Related | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.is !== b.is) return false;
  if (a.is === "when" && b.is === "when") return isEqual(a.then, b.then) && a.guards.length === b.guards.length
    && a.guards.every(({ variable, truth }, i) => b.guards[i]!.variable === variable && b.guards[i]!.truth === truth);
  if (a.is === "unrelated") return true;
  return (Object.keys({ ...a, ...b }) as (keyof typeof a)[]).every((key) => Object.is(a[key], b[key]));
}

/** What holds of something that is related in one of two ways; null where nothing does. */
export function joined(a: Related, b: Related): Related | null {
  if (isEqual(a, b)) return a;
  return joinedInOrder(a, b) ?? joinedInOrder(b, a);
}

function joinedInOrder(a: Related, b: Related): Related | null {
  if (b.is === "same") {
    const isNegative = b.value !== undefined && b.value < 0;
    switch (a.is) {
      case "same": return same();
      case "row": return isNegative ? { is: "row", table: a.table } : null;
      case "link": return b.value === 0 ? a : null;
      case "some": case "sign": return isNegative ? { is: "sign" } : null;
      case "carried": {
        if (b.value === undefined) return null;
        const by = `= ${b.value}`;
        return a.by === null || a.by === by ? { ...a, by } : null;
      }
      default: return null;
    }
  }
  if (a.is === "row" && b.is === "row") return a.table === b.table ? { is: "row", table: a.table } : null;
  if (a.is === "some" && b.is === "sign") return b;
  if (a.is === "carried" && b.is === "carried" && a.variable === b.variable) return a.by === null ? b : b.by === null ? a : null;
  return null;
}

type Equation = Extract<Expr, { readonly op: "binary" }>;

/** What is known where a sentence has come to. */
export class Facts {
  readonly related: Map<Local, Related>;
  /** Variables of which it is known whether they are 0. */
  readonly truths: Map<Local, boolean>;
  /** What variables were computed as, while the variables in it are as they were. */
  readonly computed: Map<Local, Expr>;
  readonly lists: Map<Local, Listed>;
  /** Equations that hold. */
  readonly equations: Set<Equation>;

  constructor(from?: Facts) {
    this.related = new Map(from?.related);
    this.truths = new Map(from?.truths);
    this.computed = new Map(from?.computed);
    this.lists = new Map(from?.lists);
    this.equations = new Set(from?.equations);
  }

  truth(one: Local): boolean | undefined {
    const known = this.truths.get(one);
    if (known !== undefined) return known;
    const related = this.related.get(one);
    return related?.is === "same" && related.value !== undefined ? related.value !== 0 : undefined;
  }

  /** How a variable is related, as far as it is known here. */
  of(one: Local): Related {
    const related = this.related.get(one) ?? unset;
    return related.is === "when" && related.guards.every(({ variable, truth }) => this.truth(variable) === truth) ? related.then : related;
  }

  /** Forgets what is said of a variable that gets another value. */
  forget(one: Local): void {
    this.truths.delete(one);
    this.computed.delete(one);
    for (const [other, expr] of this.computed) if (speaksOf(expr, one)) this.computed.delete(other);
    for (const equation of this.equations) if (speaksOf(equation, one)) this.equations.delete(equation);
    for (const [other, related] of this.related) if (isGuardedBy(related, (guard) => guard === one)) this.related.set(other, unset);
  }

  set(one: Local, related: Related, value?: Expr): void {
    this.forget(one);
    this.related.set(one, related);
    if (value !== undefined && !speaksOf(value, one)) this.computed.set(one, value);
  }

  /** Takes a condition for true or for false. */
  assume(condition: Expr, truth: boolean): void {
    switch (condition.op) {
      case "local": {
        if (this.truths.get(condition.local) === truth) return;
        this.truths.set(condition.local, truth);
        const computed = this.computed.get(condition.local);
        if (computed !== undefined) this.assume(computed, truth);
        return;
      }
      case "unary": return condition.name === "not" ? this.assume(condition.of, !truth) : undefined;
      case "binary":
        if (condition.name === "eq" && truth) this.equations.add(condition);
        if (condition.name !== (truth ? "and" : "or")) return;
        this.assume(condition.left, truth);
        this.assume(condition.right, truth);
        return;
      case "select": {
        const other = truth ? condition.otherwise : condition.then;
        if (other.op !== "constant" || (other.value !== 0) === truth) return;
        this.assume(condition.when, truth);
        this.assume(truth ? condition.then : condition.otherwise, truth);
        return;
      }
      default:
    }
  }
}

/** Whether a variable stands in an expression. */
export function speaksOf(expr: Expr, one: Local): boolean {
  switch (expr.op) {
    case "constant": return false;
    case "local": return expr.local === one;
    case "unary": return speaksOf(expr.of, one);
    case "binary": return speaksOf(expr.left, one) || speaksOf(expr.right, one);
    case "select": return speaksOf(expr.when, one) || speaksOf(expr.then, one) || speaksOf(expr.otherwise, one);
    case "lookup": return speaksOf(expr.index, one);
    case "cell": return speaksOf(expr.row, one) || speaksOf(expr.place, one);
    case "places": case "member": return speaksOf(expr.row, one) || speaksOf(expr.item, one);
    case "size": return speaksOf(expr.row, one);
    case "length": return speaksOf(expr.base, one);
    case "item": return speaksOf(expr.base, one) || speaksOf(expr.index, one);
  }
}

/** What is known where two ways come together; null is a way that nobody takes. */
export function together(a: Facts | null, b: Facts | null): Facts | null {
  if (a === null || b === null) return a ?? b;
  const facts = new Facts();
  for (const [one, truth] of a.truths) if (b.truths.get(one) === truth) facts.truths.set(one, truth);
  for (const one of a.equations) if (b.equations.has(one)) facts.equations.add(one);
  for (const [one, expr] of a.computed) if (b.computed.get(one) === expr) facts.computed.set(one, expr);
  for (const one of new Set([...a.related.keys(), ...b.related.keys()])) facts.related.set(one, eitherWay(a, b, one));
  for (const [one, its] of a.lists) {
    const other = b.lists.get(one);
    if (other !== undefined) facts.lists.set(one, its === other ? its : {
      isBag: its.isBag || other.isBag, filledTo: its.filledTo ?? other.filledTo,
      distinct: isEmpty(its) ? other.distinct : isEmpty(other) || its.distinct === other.distinct ? its.distinct : undefined,
      length: joined(its.length, other.length) ?? unset,
      fields: its.fields.map((field, i) => joinedField(field, other.fields[i])),
    });
  }
  return facts;
}

/** Whether nothing was put into a list. */
export const isEmpty = ({ fields }: Listed): boolean => fields.every((field) => field === undefined);

export const joinedField = (a: Related | undefined, b: Related | undefined): Related | undefined =>
  a === undefined || b === undefined ? a ?? b : joined(a, b) ?? unrelated("a list holds things of several kinds");

function eitherWay(a: Facts, b: Facts, one: Local): Related {
  const [left, right] = [a.of(one), b.of(one)];
  const both = joined(left, right);
  if (both !== null) return both;
  // A row is more than the number that stands for none.
  const [ofLeft, ofRight] = [guarded(a, left, b), guarded(b, right, a)];
  const whys = [left, right].flatMap((one) => one.is === "unrelated" && one !== unset ? one.why : []);
  const why = whys[0] ?? "it holds things of several kinds";
  return (left.is === "same" ? ofRight ?? ofLeft : ofLeft ?? ofRight) ?? unrelated(why);
}

/** Whether something is related under a condition on such a variable. */
export const isGuardedBy = (related: Related, is: (variable: Local) => boolean): boolean =>
  related.is === "when" && related.guards.some(({ variable }) => is(variable));

/** Related as it is told where one more variable is 0, or is not. */
export const guardedBy = (guard: Guard, related: Related): Related => related.is === "when"
  ? { ...related, guards: [guard, ...related.guards] } : { is: "when", guards: [guard], then: related };

/** Related as on one of two ways, where a variable tells that it was taken. */
function guarded(a: Facts, related: Related, b: Facts): Related | null {
  if (related.is === "unrelated" || related.is === "carried") return null;
  if (related.is === "when" && related.guards.some(({ variable, truth }) => b.truth(variable) === !truth)) return related;
  for (const variable of new Set([...a.truths.keys(), ...a.related.keys()])) {
    const truth = a.truth(variable);
    if (truth !== undefined && b.truth(variable) === !truth) return guardedBy({ variable, truth }, related);
  }
  return null;
}

/** A sentence tells rows apart, as far as is seen; the message says how. */
export class ToldApart extends Error {}

/** A counter or a choice is the number of a row, or the place of an element of a list whose order is another one. */
export class TakenAs extends Error {
  readonly what: Local;
  readonly as: Related;

  constructor(what: Local, as: Related) {
    super("a number is the number of a row");
    [this.what, this.as] = [what, as];
  }
}
