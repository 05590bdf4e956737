/** Locks and crossings: no run is quicker than the law, crossovers are where the tables turn, and input that does not fit is refused. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crossCoreRate, crossingCores, crossingTable, sameCoreRate } from "../../model/workloads/scaling/crossing.ts";
import { rangeOf } from "../../model/workloads/scaling/interval.ts";
import { heldFrom, lockTable, lockedRate, lockedSpeedup, perCoreFrom, perCoreRate, saturatingCores, simulatedLockedRate } from "../../model/workloads/scaling/lock.ts";
import { type Exact, one, ratio } from "../../src/timing/exact.ts";

const cycles = fc.integer({ min: 1, max: 5000 });
const some = fc.integer({ min: 1, max: 64 });

describe("one lock around a kernel", () => {
  test("never lets more through than the law says, and comes near it in long runs", () => {
    fc.assert(fc.property(some, cycles, cycles, (cores, work, held) => {
      const [law, ran] = [lockedRate(cores, work, held), simulatedLockedRate(cores, work, held, 200)];
      return ran.lte(law) && ran.gte(law.mul(ratio(9, 10)).div(1 + cores / 200));
    }));
  });
  test("is never better than kernels that share nothing, and as good on one core", () => {
    fc.assert(fc.property(some, cycles, cycles, (cores, work, held) =>
      lockedRate(cores, work, held).lte(perCoreRate(cores, work, held)) && lockedRate(1, work, held).equals(perCoreRate(1, work, held))));
  });
  test("limits from the number of cores on that is said", () => {
    fc.assert(fc.property(cycles, cycles, (work, held) => {
      const from = saturatingCores(work, held);
      const cores = Number(from.ceil().n);
      return lockedSpeedup(cores, work, held).equals(from) && (cores < 2 || lockedSpeedup(cores - 1, work, held).equals(cores - 1));
    }));
  });
  test("gives way to kernels of each core at the number of cores that is said, and only there", () => {
    fc.assert(fc.property(some, cycles, cycles, cycles, (cores, work, held, entry) => {
      const [locked, own] = [lockedRate(cores, work, held), perCoreRate(cores, work, entry)];
      return own.gte(locked) === perCoreFrom(work, held, entry).lte(cores);
    }));
  });
  test("is tabled against the number of cores", () => {
    expect(lockTable(8, 500, 600, 600 + 1988).map(({ better }) => better)).toEqual([...Array(5).fill("one lock"), ...Array(3).fill("per core")]);
    expect(perCoreFrom(500, 600, 600 + 1988).toFraction()).toBe("386/75");
    expect(() => lockTable(5000, 1, 1, 1)).toThrow(expect.objectContaining({ code: "too large", field: "cores" }));
  });
  test("is held as long as a measured speed-up says", () => {
    expect(heldFrom(500, "1.84").toFraction()).toBe("12500/21");
    fc.assert(fc.property(cycles, cycles, (work, held) => heldFrom(work, saturatingCores(work, held)).equals(held)));
    expect(() => heldFrom(500, 1)).toThrow(expect.objectContaining({ code: "precondition", field: "speedup" }));
    expect(() => lockedRate(1.5, 1, 1)).toThrow(expect.objectContaining({ field: "cores" }));
    expect(() => lockedRate(2, -1, 1)).toThrow(expect.objectContaining({ field: "work" }));
  });
});

describe("a server on its own core", () => {
  test("answers nobody with one core, and saturates with many", () => {
    expect(crossCoreRate(1, { client: 100, server: 50 }, 448).toFraction()).toBe("0");
    expect(crossCoreRate(1000, { client: 100, server: 50 }, 448).toFraction()).toBe("1/50");
  });
  test("pays from the said number of cores on, where the server keeps up", () => {
    fc.assert(fc.property(cycles, cycles, cycles, some, (client, call, crossing, cores) => {
      const from = crossingCores({ client, server: 0 }, call, crossing);
      const pays = crossCoreRate(cores, { client, server: 0 }, crossing).gte(sameCoreRate(cores, { client, server: 0 }, call));
      return pays === (from !== null && from.lte(cores));
    }));
  });
  test("is tabled against the number of cores", () => {
    expect(crossingTable(14, { client: 400, server: 100 }, 834, 448).map(({ better }) => better))
      .toEqual([...Array(3).fill("same core"), ...Array(10).fill("cross core"), "same core"]);
    expect(() => crossingTable(5000, { client: 1, server: 1 }, 1, 1)).toThrow(expect.objectContaining({ code: "too large" }));
    expect(() => sameCoreRate(2, { client: 1, server: 1 }, 0)).toThrow(expect.objectContaining({ field: "call" }));
  });
});

describe("the range of a result", () => {
  const least = (a: Exact, b: Exact): Exact => a.add(b);
  test("is where its figures' ranges lead", () => {
    expect(rangeOf([[1, 2], [10, "21/2"]], least)).toEqual({ least: ratio(11), most: ratio(25, 2) });
    expect(rangeOf([[1, 2]], (a) => a.gt(1) ? null : a)).toEqual({ least: one, most: null });
    expect(rangeOf([[1, 2]], () => null)).toBeNull();
  });
  test("holds every crossover between its ends", () => {
    const pair = fc.tuple(cycles, cycles).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
    const share = fc.integer({ min: 0, max: 8 });
    fc.assert(fc.property(pair, pair, share, share, (calls, crossings, i, j) => {
      const between = ([low, high]: [number, number], part: number): Exact => ratio(low).add(ratio((high - low) * part, 8));
      const from = (call: Exact, crossing: Exact): Exact | null => crossingCores({ client: 100, server: 0 }, call, crossing);
      const [here, range] = [from(between(calls, i), between(crossings, j)), rangeOf([calls, crossings], from)];
      if (here === null) return range === null || range.most === null;
      return range !== null && here.gte(range.least) && (range.most === null || here.lte(range.most));
    }));
  });
  test("is refused for ranges that run backwards, are no numbers, or are too many", () => {
    expect(() => rangeOf([[2, 1]], (a) => a)).toThrow(expect.objectContaining({ code: "out of range", field: "figures[0]" }));
    expect(() => rangeOf([[1, Number.NaN]], (a) => a)).toThrow(expect.objectContaining({ code: "not a number", field: "figures[0][1]" }));
    expect(() => rangeOf(Array(11).fill([1, 2]), (a) => a)).toThrow(expect.objectContaining({ code: "too large" }));
  });
});
