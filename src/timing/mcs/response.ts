/** How long a job takes on a scheduling context of seL4-MCS. */
import type { Assumption, Conventions } from "../evidence.ts";
import { type Exact, type Given, zero } from "../exact.ts";
import { type Reservation, readReservation, sporadicServer } from "../supply/models.ts";
import { recurring } from "../supply/recurring.ts";
import { notNegative } from "../task.ts";

export const contextResponseConventions: Conventions = { from: "release", time: "dense" };

export interface ContextResponse {
  readonly conventions: Conventions;
  /** The context was idle for a period before, and nothing has a higher priority. */
  readonly fromFullBudget: Exact;
  /** Whatever it has used before, and whatever has a higher priority, as long as each budget is served within its period. */
  readonly fromAnyState: Exact;
  readonly assumptions: readonly Assumption[];
}

/**
 * A job, or a call chain on a donated context, that is alone on its context and takes `cost` in all: with n = ceil(cost /
 * budget), from the full budget (n - 1) period + cost - (n - 1) budget, from any state the inverse of the periodic
 * resource. No timeout handler gives more budget meanwhile, and no budget is left over because it is less than the kernel
 * wants for entering and leaving. From any state only on a context with the flag `sporadic`, or where nothing has a higher
 * priority: a context of constant bandwidth that is kept waiting begins its period anew when it is switched to. And only as long
 * as its list of refills is not full: each preemption and each wait may cut a refill in two, and a full list delays its last one.
 * Units: those of the input. Errors: TimingRefusal for what is negative, and a budget above its period.
 * Source: the refills of `sporadic.c` (seL4/seL4@1326364); Shin and Lee, RTSS 2003; Stanovich et al., RTAS 2010.
 */
export function contextResponse(given: Reservation & { readonly cost: Given }): ContextResponse {
  const { budget, period } = readReservation(given);
  const cost = notNegative(given.cost, "cost");
  const anyState = sporadicServer(given);
  return {
    conventions: contextResponseConventions,
    fromFullBudget: recurring(zero, budget, period, []).inverse(cost), fromAnyState: anyState.inverse(cost),
    assumptions: [...anyState.assumptions,
      { says: "the context is sporadic, or nothing has a higher priority", checked: "the caller says so" },
      { says: "the list of refills is never full", checked: "the caller says so" }],
  };
}
