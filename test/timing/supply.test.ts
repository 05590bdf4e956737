/**
 * Supplies and servers: against every pattern of service of small periods, against schedules, by the laws of supplies, and
 * against bad input, one field at a time. The golden cases of supplies, contexts and kernels run here, too.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runCases } from "../../bench/goldens/running.ts";
import { analyses as all } from "../../src/timing-cases/index.ts";
import { type Exact, asJson, ratio, zero } from "../../src/timing/exact.ts";
import { type ServerKind, type TaskServer, budgetsGuaranteed, hierarchicalResponses, responsesBelowServers, serverKinds, serverTrace } from "../../src/timing/servers/index.ts";
import {
  type Supply, boundedDelay, constrainedResource, dedicated, edfUnderSupply, lsbf, minimalBudget, periodicResource, responsesUnderSupply, sporadicServer, tdma,
} from "../../src/timing/supply/index.ts";
import type { Task } from "../../src/timing/task.ts";
import { refusalOf } from "./refused.ts";
import { beside } from "../needs.ts";

const reservation = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 3 }))
  .map(([budget, more, parts]) => ({ budget: ratio(budget, parts), period: ratio(budget + more, parts) }));

const anySupply: fc.Arbitrary<Supply> = fc.tuple(reservation, fc.integer({ min: 0, max: 4 })).chain(([{ budget, period }, part]) => fc.constantFrom(
  periodicResource({ budget, period }), tdma({ slot: budget, cycle: period }), sporadicServer({ budget, period }),
  constrainedResource({ budget, period, deadline: budget.add(period.sub(budget).mul(ratio(part, 4))) }),
  boundedDelay({ rate: budget.div(period), delay: part }),
));
const length = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 5 })).map(([n, d]) => ratio(n, d));

describe("a supply", () => {
  test("gives what its inverse asks for, and less in any shorter window", () => {
    fc.assert(fc.property(anySupply, length, fc.integer({ min: 1, max: 50 }), (supply, service, part) => {
      const window = supply.inverse(service);
      expect(supply.sbf(window).equals(service)).toBe(true);
      if (service.gt(zero)) expect(supply.sbf(window.mul(ratio(part, part + 1))).lt(service)).toBe(true);
    }));
  });
  test("is at least its line, never falls, gives no more than time, and two windows no more than both together", () => {
    fc.assert(fc.property(anySupply, length, length, (supply, one, other) => {
      const [first, second, both] = [supply.sbf(one), supply.sbf(other), supply.sbf(one.add(other))];
      expect(lsbf(supply, one).lte(first)).toBe(true);
      expect(first.add(second).lte(both)).toBe(true);
      expect(both.sub(first).lte(other)).toBe(true);
    }));
  });
  test("repeats after its cycle, once it has begun", () => {
    fc.assert(fc.property(anySupply, length, length, (supply, after, any) => {
      const [window, cycle] = [supply.delay.add(after), supply.cycle ?? any];
      expect(supply.sbf(window.add(cycle)).equals(supply.sbf(window).add(supply.rate.mul(cycle)))).toBe(true);
    }));
  });
  test("is the least service over all patterns of it, tick by tick", () => {
    for (let period = 1; period <= 4; period += 1) for (let deadline = 1; deadline <= period; deadline += 1) for (let budget = 1; budget <= deadline; budget += 1) {
      const supply = constrainedResource({ budget, period, deadline });
      const least = leastService(period, deadline, budget, 3);
      expect(least.map((_, window) => asJson(supply.sbf(window)))).toEqual(least);
    }
    expect(asJson(periodicResource({ budget: 2, period: 4 }).delay)).toBe(4);
  });
});

/** The least service of windows of whole ticks, over all ways to serve the budget before the deadline in each of some periods. */
function leastService(period: number, deadline: number, budget: number, periods: number): number[] {
  const ways: number[][] = [];
  for (let mask = 0; mask < 2 ** deadline; mask += 1) {
    const ticks = Array.from({ length: period }, (_, tick) => mask >> tick & 1);
    if (ticks.reduce((all, one) => all + one, 0) === budget) ways.push(ticks);
  }
  const least = Array.from({ length: period * (periods - 1) + 1 }, () => Infinity);
  const walk = (served: readonly number[]): void => {
    if (served.length < period * periods) return ways.forEach((way) => walk([...served, ...way]));
    for (let from = 0; from < period; from += 1) for (let window = 0, all = 0; window < least.length; window += 1) {
      least[window] = Math.min(least[window]!, all);
      all += served[from + window] ?? 0;
    }
  };
  walk([]);
  return least;
}

const taskSet = (most: number): fc.Arbitrary<Task[]> => fc.array(fc.record({
  wcet: fc.integer({ min: 1, max: 3 }), period: fc.constantFrom(10, 12, 15, 20, 30), deadline: fc.integer({ min: 4, max: 40 }),
}), { minLength: 1, maxLength: most }).map((tasks) => tasks.map((task, i) => ({ id: `t${i}`, ...task })));
const meets = (tasks: readonly Task[], supply: Supply): boolean => responsesUnderSupply(tasks, supply).tasks
  .every(({ response }, i) => response?.lte(ratio(Number(tasks[i]!.deadline))) ?? false);

describe("tasks on a supply", () => {
  test("respond as Shin and Lee's example does: linear bound 78.71 against exactly 75", () => {
    const tasks: Task[] = [{ id: "a", wcet: 7, period: 50 }, { id: "b", wcet: 9, period: 75 }];
    const of = (supply: Supply) => responsesUnderSupply(tasks, supply).tasks.map(({ response }) => response?.toFraction());
    expect(of(periodicResource({ budget: "7/2", period: 10 }))).toEqual(["53/2", "75"]);
    expect(of(boundedDelay({ rate: "7/20", delay: 13 }))).toEqual(["33", "551/7"]);
    expect(of(dedicated)).toEqual(["7", "16"]);
    expect(of(periodicResource({ budget: 2, period: 10 }))).toEqual(["47", undefined]);
  });
  test("have bounds where they ask for all that is supplied, and none where they ask for more", () => {
    const half = { id: "a", wcet: 2, period: 4 };
    expect(responsesUnderSupply([half], periodicResource({ budget: 1, period: 2 })).tasks).toMatchObject([{ jobs: 1 }]);
    expect(responsesUnderSupply([half], periodicResource({ budget: 1, period: 2 })).tasks[0]!.response!.toFraction()).toBe("5");
    expect(responsesUnderSupply([{ ...half, wcet: 3 }], periodicResource({ budget: 1, period: 2 })).tasks[0]).toEqual({ id: "a", response: null, jobs: 0 });
  });
  test("respond k times later where all times are k times longer, and in any order of the list", () => {
    fc.assert(fc.property(taskSet(4), reservation, fc.integer({ min: 2, max: 7 }), (tasks, { budget, period }, k) => {
      const supply = periodicResource({ budget, period });
      const all = tasks.map((task, i) => ({ ...task, priority: i }));
      const longer = all.map((task) => ({ ...task, wcet: Number(task.wcet) * k, period: Number(task.period) * k }));
      const before = responsesUnderSupply(all, supply).tasks;
      expect(responsesUnderSupply(longer, periodicResource({ budget: budget.mul(k), period: period.mul(k) })).tasks.map(({ response }) => response?.toFraction()))
        .toEqual(before.map(({ response }) => response?.mul(k).toFraction()));
      expect(responsesUnderSupply([...all].reverse(), supply).tasks.toReversed()).toEqual(before);
    }), { numRuns: 60 });
  });
  test("respond no later with more budget, and no earlier with one more task above", () => {
    const late = (response: Exact | null | undefined): number => response?.valueOf() ?? Infinity;
    fc.assert(fc.property(taskSet(4), reservation, (tasks, { budget, period }) => {
      const responses = (set: readonly Task[], part: Exact) => responsesUnderSupply(set, periodicResource({ budget: part, period })).tasks;
      const before = responses(tasks, budget);
      responses(tasks, budget.add(period).div(2)).forEach(({ response }, i) => expect(late(response)).toBeLessThanOrEqual(late(before[i]!.response)));
      responses([{ id: "above", wcet: 1, period: 25 }, ...tasks], budget).slice(1)
        .forEach(({ response }, i) => expect(late(response)).toBeGreaterThanOrEqual(late(before[i]!.response)));
    }), { numRuns: 60 });
  });
  test("meet their deadlines with the minimal budget, and with no less; and never need more by earliest deadline first", () => {
    fc.assert(fc.property(taskSet(3), fc.integer({ min: 2, max: 8 }), (tasks, period) => {
      const [edf, fp] = (["edf", "fp"] as const).map((policy) => minimalBudget(tasks, { period, policy }).budget);
      if (edf === null) expect(edfUnderSupply(tasks, dedicated).schedulable).toBe(false);
      else {
        expect(edfUnderSupply(tasks, periodicResource({ budget: edf!, period })).schedulable).toBe(true);
        expect(edfUnderSupply(tasks, periodicResource({ budget: edf!.mul(ratio(999, 1000)), period })).schedulable).toBe(false);
      }
      if (fp === null) expect(meets(tasks, dedicated)).toBe(false);
      else {
        expect(edf !== null && edf!.lte(fp!)).toBe(true);
        expect(meets(tasks, periodicResource({ budget: fp!, period }))).toBe(true);
        expect(meets(tasks, periodicResource({ budget: fp!.mul(ratio(999, 1000)), period }))).toBe(false);
      }
    }), { numRuns: 60 });
  });
  test("by earliest deadline first miss where the demand is not supplied, and it is said where", () => {
    const answer = edfUnderSupply([{ id: "a", wcet: 3, period: 10, deadline: 4 }], periodicResource({ budget: 3, period: 5 }));
    expect([answer.schedulable, ...Object.values(answer.missed!).map(asJson)]).toEqual([false, 4, 3, 0]);
    expect(edfUnderSupply([{ id: "a", wcet: 3, period: 4 }], periodicResource({ budget: 3, period: 5 }))).toMatchObject({ schedulable: false, missed: null });
    expect(edfUnderSupply([], dedicated).schedulable).toBe(true);
  });
});

const served = (kinds: readonly ServerKind[]): fc.Arbitrary<TaskServer[]> => fc.array(fc.record({
  kind: fc.constantFrom(...kinds), budget: fc.integer({ min: 1, max: 4 }), period: fc.integer({ min: 4, max: 12 }),
  tasks: fc.array(fc.record({ wcet: fc.integer({ min: 1, max: 3 }), period: fc.integer({ min: 8, max: 30 }), offset: fc.integer({ min: 0, max: 12 }) }),
    { minLength: 1, maxLength: 2 }),
}), { minLength: 1, maxLength: 3 }).map((servers) => servers.map(({ tasks, ...server }, i) => ({
  id: `S${i}`, ...server, tasks: tasks.map((task, t) => ({ id: `t${i}.${t}`, ...task })),
})));

describe("servers", () => {
  test("keep in every schedule to the bounds of their tasks", () => {
    let looked = 0;
    fc.assert(fc.property(served(serverKinds), (servers) => {
      fc.pre(budgetsGuaranteed(servers).guaranteed);
      const bounds = new Map(hierarchicalResponses(servers).servers.flatMap(({ tasks }) => tasks.map(({ id, response }) => [id, response] as const)));
      for (const { id, worst } of serverTrace(servers, { until: 600 }).tasks) {
        const bound = bounds.get(id)!;
        if (bound === null || worst === null) continue;
        looked += 1;
        expect(worst.lte(bound), `${id}: ${worst.toFraction()} <= ${bound.toFraction()}`).toBe(true);
      }
    }), { numRuns: 300 });
    expect(looked).toBeGreaterThan(200);
  });
  test("disturb a task below them by no more than is said, whatever they serve", () => {
    fc.assert(fc.property(served(serverKinds), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 12 }), (servers, wcet, offset) => {
      const below: Task = { id: "below", wcet, period: 40, offset };
      const bound = responsesBelowServers(servers, [below]).tasks[0]!.response;
      const rest: TaskServer = { id: "rest", kind: "deferrable", budget: 1, period: 1, tasks: [below] };
      const seen = serverTrace([...servers, rest], { until: 600 }).tasks.at(-1)!;
      if (bound !== null && seen.worst !== null) expect(seen.worst.lte(bound)).toBe(true);
      if (bound !== null && bound.lte(40)) expect(seen.unfinished).toBeLessThanOrEqual(1);
    }), { numRuns: 150 });
  });
  test("that are deferrable can use two budgets back to back, and then the bound is reached", () => {
    // The budget is used at the end of one period, from 3 to 5, and again at the beginning of the next; the task comes at 3.
    const above: TaskServer = { id: "S", kind: "deferrable", budget: 2, period: 5, tasks: [{ id: "s", wcet: 4, period: 20, offset: 3 }] };
    const below: Task = { id: "below", wcet: 3, period: 20, offset: 3 };
    const rest: TaskServer = { id: "rest", kind: "deferrable", budget: 1, period: 1, tasks: [below] };
    expect(asJson(serverTrace([above, rest]).tasks.at(-1)!.worst!)).toBe(7);
    expect(asJson(responsesBelowServers([above], [below]).tasks[0]!.response!)).toBe(7);
    const sporadic = { ...above, kind: "sporadic" as const };
    expect(asJson(serverTrace([sporadic, rest]).tasks.at(-1)!.worst!)).toBe(5);
    expect(asJson(responsesBelowServers([sporadic], [below]).tasks[0]!.response!)).toBe(5);
  });
  test("disturb the more, the more of their budget they keep", () => {
    fc.assert(fc.property(reservation, taskSet(3), ({ budget, period }, tasks) => {
      const below = (kind: ServerKind) => responsesBelowServers([{ id: "S", kind, budget, period }], tasks).tasks.map(({ response }) => response?.valueOf() ?? Infinity);
      const [polling, deferrable, sporadic] = serverKinds.map(below);
      expect(sporadic).toEqual(polling);
      deferrable!.forEach((late, i) => expect(late).toBeGreaterThanOrEqual(sporadic![i]!));
    }), { numRuns: 60 });
  });
  test("are no promise where their budgets are more than the processor, or come too late", () => {
    const server = (id: string, budget: number, period: number, kind: ServerKind = "sporadic"): TaskServer => ({ id, kind, budget, period, tasks: [] });
    expect(refusalOf(() => hierarchicalResponses([server("a", 12, 24), server("b", 6, 12), server("c", 1, 24)]))).toBe("precondition: servers");
    expect(refusalOf(() => hierarchicalResponses([server("a", 5, 10), server("b", 4, 8)]))).toBe("precondition: servers[1]");
    expect(refusalOf(() => hierarchicalResponses([server("a", 4, 8), server("b", 5, 16), server("c", 3, 16)]))).toBe("taken");
    expect(refusalOf(() => hierarchicalResponses([server("a", 2, 4, "deferrable"), server("b", 2, 4)]))).toBe("precondition: servers[1]");
  });
  test("show who ran when", () => {
    const { slices } = serverTrace([{ id: "S", kind: "polling", budget: 2, period: 5, tasks: [{ id: "a", wcet: 3, period: 20 }] }], { until: 20 });
    expect(slices.map(({ task, from, to }) => [task, asJson(from), asJson(to)])).toEqual([["a", 0, 2], ["a", 5, 6]]);
  });
});

describe("bad input", () => {
  const task = { id: "a", wcet: 1, period: 10 };
  const server = { id: "S", kind: "sporadic" as ServerKind, budget: 1, period: 4, tasks: [task] };
  const cases: readonly (readonly [string, () => unknown])[] = [
    ["out of range: budget", () => periodicResource({ budget: 0, period: 5 })],
    ["out of range: budget", () => periodicResource({ budget: 6, period: 5 })],
    ["out of range: period", () => periodicResource({ budget: 1, period: 0 })],
    ["not a number: period", () => periodicResource({ budget: 1, period: NaN })],
    ["missing: budget", () => periodicResource({ period: 5 } as never)],
    ["not a number: budget", () => periodicResource({ budget: "10ms", period: 5 })],
    ["out of range: deadline", () => constrainedResource({ budget: 1, period: 5, deadline: 6 })],
    ["out of range: budget", () => constrainedResource({ budget: 3, period: 5, deadline: 2 })],
    ["out of range: slot", () => tdma({ slot: 4, cycle: 3 })],
    ["out of range: rate", () => boundedDelay({ rate: "3/2", delay: 0 })],
    ["out of range: delay", () => boundedDelay({ rate: 1, delay: -1 })],
    ["out of range: window", () => dedicated.sbf(-1)],
    ["out of range: window", () => lsbf(dedicated, -1)],
    ["out of range: service", () => tdma({ slot: 1, cycle: 3 }).inverse(-1)],
    ["out of range: tasks[0].period", () => responsesUnderSupply([{ ...task, period: 0 }], dedicated)],
    ["out of range: tasks[0].wcet", () => responsesUnderSupply([{ ...task, wcet: -1 }], dedicated)],
    ["precondition: tasks[0].suspension", () => responsesUnderSupply([{ ...task, suspension: 1 }], dedicated)],
    ["precondition: tasks[0].blocking", () => edfUnderSupply([{ ...task, blocking: 1 }], dedicated)],
    ["out of range: tasks[0].jitter", () => edfUnderSupply([{ ...task, jitter: 10 }], dedicated)],
    ["too large: tasks", () => edfUnderSupply([{ ...task, deadline: 9 }, { ...task, id: "b", wcet: "89999999/10000000" }], dedicated)],
    ["too large: tasks", () => responsesUnderSupply(Array.from({ length: 1_000_000 }, () => task), dedicated)],
    ["out of range: period", () => minimalBudget([task], { period: 0, policy: "edf" })],
    ["unknown name: policy", () => minimalBudget([task], { period: 5, policy: "rm" as never })],
    ["missing: servers", () => serverTrace({} as never)],
    ["unknown name: servers[0].kind", () => serverTrace([{ ...server, kind: "constant" as never }])],
    ["duplicate name: servers[1].id", () => serverTrace([server, server])],
    ["out of range: servers[0].budget", () => serverTrace([{ ...server, budget: 5 }])],
    ["out of range: servers[0].period", () => budgetsGuaranteed([{ ...server, period: 0 }])],
    ["out of range: servers[0].tasks[0].period", () => hierarchicalResponses([{ ...server, tasks: [{ ...task, period: 0 }] }])],
    ["precondition: servers[0].tasks[0].jitter", () => serverTrace([{ ...server, tasks: [{ ...task, jitter: 1 }] }])],
    ["too large: until", () => serverTrace([server], { until: 100_000_000 })],
    ["out of range: until", () => serverTrace([server], { until: 0 })],
    ["out of range: tasks[0].period", () => responsesBelowServers([server], [{ ...task, period: 0 }])],
  ];
  for (const [refusal, run] of cases) test(`is refused: ${refusal}`, () => { expect(refusalOf(run)).toBe(refusal); });
});

describe("golden cases", () => {
  const analyses = Object.fromEntries(Object.entries(all).filter(([key]) => /^(?:supply|server|mcs|latency|overhead)\./.test(key)));
  const own = (folder: string) => runCases(folder, analyses).filter(({ became }) => became !== "skip");
  const failed = (folder: string) => own(folder).filter(({ became }) => became !== "ok").map(({ id, differences }) => [id, ...differences]);
  const shared = "../shared/golden-timing";
  test("of our own pass", () => { expect([failed("bench/goldens/cases"), own("bench/goldens/cases").length >= 6]).toEqual([[], true]); });
  beside(shared)(`of ${shared} pass, where that folder is beside the project`, () => { expect([failed(shared), own(shared).length]).toEqual([[], 13]); });
});
