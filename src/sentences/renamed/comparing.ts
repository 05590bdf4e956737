/**
 * Compares what a sentence says and does in a state with what it says and does in the same state with its rows renamed, by its form
 * alone. Where every condition is the same in both, every row the renamed one, and no order of rows decides, the sentence cannot tell
 * the rows of a table apart, in any state. What is not seen to be so is told apart. A row that is none, and what is read of it, counts as
 * related: a form uses it nowhere (0012).
 */
import { type Expr, type Label, type Local, type Stmt, assignedIn, isSame } from "../form.ts";
import type { PlacedColumn, Schema } from "../layout.ts";
import {
  Facts, type Listed, type Related, ToldApart, isEmpty, isEqual, joinedField, orderDecides, same, together, unrelated,
} from "./related.ts";
import { type Access, type Loop, compareRounds } from "./rounds.ts";
import { asNumber, resolved, seeRow, valueOf } from "./values.ts";

/** Which rows are renamed. */
export interface Renamed {
  readonly schema: Schema;
  readonly sizes: readonly number[];
  /** By table: whether its rows have other numbers. */
  readonly moves: readonly boolean[];
  /** Whether a column always names the row within which its own row lies. */
  readonly namesOwner: (column: PlacedColumn) => boolean;
}

const notAtItsEnd = "a list is filled otherwise than at its end";

type Statement<Does> = Extract<Stmt, { readonly do: Does }>;

/** A loop whose counter goes from 0 up to a bound. */
export interface Counted {
  readonly counter: Local;
  readonly bound: Expr;
  readonly block: Statement<"block">;
  readonly label: Label;
  /** A round, without the counting. */
  readonly body: readonly Stmt[];
}

export class Comparison {
  readonly renamed: Renamed;
  /** Null where the sentence does not come to. */
  facts: Facts | null = new Facts();
  /** The loops over rows that the sentence is in, the outermost first. */
  readonly loops: Loop[] = [];
  /** What is known where a label is left, and where it is begun anew. */
  readonly left = new Map<Label, Facts[]>();
  readonly anew = new Map<Label, Facts[]>();
  /** Counters and choices that are rows or places. */
  private readonly taken: ReadonlyMap<Local, Related>;
  /** What a choice was put into. */
  readonly choices = new Set<Local>();
  /** Among how many answers each choice is made, and what each counter goes up to. */
  readonly bounds = new Map<Local, Expr>();

  constructor(renamed: Renamed, taken: ReadonlyMap<Local, Related>) {
    [this.renamed, this.taken] = [renamed, taken];
  }

  value(expr: Expr): Related {
    return valueOf(this, this.facts!, expr);
  }

  /** Sees that something is the same in both. */
  seeSame(expr: Expr): void {
    const related = this.value(expr);
    if (related.is !== "same") throw new ToldApart(whyNot(related));
  }

  /** Notes that a cell is read or written, for the loops that the sentence is in. */
  note(access: Access): void {
    for (const loop of this.loops) loop.accesses.push(access);
  }

  run(statements: readonly Stmt[]): void {
    for (let i = 0; i < statements.length && this.facts !== null; i++) {
      const one = statements[i]!;
      const filling = this.filling(statements, i);
      if (filling > 0) {
        i += filling - 1;
        continue;
      }
      this.statement(one);
      const counted = countedLoop(one, statements[i + 1]);
      if (counted === null) continue;
      this.counted(counted);
      i++;
    }
  }

  private statement(one: Stmt): void {
    const facts = this.facts!;
    switch (one.do) {
      case "set": return facts.set(one.local, this.value(one.value), one.value);
      case "must":
        this.seeSame(one.hold);
        for (const loop of this.loops) loop.canFail = true;
        if (one.hold.op === "constant" && one.hold.value === 0) this.facts = null;
        else facts.assume(one.hold, true);
        return;
      case "if": return this.either(one);
      case "block": return this.block(one);
      case "leave": return this.goTo(this.left, one.label);
      case "again": return this.goTo(this.anew, one.label);
      case "choose":
        this.seeSame(one.among);
        for (const loop of this.loops) loop.canChoose = true;
        this.bounds.set(one.local, resolved(facts, one.among));
        this.choices.add(one.local);
        return facts.set(one.local, this.taken.get(one.local) ?? { is: "same", from: one.local });
      case "reserve":
        this.seeSame(one.elements);
        facts.set(one.local, { is: "list", list: one.local });
        facts.lists.set(one.local, { fields: Array.from({ length: one.fields }, () => undefined), isBag: false, length: same(0) });
        return;
      case "length": return this.setLength(one);
      case "store": return this.store(one);
      default: return this.write(one);
    }
  }

  private either({ when, then, otherwise }: Statement<"if">): void {
    this.seeSame(when);
    const before = this.facts!;
    const way = (truth: boolean, statements: readonly Stmt[]): Facts | null => {
      this.facts = new Facts(before);
      this.facts.assume(when, truth);
      this.run(statements);
      return this.facts;
    };
    const known = when.op === "local" ? before.truth(when.local) : undefined;
    this.facts = known === undefined ? together(way(true, then), way(false, otherwise)) : way(known, known ? then : otherwise);
  }

  private goTo(labels: Map<Label, Facts[]>, label: Label): void {
    labels.set(label, [...labels.get(label) ?? [], this.facts!]);
    this.facts = null;
  }

  /** Runs a block until nothing new comes of beginning it anew. `begin` says what is known of a counter. */
  private block({ label, body }: Statement<"block">, begin: (facts: Facts) => void = () => {}): void {
    let entry = this.facts!;
    for (;;) {
      begin(entry);
      this.anew.delete(label);
      this.facts = new Facts(entry);
      this.run(body);
      const again = (this.anew.get(label) ?? []).reduce((a: Facts, b) => together(a, b)!, entry);
      begin(again);
      if (isKnown(entry, again)) break;
      entry = again;
    }
    this.facts = (this.left.get(label) ?? []).reduce<Facts | null>(together, this.facts);
    this.left.delete(label);
    this.anew.delete(label);
  }

  /** A loop that counts up goes through the same numbers in both; where its counter is a row, through the same rows in another order. */
  private counted(loop: Counted): void {
    const { counter, block, bound } = loop;
    if (bound.op === "local" && assignedIn(loop.body).includes(bound.local)) return this.block(block);
    this.bounds.set(counter, resolved(this.facts!, bound));
    const as = this.taken.get(counter);
    if (as === undefined) this.block(block, (facts) => facts.set(counter, { is: "same", from: counter }));
    else compareRounds(this, loop, as);
  }

  private write(one: Statement<"write" | "push" | "shift" | "remove" | "member" | "empty">): void {
    const { column } = one;
    const { schema, moves } = this.renamed;
    const row = this.value(one.row);
    this.seeRow(schema.tableNames.indexOf(column.table), row);
    const target = "table" in column.column ? schema.tableNames.indexOf(column.column.table) : -1;
    let item: Related | undefined;
    if (one.do === "push" || one.do === "remove" || one.do === "member") this.seeRow(target, item = this.value(one.item));
    if (one.do === "write") {
      const value = this.value(one.value);
      const isNone = value.is === "same" && value.value === 0;
      const isFit = target >= 0 && moves[target]! ? isNone || (value.is === "link" && value.table === target) : value.is === "same";
      if (!isFit) throw new ToldApart(whyNot(value));
    }
    // Where something stands in a queue, and how full it is, is not its own.
    const isItsOwn = one.do === "member" || one.do === "remove";
    this.note({ column, side: "now", isWrite: true, row: row.is === "row" ? row.of : undefined,
      item: isItsOwn && item?.is === "row" ? item.of : undefined });
  }

  private seeRow(table: number, row: Related): void {
    const why = row.is === "when" ? "a row that may be none is used" : seeRow(this, table, row);
    if (why !== null) throw new ToldApart(why);
  }

  /**
   * An element that a round puts at the end of a list, with the count of them in a variable of its own: all its fields, and one more in
   * the variable. Answers how many statements these are.
   */
  private filling(statements: readonly Stmt[], from: number): number {
    const first = statements[from]!;
    if (first.do !== "store" || first.index.op !== "local") return 0;
    const { local: count } = first.index;
    const at = this.facts!.of(count);
    if (at.is !== "carried" || at.variable !== count) return 0;
    const [list, its] = this.listed(first.base);
    const by = `a place in list ${list.id}`;
    const next = statements[from + first.fields];
    const values = statements.slice(from, from + first.fields).map((one, field) => one.do === "store" && one.field === field
      && isSame(one.index, first.index) && isSame(one.base, first.base) ? this.value(one.value) : null);
    const isCounted = next?.do === "set" && next.local === count && isNext(next.value, count);
    const isAtItsEnd = isCounted && (at.by === null || at.by === by) && its.length.is === "end" && !values.includes(null);
    if (!isAtItsEnd) throw new ToldApart(notAtItsEnd);
    for (const loop of this.loops) loop.grows = true;
    const distinct = values.findIndex((one) => one?.is === "row" && one.of === this.loops.at(-1)!.counter);
    this.facts!.lists.set(list, {
      ...its, filledTo: count, distinct: isEmpty(its) && distinct >= 0 ? distinct : undefined,
      fields: its.fields.map((old, i) => joinedField(old, kept(values[i]!))),
    });
    this.facts!.set(count, { ...at, by });
    return first.fields + 1;
  }

  private setLength({ base, value }: Statement<"length">): void {
    const [list, its] = this.listed(base);
    const length = this.value(value);
    for (const loop of this.loops) loop.grows = true;
    if (its.filledTo !== undefined && (value.op !== "local" || value.local !== its.filledTo)) throw new ToldApart(notAtItsEnd);
    if (its.length.is === "end" ? length.is !== "end" || length.list !== list || length.plus !== 1 : length.is !== "same")
      throw new ToldApart(whyNot(length));
    this.facts!.lists.set(list, { ...its, filledTo: undefined, length: its.length.is === "end" ? its.length : same() });
  }

  private store({ base, index, field, value }: Statement<"store">): void {
    const [list, its] = this.listed(base);
    const at = this.value(index);
    for (const loop of this.loops) loop.grows = true;
    if (its.filledTo !== undefined) throw new ToldApart(notAtItsEnd);
    if (its.length.is === "end" ? at.is !== "end" || at.list !== list : at.is !== "same" || its.isBag) throw new ToldApart(whyNot(at));
    const element = kept(this.value(value));
    const fields = its.fields.map((old, i) => i === field ? joinedField(old, element) : old);
    this.facts!.lists.set(list, { ...its, distinct: undefined, fields });
  }

  private listed(base: Expr): readonly [Local, Listed] {
    const related = this.value(base);
    const its = related.is === "list" ? this.facts!.lists.get(related.list) : undefined;
    if (related.is !== "list" || its === undefined) throw new ToldApart("it is one of several lists");
    return [related.list, its];
  }
}

/** What may stand in a list: a row of a round is a row like others there. */
function kept(related: Related): Related {
  if (related.is === "row") return { is: "row", table: related.table };
  return related.is === "same" || related.is === "link" ? related : unrelated("a list holds things of several kinds");
}

function whyNot(related: Related): string {
  const one = related.is === "when" ? related.then : related;
  const its = asNumber(one);
  return its.is === "unrelated" ? its.why : orderDecides;
}

/** A variable that is set to 0, and a block that begins anew while it is below a bound and counts it up at its end. */
function countedLoop(first: Stmt, block: Stmt | undefined): Counted | null {
  if (first.do !== "set" || first.value.op !== "constant" || first.value.value !== 0 || block?.do !== "block") return null;
  const [round, more] = block.body;
  const counter = first.local;
  if (round?.do !== "if" || more !== undefined || round.otherwise.length > 0) return null;
  const { when, then } = round;
  if (when.op !== "binary" || when.name !== "lt" || when.left.op !== "local" || when.left.local !== counter) return null;
  const [count, again] = then.slice(-2);
  if (count?.do !== "set" || count.local !== counter || again?.do !== "again" || again.label !== block.label) return null;
  return isNext(count.value, counter) ? { counter, bound: when.right, block, label: block.label, body: then.slice(0, -2) } : null;
}

const isNext = (value: Expr, counter: Local): boolean => value.op === "binary" && value.name === "add" && value.left.op === "local"
  && value.left.local === counter && value.right.op === "constant" && value.right.value === 1;

/** Whether all that is known in one place is known in the other. */
function isKnown(a: Facts, b: Facts): boolean {
  return a.related.size === b.related.size && [...a.related].every(([one, related]) => isEqual(related, b.related.get(one)))
    && a.truths.size === b.truths.size && a.computed.size === b.computed.size && a.equations.size === b.equations.size
    && a.lists.size === b.lists.size && [...a.lists].every(([one, its]) => {
      const other = b.lists.get(one)!;
      return its.isBag === other.isBag && its.filledTo === other.filledTo && its.distinct === other.distinct
        && isEqual(its.length, other.length) && its.fields.every((field, i) => isEqual(field, other.fields[i]));
    });
}
