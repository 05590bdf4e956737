/**
 * The plain path looks over the shoulder of the quick one. States of a search are expanded a second time, call by call, with
 * everything asked, and what comes of it is compared: all states while they are few, then a sample that costs a small part of
 * the search. What differs is remembered elsewhere than in the state, or is a fault of this engine; either way the search has
 * shown nothing.
 */
import { SpecificationFault } from "../../language/fault.ts";
import { Behaviours } from "./behaviour.ts";
import { hashWords, sameWords } from "../world/digest.ts";
import { remembering } from "../claims/fresh-rows.ts";
import type { Model } from "../model.ts";
import type { Transitions } from "./transitions.ts";

/** Calls that are taken plainly before the sample becomes thin, and the share of the steps of the search that it may cost then. */
const callsAtFirst = 30_000;
const thinness = 8;

/** Rows that are made afresh in one search. */
const freshRowsMost = 1 << 16;

/** How a sentence ends that says what differed. */
export const whyDiffers = ": the result depends on something other than the state, or this is a fault of Cordon";

export class SecondOpinion {
  /** The first thing that differed, as a sentence; null while everything agrees. */
  disagreement: string | null = null;
  /** States that were expanded twice. */
  states = 0;
  private readonly model: Model;
  private readonly behaviours: Behaviours;
  private readonly transitions: Transitions;
  private readonly normal: (words: Int32Array) => Int32Array;
  /** What the quick path said, laid out as a behaviour. */
  private readonly quick: Int32Array;
  private before: readonly Float64Array[] = [];
  /** The state as the search has it, before anything was asked of it. */
  private state = new Int32Array();
  private calls = 0;
  private rows = 0;
  private steps = 0;
  private isOpen = false;

  constructor(model: Model, transitions: Transitions, normal: (words: Int32Array) => Int32Array) {
    this.model = model;
    this.transitions = transitions;
    this.normal = normal;
    this.behaviours = new Behaviours(model);
    this.quick = new Int32Array(this.behaviours.size);
  }

  /** A state is about to be judged and expanded: keeps what is needed where it is compared. */
  begin(state: Int32Array): void {
    this.isOpen = this.disagreement === null && this.calls <= callsAtFirst + this.steps / thinness;
    if (!this.isOpen) return;
    this.state = state.slice();
    this.before = this.transitions.counts.map((counts) => counts.slice());
    this.quick.fill(0);
  }

  /** A step was taken to a state, for which this one stands. */
  found(words: Int32Array): void {
    this.steps++;
    if (this.isOpen) this.quick[this.transitions.operation] = (this.quick[this.transitions.operation]! + hashWords(words, 0)) | 0;
  }

  /** The state was expanded, and nothing was wrong with it: compares. The marks tell which sentences came true so far. */
  end(state: Int32Array, seenInStates: Uint8Array): void {
    if (!this.isOpen) return;
    const { behaviours, quick, transitions } = this;
    this.isOpen = false;
    if (!sameWords(this.state, state)) throw new SpecificationFault("not only read", "a claim or its seen changes the world");
    transitions.counts.forEach((counts, o) => counts.forEach((count, i) => {
      quick[behaviours.outcomes[o]! + i] = count - this.before[o]![i]!;
    }));
    const { told, calls } = behaviours.of(state, this.normal);
    this.states++;
    this.calls += calls;
    const who = behaviours.difference(told, quick, seenInStates, transitions.seen);
    if (who !== null) this.disagreement = `asked twice in one state, ${who} the second time${whyDiffers}`;
    else this.askAfresh(state);
  }

  /** Asks the claims of fresh rows, as long as these are few. */
  private askAfresh(state: Int32Array): void {
    const { model } = this;
    this.rows += model.now.rows.reduce((sum, { length }) => sum + length, 0);
    const name = this.rows > freshRowsMost ? null : remembering(model, state);
    if (name !== null) this.disagreement = `the invariant "${name}" says something else of a state's rows when it has not seen them before: it remembers`;
  }
}
