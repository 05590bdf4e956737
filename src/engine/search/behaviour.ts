/**
 * What can be told of a state by the plain path: every call taken one by one, every claim and every `seen` asked, nothing
 * remembered, settled or shared. It is told in numbers that do not depend on the order of calls or of interchangeable rows.
 */
import { SpecificationFault } from "../../language/fault.ts";
import { everyCall } from "./call-enumeration.ts";
import { hashWords } from "../world/digest.ts";
import type { Model } from "../model.ts";
import { type StepView, momentOf, stepWith } from "../claims/moments.ts";
import { noted } from "../stepping/noting.ts";

/** Places in a behaviour: by operation the states that follow and the calls at fault, then outcomes, claims and `seen` sentences. */
export class Behaviours {
  readonly size: number;
  /** Places of the outcomes of each operation. */
  readonly outcomes: readonly number[];
  private readonly faults: number;
  readonly claims: number;
  readonly inStates: number;
  readonly inSteps: number;
  private readonly model: Model;

  constructor(model: Model) {
    const { steppers, claims, seenInStates, seenInSteps } = model;
    this.model = model;
    this.faults = steppers.length;
    let at = 2 * steppers.length;
    this.outcomes = steppers.map(({ outcomes }) => (at += outcomes.length) - outcomes.length);
    this.claims = at;
    this.inStates = at + claims.length;
    this.inSteps = this.inStates + seenInStates.length;
    this.size = this.inSteps + seenInSteps.length;
  }

  /**
   * The behaviour of a state, with the calls that it took; the model's worlds are left in any state. `normal` gives what
   * stands for a state that follows.
   */
  of(state: Int32Array, normal: (words: Int32Array) => Int32Array): { readonly told: Int32Array; readonly calls: number } {
    const { model } = this;
    const { now, before, steppers, claims, stateClaims, stepClaims, seenInStates, seenInSteps, system: { facts } } = model;
    const judges = stepClaims.length + seenInSteps.length > 0;
    const told = new Int32Array(this.size);
    let calls = 0;
    now.words.set(state);
    before.words.set(state);
    for (const c of stateClaims) told[this.claims + c] = brokenTimes(() => claims[c]!.state!() !== null);
    seenInStates.forEach(({ holds }, s) => { told[this.inStates + s] = brokenTimes(() => holds(now.world, facts)); });
    everyCall(model, state, (operation, args, choose) => {
      const stepper = steppers[operation]!;
      calls++;
      let outcome: number;
      try {
        outcome = stepper.run(args, choose);
      } catch (error) {
        if (!(error instanceof SpecificationFault)) throw error;
        told[this.faults + operation]!++;
        return false;
      }
      told[this.outcomes[operation]! + outcome]!++;
      // A sum, since the calls come in another order when rows have changed places.
      if (outcome >= stepper.refusals) told[operation] = (told[operation]! + hashWords(normal(now.words), 0)) | 0;
      if (!judges) return false;
      const step = stepWith(model, operation, outcome, Object.freeze(stepper.argumentsNamed(args)));
      this.judge(told, outcome >= stepper.refusals, momentOf(model, step));
      return false;
    });
    if (!now.isIntact) throw new SpecificationFault("not only read", "a list of rows was changed");
    return { told, calls };
  }

  private judge(told: Int32Array, moved: boolean, view: StepView): void {
    const { claims, stepClaims, seenInSteps, changes, before, now, system: { facts } } = this.model;
    if (moved && changes !== null) changes.compare(before.words, now.words);
    for (const c of stepClaims) {
      const { step, change } = claims[c]!;
      if (step === undefined && !moved) continue;
      told[this.claims + c]! += brokenTimes(() => (step !== undefined ? step(view) : change!(view, changes!)) !== null);
    }
    seenInSteps.forEach(({ holds }, s) => { told[this.inSteps + s]! += brokenTimes(() => holds(view, facts)); });
  }

  /**
   * What the quick path said otherwise, in words; null where it said the same. It need not say which `seen` sentences are true,
   * but whatever is true must have been seen by now.
   */
  difference(told: Int32Array, quick: Int32Array, seenInStates: Uint8Array, seenInSteps: Uint8Array): string | null {
    for (let place = 0; place < this.size; place++) {
      const isSeen = place >= this.inSteps ? seenInSteps[place - this.inSteps] === 1
        : place >= this.inStates && seenInStates[place - this.inStates] === 1;
      if (place < this.inStates ? told[place] !== quick[place] : told[place] !== 0 && !isSeen) return this.who(place);
    }
    return null;
  }

  /** Who says something else at a place. */
  who(place: number): string {
    const { steppers, claims, seenInStates, seenInSteps } = this.model;
    if (place < this.faults) return `"${steppers[place]!.operation.name}" leads elsewhere`;
    if (place < 2 * this.faults) return `"${steppers[place - this.faults]!.operation.name}" is at fault in other calls`;
    if (place < this.claims) {
      const operation = this.outcomes.findLastIndex((first) => first <= place);
      const { operation: { name }, outcomes } = steppers[operation]!;
      return `"${name}" ends otherwise ("${outcomes[place - this.outcomes[operation]!]!}")`;
    }
    if (place < this.inStates) return `the invariant "${claims[place - this.claims]!.name}" says something else`;
    const seen = place < this.inSteps ? seenInStates[place - this.inStates]! : seenInSteps[place - this.inSteps]!;
    return `the seen "${seen.sentence}" of the invariant "${claims[seen.claim]!.name}" says something else`;
  }
}

/** Stands for a claim that is at fault, and for one that throws, in place of yes or no. */
const [atFault, threw] = [1 << 10, 1 << 20];

function brokenTimes(ask: () => boolean): number {
  noted.fault = null;
  try {
    return ask() ? 1 : 0;
  } catch (error) {
    return error instanceof SpecificationFault ? atFault : threw;
  }
}
