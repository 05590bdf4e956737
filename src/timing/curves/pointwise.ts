/** Operations on curves that look at one time only: sum, difference, minimum, maximum; and the rising curves next to one that falls. */
import { type Exact, largest, one, smallest, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { type Curve, commonPeriod, curveOf, negative, overtakenFrom, rateOf, tailOf, until } from "./curve.ts";
import {
  type Stretch, type Stretches, cropped, endOf, isPoint, lower, mirrored, moved, negated, pointAt, total, valueOn,
} from "./stretches.ts";

export function add(f: Curve, g: Curve): Curve {
  const [from, period] = [largest([f.from, g.from]), commonPeriod(f, g)];
  const end = from.add(period);
  return curveOf(total(until(f, end), until(g, end)), from, period, rateOf(f).add(rateOf(g)).mul(period));
}

export const subtract = (f: Curve, g: Curve): Curve => add(f, negative(g));

/** The sum of at least one curve. */
export function sumOfCurves(curves: readonly Curve[]): Curve {
  if (curves.length === 0) throw new TimingRefusal("missing", "curves", "must be at least one");
  return curves.reduce(add);
}

export function minimum(f: Curve, g: Curve): Curve {
  const order = rateOf(f).compare(rateOf(g));
  if (order > 0) return minimum(g, f);
  const period = order === 0 ? commonPeriod(f, g) : f.period;
  const from = order === 0 ? largest([f.from, g.from]) : overtakenFrom(f, g);
  const end = from.add(period);
  return curveOf(lower(until(f, end), until(g, end)), from, period, rateOf(f).mul(period));
}

export const maximum = (f: Curve, g: Curve): Curve => negative(minimum(negative(f), negative(g)));

/** The same curve later: 0 up to and at that time, then f(t - by). */
export function delayed(f: Curve, by: Exact): Curve {
  if (by.equals(zero)) return f;
  const from = f.from.add(f.period);
  const list = until(f, from.add(f.period)).map((stretch) => moved(stretch, by, zero)).filter((stretch) => stretch.to.gt(by));
  return curveOf([...nothingUpTo(by), ...list], from.add(by), f.period, f.gain);
}

/** 0 up to and at that time, then the curve. */
export function silentUpTo(f: Curve, time: Exact): Curve {
  const from = largest([f.from, time.add(f.period)]);
  const end = from.add(f.period);
  return curveOf([...nothingUpTo(time), ...cropped(until(f, end), time, end).slice(1)], from, f.period, f.gain);
}

const nothingUpTo = (time: Exact): Stretch[] =>
  time.equals(zero) ? [pointAt(zero, zero)] : [pointAt(zero, zero), { from: zero, to: time, at: zero, slope: zero }, pointAt(time, zero)];

const nothing = curveOf(nothingUpTo(one), zero, one, zero);

/**
 * The least curve of at least 0 that is nowhere below this one and never falls: sup of f(s)+ over s up to t. What is left of a
 * service after something is subtracted is that.
 * Source: Bouillard, Boyer and Le Corronc, Deterministic Network Calculus (2018), section 5.3.
 */
export function risingPart(f: Curve): Curve {
  const rises = f.gain.gt(zero);
  const most = (list: Stretches): Exact => largest([zero, ...list.flatMap((stretch) => [stretch.at, endOf(stretch)])]);
  // Before the repeated part alone decides, it must have climbed above whatever came before it.
  const lead = most(cropped(f.stretches, zero, f.from)).sub(largest(tailOf(f).flatMap((stretch) => [stretch.at, endOf(stretch)])));
  const climbs = rises && lead.gt(zero) ? lead.div(f.gain).ceil() : zero;
  const from = f.from.add(f.period.mul(climbs.add(2)));
  const list = highestSoFar(until(f, from.add(f.period)), zero);
  return curveOf(list, from, f.period, rises ? f.gain : zero);
}

/**
 * The largest curve of at least 0 that is nowhere above the positive part of this one and never falls: inf of f(s)+ over s from t on.
 * A guarantee that is not a promise for one busy period may be rounded down to a curve that rises, and not up.
 */
export function lastingPart(f: Curve): Curve {
  const least = smallest(tailOf(f).flatMap((stretch) => [stretch.at, endOf(stretch)]));
  if (f.gain.lt(zero) || (f.gain.equals(zero) && least.lte(zero))) return nothing;
  // Two periods later all is two gains higher.
  const end = f.from.add(f.period.mul(2));
  const fromTheEnd = mirrored(highestSoFar(mirrored(negated(until(f, end))), least.add(f.gain.mul(2)).neg()));
  return maximum(curveOf(negated(fromTheEnd), f.from, f.period, f.gain), nothing);
}

/** The highest value so far, `floor` at least. */
function highestSoFar(list: Stretches, floor: Exact): Stretch[] {
  let high = floor;
  return list.flatMap((stretch): Stretch[] => {
    const { from, to, at, slope } = stretch;
    const [before, end] = [high, endOf(stretch)];
    high = largest([high, at, end]);
    if (isPoint(stretch)) return [pointAt(from, high)];
    if (slope.lte(zero) || end.lte(before)) return [{ from, to, at: high, slope: zero }];
    if (at.gte(before)) return [stretch];
    const crossing = from.add(before.sub(at).div(slope));
    const turn = pointAt(crossing, valueOn(stretch, crossing));
    return [{ from, to: crossing, at: before, slope: zero }, turn, { from: crossing, to, at: before, slope }];
  });
}
