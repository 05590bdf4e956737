/**
 * Sub-additive closure: the least of 0 at 0, f, f * f, f * f * f and so on. An arrival curve may be replaced by it, and a window of
 * flow control has it as its service.
 *
 * The closure of a minimum is the convolution of closures, so that it is put together from those of the stretches:
 * a point repeats itself; the copies of a piece widen until they overlap; a repeated part takes any number of periods
 * once it is used at all. Source: Bouillard and Thierry (2008), section 4.6.
 */
import { type Exact, largest, zero } from "../exact.ts";
import { type Curve, curveOf, isSame, rateOf, refuseFalling, tailOf, until } from "./curve.ts";
import { convolve, finiteWith } from "./convolve.ts";
import { type Stretch, cropped, endOf, isPoint, lowest, pointAt, refuseTooMany } from "./stretches.ts";

/** Refuses a curve that falls or is below 0, whose closure could be minus infinity. */
export function subAdditiveClosure(f: Curve): Curve {
  refuseFalling(f, "curve");
  const base = fromNothing(f);
  // Most arrival curves are sub-additive already, and the check is one convolution.
  if (isSame(convolve(base, base), base)) return base;
  const repeated = tailOf(f);
  const end = f.from.add(f.period);
  const anyOften = convolve(convolved(repeated), multiples(f.period, f.gain));
  return convolved(cropped(f.stretches, zero, f.from), fromNothing(finiteWith(repeated, end, anyOften)));
}

/** The convolution of the closures of some stretches, and of further curves. Slow ones first: they settle the period. */
function convolved(list: readonly Stretch[], ...more: Curve[]): Curve {
  const closureOf = (stretch: Stretch): Curve => isPoint(stretch) ? multiples(stretch.from, stretch.at) : widening(stretch);
  const closures = list.filter(({ to }) => to.gt(zero)).map(closureOf);
  return [...closures, ...more].sort((a, b) => rateOf(a).compare(rateOf(b))).reduce(convolve);
}

/** The same function with 0 at 0. */
function fromNothing(f: Curve): Curve {
  const from = largest([f.from, f.from.equals(zero) ? f.period : zero]);
  const list = until(f, from.add(f.period));
  return curveOf([pointAt(zero, zero), ...list.filter(({ to }) => to.gt(zero))], from, f.period, f.gain);
}

/** The closure of a point: its multiples, and nothing between them. */
const multiples = (x: Exact, y: Exact): Curve => curveOf([pointAt(zero, zero)], zero, x, y);

/**
 * The closure of a piece on (a, b): n copies of it are a piece on (na, nb). From some n on they overlap. Where a copy more
 * costs something the fewest are best, and these repeat themselves after b; where it saves something the most, after a.
 */
function widening(piece: Stretch): Curve {
  const { from: a, to: b, at, slope } = piece;
  const fewest = at.gte(slope.mul(a));
  const [period, gain] = fewest ? [b, endOf(piece)] : [a, at];
  const overlap = a.div(b.sub(a)).floor().add(2).mul(a);
  const start = largest([overlap, b]);
  const end = start.add(period);
  const most = Number(end.div(period).ceil().add(1).n);
  refuseTooMany(most);
  const copies = Array.from({ length: most }, (_, i): Stretch[] => [{ from: a.mul(i + 1), to: b.mul(i + 1), at: at.mul(i + 1), slope }]);
  return curveOf([pointAt(zero, zero), ...cropped(lowest(copies), zero, end)], start, period, gain);
}
