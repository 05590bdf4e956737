/**
 * Mutants within sentences: a small fault in the text of a sentence, or of a function that sentences call, at any depth. A faulty function
 * takes the place of the right one in all sentences that use it, those of claims too, as a slip in its text would.
 */
import type { Invariant } from "../../language/invariant.ts";
import type { Operation } from "../../language/operation.ts";
import { isExplored } from "../../language/progress.ts";
import { calledIn, routinesIn } from "../../language/routine.ts";
import type { Specification } from "../../language/suite.ts";
import { isWord } from "../../language/words.ts";
import type { System } from "../../language/world.ts";
import { kindsIn } from "../../sentences/kinds.ts";
import { mutated, mutationsOf } from "../../sentences/mutations.ts";
import { type Place, readerFor } from "../../sentences/read.ts";
import { type Captures, capturesOfAll, rewriting } from "../../sentences/rewriting.ts";
import { sentencesOf } from "../../sentences/understand.ts";
import { functionOf } from "../stepping/new-function.ts";

/** A fault within a text. */
export interface MutantWithin {
  /** The text, and how it differs: `Open a session / the client can pay / a <= b became a < b`. */
  readonly name: string;
  readonly tier: "within";
  /** Its operation or claim; of a function that sentences call, the name of the function. */
  readonly operation: string;
  /** The sentence with its operation or claim, or the function. */
  readonly text: string;
  /** The operations that use the text, and the claims. */
  readonly changes: readonly string[];
  readonly claims: readonly string[];
  /** Where the function begins in the script that runs; nothing where the runtime does not say. */
  readonly place: Place | undefined;
  /** What is said with the fault in it. Sentences that do not use the text are the same functions as before. */
  readonly faulty: () => Said & { readonly boot?: Boot };
}

/** Puts a system into its initial state. */
export type Boot = System<any, any>["boot"];

/** The sentences of a specification. */
export type Said = Pick<Specification, "operations" | "invariants">;

/** All that may be at fault within sentences. */
export interface Within {
  readonly mutants: readonly MutantWithin[];
  /** Those within texts that claims alone use, which no operation does. */
  readonly ofClaims: readonly MutantWithin[];
  /** The texts of which there are no mutants, since they cannot be written again, and why. */
  readonly fixed: readonly { readonly text: string; readonly why: string }[];
}

/** A text: whose it is, and whether it is a condition. */
interface Text {
  readonly text: string;
  readonly operation: string;
  readonly isCondition: boolean;
}

/**
 * Derives the mutants within the sentences of operations and claims, and within the functions that these call; with a boot, also those
 * within it and the functions that it alone calls.
 */
export function mutantsWithin({ operations, invariants }: Said, boot?: Boot): Within {
  if (functionOf([], "") === null) return { mutants: [], ofClaims: [], fixed: [{ text: "any sentence", why: "text may not become code here" }] };
  const reader = readerFor(sentencesOf(operations, invariants));
  const all = capturesOfAll(sentencesOf(operations, invariants), reader);
  const ofOperations = capturesOfAll(sentencesOf(operations, []), reader);
  const named = new Map([...textsOfClaims(invariants), ...textsOf(operations)]);
  const textOf = (fn: Function): Text => {
    if (!named.has(fn)) named.set(fn, helperText(fn, [...named.values()]));
    return named.get(fn)!;
  };
  const fixed = new Map(all.fixed);
  const within = (one: Captures["read"][number]): MutantWithin[] => {
    const { fn, tree } = one;
    if (isWord(fn)) return [];
    const affected = all.affectedBy(fn);
    if (affected === null) {
      fixed.set(fn, "something that uses it cannot be written again");
      return [];
    }
    const { text, operation, isCondition } = textOf(fn);
    const using = (sentences: readonly Function[]): boolean => sentences.some((sentence) => affected.has(sentence));
    const changes = operations.filter((its) => using(sentencesOf([its], []))).map(({ name }) => name);
    const claims = invariants.filter((its) => using(sentencesOf([], [its]))).map(({ name }) => name);
    return mutationsOf(tree, { isCondition, isOneKind: kindsIn(one, reader) }).map((mutation) => ({
      name: `${text} / ${mutation.what}`, tier: "within", operation, text, changes, claims, get place() { return one.place; },
      faulty: () => said({ operations, invariants }, rewriting(reader, fn, mutated(tree, mutation), affected, make)),
    }));
  };
  const used = new Set(ofOperations.read.map(({ fn }) => fn));
  // What a run must have shown claims nothing, and what only exploring decides notices no mutant in random traces.
  const claiming = invariants.filter((one) => !isExplored(one)).map(({ seen: _, ...rest }): Invariant => rest);
  const ofClaims = capturesOfAll(sentencesOf([], claiming), reader).read.filter(({ fn }) => !used.has(fn));
  const inBoot = boot === undefined ? [] : mutantsOfBoot({ operations, invariants }, boot, new Set(all.read.map(({ fn }) => fn)));
  return {
    mutants: [...ofOperations.read.flatMap(within), ...inBoot], ofClaims: ofClaims.flatMap(within),
    fixed: [...fixed].map(([fn, why]) => ({ text: textOf(fn).text, why })),
  };
}

/** Makes a function where text may become code. */
const make = (names: readonly string[], body: string) => functionOf(names, body)!;

/** The mutants within a boot and the functions that no sentence calls. All operations begin with what it leaves. */
function mutantsOfBoot(said: Said, boot: Boot, ofSentences: ReadonlySet<Function>): MutantWithin[] {
  const reader = readerFor([boot]);
  const { read, affectedBy } = capturesOfAll([boot], reader);
  const changes = said.operations.map(({ name }) => name);
  const texts: Text[] = [];
  return read.flatMap((one): MutantWithin[] => {
    const affected = ofSentences.has(one.fn) || isWord(one.fn) ? null : affectedBy(one.fn);
    if (affected === null) return [];
    const its = helperText(one.fn, texts);
    texts.push(its);
    const text = `the boot / ${its.text}`;
    return mutationsOf(one.tree, { isCondition: false, isOneKind: kindsIn(one, reader) }).map((mutation) => ({
      name: `${text} / ${mutation.what}`, tier: "within", operation: "the boot", text, changes, claims: [],
      get place() { return one.place; },
      faulty: () => ({ ...said, boot: rewriting(reader, one.fn, mutated(one.tree, mutation), affected, make)(boot) }),
    }));
  });
}

/** A function that sentences call: its name, with a number where another one has this name, too. */
function helperText({ name }: Function, others: readonly Text[]): Text {
  const own = name || "a function without a name";
  const before = others.filter(({ operation, text }) => operation === own && (text === own || text.startsWith(`${own} (`))).length;
  return { text: before === 0 ? own : `${own} (${before + 1})`, operation: own, isCondition: false };
}

/** The sentences of claims, by their functions. */
function textsOfClaims(invariants: readonly Invariant[]): Map<Function, Text> {
  const texts = new Map<Function, Text>();
  for (const { name: operation, holds, permits = {}, unseen = {}, to, from, counting } of invariants)
    for (const [sentence, fn] of Object.entries({ holds, ...permits, ...unseen, ...(to === undefined ? {} : { from, to, counting }) }))
      if (fn !== undefined && !texts.has(fn)) texts.set(fn, { text: `${operation} / ${sentence}`, operation, isCondition: false });
  return texts;
}

/** The sentences of operations, by their functions. */
function textsOf(operations: readonly Operation[]): Map<Function, Text> {
  const texts = new Map<Function, Text>();
  for (const { name: operation, look, checks, cases } of operations) {
    const add = (fn: Function | undefined, sentence: string, isCondition: boolean): void => {
      if (fn !== undefined && !texts.has(fn)) texts.set(fn, { text: `${operation} / ${sentence}`, operation, isCondition });
    };
    add(look, "look", false);
    for (const { unless, holds } of checks) add(holds, unless, true);
    for (const { when, holds, then } of cases) {
      add(holds, when, false);
      for (const [step, fn] of Object.entries(then)) {
        const called = calledIn(fn);
        if (called === undefined) add(fn, `${when} / ${step}`, false);
        else add(called.given, `${when} / ${step} / what is given`, false);
      }
    }
  }
  for (const { name: operation, then } of routinesIn(operations)) for (const [step, fn] of Object.entries(then)) {
    const called = calledIn(fn);
    const [own, text] = called === undefined ? [fn, `${operation} / ${step}`] : [called.given, `${operation} / ${step} / what is given`];
    if (!texts.has(own)) texts.set(own, { text, operation, isCondition: false });
  }
  return texts;
}

type Again = ReturnType<typeof rewriting>;

/** What is said, with sentences written again; what stays the same is the same object. */
function said({ operations, invariants }: Said, again: Again): Said {
  return {
    operations: each(operations, (one) => operationAgain(one, again)), invariants: each(invariants, (one) => invariantAgain(one, again)),
  };
}

function operationAgain(one: Operation, again: Again): Operation {
  return replacing(one, {
    look: again(one.look),
    checks: each(one.checks, (check) => replacing(check, { holds: again(check.holds) })),
    cases: each(one.cases, (its) => replacing(its, { holds: again(its.holds), then: named(its.then, again) })),
  });
}

function invariantAgain(one: Invariant, again: Again): Invariant {
  const { unseen } = one;
  return replacing(one, {
    holds: again(one.holds), permits: named(one.permits, again), seen: named(one.seen, again),
    canAlways: again(one.canAlways), unless: again(one.unless), from: again(one.from), leadsTo: again(one.leadsTo),
    to: again(one.to), counting: again(one.counting),
    unseen: unseen === undefined ? undefined
      : replacing(unseen, { hidden: again(unseen.hidden), view: again(unseen.view), hears: again(unseen.hears) }),
  });
}

/** An object with some parts changed, or itself where none is. */
function replacing<T extends object>(one: T, parts: { readonly [N in keyof T]?: T[N] | undefined }): T {
  const changed = Object.entries(parts).filter(([name, part]) => part !== one[name as keyof T]);
  return changed.length === 0 ? one : { ...one, ...Object.fromEntries(changed) };
}

/** A list with its elements changed, or itself where none is. */
function each<T>(list: readonly T[], change: (one: T) => T): readonly T[] {
  const changed = list.map(change);
  return changed.every((one, i) => one === list[i]) ? list : changed;
}

/** Functions by name, likewise. */
function named<F extends Function>(functions: Readonly<Record<string, F>> | undefined, again: Again): typeof functions {
  if (functions === undefined) return undefined;
  const changed = Object.entries(functions).map(([name, fn]) => [name, again(fn)] as const);
  return changed.every(([name, fn]) => fn === functions[name]) ? functions : Object.fromEntries(changed);
}
