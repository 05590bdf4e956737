/**
 * Min-plus deconvolution, (f / g)(t) = sup of f(t + u) - g(u) over u of at least 0: with f for what arrives and g for the service,
 * the least curve that bounds what leaves.
 *
 * Where f is not faster than g, a later u by a common period adds nothing once both repeat themselves, so that finitely
 * many u decide; the result repeats itself from where f does. Source: Bouillard and Thierry (2008), proposition 7.
 */
import { type Exact, largest, zero } from "../exact.ts";
import { type Curve, commonPeriod, curveOf, rateOf, until } from "./curve.ts";
import { sumOf } from "./convolve.ts";
import { type Stretch, cropped, lowest, mirrored, negated, refuseTooManyPairs } from "./stretches.ts";

/** Null where it is infinite, since f is faster than g. */
export function deconvolve(f: Curve, g: Curve): Curve | null {
  if (rateOf(f).gt(rateOf(g))) return null;
  const reach = largest([f.from, g.from]).add(commonPeriod(f, g));
  const end = f.from.add(f.period);
  const before = negated(until(f, end.add(reach)));
  const after = mirrored(until(g, reach));
  refuseTooManyPairs(before, after);
  const sums = before.flatMap((one) =>
    after.filter((other) => meets(one, other, end)).map((other) => cropped(sumOf(one, other), zero, end)));
  return curveOf(negated(lowest(sums)), f.from, f.period, f.gain);
}

const meets = (one: Stretch, other: Stretch, end: Exact): boolean => one.to.add(other.to).gte(zero) && one.from.add(other.from).lt(end);
