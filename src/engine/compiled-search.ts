/**
 * The code of a search: what is understood of a model, put together in one module with the set of states. It takes states from the
 * set, asks their claims, takes every call from them and puts what follows into the set. Whatever is wrong it only notices; the
 * state is then looked at by the sentences themselves.
 */
import { addBranches, branchBytes } from "../sentences/branches.ts";
import { choosesIn, expandFunction } from "../sentences/calls.ts";
import type { Ground } from "../sentences/emit.ts";
import type { PlacedColumn } from "../sentences/layout.ts";
import { type JudgedStep, type MarkedSeen, judgeStateFunction, judgeStepFunction, settledAnswer } from "../sentences/judges.ts";
import { Lookups } from "../sentences/lookups.ts";
import type { UnderstoodOperation, UnderstoodState, UnderstoodStep } from "../sentences/understand.ts";
import type { Callee } from "../sentences/wasm/code.ts";
import { Module } from "../sentences/wasm/module.ts";
import type { Model } from "./model.ts";
import { Understood, columnsWritten } from "./understood.ts";

/** Everything that a search asks, understood; null where one sentence is not. */
export interface UnderstoodSearch {
  readonly written: ReadonlySet<number>;
  readonly operations: readonly UnderstoodOperation[];
  readonly states: readonly UnderstoodState[];
  readonly seenInStates: readonly UnderstoodState[];
  /** By operation and outcome. */
  readonly steps: readonly (readonly UnderstoodOutcome[])[];
}

/** What is asked of steps of one outcome, and what the outcome settles. */
interface UnderstoodOutcome {
  readonly claims: readonly { readonly claim: number; readonly changes: JudgedStep["claims"][number]["changes"];
    readonly reasons: readonly { readonly reason: number; readonly form: UnderstoodStep }[] }[];
  /** Reasons that cover every step that ends so. */
  readonly covered: readonly { readonly claim: number; readonly reason: number }[];
  readonly seen: readonly { readonly place: number; readonly form: UnderstoodStep }[];
}

/** Understands all of a model that a search asks; null where something is not understood. */
export function understoodSearch(model: Model): UnderstoodSearch | null {
  const understood = new Understood(model);
  const operations = forms(model.steppers.map((_, o) => understood.operation(o)));
  const states = operations === null ? null : forms(model.stateClaims.map((claim) => understood.state(claim)));
  const seenInStates = states === null ? null : forms(model.seenInStates.map((_, place) => understood.seenInState(place)));
  if (operations === null || states === null || seenInStates === null) return null;
  const steps: UnderstoodOutcome[][] = [];
  for (let o = 0; o < operations.length; o++) {
    const outcomes = model.steppers[o]!.outcomes.map((_, outcome) => outcomeOf(model, understood, operations[o]!, o, outcome));
    if (outcomes.includes(null)) return null;
    steps.push(outcomes as UnderstoodOutcome[]);
  }
  return { written: understood.written, operations, states, seenInStates, steps };
}

function forms<T>(all: readonly { readonly kind: string; readonly form?: T }[]): T[] | null {
  return all.every(({ kind }) => kind === "understood") ? all.map(({ form }) => form!) : null;
}

function outcomeOf(model: Model, understood: Understood, operation: UnderstoodOperation, o: number, outcome: number): UnderstoodOutcome | null {
  const { claims, stepClaims, seenInSteps, now: { layout: { schema, sizes } } } = model;
  const refused = outcome < model.steppers[o]!.refusals;
  const written = new Set<number>();
  for (const step of refused ? [] : operation.steps[outcome - operation.checks.length]!) columnsWritten(step, written);
  const asked: UnderstoodOutcome["claims"][number][] = [];
  const covered: UnderstoodOutcome["covered"][number][] = [];
  for (const claim of stepClaims) {
    const { changes, permits, columns } = claims[claim]!.invariant;
    let watched: readonly PlacedColumn[] = [];
    if (changes !== undefined) {
      watched = schema.columns.filter((placed) => placed.table === changes && columns?.includes(placed.name) !== false && written.has(placed.index));
      if (watched.length === 0) continue;
    }
    const reasons: { reason: number; form: UnderstoodStep }[] = [];
    let isSettled = false;
    for (const [reason, sentence] of Object.keys(permits!).entries()) {
      const one = understood.step(claim, sentence, true, o, [outcome]);
      if (one.kind !== "understood") return null;
      const answer = settledAnswer(one.form);
      if (answer === false) continue;
      if (answer === true && reasons.length === 0 && changes === undefined) {
        covered.push({ claim, reason });
        isSettled = true;
        break;
      }
      reasons.push({ reason, form: one.form });
      if (answer === true) break;
    }
    if (!isSettled) asked.push({ claim, reasons, changes: changes === undefined ? null : { rows: sizes[schema.tableNames.indexOf(changes)]!, columns: watched } });
  }
  const seen: { place: number; form: UnderstoodStep }[] = [];
  for (const [place, { claim, sentence }] of seenInSteps.entries()) {
    const one = understood.step(claim, sentence, false, o, [outcome]);
    if (one.kind !== "understood") return null;
    if (settledAnswer(one.form) !== false) seen.push({ place, form: one.form });
  }
  return { claims: asked, covered, seen };
}

/** Where things lie in the memory of a search, in bytes. */
export interface Places {
  readonly now: number;
  readonly before: number;
  /** A 64-bit float for each outcome, by operation. */
  readonly counts: readonly number[];
  /** A 64-bit float for each reason, by claim. */
  readonly reasons: readonly number[];
  /** A byte for each `seen`. */
  readonly seenInStates: number;
  readonly seenInSteps: number;
  /** From the first counter to the end of the marks. */
  readonly told: { readonly from: number; readonly bytes: number };
  readonly branches: number;
  readonly scratch: number;
  readonly scratchMost: number;
  readonly lookups: number;
}

/** Nothing lies below, so that what a row of number -1 seems to hold can be read. */
const guardBytes = 1 << 16;
const scratchBytes = 1 << 18;

/** Gives everything its place. */
export function placesOf({ now: { layout }, steppers, claims, seenInStates, seenInSteps }: Model): Places {
  let end = guardBytes;
  const take = (bytes: number): number => {
    const at = end;
    end = (end + bytes + 63) & ~63;
    return at;
  };
  const [now, before] = [take(layout.bytes), take(layout.bytes)];
  const from = end;
  const counts = steppers.map(({ outcomes }) => take(8 * outcomes.length));
  const reasons = claims.map((claim) => take(8 * Math.max(1, claim.reasons.length)));
  const [inStates, inSteps] = [take(seenInStates.length), take(seenInSteps.length)];
  const told = { from, bytes: end - from };
  const branches = take(branchBytes);
  const scratch = take(scratchBytes);
  return { now, before, counts, reasons, seenInStates: inStates, seenInSteps: inSteps, told, branches, scratch, scratchMost: scratch + scratchBytes, lookups: end };
}

/** The functions of a search that are made of sentences. */
export interface SearchFunctions {
  /** Asks the claims of the present state; answers 1 where all is well. */
  readonly judge: Callee;
  /** By operation: takes every call from the present state; answers 0 where all is well, 1 where something is wrong, 2 for no room. */
  readonly expand: readonly Callee[];
}

/** Adds what is understood to a module; `found` takes in the present state and puts the state before back. */
export function addSearch(
  module: Module, model: Model, search: UnderstoodSearch, places: Places, lookups: Lookups, found: Callee,
): SearchFunctions {
  const { layout } = model.now;
  const branches = addBranches(module, places.branches);
  const ground: Ground = {
    layout, address: { now: places.now, before: places.before }, lookups, free: module.global("i32", places.scratch),
    freeMost: places.scratchMost, choose: branches.choose,
  };
  const seen: MarkedSeen<UnderstoodState>[] = search.seenInStates.map((form, s) => ({ form, mark: places.seenInStates + s }));
  const judge = judgeStateFunction(module, ground, "claims", search.states, seen, places.scratch);
  const expand = model.possible.map((o) => {
    const { operation: { name }, args } = model.steppers[o]!;
    const form = search.operations[o]!;
    const judges = search.steps[o]!.map((outcome, i): Callee | null => {
      if (outcome.claims.length + outcome.seen.length === 0) return null;
      return judgeStepFunction(module, ground, `${name} ${i}, claims`, args.length, {
        claims: outcome.claims.map(({ claim, changes, reasons }) => ({ changes,
          reasons: reasons.map(({ reason, form: of }) => ({ form: of, count: places.reasons[claim]! + 8 * reason })) })),
        seen: outcome.seen.map(({ place, form: of }) => ({ form: of, mark: places.seenInSteps + place })),
      });
    });
    const chooses = form.steps.flat().some(choosesIn);
    return expandFunction(module, ground, name, form, places.scratch, {
      values: args.map(({ values }) => values), counts: places.counts[o]!, judges, found,
      ...(chooses ? { begin: branches.begin, next: branches.next } : { begin: null, next: null }),
    });
  });
  return { judge, expand };
}
