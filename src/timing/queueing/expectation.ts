/**
 * What queueing formulas answer: means in the long run, of arrivals and services that are drawn by chance. Nothing here bounds a
 * single delay: use curves or response times for that. Rational formulas are exact; an exponential is a plain number.
 */
import type { Assumption, Conventions } from "../evidence.ts";
import { type Exact, one } from "../exact.ts";
import { TimingRefusal, asFound } from "../refusal.ts";

/** Times run from arrival, and time is dense. */
export const queueingConventions: Conventions = { from: "arrival", time: "dense" };

/** Marks a result as means, so that nobody takes it for a bound. */
export interface Expectation {
  readonly meaning: "expectation";
  readonly assumptions: readonly Assumption[];
}

/** Mean number and mean time of customers, waiting only and in all. Little's law holds between them. */
export interface Means extends Expectation {
  /** Part of the time that a server is busy. */
  readonly utilisation: Exact;
  readonly inSystem: Exact;
  readonly waiting: Exact;
  /** From arrival to departure. */
  readonly timeInSystem: Exact;
  /** From arrival to the start of service. */
  readonly timeWaiting: Exact;
}

export const poisson: Assumption = { says: "arrivals are a Poisson process", checked: "taken as given" };
export const memoryless: Assumption = { says: "service times are exponentially distributed", checked: "taken as given" };
export const belowOne = (utilisation: Exact): Assumption => ({ says: "the utilisation is below 1", checked: utilisation.toFraction() });

/** Most servers, customers or places, and most binary digits of a fraction, which grows with each of them: beyond, it takes too long. */
const countMost = 2_000;
const bitsMost = 40_000;

/** A whole number of servers, customers or places. */
export function count(value: number, least: number, field: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new TimingRefusal("not a number", field, `is ${value === undefined ? "missing" : String(value)}; give a whole number`);
  if (value < least) throw new TimingRefusal("out of range", field, `is ${asFound(value)}; it must be at least ${least}`);
  if (value > countMost) throw new TimingRefusal("too large", field, `is ${value}; at most ${countMost} are taken`);
  return value;
}

/** Digits of a fraction in base 2, above and below the line together. */
export const bitsOf = ({ n, d }: Exact): number => n.toString(2).length + d.toString(2).length;

/** Refuses that many steps, each of which makes a fraction longer by some bits. `what` names what the bits come from. */
export function refuseLong(steps: number, bits: number, field: string, what: string): void {
  if (steps * bits > bitsMost) throw new TimingRefusal("too large", field,
    `is ${steps}, which with ${what} makes fractions of ${steps * bits} bits; at most ${bitsMost} are worked through: take fewer, or numbers with fewer digits`);
}

/** Means from the time that is spent waiting. */
export function meansOf(
  arrivalRate: Exact, serviceTime: Exact, timeWaiting: Exact, utilisation: Exact, assumptions: readonly Assumption[],
): Means {
  const timeInSystem = timeWaiting.add(serviceTime);
  return {
    meaning: "expectation", assumptions: [...assumptions, belowOne(utilisation)], utilisation, timeWaiting, timeInSystem,
    waiting: arrivalRate.mul(timeWaiting), inSystem: arrivalRate.mul(timeInSystem),
  };
}

/** Whether a queue with that utilisation grows without end. */
export const isOverloaded = (utilisation: Exact): boolean => utilisation.gte(one);
