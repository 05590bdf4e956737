/**
 * What is left open by figures that were measured: a result for each end of the ranges of its figures. It is the range of the result
 * where that rises or falls with each figure all the way, as crossovers do.
 */
import { type Exact, type Given, exact, largest, smallest } from "../../../src/timing/exact.ts";
import { TimingRefusal } from "../../../src/timing/refusal.ts";

/** From the least to the most; both may be the same. */
export type Range = readonly [least: Given, most: Given];

/** Most figures that vary at once. */
const figuresMost = 10;

export interface Spread {
  readonly least: Exact;
  /** Null where the result is null for some of the ends, and so has no most. */
  readonly most: Exact | null;
}

/** The least and the most that a monotonic result comes to; null where it is null for all ends. */
export function rangeOf(figures: readonly Range[], result: (...values: Exact[]) => Exact | null): Spread | null {
  if (figures.length > figuresMost) throw new TimingRefusal("too large", "figures", `has ${figures.length} entries; at most ${figuresMost} vary at once`);
  const ends = figures.map(([least, most], i) => {
    const [low, high] = [exact(least, `figures[${i}][0]`), exact(most, `figures[${i}][1]`)];
    if (low.gt(high)) throw new TimingRefusal("out of range", `figures[${i}]`, `runs from ${low.toFraction()} down to ${high.toFraction()}; the least comes first`);
    return [low, high];
  });
  const corners = ends.reduce<Exact[][]>((begun, pair) => begun.flatMap((corner) => pair.map((end) => [...corner, end])), [[]]);
  const all = corners.map((corner) => result(...corner));
  const known = all.filter((value) => value !== null);
  return known.length === 0 ? null : { least: smallest(known), most: known.length < all.length ? null : largest(known) };
}
