/** The cache with a pipeline on each core: no run is quicker than the curve or slower than the bound, and both behave. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { requestDelay } from "../../model/workloads/kv-cache/delay.ts";
import { type CacheServer, cacheAssumptions, coresUsed, scalingCurve } from "../../model/workloads/kv-cache/server.ts";
import { simulateCache } from "../../model/workloads/kv-cache/simulate.ts";
import { batchCosts, cacheCurves, cacheFrom } from "../../model/workloads/kv-cache/stand-in.ts";
import { staircase } from "../../src/timing/curves/index.ts";
import { asNumber, ratio } from "../../src/timing/exact.ts";

const servers: fc.Arbitrary<CacheServer> = fc.record({
  perRequest: fc.integer({ min: 1, max: 20 }), perBatch: fc.integer({ min: 0, max: 50 }), perCopy: fc.integer({ min: 0, max: 6 }),
  perLock: fc.integer({ min: 0, max: 20 }), batch: fc.integer({ min: 1, max: 8 }), link: fc.integer({ min: 1, max: 12 }),
});
const cores = fc.integer({ min: 1, max: 6 });

describe("the cache", () => {
  test("never serves more than its scaling curve", () => {
    fc.assert(fc.property(servers, cores, fc.integer({ min: 1, max: 60 }), (server, count, requests) => {
      const { served, end } = simulateCache(server, Array.from({ length: count }, () => Array(requests).fill(0)));
      return ratio(served).div(end).lte(scalingCurve(server, count).at(-1)!.rate);
    }), { numRuns: 500, seed: 9 });
  });
  test("comes near the curve in long runs", () => {
    const base: CacheServer = { perRequest: 10, perBatch: 40, batch: 4, link: 1 };
    for (const server of [base, { ...base, link: 7 }, { ...base, perLock: 30 }]) {
      const { served, end } = simulateCache(server, Array.from({ length: 5 }, () => Array(4000).fill(0)));
      const share = ratio(served).div(end).div(scalingCurve(server, 5).at(-1)!.rate);
      expect({ server, near: share.gt(ratio(98, 100)) && share.lte(1) }).toEqual({ server, near: true });
    }
  });
  test("answers no request later than the bound", () => {
    let bounded = 0;
    const arrivals = fc.record({ period: fc.integer({ min: 5, max: 120 }), jitter: fc.integer({ min: 0, max: 100 }),
      late: fc.array(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 25 }), { minLength: 1, maxLength: 4 }) });
    fc.assert(fc.property(servers, arrivals, (server, { period, jitter, late }) => {
      const { delay } = requestDelay(server, late.length, staircase({ period, jitter }));
      const { longestDelay } = simulateCache(server, late.map((list) => list.map((by, i) => i * period + by % (jitter + 1)).sort((a, b) => a - b)));
      if (delay !== null) bounded++;
      return delay === null || longestDelay.lte(delay);
    }), { numRuns: 200, seed: 9 });
    expect(bounded).toBeGreaterThan(40);
  });
  test("lets requests wait for the lock behind every other core, and the bound counts that", () => {
    const server: CacheServer = { perRequest: 1, perBatch: 0, perLock: 20, batch: 1, link: 1 };
    const { delay, onCore } = requestDelay(server, 6, staircase({ period: 1000 }));
    expect(onCore!.toFraction()).toBe("363");
    expect(simulateCache(server, Array(6).fill([0])).longestDelay.toFraction()).toBe("122");
    expect(delay!.gte(122)).toBe(true);
  });
  test("does no less with a core more, a larger batch or no copies, and no more than its link carries", () => {
    fc.assert(fc.property(servers, cores, (server, count) => {
      const rates = scalingCurve(server, count + 1).map(({ rate }) => rate);
      const { perCopy, ...passed } = server;
      return rates.every((rate, i) => (i === 0 || rate.gte(rates[i - 1]!)) && rate.lte(ratio(1, asNumber(ratio(Number(server.link))))))
        && scalingCurve({ ...server, batch: server.batch + 1 }, count).at(-1)!.rate.gte(rates[count - 1]!)
        && scalingCurve(passed, count).at(-1)!.rate.gte(rates[count - 1]!) && perCopy !== undefined;
    }), { seed: 9 });
  });
  test("uses as many cores as it says, and gains nothing from more", () => {
    fc.assert(fc.property(servers, (server) => {
      const used = Number(coresUsed(server).ceil().n);
      const rows = scalingCurve(server, used + 1);
      return rows[used]!.rate.equals(rows[Math.max(used, 1) - 1]!.rate) && rows.slice(0, Math.max(0, used - 1)).every(({ limit }) => limit === "cores");
    }), { seed: 9 });
  });
  test("stands in with costs that give back the rates which they are from", () => {
    const costs = batchCosts("1.66", "8.8");
    for (const [batch, rate] of [[1, "1.66"], [32, "8.8"]] as const)
      expect(scalingCurve(cacheFrom(costs, batch), 1)[0]!.rate.mul(1000).equals(rate)).toBe(true);
    expect(scalingCurve(cacheFrom(costs, 32), 2)[1]).toMatchObject({ limit: "link", rate: ratio(10, 672) });
    expect(cacheCurves().curves.map(({ kind, points }) => [kind, points.length]))
      .toEqual([["model", 4], ["measured", 1], ["model", 4], ["measured", 1], ["measured", 1]]);
    expect(() => batchCosts(0, 1)).toThrow(expect.objectContaining({ field: "single" }));
    expect(() => cacheFrom(costs, 1, { bytes: 1, bitsPerSecond: 0 })).toThrow(expect.objectContaining({ field: "wire.bitsPerSecond" }));
  });
  test("says what it takes for granted", () => {
    for (const { says, checked } of cacheAssumptions) expect([says.length > 20, checked.length > 10]).toEqual([true, true]);
  });
  const server: CacheServer = { perRequest: 1, perBatch: 0, batch: 1, link: 1 };
  for (const [field, wrong] of Object.entries({ perRequest: 0, perBatch: -1, perCopy: Number.NaN, perLock: "long", batch: 0, link: 0 }))
    test(`is refused for its ${field}`, () => {
      const given = { ...server, [field]: wrong } as CacheServer;
      for (const asked of [() => scalingCurve(given, 1), () => requestDelay(given, 1, staircase({ period: 9 })), () => simulateCache(given, [[0]])])
        expect(asked).toThrow(expect.objectContaining({ name: "TimingRefusal", field }));
    });
  test("is refused for too many cores, and has no bound when overloaded", () => {
    expect(() => scalingCurve(server, 5000)).toThrow(expect.objectContaining({ code: "too large", field: "cores" }));
    expect(() => requestDelay(server, 0, staircase({ period: 9 }))).toThrow(expect.objectContaining({ field: "cores" }));
    expect(requestDelay(server, 3, staircase({ period: 2 })).delay).toBeNull();
  });
});
