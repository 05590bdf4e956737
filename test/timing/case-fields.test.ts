/** What is said of fields that a case should not have, and by which names fields are refused: those of the case. */
import { describe, expect, test } from "vitest";
import { answerOf, refused } from "./asked.ts";

const three = [{ C: 2, T: 7 }, { C: 3, T: 14 }, { C: 5, T: 28 }];

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
  test("are refused at the top, too, where they hold a number", () => {
    expect(refused("fp.rta", { tasks: three, horizon: 3 })).toMatch(/^horizon is not read by fp\.rta/);
    expect(refused("mp.global-fp", { tasks: three, m: 2, processors: 2 })).toMatch(/^processors is not read by mp\.global-fp/);
  });
  test("are refused where another kind of operation, stretch or kernel would read them", () => {
    const start = { op: "new", at: 0, budget: 4, period: 9, maxRefills: 4 };
    expect(refused("mcs.refills", { minBudget: 1, ops: [{ ...start, usage: 1 }] })).toMatch(/^ops\[0\]\.usage is not read/);
    expect(refused("mcs.refills", { minBudget: 1, ops: [start, { op: "charge", at: 1, usage: 1, budget: 3 }] })).toMatch(/^ops\[1\]\.budget is not read/);
    expect(refused("fp.rta.floating-nps", { tasks: [{ C: 3, T: 9, maxNPS: 2, lastNPS: 1 }] })).toMatch(/^tasks\[0\]\.lastNPS is not read/);
  });
  test("are refused where a formula knows nothing of them, and are notes where they are 0", () => {
    const kernel = { quantum: 1, processors: 1, variants: [{ schedule: 1 }] };
    for (const name of ["J", "B", "S"])
      expect(refused("overhead.accounting", { tasks: [{ C: 1, T: 9, [name]: 1 }], ...kernel })).toMatch(new RegExp(`^tasks\\[0\\]\\.${name} is not read`));
    expect(answerOf("overhead.accounting", { tasks: [{ C: 1, T: 9, J: 0, O: 2 }], ...kernel })["assumptions"].at(-1).checked).toBe("tasks[0].J, tasks[0].O");
    for (const analysis of ["sim.multiprocessor", "sim.compare"])
      expect(refused(analysis, { [analysis === "sim.compare" ? "horizon" : "m"]: 4, tasks: [{ C: 1, T: 4, J: 0 }] })).toBe("taken");
  });
  test("are refused where they differ from one that is read by their case alone", () => {
    const through = (arrival: object): object => ({ arrival: { type: "tokenBucket", ...arrival }, service: { type: "rateLatency", R: 4, T: 1 } });
    expect(refused("nc", through({ b: 1, r: 1, R: 3 }))).toMatch(/^arrival\.R is not read by nc/);
    expect(refused("nc", through({ b: 1, R: 3 }))).toBe("arrival.r is missing; give a number; R is not read");
  });
  test("are no names of others that may be left out", () => {
    const bus = (more: object): object => ({ busrateBitsPerMs: 100, messages: [{ bytes: 1, T: 10, ...more }] });
    expect(answerOf("fp.rta.np.can", bus({ name: "engine" }))["R_ms"]).toEqual(answerOf("fp.rta.np.can", bus({}))["R_ms"]);
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
    ["fp.rta", { tasks: [three[0], { wcet: 3, T: 9 }] }, "tasks[1].C"],
    ["fp.rta", { tasks: [{ C: 3, P: 9 }] }, "tasks[0].T"],
    ["holistic", { flows: [{ name: "f", T: 9, steps: [{ name: "s", processor: "cpu", wcet: 1 }] }] }, "flows[0].P"],
    ["holistic", { flows: [{ name: "f", P: 9, steps: [{ name: "s", processor: "cpu", C: 1 }] }] }, "flows[0].steps[0].wcet"],
    ["holistic", { flows: [{ name: "f", P: 9, steps: [{ name: "s", processor: "cpu", wcet: 1, B: 1, blocking: 2 }] }] }, "flows[0].steps[0].B"],
    ["holistic", { flows: [{ name: "f", P: 9, steps: [{ name: "s", processor: "cpu", wcet: 1, O: 1, offset: 1 }] }] }, "flows[0].steps[0].O"],
    ["em.delta", { eventModel: { T: 4 }, n: [2] }, "eventModel.P"],
    ["em.delta", { eventModel: { P: 4 }, n: 3 }, "n"],
    ["em.or", { inputs: [{ P: 4 }, { T: 4 }], n: [2] }, "inputs[1].P"],
    ["cpa.system", { resources: [{ name: "r", scheduler: "SPP", tasks: [{ name: "a", wcet: 1 }] }], sources: { a: { T: 9 } } }, "sources.a.P"],
    ["nc", { tandem: [], arrival: { type: "tokenBucket", b: 1, r: 1 } }, "tandem"],
    ["nc", { arrival: { type: "min", of: [{ type: "tokenBucket", b: 1 }] }, service: { type: "rateLatency", R: 2, T: 0 } }, "arrival.of[0].r"],
    ["nc", { arrival: { type: "min", of: [] }, service: { type: "rateLatency", R: 2, T: 0 } }, "arrival.of"],
    ["nc", { arrival: { type: "staircase", P: 4 }, service: { type: "rateLatency", R: 2, T: 0 } }, "arrival.C"],
    ["nc", { arrival: { type: "constant" }, service: { type: "rateLatency", R: 2, T: 0 } }, "arrival.c"],
    ["nc", { arrival: { type: "bucket" }, service: { type: "rateLatency", R: 2, T: 0 } }, "arrival.type"],
    ["nc", { eventModel: { P: 4 } }, "wcet"],
    ["nc", { link: { R: 3, T: 1 }, high: { b: 1, r: 1 }, low: { b: 1, r: 1 }, maxLowPacket: -1 }, "maxLowPacket"],
    ["nc", { flows: [{ b: 1, r: 1 }] }, "servers"],
    ["nc", { server: { R: 9, T: 1 }, flows: [{ b: 1, r: 1, path: [1] }] }, "flows[0].path[0]"],
    ["nc", { server: { R: 9, T: 1 }, flows: [{ b: 1, r: 1 }], flowOfInterest: 1 }, "flowOfInterest"],
    ["mp.partition", { utilizations: ["1/2"], order: "upwards" }, "order"],
    ["util.bound", {}, "n"],
    ["util.bound", { n: "many" }, "n"],
    ["util.bound", { n: [1, 2.5] }, "n[1]"],
    ["util.bound", { Us: ["1/2", 2] }, "Us[1]"],
    ["latency.rtsl", { poid: 1, dst: 1, paie: 1, psd: 1, firstWindowBurst: { nic: 4 }, secondWindowBurst: { nic: 3 } }, "secondWindowBurst.nic"],
    ["latency.rtsl", { poid: 1, dst: 1, paie: 1, psd: 1, firstWindowBurst: { nic: -4 } }, "firstWindowBurst.nic"],
    ["overhead.accounting", { tasks: three, quantum: 1, processors: 1, variants: [{ schedule: 1 }, { ctxSwitch: -1 }] }, "variants[1].ctxSwitch"],
    ["mcs.refills", { ops: [{ op: "new", at: 0, budget: 4, period: 9, maxRefills: 4 }] }, "minBudget"],
    ["mcs.refills", { minBudget: 3, kernelWcet: 1, ops: [] }, "kernelWcet"],
    ["cost.profile", { columns: ["ipcCall", "ipcRply"], clockGHz: { A57_TX1: 1.9 } }, "columns[1]"],
    ["cost.profile", { columns: ["ipcCall"], clockGHz: { A57: 1.9 } }, "clockGHz.A57"],
    ["cost.profile", { columns: ["ipcCall"], clockGHz: { A57_TX1: 2 } }, "clockGHz.A57_TX1"],
  ] as const) test(`${analysis}: ${field}`, () => {
    expect(refused(analysis, input).replace(/^input\./, "").split(" ")[0]).toBe(field);
  });
  test("and what stands there instead, or what could", () => {
    expect(refused("fp.rta", { tasks: [{ wcet: 3, T: 9 }] })).toBe("tasks[0].C is missing; give a number; wcet is not read");
    expect(refused("cost.profile", { columns: ["ipcCal"], clockGHz: {} })).toMatch(/known are irqInvoke, .* did you mean "ipcCall"/);
    expect(refused("cost.profile", { columns: ["ipcCall"], clockGHz: { A57_TX1: 2 } })).toMatch(/measured at 1\.9$/);
  });
  test("and the time model where times are no whole ticks", () => {
    expect(refused("fp.rta.np", { tasks: [{ C: "1/2", T: 4 }] }, "discrete")).toMatch(/^timeModel /);
  });
});

describe("the time of a case", () => {
  const other = ({ assumptions }: Record<string, any>): string | undefined =>
    assumptions.find(({ checked }: { checked: string }) => checked === "timeModel")?.says;
  test("is told where an analysis takes another", () => {
    expect(other(answerOf("fp.rta", { tasks: three }, "discrete"))).toMatch(/the case has discrete time, and the analysis takes it as dense/);
    expect(other(answerOf("mp.global-fp", { tasks: three }))).toMatch(/the case has dense time, and the analysis takes whole ticks/);
  });
  test("is not told where it is the one that is taken", () => {
    for (const time of ["dense", "discrete"]) expect(other(answerOf("fp.rta.np", { tasks: three }, time))).toBe(undefined);
    expect(other(answerOf("fp.rta", { tasks: three }))).toBe(undefined);
    expect(other(answerOf("mp.global-fp", { tasks: three }, "discrete"))).toBe(undefined);
  });
});
