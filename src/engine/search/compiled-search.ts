/**
 * The code of a search: what is understood of a model, put together in one module with the set of states. It takes states from the
 * set, asks their claims, takes every call from them and puts what follows into the set. Whatever is wrong it only notices; the
 * state is then looked at by the sentences themselves.
 */
import { addBranches, branchBytes } from "../../sentences/branches.ts";
import { choosesIn, expandFunction } from "../../sentences/calls.ts";
import type { Ground } from "../../sentences/emit.ts";
import { type MarkedSeen, judgeStateFunction, judgeStepFunction } from "../../sentences/judges.ts";
import { Lookups } from "../../sentences/lookups.ts";
import type { UnderstoodOperation, UnderstoodState } from "../../sentences/understand.ts";
import type { Callee, Global } from "../../sentences/wasm/code.ts";
import { Module } from "../../sentences/wasm/module.ts";
import type { Watch } from "../claims/checking.ts";
import { type ClaimPlaces, type StepsAsked, stepsAsked } from "../code/claims-code.ts";
import type { Model } from "../model.ts";
import { Understood, columnsWritten } from "../code/understood.ts";

/** Everything that a search asks, understood. */
export interface UnderstoodSearch {
  readonly understood: Understood;
  readonly written: ReadonlySet<number>;
  readonly operations: readonly UnderstoodOperation[];
  readonly states: readonly UnderstoodState[];
  readonly seenInStates: readonly UnderstoodState[];
  /** By operation. */
  readonly steps: readonly StepsAsked[];
}

/**
 * Understands all of a model that a search asks; null where something is not understood, and where waits are counted, which the sentences
 * do. `watch` is told what is understood.
 */
export function understoodSearch(model: Model, places: ClaimPlaces, watch?: Watch): UnderstoodSearch | null {
  if (model.waits !== null) return null;
  const understood = new Understood(model, watch);
  const operations = forms(model.steppers.map((_, o) => {
    watch?.enter(-1, o);
    return understood.operation(o);
  }));
  const states = operations === null ? null : forms(model.stateClaims.map((claim) => understood.state(claim)));
  const seenInStates = states === null ? null : forms(model.seenInStates.map((_, place) => understood.seenInState(place)));
  if (operations === null || states === null || seenInStates === null) return null;
  const steps: StepsAsked[] = [];
  for (const [o, { outcomes }] of model.steppers.entries()) {
    watch?.enter(-1, o);
    const asked = stepsAsked(model, understood, places, o, outcomes.map((_, outcome) => outcome));
    if (asked.claimsLeft.length + asked.seenLeft.length > 0) return null;
    steps.push(asked);
  }
  return { understood, written: understood.written, operations, states, seenInStates, steps };
}

function forms<T>(all: readonly { readonly kind: string; readonly form?: T }[]): T[] | null {
  return all.every(({ kind }) => kind === "understood") ? all.map(({ form }) => form!) : null;
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
  /** The counters once more, in the same order: of all states together, where those are of one. */
  readonly totals: { readonly from: number; readonly bytes: number };
  readonly branches: number;
  readonly scratch: number;
  readonly scratchMost: number;
  readonly lookups: number;
  readonly end: number;
}

/** Nothing lies below, so that what a row of number -1 seems to hold can be read. */
const guardBytes = 1 << 16;
const scratchBytes = 1 << 18;
const lookupBytes = 1 << 22;

/** Gives everything of one worker its place, from an address on that is a multiple of 64. */
export function placesOf({ now: { layout }, steppers, claims, seenInStates, seenInSteps }: Model, first = 0): Places {
  let end = first + guardBytes;
  const take = (bytes: number): number => {
    const at = end;
    end = (end + bytes + 63) & ~63;
    return at;
  };
  const [now, before] = [take(layout.bytes), take(layout.bytes)];
  const from = end;
  const counts = steppers.map(({ outcomes }) => take(8 * outcomes.length));
  const reasons = claims.map((claim) => take(8 * Math.max(1, claim.reasons.length)));
  const counters = end - from;
  const [inStates, inSteps] = [take(seenInStates.length), take(seenInSteps.length)];
  const told = { from, bytes: end - from };
  const totals = { from: take(counters), bytes: counters };
  const branches = take(branchBytes);
  const scratch = take(scratchBytes);
  const scratchMost = scratch + scratchBytes;
  const lookups = take(lookupBytes);
  return {
    now, before, counts, reasons, seenInStates: inStates, seenInSteps: inSteps, told, totals, branches, scratch, scratchMost, lookups, end,
  };
}

/** The functions of a search that are made of sentences. */
export interface SearchFunctions {
  /** Asks the claims of the present state; answers 1 where all is well. */
  readonly judge: Callee;
  /** By operation: takes every call from the present state; answers 0 where all is well, 1 where something is wrong, 2 for no room. */
  readonly expand: readonly Callee[];
}

/**
 * Adds what is understood to a module; `foundAfter` gives what takes in the present state, of which only some columns differ from the
 * state before, and puts that one back. Where there is an `actor`, it holds the code of the first argument of each call.
 */
export function addSearch(
  module: Module, model: Model, search: UnderstoodSearch, places: Places, lookups: Lookups,
  foundAfter: (columns: ReadonlySet<number>) => Callee, actor: Global | null = null,
): SearchFunctions {
  const { layout } = model.now;
  const branches = addBranches(module, places.branches);
  const ground: Ground = {
    layout, address: { now: places.now, before: places.before }, lookups, free: module.global("i32", places.scratch),
    freeMost: places.scratchMost, choose: branches.choose,
  };
  const seen: MarkedSeen<UnderstoodState>[] = search.seenInStates.map((form, s) => ({ form, mark: places.seenInStates + s }));
  const judgeState = judgeStateFunction(module, ground, "claims", search.states, seen, places.scratch);
  const expand = model.possible.map((o) => {
    const { operation: { name }, args, outcomes } = model.steppers[o]!;
    const form = search.operations[o]!;
    const asked = search.steps[o]!;
    const isAsked = outcomes.map((_, outcome) => [...asked.claims, ...asked.seen].some((one) => one.asked[outcome]));
    const judge = isAsked.includes(true) ? judgeStepFunction(module, ground, `${name}, claims`, args.length, asked) : null;
    const judges = isAsked.map((is) => is ? judge : null);
    const chooses = form.steps.flat().some(choosesIn);
    const found = form.steps.map((steps) => {
      const written = new Set<number>();
      for (const step of steps) columnsWritten(step, written);
      return foundAfter(written);
    });
    return expandFunction(module, ground, name, form, places.scratch, {
      values: args.map(({ values }) => values), counts: places.counts[o]!, judges, found,
      actor: args.length > 0 ? actor : null, ...(chooses ? { begin: branches.begin, next: branches.next } : { begin: null, next: null }),
    });
  });
  return { judge: judgeState, expand };
}
