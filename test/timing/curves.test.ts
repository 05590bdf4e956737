/**
 * Network calculus: operations against their definitions, evaluated by brute force at rational times; laws; bounds that a slotted
 * simulation never beats; and bad input.
 */
import { existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runCases } from "../../bench/goldens/running.ts";
import { curves } from "../../src/cases/curves.ts";
import {
  type Curve, type Network, type Piece, add, bucketsOver, busyPeriod, constant, convolve, convolveAll, deconvolve, horizontalDeviation, isRising, isSame,
  leftOverBlind, leftOverFifo, leftOverPriority, limitAt, maximum, minimum, payMultiplexingOnlyOnce, piecewise, rateLatency, rateOf, risingPart,
  separateFlowAnalysis, staircase, subAdditiveClosure, subtract, tokenBucket, totalFlowAnalysis, trafficSpecification, valueAt, verticalDeviation,
} from "../../src/timing/curves/index.ts";
import { type Exact, largest, ratio, smallest, zero } from "../../src/timing/exact.ts";
import { seenOfFlows } from "../../bench/bounds/reference/network.ts";

fc.configureGlobal({ seed: 4_2001 });

const shared = "../shared/golden-timing";
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
    }), { numRuns: 60 });
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
    }), { numRuns: 100 });
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
    }), { numRuns: 40 });
  });
  test("convolution", () => {
    fc.assert(fc.property(shapes, shapes, (f, g) => {
      const both = convolve(f, g);
      for (const t of times) expect(`${t.toFraction()}: ${valueAt(both, t).toFraction()}`).toBe(`${t.toFraction()}: ${bruteConvolution(f, g, t).toFraction()}`);
    }), { numRuns: 150 });
  });
  test("deconvolution, which is infinite only where the first is faster", () => {
    fc.assert(fc.property(shapes, shapes, (f, g) => {
      const quotient = deconvolve(f, g);
      expect(quotient === null).toBe(rateOf(f).gt(rateOf(g)));
      if (quotient !== null) for (const t of times) expect(`${t.toFraction()}: ${valueAt(quotient, t).toFraction()}`).toBe(`${t.toFraction()}: ${bruteDeconvolution(f, g, t).toFraction()}`);
    }), { numRuns: 60 });
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
    }), { numRuns: 60 });
  });
  test("the horizontal deviation bounds every delay, and some delay comes close to it where it says", () => {
    fc.assert(fc.property(shapes, shapes, (f, g) => {
      const { bound, attainedAt } = horizontalDeviation(f, g);
      if (bound === null) return;
      for (const t of times) expect(bruteDelay(f, g, t).lte(bound)).toBe(true);
      const near = [attainedAt!, attainedAt!.add(ratio(1, 1000)), largest([zero, attainedAt!.sub(ratio(1, 1000))])];
      expect(largest(near.map((t) => bruteDelay(f, g, t))).gte(bound.sub(ratio(1, 100)))).toBe(true);
    }), { numRuns: 200 });
  });
  test("the vertical deviation is the deconvolution at 0", () => {
    fc.assert(fc.property(shapes, shapes, (f, g) => {
      const quotient = deconvolve(f, g);
      expect(verticalDeviation(f, g).bound?.toFraction()).toBe(quotient === null ? undefined : valueAt(quotient, 0).toFraction());
    }), { numRuns: 100 });
  });
});

describe("laws", () => {
  test("convolution is commutative, associative, and rises with each side", () => {
    fc.assert(fc.property(shapes, shapes, shapes, (f, g, h) => {
      expect(isSame(convolve(f, g), convolve(g, f))).toBe(true);
      expect(isSame(convolve(convolve(f, g), h), convolve(f, convolve(g, h)))).toBe(true);
      expect(isBelow(convolve(f, minimum(g, h)), convolve(f, g))).toBe(true);
      expect(isSame(convolve(f, minimum(g, h)), minimum(convolve(f, g), convolve(f, h)))).toBe(true);
    }), { numRuns: 80 });
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
    }), { numRuns: 80 });
  });
  test("bursts are paid for once: two servers in a row delay no longer than one after the other", () => {
    fc.assert(fc.property(shapes, shapes, shapes, (f, g, h) => {
      const output = deconvolve(f, g);
      const [first, second] = [horizontalDeviation(f, g).bound, output === null ? null : horizontalDeviation(risingPart(output), h).bound];
      const whole = horizontalDeviation(f, convolve(g, h)).bound;
      if (first !== null && second !== null) expect(whole !== null && whole.lte(first.add(second))).toBe(true);
    }), { numRuns: 100 });
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

/** Servers in a row, and flows that each pass some of them that follow each other; bursts and rates are whole. */
interface Row {
  readonly servers: readonly { readonly rate: number; readonly latency: number }[];
  readonly flows: readonly { readonly burst: number; readonly rate: number; readonly first: number; readonly length: number }[];
  /** Decides between greedy and random arrivals, and in which order flows are served. */
  readonly seed: number;
}
const rows: fc.Arbitrary<Row> = fc.record({
  servers: fc.array(fc.record({ rate: fc.integer({ min: 3, max: 9 }), latency: fc.nat(4) }), { minLength: 1, maxLength: 3 }),
  flows: fc.array(fc.record({ burst: fc.nat(20), rate: fc.nat(2), first: fc.nat(2), length: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 4 }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});
const pathOf = ({ servers }: Row, { first, length }: Row["flows"][number], whole: boolean): number[] =>
  servers.map((_, s) => s).filter((s) => whole || (s >= Math.min(first, servers.length - 1) && s < first + length));

/** The row as a network; the first flow passes all of it. A slotted server is a rate-latency one with a slot more of latency. */
const networkOf = (row: Row, more = 1): Network => ({
  servers: row.servers.map(({ rate, latency }, s) => ({ name: `s${s}`, service: rateLatency(rate, latency + more) })),
  flows: row.flows.map((flow, f) => ({ name: `f${f}`, arrival: tokenBucket(flow.burst, flow.rate), path: pathOf(row, flow, f === 0).map((s) => `s${s}`) })),
});

/** The longest delay of the first flow in one slotted run. */
function simulated(row: Row, multiplexing: "blind" | "fifo"): number {
  let state = row.seed;
  const roll = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const flows = row.flows.map((flow, f) => {
    const start = f === 0 ? roll(30) : roll(10);
    let credit = flow.burst;
    const arrivals = Array.from({ length: 60 }, (_, slot) => {
      credit = Math.min(flow.burst, credit + (slot === 0 ? 0 : flow.rate));
      const bits = slot < start ? 0 : row.seed % 3 === 0 ? roll(credit + 1) : credit;
      credit -= bits;
      return bits;
    });
    return { path: pathOf(row, flow, f === 0), arrivals };
  });
  const others = row.flows.map((_, f) => f).filter((f) => f > 0);
  const orders = [[0, ...others], [...others, 0], [...others.reverse(), 0]];
  const steady = roll(4);
  return seenOfFlows(row.servers, flows, { order: multiplexing === "fifo" ? null : () => orders[steady === 3 ? roll(3) : steady]! }).delays[0]!;
}

describe("networks", () => {
  test("no simulated delay is above a bound, whatever the multiplexing and the analysis", () => {
    fc.assert(fc.property(rows, (row) => {
      const network = networkOf(row);
      for (const multiplexing of ["blind", "fifo"] as const) {
        const delay = simulated(row, multiplexing);
        const bounds = [
          totalFlowAnalysis(network, "f0", multiplexing).delay, separateFlowAnalysis(network, "f0", { multiplexing }).delay,
          ...(multiplexing === "blind" ? [payMultiplexingOnlyOnce(network, "f0").delay] : []),
        ];
        for (const bound of bounds) if (bound !== null) expect(bound.toFraction() + (bound.gte(delay) ? "" : ` is below ${delay}`)).toBe(bound.toFraction());
      }
    }), { numRuns: 300 });
  });
  test("on one path of equal servers, paying for multiplexing once is never worse than the separate analysis", () => {
    fc.assert(fc.property(rows, (row) => {
      const alike: Row = { ...row, servers: row.servers.map(({ latency }) => ({ rate: 9, latency })), flows: row.flows.map((flow) => ({ ...flow, first: 0, length: 3 })) };
      const network = networkOf(alike, 0);
      const [once, separate] = [payMultiplexingOnlyOnce(network, "f0").delay, separateFlowAnalysis(network, "f0", { multiplexing: "blind" }).delay];
      expect(once !== null && separate !== null && once.lte(separate)).toBe(true);
    }), { numRuns: 60 });
  });
  test("a faster server, or less of another flow, delays no more", () => {
    fc.assert(fc.property(rows, (row) => {
      const calmer: Row = { ...row, flows: row.flows.map((flow, f) => f === 0 ? flow : { ...flow, burst: Math.floor(flow.burst / 2) }) };
      const faster: Row = { ...row, servers: row.servers.map((server) => ({ ...server, rate: server.rate + 1 })) };
      const delay = (one: Row): Exact | null => separateFlowAnalysis(networkOf(one), "f0", { multiplexing: "fifo" }).delay;
      const before = delay(row);
      for (const after of [calmer, faster].map(delay)) expect(before === null || (after !== null && after.lte(before))).toBe(true);
    }), { numRuns: 60 });
  });
  test("without latencies multiplexing is paid for once at most; a slow server in front of a late one is a row in which it is dearer", () => {
    const delays = (row: Row): Exact[] => {
      const network = networkOf({ ...row, flows: row.flows.map((flow) => ({ ...flow, first: 0, length: 3 })) }, 0);
      return [payMultiplexingOnlyOnce(network, "f0").delay!, separateFlowAnalysis(network, "f0", { multiplexing: "blind" }).delay!];
    };
    fc.assert(fc.property(rows, (row) => {
      const [once, separate] = delays({ ...row, servers: row.servers.map(({ rate }) => ({ rate: rate + 6, latency: 0 })) });
      expect(once!.lte(separate!)).toBe(true);
    }), { numRuns: 100 });
    const flow = { burst: 1, rate: 2, first: 0, length: 3 };
    const [once, separate] = delays({ servers: [{ rate: 5, latency: 0 }, { rate: 102, latency: 50 }], flows: [flow, flow], seed: 1 });
    // 50 + (1 + 2 * 50) / 3 + 1/3, and 1/3 + 50 + (1 + 2 * 50) / 100 + 1/3, as the others alone pass the first server at once.
    expect([once!.toFraction(), separate!.toFraction()]).toEqual(["84", ratio(2, 3).add(50).add(ratio(101, 100)).toFraction()]);
  });
  test("in the order of arrival, cross traffic in bursts that come again is no less in front of who is late", () => {
    // Nine of the flow's ten keep the server busy until the second burst, which the tenth finds in front of it: 5 + 9 + 5 + 1 - 10.
    const [flow, bursts] = [minimum(staircase({ period: 1 }), staircase({ period: 20, jitter: 180 })), staircase({ period: 10 }, 5)];
    const left = leftOverFifo(rateLatency(1, 0), bursts)!;
    expect(horizontalDeviation(flow, left).bound!.gte(10)).toBe(true);
    expect(isRising(left)).toBe(true);
  });
  test("no delay that is simulated with bursty traffic is above the bound from what is left in the order of arrival", () => {
    const stairs = fc.record({ period: fc.integer({ min: 4, max: 14 }), jitter: fc.nat(20), cost: fc.integer({ min: 1, max: 6 }) });
    /** As much as may come in each slot, of what is wanted: never more than the curve in any window, ends included. */
    const legal = (curve: Curve, wanted: readonly number[]): number[] => wanted.reduce<number[]>((sent, bits, slot) => {
      let [room, window] = [bits, 0];
      for (let s = slot; s >= 0; s--) {
        window += sent[s] ?? 0;
        room = Math.min(room, Number(limitAt(curve, slot - s, "after").toFraction()) - window);
      }
      return [...sent, Math.max(0, room)];
    }, []);
    const wants = fc.array(fc.oneof(fc.constant(0), fc.constant(99), fc.nat(3)), { minLength: 40, maxLength: 40 });
    fc.assert(fc.property(stairs, stairs, wants, wants, fc.integer({ min: 1, max: 4 }), fc.nat(2), fc.option(fc.nat(12)), (own, cross, mine, theirs, speed, latency, theta) => {
      const [flow, others, service] = [staircase(own, own.cost), staircase(cross, cross.cost), rateLatency(speed, latency + 1)];
      const left = leftOverFifo(service, others, theta ?? undefined);
      const bound = left === null ? null : horizontalDeviation(flow, left).bound;
      if (bound === null) return;
      const [delay] = seenOfFlows([{ rate: speed, latency }], [{ path: [0], arrivals: legal(flow, mine) }, { path: [0], arrivals: legal(others, theirs) }], { order: null }).delays;
      expect(bound.gte(delay!), `${delay} is above ${bound.toFraction()}`).toBe(true);
    }), { numRuns: 150 });
  });
  test("too much for a server has no bound, and neither has what comes behind it", () => {
    const network: Network = {
      servers: [{ name: "slow", service: rateLatency(3, 1) }, { name: "fast", service: rateLatency(30, 1) }],
      flows: [{ name: "a", arrival: tokenBucket(1, 2), path: ["slow", "fast"] }, { name: "b", arrival: tokenBucket(1, 2), path: ["slow"] }, { name: "c", arrival: tokenBucket(1, 1), path: ["fast"] }],
    };
    for (const multiplexing of ["blind", "fifo"] as const) {
      expect(totalFlowAnalysis(network, "a", multiplexing).delay).toBe(null);
      expect(separateFlowAnalysis(network, "a", { multiplexing }).delay).toBe(null);
    }
    expect(payMultiplexingOnlyOnce(network, "a").delay).toBe(null);
    expect(totalFlowAnalysis(network, "c", "fifo").delay).toBe(null);
  });
  test("flows that part and meet again are cross flows twice, each time as bursty as they can be beside the flow", () => {
    const service = rateLatency(10, 1);
    const network: Network = {
      servers: ["a", "b", "c", "d"].map((name) => ({ name, service })),
      flows: [{ name: "f", arrival: tokenBucket(4, 1), path: ["a", "b", "d"] }, { name: "g", arrival: tokenBucket(6, 2), path: ["a", "c", "d"] }],
    };
    // At a, beside f, g has a latency of (4 + 10)/9, and at c of 1: at d its burst is 6 + 2 (14/9 + 1) = 100/9.
    // R = 10 - 2, T = 3 + (6 + 100/9 + 2 + 2) / 8.
    const burst = ratio(100, 9);
    expect(payMultiplexingOnlyOnce(network, "f").delay?.toFraction()).toBe(ratio(3).add(burst.add(10).div(8)).add(ratio(4, 8)).toFraction());
    // What a and d leave: latency (6 + 10)/8 and (100/9 + 10)/8.
    expect(separateFlowAnalysis(network, "f", { multiplexing: "blind" }).delay?.toFraction())
      .toBe(ratio(16, 8).add(1).add(burst.add(10).div(8)).add(ratio(4, 8)).toFraction());
  });
});

describe("the flow that is asked about is left out of what its cross traffic meets", () => {
  const equal = { service: rateLatency(20, 20), arrival: tokenBucket(25, 5) };
  const of = (paths: readonly (readonly number[])[], servers = 4): Network => ({
    servers: Array.from({ length: servers }, (_, s) => ({ name: `s${s}`, service: equal.service })),
    flows: paths.map((path, f) => ({ name: `f${f}`, arrival: equal.arrival, path: path.map((s) => `s${s}`) })),
  });
  const delays = (network: Network, flow: string): (string | undefined)[] => [
    separateFlowAnalysis(network, flow, { multiplexing: "blind" }), separateFlowAnalysis(network, flow, { multiplexing: "fifo" }),
    payMultiplexingOnlyOnce(network, flow),
  ].map(({ delay }) => delay?.toFraction());
  const isLeftOut = (network: Network, flow: string): boolean[] => (["blind", "fifo"] as const).map((multiplexing) =>
    separateFlowAnalysis(network, flow, { multiplexing }).assumptions.some(({ says }) => says.endsWith("as if the flow were absent")));

  test("on a path that nothing leaves to come back: as DISCO prints for three servers in a row", () => {
    const network = of([[0, 1], [2], [0, 1, 2]]);
    expect(["f0", "f1", "f2"].map((flow) => delays(network, flow))).toEqual(
      [["65", "295/6", "170/3"], ["1405/27", "6695/192", "1405/27"], ["280/3", "845/12", "85"]]);
    expect(["f0", "f1", "f2"].map((flow) => isLeftOut(network, flow))).toEqual([[true, true], [true, true], [true, true]]);
  });
  test("not where a cross flow takes another way between two servers of the path: as DISCO prints", () => {
    const network = of([[0, 2], [0, 1, 2]], 3);
    expect(["f0", "f1"].map((flow) => delays(network, flow))).toEqual([["670/9", "2615/48", "670/9"], ["790/9", "3335/48", "790/9"]]);
    expect(["f0", "f1"].map((flow) => isLeftOut(network, flow))).toEqual([[false, false], [false, false]]);
  });
  test("not where what comes back is another flow, which has waited beside one that left: as DISCO prints", () => {
    const network = of([[0, 1, 3], [2, 3], [2, 1]]);
    expect(delays(network, "f1")).toEqual(["2095/27", "10715/192", "2095/27"]);
    expect(isLeftOut(network, "f1")).toEqual([false, false]);
  });
  test("not where the way back is longer than one server, or leads in over a flow that starts there", () => {
    expect(isLeftOut(of([[0, 3], [0, 1, 2], [2, 3]]), "f0")).toEqual([false, false]);
    expect(isLeftOut(of([[0, 3], [0, 1], [2, 3]]), "f0")).toEqual([true, true]);
    expect(isLeftOut(of([[0, 3], [1, 2], [2, 3]]), "f0")).toEqual([true, true]);
  });
  test("not in the order of arrival where stays overlap, or a curve is no token bucket: no proof is known", () => {
    expect(isLeftOut(of([[0, 1, 2], [0, 1], [1, 2]]), "f0")).toEqual([true, false]);
    expect(isLeftOut(of([[0, 1, 2], [0, 1, 2], [1]]), "f0")).toEqual([true, false]);
    expect(isLeftOut(of([[0, 1, 2], [0, 1], [2]]), "f0")).toEqual([true, true]);
    const stairs = of([[0, 1], [0, 1]]);
    expect(isLeftOut({ ...stairs, flows: stairs.flows.map((flow) => ({ ...flow, arrival: staircase({ period: 30, jitter: 30 }, 9) })) }, "f0")).toEqual([true, false]);
    expect(isLeftOut({ ...stairs, servers: stairs.servers.map((server) => ({ ...server, service: staircase({ period: 1 }, 20) })) }, "f0")).toEqual([true, false]);
  });
  test("a flow that is served first bunches what it meets again: 120.5 is possible, worked out by hand", () => {
    // Server 0 serves the 50 of f until 5, when 41 of g wait, and then g first: a bit of f that comes at 5 leaves at 25.5. Server 1 idles its
    // 20 once, and hands 200 of g on at 25. Server 2 serves g first, and is through with it at 125.5.
    const network: Network = {
      servers: [[10, 0], [1000, 20], [10, 0]].map(([rate, latency], s) => ({ name: `s${s}`, service: rateLatency(rate!, latency!) })),
      flows: [{ name: "f", arrival: tokenBucket(50, 1), path: ["s0", "s2"] }, { name: "g", arrival: tokenBucket(1, 8), path: ["s0", "s1", "s2"] }],
    };
    const [separate, once] = [separateFlowAnalysis(network, "f", { multiplexing: "blind" }), payMultiplexingOnlyOnce(network, "f")];
    expect([separate, once].map(({ delay }) => delay?.toFraction())).toEqual(["1154/9", "1154/9"]);
    expect([separate, once].every(({ delay }) => delay!.gte("241/2"))).toBe(true);
    // All of g first, but for the burst of f: as slots see it, three to a unit of time.
    const bits = (burst: number, rate: number, isThere: (slot: number) => boolean): number[] => {
      let credit = burst;
      return Array.from({ length: 400 }, (_, slot) => {
        if (slot > 0) credit = Math.min(burst, credit + rate);
        const now = isThere(slot) ? credit : 0;
        credit -= now;
        return now;
      });
    };
    const { delays: [seen] } = seenOfFlows([{ rate: 10, latency: 0 }, { rate: 1000, latency: 60 }, { rate: 10, latency: 0 }], [
      { path: [0, 2], arrivals: bits(150, 1, (slot) => slot === 0 || slot >= 15) }, { path: [0, 1, 2], arrivals: bits(8, 8, () => true) },
    ], { order: (slot) => slot < 15 ? [0, 1] : [1, 0], isLate: (_, busy) => busy === 0 });
    expect(seen! / 3).toBeGreaterThan(120.5);
  });
});

describe("shapes", () => {
  const staircaseAt = (t: Exact): string => t.equals(zero) ? "0" : smallest([t.add(15).div(10).ceil(), t.div(2).ceil()]).mul(3).toFraction();
  test("are what their formulas say", () => {
    const [stairs, packets] = [staircase({ period: 10, jitter: 15, distance: 2 }, 3), trafficSpecification({ packet: 4, peak: 10, rate: 2, burst: 20 })];
    for (const t of times) {
      expect(valueAt(stairs, t).toFraction()).toBe(staircaseAt(t));
      expect(valueAt(packets, t).toFraction()).toBe(t.equals(zero) ? "0" : smallest([t.mul(10).add(4), t.mul(2).add(20)]).toFraction());
    }
  });
  test("repeat themselves far away as they do nearby", () => {
    const stairs = staircase({ period: "1/3", jitter: "1/2" }, "2/7");
    expect(valueAt(stairs, ratio(10 ** 9)).toFraction()).toBe(ratio(2, 7).mul(ratio(10 ** 9).add(ratio(1, 2)).mul(3).ceil()).toFraction());
    expect(limitAt(stairs, ratio(7, 3), "after").sub(limitAt(stairs, ratio(7, 3), "before")).equals(zero)).toBe(true);
    expect(limitAt(stairs, ratio(1, 6), "after").sub(limitAt(stairs, ratio(1, 6), "before")).toFraction()).toBe("2/7");
  });
  test("a window of flow control becomes a service that repeats a window in each round", () => {
    // Window 4, rate 3 after 2: the closure of 4 + 3 (t - 2)+ gives 4 a round of 2, which is slower than 3.
    const closure = subAdditiveClosure(add(rateLatency(3, 2), constant(4)));
    expect(rateOf(closure).toFraction()).toBe("2");
    expect([0, 1, 2, "7/3", 3, 4, "13/3"].map((t) => valueAt(closure, t).toFraction())).toEqual(["0", "4", "4", "5", "7", "8", "9"]);
  });
  test("a class of a priority server waits for one packet below it, and for all above it", () => {
    const [high, low] = [tokenBucket(20, 30), tokenBucket(40, 20)];
    const middle = leftOverPriority(rateLatency(100, 0), [high], 8);
    expect(isSame(middle, rateLatency(70, ratio(28, 70)))).toBe(true);
    expect(horizontalDeviation(low, middle).bound?.toFraction()).toBe(ratio(28, 70).add(ratio(40, 70)).toFraction());
  });
  test("a service of one piece after the other is convolved into one", () => {
    expect(isSame(convolveAll([rateLatency(5, 1), rateLatency(3, "1/2"), rateLatency(4, 0)]), rateLatency(3, "3/2"))).toBe(true);
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

describe("bad input", () => {
  const network = (change: (given: { servers: any[]; flows: any[] }) => void): Network => {
    const given = {
      servers: [{ name: "s", service: rateLatency(2, 1) }, { name: "t", service: rateLatency(2, 1) }],
      flows: [{ name: "f", arrival: tokenBucket(1, 1), path: ["s", "t"] }, { name: "g", arrival: tokenBucket(1, 1), path: ["t"] }],
    };
    change(given);
    return given;
  };
  const falling = piecewise([{ from: 0, value: 5, slope: -1 }]);
  for (const [what, call, field] of [
    ["a negative burst", () => tokenBucket(-1, 1), "burst"],
    ["a rate that is no number", () => tokenBucket(1, Number.NaN), "rate"],
    ["an infinite rate", () => rateLatency(Infinity, 1), "rate"],
    ["a negative latency", () => rateLatency(1, "-1/2"), "latency"],
    ["a period of 0", () => staircase({ period: 0 }), "period"],
    ["a negative jitter", () => staircase({ period: 1, jitter: -1 }), "jitter"],
    ["a peak below the rate", () => trafficSpecification({ packet: 1, peak: 1, rate: 2, burst: 3 }), "peak"],
    ["no piece", () => piecewise([]), "pieces"],
    ["pieces that do not begin at 0", () => piecewise([{ from: 1, value: 0, slope: 1 }]), "pieces"],
    ["pieces in disorder", () => piecewise([{ from: 0, value: 0, slope: 1 }, { from: 0, value: 0, slope: 1 }]), "pieces[1].from"],
    ["a repetition before the last piece", () => piecewise([{ from: 0, value: 0, slope: 1 }, { from: 5, value: 9, slope: 1 }], { from: 1, period: 2, gain: 1 }), "repetition"],
    ["a repetition without a period", () => piecewise([{ from: 0, value: 0, slope: 1 }], { from: 0, period: 0, gain: 1 }), "repetition.period"],
    ["a value before 0", () => valueAt(tokenBucket(1, 1), -1), "time"],
    ["a limit before 0", () => limitAt(tokenBucket(1, 1), 0, "before"), "time"],
    ["arrivals that fall", () => horizontalDeviation(falling, rateLatency(1, 1)), "arrival"],
    ["a service that falls", () => horizontalDeviation(tokenBucket(1, 1), falling), "service"],
    ["the closure of a curve that falls", () => subAdditiveClosure(falling), "curve"],
    ["periods without a common multiple in reach", () => add(staircase({ period: "1000003/1000" }), staircase({ period: "1000033/1009" })), "curve"],
    ["no curve to convolve", () => convolveAll([]), "curves"],
    ["two servers of one name", () => totalFlowAnalysis(network(({ servers }) => servers.push(servers[0])), "f", "fifo"), "servers[2].name"],
    ["two flows of one name", () => totalFlowAnalysis(network(({ flows }) => flows.push(flows[0])), "f", "fifo"), "flows[2].name"],
    ["an unknown server", () => totalFlowAnalysis(network(({ flows }) => flows[1].path.push("u")), "f", "fifo"), "flows[1].path[1]"],
    ["an unknown flow", () => separateFlowAnalysis(network(() => undefined), "h", { multiplexing: "blind" }), "flows"],
    ["a flow without a path", () => totalFlowAnalysis(network(({ flows }) => { flows[0].path = []; }), "f", "fifo"), "flows[0].path"],
    ["a path that comes back", () => totalFlowAnalysis(network(({ flows }) => flows[0].path.push("s")), "f", "fifo"), "flows[0].path[2]"],
    ["servers that wait for each other", () => totalFlowAnalysis(network(({ flows }) => { flows[1].path = ["t", "s"]; }), "f", "fifo"), "flows"],
    ["no list of pieces", () => piecewise(undefined as never), "pieces"],
    ["a million pieces", () => piecewise(Array.from({ length: 1_000_000 }, (_, i) => ({ from: i, value: i, slope: 1 }))), "pieces"],
    ["a burst of a million events", () => staircase({ period: 1, jitter: 1_000_000, distance: "1/7" }), "curve"],
    ["rates that are too close to each other", () => minimum(staircase({ period: 1_000_000 }), staircase({ period: 1_000_001 }, "1000002/1000001")), "curve"],
    ["pairs of stretches beyond the limit", () => convolve(staircase({ period: 499 }), staircase({ period: 503 })), "curve"],
    ["a closure of a long curve", () => subAdditiveClosure(piecewise([{ from: 0, value: 0, slope: 0 }, { from: 100_000, value: 5, slope: 0 }, { from: 100_001, value: 7, slope: 1 }])), "curve"],
    ["a negative theta", () => leftOverFifo(rateLatency(1, 1), tokenBucket(1, 0), -1), "theta"],
    ["a negative packet", () => leftOverPriority(rateLatency(1, 1), [], -1), "lowerPacket"],
    ["no servers", () => totalFlowAnalysis({ flows: [] } as never, "f", "fifo"), "servers"],
    ["a path that is no list", () => totalFlowAnalysis(network(({ flows }) => { flows[0].path = "s"; }), "f", "fifo"), "flows[0].path"],
    ["a service that is below 0", () => totalFlowAnalysis(network(({ servers }) => { servers[0].service = constant(-1); }), "f", "fifo"), "servers[0].service"],
    ["arrivals that fall in a network", () => totalFlowAnalysis(network(({ flows }) => { flows[1].arrival = falling; }), "f", "fifo"), "flows[1].arrival"],
    ["a million servers", () => totalFlowAnalysis(network(({ servers }) => { servers.length = 1_000_000; }), "f", "fifo"), "servers"],
    ["paths of a million servers together", () => totalFlowAnalysis(network(({ flows }) => { flows[0].path = Array.from({ length: 1_000_000 }, () => "s"); }), "f", "fifo"), "flows"],
    ["a million flows", () => totalFlowAnalysis(network(({ flows }) => { flows.length = 1_000_000; }), "f", "fifo"), "flows"],
    ["a flow that is no token bucket", () => payMultiplexingOnlyOnce(network(({ flows }) => { flows[1].arrival = staircase({ period: 3 }); }), "f"), "flows"],
    ["a server of another shape", () => payMultiplexingOnlyOnce(network(({ servers }) => { servers[1].service = staircase({ period: 1 }); }), "f"), "servers"],
  ] as const) test(`${what} is refused for ${field}`, () => {
    expect(call).toThrow(expect.objectContaining({ name: "TimingRefusal", field }));
  });
});

describe.skipIf(!existsSync(shared))("the shared cases, where they are beside the project,", () => {
  for (const result of existsSync(shared) ? runCases(shared, curves).filter(({ became }) => became !== "skip") : [])
    test(`${result.id}`, () => { expect(result).toMatchObject({ became: "ok", notCompared: [] }); });
});
