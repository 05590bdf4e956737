/**
 * Flows through networks of servers: bounds that a slotted simulation never beats, and when the flow itself may be left out of what its cross
 * traffic meets.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seenOfFlows } from "../../bench/bounds/reference/network.ts";
import {
  type Curve, type Network, horizontalDeviation, isRising, leftOverFifo, limitAt, minimum, payMultiplexingOnlyOnce, rateLatency,
  separateFlowAnalysis, staircase, tokenBucket, totalFlowAnalysis,
} from "../../src/timing/curves/index.ts";
import { type Exact, ratio } from "../../src/timing/exact.ts";

fc.configureGlobal({ seed: 4_2001 });

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
