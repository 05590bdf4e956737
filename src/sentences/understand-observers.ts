/** Understands what claims over two runs say of observers: what is hidden from them, what they hear, and what they see. */
import { type Expr, type Local, type Stmt, type Type, binary, local } from "./form.ts";
import { type Steps, type Understanding, type UnderstoodStep, alone, asks, understanding } from "./understand.ts";
import { applied } from "./understanding/calling.ts";
import { unclear } from "./understanding/ending.ts";
import { distribute, resolved } from "./understanding/holding.ts";
import { kept, made } from "./understanding/keeping.ts";
import { type Elements, elementsOf, isList } from "./understanding/lists.ts";
import { captured } from "./understanding/members.ts";
import { type Shape, typesOf } from "./understanding/shapes.ts";
import { type Value, counted, known, mayBeNaN, nothing, numberOf, row } from "./understanding/values.ts";
import type { Setting, Writer } from "./understanding/writer.ts";

/** Understands whether an observer must not learn of a step, or hears its answer. */
export function understandObserved(
  setting: Setting, sentence: string, holds: Function, steps: Steps, table: number, facts: unknown,
): Understanding<UnderstoodStep> {
  const { args, outcome, row: observer, value, prepared } = steps;
  return understanding(setting, (writer, at) => {
    at(sentence);
    const asked = asks(writer, holds, () => [row(table, local(observer), "now"), value, known(facts)]);
    return { ...alone(asked, prepared), args, outcome, row: observer };
  });
}

/** What an observer sees, as a list in working memory. */
export interface UnderstoodView {
  readonly statements: readonly Stmt[];
  /** The number of the row that observes. */
  readonly row: Local;
  /** Where the list begins. */
  readonly base: Expr;
  /** The numbers that hold an element: of two elements they are the same where the elements are. */
  readonly types: readonly Type[];
}

/** Understands what an observer sees. */
export function understandView(
  setting: Setting, sentence: string, view: Function, table: number, facts: unknown,
): Understanding<UnderstoodView> {
  return understanding(setting, (writer, at) => {
    at(sentence);
    const observer = writer.newLocal("i32");
    const given: Value[] = [row(table, local(observer), "now"), { is: "world", side: "now" }, known(facts)];
    const seen = kept(writer, applied(writer, captured(writer, view), given, writer.path), `${writer.path}=`);
    // Where it may be a record of other names, two lists in a row may be the same and the views are not.
    if (seen.is === "either" && !isList(seen)) return unclear("a view of several kinds");
    const viewed = seen.is === "record" ? inARow(writer, seen) : seen;
    const elements = (one: Value): Elements => elementsOf(writer, one) ?? unclear("a view that is neither a list nor a record");
    const most = (one: Value): number => one.is === "never" ? 0
      : one.is === "either" ? Math.max(most(one.then), most(one.otherwise)) : elements(one).most;
    const list = made(writer, { is: "stream", most: most(viewed), each: (its, body) => {
      distribute(its, viewed, (one) => {
        elements(one).each(its, (item) => {
          seeNumber(its, item);
          body(item);
        });
        return nothing;
      });
    } }, `${writer.path}[`);
    if (list.element !== null && !isPlainShape(list.element)) return unclear("a view that lists what is not a number, word, or yes or no");
    const types = list.element === null ? [] : typesOf(list.element);
    return { statements: writer.statements, row: observer, base: list.base, types };
  });
}

/** What a record holds, in its order; a list in it after its length, so that two rows are the same where the records are. */
function inARow(writer: Writer, { fields }: Extract<Value, { is: "record" }>): Value {
  const parts = [...fields].flatMap(([name, one]): Elements[] => {
    if (!isList(one)) return [single(one)];
    const elements = elementsOf(writer, one)!;
    const list = elements.length !== undefined ? elements : elementsOf(writer, made(writer, one, `${writer.path}[${name}`))!;
    return [single(counted(list.length!, list.most)), list];
  });
  const most = parts.reduce((sum, part) => sum + part.most, 0);
  return { is: "stream", most, each: (its, body) => { for (const part of parts) part.each(its, body); } };
}

/** The elements of a list of one. */
function single(one: Value): Elements {
  const each: Elements["each"] = (_, body) => { body(one); };
  return { most: 1, each, eachLive: each };
}

/** Sees to it that a number is one. */
function seeNumber(writer: Writer, value: Value): void {
  const n = numberOf(resolved(writer, value));
  if (n === null || !mayBeNaN(n)) return;
  const node = writer.hold(n.node);
  writer.must(binary("eq", node, node), "not a view");
}

/** Whether all values of a shape are numbers, words, or yes or no. */
function isPlainShape(shape: Shape): boolean {
  switch (shape.is) {
    case "constant": return ["string", "boolean", "number"].includes(typeof shape.value) && !Number.isNaN(shape.value);
    case "number": case "truth": return true;
    case "pick": return typeof shape.list[0] === "string";
    case "union": return shape.of.every(isPlainShape);
    default: return false;
  }
}
