/**
 * Which claims and sightings over steps must be asked after a step. Many are settled by its operation and outcome alone:
 * "it is no revocation" holds of every step that is none. To find out, each is asked once with a step of which nothing
 * else can be read; a reason that answers all the same will answer so for every such step.
 */
import type { Invariant } from "../language/invariant.ts";
import type { Model } from "./model.ts";

/** What must be asked after steps of one operation and outcome, as places in the model's lists. */
export interface Asked {
  readonly claims: readonly number[];
  readonly seen: readonly number[];
}

const unreadable = new Error("this part of the step was read");

/** Something of which nothing can be read. A new one each time, so that no two are the same. */
const unread = (): object => new Proxy({}, {
  get() { throw unreadable; }, has() { throw unreadable; }, ownKeys() { throw unreadable; },
  getOwnPropertyDescriptor() { throw unreadable; },
});

/** By operation and outcome: what must be asked. */
export function askedOf(model: Model): readonly (readonly Asked[])[] {
  const { steppers, claims, stepClaims, seenInSteps, system: { facts } } = model;
  return steppers.map(({ operation, outcomes, answers, refusals }) => outcomes.map((outcome, o): Asked => {
    const refused = o < refusals;
    const moment = {
      before: unread(), after: unread(), was: unread(), is: unread(), facts,
      step: { operation: operation.name, outcome, answer: answers[o]!, refused, args: unread() },
    };
    const isAsked = ({ invariant: { permits = {}, changes } }: { invariant: Invariant }): boolean =>
      !(refused && changes !== undefined) && !holdsAlways(Object.values(permits), moment);
    return {
      claims: stepClaims.filter((c) => isAsked(claims[c]!)),
      seen: seenInSteps.flatMap(({ holds }, s) => settled(() => holds(moment, facts)) === false ? [] : [s]),
    };
  }));
}

function holdsAlways(reasons: readonly ((moment: any) => boolean)[], moment: object): boolean {
  for (const reason of reasons) {
    const answer = settled(() => reason(moment));
    if (answer !== false) return answer === true;
  }
  return false;
}

/** What is answered without reading, or null. */
function settled(ask: () => boolean): boolean | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
