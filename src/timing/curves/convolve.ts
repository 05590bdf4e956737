/**
 * Min-plus convolution, (f * g)(t) = inf of f(s) + g(t - s) over s from 0 to t: what two servers in a row give.
 *
 * The slower curve's repeated part with all of the other repeats itself after the sum of the starts and a common period;
 * its beginning with all of the other repeats itself as the other does. The convolution is the minimum of both.
 * Source: Bouillard and Thierry (2008), proposition 6; of straight pieces: the flatter one goes first.
 */
import { type Exact, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { type Curve, commonPeriod, curveOf, rateOf, until } from "./curve.ts";
import { minimum } from "./pointwise.ts";
import { type Stretch, type Stretches, cropped, endOf, isPoint, lowest, moved, pointAt, refuseTooManyPairs } from "./stretches.ts";

export function convolve(f: Curve, g: Curve): Curve {
  const order = rateOf(f).compare(rateOf(g));
  if (order > 0) return convolve(g, f);
  const period = commonPeriod(f, g);
  const from = f.from.add(g.from).add(period);
  const end = from.add(period);
  const [whole, other] = [until(f, end), until(g, end)];
  const gain = rateOf(f).mul(period);
  if (order === 0 || f.from.equals(zero)) return curveOf(lowestSums(whole, other, end), from, period, gain);
  const repeated = curveOf(lowestSums(cropped(whole, f.from, end), other, end), from, period, gain);
  return minimum(repeated, finiteWith(cropped(whole, zero, f.from), f.from, g));
}

/** The convolution of stretches that end, and of a curve. */
export function finiteWith(list: Stretches, end: Exact, curve: Curve): Curve {
  const from = end.add(curve.from);
  const stop = from.add(curve.period);
  return curveOf(lowestSums(list, until(curve, stop), stop), from, curve.period, curve.gain);
}

/** The convolution of at least one curve. */
export function convolveAll(curves: readonly Curve[]): Curve {
  if (curves.length === 0) throw new TimingRefusal("missing", "curves", "must be at least one");
  return curves.reduce(convolve);
}

/** The convolution of two lists, up to an end. */
function lowestSums(left: Stretches, right: Stretches, end: Exact): Stretches {
  refuseTooManyPairs(left, right);
  const sums = left.flatMap((one) => right.filter((other) => one.from.add(other.from).lt(end)).map((other) => sumOf(one, other)));
  return cropped(lowest(sums), zero, end);
}

/** The convolution of two stretches. */
export function sumOf(one: Stretch, other: Stretch): Stretch[] {
  if (isPoint(one)) return [moved(other, one.from, one.at)];
  if (isPoint(other)) return [moved(one, other.from, other.at)];
  const [flat, steep] = one.slope.lte(other.slope) ? [one, other] : [other, one];
  const first = moved(flat, steep.from, steep.at);
  if (flat.slope.equals(steep.slope)) return [{ ...first, to: one.to.add(other.to) }];
  const value = endOf(first);
  return [first, pointAt(first.to, value), { from: first.to, to: one.to.add(other.to), at: value, slope: steep.slope }];
}
