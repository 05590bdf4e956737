/** Deadlines that a case gives, beside the responses that were answered: one that can be missed makes the set not schedulable. */
import { type Exact, type Given, exact } from "../timing/exact.ts";

/** What may have a deadline. */
interface Due {
  readonly D?: Given | null | undefined;
}

/**
 * Whether all responses are within the deadlines of their items, in the order of these; no answer where no item has one. A response
 * that has no bound meets none. `list` is the field of the items.
 */
export function schedulableBy(items: readonly Due[], list: string, responses: readonly (Exact | null | undefined)[]):
{ readonly schedulable?: boolean } {
  const deadlines = items.map(({ D }, i) => D == null ? null : exact(D, `${list}[${i}].D`));
  if (deadlines.every((deadline) => deadline === null)) return {};
  return { schedulable: deadlines.every((deadline, i) => deadline === null || (responses[i]?.lte(deadline) ?? false)) };
}
