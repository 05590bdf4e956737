/** The curves that descriptions of traffic and of servers are made of. */
import { type Exact, type Given, exact, one, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { notNegative, positive } from "../task.ts";
import { type Curve, curveOf } from "./curve.ts";
import { minimum } from "./pointwise.ts";
import { type Stretch, pointAt, refuseTooMany } from "./stretches.ts";

/** Arrivals of at most `burst` at once, and `rate` a unit of time in the long run: b + r t after 0, and 0 at 0. */
export function tokenBucket(burst: Given, rate: Given): Curve {
  const [b, r] = [notNegative(burst, "burst"), notNegative(rate, "rate")];
  return curveOf([pointAt(zero, zero), { from: zero, to: one.add(one), at: b, slope: r }], one, one, r);
}

/** A server that gives `rate` a unit of time, after a `latency` of nothing: R (t - T)+. */
export function rateLatency(rate: Given, latency: Given): Curve {
  const [r, t] = [notNegative(rate, "rate"), notNegative(latency, "latency")];
  const idle: Stretch[] = t.equals(zero) ? [] : [pointAt(zero, zero), { from: zero, to: t, at: zero, slope: zero }];
  return curveOf([...idle, pointAt(t, zero), { from: t, to: t.add(one), at: zero, slope: r }], t, one, r);
}

/** The same amount at every time, 0 included. */
export function constant(amount: Given): Curve {
  const c = exact(amount, "amount");
  return curveOf([pointAt(zero, c), { from: zero, to: one, at: c, slope: zero }], zero, one, zero);
}

/**
 * The traffic specification of integrated services: packets of at most `packet`, a peak rate, and a bucket:
 * min(M + p t, b + r t). Source: RFC 2215, TOKEN_BUCKET_TSPEC; Le Boudec and Thiran, Network Calculus, section 1.2.
 */
export function trafficSpecification({ packet, peak, rate, burst }: { packet: Given; peak: Given; rate: Given; burst: Given }): Curve {
  const [p, r] = [notNegative(peak, "peak"), notNegative(rate, "rate")];
  if (p.lt(r)) throw new TimingRefusal("out of range", "peak", `is ${p.toFraction()}, below the rate ${r.toFraction()}`);
  return minimum(tokenBucket(packet, p), tokenBucket(burst, r));
}

/** Events a period apart, each up to `jitter` late, no two of them closer than `distance`. */
export interface PeriodicEvents {
  readonly period: Given;
  readonly jitter?: Given;
  /** Least time between two events; 0, which says nothing, unless given. */
  readonly distance?: Given;
}

/**
 * The most that periodic events of that cost bring in t after 0: C min(ceil((t + J) / P), ceil(t / d)), and 0 at 0.
 * Source: Richter, Compositional Scheduling Analysis Using Standard Event Models (2005).
 */
export function staircase(events: PeriodicEvents, cost: Given = 1): Curve {
  const { period, jitter, distance } = readEvents(events);
  const height = positive(cost, "cost");
  const late = steps(period, jitter, height);
  return distance.gt(zero) ? minimum(late, steps(distance, zero, height)) : late;
}

/** Burst and rate of a token bucket. */
export interface Bucket {
  readonly burst: Exact;
  readonly rate: Exact;
}

/**
 * Token buckets that a staircase never leaves: C (1 + J/P) + C t/P, and with a distance C + C t/d. It touches each of them.
 * Source: ceil(x) < x + 1; how a model of events becomes an arrival curve.
 */
export function bucketsOver(events: PeriodicEvents, cost: Given = 1): readonly [Bucket, ...Bucket[]] {
  const { period, jitter, distance } = readEvents(events);
  const height = positive(cost, "cost");
  const late: Bucket = { burst: height.mul(one.add(jitter.div(period))), rate: height.div(period) };
  return distance.gt(zero) ? [late, { burst: height, rate: height.div(distance) }] : [late];
}

/** A piece of a curve as it is given: its value at a time, and a straight line after it. */
export interface Piece {
  readonly from: Given;
  readonly value: Given;
  /** The limit after `from`; the value unless said. */
  readonly after?: Given;
  readonly slope: Given;
}

/** How a curve goes on: from a time on it repeats itself a period later and a gain higher. */
export interface Repetition {
  readonly from: Given;
  readonly period: Given;
  readonly gain: Given;
}

/** Any curve, from its pieces in order of time. The last one goes on for ever, or, with a repetition, up to its end. */
export function piecewise(pieces: readonly Piece[], repetition?: Repetition): Curve {
  if (!Array.isArray(pieces)) throw new TimingRefusal("missing", "pieces", "must be a list");
  refuseTooMany(pieces.length, "pieces");
  const read = pieces.map(({ from, value, after, slope }, i) => ({
    from: notNegative(from, `pieces[${i}].from`), value: exact(value, `pieces[${i}].value`),
    after: exact(after ?? value, `pieces[${i}].after`), slope: exact(slope, `pieces[${i}].slope`),
  }));
  const last = read[read.length - 1];
  if (last === undefined || !read[0]!.from.equals(zero)) throw new TimingRefusal("missing", "pieces", "must begin with a piece from 0");
  const start = repetition === undefined ? last.from.add(one) : notNegative(repetition.from, "repetition.from");
  const period = repetition === undefined ? one : positive(repetition.period, "repetition.period");
  const gain = repetition === undefined ? last.slope : exact(repetition.gain, "repetition.gain");
  const end = start.add(period);
  if (last.from.gte(end)) throw new TimingRefusal("out of range", "repetition", `ends at ${end.toFraction()}, before the last piece begins`);
  return curveOf(read.flatMap(({ from, value, after, slope }, i) => {
    const to = read[i + 1]?.from ?? end;
    if (!to.gt(from)) throw new TimingRefusal("out of range", `pieces[${i + 1}].from`, `is ${to.toFraction()}; times must rise`);
    return [pointAt(from, value), { from, to, at: after, slope }];
  }), start, period, gain);
}

function readEvents({ period, jitter, distance }: PeriodicEvents): { period: Exact; jitter: Exact; distance: Exact } {
  return { period: positive(period, "period"), jitter: notNegative(jitter ?? 0, "jitter"), distance: notNegative(distance ?? 0, "distance") };
}

/** C ceil((t + J) / P) after 0. */
function steps(period: Exact, jitter: Exact, height: Exact): Curve {
  const at = jitter.div(period).floor().add(1);
  const first = period.mul(at).sub(jitter);
  const [low, high] = [height.mul(at), height.mul(at.add(1))];
  return curveOf([pointAt(zero, zero), { from: zero, to: first, at: low, slope: zero }, pointAt(first, low),
    { from: first, to: first.add(period), at: high, slope: zero }], first, period, height);
}
