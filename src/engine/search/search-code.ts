/** The code of a search with the set of states that it finds, in one memory: what a search runs where everything is understood. */
import { Lookups } from "../../sentences/lookups.ts";
import type { Code } from "../../sentences/wasm/code.ts";
import { type HostMemory, host } from "../../sentences/wasm/host.ts";
import { Module, pageBytes } from "../../sentences/wasm/module.ts";
import { type Places, addSearch } from "./compiled-search.ts";
import type { PlacedReason } from "../code/claims-code.ts";
import type { Watch } from "../claims/checking.ts";
import { addFoundStates } from "./found-states.ts";
import { type StatesMemory, chunkStates, depthsOf, isThere } from "./found-states-memory.ts";
import type { Model } from "../model.ts";
import { Unrepeatable } from "./path-reconstruction.ts";
import { type FoundGraph, exploredClaims } from "../progress/deciding.ts";
import { type CodeTeam, type PlannedSearch, statesOf } from "./search-plan.ts";
import { Meetings } from "./states-meetings.ts";
import { Member } from "./search-workers.ts";
import type { Understood } from "../code/understood.ts";

/**
 * How a run of the code ended: nothing of the level is left, more is, or a state is to be looked at by the sentences, because of itself
 * or because of a step from it.
 */
export const [levelDone, moreToDo, suspiciousState, suspiciousStep] = [0, 1, 2, 3];

interface Exports {
  readonly run: (states: number, expands: number) => number;
  /** Takes in the present state, which was reached from the one that was loaded last. */
  readonly found: () => number;
  readonly settle: () => void;
  readonly load: (state: number) => void;
  readonly take: () => number;
  readonly judge: () => number;
  readonly keep: () => void;
  /** The state that is looked at. */
  readonly current: { value: number };
  /** States that were looked at and were well. */
  readonly looked: { value: number };
  readonly count: { readonly value: number };
  readonly isFull: { readonly value: number };
  readonly traced: { value: number };
  /** The number of a state that is looked for, or -1: while there is one, nothing is taken in. */
  readonly sought: { value: number };
  /** 1 once it came. */
  readonly wasFound: { value: number };
  /** 1 while steps are linked; only where the model makes claims about progress. */
  readonly linking: { value: number };
}

export class SearchCode {
  /** The state that the code looks at, and the one before a step, as the engine has them. */
  readonly now: Int32Array;
  readonly before: Int32Array;
  /** By operation that can be called: takes its calls from the present state; 0 where all is well. */
  readonly expand: readonly (() => number)[];
  readonly exports: Exports;
  readonly meetings: Meetings;
  /** What was understood. */
  readonly understood: Understood;
  private readonly model: Model;
  private readonly memory: HostMemory;
  private readonly worker: number;
  private readonly plan: { readonly places: Places; readonly states: StatesMemory };

  /** The code of one worker. `found` is told of steps while they are traced. */
  constructor(
    model: Model, { worker, search, places, packing, needs }: PlannedSearch, team: CodeTeam, limits: Parameters<typeof statesOf>[2],
    found: (operation: number) => void, watch: Watch | undefined,
  ) {
    this.model = model;
    this.worker = worker;
    this.understood = search.understood;
    this.settled = search.steps.map(({ covered }, o) =>
      model.steppers[o]!.outcomes.map((_, outcome) => covered.filter((one) => one.outcome === outcome)));
    const { layout } = model.now;
    const states = statesOf(needs, team.size, limits);
    this.plan = { places, states };
    const memory = this.memory = team.memory;
    const module = new Module();
    const grow = module.importFunction("host", "grow", []);
    const tell = module.importFunction("host", "found", []);
    module.importMemory("host", { pages: Math.ceil(states.end / pageBytes), pagesMost: Math.ceil(states.end / pageBytes), shared: true });
    const links = exploredClaims(model).length > 0;
    const link = module.importFunction("host", "link", ["i32", "i32"]);
    const [linking, actor] = [module.global("i32", 0), module.global("i32", 0)];
    const [current, traced, looked] = [module.global("i32", 0), module.global("i32", 0), module.global("i32", 0)];
    const set = addFoundStates(module, {
      memory: states, worker, packing, now: places.now, before: places.before, makeRoom: grow,
      begin: (code) => code.getGlobal(traced).if(() => code.call(tell)), ...(links ? { linking: { isOn: linking, actor, link } } : {}),
    });
    const lookups = new Lookups(places.lookups);
    const { judge, expand } = addSearch(module, model, search, places, lookups, set.foundAfter, links ? actor : null);
    const keep = addKeeping(module, model, places);
    const run = module.function("search", ["i32", "i32"], "i32");
    const state = run.local("i32");
    run.loop((again) => {
      run.get(0).op("i32.eqz").if(() => run.i32(moreToDo).op("return"));
      run.get(0).i32(1).op("i32.sub").set(0);
      run.call(set.take).tee(state).i32(0).op("i32.lt_s").if(() => run.call(set.settle).i32(levelDone).op("return"));
      run.get(state).setGlobal(current).get(state).call(set.load);
      run.call(judge).op("i32.eqz").if(() => run.i32(suspiciousState).op("return"));
      run.get(1).if(() => { for (const one of expand) run.call(one).if(() => run.i32(suspiciousStep).op("return")); });
      run.call(keep).getGlobal(looked).i32(1).op("i32.add").setGlobal(looked);
      run.getGlobal(set.isFull).op("i32.eqz").brIf(again);
    });
    run.i32(moreToDo);
    const offered = { run, found: set.found, settle: set.settle, load: set.load, take: set.take, judge, keep,
      level0: set.level[0], level1: set.level[1], growth0: set.growth[0], growth1: set.growth[1] };
    for (const [name, callee] of Object.entries(offered)) module.exportFunction(callee, name);
    expand.forEach((one, i) => module.exportFunction(one, `expand ${i}`));
    const globals = { linking, current, traced, looked, count: set.count, isFull: set.isFull, sought: set.sought, wasFound: set.wasFound };
    for (const [name, global] of Object.entries(globals)) module.exportGlobal(global, name);
    if (lookups.writeTo(module) > places.end) throw new RangeError("more constants than there is room for");
    let operation = -1;
    const { exports } = new host.Instance(new host.Module(module.encode()), { host: {
      memory, grow: () => { this.meetings.makeRoom(); }, found: () => found(operation),
      link: (target: number, actor: number) => { this.link(target, operation, actor); },
    } });
    this.exports = exports as unknown as Exports;
    const named = exports as Readonly<Record<string, () => number>>;
    const steps = { level: [named["level0"]!, named["level1"]!], growth: [named["growth0"]!, named["growth1"]!] };
    this.meetings = new Meetings(team.size === 1 ? null : new Member({ ...team, number: worker }, watch), () => steps);
    this.expand = expand.map((_, i) => () => {
      operation = model.possible[i]!;
      return named[`expand ${i}`]!();
    });
    const words = layout.bytes / 4;
    this.now = new Int32Array(memory.buffer, places.now, words);
    this.before = new Int32Array(memory.buffer, places.before, words);
    this.now.set(model.initial);
    this.before.set(model.initial);
  }

  /** By operation and outcome: reasons that cover every step which ends so. */
  readonly settled: readonly (readonly (readonly PlacedReason[])[])[];

  /** Begins with the initial state, which the first worker finds. */
  begin(): void {
    this.now.set(this.model.initial);
    if (this.worker === 0) this.exports.found();
  }

  /** Told of each step while steps are linked. */
  private link: Parameters<FoundGraph["expand"]>[0] = () => {};

  /** All states that were found, and the steps between them, taken once more. */
  get graph(): FoundGraph {
    const { exports, model, plan: { states }, memory } = this;
    const cells = new Int32Array(memory.buffer);
    return {
      size: chunkStates * cells[states.control.chunks >> 2]!,
      load: (state) => {
        if (!isThere(cells, states, state)) return false;
        exports.load(state);
        // Where another worker was quicker, the same state may have been left under a number that nobody uses.
        let own = -1;
        this.link = (target) => { own = target; };
        exports.linking.value = 1;
        exports.found();
        exports.linking.value = 0;
        model.now.words.set(this.now);
        return own === state;
      },
      expand: (tell) => {
        this.link = tell;
        exports.linking.value = 1;
        if (!this.expand.every((one) => one() === 0)) throw new Unrepeatable("a step that was well when states were found is not when it is taken again");
        exports.linking.value = 0;
        this.forget();
      },
    };
  }

  /** A state by its number. */
  stateOf(state: number): Int32Array {
    this.exports.load(state);
    return this.now.slice();
  }

  /** By number of a state: one more than the steps from the initial state to it; 0 where there is no state. */
  depths(): Int32Array {
    return depthsOf(this.memory, this.plan.states);
  }

  /** This worker's share of the bytes of all states, and of the table over them. */
  get bytes(): number {
    const { states } = this.plan;
    const slots = new Int32Array(this.memory.buffer)[states.control.slots >> 2]!;
    return this.exports.count.value * states.stride + 4 * slots / states.workers;
  }

  /** By operation and outcome: calls that ended so, in all states that were kept. */
  get outcomes(): Float64Array[] {
    return this.model.steppers.map(({ outcomes }, o) => this.total(this.plan.places.counts[o]!, outcomes.length));
  }

  /** By operation and outcome: calls that ended so in the present state. */
  get outcomesNow(): Float64Array[] {
    return this.model.steppers.map(({ outcomes }, o) => new Float64Array(this.memory.buffer, this.plan.places.counts[o]!, outcomes.length));
  }

  /** By claim and reason: what it covered, but for what the outcome of a step settles. */
  get reasons(): Float64Array[] {
    return this.model.claims.map(({ reasons }, c) => this.total(this.plan.places.reasons[c]!, reasons.length));
  }

  /** The marks of `seen` sentences that came true. */
  get seenInStates(): Uint8Array {
    return new Uint8Array(this.memory.buffer, this.plan.places.seenInStates, this.model.seenInStates.length);
  }

  get seenInSteps(): Uint8Array {
    return new Uint8Array(this.memory.buffer, this.plan.places.seenInSteps, this.model.seenInSteps.length);
  }

  /** Forgets what was counted in the present state. */
  forget(): void {
    const { told, totals } = this.plan.places;
    new Uint8Array(this.memory.buffer, told.from, totals.bytes).fill(0);
  }

  private total(place: number, length: number): Float64Array {
    const { told, totals } = this.plan.places;
    return new Float64Array(this.memory.buffer, place - told.from + totals.from, length);
  }
}

/** Adds a function that adds what was counted in one state to what was counted in all, and begins to count anew. */
function addKeeping(module: Module, { possible, steppers, claims }: Model, { counts, reasons, told, totals }: Places): Code {
  const code = module.function("keep the counts of a state");
  const keep = (first: number, counters: number): void => {
    for (let at = first; at < first + 8 * counters; at += 8) {
      const total = at - told.from + totals.from;
      code.i32(0).i32(0).at("f64.load", total).i32(0).at("f64.load", at).op("f64.add").at("f64.store", total);
      code.i32(0).f64(0).at("f64.store", at);
    }
  };
  for (const operation of possible) keep(counts[operation]!, steppers[operation]!.outcomes.length);
  claims.forEach((claim, c) => keep(reasons[c]!, claim.reasons.length));
  return code;
}
