/**
 * How far two curves are apart: the horizontal deviation, which bounds a delay in the order of arrival; the vertical one, which bounds
 * a backlog; and the longest busy period, which bounds a delay in whatever order.
 *
 * The horizontal deviation is a supremum. Where the service has a plateau it lies just after the instant at which the arrivals
 * reach the plateau's height, and is no value of the function: limits from the right are taken there.
 * Source: Le Boudec and Thiran, Network Calculus (2001), section 1.4; Bouillard, Boyer and Le Corronc (2018), section 5.2.
 */
import { type Exact, largest, zero } from "../exact.ts";
import { type Curve, commonPeriod, overtakenFrom, rateOf, refuseFalling, until, valueAt } from "./curve.ts";
import { subtract } from "./pointwise.ts";
import { type Stretch, type Stretches, endOf, isPoint, valueOn } from "./stretches.ts";

export interface Deviation {
  /** Null where it is infinite. */
  readonly bound: Exact | null;
  /** The earliest time at which it is attained, or that it is a limit at; null where it is infinite. */
  readonly attainedAt: Exact | null;
}

const unbounded: Deviation = { bound: null, attainedAt: null };

/** sup of f - g: the backlog for what arrives as f and is served as g. */
export function verticalDeviation(f: Curve, g: Curve): Deviation {
  if (rateOf(f).gt(rateOf(g))) return unbounded;
  const { stretches } = subtract(f, g);
  return highest(stretches.flatMap((stretch) => [[stretch.from, stretch.at], [stretch.to, endOf(stretch)]]));
}

/** sup over t of the least d with f(t) <= g(t + d): the delay of what arrives as f and is served as g, in the order of arrival. */
export function horizontalDeviation(f: Curve, g: Curve): Deviation {
  refuseFalling(f, "arrival");
  refuseFalling(g, "service");
  if (rateOf(f).gt(rateOf(g)) || (rateOf(g).equals(zero) && valueAt(f, f.from).gt(valueAt(g, g.from)))) return unbounded;
  const end = f.gain.equals(zero) ? f.from.add(f.period) : periodsAbove(f, valueAt(g, g.from)).add(commonPeriod(f, g));
  const arrivals = until(f, end);
  const most = endOf(arrivals[arrivals.length - 1]!);
  const service = until(g, (g.gain.equals(zero) ? g.from : periodsAbove(g, most)).add(g.period));
  const heights = service.flatMap((stretch) => [stretch.at, endOf(stretch)]);
  return highest([[zero, zero], ...arrivals.flatMap((stretch) => delaysOf(stretch, service, heights))]);
}

/** The least t above 0 with f(t) <= g(t): while a server of g is busy with f, no longer than that passes. Null where there is none. */
export function busyPeriod(f: Curve, g: Curve): Exact | null {
  const order = rateOf(f).compare(rateOf(g));
  const end = order < 0 ? overtakenFrom(f, g).add(f.period) : largest([f.from, g.from]).add(commonPeriod(f, g));
  for (const { from, to, at, slope } of until(subtract(f, g), end)) {
    if (from.equals(to) ? from.gt(zero) && at.lte(zero) : at.lt(zero) || (at.equals(zero) && slope.lte(zero))) return from;
    const root = slope.lt(zero) ? from.sub(at.div(slope)) : to;
    if (root.lt(to)) return root;
  }
  return null;
}

type Instant = readonly [at: Exact, value: Exact];

function highest(instants: readonly Instant[]): Deviation {
  const [attainedAt, bound] = instants.reduce((most, one) => one[1].gt(most[1]) ? one : most);
  return { bound, attainedAt };
}

/** From this multiple of the periods on, a rising curve is above that height. */
function periodsAbove(curve: Curve, height: Exact): Exact {
  const missing = height.sub(valueAt(curve, curve.from)).div(curve.gain);
  return missing.lt(zero) ? curve.from : curve.from.add(curve.period.mul(missing.floor().add(1)));
}

/** The delays that can be largest within a stretch of arrivals: at its ends, and at the heights, which rise, of the service's turns. */
function delaysOf(stretch: Stretch, service: Stretches, heights: readonly Exact[]): Instant[] {
  const { from, to, at, slope } = stretch;
  if (isPoint(stretch) || slope.equals(zero)) return [[from, reached(service, at).sub(from)]];
  const end = endOf(stretch);
  const passed: Exact[] = [from];
  for (let h = firstThat(heights, (height) => height.gt(at)); h < heights.length && heights[h]!.lt(end); h++)
    if (h === 0 || heights[h]!.gt(heights[h - 1]!)) passed.push(from.add(heights[h]!.sub(at).div(slope)));
  return [[to, reached(service, end).sub(to)], ...passed.map((t): Instant => [t, exceeded(service, valueOn(stretch, t)).sub(t)])];
}

/** The infimum of the times at which the service is at least that. */
function reached(service: Stretches, height: Exact): Exact {
  return crossing(stretchThat(service, (stretch) => endOf(stretch).gte(height)), height);
}

/** The infimum of the times at which the service is above that. */
function exceeded(service: Stretches, height: Exact): Exact {
  return crossing(stretchThat(service, (stretch) => endOf(stretch).gt(height)), height);
}

const crossing = ({ from, at, slope }: Stretch, height: Exact): Exact => at.gte(height) ? from : from.add(height.sub(at).div(slope));

const stretchThat = (list: Stretches, holds: (stretch: Stretch) => boolean): Stretch =>
  list[Math.min(firstThat(list, holds), list.length - 1)]!;

/** The number of the first for which something holds that holds for all later ones, too; how many there are where it holds for none. */
function firstThat<One>(list: readonly One[], holds: (one: One) => boolean): number {
  let low = 0;
  for (let high = list.length; low < high;) {
    const middle = low + high >> 1;
    if (holds(list[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
