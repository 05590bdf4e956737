/**
 * Curves: functions of time that are straight between finitely many breakpoints and repeat themselves from some time on, a
 * period later and a gain higher. Token buckets, rate-latency servers and staircases are such functions, and so are their sums,
 * minima, convolutions, deconvolutions and closures: nothing is approximated.
 *
 * Source of the class and of when an operation's result repeats itself: Bouillard and Thierry, "An algorithmic toolbox for
 * network calculus", Discrete Event Dynamic Systems 18 (2008). Units: the caller's unit of data over the caller's unit of time.
 */
import type { Conventions } from "../evidence.ts";
import { type Exact, type Given, largest, one, ratio, smallest, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { notNegative } from "../task.ts";
import {
  type Stretch, type Stretches, cropped, endOf, firstFrom, isPoint, joined, moved, negated, pointAt, refuseTooMany, repeats, same, valueOn,
} from "./stretches.ts";

/** How numbers of curves are read: a delay runs from arrival to departure, and time is dense, so that a bound is a supremum. */
export const curveConventions: Conventions = { from: "arrival", time: "dense" };

export interface Curve {
  /** The function on [0, from + period). */
  readonly stretches: Stretches;
  /** f(t + period) = f(t) + gain for every t of at least this. */
  readonly from: Exact;
  readonly period: Exact;
  readonly gain: Exact;
  /** Whether it is one straight line from `from` on; the period is then 1, and any other would do. */
  readonly isStraight: boolean;
}

/**
 * The curve that has these stretches on [0, from + period) and repeats itself from there; begun as early, and with as short a period,
 * as is seen.
 */
export function curveOf(stretches: Stretches, from: Exact, period: Exact, gain: Exact): Curve {
  const list = joined(cropped(stretches, zero, from.add(period)));
  refuseTooMany(list.length);
  const last = list[list.length - 1];
  if (last !== undefined && isStraightFrom(last, list, from, period, gain)) return straight(list, last);
  const short = shortestPeriod(list, from, period, gain);
  return earliest(list, from, short, gain.mul(short.div(period)));
}

/** The long-run slope. */
export const rateOf = ({ period, gain }: Curve): Exact => gain.div(period);

/** The stretches on [0, end). */
export function until(curve: Curve, end: Exact): Stretches {
  const { stretches, from, period, gain, isStraight } = curve;
  const listed = from.add(period);
  if (end.lte(listed)) return cropped(stretches, zero, end);
  if (isStraight) {
    const value = valueAt(curve, from);
    return joined([...cropped(stretches, zero, from), pointAt(from, value), { from, to: end, at: value, slope: gain }]);
  }
  const part = cropped(stretches, from, listed);
  const times = end.sub(from).div(period).ceil();
  refuseTooMany(Number(times.n) * part.length);
  const out = [...stretches];
  for (let i = 1; i < Number(times.n); i++) {
    const [right, up] = [period.mul(i), gain.mul(i)];
    for (const stretch of part) out.push(moved(stretch, right, up));
  }
  return joined(cropped(out, zero, end));
}

/** The stretches on [from, from + period). */
export const tailOf = ({ stretches, from, period }: Curve): Stretch[] => cropped(stretches, from, from.add(period));

/** The value at a time of at least 0. */
export function valueAt(curve: Curve, time: Given): Exact {
  const t = notNegative(time, "time");
  const k = t.lt(curve.from) ? zero : t.sub(curve.from).div(curve.period).floor();
  return known(around(curve, t.sub(curve.period.mul(k))).at).add(curve.gain.mul(k));
}

/** The limit at a time, from the side of what comes after it; or, above 0, of what came before. */
export function limitAt(curve: Curve, time: Given, side: "before" | "after"): Exact {
  const t = notNegative(time, "time");
  if (side === "before" && t.equals(zero)) throw new TimingRefusal("out of range", "time", "is 0, and nothing comes before it; ask for the limit after");
  const periods = t.sub(curve.from).div(curve.period);
  const k = t.lte(curve.from) ? zero : side === "after" ? periods.floor() : periods.ceil().sub(1);
  return known(around(curve, t.sub(curve.period.mul(k)))[side]).add(curve.gain.mul(k));
}

/** Whether two curves are the same function: they are if they agree until both have repeated themselves. */
export function isSame(f: Curve, g: Curve): boolean {
  if (!rateOf(f).equals(rateOf(g))) return false;
  const end = largest([f.from, g.from]).add(commonPeriod(f, g));
  return same(joined(until(f, end)), joined(until(g, end)));
}

/** Whether it never falls. */
export const isRising = (curve: Curve): boolean => {
  const list = until(curve, curve.from.add(curve.period.mul(2)));
  return list.every((stretch, i) => stretch.slope.gte(zero) && (i === 0 || endOf(list[i - 1]!).lte(stretch.at)));
};

/** Refuses a curve that cannot count data: one below 0, or one that falls. */
export function refuseFalling(curve: Curve, field: string): void {
  if (valueAt(curve, 0).lt(zero) || !isRising(curve)) throw new TimingRefusal("precondition", field,
    "must be at least 0 and never fall, as a count of data does; take its rising part");
}

/** The same curve upside down. */
export const negative = ({ stretches, from, period, gain, isStraight }: Curve): Curve =>
  ({ stretches: negated(stretches), from, period, gain: gain.neg(), isStraight });

/** A period of both. */
export function commonPeriod(f: Curve, g: Curve): Exact {
  if (f.isStraight) return g.period;
  return g.isStraight ? f.period : leastCommonMultiple(f.period, g.period);
}

/** From when on the slower curve stays at or below the faster one. */
export function overtakenFrom(slower: Curve, faster: Curve): Exact {
  const [slow, fast] = [rateOf(slower), rateOf(faster)];
  const above = largest(tailOf(slower).flatMap((stretch) => offsets(stretch, slow)));
  const below = smallest(tailOf(faster).flatMap((stretch) => offsets(stretch, fast)));
  return largest([slower.from, faster.from, above.sub(below).div(fast.sub(slow))]);
}

const offsets = (stretch: Stretch, rate: Exact): Exact[] =>
  [stretch.at.sub(rate.mul(stretch.from)), endOf(stretch).sub(rate.mul(stretch.to))];

function leastCommonMultiple(a: Exact, b: Exact): Exact {
  const gcd = (x: bigint, y: bigint): bigint => y === 0n ? x : gcd(y, x % y);
  const [left, right] = [a.n * b.d, b.n * a.d];
  return ratio(left / gcd(left, right) * right, a.d * b.d);
}

interface Around {
  readonly before: Exact | null;
  readonly at: Exact | null;
  readonly after: Exact | null;
}

/** Value and limits at a time of [0, from + period]; null for a gap. */
function around({ stretches }: Curve, t: Exact): Around {
  const first = firstFrom(stretches, t);
  const near = stretches.slice(Math.max(0, first - 1), first + 2).filter((stretch) => stretch.from.lte(t) && t.lte(stretch.to));
  const inside = near.find((stretch) => isPoint(stretch) || (stretch.from.lt(t) && t.lt(stretch.to)));
  const of = (stretch: Stretch | undefined): Exact | null => stretch === undefined ? null : valueOn(stretch, t);
  return {
    at: of(inside),
    before: of(near.find((stretch) => stretch.from.lt(t))),
    after: of(near.find((stretch) => t.lt(stretch.to))),
  };
}

function known(value: Exact | null): Exact {
  if (value === null) throw new TimingRefusal("precondition", "curve", "has no finite value at that time");
  return value;
}

/** Whether the last piece is the whole of the repeated part, and goes on where it ends. */
function isStraightFrom(last: Stretch, list: Stretches, from: Exact, period: Exact, gain: Exact): boolean {
  if (isPoint(last) || !last.to.equals(from.add(period)) || last.from.gt(from) || !last.slope.mul(period).equals(gain)) return false;
  if (last.from.lt(from)) return true;
  const point = list[list.length - 2];
  return point !== undefined && isPoint(point) && point.from.equals(from) && point.at.equals(last.at);
}

/** A curve that ends in this piece for ever; where the piece starts with a jump, it is straight from one unit later on. */
function straight(list: Stretch[], last: Stretch): Curve {
  const point = list[list.length - 2];
  const isSmooth = point !== undefined && isPoint(point) && point.from.equals(last.from) && point.at.equals(last.at);
  const from = isSmooth ? last.from : last.from.add(one);
  return { stretches: [...list.slice(0, -1), { ...last, to: from.add(one) }], from, period: one, gain: last.slope, isStraight: true };
}

/** A part of a period that is one itself has its share of the stretches; where it is cut within a piece, all but two that the cut makes. */
function shortestPeriod(list: Stretches, from: Exact, period: Exact, gain: Exact): Exact {
  let [shortest, shortestGain] = [period, gain];
  const count = (): number => cropped(list, from, from.add(shortest)).length;
  for (let parts = 2, most = count(); parts <= most; parts++) {
    if (most % parts > 0 && (most - 2) % parts > 0) continue;
    const [part, up] = [shortest.div(parts), shortestGain.div(parts)];
    if (!repeats(list, from, from.add(shortest).sub(part), part, up)) continue;
    [shortest, shortestGain] = [part, up];
    [parts, most] = [1, count()];
  }
  return shortest;
}

/** Lets the repetition begin as early as it does. */
function earliest(list: Stretches, from: Exact, period: Exact, gain: Exact): Curve {
  let end = from;
  while (end.gte(period) && repeats(list, end.sub(period), end, period, gain)) end = end.sub(period);
  // Within a period it begins at a turn, or where one is a period later; from a later one it repeats itself if it does from an earlier one.
  const turns = [zero, ...list.flatMap((stretch) => [stretch.from, stretch.from.sub(period)])]
    .filter((x) => x.gt(end.sub(period)) && x.lt(end)).sort((a, b) => a.compare(b));
  let low = 0;
  for (let high = turns.length; low < high;) {
    const middle = low + high >> 1;
    if (repeats(list, turns[middle]!, end, period, gain)) high = middle;
    else low = middle + 1;
  }
  const start = turns[low] ?? end;
  return { stretches: cropped(list, zero, start.add(period)), from: start, period, gain, isStraight: false };
}
