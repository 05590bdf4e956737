/**
 * Loops over rows: where rows are renamed, such a loop goes through them in another order. What comes of it is the same where each round
 * looks at and changes what is its own, or takes something into a sum; or where one round ends the loop, and that is the same round in any
 * order, or it does not matter which.
 */
import { type Expr, type Local, type Side, type Stmt, assignedIn, eachExpression } from "../form.ts";
import type { PlacedColumn } from "../layout.ts";
import type { Comparison, Counted } from "./comparing.ts";
import { Facts, type Related, ToldApart, isEqual, isGuardedBy, joined, orderDecides, same, unrelated } from "./related.ts";
import { resolved, valueOf } from "./values.ts";

/** A cell that is read or written. */
export interface Access {
  readonly column: PlacedColumn;
  readonly side: Side;
  readonly isWrite: boolean;
  /** The loops of which its row, and the row that it is asked about, are the very row of the round. */
  readonly row: Local | undefined;
  readonly item: Local | undefined;
}

/** A loop over rows, while its rounds are compared. */
export interface Loop {
  readonly counter: Local;
  readonly accesses: Access[];
  canFail: boolean;
  canChoose: boolean;
  /** Whether lists get more elements that were there before. */
  grows: boolean;
}

/** Goes through the rounds of a loop over rows, or over the elements of a list in another order; `as` is what the counter is. */
export function compareRounds(comparison: Comparison, { counter, label, body }: Counted, as: Related): void {
  const before = comparison.facts!;
  const assigned = new Set(assignedIn(body));
  const growing = [...before.lists.keys()].filter((list) => growsIn(comparison, before, list, body));
  if (assigned.has(counter) || (as.is === "place" && growing.includes(as.list))) throw new ToldApart(orderDecides);
  const begun = [...comparison.anew.values()].flat().length;
  const leftBefore = new Map([...comparison.left].map(([one, facts]) => [one, facts.length]));
  const loop: Loop = { counter, accesses: [], canFail: false, canChoose: false, grows: false };
  const entry = comparison.facts = new Facts(before);
  // What rounds of a loop around this one have left so far is nothing that this one takes up.
  for (const [one, its] of entry.related) if (isCarried(its)) entry.related.set(one, unrelated(orderDecides));
  for (const one of assigned) entry.set(one, { is: "carried", variable: one, by: null });
  entry.set(counter, as.is === "row" || as.is === "place" ? { ...as, of: counter } : as);
  for (const list of growing) entry.lists.set(list, { ...before.lists.get(list)!, length: { is: "end", list, plus: 0 } });
  comparison.loops.push(loop);
  try {
    comparison.run(body);
  } finally {
    comparison.loops.pop();
  }
  const end = comparison.facts;
  const ending = [...comparison.left].flatMap(([one, facts]) => facts.slice(leftBefore.get(one) ?? 0).map((its) => ({ label: one, its })));
  const target = ending[0]?.label;
  seeRoundsApart(loop, target !== undefined);
  if (ending.some((one) => one.label === label || one.label !== target) || [...comparison.anew.values()].flat().length > begun)
    throw new ToldApart(orderDecides);
  if (target !== undefined) comparison.left.set(target, [
    ...comparison.left.get(target)!.slice(0, leftBefore.get(target) ?? 0),
    whereEnded(comparison, before, ending.map(({ its }) => its), assigned, counter),
  ]);
  const after = comparison.facts = given(before, assigned, (one) =>
    afterwards(one, before.of(one), end?.related.get(one), target !== undefined));
  after.set(counter, same());
  if (end !== null) for (const list of growing) after.lists.set(list, { ...end.lists.get(list)!, isBag: true, length: same() });
}

const isCarried = (related: Related): boolean => related.is === "carried" || (related.is === "when" && related.then.is === "carried");

/** What is known when some variables are related otherwise than before. */
function given(before: Facts, variables: ReadonlySet<Local>, related: (one: Local) => Related): Facts {
  const facts = new Facts(before);
  for (const one of variables) facts.forget(one);
  for (const one of variables) {
    const its = related(one);
    const isAsBefore = its === before.related.get(one);
    facts.related.set(one, isAsBefore && isGuardedBy(its, (guard) => variables.has(guard)) ? unrelated(orderDecides) : its);
  }
  return facts;
}

/** Whether a list that was there before gets more elements in a body. */
function growsIn(comparison: Comparison, facts: Facts, list: Local, body: readonly Stmt[]): boolean {
  return body.some((one) => {
    if (one.do === "block") return growsIn(comparison, facts, list, one.body);
    if (one.do === "if") return growsIn(comparison, facts, list, one.then) || growsIn(comparison, facts, list, one.otherwise);
    if (one.do !== "length" && one.do !== "store") return false;
    const base = valueOf(comparison, facts, one.base);
    return base.is === "list" && base.list === list;
  });
}

/** Sees that no round looks at what another one changes, and that none may come too late. */
function seeRoundsApart({ counter, accesses, canFail, canChoose, grows }: Loop, endsEarly: boolean): void {
  const written = new Set(accesses.filter(({ isWrite, side }) => isWrite && side === "now").map(({ column }) => column));
  if (endsEarly && (canFail || canChoose || grows || written.size > 0)) throw new ToldApart(orderDecides);
  for (const column of written) {
    const its = accesses.filter((one) => one.side === "now" && one.column === column);
    if (its.some(({ row }) => row !== counter) && its.some(({ item }) => item !== counter)) throw new ToldApart(orderDecides);
  }
}

/** How a variable is related after all rounds, of what it was before them and what it is at the end of a round. */
function afterwards(one: Local, before: Related, end: Related | undefined, endsEarly: boolean): Related {
  const isItsOwn = end?.is === "carried" && end.variable === one;
  if (end === undefined || (isItsOwn && end.by === null)) return before;
  if (endsEarly) return unrelated(orderDecides);
  if (isItsOwn && before.is === "carried" && before.variable === one && (before.by === null || before.by === end.by)) return end;
  const constant = isItsOwn ? /^= (.*)$/.exec(end.by!)?.[1] : undefined;
  if (constant !== undefined) return joined(before, same(Number(constant))) ?? unrelated(orderDecides);
  if (end.is === "same" && end.value !== undefined) return joined(before, end) ?? unrelated(orderDecides);
  return isItsOwn && before.is === "same" ? same() : unrelated(orderDecides);
}

/** What is known where rounds end the loop. */
function whereEnded(
  comparison: Comparison, before: Facts, ends: readonly Facts[], assigned: ReadonlySet<Local>, counter: Local,
): Facts {
  const isOne = ends.length === 1 && isOneRound(comparison, ends[0]!, assigned, counter);
  const isTheRow = (its: Related): boolean => its.is === "row" && its.of === counter;
  return given(before, assigned, (one) => {
    const all = ends.map((its) => its.of(one));
    const [first] = all as [Related];
    if (all.every((its) => its.is === "carried" && its.variable === one && its.by === null)) return before.of(one);
    if (first.is === "carried") return unrelated(orderDecides);
    if (isOne && first.is === "row") return { is: "row", table: first.table };
    if (isOne) return first.is === "same" || first.is === "link" ? first : unrelated(orderDecides);
    if (first.is === "same" && first.value !== undefined && all.every((its) => isEqual(its, first))) return first;
    return all.every((its) => its.is === "some" || isTheRow(its)) ? { is: "some" } : unrelated(orderDecides);
  });
}

/**
 * Whether it is one and the same round in both that ends the loop: since its row must be a certain one, or lie within a certain one; rows
 * within one keep their order.
 */
function isOneRound(comparison: Comparison, facts: Facts, assigned: ReadonlySet<Local>, counter: Local): boolean {
  /** Whether an expression is the same in each round: such a loop writes nothing. */
  const isSteady = (expr: Expr): boolean => {
    let steady = true;
    eachExpression(expr, (one) => {
      if (one.op !== "local" || (one.local !== counter && !assigned.has(one.local))) return;
      const computed = facts.computed.get(one.local);
      steady &&= computed !== undefined && isSteady(computed);
    });
    return steady;
  };
  const isFixed = (expr: Expr): boolean => isSteady(expr) && ["row", "link"].includes(valueOf(comparison, facts, expr).is);
  const isCounter = (expr: Expr): boolean => {
    const its = valueOf(comparison, facts, expr);
    return its.is === "row" && its.of === counter;
  };
  const isOwner = (expr: Expr): boolean => {
    const one = resolved(facts, expr);
    const isBelow = one.op === "binary" && one.name === "sub" && one.right.op === "constant" && one.right.value === 1;
    const cell = isBelow ? resolved(facts, one.left) : one;
    return cell.op === "cell" && comparison.renamed.namesOwner(cell.column) && isCounter(cell.row);
  };
  const isSuch = (expr: Expr): boolean => isCounter(expr) || isOwner(expr);
  return [...facts.equations].some(({ left, right }) => (isSuch(left) && isFixed(right)) || (isSuch(right) && isFixed(left)));
}
