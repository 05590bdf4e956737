/**
 * The code of random traces: calls, claims and `seen` sentences of a model as far as they are understood. It keeps a state of its own,
 * which follows that of the model; what is not understood, and whatever is at fault, is asked of the sentences themselves.
 */
import { allHold, atFault, callFunction } from "../sentences/calls.ts";
import { stateFunction } from "../sentences/claims.ts";
import type { Ground } from "../sentences/emit.ts";
import { judgeStepFunction } from "../sentences/judges.ts";
import { Lookups } from "../sentences/lookups.ts";
import type { Callee, Code } from "../sentences/wasm/code.ts";
import { host } from "../sentences/wasm/host.ts";
import { Module, pageBytes } from "../sentences/wasm/module.ts";
import type { Choose } from "../language/operation.ts";
import type { Model } from "./model.ts";
import { type StepsAsked, stepsAsked } from "./compiled-claims.ts";
import { type Places, placesOf } from "./compiled-search.ts";
import { Understood } from "./understood.ts";

type Run = (value?: number) => number;

const known = new WeakMap<Model, CompiledTraces>();

/** The code of a model's traces, made once. */
export function compiledTraces(model: Model): CompiledTraces {
  let code = known.get(model);
  if (code === undefined) known.set(model, code = new CompiledTraces(model));
  return code;
}

export class CompiledTraces {
  /** By operation: what is asked of the sentences themselves after a step. */
  readonly judging: readonly StepsAsked[];
  /** Claims over states that are asked of the sentences themselves. */
  readonly statesLeft: readonly number[];
  private readonly model: Model;
  private readonly args: Int32Array;
  private readonly now: Int32Array;
  private readonly told: Uint8Array;
  /** What was told before the latest step was judged. */
  private readonly toldBefore: Uint8Array;
  private readonly reasons: readonly Float64Array[];
  private readonly marks: Uint8Array;
  private readonly calls: readonly (Run | null)[];
  private readonly judges: readonly (Run | null)[];
  private readonly states: readonly Run[];
  private readonly seen: readonly (Run | null)[];
  private choose: Choose = () => 0;

  constructor(model: Model) {
    this.model = model;
    const understood = new Understood(model);
    const { steppers, stateClaims, seenInStates, seenInSteps, claims, now: { layout } } = model;
    const places = placesOf(model);
    const module = new Module();
    const choose = module.importFunction("host", "choose", ["i32"], "i32");
    const lookups = new Lookups(places.lookups);
    const ground: Ground = { layout, address: { now: places.now, before: places.before }, lookups,
      free: module.global("i32", places.scratch), freeMost: places.scratchMost, choose };
    const offered: Code[] = [];
    const offer = (code: Code): Code => (offered.push(code), code);
    const calls = steppers.map((_, o) => {
      const one = understood.operation(o);
      return one.kind === "understood" ? offer(callFunction(module, ground, `call ${o}`, one.form, places.scratch, places.branches)) : null;
    });
    const left: number[] = [];
    const states = stateClaims.flatMap((claim) => {
      const one = understood.state(claim);
      if (one.kind === "understood") return [offer(stateFunction(module, ground, `claim ${claim}`, one.form, places.scratch))];
      left.push(claim);
      return [];
    });
    const seen = seenInStates.map((_, s) => {
      const one = understood.seenInState(s);
      return one.kind === "understood" ? offer(stateFunction(module, ground, `seen ${s}`, one.form, places.scratch)) : null;
    });
    this.statesLeft = left;
    this.judging = steppers.map(({ outcomes }, o) => stepsAsked(model, understood, places, o, outcomes.map((_, outcome) => outcome)));
    const judges = this.judging.map((asked, o) => {
      if (asked.claims.length + asked.seen.length === 0) return null;
      const judge = judgeStepFunction(module, ground, `claims after ${o}`, steppers[o]!.args.length, asked);
      return offer(withArguments(module, judge, places, layout.bytes, steppers[o]!.refusals, o));
    });
    const pages = Math.ceil(lookups.writeTo(module) / pageBytes) + 1;
    module.importMemory("host", { pages, pagesMost: pages });
    offered.forEach((code) => module.exportFunction(code, code.name));
    const memory = new host.Memory({ initial: pages, maximum: pages });
    const { exports } = new host.Instance(new host.Module(module.encode()), { host: { memory, choose: (n: number) => this.choose(n) } });
    const run = (code: Code | null): Run | null => code === null ? null : exports[code.name] as Run;
    [this.calls, this.judges, this.seen] = [calls.map(run), judges.map(run), seen.map(run)];
    this.states = states.map((code) => run(code)!);
    const { buffer } = memory;
    this.args = new Int32Array(buffer, places.branches, 64);
    this.now = new Int32Array(buffer, places.now, layout.bytes / 4);
    this.told = new Uint8Array(buffer, places.told.from, places.told.bytes);
    this.toldBefore = this.told.slice();
    this.reasons = claims.map(({ reasons }, c) => new Float64Array(buffer, places.reasons[c]!, reasons.length));
    this.marks = new Uint8Array(buffer, places.seenInSteps, seenInSteps.length);
  }

  /** Begins a trace: forgets what was counted. */
  begin(): void {
    this.told.fill(0);
  }

  /** Takes over the model's present state. */
  follow(): void {
    this.now.set(this.model.now.words);
  }

  /** Looks and checks: the first check that does not hold, `allHold`, or `atFault` for what the sentences must be asked. */
  attempt(operation: number, codes: ArrayLike<number>): number {
    const run = this.calls[operation]!;
    if (run === null) return atFault;
    for (let i = 0; i < codes.length; i++) this.args[i] = codes[i]!;
    return run(0);
  }

  /**
   * Completes a call whose checks all hold; the model's state follows. Answers the outcome, or `atFault`: then the model is as it was,
   * and `follow` must be called after the sentences have been asked.
   */
  commit(operation: number, codes: ArrayLike<number>, choose: Choose): number {
    const run = this.calls[operation]!;
    if (run === null) return atFault;
    for (let i = 0; i < codes.length; i++) this.args[i] = codes[i]!;
    this.choose = choose;
    const outcome = run(1);
    if (outcome >= 0) this.model.now.words.set(this.now);
    return outcome;
  }

  /** Whether all claims over states that are understood hold in the present state, and can be evaluated. */
  statesHold(): boolean {
    for (let i = 0; i < this.states.length; i++) if (this.states[i]!() !== -1) return false;
    return true;
  }

  /** Whether a `seen` sentence is true in the present state; null where the sentence must be asked. */
  isSeen(place: number): boolean | null {
    const answer = this.seen[place]?.() ?? atFault;
    return answer === atFault ? null : answer === allHold;
  }

  /**
   * Whether the claims over steps that are understood permit the latest step, whose arguments these are. Where they do not, or cannot be
   * evaluated, nothing is counted, and the sentences are to be asked.
   */
  permits(operation: number, codes: ArrayLike<number>, outcome: number): boolean {
    const run = this.judges[operation]!;
    if (run === null) return true;
    for (let i = 0; i < codes.length; i++) this.args[i] = codes[i]!;
    this.toldBefore.set(this.told);
    if (run(outcome) === 1) return true;
    this.told.set(this.toldBefore);
    return false;
  }

  /** Adds what was covered since the trace began, of which `ended` counts the steps by operation and outcome. */
  addCovered(ended: readonly (readonly number[])[], covered: readonly number[][]): void {
    this.reasons.forEach((counts, claim) => counts.forEach((count, reason) => { covered[claim]![reason]! += count; }));
    this.judging.forEach(({ covered: always }, o) => {
      const steps = ended[o]!.reduce((sum, count) => sum + count, 0);
      for (const { claim, reason } of always) covered[claim]![reason]! += steps;
    });
  }

  /** Whether a `seen` sentence over steps came true since the trace began. */
  wasSeen(place: number): boolean {
    return this.marks[place] === 1;
  }
}

/** Asks the claims of a step whose arguments stand in memory; a refused call has left the state as it was. */
function withArguments(module: Module, judge: Callee, places: Places, bytes: number, refusals: number, o: number): Code {
  const code = module.function(`judge ${o}`, ["i32"], "i32");
  code.get(0).i32(refusals).op("i32.lt_s").if(() => code.i32(places.before).i32(places.now).i32(bytes).op("memory.copy"));
  for (let i = 0; i + 1 < judge.signature.takes.length; i++) code.i32(0).at("i32.load", places.branches + 4 * i);
  return code.get(0).call(judge);
}
