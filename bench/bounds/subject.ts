/** What the bounds of an analysis are tried with: random systems, each simulated as badly as somebody could think of. */
import { type Exact, zero } from "../../src/timing/exact.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import { Chance } from "../../src/timing/search/random.ts";

/** A bound, and the largest value that simulations have shown. */
export interface Tried {
  /** Whose bound it is: "response of t1". */
  readonly what: string;
  readonly bound: Exact;
  readonly observed: Exact;
  /** What to run to see it, for JSON. */
  readonly witness: () => unknown;
}

export interface Subject {
  readonly name: string;
  /** Whether theory says that some run reaches the bound. */
  readonly isExact: boolean;
  /**
   * Draws a system, asks for its bounds, and simulates it about so many times. No answer where nothing is bounded: overload,
   * or a precondition that does not hold.
   */
  readonly tries: (chance: Chance, simulations: number) => readonly Tried[];
}

/** What was seen in some systems of a subject. */
export interface Tally {
  readonly systems: number;
  readonly bounds: number;
  readonly beaten: readonly { readonly seed: number; readonly tried: Tried }[];
  /** Systems for which an analysis or a simulation has thrown: "seed 7: ...". */
  readonly broken: readonly string[];
  /** bound / observed of the bounds that were searched. */
  readonly gaps: readonly number[];
}

/** A system in so many is searched with that many simulations; the others see the known worst candidates only. */
const searchedOnceIn = 10;
const simulationsSearched = 300;
const simulationsPlain = 10;

/** Tries systems of a subject; the k-th of a seed is the first of seed + k. Every bound is taken to be lower by `lowered`. */
export function tally({ name, tries }: Subject, systems: number, seed: number, lowered: Exact = zero): Tally {
  const [beaten, gaps, broken]: [{ seed: number; tried: Tried }[], number[], string[]] = [[], [], []];
  const triesOf = (k: number, simulations: number): readonly Tried[] => {
    try {
      return tries(chanceOf(name, k), simulations);
    } catch (error) {
      broken.push(`seed ${k}: ${String(error)}`);
      return [];
    }
  };
  let bounds = 0;
  for (let k = seed; k < seed + systems; k++) {
    const isSearched = k % searchedOnceIn === 0;
    for (const tried of triesOf(k, isSearched ? simulationsSearched : simulationsPlain)) {
      bounds++;
      if (tried.observed.gt(tried.bound.sub(lowered))) beaten.push({ seed: k, tried });
      if (isSearched && tried.observed.gt(zero)) gaps.push(tried.bound.div(tried.observed).valueOf());
    }
  }
  return { systems, bounds, beaten, broken, gaps };
}

/** Each subject has systems of its own (FNV-1a over its name). */
const chanceOf = (name: string, seed: number): Chance =>
  new Chance(Array.from(name).reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 16_777_619), 0x811c9dc5 ^ seed));

/** What an analysis answers, or null where it refuses since a precondition does not hold, or the system is too much for it. */
export function unlessRefused<Result>(analyse: () => Result): Result | null {
  try {
    return analyse();
  } catch (error) {
    if (error instanceof TimingRefusal && ["precondition", "cycle", "too large"].includes(error.code)) return null;
    throw error;
  }
}
