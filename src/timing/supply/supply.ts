/** How much processor time is promised, whatever else happens: a lower bound for every window, and its inverse. */
import type { Assumption } from "../evidence.ts";
import { type Exact, type Given, zero } from "../exact.ts";
import { notNegative } from "../task.ts";

/** A promise of processor time. Windows and service are in one unit of time. */
export interface Supply {
  /** Service in any window of this length, at least. */
  sbf(window: Given): Exact;
  /** The shortest window in which at least this service is sure; `sbf(inverse(x)) >= x`, and no shorter window has it. */
  inverse(service: Given): Exact;
  /** Service for each unit of time in the long run, above 0 and at most 1. */
  readonly rate: Exact;
  /** Longest time without service. From here on the supply is at least a line: `rate * (window - delay)`. */
  readonly delay: Exact;
  /** From `delay` on, `sbf(t + cycle) = sbf(t) + rate * cycle`; null where that holds for every length. */
  readonly cycle: Exact | null;
  readonly assumptions: readonly Assumption[];
}

/**
 * The linear lower bound of a supply, `max(0, rate * (window - delay))`: simple, never above `sbf`, and too small for some
 * sets that `sbf` shows to be schedulable. Source: Mok, Feng and Chen, RTAS 2001; Shin and Lee, RTSS 2003.
 */
export function lsbf({ rate, delay }: Supply, window: Given): Exact {
  const beyond = notNegative(window, "window").sub(delay);
  return beyond.gt(zero) ? rate.mul(beyond) : zero;
}
