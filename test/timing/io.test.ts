/** I/O paths: no run carries more than the limits or less than the guarantee, nothing is later than the bound, and bad input is refused. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { delayEvidence } from "../../model/workloads/io/evidence.ts";
import { guarantee } from "../../model/workloads/io/guarantee.ts";
import { limitsOf, longestRoundTrip, pathOver, payloadBits } from "../../model/workloads/io/limits.ts";
import { type Path, withoutCopies } from "../../model/workloads/io/path.ts";
import { inBatches, inSeries, oneByOne, rateOfWindow } from "../../model/workloads/io/services.ts";
import { reachableShares } from "../../model/workloads/io/shared-buffers.ts";
import { simulatePath } from "../../model/workloads/io/simulate.ts";
import { add, constant, convolve, isSame, rateLatency, rateOf, staircase, subAdditiveClosure, tokenBucket, valueAt } from "../../src/timing/curves/index.ts";
import { ratio } from "../../src/timing/exact.ts";
import { tries } from "../nightly.ts";

const component = fc.record({ core: fc.constantFrom("a", "b", "c"), perPacket: fc.integer({ min: 0, max: 12 }), perBatch: fc.integer({ min: 0, max: 40 }),
  perCopy: fc.integer({ min: 0, max: 5 }) });
const paths: fc.Arbitrary<Path> = fc.record({
  link: fc.integer({ min: 1, max: 15 }), batch: fc.integer({ min: 1, max: 12 }),
  interrupts: fc.option(fc.record({ apart: fc.integer({ min: 1, max: 80 }) }), { nil: null }),
  ring: fc.option(fc.record({ slots: fc.integer({ min: 1, max: 20 }), full: fc.constant("hold back" as const) }), { nil: null }),
  components: fc.array(component, { maxLength: 5 }).map((list) => list.map((each, i) => ({ name: `c${i}`, ...each }))),
  windows: fc.array(fc.record({ packets: fc.integer({ min: 1, max: 30 }), held: fc.integer({ min: 0, max: 200 }) }), { maxLength: 2 })
    .map((list) => list.map((each, i) => ({ name: `w${i}`, ...each }))),
}).map(({ interrupts, ring, ...path }) => ({ ...path, ...(interrupts === null ? {} : { interrupts }), ...(ring === null ? {} : { ring }) }));

/** Packets that are all there at the beginning. */
const atOnce = (packets: number): number[] => Array.from({ length: packets }, () => 0);
const traffic = fc.record({ period: fc.integer({ min: 1, max: 60 }), jitter: fc.integer({ min: 0, max: 200 }),
  late: fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 60 }) });

describe("an I/O path", () => {
  test("never carries more than its limits, however long it runs", () => {
    fc.assert(fc.property(paths, fc.integer({ min: 1, max: 150 }), (path, packets) => {
      const { left, over } = simulatePath(path, atOnce(packets));
      return left.length === packets && ratio(packets).div(over).lte(limitsOf(path)[0].rate);
    }), { numRuns: tries(800), seed: 8 });
  });
  test("never carries less than is guaranteed, at any time", () => {
    fc.assert(fc.property(paths, fc.integer({ min: 1, max: 100 }), (path, packets) => {
      const service = guarantee(path).service!;
      const { left } = simulatePath(path, atOnce(packets));
      // The guarantee rises between departures, so that it is closest just before the next one.
      return left.every((at) => service.rate.mul(at.sub(service.latency)).lte(left.findIndex((other) => other.equals(at))));
    }), { numRuns: tries(500), seed: 8 });
  });
  test("guarantees no more than its limits allow", () => {
    fc.assert(fc.property(paths, (path) => guarantee(path).service!.rate.lte(limitsOf(path)[0].rate)), { seed: 8 });
  });
  test("delays nothing for longer, and lets no more wait, than network calculus says", () => {
    let bounded = 0;
    fc.assert(fc.property(paths, traffic, (path, { period, jitter, late }) => {
      const { delay, backlog } = guarantee(path, staircase({ period, jitter }));
      const arrivals = late.map((by, i) => i * period + by % (jitter + 1)).sort((a, b) => a - b);
      const { longestDelay, mostUnderWay } = simulatePath(path, arrivals);
      if (delay !== null) bounded++;
      return (delay === null || longestDelay.lte(delay)) && (backlog === null || backlog.gte(mostUnderWay));
    }), { numRuns: tries(400), seed: 8 });
    expect(bounded).toBeGreaterThan(tries(50));
  });
  test("has the guarantee that follows by hand", () => {
    const path: Path = { link: 2, interrupts: { apart: 30 }, batch: 4, components: [{ name: "a", core: "0", perPacket: 1, perBatch: 6 },
      { name: "b", core: "1", perPacket: 2, perBatch: 2, perCopy: 1 }, { name: "c", core: "1", perPacket: 1, perBatch: 2 }] };
    // The link's 2, the interrupt's 30, twice the turn of 6 + 4 on one core, and twice the turn of 14 + 6 on the other for both of its components.
    expect(guarantee(path).service).toEqual({ rate: ratio(4, 30), latency: ratio(2 + 30 + 20 + 40 + 40) });
    expect(guarantee({ ...path, windows: [{ name: "w", packets: 11, held: 0 }] }).service!.rate.toFraction()).toBe("1/12");
    expect(guarantee(path, tokenBucket(2, "1/10")).delay!.toFraction()).toBe("147");
  });
  test("has a bound and a run that shows how near it comes", () => {
    const path: Path = { link: 12, interrupts: { apart: 500 }, batch: 32, components: [{ name: "driver", core: "0", perPacket: 2, perBatch: 20 },
      { name: "stack", core: "1", perPacket: 4, perBatch: 20 }] };
    const { bound, observedMax, gap, witness, assumptions } = delayEvidence(path, { period: 40, jitter: 800, run: 200 });
    expect([observedMax.lte(bound!), gap!.lte(3), witness.length, assumptions.length]).toEqual([true, true, 200, 4]);
    expect(simulatePath(path, witness).longestDelay.equals(observedMax)).toBe(true);
    expect(delayEvidence(path, { period: 11, run: 50 })).toMatchObject({ bound: null, gap: null });
    expect(() => delayEvidence(path, { period: 0, run: 1 })).toThrow(expect.objectContaining({ field: "packets.period" }));
    expect(() => delayEvidence(path, { period: 1, run: 0.5 })).toThrow(expect.objectContaining({ field: "packets.run" }));
  });
  test("loses nothing in a ring that is as large as is said", () => {
    let lossless = 0;
    const dropping = fc.tuple(paths, fc.integer({ min: 1, max: 30 })).map(([path, slots]): Path => ({ ...path, ring: { slots, full: "drop" }, windows: [] }));
    fc.assert(fc.property(dropping, traffic, (path, { period, jitter, late }) => {
      const arrivals = late.map((by, i) => i * period + by % (jitter + 1)).sort((a, b) => a - b);
      const [{ slotsNeeded, service }, { lost, mostInRing }] = [guarantee(path, staircase({ period, jitter })), simulatePath(path, arrivals)];
      if (service === null) return true;
      lossless++;
      return lost === 0 && slotsNeeded!.gte(mostInRing);
    }), { numRuns: tries(400), seed: 8 });
    expect(lossless).toBeGreaterThan(tries(50));
  });
  test("loses packets in a ring that is too small, and then guarantees nothing", () => {
    const path: Path = { link: 1, ring: { slots: 4, full: "drop" }, interrupts: { apart: 10 }, batch: 4, components: [] };
    expect(simulatePath(path, atOnce(100)).lost).toBeGreaterThan(50);
    expect(guarantee(path)).toMatchObject({ service: null, delay: null, slotsNeeded: null });
    expect(simulatePath({ ...path, ring: { slots: 4, full: "hold back" } }, atOnce(100)).lost).toBe(0);
  });
  test("comes near its limits where one part limits by far", () => {
    const quick: Path = { link: 1, interrupts: { apart: 1 }, batch: 4, components: [] };
    const slow: readonly Partial<Path>[] = [{ link: 20 }, { interrupts: { apart: 400 } }, { windows: [{ name: "w", packets: 4, held: 400 }] },
      { components: [{ name: "c", core: "a", perPacket: 30, perBatch: 100 }] }];
    for (const part of slow) {
      const path = { ...quick, ...part };
      const share = ratio(4000).div(simulatePath(path, atOnce(4000)).over).div(limitsOf(path)[0].rate);
      expect({ part, near: share.gt(ratio(98, 100)) && share.lte(1) }).toEqual({ part, near: true });
    }
  });
  test("carries no more with a component more, a smaller batch, a slower link or copies", () => {
    fc.assert(fc.property(paths, (path) => {
      const most = limitsOf(path)[0].rate;
      const worse: Path[] = [{ ...path, link: Number(path.link) + 1 }, { ...path, batch: Math.max(1, path.batch - 1) },
        { ...path, components: [...path.components, { name: "more", core: "a", perPacket: 1, perBatch: 1 }] }];
      return worse.every((other) => limitsOf(other)[0].rate.lte(most)) && limitsOf(withoutCopies(path))[0].rate.gte(most)
        && guarantee(withoutCopies(path)).service!.rate.gte(guarantee(path).service!.rate);
    }), { seed: 8 });
  });
  test("names what limits it, with its numbers", () => {
    const [link, tcp] = [{ bitsPerSecond: 100_000_000, payload: 1460, overhead: 78 }, { name: "TCP", bytes: 32 * 1460, roundTrip: "1/125" }];
    const limits = limitsOf(pathOver(link, { windows: [tcp], components: [{ name: "driver", core: "0", perPacket: "0.00001", perBatch: "0.00002" }] }));
    expect(limits.map(({ name }) => name)).toEqual(["window TCP", "link", "core 0"]);
    expect(limits[0].says).toBe("packets of room over the least time each is kept: 32 / 0.008");
    expect(payloadBits(link, { windows: [tcp] }).toFraction()).toBe("46720000");
    expect(longestRoundTrip(32 * 1460, 46_720_000).toFraction()).toBe("1/125");
  });
  test("is unbounded in delay where more arrives than it carries", () => {
    const path: Path = { link: 10, batch: 1, components: [] };
    expect(guarantee(path, tokenBucket(1, "1/9"))).toMatchObject({ delay: null, backlog: null });
    expect(guarantee(path, tokenBucket(1, "1/10")).delay!.toFraction()).toBe("20");
  });
});

describe("a path is refused", () => {
  const path: Path = { link: 1, batch: 1, components: [] };
  const part = { name: "a", core: "0", perPacket: 1, perBatch: 0 };
  for (const [field, wrong] of Object.entries({
    "link": { link: 0 }, "batch": { batch: 1.5 }, "ring.slots": { ring: { slots: 0, full: "drop" } }, "interrupts.apart": { interrupts: { apart: Number.NaN } },
    "components[0].perPacket": { components: [{ ...part, perPacket: -1 }] }, "components[0].perCopy": { components: [{ ...part, perCopy: "much" }] },
    "components[0].perBatch": { components: [{ ...part, perBatch: Infinity }] }, "components[1].name": { components: [part, part] },
    "windows[0].packets": { windows: [{ name: "w", packets: "1/2", held: 1 }] }, "windows[0].held": { windows: [{ name: "w", packets: 1, held: -1 }] },
    "windows": { ring: { slots: 1, full: "drop" }, windows: [{ name: "w", packets: 1, held: 1 }] }, "components": { components: Array(1001).fill(part) },
  })) test(`for its ${field}`, () => {
    const given = { ...path, ...wrong } as Path;
    for (const asked of [() => limitsOf(given), () => guarantee(given), () => simulatePath(given, [0])])
      expect(asked).toThrow(expect.objectContaining({ name: "TimingRefusal", field }));
  });
  test("for a link of no speed, and arrivals out of order or too many", () => {
    expect(() => pathOver({ bitsPerSecond: 0, payload: 1, overhead: 0 })).toThrow(expect.objectContaining({ field: "link.bitsPerSecond" }));
    expect(() => simulatePath(path, [2, 1])).toThrow(expect.objectContaining({ field: "arrivals[1]" }));
    expect(() => simulatePath(path, Array(200_001).fill(0))).toThrow(expect.objectContaining({ code: "too large" }));
  });
});

describe("services", () => {
  const some = fc.integer({ min: 1, max: 40 });
  test("in series are the convolution of their curves", () => {
    fc.assert(fc.property(some, some, some, (time, turn, batch) => {
      const { rate, latency } = inSeries([oneByOne(ratio(time)), inBatches(ratio(turn), batch)]);
      return isSame(rateLatency(rate, latency), convolve(rateLatency(ratio(1, time), time), rateLatency(ratio(batch, turn), 2 * turn)));
    }), { seed: 8 });
  });
  test("in a window have the rate of the sub-additive closure, under which their line lies", () => {
    fc.assert(fc.property(some, some, some, (packets, time, latency) => {
      const service = { rate: ratio(1, time), latency: ratio(latency) };
      const closure = subAdditiveClosure(add(rateLatency(service.rate, latency), constant(packets)));
      const rate = rateOfWindow(ratio(packets), service);
      return rate.equals(rateOf(closure)) && Array.from({ length: 60 }, (_, t) => valueAt(closure, t).gte(rate.mul(t))).every(Boolean);
    }), { seed: 8, numRuns: tries(60) });
  });
});

test("clients share buffers as the limits allow", () => {
  expect(reachableShares(2, [1, 2]).map((held) => held.join()).sort()).toEqual(["0,0", "0,1", "0,2", "1,0", "1,1"]);
});
