/**
 * Queueing: formulas against each other, against other ways to the same numbers, and against queues that are simulated by chance of a
 * fixed seed; and bad input.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Exact, asNumber, one, ratio, sum, zero } from "../../src/timing/exact.ts";
import {
  asymptoticBounds, erlangB, erlangC, generalService, meanValueAnalysis, momentsOf, probabilityOfWaitingLonger, severalServers, singleServer,
  singleServerWithRoomFor,
} from "../../src/timing/queueing/index.ts";
import { refusalOf } from "./refused.ts";

fc.configureGlobal({ seed: 4_1909 });

const rate = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 12 })).map(([n, d]) => ratio(n, d));
/** An arrival rate and a service rate of one server that is not overloaded. */
const stable = fc.tuple(rate, fc.integer({ min: 1, max: 9 })).map(([serviceRate, tenth]) => ({ serviceRate, arrivalRate: serviceRate.mul(ratio(tenth, 10)) }));
const text = (values: object): Record<string, string> => Object.fromEntries(Object.entries(values).flatMap(([key, value]: [string, unknown]) =>
  typeof value === "object" && value !== null && "toFraction" in value ? [[key, (value as Exact).toFraction()]] : []));

describe("formulas against each other", () => {
  test("several servers of which there is one are a single server", () => {
    fc.assert(fc.property(stable, ({ arrivalRate, serviceRate }) => {
      const load = arrivalRate.div(serviceRate);
      expect(text(severalServers(1, { load, serviceRate })!)).toEqual(text(singleServer({ arrivalRate, serviceRate })!));
      expect(erlangC(1, load)!.equals(load)).toBe(true);
    }));
  });
  test("any service with the moments of an exponential one is the single server; one that never varies waits half as long", () => {
    fc.assert(fc.property(stable, ({ arrivalRate, serviceRate }) => {
      const mean = one.div(serviceRate);
      const exponential = singleServer({ arrivalRate, serviceRate })!;
      expect(text(generalService(arrivalRate, { mean, meanSquare: mean.mul(mean).mul(2) })!)).toEqual(text(exponential));
      const constant = generalService(arrivalRate, momentsOf([{ time: mean, probability: 1 }]))!;
      expect(constant.timeWaiting.mul(2).equals(exponential.timeWaiting)).toBe(true);
    }));
  });
  test("with more and more room less is lost, and the queue comes to that with room for all", () => {
    fc.assert(fc.property(stable, (rates) => {
      const { inSystem } = singleServer(rates)!;
      const rooms = [1, 2, 5, 20, 150].map((room) => singleServerWithRoomFor(room, rates));
      rooms.slice(1).forEach((more, i) => {
        expect(more.loss.lt(rooms[i]!.loss) && more.inSystem.gt(rooms[i]!.inSystem) && more.inSystem.lt(inSystem)).toBe(true);
      });
      // What is missing is (K + 1) rho^(K + 1) / (1 - rho^(K + 1)).
      const part = singleServer(rates)!.utilisation.pow(151)!;
      expect(inSystem.sub(rooms[4]!.inSystem).equals(part.mul(151).div(one.sub(part)))).toBe(true);
    }), { numRuns: 30 });
  });
  test("a queue with room for the servers alone loses what Erlang says, and Little's law holds in it", () => {
    fc.assert(fc.property(rate, rate, fc.integer({ min: 1, max: 12 }), (arrivalRate, serviceRate, room) => {
      expect(singleServerWithRoomFor(1, { arrivalRate, serviceRate }).loss.equals(erlangB(1, arrivalRate.div(serviceRate)))).toBe(true);
      const { inSystem, throughput, timeInSystem, utilisation, loss } = singleServerWithRoomFor(room, { arrivalRate, serviceRate });
      expect(inSystem.equals(throughput.mul(timeInSystem!))).toBe(true);
      expect(utilisation.lt(1) && throughput.equals(arrivalRate.mul(one.sub(loss)))).toBe(true);
    }));
  });
  test("Erlang's recursion is the sum that it stands for, and Erlang C is above B and falls with servers", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 15 }), rate, (servers, load) => {
      let [term, all] = [one, one];
      for (let n = 1; n <= servers; n++) {
        term = term.mul(load).div(n);
        all = all.add(term);
      }
      expect(erlangB(servers, load).equals(term.div(all))).toBe(true);
      const waits = erlangC(servers, load);
      expect(waits === null).toBe(load.gte(servers));
      if (waits === null) return;
      // From the states: waiting are all from the c-th on, which together weigh c / (c - a) of it.
      const full = term.mul(servers).div(ratio(servers).sub(load));
      expect(waits.equals(full.div(all.sub(term).add(full)))).toBe(true);
      expect(waits.gte(erlangB(servers, load)) && erlangC(servers + 1, load)!.lt(waits)).toBe(true);
    }));
  });
  test("Little's law holds, and an overload has no mean", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), rate, rate, (servers, load, serviceRate) => {
      const means = severalServers(servers, { load, serviceRate });
      expect(means === null).toBe(load.gte(servers));
      if (means === null) return;
      expect(means.inSystem.equals(load.mul(serviceRate).mul(means.timeInSystem))).toBe(true);
      expect(means.inSystem.sub(means.waiting).equals(load)).toBe(true);
    }));
    expect(singleServer({ arrivalRate: 1, serviceRate: 1 })).toBe(null);
    expect(probabilityOfWaitingLonger({ arrivalRate: 2, serviceRate: 1 }, 1)).toBe(null);
    expect(generalService(1, { mean: 1, meanSquare: 1 })).toBe(null);
    expect(singleServerWithRoomFor(4, { arrivalRate: 3, serviceRate: 3 }).loss.toFraction()).toBe("1/5");
  });
});

describe("closed networks", () => {
  const networks = fc.record({ demands: fc.array(rate, { minLength: 1, maxLength: 4 }), thinkTime: fc.oneof(fc.constant(zero), rate) });
  test("keep the asymptotic bounds, Little's law, and all of their customers", () => {
    fc.assert(fc.property(networks, fc.integer({ min: 1, max: 12 }), (network, customers) => {
      const { throughput, responseTime, queues, utilisations } = meanValueAnalysis(network, customers);
      const bounds = asymptoticBounds(network, customers);
      expect(throughput.lte(bounds.throughputAtMost) && responseTime.gte(bounds.responseTimeAtLeast) && throughput.lte(bounds.saturation)).toBe(true);
      expect(throughput.mul(responseTime.add(network.thinkTime)).equals(customers)).toBe(true);
      expect(sum(queues).add(throughput.mul(network.thinkTime)).equals(customers)).toBe(true);
      expect(utilisations.every((busy, k) => busy.equals(network.demands[k]!.mul(throughput)) && busy.lte(1))).toBe(true);
      expect(meanValueAnalysis(network, customers + 1).throughput.gt(throughput) || network.demands.length === 1 && network.thinkTime.equals(0)).toBe(true);
    }), { numRuns: 80 });
  });
  test("of one customer are never in a queue; at the knee both bounds meet", () => {
    fc.assert(fc.property(networks, (network) => {
      expect(meanValueAnalysis(network, 1).responseTime.equals(sum(network.demands))).toBe(true);
      const { knee, saturation } = asymptoticBounds(network, 1);
      expect(knee.div(sum(network.demands).add(network.thinkTime)).equals(saturation)).toBe(true);
    }));
  });
  test("have the throughput of Buzen's convolution: G(N - 1) / G(N)", () => {
    fc.assert(fc.property(networks, fc.integer({ min: 1, max: 10 }), ({ demands, thinkTime }, customers) => {
      // Thinking is a station without a queue: Z^n / n!.
      const sums = Array.from({ length: customers + 1 }, (_, n) => Array.from({ length: n }, (_n, i) => thinkTime.div(i + 1)).reduce((all, factor) => all.mul(factor), one));
      for (const demand of demands) for (let n = 1; n <= customers; n++) sums[n] = sums[n]!.add(demand.mul(sums[n - 1]!));
      expect(meanValueAnalysis({ demands, thinkTime }, customers).throughput.equals(sums[customers - 1]!.div(sums[customers]!))).toBe(true);
    }), { numRuns: 80 });
  });
  test("of equal stations are N / (N + K - 1) of what one station gives", () => {
    for (const [stations, customers] of [[1, 5], [3, 1], [4, 7]] as const)
      expect(meanValueAnalysis({ demands: Array.from({ length: stations }, () => "1/2") }, customers).throughput.toFraction())
        .toBe(ratio(2 * customers, customers + stations - 1).toFraction());
  });
});

describe("queues that are simulated", () => {
  /** Numbers of [0, 1) by a linear congruence: Park and Miller, "Random number generators: good ones are hard to find", 1988. */
  function chance(seed: number): () => number {
    let state = seed;
    return () => (state = state * 48_271 % 2_147_483_647) / 2_147_483_647;
  }
  const exponential = (next: () => number, mean: number): number => -mean * Math.log(1 - next());
  /** The waits of customers who come first to one of the servers that is free first. */
  function waits(servers: number, customers: number, gap: () => number, service: () => number): number[] {
    const free = Array.from({ length: servers }, () => 0);
    let now = 0;
    return Array.from({ length: customers }, () => {
      now += gap();
      const first = free.indexOf(Math.min(...free));
      const start = Math.max(now, free[first]!);
      free[first] = start + service();
      return start - now;
    });
  }
  /**
   * An interval that holds the mean with 99.9 %: means of 40 batches, which are long enough to be nearly independent, and Student's
   * quantile for 39 degrees of freedom. The first batch is left out.
   */
  function interval(values: readonly number[]): { low: number; high: number } {
    const size = Math.floor(values.length / 41);
    const means = Array.from({ length: 40 }, (_, b) => values.slice((b + 1) * size, (b + 2) * size).reduce((all, value) => all + value, 0) / size);
    const mean = means.reduce((all, value) => all + value, 0) / 40;
    const deviation = Math.sqrt(means.reduce((all, value) => all + (value - mean) ** 2, 0) / 39 / 40);
    return { low: mean - 3.558 * deviation, high: mean + 3.558 * deviation };
  }
  const holds = ({ low, high }: { low: number; high: number }, value: Exact | number): boolean => low <= Number(value) && Number(value) <= high;
  const customers = 400_000;

  test("with exponential service wait as long as the formula says, and as often for longer", () => {
    const next = chance(11);
    const seen = waits(1, customers, () => exponential(next, 10 / 7), () => exponential(next, 1));
    const { timeWaiting } = singleServer({ arrivalRate: "7/10", serviceRate: 1 })!;
    expect(holds(interval(seen), timeWaiting)).toBe(true);
    expect(holds(interval(seen), asNumber(timeWaiting) * 1.1)).toBe(false);
    expect(holds(interval(seen), asNumber(timeWaiting) * 0.9)).toBe(false);
    expect(holds(interval(seen.map((time) => time > 5 ? 1 : 0)), probabilityOfWaitingLonger({ arrivalRate: "7/10", serviceRate: 1 }, 5)!)).toBe(true);
  });
  test("with a cache that hits or misses wait as its two moments say", () => {
    const next = chance(12);
    const seen = waits(1, customers, () => exponential(next, 2), () => next() < 0.9 ? 1 : 5);
    const { timeWaiting } = generalService("1/2", momentsOf([{ time: 1, probability: "9/10" }, { time: 5, probability: "1/10" }]))!;
    expect(timeWaiting.toFraction()).toBe("17/6");
    expect(holds(interval(seen), timeWaiting)).toBe(true);
    expect(holds(interval(seen), generalService("1/2", { mean: "7/5", meanSquare: "49/25" })!.timeWaiting)).toBe(false);
  });
  test("at three servers wait as Erlang C says, and have to wait as often", () => {
    const next = chance(13);
    const seen = waits(3, customers, () => exponential(next, 1 / 2.4), () => exponential(next, 1));
    expect(holds(interval(seen), severalServers(3, { load: "12/5", serviceRate: 1 })!.timeWaiting)).toBe(true);
    expect(holds(interval(seen.map((time) => time > 0 ? 1 : 0)), erlangC(3, "12/5")!)).toBe(true);
    expect(holds(interval(seen.map((time) => time > 0 ? 1 : 0)), erlangB(3, "12/5"))).toBe(false);
  });
});

describe("bad input", () => {
  const long = `0.${"1234567890".repeat(39)}`;
  for (const [what, run, refusal] of [
    ["a negative arrival rate", () => singleServer({ arrivalRate: -1, serviceRate: 1 }), "out of range: arrivalRate"],
    ["an arrival rate that is not a number", () => singleServer({ arrivalRate: Number.NaN, serviceRate: 1 }), "not a number: arrivalRate"],
    ["a service rate of 0", () => singleServer({ arrivalRate: 1, serviceRate: 0 }), "out of range: serviceRate"],
    ["no service rate", () => singleServer({ arrivalRate: 1 } as never), "missing: serviceRate"],
    ["a negative time", () => probabilityOfWaitingLonger({ arrivalRate: 1, serviceRate: 2 }, -1), "out of range: t"],
    ["no room", () => singleServerWithRoomFor(0, { arrivalRate: 1, serviceRate: 1 }), "out of range: room"],
    ["half a place", () => singleServerWithRoomFor(1.5, { arrivalRate: 1, serviceRate: 1 }), "not a number: room"],
    ["a million places", () => singleServerWithRoomFor(1_000_000, { arrivalRate: 1, serviceRate: 1 }), "too large: room"],
    ["places that make numbers too long", () => singleServerWithRoomFor(1_000, { arrivalRate: long, serviceRate: 1 }), "too large: room"],
    ["no server", () => erlangB(0, 1), "out of range: servers"],
    ["a negative number of servers", () => erlangC(-1, 1), "out of range: servers"],
    ["servers that are no number", () => erlangB(Number.NaN, 1), "not a number: servers"],
    ["a million servers", () => erlangB(1_000_000, 1), "too large: servers"],
    ["servers that make numbers too long", () => severalServers(1_000, { load: long, serviceRate: 1 }), "too large: servers"],
    ["a negative load", () => erlangB(2, "-1/2"), "out of range: load"],
    ["an infinite load", () => severalServers(2, { load: Infinity, serviceRate: 1 }), "not a number: load"],
    ["a service rate of 0 of several", () => severalServers(2, { load: 1, serviceRate: 0 }), "out of range: serviceRate"],
    ["a service of no time", () => generalService(1, { mean: 0, meanSquare: 1 }), "out of range: service.mean"],
    ["moments that no service has", () => generalService(1, { mean: "1/2", meanSquare: "1/5" }), "out of range: service.meanSquare"],
    ["probabilities that add up to less than 1", () => momentsOf([{ time: 1, probability: "1/2" }, { time: 1, probability: "1/3" }]), "out of range: outcomes"],
    ["a negative probability", () => momentsOf([{ time: 1, probability: "3/2" }, { time: 1, probability: "-1/2" }]), "out of range: outcomes[1].probability"],
    ["a negative service", () => momentsOf([{ time: -1, probability: 1 }]), "out of range: outcomes[0].time"],
    ["no outcomes", () => momentsOf(undefined as never), "missing: outcomes"],
    ["a million outcomes", () => momentsOf(Array.from({ length: 1_000_000 }, () => ({ time: 1, probability: 1 }))), "too large: outcomes"],
    ["no station", () => meanValueAnalysis({ demands: [] }, 1), "missing: demands"],
    ["a demand of 0", () => asymptoticBounds({ demands: [1, 0] }, 1), "out of range: demands[1]"],
    ["a demand that is not a number", () => meanValueAnalysis({ demands: ["x"] }, 1), "not a number: demands[0]"],
    ["a negative time to think", () => meanValueAnalysis({ demands: [1], thinkTime: -1 }, 1), "out of range: thinkTime"],
    ["no customer", () => meanValueAnalysis({ demands: [1] }, 0), "out of range: customers"],
    ["a million customers", () => meanValueAnalysis({ demands: [1] }, 1_000_000), "too large: customers"],
    ["a million stations", () => meanValueAnalysis({ demands: Array.from({ length: 1_000_000 }, () => 1) }, 1), "too large: demands"],
    ["demands that make numbers too long", () => meanValueAnalysis({ demands: [long, "1/7", "1/11"] }, 500), "too large: customers"],
  ] as const) test(`${what} is refused`, () => {
    expect(refusalOf(run)).toBe(refusal);
  });
});
