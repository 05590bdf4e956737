/**
 * Which claims and sightings over steps must be asked after a step. Many are settled by its operation and outcome alone:
 * "it is not a revocation" holds of every step that is none. To find out, each is asked once with a step of which nothing
 * else can be read; a reason that answers all the same will answer so for every such step.
 */
import type { Operation } from "../../language/operation.ts";
import type { Watch } from "./checking.ts";
import type { Model } from "../model.ts";
import { ChangeView, StepView, stepWith } from "./moments.ts";
import { noted } from "../stepping/noting.ts";
import { yes } from "./yes-or-no.ts";

/** What must be asked after steps of one operation and outcome, as places in the model's lists. */
export interface Asked {
  readonly claims: readonly number[];
  readonly seen: readonly number[];
  /** The reasons that cover every such step, for the claims that the outcome settles. */
  readonly covered: readonly Covered[];
  /** The reasons that cover every change by such a step, for the claims over changes that it settles. */
  readonly coveredChanges: readonly Covered[];
}

/** A reason of a claim, both by their places. */
export interface Covered {
  readonly claim: number;
  readonly reason: number;
}

/** Whether something was read since the sentence was asked, whatever it did with the exception. */
let wasRead = false;

function read(): never {
  wasRead = true;
  throw new Error("this part of the step was read");
}

/** Something of which nothing can be read. A new one each time, so that no two are the same. */
const unread = (): any => new Proxy({}, {
  get: read, set: read, has: read, ownKeys: read, getOwnPropertyDescriptor: read, defineProperty: read, deleteProperty: read,
  getPrototypeOf: read, setPrototypeOf: read, isExtensible: read, preventExtensions: read,
});

/** By operation: what must be asked after each of its outcomes; found when an operation is first taken. */
export class Asking {
  private readonly found = new Map<Operation, readonly Asked[]>();

  /** For an operation of a model. Models that differ in operations only may share one of these. */
  of(model: Model, operation: number, watch: Watch | undefined): readonly Asked[] {
    const stepper = model.steppers[operation]!;
    let asked = this.found.get(stepper.operation);
    if (asked === undefined) this.found.set(stepper.operation, asked = askedAfter(model, operation, watch));
    return asked;
  }
}

/** Finds it out afresh. */
export function askedAfter(model: Model, at: number, watch: Watch | undefined): Asked[] {
  const { claims, stepClaims, seenInSteps, system: { facts } } = model;
  const { outcomes, refusals } = model.steppers[at]!;
  return outcomes.map((_, o): Asked => {
    const refused = o < refusals;
    // Frozen, so that a claim that replaces a part of it is not settled, nor settles the next one.
    const step = Object.freeze(stepWith(model, at, o, unread()));
    const moment = Object.freeze(new ChangeView(new StepView(unread(), unread(), step, facts), unread(), unread()));
    const asked: number[] = [];
    const covered: Covered[] = [];
    const coveredChanges: Covered[] = [];
    for (const claim of stepClaims) {
      const { permits = {}, changes } = claims[claim]!.invariant;
      if (refused && changes !== undefined) continue;
      watch?.enter(claim, at);
      const reason = coveringAlways(Object.values(permits), moment);
      if (reason < 0) asked.push(claim);
      else (changes === undefined ? covered : coveredChanges).push({ claim, reason });
    }
    return {
      claims: asked, covered, coveredChanges,
      seen: seenInSteps.flatMap(({ claim, holds }, s) => {
        watch?.enter(claim, -1);
        return settled(() => holds(moment, facts)) === false ? [] : [s];
      }),
    };
  });
}

/** The first reason that is not settled to be false, if it is settled to be true; else -1. */
function coveringAlways(reasons: readonly ((moment: any) => boolean)[], moment: object): number {
  for (let r = 0; r < reasons.length; r++) {
    const answer = settled(() => reasons[r]!(moment));
    if (answer !== false) return answer === true ? r : -1;
  }
  return -1;
}

/** What is answered without reading, or null; what is neither yes nor no is told when the sentence is asked. */
function settled(ask: () => unknown): boolean | null {
  wasRead = false;
  try {
    const answer = yes(ask(), "");
    return wasRead ? null : answer;
  } catch {
    return null;
  } finally {
    noted.fault = null;
  }
}
