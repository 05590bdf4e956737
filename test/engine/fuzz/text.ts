/**
 * A specification as text: every sentence is the source of its function, so that what is run is what is printed, and a failing
 * one can be made smaller by taking sentences out.
 */
import { runInThisContext } from "node:vm";
import { createMachine } from "xstate";
import {
  type Ask, type Column, type Invariant, type Operation, type Specification, type System, among, choice, constant, count, cyclic, eitherOf, flag,
  inLifecycle, oneOf,
  queueOf, refTo, rights, setOf, signed, source, table, turn, turnsOf, upTo, yesOrNo,
} from "../../../src/language/index.ts";

/** A column: its kind, and what its declaration is given. */
export interface ColumnText {
  readonly name: string;
  readonly kind: Column["kind"];
  readonly max?: number;
  /** Whether the boot alone may write it. */
  readonly constant?: true;
  /** Of a signed column. */
  readonly from?: number;
  readonly words?: readonly string[];
  readonly table?: string;
  readonly capacity?: number;
  readonly machine?: object;
}
export interface TableText {
  readonly name: string;
  readonly size: number;
  readonly columns: readonly ColumnText[];
  readonly interchangeable?: boolean;
  readonly within?: string;
}
export interface Sentence { readonly sentence: string; readonly text: string }
export interface AskText { readonly name: string; readonly ask: Ask["ask"]; readonly max?: number; readonly words?: readonly string[]; readonly table?: string; readonly list?: string }
export interface CheckText extends Sentence { readonly answer: string }
export interface CaseText { readonly sentence: string; readonly text: string | null; readonly then: readonly Sentence[]; readonly answer?: string }
export interface OperationText {
  readonly name: string;
  readonly by?: string;
  readonly asks: readonly AskText[];
  readonly look: string | null;
  readonly checks: readonly CheckText[];
  readonly cases: readonly CaseText[];
}
export interface InvariantText {
  readonly name: string;
  readonly kind: "state" | "row" | "step" | "change" | "two runs" | "within" | "canAlways" | "goesOn" | "leadsTo";
  readonly within?: number;
  /** The operations to which runs are fair, by name. */
  readonly fair?: { readonly weak: readonly string[]; readonly strong: readonly string[] };
  readonly table?: string;
  readonly columns?: readonly string[];
  /** What holds, the permitted reasons, `hidden`, `hears` and `view`, or the words of a claim about progress. */
  readonly sentences: readonly Sentence[];
  readonly seen: readonly Sentence[];
}
export interface SpecText {
  /** What the specification was made to show, such as "plain" or "a claim writes". */
  readonly shape: string;
  readonly seed: number;
  readonly tables: readonly TableText[];
  readonly facts: Readonly<Record<string, readonly (string | number)[]>>;
  readonly boot: readonly Sentence[];
  /** Who may act at all, of the rows of one table. */
  readonly acts?: { readonly table: string; readonly text: string };
  readonly operations: readonly OperationText[];
  readonly invariants: readonly InvariantText[];
}

const sources = [source("this project", "test/engine/fuzz")];
/** As in a module, where writing to what is frozen is an error. */
export const functionOf = (text: string): any => runInThisContext(`"use strict"; (${text})`);
const entries = (some: readonly Sentence[]) => Object.fromEntries(some.map(({ sentence, text }) => [sentence, functionOf(text)]));

function columnOf(text: ColumnText): Column {
  const column = changingColumnOf(text);
  return text.constant === true ? constant(column as Parameters<typeof constant>[0]) : column;
}

function changingColumnOf({ kind, max, from, words = [], table: target = "", capacity, machine }: ColumnText): Column {
  switch (kind) {
    case "flag": return flag();
    case "count": return count({ max: max! });
    case "signed": return signed({ from: from!, to: max! });
    case "cyclic": return cyclic({ modulo: max! + 1 });
    case "choice": return choice(...words);
    case "reference": return refTo(target);
    case "queue": return queueOf(target, capacity);
    case "set": return setOf(target);
    case "rights": return rights(...words);
    case "lifecycle": return inLifecycle(createMachine(structuredClone(machine) as any) as any);
  }
}

function askOf({ ask, max, words = [], table: target, list }: AskText): Ask {
  switch (ask) {
    case "flag": return yesOrNo();
    case "upTo": return upTo(max!);
    case "choice": return eitherOf(...words);
    case "row": return oneOf(target!);
    case "among": return among(list!);
  }
}

function operationOf({ name, by, asks, look, checks, cases }: OperationText): Operation {
  return {
    name, summary: "For a test.", sources, ...(by === undefined ? {} : { by }),
    asks: Object.fromEntries(asks.map((one) => [one.name, askOf(one)])), ...(look === null ? {} : { look: functionOf(look) }),
    checks: checks.map(({ sentence, text, answer }) => ({ unless: sentence, holds: functionOf(text), answer })),
    cases: cases.map(({ sentence, text, then, answer }) => ({
      when: sentence, ...(text === null ? {} : { holds: functionOf(text) }), then: entries(then), because: "nothing is to be done",
      ...(answer === undefined ? {} : { answer }) })),
  };
}

function invariantOf({ name, kind, table: target, columns, within, fair, sentences, seen }: InvariantText): Invariant {
  const common = { name, claim: "Something.", why: "For a test.", sources, ...(seen.length === 0 ? {} : { seen: entries(seen) }) };
  switch (kind) {
    case "state": return { ...common, holds: functionOf(sentences[0]!.text) };
    case "row": return { ...common, each: target!, holds: functionOf(sentences[0]!.text) };
    case "step": return { ...common, permits: entries(sentences) };
    case "change": return { ...common, changes: target!, ...(columns === undefined ? {} : { columns }), permits: entries(sentences) };
    case "within": return { ...common, ...(target === undefined ? {} : { each: target }), ...(entries(sentences) as Pick<Invariant, "from" | "to" | "counting">),
      within: within! };
    case "canAlways": case "goesOn": case "leadsTo": return { ...common, ...(target === undefined ? {} : { each: target }),
      ...(kind === "goesOn" ? { goesOn: true } : {}), ...entries(sentences),
      ...(fair === undefined ? {} : { fair: { weak: fair.weak.map(called), strong: fair.strong.map(called) } }) };
    case "two runs": return { ...common, each: target!, unseen: entries(sentences) as NonNullable<Invariant["unseen"]> };
  }
}

const called = (name: string) => ({ name }) as Operation;

/** The specification and the system that a text stands for. */
export function built({ seed, tables, facts, boot, acts, operations, invariants }: SpecText): { specification: Specification; system: System<any, any> } {
  const declared = Object.fromEntries(tables.map(({ name, columns, interchangeable, within }) => [name, table({
    about: "For a test.", columns: Object.fromEntries(columns.map((one) => [one.name, columnOf(one)])),
    ...(interchangeable === true ? { interchangeable } : {}), ...(within === undefined ? {} : { within }) })]));
  const steps = boot.map(({ text }) => functionOf(text));
  const turns = acts === undefined ? new Map() : turnsOf("random", { [acts.table]: functionOf(acts.text) }, declared);
  const ruled = (one: Operation): Operation => one.by !== undefined && turns.has(one.by) ? { ...one, checks: [turns.get(one.by)!, ...one.checks] } : one;
  return {
    specification: { name: `random ${seed}`, about: "For a test.", tables: declared, operations: operations.map((one) => ruled(operationOf(one))), invariants: invariants.map(invariantOf) },
    system: { name: "random", about: "For a test.", sizes: Object.fromEntries(tables.map(({ name, size }) => [name, size])), facts,
      boot: (world) => { for (const step of steps) step(world); } },
  };
}

/** The text as a file that `--with` takes. */
export function printed({ shape, seed, tables, facts, boot, acts, operations, invariants }: SpecText): string {
  const json = (value: unknown): string => JSON.stringify(value);
  const list = (some: readonly Sentence[]): string => `{${some.map(({ sentence, text }) => `\n      ${json(sentence)}: ${text},`).join("")} }`;
  const column = ({ kind, max = 0, from, words, table: target, capacity, machine }: ColumnText): string => {
    switch (kind) {
      case "flag": return "flag()";
      case "count": return `count({ max: ${max} })`;
      case "signed": return `signed({ from: ${from}, to: ${max} })`;
      case "cyclic": return `cyclic({ modulo: ${max + 1} })`;
      case "choice": return `choice(${words!.map(json).join(", ")})`;
      case "reference": return `refTo(${json(target)})`;
      case "queue": return `queueOf(${json(target)}${capacity === undefined ? "" : `, ${capacity}`})`;
      case "set": return `setOf(${json(target)})`;
      case "rights": return `rights(${words!.map(json).join(", ")})`;
      case "lifecycle": return `inLifecycle(createMachine(${json(machine)}))`;
    }
  };
  const ask = ({ name, ask: kind, max, words, table: target, list: among }: AskText): string => `${name}: ${({
    flag: "yesOrNo()", upTo: `upTo(${max})`, choice: `eitherOf(${(words ?? []).map(json).join(", ")})`, row: `oneOf(${json(target)})`, among: `among(${json(among)})`,
  })[kind]}`;
  const words = (target: string | undefined, some: readonly Sentence[]): string =>
    `${target === undefined ? "" : `each: ${json(target)}, `}${some.map(({ sentence, text }) => `${sentence}: ${text},`).join(" ")}`;
  const fairTo = (names: readonly string[] = []): string => `[${names.map((name) => `{ name: ${json(name)} }`).join(", ")}]`;
  return [
    `// shape: ${shape}, seed ${seed}`,
    'import { among, choice, constant, count, cyclic, eitherOf, flag, inLifecycle, oneOf, queueOf, refTo, rights, setOf, signed, suite, table, upTo, yesOrNo } from "cordon";',
    'import { createMachine } from "xstate";', "const sources = [];", "const tables = {",
    ...tables.map(({ name, columns, interchangeable, within }) => `  ${name}: table({ about: "x", ${interchangeable === true ? "interchangeable: true, " : ""}`
      + `${within === undefined ? "" : `within: ${json(within)}, `}columns: { ${columns.map((one) => `${one.name}: ${one.constant === true ? `constant(${column(one)})` : column(one)}`).join(", ")} } }),`),
    "};", "const operations = [",
    ...operations.map(({ name, by, asks, look, checks, cases }) => [
      `  { name: ${json(name)}, summary: "x", sources,${by === undefined ? "" : ` by: ${json(by)},`} asks: { ${asks.map(ask).join(", ")} },`,
      ...(look === null ? [] : [`    look: ${look},`]),
      `    checks: [${acts === undefined || acts.table !== by ? "" : `{ unless: ${json(turn.unless)}, answer: ${json(turn.answer)}, isTurn: true, `
        + `holds: ({ ${by} }, world, facts) => (${acts.text})(${by}, world, facts) },`}${checks.map(({ sentence, text, answer }) => `\n      { unless: ${json(sentence)}, holds: ${text}, answer: ${json(answer)} },`).join("")} ],`,
      `    cases: [${cases.map(({ sentence, text, then, answer }) => `\n      { when: ${json(sentence)}, ${text === null ? "" : `holds: ${text}, `}because: "x", `
        + `${answer === undefined ? "" : `answer: ${json(answer)}, `}then: ${list(then)} },`).join("")} ] },`].join("\n")),
    "];", "const invariants = [",
    ...invariants.map(({ name, kind, table: target, columns, within, fair, sentences, seen }) => `  { name: ${json(name)}, claim: "x", why: "x", sources, ${({
      state: `holds: ${sentences[0]?.text}`, row: `each: ${json(target)}, holds: ${sentences[0]?.text}`, step: `permits: ${list(sentences)}`,
      change: `changes: ${json(target)}, ${columns === undefined ? "" : `columns: ${json(columns)}, `}permits: ${list(sentences)}`,
      within: `${words(target, sentences)} within: ${within}`,
      canAlways: words(target, sentences), goesOn: `goesOn: true, ${words(target, sentences)}`,
      leadsTo: `${words(target, sentences)} fair: { weak: ${fairTo(fair?.weak)}, strong: ${fairTo(fair?.strong)} }`,
      "two runs": `each: ${json(target)}, unseen: ${list(sentences)}`,
    })[kind]}, seen: ${list(seen)} },`),
    "];",
    `const system = { name: "s", about: "x", sizes: { ${tables.map(({ name, size }) => `${name}: ${size}`).join(", ")} }, facts: ${json(facts)},`,
    `  boot: (world) => {${boot.map(({ text }) => ` (${text})(world);`).join("")} } };`,
    "const budget = { traces: 200, steps: 20 };",
    `export const random = suite({ name: "random-${seed}", claim: "x", system, budget: { quick: budget, nightly: budget },`,
    '  specification: { name: "random", about: "x", tables, operations, invariants } });',
  ].join("\n");
}
