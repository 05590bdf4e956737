/** The supply that nearly all models promise in their worst case: nothing for a while, then a budget at once in each period. */
import type { Assumption } from "../evidence.ts";
import { type Exact, smallest, zero } from "../exact.ts";
import { notNegative } from "../task.ts";
import type { Supply } from "./supply.ts";

/**
 * Nothing for `blackout`, then `budget` at once at the beginning of each further `period`; the budget is above 0 and at
 * most the period. It holds for windows that begin anywhere if the blackout is at least period - budget; with a shorter one
 * it holds for windows that begin with a whole budget. With k whole periods after the blackout,
 * `sbf(t) = k budget + min(budget, rest of t)` and `inverse(x) = blackout + x + (ceil(x / budget) - 1)(period - budget)`.
 * Source: the shape is that of Shin and Lee, RTSS 2003, for any blackout.
 */
export function recurring(blackout: Exact, budget: Exact, period: Exact, assumptions: readonly Assumption[]): Supply {
  return {
    sbf(window) {
      const after = notNegative(window, "window").sub(blackout);
      if (after.lte(zero)) return zero;
      const periods = after.div(period).floor();
      return periods.mul(budget).add(smallest([budget, after.sub(periods.mul(period))]));
    },
    inverse(service) {
      const wanted = notNegative(service, "service");
      if (wanted.lte(zero)) return zero;
      return wanted.div(budget).ceil().sub(1).mul(period.sub(budget)).add(wanted).add(blackout);
    },
    rate: budget.div(period), delay: blackout, cycle: period, assumptions,
  };
}
