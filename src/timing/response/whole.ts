/** Whole numbers of ticks: exact division, and an end to work that takes too long. */
import { TimingRefusal } from "../refusal.ts";

/**
 * Quotients of whole numbers, rounded down and up. Exact for |a| < 2^53: a quotient that is not a whole number is at least
 * 1/b away from the next one, and rounding moves it by no more than 2^-53 a/b, which is less.
 */
export const floorDiv = (a: number, b: number): number => Math.floor(a / b);
export const ceilDiv = (a: number, b: number): number => Math.ceil(a / b);

/** Most jobs released in a window that begins with a release, all jitter behind it: [0, window), or [0, window] if closed. */
export const jobsWithin = (period: number, jitter: number, window: number, closed: boolean): number =>
  closed ? floorDiv(window + jitter, period) + 1 : ceilDiv(window + jitter, period);

/** Longest window, and latest time, in ticks; what is added up within one step stays below 2^53. */
export const windowMost = 2 ** 50;

/** Terms of sums that one call may add up; some seconds. */
const termsMost = 1e9;

/** Entries of lists that one call may keep, such as responses job by job; some dozen megabytes. */
const keptMost = 200_000;

/** Counts the work of one call and what it keeps, and ends it by a refusal. */
export class Work {
  private left = termsMost;
  private room = keptMost;
  private readonly field: string;

  constructor(field: string) {
    this.field = field;
  }

  /** One more entry is about to be kept. */
  keep(): void {
    if (--this.room < 0) throw new TimingRefusal("too large", this.field,
      `have more than ${keptMost} jobs to look at: the load is close to 1, or jitter is long; use fewer tasks, more room, or less jitter`);
  }

  /** `terms` more were added up, and a window has become `window` ticks long. */
  spend(terms: number, window: number): void {
    this.left -= terms + 1;
    if (this.left < 0 || window > windowMost) throw new TimingRefusal("too large", this.field,
      `need ${this.left < 0 ? `more than ${termsMost} steps` : "a window of more than 2^50 ticks"}: `
      + "the load is close to 1, or the periods have little in common; use fewer tasks, more room, or a coarser unit");
  }
}

/** The least number that all divide, as far as plain numbers go; else infinity, which is never reached. */
export function leastCommonMultiple(periods: readonly number[]): number {
  let all = 1n;
  for (const period of new Set(periods)) {
    let [a, b] = [all, BigInt(period)];
    while (b !== 0n) [a, b] = [b, a % b];
    all = all / a * BigInt(period);
    if (all > BigInt(windowMost)) return Infinity;
  }
  return Number(all);
}
