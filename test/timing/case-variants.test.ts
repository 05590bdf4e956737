/** Worked cases as others write them: other fields, other names, priorities the other way round, and what is left out. */
import { describe, expect, test } from "vitest";
import { analyses, ask, observe, readCase } from "../../src/timing-cases/index.ts";
import { answerOf, refused } from "./asked.ts";

/** By hand: alone 2; 3 + 2 twice in 7; 5 more, with 2 and 3 before it again. */
const three = [{ C: 2, T: 7 }, { C: 3, T: 14 }, { C: 5, T: 28 }];

test("a server of the path that has no bound leaves its backlog without one", () => {
  const servers = [{ R: 2, T: 1 }, { R: 9, T: 1 }];
  const flows = [{ b: 1, r: 1, path: [0, 1] }, { b: 1, r: 2, path: [0, 1] }];
  expect(answerOf("nc", { servers, flows })).toMatchObject({ tfaBacklog: "inf", tfaBacklogMax: "inf", sfaArbitrary: "inf" });
  expect(answerOf("nc", { servers: servers.toReversed(), flows })).toMatchObject({ tfaBacklog: "inf" });
  expect(answerOf("nc", { servers: [{ R: 4, T: 1 }, { R: 9, T: 1 }], flows })["tfaBacklog"]).not.toBe("inf");
});

describe("tasks", () => {
  test("need no names", () => expect(answerOf("fp.rta", { tasks: three })).toMatchObject({ R: [2, 5, 12] }));
  test("that share a processor across servers are told apart without names, and may not share one", () => {
    const server = (name?: string): object => ({ budget: 2, period: 8, tasks: [{ ...(name === undefined ? {} : { name }), C: 1, T: 16 }] });
    expect(answerOf("server.hierarchical.trace", { servers: [server(), server()], kind: "deferrable" })["wcrt"]).toEqual({ t1: 1, t2: 2 });
    expect(refused("server.hierarchical.trace", { servers: [server("a"), server("a")], kind: "deferrable" })).toMatch(/^servers\[1\]\.tasks\[0\]\.name /);
  });
  test("have the priorities of their numbers, whichever way these run", () => {
    const numbered = (...numbers: number[]) => three.map((task, i) => ({ ...task, priority: numbers[i]! }));
    expect(answerOf("fp.rta", { tasks: numbered(3, 2, 1) })["R"]).toEqual([10, 8, 5]);
    expect(answerOf("fp.rta", { tasks: numbered(3, 2, 1), lowerNumberIsHigherPriority: false })["R"]).toEqual([2, 5, 12]);
    expect(answerOf("fp.rta", { tasks: numbered(1, 2, 3), higherNumberIsHigherPriority: true })["R"]).toEqual([10, 8, 5]);
    expect(refused("fp.rta", { tasks: [three[0], { ...three[1], priority: 1 }] })).toMatch(/^tasks\[0\]\.priority is missing/);
    expect(refused("fp.rta", { tasks: three, lowerNumberIsHigherPriority: true, higherNumberIsHigherPriority: true })).toMatch(/^higherNumberIsHigherPriority /);
    expect(refused("fp.rta", { tasks: three, lowerNumberIsHigherPriority: "yes" })).toMatch(/^lowerNumberIsHigherPriority /);
  });
  test("have the priorities of an order in words", () => {
    const backwards = three.toReversed();
    for (const priorityOrder of ["first task = lowest priority", "rate monotonic", "deadline-monotonic"])
      expect(answerOf("fp.rta", { tasks: backwards, priorityOrder })["R"]).toEqual([12, 5, 2]);
    expect(refused("fp.rta", { tasks: three, priorityOrder: "by colour" })).toMatch(/^priorityOrder /);
  });
  test("are simulated by the same priorities as they are bounded", () => {
    const read = readCase({ id: "x", analysis: "fp.rta", input: { tasks: three.toReversed(), priorityOrder: "first task = lowest priority" } });
    expect(observe(read, ask(analyses["fp.rta"]!, read), 20)!.tasks.map(({ found }) => found!.observedMax.valueOf())).toEqual([12, 5, 2]);
  });
  test("have names by their places in chains, too, where they have none", () => {
    const read = readCase({ id: "x", analysis: "chain.rta", input: { chains: [{ P: 9, segments: [{ wcet: 2 }] }, { P: 9, segments: [{ wcet: 3 }] }] } });
    expect(observe(read, ask(analyses["chain.rta"]!, read), 20)!.tasks.map(({ name, found }) => [name, found!.observedMax.valueOf()])).toEqual([["c1", 2], ["c2", 5]]);
  });
  test("on several processors are refused by an analysis of one", () => {
    expect(refused("fp.rta", { tasks: three, processors: 2 })).toMatch(/^processors /);
    expect(answerOf("fp.rta", { tasks: three, processors: 1 })["R"]).toEqual([2, 5, 12]);
  });
  test("beyond what a test of utilisation takes have bounds all the same", () => {
    const many = Array.from({ length: 120 }, () => ({ C: 1, T: 200 }));
    expect(answerOf("fp.rta", { tasks: many })["R"][119]).toBe(120);
  });
});

describe("stretches without preemption", () => {
  const tasks = [{ C: 4, T: 20, maxNPS: 2, lastNPS: 2 }, { C: "7/2", T: 40, maxNPS: "3/2", lastNPS: 1 }];
  test("may be no whole numbers", () => expect(answerOf("fp.rta.limited-preemptive", { tasks })["R"]).toEqual(["11/2", "15/2"]));
  test("may be short in a long job", () => {
    const long = [{ C: 1, T: 1e7 }, { C: 5e6, T: 1e7, maxNPS: 1, lastNPS: 1 }];
    expect(answerOf("fp.rta.limited-preemptive", { tasks: long })["R"]).toEqual([2, 5_000_001]);
  });
  test("may be longest without filling the job", () => {
    const five = [{ C: 1, T: 20 }, { C: 5, T: 20, maxNPS: 4, lastNPS: 3 }];
    expect(answerOf("fp.rta.limited-preemptive", { tasks: five })["R"]).toEqual([5, 6]);
  });
  test("that float have no last one", () => {
    const floating = [{ C: 1, T: 10 }, { C: 5, T: 20, maxNPS: 3 }];
    expect(answerOf("fp.rta.floating-nps", { tasks: floating }, "discrete")["R"]).toEqual([3, 6]);
    expect(answerOf("fp.rta.floating-nps", { tasks: floating })["R"]).toEqual([4, 6]);
  });
  test("are refused by the names that the case has", () => {
    const one = (change: object): object => ({ tasks: [{ name: "a", C: 4, T: 20, maxNPS: 2, lastNPS: 2, ...change }] });
    expect(refused("fp.rta.limited-preemptive", one({ lastNPS: undefined }))).toMatch(/^tasks\[0\]\.lastNPS is missing/);
    expect(refused("fp.rta.limited-preemptive", one({ maxNPS: 0 }))).toMatch(/^tasks\[0\]\.maxNPS /);
    expect(refused("fp.rta.limited-preemptive", one({ maxNPS: 5 }))).toMatch(/^tasks\[0\]\.maxNPS /);
    expect(refused("fp.rta.limited-preemptive", one({ lastNPS: 3 }))).toMatch(/^tasks\[0\]\.lastNPS /);
    expect(refused("fp.rta", one({}))).toMatch(/^tasks\[0\]\.maxNPS is not read by fp\.rta/);
  });
});

describe("what a case leaves out or puts otherwise", () => {
  test("frames on a bus win by their identifiers, in whatever order they stand, and may have jitter", () => {
    const [low, high] = [{ id: 9, bytes: 8, T: 10 }, { id: 3, bytes: 1, T: 10, J: 1 }];
    const bus = { busrateBitsPerMs: 100 };
    const [first, second] = answerOf("fp.rta.np.can", { messages: [high, low], ...bus })["R_ms"] as unknown[];
    expect([first, second]).toEqual(["297/100", 2]);
    expect(answerOf("fp.rta.np.can", { messages: [low, high], ...bus })["R_ms"]).toEqual([second, first]);
  });
  test("bounds of utilisation are for any number of tasks or for some, below servers too", () => {
    expect(answerOf("util.bound", { n: [1, "infinity"] })["bound"]).toEqual([1, Math.LN2]);
    expect(answerOf("util.bound", { n: 1, Us: ["1/2"] })["pollingServer"][0]).toBeCloseTo(1 / 3, 12);
  });
  test("events are counted in windows, which do not hold their end", () => {
    expect(answerOf("em.eta", { eventModel: { P: 10, J: 5, d: 2 }, windows: [0, 2, 5, 6, 16, "31/2"] }))
      .toMatchObject({ etaPlus: [0, 1, 1, 2, 3, 3], etaMinus: [0, 0, 0, 0, 1, 1] });
  });
  test("a least budget under rate-monotonic priorities is that of the periods, not of the list", () => {
    const tasks = [{ C: 7, T: 50 }, { C: 9, T: 75 }];
    expect(answerOf("supply.design", { tasks: tasks.toReversed(), resourcePeriod: 10 })["minBudgetRM"])
      .toBe(answerOf("supply.design", { tasks, resourcePeriod: 10 })["minBudgetRM"]);
  });
  test("a least budget is for the order that the case says", () => {
    const design = (tasks: object[], more: object): unknown => answerOf("supply.design", { tasks, resourcePeriod: 1, ...more })["minBudgetRM"];
    const numbered = three.toReversed().map((task, priority) => ({ ...task, priority }));
    expect(design(three.toReversed(), { priorityOrder: "first task = highest priority" })).toBe(design(numbered, {}));
    expect(design(three.toReversed(), {})).toBe(design(three, { priorityOrder: "first task = highest priority" }));
    expect(design(numbered, {})).not.toBe(design(three, {}));
  });
  test("responses are told job by job where an analysis goes through the jobs, and else not at all", () => {
    const keys = (analysis: string): string[] => Object.keys(answerOf(analysis, { tasks: three }));
    for (const analysis of ["fp.rta", "fp.rta.np"]) expect(keys(analysis)).toContain("perJob");
    for (const analysis of ["edf.rta", "edf.rta.np", "fifo.rta"]) expect(keys(analysis)).not.toContain("perJob");
  });
  test("a core has a name or a number", () => {
    const path = (core: unknown): unknown =>
      answerOf("io.path", { link: 1, batch: 8, components: [{ name: "driver", core, perPacket: 1, perBatch: 4 }], run: 5 })["limits"];
    expect(path(0)).toEqual(path("0"));
    expect(refused("io.path", { link: 1, batch: 8, components: [{ name: "driver", core: true, perPacket: 1, perBatch: 4 }] })).toMatch(/^components\[0\]\.core /);
  });
  test("the least budget of a refill is two times the kernel's worst case", () => {
    const ops = [{ op: "new", at: 0, budget: 20, period: 100, maxRefills: 10 }, { op: "charge", at: 15, usage: 15 }];
    expect(answerOf("mcs.refills", { kernelWcet: 5, ops })).toEqual(answerOf("mcs.refills", { minBudget: 10, ops }));
  });
  test("bursts of interrupts may be nothing", () => {
    expect(answerOf("latency.rtsl", { poid: 1, dst: 1, paie: 1, psd: 1, firstWindowBurst: { nic: 0 } })["latency"]).toBe(3);
  });
  test("priorities of chains are lower for higher unless said, as everywhere", () => {
    const chains = [{ name: "a", P: 20, segments: [{ wcet: 2, priority: 1 }] }, { name: "b", P: 20, segments: [{ wcet: 3, priority: 2 }] }];
    expect(answerOf("chain.rta", { chains })["sync"]).toEqual([2, 5]);
    expect(answerOf("chain.rta", { chains, higherNumberIsHigherPriority: true })["sync"]).toEqual([5, 3]);
  });
  test("a protocol of donation and a queue are those of the case", () => {
    const clients = [1, 2, 3].map((priority) => ({ name: `c${priority}`, priority, P: 100, chain: [[`c${priority}`, 1], ["s", 4], [`c${priority}`, 1]] }));
    const blocking = (more: object): unknown => answerOf("ipc.donation.rta", { clients, ...more })["blocking"].c1;
    expect([blocking({}), blocking({ queue: "fifo" }), blocking({ protocol: "ceiling" })]).toEqual([4, 8, 4]);
  });
  test("jobs have the priorities and costs that they are given, whole or not", () => {
    const jobs = [{ release: [0, 0], cost: ["1/2", 1], deadline: 4, priority: 2 }, { release: [0, "1/4"], cost: [1, 1], deadline: 4, priority: 1 }];
    expect(answerOf("np.jobset.exact", { jobs })).toMatchObject({ finish: [["1/2", 2], [1, 2]], schedulable: true });
  });
  test("packing in the order of the list says so in its keys", () => {
    expect(answerOf("mp.partition", { utilizations: ["1/4", "3/4", "1/2", "1/2"], order: "given" }))
      .toMatchObject({ firstFit: [["1/4", "3/4"], ["1/2", "1/2"]], worstFit: [["1/4", "3/4"], ["1/2", "1/2"]], bins: 2 });
  });
  test("schedules are told by the order of the tasks, though names are numbers", () => {
    const tasks = [{ name: "2", C: 1, T: 5 }, { name: "1", C: 2, T: 5 }];
    expect(answerOf("mp.global-fp", { tasks, m: 1 })["simulatedSynchronous_m1"]).toEqual([1, 3]);
  });
  test("a server of two threads may be one of several", () => {
    const threads = [{ name: "H", release: 1, segments: ["serverA 2"] }, { name: "L", release: 0, segments: ["serverB 4"] }];
    expect(answerOf("sim.trace", { threads, priorities: "H > L" })["inheritance"]).toEqual({ H: 2, L: 6 });
  });
  test("an overloaded queue has a utilisation, and no means", () => {
    expect(answerOf("queue.mm1", { lambda_: 5, mu: 4 })).toMatchObject({ rho: "5/4", L: null, pWaitGreater_t5: null });
  });
});
