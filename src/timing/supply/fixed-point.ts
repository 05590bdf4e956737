/** The least fixed point of a step that never goes down. */
import type { Exact } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";

/** Most steps, or points, that one analysis looks at; some seconds. What needs more is refused, and not run for ever. */
export const stepsMost = 200_000;

/**
 * From a value that is not above the fixed point, up to it; or to the first value that is above `most`, where one is given.
 * The caller has made sure that there is a fixed point. `field` names the input of which a refusal speaks.
 */
export function leastFixedPoint(from: Exact, step: (value: Exact) => Exact, field: string, most?: Exact): Exact {
  let value = from;
  for (let steps = 0; steps < stepsMost; steps += 1) {
    const next = step(value);
    if (next.lte(value) || (most !== undefined && next.gt(most))) return next;
    value = next;
  }
  throw tooLong(field);
}

/** Counts the steps of an analysis that has many fixed points to find, and refuses to go on for ever. */
export function stepsCounted(field: string): () => void {
  let steps = 0;
  return () => {
    if ((steps += 1) > stepsMost) throw tooLong(field);
  };
}

/** What an analysis says that has looked at as much as it will. */
export const tooLong = (field: string): TimingRefusal => new TimingRefusal("too large", field,
  `need more than ${stepsMost} steps: the load is close to what is supplied; leave more room, or use periods with more in common`);
