/** What an analysis answers besides the number: conventions, and what it rests on. */
import type { Exact } from "./exact.ts";

/** How the numbers of an analysis are to be read. */
export interface Conventions {
  /** What a response time is measured from. */
  readonly from: "arrival" | "release";
  /** Dense: times are real numbers, and a bound is a least upper bound. Discrete: everything happens at whole ticks. */
  readonly time: "dense" | "discrete";
}

/** Something that a bound rests on, and how it was made sure of. */
export interface Assumption {
  /** A sentence: "the utilisation is at most 1". */
  readonly says: string;
  /** What was looked at: "3/4". */
  readonly checked: string;
}

/** A bound with what was tried against it. */
export interface Evidence<Witness> {
  /** Null where no bound exists. */
  readonly bound: Exact | null;
  /** The largest value that a simulation has shown. */
  readonly observedMax: Exact;
  /** What to simulate to see it. */
  readonly witness: Witness;
  /** bound / observedMax; null where there is no bound, or nothing was observed. */
  readonly gap: Exact | null;
  readonly assumptions: readonly Assumption[];
}
