/**
 * The code of random traces: calls, claims and `seen` sentences of a model as far as they are understood. It keeps a state of its own,
 * which follows that of the model; what is not understood, and whatever is at fault, is asked of the sentences themselves.
 */
import { atFault, callFunction, checksFunction, completeFunction } from "../../sentences/calls.ts";
import { holdsThere, stateFunction } from "../../sentences/claims.ts";
import type { Ground } from "../../sentences/emit.ts";
import { judgeStateFunction, judgeStepFunction } from "../../sentences/judges.ts";
import { Lookups } from "../../sentences/lookups.ts";
import type { Understanding, UnderstoodOperation, UnderstoodState } from "../../sentences/understand.ts";
import type { Callee, Code, Signature } from "../../sentences/wasm/code.ts";
import { type HostInstance, host } from "../../sentences/wasm/host.ts";
import { Module, pageBytes } from "../../sentences/wasm/module.ts";
import type { Choose } from "../../language/operation.ts";
import type { Watch } from "../claims/checking.ts";
import { type StepsAsked, stepsAsked } from "./claims-code.ts";
import { copyWords } from "../world/digest.ts";
import type { Model } from "../model.ts";
import { type TraceStep, chooseFrom } from "../traces/trace.ts";
import { TryingByCode, addTrying, tryingPlaces } from "./trying-code.ts";
import { TwoRunsByCode, type TwoRunsPlaces, addTwoRuns, understoodTwoRuns } from "./noninterference-code.ts";
import { Understood } from "./understood.ts";

type Run = (...words: number[]) => number;

const known = new WeakMap<Model, CompiledTraces>();

/** The code of a model's traces, made once. `watch` is told what is understood. */
export function compiledTraces(model: Model, watch?: Watch): CompiledTraces {
  let code = known.get(model);
  if (code === undefined) known.set(model, code = new CompiledTraces(model, watch));
  return code;
}

/** The code of a model's traces, where it was made. */
export function codeMadeOf(model: Model): CompiledTraces | undefined {
  return known.get(model);
}

export class CompiledTraces {
  /** Tries calls out. */
  readonly trying: TryingByCode;
  /** Compares what claims over two runs speak of; null where one of them is not understood, and where there are none. */
  readonly twoRuns: TwoRunsByCode | null;
  /** Whether all sentences are understood, so that none can remember, read a clock or write where it must not. */
  readonly isWhole: boolean;
  /** By operation: what is asked of the sentences themselves after a step. */
  readonly judging: readonly StepsAsked[];
  /** Claims over states that are asked of the sentences themselves. */
  readonly statesLeft: readonly number[];
  readonly understood: Understood;
  private readonly model: Model;
  private readonly args: Int32Array;
  private readonly now: Int32Array;
  /** The state before the latest step that was not refused. */
  readonly before: Int32Array;
  private readonly told: Uint8Array;
  /** What was told before the latest step was judged. */
  private readonly toldBefore: Uint8Array;
  private readonly reasons: readonly Float64Array[];
  private readonly marks: Uint8Array;
  /** By operation and outcome: whether a claim or a `seen` is asked by code, and the reasons that need not be. */
  private readonly asks: readonly (readonly boolean[])[];
  private readonly settled: readonly (readonly StepsAsked["covered"][])[];
  private readonly run: Readonly<Record<"complete" | "take" | "judge" | "states" | "seen", Run>>;
  private choose: Choose = () => 0;

  constructor(model: Model, watch?: Watch) {
    this.model = model;
    const understood = this.understood = new Understood(model, watch);
    const { steppers, stateClaims, seenInStates, claims, now: { layout } } = model;
    const places = tracePlaces(model);
    const operations = steppers.map((_, o) => {
      watch?.enter(-1, o);
      return understood.operation(o);
    });
    this.judging = steppers.map(({ outcomes }, o) => {
      watch?.enter(-1, o);
      return stepsAsked(model, understood, places, o, outcomes.map((_, outcome) => outcome));
    });
    const ofClaim = <T>(claim: number, understand: () => T): T => {
      watch?.enter(claim, -1);
      return understand();
    };
    const forms: Forms = {
      operations, states: stateClaims.map((claim) => ofClaim(claim, () => understood.state(claim))),
      seen: seenInStates.map(({ claim }, s) => ofClaim(claim, () => understood.seenInState(s))),
      twoRuns: understoodTwoRuns(model, understood, watch),
    };
    watch?.own?.();
    this.statesLeft = stateClaims.filter((_, i) => forms.states[i]!.kind !== "understood");
    this.isWhole = forms.twoRuns !== null
      && [...forms.operations, ...forms.states, ...forms.seen].every(({ kind }) => kind === "understood")
      && this.judging.every(({ claimsLeft, seenLeft }) => claimsLeft.length + seenLeft.length === 0);
    const { instance, buffer } = this.started(places, forms);
    this.trying = new TryingByCode(model, instance, buffer, places.trying);
    this.run = instance.exports as CompiledTraces["run"];
    this.args = new Int32Array(buffer, places.trying.args);
    this.now = new Int32Array(buffer, places.now, layout.bytes / 4);
    this.before = new Int32Array(buffer, places.before, layout.bytes / 4);
    const step = ({ operation, args, choices }: TraceStep): number => {
      this.give(args);
      this.choose = chooseFrom(choices);
      return this.run.take(operation);
    };
    this.twoRuns = forms.twoRuns === null || forms.twoRuns.length === 0 ? null
      : new TwoRunsByCode(model, instance, buffer, forms.twoRuns, places.twoRuns, this.now, step, (codes) => this.give(codes));
    this.told = new Uint8Array(buffer, places.told.from, places.told.bytes);
    this.toldBefore = this.told.slice();
    this.reasons = claims.map(({ reasons }, c) => new Float64Array(buffer, places.reasons[c]!, reasons.length));
    this.marks = new Uint8Array(buffer, places.seenInSteps, model.seenInSteps.length);
    this.asks = steppers.map(({ outcomes }, o) => outcomes.map((_, outcome) =>
      [...this.judging[o]!.claims, ...this.judging[o]!.seen].some(({ asked }) => asked[outcome])));
    this.settled = steppers.map(({ outcomes }, o) =>
      outcomes.map((_, outcome) => this.judging[o]!.covered.filter((one) => one.outcome === outcome)));
  }

  /** Makes the code, and runs it. */
  private started(
    places: TracePlaces, { operations, states, seen, twoRuns }: Forms,
  ): { readonly instance: HostInstance; readonly buffer: ArrayBufferLike } {
    const { model: { steppers, seenInStates, now: { layout } }, judging } = this;
    const module = new Module();
    const choose = module.importFunction("host", "choose", ["i32"], "i32");
    const lookups = new Lookups(places.lookups);
    const ground: Ground = { layout, address: { now: places.now, before: places.before }, lookups,
      free: module.global("i32", places.scratch), freeMost: places.scratchMost, choose };
    const { scratch, trying: { args } } = places;
    const unread = module.function("what is not understood", [], "i32").i32(atFault);
    const each = <T>(all: readonly Understanding<T>[], make: (form: T, i: number) => Code): Code[] =>
      all.map((one, i) => one.kind === "understood" ? make(one.form, i) : unread);
    const named = (o: number): string => steppers[o]!.operation.name;
    const checks = each(operations, (form, o) => checksFunction(module, ground, `${named(o)}, checks`, form, { args, scratch }));
    addTrying(module, checks, places.trying);
    const completing = each(operations, (form, o) => completeFunction(module, ground, named(o), form, { args, scratch }));
    addTable(module, "complete", [], completing);
    if (twoRuns !== null && twoRuns.length > 0)
      addTable(module, "take", [], checks.map((one, o) => one === unread ? one : callFunction(module, named(o), one, completing[o]!)));
    addTable(module, "judge", ["i32"], judging.map((asked, o) => {
      const judge = judgeStepFunction(module, ground, `${named(o)}, claims`, steppers[o]!.args.length, asked);
      return withArguments(module, judge, places, layout.bytes, steppers[o]!.refusals, named(o));
    }));
    const claims = states.flatMap((one) => one.kind === "understood" ? [one.form] : []);
    module.exportFunction(judgeStateFunction(module, ground, "claims over states", claims, [], scratch), "states");
    addTable(module, "seen", [], each(seen, (form, s) => stateFunction(module, ground, seenInStates[s]!.sentence, form, scratch)));
    if (twoRuns !== null) addTwoRuns(module, ground, twoRuns, places.twoRuns);
    const pages = Math.ceil(lookups.writeTo(module) / pageBytes) + 1;
    module.importMemory("host", { pages, pagesMost: pages });
    const memory = new host.Memory({ initial: pages, maximum: pages });
    const imports = { memory, choose: (n: number) => this.choose(n) };
    return { instance: new host.Instance(new host.Module(module.encode()), { host: imports }), buffer: memory.buffer };
  }

  /** Begins a trace: forgets what was counted. */
  begin(): void {
    this.told.fill(0);
    this.twoRuns?.begin();
  }

  /** Takes over the model's present state. */
  follow(): void {
    this.now.set(this.model.now.words);
  }

  /** Takes the model's present state for the one before a step that the sentences are about to take. */
  precede(): void {
    this.before.set(this.model.now.words);
  }

  /**
   * Completes a call whose checks all hold; the model's state follows. Answers the outcome, or `atFault`: then the model is as it was,
   * and `follow` must be called after the sentences have been asked.
   */
  commit(operation: number, codes: ArrayLike<number>, choose: Choose): number {
    this.give(codes);
    this.choose = choose;
    const outcome = this.run.complete(operation);
    if (outcome >= 0) copyWords(this.now, this.model.now.words);
    return outcome;
  }

  /** Whether all claims over states that are understood hold in the present state, and can be evaluated. */
  statesHold(): boolean {
    return this.run.states() === 1;
  }

  /** Whether a `seen` sentence is true in the present state; null where the sentence must be asked. */
  isSeen(place: number): boolean | null {
    const answer = this.run.seen(place);
    return answer === atFault ? null : answer === holdsThere;
  }

  /**
   * Whether the claims over steps that are understood permit the latest step, whose arguments these are. Where they do not, or cannot be
   * evaluated, nothing is counted, and the sentences are to be asked.
   */
  permits(operation: number, codes: ArrayLike<number>, outcome: number): boolean {
    if (this.asks[operation]![outcome] === false) return true;
    this.give(codes);
    this.toldBefore.set(this.told);
    if (this.run.judge(operation, outcome) === 1) return true;
    this.told.set(this.toldBefore);
    return false;
  }

  /** Adds what was covered since the trace began, of which `ended` counts the steps by operation and outcome. */
  addCovered(ended: readonly (readonly number[])[], covered: readonly number[][]): void {
    const { reasons, settled } = this;
    for (let claim = 0; claim < reasons.length; claim++) {
      const counts = reasons[claim]!;
      for (let reason = 0; reason < counts.length; reason++) if (counts[reason] !== 0) covered[claim]![reason]! += counts[reason]!;
    }
    for (let o = 0; o < ended.length; o++) for (let outcome = 0; outcome < ended[o]!.length; outcome++) {
      const steps = ended[o]![outcome]!;
      if (steps > 0) for (const { claim, reason } of settled[o]![outcome]!) covered[claim]![reason]! += steps;
    }
  }

  /** Whether a `seen` sentence over steps came true since the trace began. */
  wasSeen(place: number): boolean {
    return this.marks[place] === 1;
  }

  private give(codes: ArrayLike<number>): void {
    for (let i = 0; i < codes.length; i++) this.args[i] = codes[i]!;
  }
}

/** What is understood. */
interface Forms {
  readonly operations: readonly Understanding<UnderstoodOperation>[];
  readonly states: readonly Understanding<UnderstoodState>[];
  readonly seen: readonly Understanding<UnderstoodState>[];
  readonly twoRuns: ReturnType<typeof understoodTwoRuns>;
}

/** Where things lie in the memory of traces, in bytes. */
interface TracePlaces {
  readonly now: number;
  readonly before: number;
  /** A 64-bit float for each reason, by claim. */
  readonly reasons: readonly number[];
  /** A byte for each `seen`. */
  readonly seenInSteps: number;
  /** The reasons and the marks together. */
  readonly told: { readonly from: number; readonly bytes: number };
  readonly trying: ReturnType<typeof tryingPlaces>;
  readonly twoRuns: TwoRunsPlaces;
  readonly scratch: number;
  readonly scratchMost: number;
  readonly lookups: number;
}

/** Nothing lies below, so that what a row of number -1 seems to hold can be read. */
const guardBytes = 1 << 16;
const scratchBytes = 1 << 18;

function tracePlaces(model: Model): TracePlaces {
  const { claims, seenInSteps: sentences, now: { layout } } = model;
  let end = guardBytes;
  const take = (bytes: number): number => {
    const at = end;
    end = (end + bytes + 7) & ~7;
    return at;
  };
  const [now, before] = [take(layout.bytes), take(layout.bytes)];
  const from = end;
  const reasons = claims.map((claim) => take(8 * claim.reasons.length));
  const seenInSteps = take(sentences.length);
  const told = { from, bytes: end - from };
  const trying = tryingPlaces(model, take);
  const rows = Math.max(...layout.sizes);
  const [hidden, hears, scratch] = [take(rows), take(rows), take(scratchBytes)];
  const twoRuns = { args: trying.args, hidden, hears, scratch };
  return { now, before, reasons, seenInSteps, told, trying, twoRuns, scratch, scratchMost: scratch + scratchBytes, lookups: end };
}

/** Exports a function that runs one of some by its number, which it takes first. */
function addTable(module: Module, name: string, takes: Signature["takes"], functions: readonly Callee[]): void {
  const table = module.table(functions, { takes, gives: "i32" });
  const code = module.function(name, ["i32", ...takes], "i32");
  takes.forEach((_, i) => code.get(i + 1));
  code.get(0).callIndirect(table);
  module.exportFunction(code, name);
}

/** Asks the claims of a step whose arguments stand in memory; a refused call has left the state as it was. */
function withArguments(module: Module, judge: Callee, places: TracePlaces, bytes: number, refusals: number, name: string): Code {
  const code = module.function(`${name}, judged`, ["i32"], "i32");
  code.get(0).i32(refusals).op("i32.lt_s").if(() => code.i32(places.before).i32(places.now).i32(bytes).op("memory.copy"));
  for (let i = 0; i + 1 < judge.signature.takes.length; i++) code.i32(0).at("i32.load", places.trying.args + 4 * i);
  return code.get(0).call(judge);
}
