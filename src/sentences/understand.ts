/**
 * Understands the sentences of a specification for one system: those of an operation together, since its checks and steps speak of
 * what `look` found; those of claims one by one.
 */
import { SpecificationFault } from "../language/fault.ts";
import type { Invariant } from "../language/invariant.ts";
import type { Operation } from "../language/operation.ts";
import { progressSentences } from "../language/progress.ts";
import { type Expr, type Local, type Stmt, constant, local } from "./form.ts";
import { applied } from "./understanding/calling.ts";
import { fault, refuse, unclear } from "./understanding/ending.ts";
import { expression } from "./understanding/expressions.ts";
import { kept } from "./understanding/keeping.ts";
import { countUp } from "./understanding/lists.ts";
import { captured } from "./understanding/members.ts";
import { pruned } from "./pruning.ts";
import { distribute, held, resolved } from "./understanding/holding.ts";
import { type Value, counted, isTruthValue, known, picked, row, truth } from "./understanding/values.ts";
import { NotUnderstood, type Setting, Widened, Writer } from "./understanding/writer.ts";

/** An argument: what its code, a whole number, stands for. */
export interface AskedValue {
  readonly name: string;
  /** Values that it can have. */
  readonly values: number;
  readonly kind: "flag" | "number" | { readonly table: number } | { readonly list: readonly unknown[] };
}

/** A sentence that answers yes or no. */
export interface Asked {
  readonly statements: readonly Stmt[];
  readonly holds: Expr;
}

/** The sentences of an operation, in one set of variables: they run in this order. */
export interface UnderstoodOperation {
  /** What the codes of the arguments stand in. */
  readonly args: readonly Local[];
  /** How many of the checks come before `look`. */
  readonly early: number;
  readonly look: readonly Stmt[];
  readonly checks: readonly Asked[];
  readonly cases: readonly Asked[];
  /** By case: its steps, one after the other. */
  readonly steps: readonly (readonly (readonly Stmt[])[])[];
  readonly locals: number;
}

/** What came of a sentence. */
export type Understanding<T> =
  | { readonly kind: "understood"; readonly form: T }
  /** It says something for which there is no form. */
  | { readonly kind: "unclear"; readonly sentence: string; readonly why: string }
  /** Its text shows that it is at fault. */
  | { readonly kind: "refused"; readonly sentence: string; readonly fault: SpecificationFault };

/** Most times that a sentence is begun anew with wider variables. */
const beginningsMost = 60;

/** Understands something that is begun anew until its variables are wide enough. */
export function understanding<T>(setting: Setting, write: (writer: Writer, at: (sentence: string) => void) => T): Understanding<T> {
  const writer = new Writer(setting, expression);
  let sentence = "";
  for (let i = 0; i < beginningsMost; i++) {
    writer.restart();
    try {
      return { kind: "understood", form: write(writer, (name) => { sentence = name; writer.begin(); }) };
    } catch (error) {
      if (error instanceof Widened) continue;
      if (error instanceof NotUnderstood) return { kind: "unclear", sentence, why: error.message };
      if (error instanceof SpecificationFault) return { kind: "refused", sentence, fault: error };
      throw error;
    }
  }
  return { kind: "unclear", sentence, why: "a variable that holds ever more kinds of values" };
}

/** Understands an operation. `facts` never change. */
export function understandOperation(
  setting: Setting, operation: Operation, asked: readonly AskedValue[], facts: unknown, early: number,
): Understanding<UnderstoodOperation> {
  const { look, checks, cases } = operation;
  return understanding(setting, (writer, at) => {
    const args = asked.map(() => writer.newLocal("i32"));
    const given = new Map(asked.map((one, i): [string, Value] => [one.name, argumentValue(one, local(args[i]!))]));
    const scene = (fields: ReadonlyMap<string, Value>): Value =>
      ({ is: "record", fields, identity: {}, strict: "what the sentence is given" });
    let names: ReadonlyMap<string, Value> = given;
    const world: Value = { is: "world", side: "now" };
    const ask = (sentence: string, fn: Function | undefined, ...more: readonly Value[]): Asked => {
      at(sentence);
      return fn === undefined ? { statements: [], holds: constant(1) } : asks(writer, fn, () => [scene(names), ...more]);
    };
    const askCheck = ({ unless, holds, isTurn }: Operation["checks"][number]): Asked =>
      isTurn === true ? ask(unless, holds, world, known(facts)) : ask(unless, holds);
    const first = checks.slice(0, look === undefined ? 0 : early).map(askCheck);
    at("look");
    const looking = writer.apart(() => {
      if (look === undefined) return;
      const found = applied(writer, captured(writer, look), [world, scene(given), known(facts)], writer.path);
      const fields = fieldsOf(writer, kept(writer, found, `${writer.path}=`));
      const twice = [...fields.keys()].find((name) => given.has(name));
      if (twice !== undefined) return refuse("duplicate sentence", `"look" gives "${twice}", which is an argument already`);
      names = new Map([...given, ...fields]);
    });
    const rest = checks.slice(first.length).map(askCheck);
    const conditions = cases.map(({ when, holds }) => ask(when, holds));
    const steps = cases.map(({ then, when }) => Object.entries(then).map(([sentence, step]) => {
      at(`${when} / ${sentence}`);
      writer.mayWrite = true;
      try {
        return writer.apart(() => { applied(writer, captured(writer, step), [scene(names), { is: "choose" }], writer.path); }).statements;
      } finally {
        writer.mayWrite = false;
      }
    }));
    const form = { args, early: first.length, look: looking.statements, checks: [...first, ...rest], cases: conditions, steps };
    return { ...withoutUnused(form), locals: writer.locals };
  });
}

type Operating = Omit<UnderstoodOperation, "locals">;

/** The sentences of an operation without what none of them asks for. */
function withoutUnused(form: Operating): Operating {
  const { look, checks, cases, steps } = form;
  const asked = [...checks, ...cases];
  const lists = pruned([look, ...asked.map(({ statements }) => statements), ...steps.flat()], asked.map(({ holds }) => holds));
  const take = (): readonly Stmt[] => lists.shift()!;
  const ask = ({ holds }: Asked): Asked => ({ statements: take(), holds });
  return { ...form, look: take(), checks: checks.map(ask), cases: cases.map(ask), steps: steps.map((one) => one.map(take)) };
}

function fieldsOf(writer: Writer, value: Value): ReadonlyMap<string, Value> {
  const one = resolved(writer, value);
  if (one.is === "record") return one.fields;
  if (one.is === "constant" && typeof one.value === "object" && one.value !== null)
    return new Map(Object.entries(one.value).map(([name, part]) => [name, captured(writer, part)]));
  if (one.is === "never") return new Map();
  return unclear("a look that answers what is not a plain object");
}

function argumentValue({ kind, values }: AskedValue, code: Expr): Value {
  if (kind === "flag") return truth({ op: "binary", type: "i32", name: "ne", left: code, right: constant(0) });
  if (kind === "number") return counted(code, values - 1);
  return "table" in kind ? row(kind.table, code, "now") : picked(kind.list, code);
}

/** Understands a function that must answer yes or no. */
export function asks(writer: Writer, fn: Function, args: () => readonly Value[]): Asked {
  let holds: Expr = constant(0);
  const { statements } = writer.apart(() => { holds = answered(writer, applied(writer, captured(writer, fn), args(), writer.path)); });
  return { statements, holds };
}

/** A sentence that stands by itself, without what it does not ask for. `before` is computed first. */
export function alone({ statements, holds }: Asked, before: readonly Stmt[] = []): Asked {
  return { statements: pruned([[...before, ...statements]], [holds])[0]!, holds };
}

/** An answer that must be yes or no. */
function answered(writer: Writer, answer: Value): Expr {
  const never = (value: Value): boolean =>
    value.is === "either" ? never(value.then) && never(value.otherwise) : !isTruthValue(value) && value.is !== "never";
  if (never(answer)) return refuse("not yes or no", `the sentence answers ${told(answer)}; it must answer true or false`);
  const value = distribute(writer, answer, (one) => isTruthValue(one) ? one : fault(writer, "not yes or no"));
  return value.is === "truth" ? value.node : constant(value.is === "constant" && value.value === true ? 1 : 0);
}

function told(value: Value): string {
  switch (value.is) {
    case "constant": return value.value === undefined ? "nothing"
      : typeof value.value === "object" && value.value !== null ? "an object" : JSON.stringify(value.value);
    case "number": return "a number";
    case "pick": return typeof value.list[0] === "string" ? "a word" : "an object";
    case "row": return "a row";
    default: return "something else";
  }
}

/** A claim over states, or a `seen` over states: what it must hold of. */
export function understandState(
  setting: Setting, sentence: string, holds: Function, each: number | null, facts: unknown,
): Understanding<UnderstoodState> {
  return understanding(setting, (writer, at) => {
    at(sentence);
    const world: Value = { is: "world", side: "now" };
    if (each === null) {
      const { statements, holds: node } = alone(asks(writer, holds, () => [world, known(facts)]));
      return { statements, holds: node, row: null };
    }
    const broken = writer.newLocal("i32");
    const { statements } = writer.apart(() => {
      writer.emit({ do: "set", local: broken, value: constant(-1) });
      writer.block((out) => countUp(writer, constant(0), constant(setting.sizes[each]!), (i) => {
        const one = answered(writer, applied(writer, captured(writer, holds), [row(each, i, "now"), world, known(facts)], writer.path));
        writer.branch(writer.hold(one), () => {}, () => {
          writer.emit({ do: "set", local: broken, value: i });
          writer.emit({ do: "leave", label: out });
        });
      }));
    });
    return { statements, holds: { op: "binary", type: "i32", name: "lt", left: local(broken), right: constant(0) }, row: broken };
  });
}

/** A claim over states. */
export interface UnderstoodState extends Asked {
  /** For a claim over rows: the first row of which it does not hold, or -1. */
  readonly row: Local | null;
}

/** Steps that claims are asked about: those of one operation, with the arguments and outcomes that they may have. */
export interface StepAsked {
  readonly operation: string;
  readonly outcomes: readonly { readonly outcome: string; readonly answer: string; readonly refused: boolean }[];
  readonly args: readonly AskedValue[];
}

/** A reason or a `seen` over a step, with the row that changed where it is asked of changes. */
export interface UnderstoodStep extends Asked {
  readonly args: readonly Local[];
  /** Which of the outcomes the step has, by its place among those that were asked about. */
  readonly outcome: Local;
  /** The number of the row that changed, or of the one that observes. */
  readonly row: Local;
}

/** Steps of one operation as sentences are told of them, in variables that all of these sentences share. */
export interface Steps extends Pick<UnderstoodStep, "args" | "outcome" | "row"> {
  readonly value: Value;
  /** Computes what follows from the arguments and the outcome. */
  readonly prepared: readonly Stmt[];
}

/** Makes ready what sentences over such steps are told. */
export function stepsOf(setting: Setting, { operation, outcomes, args: asked }: StepAsked): Steps {
  const writer = new Writer(setting, expression);
  const args = asked.map(() => writer.newLocal("i32"));
  const [outcome, changed] = [writer.newLocal("i32"), writer.newLocal("i32")];
  const which = outcomes.length === 1 ? constant(0) : local(outcome);
  const part = (of: (one: StepAsked["outcomes"][number]) => unknown): Value => picked(outcomes.map(of), which);
  const named = new Map(asked.map((one, i): [string, Value] => [one.name, argumentValue(one, local(args[i]!))]));
  const value = held(writer, { is: "record", identity: {}, strict: "a step", fields: new Map<string, Value>([
    ["operation", known(operation)], ["outcome", part((one) => one.outcome)], ["answer", part((one) => one.answer)],
    ["refused", part((one) => one.refused)], ["args", { is: "record", identity: {}, fields: named }],
  ]) });
  return { args, outcome, row: changed, value, prepared: writer.statements };
}

/**
 * Understands a sentence over steps of one operation: a reason, which is given the moment alone, or a `seen`. `table` is that of the row
 * that changed, for claims over changes.
 */
export function understandStep(
  setting: Setting, sentence: string, holds: Function, steps: Steps, isReason: boolean, table: number | null, facts: unknown,
): Understanding<UnderstoodStep> {
  const { args, outcome, row: changed, value, prepared } = steps;
  return understanding(setting, (writer, at) => {
    at(sentence);
    const rows: [string, Value][] = table === null ? []
      : [["was", row(table, local(changed), "before")], ["is", row(table, local(changed), "now")]];
    const moment: Value = { is: "record", identity: {}, strict: "a moment", fields: new Map<string, Value>([
      ["before", { is: "world", side: "before" }], ["after", { is: "world", side: "now" }], ["step", value],
      ["facts", known(facts)], ...rows,
    ]) };
    const asked = asks(writer, holds, () => isReason ? [moment] : [moment, known(facts)]);
    return { ...alone(asked, prepared), args, outcome, row: changed };
  });
}

/** The functions of a specification that are sentences. */
export function sentencesOf(operations: readonly Operation[], invariants: readonly Invariant[]): Function[] {
  return [
    ...operations.flatMap(({ look, checks, cases }) =>
      [look, ...checks.map(({ holds }) => holds), ...cases.flatMap(({ holds, then }) => [holds, ...Object.values(then)])]),
    ...invariants.flatMap((one) => {
      const { holds, permits = {}, seen = {}, unseen, counting } = one;
      const past = [holds, ...Object.values(permits), ...Object.values(seen), unseen?.hidden, unseen?.hears, unseen?.view, counting];
      return [...past, ...Object.values(progressSentences(one))];
    }),
  ].filter((fn): fn is NonNullable<typeof fn> => fn !== undefined);
}
