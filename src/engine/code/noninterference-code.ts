/**
 * Claims over two runs by code: whether all of them hold of a trace. The states of the first run are noted while it is made; the second
 * run, what is hidden from whom and what is seen are code. Where a claim does not hold, or a sentence is at fault, nothing is said
 * here, and `noninterference.ts` compares by the sentences themselves.
 */
import { atFault } from "../../sentences/calls.ts";
import { failsThere, stepFunction, viewFunction } from "../../sentences/claims.ts";
import { type Ground, fieldBytes, itemsFrom } from "../../sentences/emit.ts";
import type { UnderstoodStep } from "../../sentences/understand.ts";
import type { UnderstoodView } from "../../sentences/understand-observers.ts";
import type { Callee, Code } from "../../sentences/wasm/code.ts";
import type { HostInstance } from "../../sentences/wasm/host.ts";
import type { Module } from "../../sentences/wasm/module.ts";
import type { Watch } from "../claims/checking.ts";
import { sameWords } from "../world/digest.ts";
import type { Model } from "../model.ts";
import type { TraceStep } from "../traces/trace.ts";
import type { Pairs } from "../claims/noninterference.ts";
import type { Understood } from "./understood.ts";

/** A claim over two runs, understood. */
interface UnderstoodTwoRuns {
  /** Its place among all claims. */
  readonly claim: number;
  readonly rows: number;
  /** By operation. */
  readonly hidden: readonly UnderstoodStep[];
  readonly hears: readonly UnderstoodStep[];
  readonly view: UnderstoodView;
}

/** The claims over two runs; null where one is not understood. */
export function understoodTwoRuns(
  { claims, steppers, now: { world } }: Model, understood: Understood, watch?: Watch,
): UnderstoodTwoRuns[] | null {
  const all: UnderstoodTwoRuns[] = [];
  for (const [claim, { invariant: { each }, twoRuns }] of claims.entries()) {
    if (twoRuns === undefined) continue;
    watch?.enter(claim, -1);
    const observed = (part: "hidden" | "hears"): UnderstoodStep[] => steppers.flatMap(({ outcomes }, o) => {
      const one = understood.observed(claim, part, o, outcomes.map((_, outcome) => outcome));
      return one.kind === "understood" ? [one.form] : [];
    });
    const [hidden, hears, view] = [observed("hidden"), observed("hears"), understood.view(claim)];
    if (hidden.length < steppers.length || hears.length < steppers.length || view.kind !== "understood") return null;
    all.push({ claim, rows: world[each!]!.length, hidden, hears, view: view.form });
  }
  return all;
}

/** Where the arguments lie, where the answers about the rows go, a byte each, and where working memory begins. */
export interface TwoRunsPlaces { readonly args: number; readonly hidden: number; readonly hears: number; readonly scratch: number }

/** Adds the functions to a module. */
export function addTwoRuns(module: Module, ground: Ground, all: readonly UnderstoodTwoRuns[], places: TwoRunsPlaces): void {
  all.forEach(({ claim, rows, hidden, hears, view }) => {
    const observing = hidden.map((form, o) => observingFunction(module, ground, `claim ${claim}, ${o}`, form, hears[o]!, rows, places));
    const table = module.table(observing, { takes: ["i32"], gives: "i32" });
    const code = module.function(`observe ${claim}`, ["i32", "i32"], "i32");
    code.get(1).get(0).callIndirect(table);
    module.exportFunction(code, code.name);
    module.exportFunction(viewFunction(module, ground, `view ${claim}`, view, places.scratch), `view ${claim}`);
  });
}

/** Asks of every row whether a step is hidden from it, and whether it hears the answer; takes the outcome. */
function observingFunction(
  module: Module, ground: Ground, name: string, hidden: UnderstoodStep, hears: UnderstoodStep, rows: number, places: TwoRunsPlaces,
): Code {
  const asked: readonly (readonly [Callee, number])[] = [
    [stepFunction(module, ground, `${name}, hidden`, hidden, places.scratch), places.hidden],
    [stepFunction(module, ground, `${name}, hears`, hears, places.scratch), places.hears],
  ];
  const code = module.function(name, ["i32"], "i32");
  const [row, answer] = [code.local("i32"), code.local("i32")];
  if (rows > 0) code.loop((again) => {
    for (const [callee, to] of asked) {
      hidden.args.forEach((_, i) => code.i32(0).at("i32.load", places.args + 4 * i));
      code.get(0).get(row).call(callee).tee(answer).i32(failsThere).op("i32.eq").if(() => code.i32(failsThere).op("return"));
      code.get(row).get(answer).at("i32.store8", to);
    }
    code.get(row).i32(1).op("i32.add").tee(row).i32(rows).op("i32.lt_s").brIf(again);
  });
  return code.i32(0);
}

type Run = (...words: number[]) => number;

/** A claim with its code. */
interface ClaimByCode extends UnderstoodTwoRuns {
  readonly observe: Run;
  readonly list: Run;
}

/** An observer, and what it has perceived. */
interface Observer {
  readonly id: number;
  /** By step: 1 where it is hidden, and where its answer is heard. */
  readonly hidden: Uint8Array;
  readonly hears: Uint8Array;
  /** What it saw in both runs after the latest step, and after the one before; null where it was not asked. */
  view: readonly number[] | null;
  earlier: readonly number[] | null;
  perceives: boolean;
}

/** Compares by the code of an instance. */
export class TwoRunsByCode {
  private readonly model: Model;
  private readonly claims: readonly ClaimByCode[];
  private readonly complete: (step: TraceStep) => number;
  private readonly give: (codes: readonly number[]) => void;
  private readonly now: Int32Array;
  private readonly bytes: Uint8Array;
  private readonly words: Int32Array;
  private readonly reals: Float64Array;
  private readonly places: TwoRunsPlaces;
  /** The state of the second run. */
  private readonly there: Int32Array;
  /** The state that `now` holds, where it is known. */
  private loaded: Int32Array | null = null;
  /** The states of the first run, one after the other without repetition, and by step the one that it leads to. */
  private readonly states: Int32Array[];
  private readonly stateAfter: number[] = [];
  private readonly outcomes: number[] = [];

  /** `complete` takes a step from the state that `now` holds, and `give` hands arguments to the code. */
  constructor(
    model: Model, { exports }: HostInstance, buffer: ArrayBufferLike, all: readonly UnderstoodTwoRuns[], places: TwoRunsPlaces,
    now: Int32Array, complete: (step: TraceStep) => number, give: (codes: readonly number[]) => void,
  ) {
    this.model = model;
    [this.now, this.complete, this.give, this.places] = [now, complete, give, places];
    const run = (name: string): Run => exports[name] as Run;
    this.claims = all.map((one) => ({ ...one, observe: run(`observe ${one.claim}`), list: run(`view ${one.claim}`) }));
    [this.bytes, this.words, this.reals] = [new Uint8Array(buffer), new Int32Array(buffer), new Float64Array(buffer)];
    this.there = now.slice();
    this.states = [model.initial];
  }

  /** Forgets the trace that was noted before. */
  begin(): void {
    this.stateAfter.length = this.outcomes.length = 0;
  }

  /** Notes a step of the trace, after which `now` is as the step left it; one that was refused has left it as it was. */
  note(outcome: number, refused: boolean): void {
    const { states, stateAfter, now } = this;
    const latest = stateAfter.at(-1) ?? 0;
    this.outcomes.push(outcome);
    if (refused || sameWords(states[latest]!, now)) stateAfter.push(latest);
    else {
      const copy = states[latest + 1] ??= new Int32Array(now.length);
      copy.set(now);
      stateAfter.push(latest + 1);
    }
  }

  /** Whether all claims hold of the trace that was noted; counts the pairs where they do. The state is another one afterwards. */
  hold(steps: readonly TraceStep[], { compared, applied }: Pairs, watch?: Watch): boolean {
    const all: { readonly claim: number; readonly compared: number; readonly applied: number }[] = [];
    for (const one of this.claims) {
      watch?.enter(one.claim, -1);
      const parted = this.partedOf(one, steps);
      if (parted === null) return false;
      all.push({ claim: one.claim, compared: one.rows, applied: parted });
    }
    for (const one of all) {
      compared[one.claim]! += one.compared;
      applied[one.claim]! += one.applied;
    }
    return true;
  }

  /** How many pairs of runs parted so that it could be perceived; null where a claim does not hold, or cannot be asked. */
  private partedOf(claim: ClaimByCode, steps: readonly TraceStep[]): number | null {
    const observers = this.observe(claim, steps);
    if (observers === null) return null;
    let parted = 0;
    for (const group of grouped(observers)) {
      const does = this.compare(claim, group, steps);
      if (does === null) return null;
      if (does) for (const { perceives } of group) if (perceives) parted++;
    }
    return parted;
  }

  /** Asks which steps are hidden from whom, and who hears their answers. */
  private observe({ rows, observe }: ClaimByCode, steps: readonly TraceStep[]): Observer[] | null {
    const { places, bytes, outcomes } = this;
    const observers = Array.from({ length: rows }, (_, id): Observer =>
      ({ id, hidden: new Uint8Array(steps.length), hears: new Uint8Array(steps.length), view: null, earlier: null, perceives: false }));
    this.loaded = null;
    for (let i = 0; i < steps.length; i++) {
      this.load(this.after(i));
      this.give(steps[i]!.args);
      if (observe(steps[i]!.operation, outcomes[i]!) === failsThere) return null;
      for (const { id, hidden, hears } of observers) {
        hidden[i] = bytes[places.hidden + id]!;
        hears[i] = bytes[places.hears + id]!;
      }
    }
    return observers;
  }

  /** Whether the runs part for observers from which the same steps are hidden; null where one of them perceives what it must not. */
  private compare(claim: ClaimByCode, group: readonly Observer[], steps: readonly TraceStep[]): boolean | null {
    const { model: { steppers }, there, now, outcomes } = this;
    const [{ hidden }] = group as readonly [Observer];
    const first = hidden.indexOf(1);
    if (first < 0) return false;
    let [parted, apart] = [false, false];
    there.set(this.after(first - 1));
    this.loaded = null;
    for (const one of group) if ((one.view = this.viewOf(claim, one, there)) === null) return null;
    for (let i = first; i < steps.length; i++) {
      const { answers, refusals } = steppers[steps[i]!.operation]!;
      const told = answers[outcomes[i]!]!;
      const here = this.after(i);
      const moved = { here: here !== this.after(i - 1), there: false };
      let answer: string | null = null;
      if (hidden[i] !== 1) {
        this.load(there);
        const outcome = this.complete(steps[i]!);
        if (outcome === atFault) return null;
        answer = answers[outcome]!;
        moved.there = outcome >= refusals && !sameWords(there, now);
        if (moved.there) there.set(now);
      }
      if (moved.here || moved.there) apart = !sameWords(here, there);
      parted ||= apart;
      for (const one of group) {
        if (answer !== null && one.hears[i] === 1) {
          if (answer !== told) return null;
          one.perceives ||= answers.some((other) => other !== told);
        }
        const earlier = one.earlier = one.view;
        one.view = null;
        if (!apart && one.perceives) continue;
        const view = earlier === null || moved.here ? this.viewOf(claim, one, here) : earlier;
        if (view === null) return null;
        one.perceives ||= !sameNumbers(earlier!, view);
        one.view = view;
      }
      // All of one state are asked before any of the other, so that each state is loaded once.
      if (apart) for (const one of group) {
        const other = one.earlier === null || moved.there ? this.viewOf(claim, one, there) : one.earlier;
        if (other === null || !sameNumbers(one.view!, other)) return null;
      }
    }
    return parted;
  }

  /** The state after a step of the first run; the initial one after step -1. */
  private after(i: number): Int32Array {
    return this.states[i < 0 ? 0 : this.stateAfter[i]!]!;
  }

  /** Has a state in `now`. */
  private load(state: Int32Array): void {
    if (this.loaded !== state) this.now.set(state);
    this.loaded = state;
  }

  /** The numbers of what an observer sees in a state; null where that is at fault. */
  private viewOf({ list, view: { types } }: ClaimByCode, { id }: Observer, state: Int32Array): number[] | null {
    const { words, reals } = this;
    this.load(state);
    const base = list(id);
    if (base === failsThere) return null;
    const view: number[] = [words[base >> 2]!];
    for (let at = base + itemsFrom, left = view[0]!; left > 0; left--) for (const type of types) {
      view.push(type === "f64" ? reals[at >> 3]! : words[at >> 2]!);
      at += fieldBytes;
    }
    return view;
  }
}

function sameNumbers(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((number, i) => number === other[i]);
}

/** Observers from which the same steps are hidden. */
function grouped(observers: readonly Observer[]): Observer[][] {
  const groups: Observer[][] = [];
  for (const one of observers) {
    const group = groups.find(([first]) => first!.hidden.every((is, i) => is === one.hidden[i]));
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  return groups;
}
