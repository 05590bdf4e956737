/**
 * The sentences look over the shoulder of the code: of a sample of states, what the code says of one, step by step, is compared with
 * what they say. Where the two differ the search has shown nothing.
 */
import { Behaviours } from "./behaviour.ts";
import { hashWords } from "../world/digest.ts";
import type { Model } from "../model.ts";
import type { SearchCode } from "./search-code.ts";

/** Calls that the sentences take before the sample becomes thin, and the share of the states that they look at then. */
const [callsAtFirst, thinness] = [30_000, 4096];

export class CodeSample {
  /** The first thing that differed, as a sentence; null while everything agrees. */
  disagreement: string | null = null;
  private readonly behaviours: Behaviours;
  private readonly callsAtFirst: number;
  /** What the code said of one state, laid out as a behaviour. */
  private readonly quick: Int32Array;
  private calls = 0;
  /** States after which the next one is looked at. */
  private next = 0;

  /** One worker's share of the sample. */
  constructor(model: Model, workers: number) {
    this.behaviours = new Behaviours(model);
    this.callsAtFirst = callsAtFirst / workers;
    this.quick = new Int32Array(this.behaviours.size);
  }

  /** Whether the next state is to be looked at, after so many others. */
  wants(visited: number): boolean { return this.calls <= this.callsAtFirst || visited >= this.next; }

  /** The code has taken a step, which led to a state. */
  found(operation: number, words: Int32Array): void {
    this.quick[operation] = (this.quick[operation]! + hashWords(words, 0)) | 0;
  }

  /** Takes every call from the loaded state by code; false where that found something wrong. */
  takeAll({ exports, expand, outcomesNow }: SearchCode): boolean {
    const { behaviours, quick } = this;
    quick.fill(0);
    exports.traced.value = 1;
    const isWell = expand.every((one) => one() === 0);
    exports.traced.value = 0;
    if (isWell) outcomesNow.forEach((counts, o) => counts.forEach((count, i) => { quick[behaviours.outcomes[o]! + i] = count; }));
    return isWell;
  }

  /** Asks the sentences of that state, after so many others. */
  compare(state: Int32Array, { seenInStates, seenInSteps }: SearchCode, visited: number): void {
    const { behaviours, quick } = this;
    if (this.disagreement !== null) return;
    const { told, calls } = behaviours.of(state, (words) => words);
    this.calls += calls;
    this.next = visited + thinness;
    const who = behaviours.difference(told, quick, seenInStates, seenInSteps);
    if (who !== null) this.disagreement = `asked by code and by its sentences in one state, ${who}: this is a fault of Cordon`;
  }
}
