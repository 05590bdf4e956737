/**
 * Profiles on specifications: traces that the engine has made have a duration, chains of calls a C, kernels a latency, tasks
 * their overheads; and whatever has no figure is named.
 */
import { describe, expect, test } from "vitest";
import { syncIpcCosts } from "../../examples/sync-ipc/costs.ts";
import { syncIpc as syncIpcText, syncIpcSystems } from "../../examples/sync-ipc/sync-ipc.ts";
import { genodeCosts } from "../../model/genode/costs.ts";
import { type Figure, type Profile, type PricedStep, billOf, callCost, coverage, durationOf, inflate, kernelLatency, profiles } from "../../model/platforms/index.ts";
import { genode as genodeText } from "../../spec/genode/index.ts";
import { type Model, compile, outcomeNames, takeStep } from "../../src/engine/index.ts";
import { type Exact, asJson, exact } from "../../src/timing/exact.ts";
import { fixedPriorityResponseTimes } from "../../src/timing/fixed-priority/index.ts";
import { periodicInterrupts } from "../../src/timing/kernel/index.ts";
import { refusalOf } from "./refused.ts";

const syncIpc = { ...syncIpcText, costs: syncIpcCosts };
const genode = { ...genodeText, costs: genodeCosts };

const profile = (id: string): Profile => profiles.find((one) => one.id === id)!;
const json = (value: Exact | null) => value === null ? null : asJson(value);

/** A trace as it comes about: operations by name, with the numbers of their arguments. */
function run(model: Model, calls: readonly (readonly [operation: string, ...args: number[]])[]): PricedStep[] {
  return calls.map(([name, ...args]) => {
    const operation = model.steppers.findIndex((stepper) => stepper.operation.name === name);
    const stepper = model.steppers[operation]!;
    return { operation: name, outcome: stepper.outcomes[takeStep(model, { operation, args, choices: [] })]! };
  });
}

/** Client 0 calls server 0, which is waiting at endpoint 0, and is answered by the right in slot 0. */
const roundTrip = run(compile(syncIpc, syncIpcSystems.XS), [["Receive", 0, 0], ["Call", 0, 0], ["Reply", 0, 0]]);

/** A profile of our own making that bounds all that a trace of synchronous IPC can meet, for what no kernel has published. */
const figure = (cycles: number): Figure => ({ cycles, kind: "worst case", way: "one-way", source: "L4-IPC", grade: "P" });
const bounded: Profile = { id: "made up", kernel: "none", cpu: "none", clockMHz: 100, configuration: [], figures: {
  "ipc call": figure(400), "ipc reply": figure(300), "ipc send": figure(500), "null system call": figure(50), "yield": figure(600), "interrupt": figure(200),
} };
const everything = Object.fromEntries(outcomeNames(syncIpc.operations).map((name) =>
  [name, syncIpcCosts[name] ?? [name.startsWith("Call") || name.startsWith("Receive") ? "ipc send" : "null system call"] as const]));

describe("the duration of a trace", () => {
  test("of synchronous IPC is that of its call and its reply, and says what it leaves out", () => {
    const found = durationOf(syncIpc, profile("sel4-a57-tx1"), roundTrip);
    expect(roundTrip.map(({ outcome }) => outcome)).toEqual(["no client is sending", "a server is waiting", "the client gets its answer"]);
    expect([json(found.bill.cycles), json(found.cycles.from), found.cycles.to, json(found.microseconds!.from), found.clockMHz]).toEqual([839, 839, null, "839/1900", 1900]);
    expect([found.isLowerBound, found.withoutFigure.map(({ outcome, times }) => [outcome, times])]).toEqual([true, [["Receive / no client is sending", 1]]]);
    expect(found.says).toBe("3 steps take at least 839 cycles typically, from figures of grade P or better: 1 of them has no figure");
    expect(found.sources).toEqual(["seL4/website@eae65c90, _data/benchmarks.json (sel4bench-manifest d2007395) (SEL4-WEB, P)"]);
  });
  test("is an interval as wide as the spread of the figures, each as often as it is used", () => {
    const twice = [...roundTrip.slice(1), ...roundTrip.slice(1)];
    const found = durationOf(syncIpc, profile("sel4-u54-hifive"), twice);
    // 694 (71) and 740 (77), two of each.
    expect([found.cycles.from, found.bill.cycles, found.cycles.to].map((one) => json(one))).toEqual([2572, 2868, 3164]);
    expect(found.bill.figures.map(({ outcome, times, figure: { cycles } }) => [outcome, times, cycles])).toEqual([["ipc call", 2, 694], ["ipc reply", 2, 740]]);
    expect(json(found.microseconds!.to)).toBe("791/375");
    const measured = durationOf(syncIpc, profile("sel4bench-HIFIVE_64"), roundTrip.slice(1, 2));
    expect([measured.cycles.from, measured.cycles.to].map((one) => json(one))).toEqual([626, 973]);
    expect(measured.microseconds).toBeNull();
  });
  test("goes by one-way figures where there are no others, and names the source and the weakest grade", () => {
    const found = durationOf(syncIpc, profile("nova-i7-920"), roundTrip.slice(1));
    expect([json(found.bill.cycles), found.bill.grade, found.isLowerBound, json(found.microseconds!.from)]).toEqual([576, "A", false, "192/889"]);
  });
  test("of Genode's operations is the kernel's part of them", () => {
    const found = durationOf(genode, profile("sel4-a57-tx1"), [
      { operation: "Transfer quota", outcome: "the account is another one" }, { operation: "Invoke a capability", outcome: "the call reaches the owner" },
      { operation: "Reply", outcome: "the caller gets its answer" }, { operation: "Open a session", outcome: genode.operations.find(({ name }) => name === "Open a session")!.cases[0]!.when },
    ]);
    expect([json(found.bill.cycles), found.isLowerBound, found.withoutFigure.map(({ outcome }) => outcome.split(" / ")[0])]).toEqual([2 * 839, true, ["Open a session"]]);
  });
  test("of any trace of Genode is the sum of that of its parts", () => {
    const names = outcomeNames(genode.operations);
    const all = names.map((name) => ({ operation: name.slice(0, name.indexOf(" / ")), outcome: name.slice(name.indexOf(" / ") + 3) }));
    const whole = durationOf(genode, profile("sel4-a9-imx6"), all);
    const [first, second] = [all.slice(0, 70), all.slice(70)].map((part) => durationOf(genode, profile("sel4-a9-imx6"), part));
    expect(json(whole.bill.cycles)).toBe(json(first!.bill.cycles.add(second!.bill.cycles)));
    expect(names.length - whole.withoutFigure.length).toBe(Object.keys(genodeCosts).length);
  });
  test("is a bound only where every figure is one", () => {
    expect(durationOf(syncIpc, bounded, roundTrip, { kind: "worst case", attachment: everything })).toMatchObject({ isLowerBound: false, says: "3 steps take 1200 cycles in the worst case, from figures of grade P or better" });
    const typical = durationOf(syncIpc, profile("sel4-a57-tx1"), roundTrip, { kind: "worst case" });
    expect([json(typical.bill.cycles), typical.isLowerBound]).toEqual([0, true]);
    expect(typical.withoutFigure.map(({ why }) => why)).toContain('sel4-a57-tx1 has "ipc call" as a mean, which is not a bound');
  });
});

describe("a bill", () => {
  test("adds up what is covered, and names what is not, once, with how often", () => {
    const bill = billOf(profile("sel4-a9-imx6"), [{ outcome: "ipc call", times: 1 }, { outcome: "yield", times: 1 }, { outcome: "ipc reply", times: 1 }, { outcome: "yield", times: 2 }]);
    expect([json(bill.cycles), bill.most, bill.notCovered]).toEqual([719, null, [{ outcome: "yield", times: 3, why: 'sel4-a9-imx6 has no figure for "yield"' }]]);
  });
  test("is as good as the weakest of its figures", () => {
    const mixed: Profile = { ...bounded, figures: { "ipc call": { ...figure(400), grade: "S" }, "ipc reply": figure(300), "ipc send": { ...figure(500), grade: "A" } } };
    const grade = (...outcomes: readonly ("ipc call" | "ipc reply" | "ipc send")[]) => billOf(mixed, outcomes.map((outcome) => ({ outcome, times: 1 })), "worst case").grade;
    expect([grade("ipc reply"), grade("ipc reply", "ipc send"), grade("ipc reply", "ipc call", "ipc send")]).toEqual(["P", "A", "S"]);
  });
  test("counts nothing that is from memory only", () => {
    expect(billOf(profile("mach-486-50"), [{ outcome: "ipc round trip", times: 1 }])).toMatchObject({ figures: [], grade: null, notCovered: [{ why: 'mach-486-50 has "ipc round trip" from memory only: it must be looked up first' }] });
  });
});

describe("coverage", () => {
  test("says which outcomes a profile leaves out, and why", () => {
    const { covered, withoutFigure } = coverage(syncIpc, profile("atmosphere-c220g5"));
    expect(covered).toEqual(["Call / the client is ready", "Receive / the server is ready", "Reply / the server is ready"]);
    expect(withoutFigure).toContainEqual({ outcome: "Call / a server is waiting", why: 'atmosphere-c220g5 has no figure for "ipc call"' });
    expect(withoutFigure).toContainEqual({ outcome: "Cancel a client / the client leaves its call", why: "nothing says what a kernel does for it that has been measured" });
    expect(covered.length + withoutFigure.length).toBe(outcomeNames(syncIpc.operations).length);
  });
});

const activation = { kind: "pjd", period: 100_000, jitter: 0, distance: 0 } as const;
const chain = (...threads: string[]) => ({ id: "request", activation, segments: threads.map((thread) => ({ thread, wcet: 1000 })) });

describe("the C of a chain of calls", () => {
  test("is its segments with a call and a reply for each hop", () => {
    const [c] = callCost(profile("sel4-a57-tx1"), [chain("client", "vfs", "disk", "vfs", "client")]);
    expect([json(c!.cost), c!.hops.calls, c!.isLowerBound, json(c!.microseconds)]).toEqual([5000 + 2 * 839, 2, false, "3339/950"]);
    expect(c!.kernel.figures.map(({ outcome, times }) => [outcome, times])).toEqual([["ipc call", 2], ["ipc reply", 2]]);
    expect(c!.chain.segments.map(({ wcet }) => asJson(wcet as Exact))).toEqual([1000, 1413, 1413, 1426, 1426]);
  });
  test("is charged the round trip where a profile has only that, and is a lower bound where it has half of one", () => {
    const cost = (id: string) => {
      const [c] = callCost(profile(id), [chain("client", "server", "client")]);
      return [json(c!.cost), c!.isLowerBound, c!.kernel.figures.map(({ outcome }) => outcome)];
    };
    expect(cost("atmosphere-c220g5")).toEqual([3000 + 1058, false, ["ipc round trip"]]);
    expect(cost("sel4bench-TX1_64")).toEqual([3000 + 413, true, ["ipc call"]]);
    expect(cost("mach-486-50")).toEqual([3000, true, []]);
  });
  test("of a chain of notifications is charged those", () => {
    const [c] = callCost(profile("sel4-a57-tx1"), [{ ...chain("driver", "stack"), call: "async" as const }]);
    expect([json(c!.cost), c!.kernel.figures.map(({ outcome }) => outcome)]).toEqual([2000 + 1053, ["notify"]]);
  });
});

const rest = { dst: 600, paie: 200, psd: 100, interrupts: [] };

describe("the latency of a kernel by its specification", () => {
  test("is a bound where each outcome has one: the longest outcome, and what follows", () => {
    const found = kernelLatency(syncIpc, bounded, { attachment: everything, rest: { ...rest, interrupts: [periodicInterrupts({ wcet: 200, period: 1000 })] } });
    expect([json(found.longest), found.outcome, found.isBound, found.withoutFigure]).toEqual([500, expect.stringMatching(/^(?:Call|Receive) \/ /), true, []]);
    // max(600, 500) + 200 + 100 = 900, and the interrupts of 1100, of which there are two: 1300, and those are two, too.
    expect([json(found.latency.interferenceFree), json(found.latency.bound)]).toEqual([900, 1300]);
  });
  test("goes from one preemption point to the next where an outcome has some", () => {
    const longest = (stretches: Readonly<Record<string, readonly number[]>>) => {
      const { longest: cycles, outcome } = kernelLatency(syncIpc, bounded, { attachment: everything, stretches, rest });
      return [json(cycles), outcome];
    };
    expect(longest({ "Cancel a client / the client leaves its call": [3000] })).toEqual([3000, "Cancel a client / the client leaves its call"]);
    expect(longest({ "Cancel a client / the client leaves its call": [1000, 1200, 800] })).toEqual([1200, "Cancel a client / the client leaves its call"]);
    expect(longest({ "Cancel a client / the client leaves its call": [300, 400, 300] })[0]).toBe(500);
  });
  test("is no bound where outcomes have no figure, or means only", () => {
    const partly = kernelLatency(syncIpc, bounded, { rest });
    expect([partly.isBound, json(partly.longest), partly.withoutFigure.length > 5]).toEqual([false, 400, true]);
    const typical = kernelLatency(syncIpc, profile("sel4-a57-tx1"), { kind: "typical", rest });
    expect([typical.isBound, json(typical.longest), typical.outcome]).toEqual([false, 426, "Reply / the client gets its answer"]);
    const means: Profile = { ...bounded, figures: Object.fromEntries(Object.entries(bounded.figures).map(([name, one]) => [name, { ...one, kind: "typical" }])) };
    expect(kernelLatency(syncIpc, means, { kind: "typical", attachment: everything, rest })).toMatchObject({ isBound: false, withoutFigure: [] });
    const nothing = kernelLatency(genode, profile("mach-486-50"), { rest });
    expect([nothing.isBound, nothing.outcome, json(nothing.longest)]).toEqual([false, null, 0]);
  });
});

describe("tasks with what a kernel takes for them", () => {
  const tasks = [{ id: "a", wcet: 5000, period: 50_000 }, { id: "b", wcet: 9000, period: 100_000, jitter: 100 }];
  test("are charged two switches and a cache, wait for the kernel, and have interrupts above them", () => {
    const { tasks: charged, isLowerBound } = inflate(tasks, bounded, { kind: "worst case", cacheLoss: 300, segment: 500, interrupts: [{ id: "timer", wcet: 100, period: 10_000 }] });
    expect(charged!.map(({ id, wcet, blocking, jitter }) => [id, ...[wcet, blocking ?? 0, jitter ?? 0].map((time) => asJson(exact(time, "a time")))]))
      .toEqual([["timer", 300, 500, 0], ["a", 6500, 500, 0], ["b", 10_500, 500, 100]]);
    expect(isLowerBound).toBe(false);
    expect(fixedPriorityResponseTimes(charged!).tasks.map(({ bound }) => json(bound))).toEqual([800, 7300, 18_200]);
  });
  test("are charged too little where a profile has no figure, which is said", () => {
    const { isLowerBound, job, tasks: charged } = inflate(tasks, profile("nova-i7-920"));
    expect([isLowerBound, job.notCovered.map(({ outcome }) => outcome), charged!.map(({ wcet }) => json(wcet as Exact))]).toEqual([true, ["yield"], [5000, 9000]]);
  });
});

describe("bad input", () => {
  const typical = profile("sel4-a57-tx1");
  const cases: readonly (readonly [string, () => unknown])[] = [
    ["unknown name: trace[1]", () => durationOf(syncIpc, typical, [roundTrip[1]!, { operation: "Call", outcome: "nobody is there" }])],
    ["unknown name: specification", () => durationOf({ ...syncIpcText, name: "another" }, typical, [])],
    ['unknown name: attachment["Call / nobody"]', () => durationOf(syncIpc, typical, [], { attachment: { "Call / nobody": [] } })],
    ['unknown name: stretches["Call / nobody"]', () => kernelLatency(syncIpc, typical, { stretches: { "Call / nobody": [1] }, rest })],
    ['missing: stretches["Call / a server is waiting"]', () => kernelLatency(syncIpc, typical, { stretches: { "Call / a server is waiting": [] }, rest })],
    ["out of range: psd", () => kernelLatency(syncIpc, typical, { rest: { ...rest, psd: -1 } })],
    ["out of range: chains[0].segments[0].wcet", () => callCost(typical, [{ ...chain(), segments: [{ wcet: -1 }] }])],
    ["precondition: tasks[0].segments", () => inflate([{ id: "a", wcet: 2, period: 5, segments: [1, 1] }], typical)],
    ["out of range: interrupts[0].wcet", () => inflate([{ id: "a", wcet: 2, period: 5 }], typical, { interrupts: [{ id: "i", wcet: 0, period: 5 }] })],
    ["out of range: cacheLoss", () => inflate([{ id: "a", wcet: 2, period: 5 }], typical, { cacheLoss: -1 })],
  ];
  for (const [refusal, attempt] of cases) test(`is refused: ${refusal}`, () => {
    expect(refusalOf(attempt)).toBe(refusal);
  });
});
