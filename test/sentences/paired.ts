/** A model beside the code of what is understood of it, on the same states. */
import fc from "fast-check";
import { type Model, restart } from "../../src/engine/index.ts";
import { ChangeView, momentOf, stepWith } from "../../src/engine/moments.ts";
import { Understood } from "../../src/engine/understood.ts";
import { SpecificationFault } from "../../src/language/fault.ts";
import { allHold, atFault, callFunction } from "../../src/sentences/calls.ts";
import { failsThere, stateFunction, stepFunction } from "../../src/sentences/claims.ts";
import type { Ground } from "../../src/sentences/emit.ts";
import { Lookups } from "../../src/sentences/lookups.ts";
import type { Understanding } from "../../src/sentences/understand.ts";
import { host } from "../../src/sentences/wasm/host.ts";
import { Module } from "../../src/sentences/wasm/module.ts";

type Run = (...codes: number[]) => number;

export class Paired {
  /** Sentences that are not understood, with the reason. */
  readonly unclear: string[] = [];
  private readonly model: Model;
  private readonly memory;
  private readonly runs = new Map<string, Run>();
  private readonly codes: Int32Array;
  private readonly words: Int32Array;
  private readonly before: Int32Array;
  private choices: number[] = [];

  constructor(model: Model) {
    this.model = model;
    const understood = new Understood(model);
    const { steppers, stateClaims, seenInStates, claims, now: { layout } } = model;
    const module = new Module();
    const [argsAt, guard, scratch] = [64, 4096, 1 << 16];
    const size = (layout.bytes + 63) & ~63;
    const address = { now: guard, before: guard + size };
    const lookupsAt = address.before + size;
    const lookups = new Lookups(scratch * 4);
    if (lookupsAt > scratch) throw new Error("a state that is too large for this test");
    const choose = module.importFunction("host", "choose", ["i32"], "i32");
    module.importMemory("host", { pages: 64, pagesMost: 64 });
    const ground: Ground = { layout, address, lookups, free: module.global("i32", scratch), freeMost: scratch * 4, choose };
    const taken = <T>(what: string, one: Understanding<T>): T | null => {
      if (one.kind === "understood") return one.form;
      this.unclear.push(`${what} at "${one.sentence}": ${one.kind === "unclear" ? one.why : one.fault.message}`);
      return null;
    };
    steppers.forEach((stepper, o) => {
      const form = taken(stepper.operation.name, understood.operation(o));
      if (form !== null) module.exportFunction(callFunction(module, ground, `call ${o}`, form, scratch, argsAt), `call ${o}`);
    });
    for (const c of stateClaims) {
      const form = taken(claims[c]!.name, understood.state(c));
      if (form !== null) module.exportFunction(stateFunction(module, ground, `claim ${c}`, form, scratch), `claim ${c}`);
    }
    seenInStates.forEach((seen, s) => {
      const form = taken(claims[seen.claim]!.name, understood.seenInState(s));
      if (form !== null) module.exportFunction(stateFunction(module, ground, `seen ${s}`, form, scratch), `seen ${s}`);
    });
    this.eachStepSentence((key, claim, sentence, _, isReason) => steppers.forEach((stepper, o) => stepper.outcomes.forEach((_, outcome) => {
      if (isReason && claims[claim]!.invariant.changes !== undefined && outcome < stepper.refusals) return;
      const form = taken(claims[claim]!.name, understood.step(claim, sentence, isReason, o, [outcome]));
      if (form === null) return;
      const name = `${key} ${o} ${outcome}`;
      module.exportFunction(stepFunction(module, ground, name, form, scratch), name);
    })));
    const end = lookups.writeTo(module);
    if (end > 64 * 65536) throw new Error("more constants than this test has room for");
    this.memory = new host.Memory({ initial: 64, maximum: 64 });
    const instance = new host.Instance(new host.Module(module.encode()), { host: { memory: this.memory, choose: (n: number) => {
      const chosen = this.choices.length > 0 ? this.choices.shift()! : 0;
      return chosen % n;
    } } });
    for (const [name, run] of Object.entries(instance.exports)) this.runs.set(name, run as Run);
    this.codes = new Int32Array(this.memory.buffer, argsAt, 16);
    this.words = new Int32Array(this.memory.buffer, address.now, layout.bytes / 4);
    this.before = new Int32Array(this.memory.buffer, address.before, layout.bytes / 4);
  }

  private eachStepSentence(tell: (key: string, claim: number, sentence: string, fn: Function, isReason: boolean) => void): void {
    this.model.claims.forEach(({ invariant: { permits, seen = {} } }, c) => {
      if (permits === undefined) return;
      Object.entries(permits).forEach(([sentence, fn], i) => tell(`reason ${c} ${i}`, c, sentence, fn, true));
      Object.entries(seen).forEach(([sentence, fn], i) => tell(`seen ${c} ${i}`, c, sentence, fn, false));
    });
  }

  /** Takes so many steps and compares both ways in each state; answers what differed, and how much was compared. */
  compare(steps: number, seed: number): { readonly found: string[]; readonly compared: number } {
    const { model, words, before } = this;
    const { steppers, now, stateClaims, claims, seenInStates, system: { facts } } = model;
    const found: string[] = [];
    let compared = 0;
    const random = fc.sample(fc.infiniteStream(fc.nat()), { numRuns: 1, seed })[0]!;
    const draw = (n: number): number => random.next().value! % n;
    const note = (what: string, plain: unknown, code: unknown): void => {
      compared++;
      if (plain !== code && found.length < 10) found.push(`${what}: the sentence says ${String(plain)}, its form ${String(code)}`);
    };
    restart(model);
    for (let step = 0; step < steps && found.length < 10; step++) {
      if (step % 200 === 199) restart(model);
      for (const c of stateClaims) {
        words.set(now.words);
        note(claims[c]!.name, asked(() => claims[c]!.state!() === null), answer(this.runs.get(`claim ${c}`)!(), (said) => said < 0));
      }
      seenInStates.forEach(({ holds, sentence }, s) => {
        words.set(now.words);
        note(sentence, asked(() => holds(now.world, facts)), answer(this.runs.get(`seen ${s}`)!(), (said) => said === -1));
      });
      // Some calls are tried in this state; the last that is no refusal is taken.
      const state = now.words.slice();
      let next: Int32Array | null = null;
      for (let attempt = 0; attempt < 12; attempt++) {
        const o = draw(steppers.length);
        const stepper = steppers[o]!;
        if (stepper.calls === 0) continue;
        const codes = stepper.args.map(({ values }) => draw(values));
        const choices = Array.from({ length: 8 }, () => draw(1000));
        const made = this.call(o, codes, choices, state);
        words.set(state);
        this.choices = [...choices];
        this.codes.set(codes);
        const tried = this.runs.get(`call ${o}`)!(0);
        note(`${stepper.operation.name} tried`, made.outcome === atFault ? tried : made.outcome < stepper.refusals ? made.outcome : allHold, tried);
        note(`${stepper.operation.name} tried, its state`, true, words.every((word, i) => word === state[i]));
        this.choices = [...choices];
        const outcome = this.runs.get(`call ${o}`)!(1);
        note(`${stepper.operation.name} (${codes.join()})`, made.outcome, outcome);
        if (made.outcome === atFault || outcome !== made.outcome) continue;
        note(`${stepper.operation.name} / ${stepper.outcomes[outcome]!}, its state`, made.after.join(), words.join());
        this.compareStep(note, o, outcome, codes, state, made.after);
        if (outcome >= stepper.refusals) next = made.after;
      }
      before.set(state);
      now.words.set(next ?? state);
    }
    return { found, compared };
  }

  private call(o: number, codes: readonly number[], choices: readonly number[], state: Int32Array): { outcome: number; after: Int32Array } {
    const { now } = this.model;
    now.words.set(state);
    const answers = [...choices];
    try {
      const outcome = this.model.steppers[o]!.run(codes, (n) => (answers.shift() ?? 0) % n);
      return { outcome, after: now.words.slice() };
    } catch (error) {
      if (!(error instanceof SpecificationFault)) throw error;
      return { outcome: atFault, after: state };
    }
  }

  private compareStep(
    note: (what: string, plain: unknown, code: unknown) => void, o: number, outcome: number, codes: readonly number[], from: Int32Array, to: Int32Array,
  ): void {
    const { model, words, before } = this;
    const { now, before: old, claims } = model;
    now.words.set(to);
    old.words.set(from);
    words.set(to);
    before.set(from);
    const stepper = model.steppers[o]!;
    const view = momentOf(model, stepWith(model, o, outcome, stepper.argumentsNamed(codes)));
    model.changes?.compare(old.words, now.words);
    this.eachStepSentence((key, claim, sentence, fn, isReason) => {
      const run = this.runs.get(`${key} ${o} ${outcome}`);
      if (run === undefined) return;
      const { changes } = claims[claim]!.invariant;
      const what = `${claims[claim]!.name} / ${sentence} of ${stepper.operation.name} / ${stepper.outcomes[outcome]!}`;
      if (!isReason || changes === undefined) note(what, asked(() => fn(view)), answer(run(...codes, 0), (said) => said === 1));
      else for (let id = 0; id < now.world[changes]!.length; id++) {
        const change = new ChangeView(view, old.world[changes]![id]!, now.world[changes]![id]!);
        note(`${what}, row ${id}`, asked(() => fn(change)), answer(run(...codes, id), (said) => said === 1));
      }
    });
  }
}

/** What a sentence answers, or that it is at fault. */
function asked(ask: () => unknown): unknown {
  try {
    return ask();
  } catch {
    return "at fault";
  }
}

function answer(said: number, meaning: (said: number) => boolean): unknown {
  return said === failsThere ? "at fault" : meaning(said);
}
