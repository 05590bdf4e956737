/** The models of supply, each with the source of its bound. */
import { type Exact, type Given, one, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { notNegative, positive } from "../task.ts";
import { recurring } from "./recurring.ts";
import type { Supply } from "./supply.ts";

export interface Reservation {
  /** Processor time in each period, above 0 and at most the period. */
  readonly budget: Given;
  readonly period: Given;
}

/**
 * The periodic resource: the budget is served somewhere in each period. Worst case: served first in one period, last in the
 * next, which leaves 2(period - budget) without service. Source: Shin and Lee, RTSS 2003 (periodic resource model).
 */
export function periodicResource(reservation: Reservation): Supply {
  const { budget, period } = readReservation(reservation);
  return recurring(period.sub(budget).mul(2), budget, period, [{
    says: "the budget is served in each period",
    checked: `budget ${budget.toFraction()} <= period ${period.toFraction()}; what else the processor serves is not looked at`,
  }]);
}

/**
 * The constrained periodic resource: the budget of each period is served before a deadline within the period, which
 * leaves period + deadline - 2 budget without service. Source: Easwaran, Anand and Lee, RTSS 2007 (explicit deadline periodic).
 */
export function constrainedResource(reservation: Reservation & { readonly deadline: Given }): Supply {
  const { budget, period } = readReservation(reservation);
  const deadline = positive(reservation.deadline, "deadline");
  refuseAbove(deadline, period, "deadline", "the period");
  refuseAbove(budget, deadline, "budget", "the deadline");
  return recurring(period.add(deadline).sub(budget.mul(2)), budget, period, [{
    says: "the budget is served in each period before its deadline",
    checked: `budget ${budget.toFraction()} <= deadline ${deadline.toFraction()} <= period ${period.toFraction()}`,
  }]);
}

/** A slot at a fixed place in each cycle: nothing for cycle - slot at most. Source: Wandeler and Thiele, ASP-DAC 2006. */
export function tdma(given: { readonly slot: Given; readonly cycle: Given }): Supply {
  const [slot, cycle] = [positive(given.slot, "slot"), positive(given.cycle, "cycle")];
  refuseAbove(slot, cycle, "slot", "the cycle");
  return recurring(cycle.sub(slot), slot, cycle,
    [{ says: "the slot fits into the cycle", checked: `${slot.toFraction()} <= ${cycle.toFraction()}` }]);
}

/**
 * A sporadic server: what is used comes back one period after its use began. Whatever it has used before, and under any
 * interference with which it has its budget within its period, it promises what a periodic resource does.
 * Source: Sprunt, Sha and Lehoczky 1989 with the repairs of Stanovich, Baker, Wang and Gonzalez Harbour, RTAS 2010.
 */
export const sporadicServer = (reservation: Reservation): Supply => periodicResource(reservation);

/** A rate after a delay, service in arbitrarily small pieces. Source: Mok, Feng and Chen, RTAS 2001. */
export function boundedDelay(given: { readonly rate: Given; readonly delay: Given }): Supply {
  const [rate, delay] = [positive(given.rate, "rate"), notNegative(given.delay, "delay")];
  refuseAbove(rate, one, "rate", "1, a whole processor");
  return {
    sbf(window) {
      const after = notNegative(window, "window").sub(delay);
      return after.gt(zero) ? rate.mul(after) : zero;
    },
    inverse(service) {
      const wanted = notNegative(service, "service");
      return wanted.gt(zero) ? wanted.div(rate).add(delay) : zero;
    },
    rate, delay, cycle: null, assumptions: [{ says: "the rate is at most a whole processor", checked: rate.toFraction() }],
  };
}

/** A whole processor. */
export const dedicated: Supply = boundedDelay({ rate: one, delay: zero });

/** A budget and its period, in the named object: "servers[2]" gives `servers[2].budget`. */
export function readReservation(given: Reservation, at = ""): { readonly budget: Exact; readonly period: Exact } {
  const field = (name: string): string => at === "" ? name : `${at}.${name}`;
  const [budget, period] = [positive(given.budget, field("budget")), positive(given.period, field("period"))];
  refuseAbove(budget, period, field("budget"), "the period");
  return { budget, period };
}

function refuseAbove(value: Exact, most: Exact, field: string, what: string): void {
  if (value.gt(most)) throw new TimingRefusal("out of range", field, `is ${value.toFraction()}, above ${what} (${most.toFraction()})`);
}
