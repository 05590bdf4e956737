/** Worked cases as others write them: other fields, other names, priorities the other way round, and what is misspelt or left out. */
import { describe, expect, test } from "vitest";
import { adapters, ask, observe, readCase } from "../../src/cases/index.ts";
import { asJson } from "../../src/timing/exact.ts";

const answerOf = (analysis: string, input: object, timeModel = "dense"): Record<string, any> =>
  JSON.parse(JSON.stringify(ask(adapters[analysis]!, readCase({ id: "variant", analysis, timeModel, input })), (_, value: unknown) =>
    value === Infinity ? "inf" : value instanceof Object && "toFraction" in value ? asJson(value as never) : value));
const refused = (analysis: string, input: object, timeModel = "dense"): string => {
  try {
    answerOf(analysis, input, timeModel);
  } catch (error) {
    expect((error as Error).name).toBe("TimingRefusal");
    return (error as Error).message;
  }
  return "taken";
};

/** By hand: alone 2; 3 + 2 twice in 7; 5 more, with 2 and 3 before it again. */
const three = [{ C: 2, T: 7 }, { C: 3, T: 14 }, { C: 5, T: 28 }];

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
    expect(observe(read, ask(adapters["fp.rta"]!, read), 20)!.tasks.map(({ found }) => found!.observedMax.valueOf())).toEqual([12, 5, 2]);
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

describe("fields that are not read", () => {
  test("are refused where they hold a number that might matter", () => {
    expect(refused("edf.rta", { tasks: [{ C: 1, T: 4, jitter: 2 }] })).toBe("tasks[0].jitter is not read by edf.rta; is J meant?");
    expect(refused("chain.rta", { chains: [{ name: "a", P: 9, Jitter: 2, segments: [{ wcet: 1 }] }] })).toMatch(/^chains\[0\]\.Jitter is not read by chain\.rta; is J meant/);
    expect(refused("cpa.system", { resources: [{ name: "r", scheduler: "SPP", tasks: [{ name: "a", wcet: 1, blocking: 3 }] }], sources: { a: { P: 9 } } }))
      .toMatch(/^resources\[0\]\.tasks\[0\]\.blocking /);
    expect(refused("mp.semi-partitioned", { cases: [{ existing: [{ C: 1, T: 4 }], split: { C: 1, T: 4, J: 1 } }] })).toMatch(/^cases\[0\]\.split\.J /);
    expect(refused("nc", { arrival: { type: "tokenBucket", b: 1, r: 1, delay: 3 }, service: { type: "rateLatency", R: 2, T: 0 } })).toMatch(/^arrival\.delay /);
  });
  test("are refused where they are nearly one that was looked for", () => {
    expect(refused("nc", { server: { R: 9, T: 1 }, flows: [{ b: 1, r: 1 }, { b: 2, r: 1 }], flowOfIntrest: 1 })).toMatch(/^flowOfIntrest .* is flowOfInterest meant/);
    expect(refused("fp.rta", { tasks: three, Processors: 2 })).toMatch(/^Processors .* is processors meant/);
  });
  test("are told beside what the answer rests on where they are notes", () => {
    const { assumptions } = answerOf("fp.rta", { tasks: three.map((task) => ({ ...task, U: "1/4" })), unit: "ms", policy: "fixed priorities" });
    expect(assumptions.at(-1)).toEqual({
      says: "these fields of the case are notes, on which no number depends", checked: "unit, policy, tasks[0].U, tasks[1].U, tasks[2].U",
    });
  });
});

describe("a refusal names the field that the case has", () => {
  for (const [analysis, input, field] of [
    ["chain.rta", { chains: [{ name: "a", segments: [{ wcet: 1 }] }] }, "chains[0].P"],
    ["chain.rta", { chains: [{ name: "a", P: 4, segments: [{}] }] }, "chains[0].segments[0].wcet"],
    ["ipc.donation.rta", { clients: [{ name: "a", P: 4, J: -1, chain: [["a", 1]] }] }, "clients[0].J"],
    ["ipc.donation.rta", { clients: [{ name: "a", P: 4, chain: [["a", 0]] }] }, "clients[0].chain[0][1]"],
    ["ipc.donation.rta", { clients: [], donation: false }, "donation"],
    ["ipc.nodonation.rta", { clients: [{ name: "a", P: 4, chain: [["b", 1]] }], rows: [[1]], scheduling: "[S_a]" }, "clients[0].chain[0][0]"],
    ["ipc.nodonation.rta", { clients: [{ name: "a", P: 4, chain: [["a", 1]] }], rows: [[1, 2]], scheduling: "[S_a]" }, "rows[0]"],
    ["holistic", { flows: [], networkPreemptive: false }, "networkPreemptive"],
    ["cpa.system", { resources: [{ name: "r", scheduler: "SPP", tasks: [{ name: "a", wcet: 1 }] }], sources: {} }, "sources.a"],
    ["cpa.system", { resources: [{ name: "r", scheduler: "SPP", tasks: [{ name: "a", wcet: 1 }] }], sources: { a: { P: 9 }, b: { P: 9 } } }, "sources.b"],
    ["cpa.system", { resources: [{ name: "r", scheduler: "SPP", tasks: [{ name: "a", wcet: 1 }] }], sources: { a: { P: 9 } }, links: [["a", "b"]] }, "links[0][1]"],
    ["em.eta", { eventModel: { P: 0 }, windows: [1] }, "eventModel.P"],
    ["em.or", { inputs: [{ P: 4 }, { P: 4, J: -1 }], windows: [1] }, "inputs[1].J"],
    ["fp.rta.np.can", { messages: [{ id: 1, bytes: 1 }], busrateBitsPerMs: 250 }, "messages[0].T"],
    ["fp.rta.np.can", { messages: [{ id: 1, bytes: 1, T: 9 }] }, "busrateBitsPerMs"],
    ["chain.cause-effect", { tasks: three, chain: ["t1"], communication: "by post" }, "communication"],
    ["mp.global-edf", { m: 2, sets: { A: three, B: [{ C: 1, T: 4, D: 9 }] } }, "sets.B[0].D"],
    ["server.interference", { server: { C: 0, T: 4 }, task: { C: 1, T: 9 } }, "server.C"],
    ["server.precondition", { servers: [{ budget: 1, period: 4, tasks: [] }] }, "servers[0].kind"],
    ["supply.sbf", { model: "elastic", period: 4, budget: 1 }, "model"],
    ["supply.design", { tasks: three }, "resourcePeriod"],
    ["mcs.refills", { minBudget: 1, ops: [{ op: "charge", at: 1, usage: 1 }] }, "ops[0].op"],
    ["mcs.refills", { minBudget: 1, ops: [{ op: "new", at: 0, budget: 4, period: 9, maxRefills: 4 }, { op: "split", at: 3 }] }, "ops[1].op"],
    ["overhead.accounting", { tasks: three, quantum: 1, processors: 1, variants: [{ contextSwitch: 1 }] }, "variants[0].contextSwitch"],
    ["lock.pcp", { tasks: [{ name: "a", sections: {} }, { name: "b", sections: {} }], priorities: "a" }, "priorities"],
    ["lock.mpcp", { tasks: [{ T: 4, R: 1, requests: [] }] }, "tasks[0].cluster"],
    ["lock.dpcp", { tasks: [{ T: 4, R: 1, cluster: 0, requests: [{ res: 0, len: 1 }] }], resourceLocation: {} }, "resourceLocation.res0"],
    ["sim.trace", { threads: [{ name: "a", release: 0, segments: ["walk 3"] }], priorities: "a" }, "threads[0].segments[0]"],
    ["sim.list-scheduling", { costs: [1, 2], precedence: [[1, 3]] }, "precedence[0]"],
    ["sim.multiprocessor", { m: 2, tasks: [{ C: 1, T: 0 }] }, "tasks[0].T"],
    ["nc", { server: { r: 9, T: 1 }, flows: [{ b: 1, r: 1 }] }, "server.R"],
    ["queue.mm1", { lambda: 1, mu: 2 }, "lambda_"],
  ] as const) test(`${analysis}: ${field}`, () => {
    expect(refused(analysis, input).replace(/^input\./, "").split(" ")[0]).toBe(field);
  });
  test("and the time model where times are no whole ticks", () => {
    expect(refused("fp.rta.np", { tasks: [{ C: "1/2", T: 4 }] }, "discrete")).toMatch(/^timeModel /);
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
