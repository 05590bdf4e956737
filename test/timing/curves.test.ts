/** Network calculus: operations against their definitions, evaluated by brute force at rational times; laws; and curves with very many pieces. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Curve, type Piece, add, bucketsOver, busyPeriod, constant, convolve, deconvolve, horizontalDeviation, isRising, isSame, leftOverBlind,
  leftOverFifo, limitAt, maximum, minimum, piecewise, rateLatency, rateOf, risingPart, staircase, subAdditiveClosure, subtract,
  tokenBucket, valueAt, verticalDeviation,
} from "../../src/timing/curves/index.ts";
import { type Exact, largest, ratio, smallest, zero } from "../../src/timing/exact.ts";
import { tries } from "../nightly.ts";

fc.configureGlobal({ seed: 4_2001 });

const times = Array.from({ length: 31 }, (_, i) => ratio(i, 3));
const isBelow = (f: Curve, g: Curve): boolean => isSame(minimum(f, g), f);

/** Curves that rise from at least 0, with breakpoints at whole times. */
const rising: fc.Arbitrary<Curve> = fc.record({
  start: fc.integer({ min: 0, max: 2 }), before: fc.integer({ min: 0, max: 3 }), length: fc.integer({ min: 1, max: 3 }), extra: fc.integer({ min: 0, max: 2 }),
  steps: fc.array(fc.record({ jump: fc.integer({ min: 0, max: 2 }), after: fc.integer({ min: 0, max: 2 }), slope: fc.integer({ min: 0, max: 3 }) }), { minLength: 6, maxLength: 6 }),
}).map(({ start, before, length, extra, steps }) => {
  const pieces: Piece[] = [];
  let value = start;
  for (const [from, { jump, after, slope }] of steps.slice(0, before + length).entries()) {
    value += from === 0 ? 0 : jump;
    pieces.push({ from, value, after: value + after, slope });
    value += after + slope;
  }
  const repeated = pieces[before]!.value as number;
  return piecewise(pieces, { from: before, period: length, gain: value - repeated + extra });
});
const shapes: fc.Arbitrary<Curve> = fc.oneof(
  rising,
  fc.tuple(fc.nat(4), fc.nat(3)).map(([burst, rate]) => tokenBucket(burst, rate)),
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(3)).map(([rate, latency]) => rateLatency(rate, latency)),
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(6), fc.nat(2), fc.integer({ min: 1, max: 3 })).map(([period, jitter, distance, cost]) =>
    staircase({ period, jitter, distance: Math.min(distance, period) }, cost)),
);

type Side = "before" | "at" | "after";
const valueOf = (curve: Curve, t: Exact, side: Side): Exact | null =>
  side === "at" ? valueAt(curve, t) : side === "before" && t.equals(zero) ? null : limitAt(curve, t, side);
/** Times at which a function of one time may turn where two curves with whole breakpoints meet, one of them mirrored or moved by t. */
const turning = (t: Exact, until: number): Exact[] => Array.from({ length: until + 1 }, (_, i) => ratio(i)).flatMap((i) => [i, i.add(t.sub(t.floor()))]);
const sides: readonly Side[] = ["before", "at", "after"];
const opposite = { before: "after", at: "at", after: "before" } as const;

/** The infimum of f(s) + g(t - s), at all s where it may be attained or approached. */
function bruteConvolution(f: Curve, g: Curve, t: Exact): Exact {
  const inner = turning(t, 11).filter((s) => s.lte(t)).flatMap((s) => sides.flatMap((side) => {
    const [left, right] = [s.equals(t) && side === "after" ? null : valueOf(f, s, side), s.equals(zero) && side === "before" ? null : t.sub(s).equals(zero) && opposite[side] === "before" ? null : valueOf(g, t.sub(s), opposite[side])];
    return left === null || right === null ? [] : [left.add(right)];
  }));
  return smallest(inner);
}

/** The supremum of f(t + u) - g(u), up to far behind where both repeat themselves. */
function bruteDeconvolution(f: Curve, g: Curve, t: Exact): Exact {
  const rest = t.ceil().sub(t);
  return largest(turning(rest, 40).flatMap((u) => sides.flatMap((side) => {
    const [left, right] = [side === "before" && u.equals(zero) ? null : valueOf(f, t.add(u), side), valueOf(g, u, side)];
    return left === null || right === null ? [] : [left.sub(right)];
  })));
}

/** The least d of at least 0 with f(t) <= g(t + d), looked for from one whole time to the next. */
function bruteDelay(f: Curve, g: Curve, t: Exact): Exact {
  const wanted = valueAt(f, t);
  if (valueAt(g, t).gte(wanted)) return zero;
  for (let a = t; a.lt(1000); a = a.floor().add(1)) {
    const b = a.floor().add(1);
    const [first, last] = [limitAt(g, a, "after"), limitAt(g, b, "before")];
    if (first.gte(wanted)) return a.sub(t);
    if (last.gte(wanted)) return a.add(wanted.sub(first).div(last.sub(first)).mul(b.sub(a))).sub(t);
    if (valueAt(g, b).gte(wanted)) return b.sub(t);
  }
  throw new Error("never");
}

describe("operations are what they are defined to be", () => {
  test("sum, difference, minimum and maximum", () => {
    fc.assert(fc.property(shapes, shapes, (f, g) => {
      for (const t of times) {
        const [a, b] = [valueAt(f, t), valueAt(g, t)];
        expect(valueAt(add(f, g), t).equals(a.add(b))).toBe(true);
        expect(valueAt(subtract(f, g), t).equals(a.sub(b))).toBe(true);
        expect(valueAt(minimum(f, g), t).equals(smallest([a, b]))).toBe(true);
        expect(valueAt(maximum(f, g), t).equals(largest([a, b]))).toBe(true);
      }
    }), { numRuns: tries(60) });
  });
  test("the rising part is the largest value so far, and at least 0", () => {
    fc.assert(fc.property(shapes, shapes, (f, g) => {
      const difference = subtract(f, g);
      const part = risingPart(difference);
      expect(isRising(part)).toBe(true);
      for (const t of times) {
        const far = turning(t, 10).filter((s) => s.lte(t));
        const most = largest([zero, ...far.flatMap((s) => [valueAt(difference, s), ...(s.lt(t) ? [limitAt(difference, s, "after")] : []),
          ...(s.gt(zero) ? [limitAt(difference, s, "before")] : [])])]);
        expect(valueAt(part, t).toFraction()).toBe(most.toFraction());
      }
    }), { numRuns: tries(100) });
  });
  test("what a service leaves in the order of arrival is the least difference from then on", () => {
    fc.assert(fc.property(shapes, shapes, fc.nat(4), (service, cross, theta) => {
      const left = leftOverFifo(service, cross, theta)!;
      for (const t of times) {
        const later = turning(t.sub(t.floor()), 25).map((u) => t.floor().add(u)).filter((u) => u.gte(t));
        const least = largest([zero, smallest(later.flatMap((u) => {
          const [before, rest] = [u.gt(t) && u.gt(theta), u.sub(theta)];
          const late = (side: Side): Exact => rest.lt(zero) || (side === "before" && rest.equals(zero)) ? zero : valueOf(cross, rest, side)!;
          const at = u.lte(theta) ? zero : valueAt(service, u).sub(late("at"));
          return [at, ...(u.lt(theta) ? [zero] : [limitAt(service, u, "after").sub(late("after"))]), ...(before ? [limitAt(service, u, "before").sub(late("before"))] : [])];
        }))]);
        if (rateOf(service).gte(rateOf(cross))) expect(`${t.toFraction()}: ${valueAt(left, t).toFraction()}`).toBe(`${t.toFraction()}: ${least.toFraction()}`);
        else expect(valueAt(left, t).equals(zero)).toBe(true);
      }
    }), { numRuns: tries(40) });
  });
  test("convolution", () => {
    fc.assert(fc.property(shapes, shapes, (f, g) => {
      const both = convolve(f, g);
      for (const t of times) expect(`${t.toFraction()}: ${valueAt(both, t).toFraction()}`).toBe(`${t.toFraction()}: ${bruteConvolution(f, g, t).toFraction()}`);
    }), { numRuns: tries(150) });
  });
  test("deconvolution, which is infinite only where the first is faster", () => {
    fc.assert(fc.property(shapes, shapes, (f, g) => {
      const quotient = deconvolve(f, g);
      expect(quotient === null).toBe(rateOf(f).gt(rateOf(g)));
      if (quotient !== null) for (const t of times) expect(`${t.toFraction()}: ${valueAt(quotient, t).toFraction()}`).toBe(`${t.toFraction()}: ${bruteDeconvolution(f, g, t).toFraction()}`);
    }), { numRuns: tries(60) });
  });
  test("sub-additive closure: the least of all powers", () => {
    fc.assert(fc.property(shapes, (f) => {
      const closure = subAdditiveClosure(f);
      let [power, least] = [f, f];
      for (let n = 2; n <= 8; n++) [power, least] = [convolve(power, f), minimum(least, convolve(power, f))];
      expect(valueAt(closure, 0).equals(zero)).toBe(true);
      for (const t of times.filter((one) => one.gt(zero) && one.lte(4))) expect(`${t.toFraction()}: ${valueAt(closure, t).toFraction()}`).toBe(`${t.toFraction()}: ${valueAt(least, t).toFraction()}`);
      expect(isBelow(convolve(closure, closure), closure) && isBelow(closure, convolve(closure, closure))).toBe(true);
      expect(isSame(subAdditiveClosure(closure), closure)).toBe(true);
    }), { numRuns: tries(60) });
  });
  test("the horizontal deviation bounds every delay, and some delay comes close to it where it says", () => {
    fc.assert(fc.property(shapes, shapes, (f, g) => {
      const { bound, attainedAt } = horizontalDeviation(f, g);
      if (bound === null) return;
      for (const t of times) expect(bruteDelay(f, g, t).lte(bound)).toBe(true);
      const near = [attainedAt!, attainedAt!.add(ratio(1, 1000)), largest([zero, attainedAt!.sub(ratio(1, 1000))])];
      expect(largest(near.map((t) => bruteDelay(f, g, t))).gte(bound.sub(ratio(1, 100)))).toBe(true);
    }), { numRuns: tries(200) });
  });
  test("the vertical deviation is the deconvolution at 0", () => {
    fc.assert(fc.property(shapes, shapes, (f, g) => {
      const quotient = deconvolve(f, g);
      expect(verticalDeviation(f, g).bound?.toFraction()).toBe(quotient === null ? undefined : valueAt(quotient, 0).toFraction());
    }), { numRuns: tries(100) });
  });
});

describe("laws", () => {
  test("convolution is commutative, associative, and rises with each side", () => {
    fc.assert(fc.property(shapes, shapes, shapes, (f, g, h) => {
      expect(isSame(convolve(f, g), convolve(g, f))).toBe(true);
      expect(isSame(convolve(convolve(f, g), h), convolve(f, convolve(g, h)))).toBe(true);
      expect(isBelow(convolve(f, minimum(g, h)), convolve(f, g))).toBe(true);
      expect(isSame(convolve(f, minimum(g, h)), minimum(convolve(f, g), convolve(f, h)))).toBe(true);
    }), { numRuns: tries(80) });
  });
  test("deconvolution is the dual of convolution", () => {
    fc.assert(fc.property(shapes, shapes, shapes, (f, g, h) => {
      const quotient = deconvolve(f, g);
      if (quotient === null) return;
      expect(isBelow(quotient, h)).toBe(isBelow(f, convolve(g, h)));
      expect(isBelow(f, convolve(quotient, g))).toBe(true);
      const twice = deconvolve(quotient, h);
      const once = deconvolve(f, convolve(g, h));
      expect(twice === null ? once === null : once !== null && isSame(twice, once)).toBe(true);
    }), { numRuns: tries(80) });
  });
  test("bursts are paid for once: two servers in a row delay no longer than one after the other", () => {
    fc.assert(fc.property(shapes, shapes, shapes, (f, g, h) => {
      const output = deconvolve(f, g);
      const [first, second] = [horizontalDeviation(f, g).bound, output === null ? null : horizontalDeviation(risingPart(output), h).bound];
      const whole = horizontalDeviation(f, convolve(g, h)).bound;
      if (first !== null && second !== null) expect(whole !== null && whole.lte(first.add(second))).toBe(true);
    }), { numRuns: tries(100) });
  });
  test("a longer wait: the busy period is at least the delay in the order of arrival", () => {
    fc.assert(fc.property(fc.nat(5), fc.nat(3), fc.integer({ min: 1, max: 5 }), fc.nat(4), (burst, rate, speed, latency) => {
      const [f, g] = [tokenBucket(burst, rate), rateLatency(speed, latency)];
      const [busy, delay] = [busyPeriod(f, g), horizontalDeviation(f, g).bound];
      if (busy !== null && burst > 0) expect(delay !== null && delay.lte(busy)).toBe(true);
    }));
  });
  test("token buckets cover a staircase", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(9), fc.nat(3), fc.integer({ min: 1, max: 4 }), (period, jitter, distance, cost) => {
      const events = { period, jitter, distance };
      for (const { burst, rate } of bucketsOver(events, cost)) expect(isBelow(staircase(events, cost), tokenBucket(burst, rate))).toBe(true);
    }));
  });
  test("what is left over is less with more cross traffic, and any theta is sound but the usual one loses no rate", () => {
    fc.assert(fc.property(fc.nat(5), fc.nat(2), fc.nat(3), fc.nat(4), fc.nat(8), (burst, rate, more, latency, theta) => {
      const [service, cross, heavier] = [rateLatency(6, latency), tokenBucket(burst, rate), tokenBucket(burst + more, rate)];
      expect(isBelow(leftOverBlind(service, heavier), leftOverBlind(service, cross))).toBe(true);
      const fifo = leftOverFifo(service, cross)!;
      expect(isBelow(leftOverBlind(service, cross), fifo)).toBe(true);
      expect(isBelow(leftOverFifo(service, cross, theta)!, service)).toBe(true);
      expect(isSame(fifo, rateLatency(6 - rate, ratio(latency).add(ratio(burst, 6))))).toBe(true);
    }));
  });
});

describe("limits", () => {
  const irregular = (pieces: number, seed: number): Curve => {
    let [value, state] = [0, seed];
    const list = Array.from({ length: pieces }, (_, from) => {
      state = state * 48_271 % 2_147_483_647;
      const piece = { from, value, after: value + state % 3, slope: state % 4 };
      value += state % 3 + state % 4;
      return piece;
    });
    return piecewise(list, { from: 0, period: pieces, gain: value });
  };
  test("a period of ten thousand pieces is read, and read again", () => {
    const curve = irregular(10_000, 5);
    expect(curve.period.toFraction()).toBe("10000");
    expect(isSame(minimum(curve, curve), curve)).toBe(true);
  });
  test("a period that repeats itself within is found to be shorter, wherever it is begun", () => {
    const curve = staircase({ period: "1/3" }, "1/7");
    const long = add(add(curve, irregular(7, 3)), subtract(constant(0), irregular(7, 3)));
    expect([long.period.toFraction(), isSame(long, curve)]).toEqual(["1/3", true]);
    // From 5 on every two units are alike, whether the repetition is said to begin at a turn or between two.
    for (const [from, turns] of [[6, 11], ["13/2", 12]] as const) {
      const late = piecewise([{ from: 0, value: 9, slope: 0 }, ...Array.from({ length: turns }, (_, i) => ({ from: 5 + i, value: i, slope: i % 2 }))], { from, period: 10, gain: 10 });
      expect([late.from.toFraction(), late.period.toFraction()]).toEqual(["5", "2"]);
    }
  });
  test("deviations of curves with many pieces look at each of them a few times only", () => {
    const [arrivals, service] = [add(irregular(90, 3), constant(9)), add(irregular(91, 7), rateLatency(2, 3))];
    const { bound } = horizontalDeviation(arrivals, service);
    expect(bound!.gt(zero) && times.every((t) => bruteDelay(arrivals, service, t).lte(bound!))).toBe(true);
  });
});
