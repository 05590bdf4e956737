/** How often each value was seen: for response times of many jobs. */
import { type Exact, type Given, exact, one, ratio, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";

/** A value, and the share of all that are at most as large: a step of the cumulative distribution. */
export interface CdfPoint {
  readonly value: number;
  readonly share: Exact;
}

export interface Histogram {
  readonly count: number;
  readonly least: number;
  readonly most: number;
  /** Every value that was seen, ascending, and how often. */
  readonly counts: readonly (readonly [value: number, count: number])[];
  /** The least value that at least this share of all are at most as large as (nearest rank); the share is above 0, at most 1. */
  readonly quantile: (share: Given) => number;
  readonly cdf: () => readonly CdfPoint[];
  /** How many are in each stretch of this width, from the one of the least value on; half-open, at multiples of the width. */
  readonly buckets: (width: number) => readonly (readonly [from: number, count: number])[];
}

/** Most buckets, so that a narrow width over a wide range is refused. */
const bucketsMost = 1_000_000;

/** Counts some whole numbers, at least one. */
export function histogramOf(values: readonly number[]): Histogram {
  if (values.length === 0) throw new TimingRefusal("missing", "values", "is empty; a histogram needs one value or more");
  const seen = new Map<number, number>();
  values.forEach((value, i) => {
    if (!Number.isSafeInteger(value)) throw new TimingRefusal("not a number", `values[${i}]`, `is ${value}; give whole numbers`);
    seen.set(value, (seen.get(value) ?? 0) + 1);
  });
  const counts = [...seen].sort(([a], [b]) => a - b);
  const [least, most] = [counts[0]![0], counts.at(-1)![0]];
  return {
    count: values.length, least, most, counts,
    quantile: (share) => {
      const wanted = exact(share, "share");
      if (wanted.lte(zero) || wanted.gt(one)) throw new TimingRefusal("out of range", "share",
        `is ${wanted.toFraction()}; it must be above 0 and at most 1`);
      const rank = wanted.mul(values.length).ceil().valueOf();
      let below = 0;
      return counts.find(([, count]) => (below += count) >= rank)![0];
    },
    cdf: () => {
      let upTo = 0;
      return counts.map(([value, count]) => ({ value, share: ratio(upTo += count, values.length) }));
    },
    buckets: (width) => {
      if (!Number.isSafeInteger(width) || width < 1) throw new TimingRefusal("out of range", "width", `is ${width}; give a whole number above 0`);
      const first = Math.floor(least / width);
      const size = Math.floor(most / width) - first + 1;
      if (size > bucketsMost) throw new TimingRefusal("too large", "width", `makes ${size} buckets; at most ${bucketsMost} are made`);
      const buckets = Array.from({ length: size }, (_, i): [number, number] => [(first + i) * width, 0]);
      for (const [value, count] of counts) buckets[Math.floor(value / width) - first]![1] += count;
      return buckets;
    },
  };
}
