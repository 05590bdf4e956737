/** What models say of a system, as answers: its limits with what is asked of them, and its bounds beside what runs have shown. */
import type { Limit } from "../../model/workloads/io/limits.ts";
import type { Assumption } from "../timing/evidence.ts";
import { type Exact, type Given, one } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import type { Answer } from "./comparing.ts";
import { type Read, above0, count, from0, optional, otherwise, time } from "./schema/declare.ts";

/** A bound, null where none exists, and the most that was seen of the same. */
export type Tried = readonly [bound: Exact | null, seen: Exact];

/**
 * Bounds, what runs have shown, and the gap between them, each by the name of what is bounded. Throws a plain error where a run has
 * beaten its bound: one of the two is wrong, and nothing can be answered.
 */
export function triedBounds(quantities: Readonly<Record<string, Tried>>): Answer {
  const all = Object.entries(quantities);
  for (const [name, [bound, seen]] of all) if (bound !== null && seen.gt(bound))
    throw new Error(`a simulation of ${name} came to ${seen.toFraction()}, above its bound ${bound.toFraction()}`);
  const of = (value: (tried: Tried) => Exact | null): Answer => Object.fromEntries(all.map(([name, tried]) => [name, value(tried)]));
  return {
    bound: of(([bound]) => bound), simulated: of(([, seen]) => seen),
    gap: of(([bound, seen]) => bound === null || seen.equals(0) ? null : bound.div(seen)),
  };
}

/** The fields of events that come again and again. */
export const trafficFields = {
  T: time("their period", above0), J: otherwise(time("their jitter", from0), 0), D: optional(time("their deadline", above0), "none"),
};
export type GivenTraffic = Read<typeof trafficFields>;

/** The same as models take it. */
export const eventsOf = ({ T, J }: GivenTraffic): { readonly period: Given; readonly jitter: Given } => ({ period: T, jitter: J });

/** How many are run. */
export const runOf = (says: string, unlessGiven: number) => otherwise(count(says, { least: 1 }), unlessGiven);

/** Limits by their names. The load is what events that far apart take of each; `more` are further columns. */
export const limitRows = (limits: readonly Limit[], period: Exact | undefined, more: (limit: Limit) => Answer = () => ({})): Answer =>
  Object.fromEntries(limits.map((limit) => [limit.name, {
    rate: limit.rate, ...more(limit), ...(period === undefined ? {} : { load: one.div(period).div(limit.rate) }), because: limit.says,
  }]));

/** Whether there is a bound, and it meets the deadline if there is one. */
export const inTime = (bound: Exact | null, deadline: Exact | undefined): boolean =>
  bound !== null && (deadline === undefined || deadline.gte(bound));

/** Beside what a bound rests on: what was run, which shows what is possible and no more. */
export const ran = (what: string): Assumption => ({ says: "what was simulated is possible, and proves nothing beyond it", checked: what });

/** What curves refuse, under the name of the traffic that they are of. */
export function forTraffic<Result>(field: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof TimingRefusal) || error.field !== "curve") throw error;
    throw new TimingRefusal(error.code, field, `cannot be taken: a curve of them ${error.message.slice("curve ".length)}`);
  }
}
