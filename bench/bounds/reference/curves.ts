/**
 * Functions of time and what min-plus algebra makes of them, by going through a grid of half units, without a line of the curves that
 * it is there to try. The functions are straight between whole times, with whole values and slopes. What is looked for is an infimum or
 * a supremum over sums of them, which are straight between the points of the grid: it is reached at a point, or beside one.
 */

/** What a function is from a whole time on for a unit. */
export interface Unit {
  readonly value: number;
  readonly after: number;
  readonly slope: number;
}

/** Its units from 0 on; those from number `from` on come again and again, each time `gain` higher. */
export interface Plain {
  readonly units: readonly Unit[];
  readonly from: number;
  readonly gain: number;
}

/** Just before a time, at it, just after it. */
export type Side = -1 | 0 | 1;

const step = 0.5;

export function plainAt({ units, from, gain }: Plain, time: number, side: Side = 0): number {
  // Just before a whole time is the end of the unit before it.
  const k = side === -1 ? Math.ceil(time) - 1 : Math.floor(time);
  const period = units.length - from;
  const rounds = k < units.length ? 0 : Math.floor((k - from) / period);
  const { value, after, slope } = units[k - rounds * period]!;
  return rounds * gain + (side === 0 && k === time ? value : after + slope * (time - k));
}

const grid = (end: number): number[] => Array.from({ length: end / step + 1 }, (_, i) => i * step);

/** inf of f(s) + g(t - s). */
export const convolvedAt = (f: Plain, g: Plain, t: number): number => Math.min(...grid(t).flatMap((s) => [
  plainAt(f, s) + plainAt(g, t - s),
  ...s < t ? [plainAt(f, s, 1) + plainAt(g, t - s, -1)] : [],
  ...s > 0 ? [plainAt(f, s, -1) + plainAt(g, t - s, 1)] : [],
]));

/** sup of f(t + u) - g(u), u up to an end. */
export const deconvolvedAt = (f: Plain, g: Plain, t: number, end: number): number => Math.max(...grid(end).flatMap((u) =>
  sides(u).map((side) => plainAt(f, t + u, side) - plainAt(g, u, side))));

/** sup of f - g up to an end. */
export const verticalUpTo = (f: Plain, g: Plain, end: number): number => deconvolvedAt(f, g, 0, end);

const sides = (time: number): readonly Side[] => time === 0 ? [0, 1] : [-1, 0, 1];

/** The least sum of f over parts of t, 0 for no part. Parts beside grid points count where some are above and some are below theirs. */
export function closureAt(f: Plain, t: number): number {
  /** By length, and by whether some part is above (1) and some is below (2). */
  const least = grid(t).map((length) => [length === 0 ? 0 : Infinity, Infinity, Infinity, Infinity]);
  for (const [i, here] of least.entries()) {
    const improve = (mark: number, part: number, cost: number): void => here.forEach((_, seen) => {
      here[seen | mark] = Math.min(here[seen | mark]!, least[i - part]![seen]! + cost);
    });
    for (let part = 1; part <= i; part++) for (const side of [0, 1, -1] as const)
      improve(side === -1 ? 2 : side, part, plainAt(f, part * step, side));
    improve(1, 0, plainAt(f, 0, 1));
  }
  return Math.min(least.at(-1)![0]!, least.at(-1)![3]!);
}

/** sup over t up to an end of the least d with f(t) <= g(t + d); g gets as high before the limit. */
export function horizontalUpTo(f: Plain, g: Plain, end: number, limit: number): number {
  return Math.max(...grid(end).flatMap((t) => {
    const [now, next] = [plainAt(f, t), plainAt(f, t, 1)];
    const isRising = plainAt(f, t + step, -1) > next;
    return [firstTime(g, now, false, limit) - t, firstTime(g, next, isRising, limit) - t];
  }), 0);
}

/** The infimum of the times at which a rising function is that high, or higher. */
function firstTime(g: Plain, height: number, above: boolean, limit: number): number {
  const isThere = (value: number): boolean => above ? value > height : value >= height;
  for (let k = 0; k < limit; k++) {
    const after = plainAt(g, k, 1);
    if (isThere(plainAt(g, k)) || isThere(after)) return k;
    const before = plainAt(g, k + 1, -1);
    if (isThere(before)) return k + (height - after) / (before - after);
  }
  throw new Error(`not as high as ${height} before ${limit}`);
}
