/**
 * Several processors: tests and bounds against simulations of random releases, packings against their rules and against every other
 * packing, and bad input. Graham's anomalies are in anomalies.test.ts.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { edfDemandTest } from "../../src/timing/edf/index.ts";
import { type Exact, ratio, sum } from "../../src/timing/exact.ts";
import {
  type GlobalResponses, type PackingOptions, bakerTest, densityTest, globalEdfResponseTimes, globalEdfTests, globalFixedPriorityResponseTimes,
  interferenceTest, largestPart, partition,
} from "../../src/timing/multiprocessor/index.ts";
import { fixedPriorityResponseTimes } from "../../src/timing/fixed-priority/index.ts";
import { type Policy, type Simulation, missesOf, simulate } from "../../src/timing/simulation/index.ts";
import type { Task } from "../../src/timing/task.ts";
import { refusalOf } from "./refused.ts";

fc.configureGlobal({ seed: 4_1978 });

interface Whole { readonly id: string; readonly wcet: number; readonly period: number; readonly deadline: number }
/** How much later than it may a job arrives, and how long it executes. */
type Jobs = readonly { readonly late: number; readonly shorter: number }[];
interface Drawn { readonly tasks: readonly Whole[]; readonly processors: number; readonly jobs: readonly Jobs[]; readonly offsets: readonly number[] }

/** Sets of which the tests take some and refuse some. */
const systems: fc.Arbitrary<Drawn> = fc.record({
  processors: fc.integer({ min: 2, max: 3 }),
  tasks: fc.array(fc.record({ period: fc.integer({ min: 4, max: 20 }), share: fc.integer({ min: 1, max: 10 }), early: fc.nat(4) }), { minLength: 2, maxLength: 6 }),
  jobs: fc.array(fc.array(fc.record({ late: fc.oneof(fc.constant(0), fc.nat(7)), shorter: fc.oneof(fc.constant(0), fc.nat(3)) }), { minLength: 8, maxLength: 8 }), { minLength: 6, maxLength: 6 }),
  offsets: fc.array(fc.oneof(fc.constant(0), fc.nat(9)), { minLength: 6, maxLength: 6 }),
}).map(({ processors, tasks, jobs, offsets }) => ({
  processors, jobs, offsets,
  tasks: tasks.map(({ period, share, early }, i) => {
    const wcet = Math.max(1, Math.floor(period * share / 12));
    return { id: `t${i}`, wcet, period, deadline: Math.max(wcet, period - early) };
  }),
}));

function run({ tasks, processors, jobs, offsets }: Drawn, policy: Policy): Simulation {
  const arrivals = tasks.map(({ period }, i) => jobs[i]!.reduce<number[]>((all, { late }) => [...all, (all.at(-1) ?? offsets[i]! - period) + period + late], []));
  const byName = <Value>(values: readonly Value[]): Record<string, Value> => Object.fromEntries(tasks.map(({ id }, i) => [id, values[i]!]));
  return simulate({ policy, processors, tasks }, {
    arrivals: byName(arrivals), executions: byName(tasks.map(({ wcet }, i) => jobs[i]!.map(({ shorter }) => Math.max(1, wcet - shorter)))),
  }, { trace: false });
}

const boundsAbove = ({ observed }: Simulation, { tasks }: GlobalResponses): string[] => tasks.flatMap(({ id, bound }) =>
  bound !== null && observed[id]!.gt(bound) ? [`${id}: ${observed[id]!.toFraction()} is above ${bound.toFraction()}`] : []);

describe("global scheduling", () => {
  const edfTests = {
    density: densityTest, baker: bakerTest, interference: interferenceTest,
    "response time": (tasks: readonly Task[], m: number) => globalEdfResponseTimes(tasks, m).schedulable,
  };
  for (const [name, accepts] of Object.entries(edfTests)) test(`by EDF: no set that the ${name} test takes misses a deadline`, () => {
    let [taken, left] = [0, 0];
    fc.assert(fc.property(systems, (drawn) => {
      if (!accepts(drawn.tasks, drawn.processors)) return void left++;
      taken++;
      expect(missesOf(run(drawn, "edf"))).toEqual([]);
    }), { numRuns: 400 });
    expect(Math.min(taken, left)).toBeGreaterThan(40);
  });
  for (const [policy, bounds] of [["edf", globalEdfResponseTimes], ["fixed priority", globalFixedPriorityResponseTimes]] as const)
    test(`by ${policy}: no job responds later than the bound`, () => {
      let bounded = 0;
      fc.assert(fc.property(systems, (drawn) => {
        const answer = bounds(drawn.tasks, drawn.processors);
        bounded += answer.tasks.filter(({ bound }) => bound !== null).length;
        expect(boundsAbove(run(drawn, policy), answer)).toEqual([]);
      }), { numRuns: 500 });
      expect(bounded).toBeGreaterThan(500);
    });
  test("the tests of EDF are told together, and neither response times nor densities cover the others", () => {
    const only = new Set<string>();
    const light = fc.record({
      processors: fc.integer({ min: 2, max: 3 }), tasks: fc.array(fc.record({ wcet: fc.integer({ min: 1, max: 4 }), period: fc.integer({ min: 10, max: 20 }) }), { minLength: 6, maxLength: 12 }),
    }).map(({ processors, tasks }) => ({ processors, tasks: tasks.map((task, i) => ({ id: `t${i}`, ...task })) }));
    fc.assert(fc.property(fc.oneof(systems, light), ({ tasks, processors }) => {
      const { density, baker, interference, responseTime, schedulable } = globalEdfTests(tasks, processors);
      const told = { density, baker, interference, responseTime };
      expect(schedulable).toBe(Object.values(told).includes(true));
      const taken = Object.entries(told).filter(([, holds]) => holds).map(([name]) => name);
      if (taken.length === 1) only.add(taken[0]!);
    }), { numRuns: 1000 });
    expect([...only]).toEqual(expect.arrayContaining(["responseTime", "density"]));
  });
  test("with a processor for each task everyone responds at once; on one processor it is the known bound", () => {
    fc.assert(fc.property(systems, ({ tasks }) => {
      for (const analysis of [globalEdfResponseTimes, globalFixedPriorityResponseTimes])
        expect(analysis(tasks, tasks.length).tasks.map(({ bound }) => bound?.toFraction())).toEqual(tasks.map(({ wcet }) => String(wcet)));
      const [one, exact] = [globalFixedPriorityResponseTimes(tasks, 1).tasks, fixedPriorityResponseTimes(tasks, {}).tasks];
      for (const [i, { bound, meetsDeadline }] of exact.entries()) {
        if (!meetsDeadline) break;
        expect(one[i]!.bound?.toFraction()).toBe(bound!.toFraction());
      }
    }), { numRuns: 200 });
  });
  test("on one processor no test takes more than the demand bound, which is exact", () => {
    let taken = 0;
    fc.assert(fc.property(systems, ({ tasks }) => {
      const { schedulable } = edfDemandTest(tasks);
      for (const accepts of Object.values(edfTests)) {
        if (!accepts(tasks, 1)) continue;
        taken++;
        expect(schedulable).toBe(true);
      }
    }), { numRuns: 500 });
    expect(taken).toBeGreaterThan(100);
  });
  test("worked by hand: Baker counts what a task with more than the density in question carries in", () => {
    const [heavy, light] = [(id: string) => ({ id, wcet: 3, period: 6 }), { id: "light", wcet: 1, period: 3 }];
    // For the light one 2 (1/2 + (3 - 6/3) / 3) + 1/3 = 2 is above 2 (1 - 1/3) + 1/3 = 5/3; for a heavy one 4/3 is below 3/2.
    expect(bakerTest([heavy("a"), heavy("b"), light], 2)).toBe(false);
    expect(bakerTest([heavy("a"), heavy("b"), { ...light, period: 2 }], 2)).toBe(true);
  });
  test("worked by hand: interference counts a job before the window, and may fill the room if one of them fits in it", () => {
    const others = ["a", "b"].map((id) => ({ id, wcet: 2, period: 4 }));
    // In 6 each of the others takes 2 + min(2, 6 - 4) = 4: above the room of 3, and as much as the room of 4.
    expect(interferenceTest([...others, { id: "c", wcet: 3, period: 6 }], 2)).toBe(false);
    expect(interferenceTest([...others, { id: "c", wcet: 2, period: 6 }], 2)).toBe(true);
  });
  test("more processors, more time, and less work never lengthen a bound of fixed priorities", () => {
    fc.assert(fc.property(systems, fc.nat(5), fc.constantFrom("processor", "period", "cost"), ({ tasks, processors }, which, change) => {
      const easier = tasks.map((task, i) => i !== which % tasks.length ? task
        : change === "period" ? { ...task, period: task.period + 3 } : change === "cost" ? { ...task, wcet: Math.max(1, task.wcet - 1) } : task);
      const after = globalFixedPriorityResponseTimes(easier, processors + (change === "processor" ? 1 : 0)).tasks;
      globalFixedPriorityResponseTimes(tasks, processors).tasks.forEach(({ bound }, i) => {
        if (bound !== null) expect(after[i]!.bound !== null && after[i]!.bound.lte(bound)).toBe(true);
      });
    }), { numRuns: 300 });
  });
  test("a unit of time changes nothing", () => {
    fc.assert(fc.property(systems, fc.integer({ min: 2, max: 9 }), ({ tasks, processors }, unit) => {
      const finer = tasks.map(({ id, wcet, period, deadline }) => ({ id, wcet: ratio(wcet, unit), period: ratio(period, unit), deadline: ratio(deadline, unit) }));
      for (const accepts of Object.values(edfTests)) expect(accepts(finer, processors)).toBe(accepts(tasks, processors));
    }), { numRuns: 100 });
  });
  test("Dhall's effect is found: light sets that miss under global EDF, and not when each task has its processor", () => {
    let found = 0;
    fc.assert(fc.property(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 8, max: 20 }), fc.integer({ min: 1, max: 3 }), (processors, period, light) => {
      const tasks = [...Array.from({ length: processors }, (_, i) => ({ id: `t${i}`, wcet: light, period })), { id: "heavy", wcet: period, period: period + 1 }];
      if (missesOf(simulate({ policy: "edf", processors, tasks }, {}, { until: 10 * period })).length === 0) return;
      found++;
      expect(globalEdfTests(tasks, processors).schedulable).toBe(false);
      const { processors: packed, schedulable } = partition(tasks.map(({ id, wcet, period: p }) => ({ id, utilisation: ratio(wcet, p) })), { fit: "first", processors });
      const placement = Object.fromEntries(packed.flatMap(({ items }, p) => items.map(({ id }) => [id, p])));
      expect(schedulable).toBe(true);
      expect(missesOf(simulate({ policy: "edf", processors, tasks, placement }, {}, { until: 10 * period }))).toEqual([]);
    }), { numRuns: 50 });
    expect(found).toBeGreaterThan(20);
  });
  test("fixed priorities have the bounds that the published iteration comes to, step by step", () => {
    fc.assert(fc.property(systems, ({ tasks, processors }) => {
      const higher: { wcet: number; period: number; bound: number }[] = [];
      const bounds = tasks.map(({ wcet, period, deadline }) => {
        let [x, next] = [0, wcet];
        for (; next !== x && next <= deadline;) {
          x = next;
          const most = x - wcet + 1;
          const without = higher.map((h) => Math.min(most, Math.floor(x / h.period) * h.wcet + Math.min(x % h.period, h.wcet)));
          const gains = higher.map((h, i) => {
            const rest = Math.max(0, x - h.wcet);
            const early = Math.min(h.wcet - 1, Math.max(0, rest % h.period - (h.period - h.bound)));
            return Math.max(0, Math.min(most, Math.floor(rest / h.period) * h.wcet + h.wcet + early) - without[i]!);
          }).sort((a, b) => b - a).slice(0, processors - 1);
          next = wcet + Math.floor([...without, ...gains].reduce((all, one) => all + one, 0) / processors);
        }
        const bound = next <= deadline && higher.every((h) => h.bound < Infinity) ? next : Infinity;
        higher.push({ wcet, period, bound });
        return bound;
      });
      expect(globalFixedPriorityResponseTimes(tasks, processors).tasks.map(({ bound }) => bound === null ? Infinity : Number(bound.toFraction()))).toEqual(bounds);
    }), { numRuns: 500 });
  });
  test("what would creep, a tick at a time, is found at once", () => {
    const tasks = ["a", "b", "c", "d"].map((id) => ({ id, wcet: 2 ** 40, period: 2 ** 42 }));
    expect(globalFixedPriorityResponseTimes([...tasks, { id: "e", wcet: 1, period: 2 ** 42 }], 4).tasks[4]!.bound!.toFraction()).toBe(String(2 ** 40 + 1));
  });
});

describe("partitions", () => {
  test("take the first of processors that are equally full", () => {
    // Two halves fill a processor; the emptiest is one that has none.
    const halves = ["a", "b", "c"].map((id) => ({ id, utilisation: "1/2" }));
    const placed = (fit: "first" | "best" | "worst"): string[] => partition(halves, { fit, processors: 3 }).processors.map(({ items }) => items.map(({ id }) => id).join(""));
    expect([placed("first"), placed("best"), placed("worst")]).toEqual([["ab", "c", ""], ["ab", "c", ""], ["a", "b", "c"]]);
  });
  const items = fc.array(fc.record({ n: fc.integer({ min: 1, max: 12 }), d: fc.constantFrom(12, 15, 20) }).map(({ n, d }) => ratio(n, d)), { minLength: 1, maxLength: 8 })
    .map((list) => list.map((utilisation, i) => ({ id: `t${i}`, utilisation })));
  const options = fc.record({ fit: fc.constantFrom("first" as const, "best" as const, "worst" as const), order: fc.constantFrom("decreasing" as const, "given" as const) });

  test("place everything once, on no processor more than it has, by their rule", () => {
    fc.assert(fc.property(items, options, fc.option(fc.integer({ min: 1, max: 5 })), (given, how, processors) => {
      const packing = partition(given, { ...how, ...(processors === null ? {} : { processors }) });
      expect([...packing.processors.flatMap((one) => one.items.map(({ id }) => id)), ...packing.unplaced].sort()).toEqual(given.map(({ id }) => id).sort());
      for (const { items: placed, utilisation } of packing.processors) {
        expect(utilisation.lte(1)).toBe(true);
        expect(utilisation.equals(sum(placed.map((one) => one.utilisation)))).toBe(true);
      }
      expect(packing.schedulable).toBe(packing.unplaced.length === 0);
      const order = how.order === "given" ? given : [...given].sort((a, b) => b.utilisation.compare(a.utilisation));
      const loads = packing.processors.map(() => ratio(0));
      for (const { id, utilisation } of order) {
        const place = packing.processors.findIndex((one) => one.items.some((item) => item.id === id));
        const roomy = loads.map((load, p) => ({ load, p })).filter(({ load, p }) => load.add(utilisation).lte(1) && (processors !== null || load.gt(0) || p === place));
        if (place < 0) expect(roomy).toEqual([]);
        else {
          const better: Readonly<Record<PackingOptions["fit"], (load: Exact, p: number) => boolean>> = {
            first: (_, p) => p < place, best: (load) => load.gt(loads[place]!), worst: (load) => load.lt(loads[place]!),
          };
          // One that is opened for the item is no choice of the rule.
          const isOpened = processors === null && loads[place]!.equals(0);
          expect(roomy.filter(({ load, p }) => p !== place && (isOpened || better[how.fit](load, p)))).toEqual([]);
          loads[place] = loads[place]!.add(utilisation);
        }
      }
    }), { numRuns: 400 });
  });
  test("need at most 11/9 of the fewest processors and 6/9 more, with the largest first: Dósa, 2007", () => {
    const fewest = (sizes: readonly Exact[], loads: readonly Exact[] = []): number => {
      const [size, ...rest] = sizes;
      if (size === undefined) return loads.length;
      const tried = loads.flatMap((load, p) => load.add(size).lte(1) ? [fewest(rest, loads.with(p, load.add(size)))] : []);
      return Math.min(...tried, fewest(rest, [...loads, size]));
    };
    fc.assert(fc.property(items.filter((list) => list.length <= 6), (given) => {
      const most = fewest(given.map(({ utilisation }) => utilisation)) * 11 / 9 + 6 / 9;
      expect(partition(given, { fit: "first" }).processors.length).toBeLessThanOrEqual(most);
    }), { numRuns: 60 });
  });
  test("fill a processor to exactly 1, where decimals that are added up would not", () => {
    const packed = (...utilisations: readonly (number | string)[]): number =>
      partition(utilisations.map((utilisation, i) => ({ id: `${i}`, utilisation })), { fit: "first" }).processors.length;
    expect(0.7 + 0.2 + 0.1).toBeLessThan(1);
    expect(0.6 + 0.3 + 0.1).toBeLessThan(1);
    expect(1.1 + 2.2).toBeGreaterThan(3.3);
    expect(packed(0.6, 0.3, 0.1)).toBe(1);
    expect(packed("1/3", "1/3", "1/3")).toBe(1);
    expect(packed(...Array.from({ length: 49 }, () => "1/49"))).toBe(1);
    expect(packed("1/2", "1/3", "1/6", `1/1${"0".repeat(40)}`)).toBe(2);
    expect(packed("1/2", "1/3", `${10 ** 15 / 2 - 1}/${3 * 10 ** 15}`, "1/1000000000000000000000")).toBe(1);
  });
  test("meet their deadlines in simulation", () => {
    fc.assert(fc.property(systems, options, (drawn, how) => {
      const tasks = drawn.tasks.map((task) => ({ ...task, deadline: task.period }));
      const { processors, schedulable } = partition(tasks.map(({ id, wcet, period }) => ({ id, utilisation: ratio(wcet, period) })), how);
      const placement = Object.fromEntries(processors.flatMap(({ items: placed }, p) => placed.map(({ id }) => [id, p])));
      expect(schedulable).toBe(true);
      expect(missesOf(simulate({ policy: "edf", processors: processors.length, tasks, placement }, {}, { until: 400 }))).toEqual([]);
    }), { numRuns: 100 });
  });
});

describe("a task split in two", () => {
  const misses = (tasks: readonly Task[]): number => missesOf(simulate({ policy: "edf", tasks }, {}, { until: 840, trace: false })).length;
  test("has the largest first part that EDF leaves room for, to the tick, where all are released at once", () => {
    const task = fc.record({ wcet: fc.integer({ min: 1, max: 4 }), period: fc.constantFrom(6, 8, 10, 12, 14, 15) });
    let split = 0;
    fc.assert(fc.property(fc.array(task, { minLength: 1, maxLength: 3 }), task, (given, whole) => {
      const existing = given.map((one, i) => ({ id: `t${i}`, ...one }));
      const part = largestPart(existing, { id: "split", ...whole });
      expect(part === null).toBe(misses(existing) > 0);
      if (part === null) return;
      const cost = Number(part.cost.toFraction());
      const first = (c: number): Task => ({ id: "split", wcet: c, deadline: c, period: whole.period });
      if (cost > 0) expect(misses([...existing, first(cost)])).toBe(0);
      if (cost < whole.wcet) expect(misses([...existing, first(cost + 1)])).toBeGreaterThan(0);
      if (cost > 0 && cost < whole.wcet) split++;
    }), { numRuns: 200 });
    expect(split).toBeGreaterThan(10);
  });
});

describe("bad input", () => {
  const good: Task = { id: "a", wcet: 1, period: 4 };
  const million = Array.from({ length: 1_000_000 }, (_, i) => ({ id: `t${i}`, wcet: 1, period: 4, utilisation: "1/4" }));
  const analyses = { densityTest, bakerTest, interferenceTest, globalEdfResponseTimes, globalFixedPriorityResponseTimes, globalEdfTests };
  for (const [what, tasks, processors, refusal] of [
    ["no processor", [good], 0, "out of range: processors"],
    ["a negative number of processors", [good], -1, "out of range: processors"],
    ["half a processor", [good], 0.5, "not a number: processors"],
    ["processors that are no number", [good], Number.NaN, "not a number: processors"],
    ["a million processors", [good], 1_000_000, "too large: processors"],
    ["no list", null, 2, "missing: tasks"],
    ["a period of 0", [{ ...good, period: 0 }], 2, "out of range: tasks[0].period"],
    ["a negative cost", [{ ...good, wcet: -1 }], 2, "out of range: tasks[0].wcet"],
    ["a cost that is not a number", [{ ...good, wcet: Number.NaN }], 2, "not a number: tasks[0].wcet"],
    ["two tasks of one name", [good, good], 2, "duplicate name: tasks[1].id"],
    ["a deadline beyond the period", [{ ...good, deadline: 5 }], 2, "precondition: tasks[0].deadline"],
    ["jitter", [{ ...good, jitter: 1 }], 2, "precondition: tasks[0].jitter"],
    ["suspension", [{ ...good, suspension: 1 }], 2, "precondition: tasks[0].suspension"],
    ["blocking", [{ ...good, blocking: 1 }], 2, "precondition: tasks[0].blocking"],
    ["a million tasks", million, 2, "too large: tasks"],
  ] as const) test(`${what} is refused by every test of global scheduling`, () => {
    for (const [name, analysis] of Object.entries(analyses)) expect([name, refusalOf(() => analysis(tasks as unknown as readonly Task[], processors))]).toEqual([name, refusal]);
  });
  for (const [what, given, options, refusal] of [
    ["no list", 3, { fit: "first" }, "missing: items"],
    ["an item without a name", [{ utilisation: 1 }], { fit: "first" }, "missing: items[0].id"],
    ["two items of one name", [{ id: "a", utilisation: 1 }, { id: "a", utilisation: 1 }], { fit: "first" }, "duplicate name: items[1].id"],
    ["a utilisation of 0", [{ id: "a", utilisation: 0 }], { fit: "first" }, "out of range: items[0].utilisation"],
    ["a negative utilisation", [{ id: "a", utilisation: "-1/2" }], { fit: "first" }, "out of range: items[0].utilisation"],
    ["a utilisation that is not a number", [{ id: "a", utilisation: Number.NaN }], { fit: "first" }, "not a number: items[0].utilisation"],
    ["an unknown fit", [], { fit: "next" }, "unknown name: options.fit"],
    ["an unknown order", [], { fit: "first", order: "rising" }, "unknown name: options.order"],
    ["no processor", [], { fit: "first", processors: 0 }, "out of range: processors"],
    ["a million items", million, { fit: "first" }, "too large: items"],
  ] as const) test(`${what} is refused by a partition`, () => {
    expect(refusalOf(() => partition(given as never, options as never))).toBe(refusal);
  });
  test("an item above 1 is placed nowhere, and told", () => {
    expect(partition([{ id: "big", utilisation: "5/4" }], { fit: "first" })).toMatchObject({ unplaced: ["big"], schedulable: false, processors: [] });
  });
  test("a split of bad tasks is refused by the field", () => {
    expect(refusalOf(() => largestPart([good], { id: "a", wcet: 1, period: 4 }))).toBe("duplicate name: tasks[1].id");
    expect(refusalOf(() => largestPart([good], { id: "b", wcet: 1, period: 0 }))).toBe("out of range: tasks[1].period");
    expect(refusalOf(() => largestPart([{ ...good, wcet: -1 }], { id: "b", wcet: 1, period: 4 }))).toBe("out of range: tasks[0].wcet");
  });
});
