/**
 * Which claims and sightings over steps must be asked after a step. Many are settled by its operation and outcome alone:
 * "it is no revocation" holds of every step that is none. To find out, each is asked once with a step of which nothing
 * else can be read; a reason that answers all the same will answer so for every such step.
 */
import type { Invariant } from "../language/invariant.ts";
import type { Operation } from "../language/operation.ts";
import type { Watch } from "./checking.ts";
import type { Model } from "./model.ts";
import { noted } from "./noting.ts";
import { yes } from "./yes-or-no.ts";

/** What must be asked after steps of one operation and outcome, as places in the model's lists. */
export interface Asked {
  readonly claims: readonly number[];
  readonly seen: readonly number[];
}

/** Whether something was read since the sentence was asked, whatever it did with the exception. */
let wasRead = false;

function read(): never {
  wasRead = true;
  throw new Error("this part of the step was read");
}

/** Something of which nothing can be read. A new one each time, so that no two are the same. */
const unread = (): object => new Proxy({}, {
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

function askedAfter(model: Model, at: number, watch: Watch | undefined): Asked[] {
  const { claims, stepClaims, seenInSteps, system: { facts } } = model;
  const { operation, outcomes, answers, refusals } = model.steppers[at]!;
  return outcomes.map((outcome, o): Asked => {
    const refused = o < refusals;
    const moment = {
      before: unread(), after: unread(), was: unread(), is: unread(), facts,
      step: { operation: operation.name, outcome, answer: answers[o]!, refused, args: unread() },
    };
    const isAsked = ({ invariant: { permits = {}, changes } }: { invariant: Invariant }): boolean =>
      !(refused && changes !== undefined) && !holdsAlways(Object.values(permits), moment);
    return {
      claims: stepClaims.filter((c) => {
        watch?.enter(c, at);
        return isAsked(claims[c]!);
      }),
      seen: seenInSteps.flatMap(({ claim, holds }, s) => {
        watch?.enter(claim, -1);
        return settled(() => holds(moment, facts)) === false ? [] : [s];
      }),
    };
  });
}

function holdsAlways(reasons: readonly ((moment: any) => boolean)[], moment: object): boolean {
  for (const reason of reasons) {
    const answer = settled(() => reason(moment));
    if (answer !== false) return answer === true;
  }
  return false;
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
