/** The simulator: compared with a simulation tick by tick, with published schedules, and with laws that hold for every run. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ask, readCase } from "../../src/timing-cases/case.ts";
import { simulation as analyses } from "../../src/timing-cases/simulation.ts";
import { asJson, asNumber } from "../../src/timing/exact.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import {
  type Budget, type Scenario, type SharedServer, type SimulatedSystem, type Simulation, type Step,
  histogramOf, missesOf, simulate,
} from "../../src/timing/simulation/index.ts";
import type { Task } from "../../src/timing/task.ts";
import { anySystem, task } from "./any-system.ts";
import { refusalOf } from "./refused.ts";
import { beside } from "../needs.ts";

const worst = ({ observed }: Simulation): Record<string, number | null> =>
  Object.fromEntries(Object.entries(observed).map(([id, time]) => [id, time === null ? null : asNumber(time)]));
const finishes = ({ jobs }: Simulation): Record<string, number[]> => {
  const all: Record<string, number[]> = {};
  for (const { task, job, finish } of jobs) (all[task] ??= [])[job] = finish;
  return all;
};
const busy = ({ trace }: Simulation, id: string): [number, number][] =>
  trace.filter((one) => one.task === id && one.state === "running").map(({ from, to }) => [from, to]);

describe("simulated schedules", () => {
  const shared = "../shared/golden-timing";
  beside(shared)(`of the golden cases in ${shared} are as they say`, () => {
    for (const id of ["sim-graham-anomalies", "sim-priority-inversion", "edf-vs-rm-buttazzo"]) {
      const { expected, ...one } = readCase(JSON.parse(readFileSync(`${shared}/${id}.json`, "utf8")));
      const json = JSON.parse(JSON.stringify(ask(analyses[one.analysis]!, one), (_, value) =>
        typeof value === "object" && value !== null && "toFraction" in value ? asJson(value) : value));
      expect(json).toMatchObject(expected!);
    }
  });
  test("show Dhall's effect: a heavy task misses under global EDF and is fine when partitioned", () => {
    const tasks = [task("t1", 2, 10), task("t2", 2, 10), task("t3", 10, 11)];
    const run = (more: Partial<SimulatedSystem>) => simulate({ policy: "edf", processors: 2, tasks, ...more }, {}, { until: 110 });
    expect(missesOf(run({}))[0]).toMatchObject({ task: "t3", deadline: 11, finish: 12 });
    expect(missesOf(run({ placement: { t1: 0, t2: 0, t3: 1 } }))).toEqual([]);
  });
  test("take turns: equals under round robin, and a task keeps the rest of its turn for its next job", () => {
    const tasks = [task("a", 5, 20), task("b", 3, 20), task("c", 1, 2)];
    const sim = simulate({ policy: "round robin", tasks, turns: { a: 2, b: 2, c: 2 } }, { arrivals: { a: [0], b: [0], c: [0, 2, 4] } });
    expect(finishes(sim)).toEqual({ a: [11], b: [9], c: [5, 6, 10] });
  });
  test("take turns with the one that goes last, too: it is behind those whose turns begin with its own, and no others", () => {
    // Found by the bounds bench: b was behind every turn of a and c, which come again and again.
    const tasks = [task("a", 1, 4, { jitter: 7 }), task("b", 4, 12), task("c", 3, 30)];
    const system: SimulatedSystem = { policy: "round robin", tasks, turns: { a: 2, b: 4, c: 2 } };
    const arrivals = { a: [7, 11, 15, 19, 23, 27], b: [14], c: [14] };
    const releases = { a: [14, 14, 15, 19, 23, 27], b: [14], c: [14] };
    expect(finishes(simulate(system, { arrivals, releases, last: "b" })).b).toEqual([22]);
    // Without it b is the second of three.
    expect(finishes(simulate(system, { arrivals, releases })).b).toEqual([20]);
  });
  test("preempt between segments only, where there are preemption points", () => {
    const tasks = [task("high", 2, 20), task("low", 6, 20, { segments: [3, 2, 1] })];
    const run = (at: number) => finishes(simulate({ policy: "fixed priority", preemption: "points", tasks }, { arrivals: { high: [at], low: [0] } }));
    expect(run(1)).toEqual({ high: [5], low: [8] });
    expect(run(3)).toEqual({ high: [5], low: [8] });
    expect(run(4)).toEqual({ high: [7], low: [8] });
    expect(run(5)).toEqual({ high: [7], low: [8] });
  });
  test("hold up a more urgent task by a stretch that is whole, and suspend what is away", () => {
    const tasks = [task("high", 2, 30, { suspension: 4 }), task("low", 6, 30)];
    const programs: Record<string, Step[]> = {
      low: [{ length: 1 }, { length: 4, whole: true }, { length: 1 }], high: [{ length: 1 }, { length: 4, away: true }, { length: 1 }],
    };
    const sim = simulate({ policy: "fixed priority", tasks, programs }, { arrivals: { high: [2], low: [0] } });
    expect(finishes(sim)).toEqual({ high: [11], low: [7] });
    expect(sim.trace.filter((one) => one.task === "high").map(({ from, to, state }) => [from, to, state])).toEqual([
      [2, 5, "ready"], [5, 6, "running"], [6, 10, "suspended"], [10, 11, "running"],
    ]);
  });
  test("put interrupts above everything, whatever the policy", () => {
    const tasks = [task("a", 4, 10), task("irq", 1, 3, { deadline: 1000 })];
    for (const policy of ["fixed priority", "edf", "fifo", "round robin"] as const)
      expect(worst(simulate({ policy, tasks, interrupts: ["irq"] }, {}, { until: 30 })).irq).toBe(1);
  });
  test("let chains go on: a job starts when those before it are done", () => {
    const tasks = [task("sense", 2, 10), task("plan", 3, 10), task("act", 1, 10)];
    const system = { policy: "fixed priority", tasks, precedence: [["act", "plan"], ["plan", "sense"]] } as const;
    expect(worst(simulate(system, {}, { until: 30 }))).toEqual({ act: 1, plan: 4, sense: 6 });
    const fifo = simulate({ ...system, policy: "fifo" }, {}, { until: 30 });
    expect(worst(fifo)).toEqual({ act: 1, plan: 4, sense: 6 });
  });
  test("run active servers at their own priority: a high client waits for the middle behind a low server", () => {
    const tasks = [task("H", 4, 50), task("M", 10, 50), task("L", 5, 50)];
    const programs = { H: [{ length: 1 }, { length: 3, in: ["S"], priority: 5 }] };
    const servers: SharedServer[] = [{ id: "S", protocol: "none" }];
    expect(worst(simulate({ policy: "fixed priority", tasks, programs, servers }, {}, { until: 50 }))).toEqual({ H: 19, M: 11, L: 16 });
    expect(worst(simulate({ policy: "fixed priority", tasks, servers }, {}, { until: 50 }))).toEqual({ H: 4, M: 14, L: 19 });
  });
});

describe("servers and locks", () => {
  /** Threads of high, middle and low priority; high and low share a server. */
  function inversion(protocol: SharedServer["protocol"], middle: number): number {
    const tasks = [task("H", 3, 1000), task("M", middle, 1000), task("L", 10, 1000)];
    const programs = { H: [{ length: 3, in: ["S"] }], L: [{ length: 8, in: ["S"] }, { length: 2 }] };
    return worst(simulate({ policy: "fixed priority", tasks, programs, servers: [{ id: "S", protocol }] },
      { arrivals: { H: [1], M: [2], L: [0] } })).H!;
  }
  test("invert priorities without bound where there is no protocol, and within the section where there is one", () => {
    for (const middle of [20, 200, 900]) {
      expect(inversion("none", middle)).toBe(10 + middle);
      for (const protocol of ["inheritance", "donation", "ceiling"] as const) expect(inversion(protocol, middle)).toBe(10);
    }
  });
  test("inherit through nested servers", () => {
    const tasks = [task("H", 1, 100), task("M", 50, 100), task("K", 4, 100), task("L", 6, 100)];
    const programs = { H: [{ length: 1, in: ["A"] }], K: [{ length: 2, in: ["A"] }, { length: 2, in: ["A", "B"] }], L: [{ length: 6, in: ["B"] }] };
    const sim = simulate({
      policy: "fixed priority", tasks, programs, servers: [{ id: "A", protocol: "inheritance" }, { id: "B", protocol: "inheritance" }],
    }, { arrivals: { H: [5], M: [6], K: [1], L: [0] } });
    // L has 5 left, K enters A at 1 and wants B at 3, H wants A at 5: L, then K, then H, all before M.
    expect(finishes(sim)).toEqual({ L: [8], K: [10], H: [11], M: [61] });
  });
  test("raise to the ceiling when entered, so that nobody who may enter begins", () => {
    const tasks = [task("H", 2, 50), task("L", 6, 50)];
    const programs = { H: [{ length: 1 }, { length: 1, in: ["S"] }], L: [{ length: 1 }, { length: 4, in: ["S"] }, { length: 1 }] };
    const run = (policy: "fixed priority" | "edf", protocol: "ceiling" | "inheritance") => busy(simulate(
      { policy, tasks: [tasks[0]!, { ...tasks[1]!, deadline: 60 }], programs, servers: [{ id: "S", protocol }] }, { arrivals: { H: [2], L: [0] } }), "H");
    for (const policy of ["fixed priority", "edf"] as const) {
      expect(run(policy, "ceiling")).toEqual([[5, 7]]);
      expect(run(policy, "inheritance")).toEqual([[2, 3], [6, 7]]);
    }
  });
  test("let in by priority, or by order of coming", () => {
    const tasks = [task("A", 2, 50), task("B", 2, 50), task("C", 5, 50)];
    const programs = Object.fromEntries(tasks.map(({ id, wcet }) => [id, [{ length: wcet, in: ["S"] }]]));
    const run = (queue: "priority" | "fifo") => finishes(simulate(
      { policy: "fixed priority", tasks, programs, processors: 3, servers: [{ id: "S", protocol: "none", queue }] }, { arrivals: { A: [2], B: [1], C: [0] } }));
    expect(run("priority")).toEqual({ A: [7], B: [9], C: [5] });
    expect(run("fifo")).toEqual({ A: [9], B: [7], C: [5] });
  });
  test("are asked for at the caller's priority, and run at their own once they are entered", () => {
    // Found by the bounds bench: a low task asks once it runs again, not at the priority of what it asks for.
    const tasks = [task("H", 4, 50), task("L", 6, 50)];
    const programs = { L: [{ length: 2, in: ["S"], priority: -1 }, { length: 3, in: ["R"], priority: -1 }, { length: 1 }] };
    const servers: SharedServer[] = [{ id: "S", protocol: "none" }, { id: "R", protocol: "none" }];
    const sim = simulate({ policy: "fixed priority", tasks, programs, servers }, { arrivals: { H: [1], L: [0] } });
    expect([busy(sim, "L"), busy(sim, "H")]).toEqual([[[0, 2], [6, 10]], [[2, 6]]]);
  });
  test("are waited for by spinning, which keeps the processor from all others", () => {
    const tasks = [task("H", 2, 50), task("A", 5, 50), task("B", 4, 50)];
    const programs = { A: [{ length: 1 }, { length: 3, in: ["lock"], whole: true }, { length: 1 }], B: [{ length: 4, in: ["lock"], whole: true }] };
    const run = (protocol: "spin" | "none") => finishes(simulate({
      policy: "fixed priority", processors: 2, placement: { H: 0, A: 0, B: 1 }, tasks, programs, servers: [{ id: "lock", protocol, queue: "fifo" }],
    }, { arrivals: { H: [2], A: [0], B: [0] } }));
    expect(run("spin")).toEqual({ H: [9], A: [10], B: [4] });
    expect(run("none")).toEqual({ H: [4], A: [8], B: [4] });
  });
  describe("on processors of their own", () => {
    /** A on 0 and B on 1 call S on 1, which M on 1 gets in the way of; S is at 3 for calls from elsewhere. */
    const across = (priority: { readonly priority?: number }, B: readonly number[]) => simulate({
      policy: "fixed priority", processors: 2, placement: { A: 0, B: 1, M: 1 },
      tasks: [task("A", 6, 100), task("M", 5, 100), task("B", 2, 100)].map((one, priority) => ({ ...one, priority: [1, 2, 0][priority]! })),
      programs: { A: [{ length: 1 }, { length: 4, in: ["S"] }, { length: 1 }], B: [{ length: 2, in: ["S"] }] },
      servers: [{ id: "S", protocol: "donation", queue: "fifo", processor: 1, ...priority }],
    }, { arrivals: { A: [0], M: [2], B } });
    test("work there, at their own priority or at the caller's", () => {
      const own = across({ priority: 3 }, []);
      expect(own.trace.filter(({ task: id, state }) => id === "A" && state === "running").map(({ processor, from, to }) => [processor, from, to]))
        .toEqual([[0, 0, 1], [1, 1, 2], [1, 7, 10], [0, 10, 11]]);
      expect(finishes(across({}, []))).toEqual({ A: [6], M: [10] });
    });
    test("are helped by who waits there, but not from elsewhere", () => {
      expect(finishes(across({ priority: 3 }, [3]))).toEqual({ A: [7], B: [8], M: [12] });
      // Here B has S as A comes to it from elsewhere, and M goes first.
      const waiting = simulate({
        policy: "fixed priority", processors: 2, placement: { A: 0, B: 1, M: 1 },
        tasks: [{ ...task("A", 3, 100), priority: 0 }, { ...task("M", 5, 100), priority: 1 }, { ...task("B", 4, 100), priority: 2 }],
        programs: { A: [{ length: 1 }, { length: 2, in: ["S"] }], B: [{ length: 4, in: ["S"] }] },
        servers: [{ id: "S", protocol: "donation", processor: 1, priority: 2 }],
      }, { arrivals: { A: [0], M: [2], B: [0] } });
      expect(finishes(waiting)).toEqual({ M: [7], B: [9], A: [11] });
    });
    test("are refused where this means nothing", () => {
      const tasks = [task("A", 2, 10)];
      const programs = { A: [{ length: 2, in: ["S"] }] };
      const given = (server: Partial<SharedServer>, more: Partial<SimulatedSystem> = { placement: { A: 0 } }) => () => simulate({
        policy: "fixed priority", processors: 2, tasks, programs, servers: [{ id: "S", protocol: "donation", ...server }], ...more,
      });
      expect(refusalOf(given({ processor: 2 }))).toBe("out of range: servers[0].processor");
      expect(refusalOf(given({ priority: 2 }))).toBe("precondition: servers[0].priority");
      expect(refusalOf(given({ processor: 1, priority: 1.5 }))).toBe("not a number: servers[0].priority");
      expect(refusalOf(given({ processor: 1 }, {}))).toBe("precondition: servers[0].processor");
      expect(refusalOf(given({ processor: 1, protocol: "spin" }))).toBe("precondition: servers[0].processor");
      expect(refusalOf(given({ processor: 1 }, { placement: { A: 0 }, budgets: [{ id: "b", kind: "sporadic", budget: 2, period: 10, tasks: ["A"] }] })))
        .toBe("precondition: servers[0].processor");
    });
  });
  test("donate the budget of who waits, which inheritance does not", () => {
    const tasks = [task("H", 2, 100), task("L", 6, 100)];
    const programs = { H: [{ length: 2, in: ["S"] }], L: [{ length: 6, in: ["S"] }] };
    const budgets: Budget[] = [{ id: "of H", kind: "sporadic", budget: 10, period: 100, tasks: ["H"] }, { id: "of L", kind: "sporadic", budget: 3, period: 50, tasks: ["L"] }];
    const run = (protocol: "donation" | "inheritance") => finishes(simulate(
      { policy: "fixed priority", tasks, programs, budgets, servers: [{ id: "S", protocol }] }, { arrivals: { H: [4], L: [0] } }));
    expect(run("donation")).toEqual({ L: [7], H: [9] });
    expect(run("inheritance")).toEqual({ L: [53], H: [55] });
  });
});

describe("budgets", () => {
  test("of a job alone on refills: whole periods, then the rest", () => {
    for (const kind of ["sporadic", "constant bandwidth"] as const) expect([5, 10, 12, 20, 25].map((wcet) => worst(simulate({
      policy: "fixed priority", tasks: [task("a", wcet, 1000)], budgets: [{ id: "b", kind, budget: 10, period: 100, tasks: ["a"] }],
    }, {}, { until: 1 })).a)).toEqual([5, 10, 102, 110, 205]); // (ceil(c / Q) - 1) (P - Q) + c
  });
  test("that were kept waiting come back from when they became active, or from when they began to be spent", () => {
    const run = (kind: Budget["kind"]) => busy(simulate({
      policy: "fixed priority", tasks: [task("high", 5, 100), task("a", 4, 100)], budgets: [{ id: "b", kind, budget: 2, period: 10, tasks: ["a"] }],
    }, { arrivals: { high: [0], a: [0] } }), "a");
    expect([run("sporadic"), run("constant bandwidth")]).toEqual([[[5, 7], [10, 12]], [[5, 7], [15, 17]]]);
  });
  test("of deferrable servers: Hamann et al. (RTNS 2018), example 9", () => {
    const sim = simulate({
      policy: "fixed priority", tasks: [task("t1", 1, 4), task("t2", 1, 5), task("t3", 2, 8)],
      budgets: [{ id: "S1", kind: "deferrable", budget: 3, period: 10, tasks: ["t1"] }, { id: "S2", kind: "deferrable", budget: 2, period: 4, tasks: ["t2", "t3"] }],
    }, {}, { until: 400 });
    expect(worst(sim)).toMatchObject({ t2: 3, t3: 7 });
  });
  test("of a polling server are lost where nothing is to be done", () => {
    const run = (kind: Budget["kind"], at: number) => finishes(simulate({
      policy: "fixed priority", tasks: [task("a", 3, 100)], budgets: [{ id: "b", kind, budget: 2, period: 10, tasks: ["a"] }],
    }, { arrivals: { a: [at] } })).a;
    expect([run("deferrable", 10), run("polling", 10)]).toEqual([[21], [21]]);
    expect([run("deferrable", 11), run("polling", 11)]).toEqual([[21], [31]]);
  });
  test("of constant bandwidth are kept in every window of a period", () => fc.assert(fc.property(anySystem({ budgets: true }), ({ system, scenario }) => {
    const sim = simulate(system, scenario);
    for (const { budget, period, kind, tasks } of system.budgets!) if (kind === "constant bandwidth") {
      const runs = tasks.flatMap((id) => busy(sim, id)).sort(([a], [b]) => a - b);
      for (const [start] of runs) {
        const spent = runs.reduce((all, [from, to]) => all + Math.max(0, Math.min(to, start + Number(period)) - Math.max(from, start)), 0);
        expect(spent).toBeLessThanOrEqual(Number(budget));
      }
    }
  }), { numRuns: 300 }));
});

/** The same, tick by tick and as plain as can be: when each job is done. */
function tickByTick({ tasks, policy, preemption, processors = 1 }: SimulatedSystem, { arrivals, releases, executions }: Scenario): Record<string, number[]> {
  const jobs = tasks.flatMap(({ id, period }, t) => arrivals![id]!.map((arrival, k) => ({
    id, t, k, release: Number(releases![id]![k]), left: Number(executions![id]![k]), deadline: Number(arrival) + Number(period), began: false, stamp: -1,
  })));
  const done: Record<string, number[]> = {};
  let on: (typeof jobs)[number][] = [];
  for (let now = 0, stamps = 0; jobs.some(({ left }) => left >= 0); now++) {
    for (let again = true; again;) {
      again = false;
      const heads = jobs.filter((job) => job.left >= 0 && job.release <= now && !jobs.some((one) => one.t === job.t && one.k < job.k && one.left >= 0));
      for (const head of heads) if (head.stamp < 0) head.stamp = stamps++;
      const key = (job: (typeof jobs)[number]) => policy === "edf" ? job.deadline : policy === "fifo" ? job.release : job.t;
      const kept = on.filter((job) => job.left >= 0 && (preemption === "none" && job.began));
      const rest = heads.filter((job) => !kept.includes(job)).sort((a, b) => key(a) - key(b) || a.stamp - b.stamp);
      on = [...kept, ...rest].slice(0, processors);
      for (const job of on) {
        job.began = true;
        if (job.left === 0) [job.left, again, (done[job.id] ??= [])[job.k]] = [-1, true, now];
      }
    }
    for (const job of on) if (--job.left === 0) [job.left, (done[job.id] ??= [])[job.k]] = [-1, now + 1];
  }
  return done;
}

describe("laws of every run", () => {
  test("it is what a simulation tick by tick makes of it", () => fc.assert(fc.property(anySystem({ processors: 3 }), ({ system, scenario }) => {
    // Equals would depend on the order in which they were seen; each task has its own residue, so that there are none.
    const n = system.tasks.length;
    const apart = (times: Readonly<Record<string, readonly unknown[]>>) =>
      Object.fromEntries(Object.entries(times).map(([id, own], t) => [id, own.map((time) => Number(time) * n + t)]));
    const tasks = system.tasks.map((one) => ({ ...one, period: Number(one.period) * n, jitter: Number(one.jitter) * n }));
    const spread = { ...scenario, arrivals: apart(scenario.arrivals!), releases: apart(scenario.releases!) };
    expect(finishes(simulate({ ...system, tasks }, spread))).toEqual(tickByTick({ ...system, tasks }, spread));
  }), { numRuns: 1500 }));

  test("it is the same when run again, and after a change of unit", () => fc.assert(fc.property(anySystem({ budgets: true }), fc.integer({ min: 2, max: 9 }), ({ system, scenario }, by) => {
    const sim = simulate(system, scenario);
    const { ticks: _a, ...own } = sim;
    const { ticks: _b, ...again } = simulate(system, scenario);
    expect(again).toEqual(own);
    const scaled = (times: Readonly<Record<string, readonly unknown[]>>) =>
      Object.fromEntries(Object.entries(times).map(([id, list]) => [id, list.map((time) => Number(time) * by)]));
    const larger = simulate({
      ...system, tasks: system.tasks.map((one) => ({ ...one, wcet: Number(one.wcet) * by, bcet: Number(one.bcet) * by, period: Number(one.period) * by, jitter: Number(one.jitter) * by })),
      budgets: system.budgets!.map((one) => ({ ...one, budget: Number(one.budget) * by, period: Number(one.period) * by })),
    }, { arrivals: scaled(scenario.arrivals!), releases: scaled(scenario.releases!), executions: scaled(scenario.executions!) });
    expect(larger.jobs.map(({ response }) => response)).toEqual(sim.jobs.map(({ response }) => response * by));
  }), { numRuns: 300 }));

  test("no processor is idle while a task is ready, and none serves two at once", () => fc.assert(fc.property(anySystem({ processors: 3 }), ({ system, scenario }) => {
    const { trace } = simulate(system, scenario);
    const running = trace.filter(({ state }) => state === "running");
    for (const { from, to } of trace.filter(({ state }) => state === "ready")) for (let now = from; now < to; now++)
      expect(running.filter((one) => one.from <= now && now < one.to).length).toBe(system.processors);
    for (const one of running) for (const other of running) if (one !== other && (one.processor === other.processor || one.task === other.task))
      expect(one.to <= other.from || other.to <= one.from).toBe(true);
  }), { numRuns: 300 }));

  test("every job runs for as long as it executes, from release to finish", () => fc.assert(fc.property(anySystem({ budgets: true }), ({ system, scenario }) => {
    const { trace, jobs } = simulate(system, scenario);
    for (const { task: id, job, release, finish } of jobs) {
      const own = trace.filter((one) => one.task === id && one.job === job);
      const ran = own.filter(({ state }) => state === "running");
      expect(ran.reduce((all, { from, to }) => all + to - from, 0)).toBe(Number(scenario.executions![id]![job]));
      expect(own.every(({ from, to }) => release <= from && to <= finish)).toBe(true);
    }
    expect(jobs.length).toBe(Object.values(scenario.arrivals!).flat().length);
  }), { numRuns: 300 }));

  const fixedSet = fc.array(fc.record({ period: fc.constantFrom(4, 5, 6, 8, 10, 12, 15, 20), share: fc.integer({ min: 5, max: 60 }) }), { minLength: 1, maxLength: 6 })
    .map((list) => list.map(({ period, share }, i) => task(`t${i}`, Math.max(1, Math.floor(period * share / 100)), period)));
  const utilisation = (tasks: readonly Task[]) => tasks.reduce((all, { wcet, period }) => all + Number(wcet) * (120 / Number(period)), 0) / 120;

  test("EDF meets every deadline of a synchronous set with U <= 1 (Liu and Layland 1973)", () => fc.assert(fc.property(fixedSet, (tasks) => {
    fc.pre(utilisation(tasks) <= 1 + 1e-9);
    expect(missesOf(simulate({ policy: "edf", tasks }, {}, { until: 240 }))).toEqual([]);
  }), { numRuns: 500 }));

  test("the first synchronous job of fixed priority has the response time of the recurrence (Joseph and Pandya 1986)", () => fc.assert(fc.property(fixedSet, (tasks) => {
    const sim = finishes(simulate({ policy: "fixed priority", tasks }, {}, { until: 240 }));
    tasks.forEach(({ id, wcet, period }, i) => {
      let [response, next] = [0, Number(wcet)];
      while (next !== response && next <= Number(period)) {
        response = next;
        next = Number(wcet) + tasks.slice(0, i).reduce((all, one) => all + Math.ceil(response / Number(one.period)) * Number(one.wcet), 0);
      }
      if (next === response) expect(sim[id]![0]).toBe(response);
      else expect(sim[id]![0]).toBeGreaterThan(Number(period));
    });
  }), { numRuns: 500 }));

  test("the order of a list with priorities changes nothing", () => fc.assert(fc.property(fixedSet, (tasks) => {
    fc.pre(utilisation(tasks) <= 1);
    const ranked = tasks.map((one, i) => ({ ...one, priority: i }));
    const run = (list: readonly Task[]) => finishes(simulate({ policy: "fixed priority", tasks: list }, {}, { until: 120 }));
    expect(run(ranked.toReversed())).toEqual(run(ranked));
  }), { numRuns: 200 }));
});

describe("refusals name the field", () => {
  const a = task("a", 1, 4);
  const b = task("b", 2, 8, { suspension: 1 });
  const base: SimulatedSystem = { policy: "fixed priority", tasks: [a, b] };
  const S: SharedServer[] = [{ id: "S", protocol: "none" }, { id: "R", protocol: "none" }];
  const budget: Budget = { id: "x", kind: "sporadic", budget: 1, period: 4, tasks: ["a"] };
  const wrong: [string, string, Partial<SimulatedSystem>, Scenario?, (number | string)?][] = [
    ["policy", "unknown name", { policy: "lifo" as never }],
    ["preemption", "unknown name", { preemption: "some" as never }],
    ["processors", "out of range", { processors: 0 }],
    ["processors", "out of range", { processors: NaN }],
    ["tasks[0].period", "out of range", { tasks: [task("a", 1, 0)] }],
    ["tasks[0].wcet", "not a number", { tasks: [task("a", NaN, 1)] }],
    ["tasks", "too large", { tasks: Array.from({ length: 1_000_000 }, () => a) }],
    ["placement.b", "missing", { placement: { a: 0 } }],
    ["placement.b", "out of range", { placement: { a: 0, b: 1 } }],
    ["placement.c", "unknown name", { placement: { a: 0, b: 0, c: 0 } }],
    ["turns.a", "out of range", { turns: { a: -1 } }],
    ["turns.c", "unknown name", { turns: { c: 1 } }],
    ["interrupts[0]", "unknown name", { interrupts: ["c"] }],
    ["programs.c", "unknown name", { programs: { c: [] } }],
    ["programs.b", "out of range", { programs: { b: [{ length: 1 }] } }],
    ["programs.b", "out of range", { programs: { b: [{ length: 2 }, { length: 2, away: true }] } }],
    ["programs.b[0].length", "out of range", { programs: { b: [{ length: -2 }] } }],
    ["programs.b[0].in", "unknown name", { programs: { b: [{ length: 2, in: ["S"] }] } }],
    ["programs.b[0].in", "duplicate name", { programs: { b: [{ length: 2, in: ["S", "S"] }] }, servers: S }],
    ["programs", "precondition", { policy: "edf", programs: { b: [{ length: 2, priority: 1 }] } }],
    ["programs", "cycle", { programs: { a: [{ length: 1, in: ["S", "R"] }], b: [{ length: 2, in: ["R", "S"] }] }, servers: S }],
    ["servers[1].id", "duplicate name", { servers: [S[0]!, S[0]!] }],
    ["servers[0].protocol", "unknown name", { servers: [{ id: "S", protocol: "hope" as never }] }],
    ["budgets[0].budget", "out of range", { budgets: [{ ...budget, budget: 5 }] }],
    ["budgets[0].period", "out of range", { budgets: [{ ...budget, period: 0 }] }],
    ["budgets[0].kind", "unknown name", { budgets: [{ ...budget, kind: "free" as never }] }],
    ["budgets[0].tasks[0]", "unknown name", { budgets: [{ ...budget, tasks: ["c"] }] }],
    ["budgets[1].tasks[0]", "duplicate name", { budgets: [budget, { ...budget, id: "y" }] }],
    ["budgets[0].tasks", "precondition", { processors: 2, budgets: [{ ...budget, tasks: ["a", "b"] }] }],
    ["budgets", "precondition", { servers: [{ id: "S", protocol: "spin" }], budgets: [budget] }],
    ["precedence", "cycle", { precedence: [["a", "b"], ["b", "a"]] }],
    ["precedence[0]", "unknown name", { precedence: [["a", "c"]] }],
    ["scenario.arrivals.a[1]", "precondition", {}, { arrivals: { a: [0, 3] } }],
    ["scenario.arrivals.a[0]", "precondition", {}, { arrivals: { a: [-1] } }],
    ["scenario.arrivals.c", "unknown name", {}, { arrivals: { c: [0] } }],
    ["scenario.releases.a[0]", "precondition", {}, { arrivals: { a: [0] }, releases: { a: [1] } }],
    ["scenario.releases.a[1]", "precondition", {}, { arrivals: { a: [0, 4] }, releases: { a: [0] } }],
    ["scenario.releases.a[0]", "precondition", {}, { releases: { a: [0] } }],
    ["scenario.executions.a[0]", "precondition", {}, { executions: { a: [2] } }],
    ["scenario.last", "unknown name", {}, { last: "c" }],
    ["until", "out of range", {}, {}, -1],
    ["until", "too large", {}, {}, 1e9],
    // Beyond 2^53 nothing would add up.
    ["until", "too large", { tasks: [{ id: "a", wcet: 2 ** 43, period: 1 }] }, {}, 2000],
  ];
  for (const [field, code, system, scenario = {}, until = 20] of wrong)
    test(`${field}: ${code}, of ${JSON.stringify({ ...system, tasks: system.tasks?.slice(0, 1), ...scenario, until })}`, () => {
      const run = () => simulate({ ...base, ...system }, scenario, { until });
      expect(run).toThrow(TimingRefusal);
      expect(run).toThrow(expect.objectContaining({ field, code }));
    });
  test("until: missing where a task would arrive for ever", () => {
    expect(() => simulate(base)).toThrow(expect.objectContaining({ field: "until", code: "missing" }));
  });
  test("of histograms and their questions", () => {
    expect(() => histogramOf([])).toThrow(TimingRefusal);
    expect(() => histogramOf([1.5])).toThrow(expect.objectContaining({ field: "values[0]" }));
    for (const share of [0, -1, "3/2"]) expect(() => histogramOf([1]).quantile(share)).toThrow(expect.objectContaining({ field: "share" }));
    for (const width of [0, NaN]) expect(() => histogramOf([1]).buckets(width)).toThrow(expect.objectContaining({ field: "width" }));
    expect(() => histogramOf([0, 1e9]).buckets(1)).toThrow(expect.objectContaining({ code: "too large" }));
  });
});
