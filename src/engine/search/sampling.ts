/**
 * How many states there may be where they are too many to search: a lower bound from random traces, and a rough estimate
 * from the beginning of a search. Neither is a count, and both say how they came about.
 *
 * The lower bound is Chao's: of states that are drawn again and again from one distribution, those that were drawn once and
 * those that were drawn twice say how many were not drawn at all (A. Chao, Nonparametric estimation of the number of
 * classes in a population, Scandinavian Journal of Statistics 11, 1984). Here a draw is the last state of a random trace.
 * The estimate continues the levels of the search: their logarithms lie near a parabola (R. Pelanek and P. Simecek,
 * Estimating state space parameters, 2008, find such estimates good to the order of magnitude).
 */
import { Checker } from "../claims/checking.ts";
import { generate } from "../traces/campaign.ts";
import type { ExploreOptions } from "./exploration.ts";
import { explore } from "./exploring.ts";
import { guarded } from "../stepping/guard.ts";
import type { Model } from "../model.ts";
import { Random } from "../traces/random.ts";
import { CallGenerator } from "../traces/strategies.ts";
import { symmetryOf } from "../symmetry/symmetry.ts";

export interface SampleOptions extends Omit<ExploreOptions, "team" | "wanted" | "visited"> {
  readonly seed: number;
  readonly traces: number;
  /** Longest trace; their lengths are drawn evenly. */
  readonly steps: number;
}

export interface SizeEstimate {
  readonly traces: number;
  /** States in which a trace ended: all, those of one trace only, those of two. */
  readonly distinct: number;
  readonly once: number;
  readonly twice: number;
  /** Chao's lower bound, or what the search found when that is more. */
  readonly atLeast: number;
  /** States by depth, as far as the search went. */
  readonly levels: readonly number[];
  /** What the levels come to when they go on as they began; null when they do not tell. */
  readonly about: number | null;
  /** Whether the search came to its end, so that `about` is a count. */
  readonly exhaustive: boolean;
}

/** Levels from which the rest is continued, at most. */
const levelsMost = 10;

/** Estimates how many states a system can reach. */
export function sampleSize(model: Model, options: SampleOptions): SizeEstimate {
  const { seed, traces, steps, symmetry, watch } = options;
  const canonical = symmetry ? symmetryOf(model.now.layout) : null;
  const ends = new Map<string, number>();
  for (let trace = 0; trace < traces; trace++) {
    const random = new Random(seed, trace);
    const length = random.below(steps + 1);
    guarded(() => generate(new CallGenerator(model, random, undefined, watch), random, length, new Checker(model, watch)));
    const key = (canonical?.canonical(model.now.words) ?? model.now.words).join();
    ends.set(key, (ends.get(key) ?? 0) + 1);
  }
  const { states, levels, exhaustive } = explore(model, { ...options });
  const times = (n: number): number => [...ends.values()].reduce((sum, count) => sum + (count === n ? 1 : 0), 0);
  const [distinct, once, twice] = [ends.size, times(1), times(2)];
  const chao = distinct + Math.floor(once * (once - 1) / (2 * (twice + 1)));
  // The last level is complete only when the search is.
  const whole = levels.slice(0, exhaustive ? undefined : -1);
  const atLeast = Math.max(chao, states);
  const about = exhaustive ? states : continued(whole);
  return {
    traces, distinct, once, twice, atLeast, levels: whole, exhaustive,
    // Less than there are for certain is no estimate.
    about: about !== null && about < atLeast ? null : about,
  };
}

/** The sum of levels and of those that follow when their logarithms go on along a parabola; null when it opens upwards. */
export function continued(levels: readonly number[]): number | null {
  const last = levels.slice(-levelsMost);
  if (last.length < 5) return null;
  const [a, b, c] = parabola(last.map((size) => Math.log(size)));
  // A bend that small is none: it would go on for thousands of levels.
  if (a > -1e-3) return null;
  let sum = levels.reduce((all, size) => all + size, 0);
  for (let x = last.length, size = Infinity; size >= 1 && x < 10_000; x++) {
    size = Math.exp(a * x * x + b * x + c);
    sum += size;
  }
  return Math.round(sum);
}

/** The parabola a x^2 + b x + c that lies nearest to values at x = 0, 1, 2, ..., by least squares. */
function parabola(values: readonly number[]): readonly [number, number, number] {
  const sum = (value: (x: number) => number): number => values.reduce((all, _, x) => all + value(x), 0);
  const [n, s1, s2, s3, s4] = [values.length, sum((x) => x), sum((x) => x ** 2), sum((x) => x ** 3), sum((x) => x ** 4)];
  const [y0, y1, y2] = [sum((x) => values[x]!), sum((x) => x * values[x]!), sum((x) => x * x * values[x]!)];
  const determinant = s4 * (s2 * n - s1 * s1) - s3 * (s3 * n - s1 * s2) + s2 * (s3 * s1 - s2 * s2);
  return [
    (y2 * (s2 * n - s1 * s1) - s3 * (y1 * n - s1 * y0) + s2 * (y1 * s1 - s2 * y0)) / determinant,
    (s4 * (y1 * n - s1 * y0) - y2 * (s3 * n - s1 * s2) + s2 * (s3 * y0 - y1 * s2)) / determinant,
    (s4 * (s2 * y0 - y1 * s1) - s3 * (s3 * y0 - y1 * s2) + y2 * (s3 * s1 - s2 * s2)) / determinant,
  ];
}
