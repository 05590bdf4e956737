/** Curves by their formulas, and from bad input. */
import { describe, expect, test } from "vitest";
import { runCases } from "../../bench/goldens/running.ts";
import { curves } from "../../src/timing-cases/curves.ts";
import {
  type Network, add, constant, convolve, convolveAll, horizontalDeviation, isSame, leftOverFifo, leftOverPriority, limitAt,
  minimum, payMultiplexingOnlyOnce, piecewise, rateLatency, rateOf, separateFlowAnalysis, staircase, subAdditiveClosure,
  tokenBucket, totalFlowAnalysis, trafficSpecification, valueAt,
} from "../../src/timing/curves/index.ts";
import { type Exact, ratio, smallest, zero } from "../../src/timing/exact.ts";
import { beside } from "../needs.ts";

const shared = "../shared/golden-timing";
const times = Array.from({ length: 31 }, (_, i) => ratio(i, 3));

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
    ["a rate that is not a number", () => tokenBucket(1, Number.NaN), "rate"],
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
    ["a path that is not a list", () => totalFlowAnalysis(network(({ flows }) => { flows[0].path = "s"; }), "f", "fifo"), "flows[0].path"],
    ["a service that is below 0", () => totalFlowAnalysis(network(({ servers }) => { servers[0].service = constant(-1); }), "f", "fifo"), "servers[0].service"],
    ["arrivals that fall in a network", () => totalFlowAnalysis(network(({ flows }) => { flows[1].arrival = falling; }), "f", "fifo"), "flows[1].arrival"],
    ["a million servers", () => totalFlowAnalysis(network(({ servers }) => { servers.length = 1_000_000; }), "f", "fifo"), "servers"],
    ["paths of a million servers together", () => totalFlowAnalysis(network(({ flows }) => { flows[0].path = Array.from({ length: 1_000_000 }, () => "s"); }), "f", "fifo"), "flows"],
    ["a million flows", () => totalFlowAnalysis(network(({ flows }) => { flows.length = 1_000_000; }), "f", "fifo"), "flows"],
    ["a flow that is not a token bucket", () => payMultiplexingOnlyOnce(network(({ flows }) => { flows[1].arrival = staircase({ period: 3 }); }), "f"), "flows"],
    ["a server of another shape", () => payMultiplexingOnlyOnce(network(({ servers }) => { servers[1].service = staircase({ period: 1 }); }), "f"), "servers"],
  ] as const) test(`${what} is refused for ${field}`, () => {
    expect(call).toThrow(expect.objectContaining({ name: "TimingRefusal", field }));
  });
});

beside(shared)("the shared cases, where they are beside the project", () => {
  const results = runCases(shared, curves).filter(({ became }) => became !== "skip");
  expect(results.length).toBeGreaterThan(0);
  for (const result of results) expect(result).toMatchObject({ became: "ok", notCompared: [] });
});
