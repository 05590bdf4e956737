/** The sentences of a model beside the code of what is understood of them, in the same states and of the same steps. */
import type { Model } from "../../src/engine/index.ts";
import { ChangeView, momentOf, stepWith } from "../../src/engine/claims/moments.ts";
import { noted } from "../../src/engine/stepping/noting.ts";
import { Understood } from "../../src/engine/code/understood.ts";
import { atFault, callFunction, checksFunction, completeFunction } from "../../src/sentences/calls.ts";
import { failsThere, stateFunction, stepFunction, viewFunction } from "../../src/sentences/claims.ts";
import type { Ground } from "../../src/sentences/emit.ts";
import type { Type } from "../../src/sentences/form.ts";
import { Lookups } from "../../src/sentences/lookups.ts";
import type { Understanding } from "../../src/sentences/understand.ts";
import { host } from "../../src/sentences/wasm/host.ts";
import { Module } from "../../src/sentences/wasm/module.ts";
import type { Call, Visit } from "./visits.ts";

type Run = (...codes: number[]) => number;

/** One sentence over steps. */
interface StepSentence {
  readonly key: string;
  readonly claim: number;
  readonly sentence: string;
  readonly fn: (at: any, facts?: any) => boolean;
  /** A reason of `permits`; otherwise a `seen`. */
  readonly isReason: boolean;
}

const pages = 256;
const [argsAt, guard, scratch, lookupsFrom] = [64, 4096, 1 << 20, 3 << 22];

export interface Compared {
  /** What differed. */
  readonly found: string[];
  /** Sentences of which the form was at fault where they were not: they say more than it can, and it leaves the answer to them. */
  readonly left: ReadonlySet<string>;
  /** Answers and states that were compared. */
  readonly compared: number;
  /** Answers of sentences that were at fault, on both sides. */
  readonly faults: number;
  /** Places of the claims that were asked and answered. */
  readonly asked: ReadonlySet<number>;
}

export class Paired {
  /** Sentences that are not understood, with the reason. */
  readonly unclear: string[] = [];
  readonly understood: Understood;
  private readonly model: Model;
  private readonly visits: readonly Visit[];
  private readonly stepSentences: readonly StepSentence[];
  private readonly runs: ReadonlyMap<string, Run>;
  /** By operation: the outcomes of the visits. */
  private readonly ended: readonly (readonly number[])[];
  private readonly memory;
  /** By claim: what the numbers of an element of its view are. */
  private readonly viewTypes = new Map<number, readonly Type[]>();
  private readonly codes: Int32Array;
  private readonly words: Int32Array;
  private readonly before: Int32Array;
  private choices: number[] = [];

  /** Makes code of all sentences over calls and states, and of those over steps for the outcomes that the visits have. */
  constructor(model: Model, visits: readonly Visit[]) {
    this.model = model;
    this.visits = visits;
    this.understood = new Understood(model);
    const { steppers, stateClaims, seenInStates, claims, now: { layout } } = model;
    this.stepSentences = claims.flatMap(({ invariant: { permits, seen = {} } }, claim) => permits === undefined ? [] : [
      ...Object.entries(permits).map(([sentence, fn], i) => ({ key: `reason ${claim} ${i}`, claim, sentence, fn, isReason: true })),
      ...Object.entries(seen).map(([sentence, fn], i) => ({ key: `seen ${claim} ${i}`, claim, sentence, fn, isReason: false })),
    ]);
    const module = new Module();
    const size = (layout.bytes + 63) & ~63;
    const address = { now: guard, before: guard + size };
    if (address.before + size > scratch) throw new Error("a state that is too large for this test");
    const lookups = new Lookups(lookupsFrom);
    const choose = module.importFunction("host", "choose", ["i32"], "i32");
    module.importMemory("host", { pages, pagesMost: pages });
    const ground: Ground = { layout, address, lookups, free: module.global("i32", scratch), freeMost: lookupsFrom, choose };
    const add = <T>(name: string, what: string, one: Understanding<T>, make: (form: T) => Parameters<Module["exportFunction"]>[0]): void => {
      if (one.kind === "understood") module.exportFunction(make(one.form), name);
      else this.unclear.push(`${what} at "${one.sentence}": ${one.kind === "unclear" ? one.why : one.fault.message}`);
    };
    const state = (name: string) => (form: Parameters<typeof stateFunction>[3]) => stateFunction(module, ground, name, form, scratch);
    steppers.forEach(({ operation: { name } }, o) => add(`call ${o}`, name, this.understood.operation(o), (form) => {
      const places = { args: argsAt, scratch };
      const checks = checksFunction(module, ground, `try ${o}`, form, places);
      module.exportFunction(checks, `try ${o}`);
      return callFunction(module, `call ${o}`, checks, completeFunction(module, ground, `complete ${o}`, form, places));
    }));
    for (const c of stateClaims) add(`claim ${c}`, claims[c]!.name, this.understood.state(c), state(`claim ${c}`));
    seenInStates.forEach(({ claim }, s) => add(`seen ${s}`, claims[claim]!.name, this.understood.seenInState(s), state(`seen ${s}`)));
    this.ended = steppers.map(({ outcomes }, o) => outcomes.flatMap((_, outcome) =>
      visits.some(({ calls }) => calls.some((call) => call.operation === o && call.outcome === outcome)) ? [outcome] : []));
    this.ended.forEach((outcomes, o) => {
      if (outcomes.length > 0) for (const { key, claim, sentence, isReason } of this.stepSentences)
        add(`${key} ${o}`, claims[claim]!.name, this.understood.step(claim, sentence, isReason, o, outcomes),
          (form) => stepFunction(module, ground, `${key} ${o}`, form, scratch));
    });
    claims.forEach(({ name, invariant: { unseen } }, c) => {
      if (unseen === undefined) return;
      this.ended.forEach((outcomes, o) => {
        if (outcomes.length > 0) for (const part of ["hidden", "hears"] as const)
          add(`${part} ${c} ${o}`, name, this.understood.observed(c, part, o, outcomes), (form) =>
            stepFunction(module, ground, `${part} ${c} ${o}`, form, scratch));
      });
      add(`view ${c}`, name, this.understood.view(c), (form) => {
        this.viewTypes.set(c, form.types);
        return viewFunction(module, ground, `view ${c}`, form, scratch);
      });
    });
    if (lookups.writeTo(module) > pages * 65536) throw new Error("more constants than this test has room for");
    const memory = this.memory = new host.Memory({ initial: pages, maximum: pages });
    const instance = new host.Instance(new host.Module(module.encode()),
      { host: { memory, choose: (n: number) => (this.choices.shift() ?? 0) % n } });
    this.runs = new Map(Object.entries(instance.exports) as [string, Run][]);
    this.codes = new Int32Array(memory.buffer, argsAt, 16);
    this.words = new Int32Array(memory.buffer, address.now, layout.bytes / 4);
    this.before = new Int32Array(memory.buffer, address.before, layout.bytes / 4);
  }

  private isOfChanges(claim: number, isReason: boolean): boolean {
    return isReason && this.model.claims[claim]!.invariant.changes !== undefined;
  }

  /** Compares both ways in each state and of each call. */
  compare(): Compared {
    const { model: { steppers, now, stateClaims, claims, seenInStates, system: { facts } }, words, runs } = this;
    const found: string[] = [];
    let [compared, faults] = [0, 0];
    const claimsAsked = new Set<number>();
    const left = new Set<string>();
    const note: Note = (what, plain, code, claim) => {
      compared++;
      if (plain === fault && code === fault) faults++;
      else if (claim !== undefined) claimsAsked.add(claim);
      if (code === fault && plain !== fault) left.add(what);
      else if (plain !== code && found.length < 20) found.push(`${what}: the sentence says ${String(plain)}, its form ${String(code)}`);
    };
    const outcomeTold = (outcome: number): unknown => outcome === atFault ? fault : outcome;
    for (const { state, calls } of this.visits) {
      const inState = (name: string, claim: number, what: string, ask: () => unknown): void => {
        const run = runs.get(name);
        if (run === undefined) return;
        now.words.set(state);
        words.set(state);
        const said = run();
        note(what, asked(ask), said === failsThere ? fault : said, claim);
        if (words.some((word, i) => word !== state[i])) note(`${what}, its state`, "as it was", "another");
      };
      for (const c of stateClaims) inState(`claim ${c}`, c, claims[c]!.name, () => {
        const broken = claims[c]!.state!();
        return broken === null ? -1 : Number(/\d+$/.exec(broken)?.[0] ?? 0);
      });
      seenInStates.forEach(({ holds, sentence, claim }, s) => inState(`seen ${s}`, claim, sentence, () => holds(now.world, facts) ? -1 : 0));
      for (const call of calls) {
        const { operation, codes, choices, tried, outcome, after } = call;
        const run = runs.get(`call ${operation}`);
        if (run === undefined) continue;
        const what = `${steppers[operation]!.operation.name} (${codes.join()})`;
        words.set(state);
        this.choices = [...choices];
        this.codes.set(codes);
        note(`${what} tried`, outcomeTold(tried), outcomeTold(runs.get(`try ${operation}`)!()));
        if (words.some((word, i) => word !== state[i])) note(`${what} tried, its state`, "as it was", "another");
        this.choices = [...choices];
        const said = run();
        note(what, outcomeTold(outcome), outcomeTold(said));
        if (outcome === atFault || said === atFault) continue;
        note(`${what} / ${steppers[operation]!.outcomes[outcome]!}, its state`, after.join(), words.join());
        this.compareStep(note, call, state);
      }
    }
    this.compareViews(note);
    return { found, left, compared, faults, asked: claimsAsked };
  }

  /** Compares what observers see: two views must be alike by their forms where they are alike. */
  private compareViews(note: Note): void {
    const { model: { claims, now, system: { facts } }, words, runs } = this;
    claims.forEach(({ name, invariant: { each, unseen } }, c) => {
      const run = runs.get(`view ${c}`);
      if (run === undefined) return;
      for (const [id, row] of now.world[each!]!.entries()) {
        let before: { readonly plain: unknown; readonly code: unknown } | null = null;
        for (const { state } of this.visits) {
          now.words.set(state);
          words.set(state);
          const at = run(id);
          const seen = { plain: asked(() => JSON.stringify(seenBy(unseen!.view(row, now.world, facts)))),
            code: at === failsThere ? fault : this.listAt(at, this.viewTypes.get(c)!) };
          note(`${name} / view of ${id}`, seen.plain === fault ? fault : true, seen.code === fault ? fault : true, c);
          if (before !== null && seen.plain !== fault && seen.code !== fault)
            note(`${name} / view of ${id}`, seen.plain === before.plain, seen.code === before.code, c);
          before = seen;
        }
      }
    });
  }

  /** The numbers of a list in working memory. */
  private listAt(at: number, types: readonly Type[]): string {
    const view = new DataView(this.memory.buffer);
    return Array.from({ length: view.getInt32(at, true) }, (_, i) => types.map((type, field) => {
      const place = at + 8 + 8 * (i * types.length + field);
      return type === "f64" ? view.getFloat64(place, true) : view.getInt32(place, true);
    }).join()).join(";");
  }

  private compareStep(note: Note, { operation, outcome, codes, after }: Call, state: Int32Array): void {
    const { model, words, before, runs } = this;
    const { now, before: old, claims, system: { facts } } = model;
    now.words.set(after);
    old.words.set(state);
    words.set(after);
    before.set(state);
    const stepper = model.steppers[operation]!;
    const view = momentOf(model, stepWith(model, operation, outcome, stepper.argumentsNamed(codes)));
    claims.forEach(({ name, invariant: { each, unseen } }, c) => {
      if (unseen !== undefined) for (const part of ["hidden", "hears"] as const) {
        const run = runs.get(`${part} ${c} ${operation}`);
        if (run !== undefined) for (const [id, row] of now.world[each!]!.entries()) note(`${name} / ${part} of ${id}`,
          asked(() => unseen[part](row, view.step, facts)), told(run(...codes, this.ended[operation]!.indexOf(outcome), id)), c);
      }
    });
    for (const { key, claim, sentence, fn, isReason } of this.stepSentences) {
      const run = runs.get(`${key} ${operation}`);
      if (run === undefined) continue;
      const what = `${claims[claim]!.name} / ${sentence} of ${stepper.operation.name} / ${stepper.outcomes[outcome]!}`;
      const said = (id: number): unknown => told(run(...codes, this.ended[operation]!.indexOf(outcome), id));
      if (this.isOfChanges(claim, isReason) && outcome < stepper.refusals) continue;
      if (!this.isOfChanges(claim, isReason)) {
        note(what, asked(() => isReason ? fn(view) : fn(view, facts)), said(0), claim);
        continue;
      }
      const { changes } = claims[claim]!.invariant;
      for (const [id, is] of now.world[changes!]!.entries())
        note(`${what}, row ${id}`, asked(() => fn(new ChangeView(view, old.world[changes!]![id]!, is))), said(id), claim);
    }
  }
}

type Note = (what: string, plain: unknown, code: unknown, claim?: number) => void;

const fault = "at fault";

const told = (said: number): unknown => said === failsThere ? fault : said === 1;

/** What a view shows, as the engine has it. */
function seenBy(view: unknown): unknown {
  const isSeen = (one: unknown): boolean => ["string", "boolean", "number"].includes(typeof one) && !Number.isNaN(one);
  const plain = (one: unknown): unknown => one === 0 ? 0 : one;
  if (Array.isArray(view) && view.every(isSeen)) return view.map(plain);
  if (typeof view !== "object" || view === null || Object.getPrototypeOf(view) !== Object.prototype) throw new Error("not a view");
  return Object.entries(view).map(([, one]) => Array.isArray(one) ? seenBy(one) : seenBy([one]));
}

/** What a sentence answers, or that it is at fault: anything but yes and no is one, and so is what it swallows. */
function asked(ask: () => unknown): unknown {
  noted.fault = null;
  try {
    const answer = ask();
    return noted.fault !== null || typeof answer === "object" || answer === undefined ? fault : answer;
  } catch {
    return fault;
  } finally {
    noted.fault = null;
  }
}
