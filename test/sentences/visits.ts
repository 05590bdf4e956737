/** States of a model with the calls that are compared there, and what came of each as the sentences themselves have it. */
import { Random, type Model, restart } from "../../src/engine/index.ts";
import { CallGenerator } from "../../src/engine/traces/strategies.ts";
import { SpecificationFault } from "../../src/language/fault.ts";
import { allHold, atFault } from "../../src/sentences/calls.ts";

/** A call with what came of it. */
export interface Call {
  readonly operation: number;
  readonly codes: readonly number[];
  /** What open choices are answered, in order, each taken modulo the number of answers. */
  readonly choices: readonly number[];
  /** What its checks came to: the first that refuses, `allHold`, or `atFault`. */
  readonly tried: number;
  /** What it came to as a whole: an outcome, or `atFault`. */
  readonly outcome: number;
  readonly after: Int32Array;
}

export interface Visit {
  readonly state: Int32Array;
  readonly calls: readonly Call[];
}

/** Makes a call in a state. */
export function callIn(model: Model, state: Int32Array, operation: number, codes: readonly number[], choices: readonly number[]): Call {
  const { now, steppers } = model;
  const stepper = steppers[operation]!;
  const run = (act: () => number): number => {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof SpecificationFault)) throw error;
      return atFault;
    }
  };
  now.words.set(state);
  const tried = run(() => stepper.attempt(codes));
  const left = [...choices];
  const outcome = tried === allHold ? run(() => stepper.commit((n) => (left.shift() ?? 0) % n)) : tried;
  return { operation, codes, choices, tried, outcome, after: outcome === atFault ? state : now.words.slice() };
}

/** The states of some random traces with the call that the trace takes there: the engine's own strategies, which come far. */
export function visitsOfTraces(model: Model, seed: number, traces: number, steps: number): Visit[] {
  const visits: Visit[] = [];
  for (let trace = 0; trace < traces; trace++) {
    const random = new Random(seed, trace);
    const chooser = new CallGenerator(model, random);
    restart(model);
    for (let step = 0; step < steps && chooser.next(); step++) {
      const state = model.now.words.slice();
      const call = callIn(model, state, chooser.operation, chooser.args, Array.from({ length: 4 }, () => random.below(1000)));
      visits.push({ state, calls: [call] });
      model.now.words.set(call.after);
      if (call.outcome >= model.steppers[call.operation]!.refusals) chooser.moved();
    }
  }
  return visits;
}

/** All states that can be reached, each with all calls and all answers to the first open choice; `most` of them at most. */
export function allVisits(model: Model, most: number, answers = 1): Visit[] {
  const seen = new Set([model.initial.join()]);
  const visits: Visit[] = [];
  const queue: Int32Array[] = [model.initial.slice()];
  for (const state of queue) {
    const calls: Call[] = [];
    for (const operation of model.possible) for (const codes of allCodes(model.steppers[operation]!.args.map(({ values }) => values)))
      for (let answer = 0; answer < answers; answer++) {
        const call = callIn(model, state, operation, codes, [answer, answer, answer, answer]);
        calls.push(call);
        const key = call.after.join();
        if (seen.has(key) || seen.size >= most) continue;
        seen.add(key);
        queue.push(call.after);
      }
    visits.push({ state, calls });
  }
  return visits;
}

function allCodes(values: readonly number[]): number[][] {
  return values.reduce<number[][]>((all, count) => all.flatMap((codes) => Array.from({ length: count }, (_, i) => [...codes, i])), [[]]);
}
