/** What a kernel charges for calls, and interrupts as tasks: by their laws, against the latency of the kernel, and bad input. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Chain, chainResponses, donatedResponses } from "../../src/timing/chains/index.ts";
import { asJson } from "../../src/timing/exact.ts";
import { fixedPriorityResponseTimes } from "../../src/timing/fixed-priority/index.ts";
import { type InterruptTask, chargeCalls, latencyBound, periodicInterrupts, withInterrupts } from "../../src/timing/kernel/index.ts";
import type { Task } from "../../src/timing/task.ts";
import { refusalOf } from "./refused.ts";

const seed = 20261123;
const activation = { kind: "pjd", period: 1000, jitter: 0, distance: 0 } as const;
const chain = (id: string, threads: readonly string[], more: Partial<Chain> = {}): Chain =>
  ({ id, activation, segments: threads.map((thread) => ({ thread, wcet: 10 })), ...more });

/** A call tree of random shape, in the order of its execution, and how many calls it has. */
const callTree: fc.Arbitrary<{ readonly threads: string[]; readonly calls: number }> = fc.array(fc.boolean(), { maxLength: 12 }).map((moves) => {
  const [threads, held] = [["client"], ["client"]];
  let calls = 0;
  for (const goesDown of moves) {
    if (goesDown) held.push(`server ${calls += 1}`);
    else if (held.length > 1) held.pop();
    else continue;
    threads.push(held.at(-1)!);
  }
  return { threads, calls };
});

describe("the charge for calls", () => {
  test("is a call and a reply for each hop, wherever the chain ends", () => {
    fc.assert(fc.property(callTree, fc.nat(50), fc.nat(50), ({ threads, calls }, call, reply) => {
      const [{ chain: charged, hops, cost }] = chargeCalls([chain("a", threads)], { call, reply }) as [ReturnType<typeof chargeCalls>[0]];
      expect(hops).toEqual({ calls, replies: calls, notifications: 0 });
      expect(asJson(cost)).toBe(threads.length * 10 + calls * (call + reply));
      expect(charged.segments.map(({ thread }) => thread)).toEqual(threads);
    }), { seed });
  });
  test("stands where the kernel is entered: a call with the one who is called, a reply with the one who goes on, and what is owed at the end", () => {
    const costs = (threads: readonly string[]) => chargeCalls([chain("a", threads)], { call: 100, reply: 1000 })[0]!.chain.segments.map(({ wcet }) => asJson(wcet as never));
    expect(costs(["client", "server", "client"])).toEqual([10, 110, 1010]);
    expect(costs(["client", "server"])).toEqual([10, 1110]);
    expect(costs(["client", "server", "driver", "client"])).toEqual([10, 110, 110, 2010]);
    expect(costs(["client", "client", "server", "server"])).toEqual([10, 10, 110, 1010]);
  });
  test("of a chain that only notifies is a notification for each step to another thread", () => {
    const [{ hops, cost }] = chargeCalls([chain("a", ["driver", "stack", "stack", "client"], { call: "async" })], { call: 100, reply: 100, notify: 7 }) as [ReturnType<typeof chargeCalls>[0]];
    expect([hops, asJson(cost)]).toEqual([{ calls: 0, replies: 0, notifications: 2 }, 54]);
  });
  test("is in the response of the client, and of those that it delays", () => {
    const clients = [chain("high", ["high", "shared", "high"]), chain("low", ["low", "shared", "low"])];
    const responses = (of: readonly Chain[]) => donatedResponses(of).clients.map(({ response, blocking }) => [asJson(response!), asJson(blocking!)]);
    expect(responses(clients)).toEqual([[40, 10], [60, 0]]);
    // Two hops of 3 + 4; the request of the low one counts with the call that leads into the server.
    expect(responses(chargeCalls(clients, { call: 3, reply: 4 }).map((one) => one.chain))).toEqual([[50, 13], [74, 0]]);
    expect(chainResponses(chargeCalls(clients, {}).map((one) => one.chain)).chains).toEqual(chainResponses(clients).chains);
  });
});

const interrupt = fc.record({ wcet: fc.integer({ min: 1, max: 4 }), period: fc.integer({ min: 12, max: 40 }), jitter: fc.integer({ min: 0, max: 30 }) });
const interruptTasks = (all: readonly Omit<InterruptTask, "id">[]): InterruptTask[] => all.map((one, i) => ({ id: `irq ${i}`, ...one }));
const bounds = (tasks: readonly Task[]) => fixedPriorityResponseTimes(tasks).tasks.map(({ bound }) => bound === null ? null : asJson(bound));

describe("interrupts as tasks", () => {
  test("delay the highest thread as the latency of the kernel says", () => {
    fc.assert(fc.property(fc.array(interrupt, { maxLength: 3 }), fc.nat(20), fc.integer({ min: 1, max: 20 }), (all, segment, entry) => {
      const thread: Task = { id: "handler", wcet: entry, period: 100_000 };
      const { bound } = latencyBound({ poid: segment, dst: 0, paie: entry, psd: 0, interrupts: all.map((one) => periodicInterrupts(one)) });
      expect(bounds(withInterrupts([thread], interruptTasks(all), segment)).at(-1)).toBe(bound === null ? null : asJson(bound));
    }), { seed });
  });
  test("are above every task, whatever priorities those have, and wait for the kernel's segment only", () => {
    const tasks: Task[] = [{ id: "low", wcet: 5, period: 100, priority: 7 }, { id: "high", wcet: 5, period: 50, priority: -3, blocking: 2 }];
    const all = withInterrupts(tasks, [{ id: "timer", wcet: 1, period: 10 }, { id: "net", wcet: 2, period: 20 }], 4);
    expect(all.map(({ id, priority, blocking }) => [id, priority, asJson(blocking as never)])).toEqual([["timer", -5, 4], ["net", -4, 4], ["low", 7, 4], ["high", -3, 6]]);
    expect(bounds(all)).toEqual([5, 7, 18, 15]);
    expect(bounds(withInterrupts(tasks, []))).toEqual(bounds(tasks));
  });
  test("make no task earlier", () => {
    fc.assert(fc.property(fc.array(interrupt, { minLength: 1, maxLength: 2 }), fc.nat(5), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }), (all, segment, wcets) => {
      const tasks = wcets.map((wcet, i): Task => ({ id: `t${i}`, wcet, period: 40 + i }));
      const without = bounds(tasks);
      bounds(withInterrupts(tasks, interruptTasks(all), segment)).slice(all.length)
        .forEach((late, i) => expect(Number(late ?? Infinity)).toBeGreaterThanOrEqual(Number(without[i] ?? Infinity)));
    }), { seed });
  });
});

describe("bad input", () => {
  const task = { id: "a", wcet: 1, period: 10 };
  const cases: readonly (readonly [string, () => unknown])[] = [
    ["out of range: call", () => chargeCalls([chain("a", ["x"])], { call: -1 })],
    ["not a number: reply", () => chargeCalls([chain("a", ["x"])], { reply: NaN })],
    ["out of range: chains[0].segments[0].wcet", () => chargeCalls([chain("a", ["x"], { segments: [{ wcet: 0 }] })], {})],
    ["duplicate name: chains[1].id", () => chargeCalls([chain("a", ["x"]), chain("a", ["x"])], {})],
    ["out of range: interrupts[0].period", () => withInterrupts([task], [{ id: "irq", wcet: 1, period: 0 }])],
    ["duplicate name: interrupts[0].id", () => withInterrupts([task], [{ id: "a", wcet: 1, period: 5 }])],
    ["out of range: segment", () => withInterrupts([task], [], -1)],
    ["out of range: tasks[0].wcet", () => withInterrupts([{ ...task, wcet: -1 }], [])],
    ["too large: tasks", () => withInterrupts(Array.from({ length: 1_000_000 }, () => task), [])],
  ];
  for (const [refusal, run] of cases) test(`is refused: ${refusal}`, () => {
    expect(refusalOf(run)).toBe(refusal);
  });
});
