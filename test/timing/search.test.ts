/** The search: finds the worst cases that are known, finds anomalies, and shows what replays. */
import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Exact, asJson, asNumber } from "../../src/timing/exact.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import { type SearchOptions, searchWorstCase } from "../../src/timing/search/index.ts";
import { Chance } from "../../src/timing/search/random.ts";
import { type SimulatedSystem, simulate } from "../../src/timing/simulation/index.ts";
import type { Task } from "../../src/timing/task.ts";
import { beside } from "../needs.ts";

const task = (id: string, wcet: number, period: number, more: Partial<Task> = {}): Task => ({ id, wcet, period, ...more });

interface GoldenCase {
  readonly id: string;
  readonly analysis: string;
  readonly timeModel: "dense" | "discrete";
  readonly input: { readonly tasks: readonly { readonly name: string; readonly C: number; readonly T: number; readonly D?: number; readonly J?: number; readonly B?: number }[] };
  readonly expected: { readonly R: readonly (number | string)[] };
}

/** What the search finds, replayed by the public simulator from the witness alone. */
function found(system: SimulatedSystem, options: SearchOptions): { worst: number; replayed: number; executions: Readonly<Record<string, readonly Exact[]>> } {
  const { observedMax, witness } = searchWorstCase(system, options);
  const { jobs, ticks } = simulate(system, witness);
  const shown = jobs.find(({ task: id, job }) => id === options.task && job === witness.job)!;
  return { worst: asNumber(observedMax), replayed: asNumber(ticks.time(shown.response)), executions: witness.executions };
}

describe("known worst cases are reached", () => {
  test("fixed priority, the synchronous release: Audsley et al. 1993, table 1 (periods 80, 40, 20)", () => {
    const tasks = [task("c", 5, 20), task("b", 10, 40), task("a", 40, 80)];
    expect(["c", "b", "a"].map((id) => found({ policy: "fixed priority", tasks }, { task: id }).worst)).toEqual([5, 15, 80]);
  });
  test("deadlines beyond periods, where the first job is not the worst: Lehoczky 1990, example 2 (26 / 70, 62 / 100)", () => {
    const { worst, replayed } = found({ policy: "fixed priority", tasks: [task("a", 26, 70), task("b", 62, 100)] }, { task: "b" });
    expect([worst, replayed]).toEqual([118, 118]);
  });
  test("an entrypoint: what activates it waits there, two jobs of one task among it, before anybody who comes later", () => {
    const system = (entry: boolean): SimulatedSystem => ({
      policy: "fixed priority", servers: [{ id: "ep", protocol: "donation", queue: "fifo", entry }],
      tasks: [task("high", 3, 20), task("low", 4, 20, { jitter: 20 })], programs: { high: [{ length: 3, in: ["ep"] }], low: [{ length: 4, in: ["ep"] }] },
    });
    // Both of low have come at the same instant, and before it.
    expect([true, false].map((entry) => found(system(entry), { task: "high", from: "release" }).worst)).toEqual([11, 6]);
    const twice = { arrivals: { low: [0, 20], high: [22] }, releases: { low: [20, 21], high: [22] } };
    const ends = (queue: "fifo" | "priority") => simulate({ ...system(true), servers: [{ id: "ep", protocol: "donation", queue, entry: true }] }, twice)
      .jobs.map(({ task: id, finish }) => [id, finish]);
    expect(ends("fifo")).toEqual([["low", 24], ["low", 28], ["high", 31]]);
    expect(ends("priority")).toEqual([["low", 24], ["high", 27], ["low", 31]]);
    // Where nobody is in it, who came first goes first in order of arrival alone.
    const busy: SimulatedSystem = { ...system(true), interrupts: ["irq"], tasks: [...system(true).tasks, task("irq", 5, 100)] };
    const first = (queue: "fifo" | "priority") => simulate({ ...busy, servers: [{ id: "ep", protocol: "donation", queue, entry: true }] },
      { arrivals: { irq: [0], low: [1], high: [2] } }).jobs.map(({ task: id }) => id);
    expect([first("fifo"), first("priority")]).toEqual([["irq", "low", "high"], ["irq", "high", "low"]]);
  });
  test("jitter: what is late meets what is on time", () => {
    // R = 4 + ceil((R + 3) / 10) 2: 8 at R = 8 (two jobs of a within it, one of them late).
    expect(found({ policy: "fixed priority", tasks: [task("a", 2, 10, { jitter: 3 }), task("b", 4, 20)] }, { task: "b" }).worst).toBe(8 - 2);
    expect(found({ policy: "fixed priority", tasks: [task("a", 2, 10, { jitter: 6 }), task("b", 4, 20)] }, { task: "b" }).worst).toBe(8);
    expect(found({ policy: "fixed priority", tasks: [task("a", 2, 10), task("b", 4, 20, { jitter: 5 })] }, { task: "b" }).worst).toBe(11);
    expect(found({ policy: "fixed priority", tasks: [task("a", 2, 10), task("b", 4, 20, { jitter: 5 })] }, { task: "b", from: "release" }).worst).toBe(6);
  });
  test("non-preemptive: a lower task that began a tick before, and its push-through (Davis et al. 2007, figures 1 and 2)", () => {
    const tasks = [task("A", 100, 250, { priority: 1 }), task("B", 100, 350, { priority: 2 }), task("C", 100, 350, { priority: 3 })];
    const system: SimulatedSystem = { policy: "fixed priority", preemption: "none", tasks };
    expect(["A", "B"].map((id) => found(system, { task: id }).worst)).toEqual([199, 299]);
    expect(found(system, { task: "C" }).worst).toBe(350);
    expect(asNumber(searchWorstCase(system, { task: "A", resolution: "1/8" }).observedMax)).toBe(199.875);
  });
  test("preemption points: the longest segment of a lower task, less a tick", () => {
    const tasks = [task("a", 4, 12, { segments: [2, 2] }), task("b", 6, 20, { segments: [3, 3] }), task("c", 8, 40, { segments: [4, 1, 3] })];
    expect(["a", "b", "c"].map((id) => found({ policy: "fixed priority", preemption: "points", tasks }, { task: id }).worst)).toEqual([7, 13, 22]);
  });
  test("EDF, where the synchronous release is not the worst: a set of Spuri's (INRIA RR-2772, 1996)", () => {
    const tasks = [task("a", 1, 4), task("b", 2, 6, { deadline: 9 }), task("c", 2, 8, { deadline: 6 }), task("d", 2, 16, { deadline: 12 })];
    const system: SimulatedSystem = { policy: "edf", tasks };
    expect(["a", "b", "c", "d"].map((id) => found(system, { task: id }).worst)).toEqual([2, 7, 4, 10]);
    const synchronous = ["c", "d"].map((id) => asNumber(simulate(system, { last: id }, { until: 96 }).observed[id]!));
    expect(synchronous).toEqual([3, 8]);
  });
  const shared = "../shared/golden-timing";
  beside(shared)(`the exact bounds of the golden cases in ${shared}, where nothing is given that a run cannot show`, () => {
    const runs: Readonly<Record<string, Pick<SimulatedSystem, "policy" | "preemption">>> = {
      "fp.rta": { policy: "fixed priority" }, "edf.rta": { policy: "edf" }, "fifo.rta": { policy: "fifo" },
      "fp.rta.np": { policy: "fixed priority", preemption: "none" }, "edf.rta.np": { policy: "edf", preemption: "none" },
    };
    const cases = readdirSync(shared).filter((name) => name.endsWith(".json") && name !== "index.json")
      .map((name) => JSON.parse(readFileSync(`${shared}/${name}`, "utf8")) as GoldenCase)
      // Without preemption a bound in dense time is one that no run on ticks reaches.
      .filter(({ analysis, timeModel, input }) => analysis in runs && (timeModel === "discrete" || !analysis.endsWith(".np"))
        && input.tasks.every(({ B = 0 }) => B === 0));
    expect(cases.length).toBeGreaterThanOrEqual(17);
    for (const { id, analysis, input, expected: { R } } of cases) {
      const tasks = input.tasks.map(({ name, C, T, D = T, J = 0 }): Task => ({ id: name, wcet: C, bcet: C, period: T, deadline: D, jitter: J }));
      expect([id, tasks.map((one) => asJson(searchWorstCase({ ...runs[analysis]!, tasks }, { task: one.id, simulations: 300 }).observedMax))]).toEqual([id, R]);
    }
  });
  test("a shared server: the longest section of a lower client, less a tick", () => {
    const tasks = [task("H", 3, 50), task("M", 7, 50), task("L", 10, 50)];
    const programs = { H: [{ length: 1 }, { length: 2, in: ["S"] }], L: [{ length: 2 }, { length: 8, in: ["S"] }] };
    const worst = (protocol: "inheritance" | "none") =>
      found({ policy: "fixed priority", tasks, programs, servers: [{ id: "S", protocol }] }, { task: "H" }).worst;
    expect(worst("inheritance")).toBe(3 + 8 - 1);
    expect(worst("none")).toBe(3 + 8 + 7 - 1);
  });
});

test("a queue in order of arrival: every lower client has come to it, one after the other, a tick after the one before", () => {
  const tasks = ["low", "lower", "upper", "high"].map((id, i) => task(id, 14 - i, 1000, { priority: 3 - i }));
  const programs = Object.fromEntries(tasks.map(({ id, wcet }) => [id, [{ length: 1 }, { length: Number(wcet) - 1, in: ["server"] }]]));
  const system: SimulatedSystem = { policy: "fixed priority", tasks, programs, servers: [{ id: "server", protocol: "donation", queue: "fifo" }] };
  // 11 of its own, and 13 + 12 + 11 in the server, of which a tick is gone before each next one comes.
  expect(found(system, { task: "high", simulations: 10 })).toMatchObject({ worst: 44, replayed: 44 });
});

describe("laws of the search", () => {
  const set = fc.record({
    list: fc.array(fc.record({
      wcet: fc.integer({ min: 1, max: 6 }), bcet: fc.integer({ min: 1, max: 6 }), period: fc.integer({ min: 4, max: 24 }), jitter: fc.nat(5),
    }), { minLength: 1, maxLength: 4 }),
    policy: fc.constantFrom("fixed priority", "edf", "fifo", "round robin" as const), preemption: fc.constantFrom("full", "none" as const),
    seed: fc.nat(1000), processors: fc.integer({ min: 1, max: 2 }),
  }).map(({ list, policy, preemption, seed, processors }) => ({
    seed,
    system: {
      policy, preemption, processors, turns: policy === "round robin" ? { t0: 2, t1: 1 } : {},
      tasks: [...list, ...list].slice(0, 4).map(({ wcet, bcet, period, jitter }, i) => task(`t${i}`, wcet, period, { bcet: Math.min(bcet, wcet), jitter })),
    } as SimulatedSystem,
  }));
  test("a witness is legal, and shows the same when it is replayed, twice", () => fc.assert(fc.property(set, ({ system, seed }) => {
    const options = { task: "t1", simulations: 40, seed, jobs: 15 };
    fc.pre(system.tasks.length > 1);
    const first = found(system, options);
    expect(first.replayed).toBe(first.worst);
    expect(found(system, options)).toEqual(first);
  }), { numRuns: 200 }));
  test("more simulations find no less", () => fc.assert(fc.property(set, ({ system, seed }) => {
    const [few, many] = [10, 100].map((simulations) => asNumber(searchWorstCase(system, { task: "t0", simulations, seed, jobs: 15 }).observedMax));
    expect(many).toBeGreaterThanOrEqual(few!);
  }), { numRuns: 100 }));
  test("it ends once the bound is reached, and says how far it is from it", () => {
    const system: SimulatedSystem = { policy: "fixed priority", tasks: [task("a", 2, 10), task("b", 4, 20)] };
    const { bound, gap, assumptions } = searchWorstCase(system, { task: "b", bound: 6 });
    expect([bound!.toFraction(), gap!.toFraction(), assumptions[1]!.checked]).toEqual(["6", "1", "1 simulations"]);
    expect(searchWorstCase(system, { task: "b", bound: 9 }).gap!.toFraction()).toBe("3/2");
    expect(searchWorstCase(system, { task: "b", bound: null }).gap).toBeNull();
  });
  test("everything is tried where that is little, and the answer is that of every phasing", () => {
    const tasks = [task("a", 2, 5), task("b", 2, 7), task("c", 1, 6)];
    const system: SimulatedSystem = { policy: "edf", preemption: "none", tasks: tasks.map((one) => ({ ...one, bcet: one.wcet })) };
    const { observedMax, assumptions } = searchWorstCase(system, { task: "a", simulations: 500 });
    expect(assumptions[1]!.says).toMatch(/^every phasing/);
    let worst = 0;
    for (let b = 0; b < 7; b++) for (let c = 0; c < 6; c++) for (let a = 0; a < 5; a++)
      worst = Math.max(worst, asNumber(simulate({ ...system, tasks: system.tasks.map((one, i) => ({ ...one, offset: [a, b, c][i]! })) }, { last: "a" }, { until: 250 }).observed.a!));
    expect(asNumber(observedMax)).toBeGreaterThanOrEqual(worst);
  });
  test("chance favours nobody, and a seed means the same for ever", () => {
    const chance = new Chance(1);
    expect([chance.below(1000), chance.below(1000), chance.below(1000)]).toEqual([627, 2, 527]);
    const counts = Array.from({ length: 6 }, () => 0);
    for (let i = 0; i < 60_000; i++) counts[chance.below(6)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});

describe("refusals name the field", () => {
  const system: SimulatedSystem = { policy: "fixed priority", tasks: [task("a", 1, 4), task("b", 2, 8)] };
  for (const [field, code, options, more] of [
    ["task", "unknown name", { task: "c" }, {}],
    ["simulations", "out of range", { task: "a", simulations: 0 }, {}],
    ["jobs", "out of range", { task: "a", jobs: NaN }, {}],
    ["resolution", "out of range", { task: "a", resolution: 0 }, {}],
    ["span", "out of range", { task: "a", span: 0 }, {}],
    ["bound", "not a number", { task: "a", bound: NaN }, {}],
    ["precedence", "precondition", { task: "a" }, { precedence: [["a", "b"]] }],
    ["tasks", "too large", { task: "a" }, { tasks: [task("a", 1, 1), task("b", 1, 1e6)] }],
    ["tasks[0].wcet", "out of range", { task: "a" }, { tasks: [task("a", -1, 1)] }],
  ] as [string, string, SearchOptions, Partial<SimulatedSystem>][]) test(`${field}: ${code}`, () => {
    const run = () => searchWorstCase({ ...system, ...more }, options);
    expect(run).toThrow(TimingRefusal);
    expect(run).toThrow(expect.objectContaining({ field, code }));
  });
  test("overload has a worst case of as many jobs as are tried", () => {
    const { observedMax } = searchWorstCase({ policy: "fixed priority", tasks: [task("a", 3, 4), task("b", 3, 8)] }, { task: "b", jobs: 20, simulations: 20 });
    expect(asNumber(observedMax)).toBeGreaterThan(20);
  });
});
