/**
 * Refill queues of scheduling contexts: the invariants of the kernel over random operations, and the response times that
 * follow. What the kernel itself does stands in the golden cases.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asJson } from "../../src/timing/exact.ts";
import { RefillQueue, contextResponse } from "../../src/timing/mcs/index.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import { refusalOf } from "./refused.ts";

interface Settings {
  readonly budget: number;
  readonly period: number;
  readonly maxRefills: number;
}

const minBudget = 4;
/** Longest time that the kernel takes before it sees that a budget is used up. */
const kernelWcet = 2;

const settings: fc.Arbitrary<Settings> = fc.record({ budget: fc.integer({ min: minBudget, max: 40 }), more: fc.integer({ min: 0, max: 120 }), maxRefills: fc.integer({ min: 2, max: 6 }) })
  .map(({ budget, more, maxRefills }) => ({ budget, period: budget + more, maxRefills }));

/** What a thread does: it runs, as long as it has budget; it is preempted; it blocks and wakes. */
type Doing = { readonly run: number; readonly late: number } | { readonly preempted: number } | { readonly blocked: number };
const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ run: fc.integer({ min: 1, max: 60 }), late: fc.integer({ min: 0, max: kernelWcet }) }) },
  { weight: 1, arbitrary: fc.record({ preempted: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ blocked: fc.integer({ min: 0, max: 150 }) }) },
);
const doings = fc.array(doing, { maxLength: 40 });

/**
 * A thread alone on a context; `seen` after each step. Where a budget is used up the kernel notices it `late`. A sporadic
 * context is asked to unblock when its thread wakes, one of constant bandwidth whenever the processor is switched to it.
 */
function live(
  queue: RefillQueue, all: readonly Doing[], from = 0, seen: (now: number, used: number) => void = () => {}, kind: "sporadic" | "constant bandwidth" = "sporadic",
): { now: number; ran: [number, number][] } {
  const ran: [number, number][] = [];
  let now = from;
  for (const one of all) {
    if ("run" in one) {
      if (!queue.isReady(now)) now = queue.head.time;
      if (kind === "constant bandwidth" && ran.at(-1)?.[1] !== now) queue.unblock(now);
      const used = one.run < queue.head.amount ? one.run : queue.head.amount + one.late;
      ran.push([now, now + used]);
      now += used;
      queue.charge(now, used);
      seen(now, used);
    } else {
      now += "preempted" in one ? one.preempted : one.blocked;
      if ("blocked" in one && kind === "sporadic") queue.unblock(now);
      seen(now, 0);
    }
  }
  return { now, ran };
}

/** The moments of all units of budget: a refill [t, a] holds t, t + 1, ... t + a - 1. */
const unitsOf = (queue: RefillQueue): number[] => queue.refills.flatMap(({ time, amount }) => Array.from({ length: amount }, (_, i) => time + i));
const sorted = (all: readonly number[]): number[] => [...all].sort((a, b) => a - b);

describe("a refill queue", () => {
  test("holds the budget, in order, without overlap, in no more refills than allowed, with enough at its head", () => {
    fc.assert(fc.property(settings, doings, (given, all) => {
      const queue = new RefillQueue({ ...given, minBudget, at: 0 });
      live(queue, all, 0, () => {
        expect(queue.sum).toBe(given.budget);
        if (queue.isRoundRobin) return;
        expect(queue.refills.length).toBeLessThanOrEqual(given.maxRefills);
        expect(queue.head.amount).toBeGreaterThanOrEqual(minBudget);
        queue.refills.forEach(({ time, amount }, i) => { if (i > 0) expect(queue.refills[i - 1]!.time + queue.refills[i - 1]!.amount).toBeLessThanOrEqual(time); expect(amount).toBeGreaterThan(0); });
      });
    }), { numRuns: 400 });
  });
  test("brings no unit back before one period after its time, and moves none to an earlier time", () => {
    fc.assert(fc.property(settings.filter(({ budget, period }) => budget < period), doings, (given, all) => {
      const queue = new RefillQueue({ ...given, minBudget, at: 0 });
      let before = unitsOf(queue);
      live(queue, all, 0, (_, used) => {
        const turns = Math.floor(used / given.budget);
        const rest = used % given.budget;
        const least = sorted(before.map((unit, i) => unit + (turns + (i < rest ? 1 : 0)) * given.period));
        const after = sorted(unitsOf(queue));
        after.forEach((unit, i) => expect(unit).toBeGreaterThanOrEqual(least[i]!));
        before = unitsOf(queue);
      });
    }), { numRuns: 300 });
  });
  test("of constant bandwidth lets no window of a period have more than a budget and one late kernel", () => {
    let full = 0;
    fc.assert(fc.property(settings.filter(({ budget, period }) => budget < period), doings, (given, all) => {
      const { ran } = live(new RefillQueue({ ...given, minBudget, at: 0 }), all, 0, undefined, "constant bandwidth");
      for (const [from] of ran) {
        const within = ran.reduce((sum, [begin, end]) => sum + Math.max(0, Math.min(end, from + given.period) - Math.max(begin, from)), 0);
        if (within >= given.budget) full += 1;
        expect(within).toBeLessThanOrEqual(given.budget + kernelWcet);
      }
    }), { numRuns: 400 });
    expect(full).toBeGreaterThan(100);
  });
  test("keeps its invariants when a running context is configured anew", () => {
    fc.assert(fc.property(settings, doings, settings, doings, (given, first, other, then) => {
      const queue = new RefillQueue({ ...given, minBudget, at: 0 });
      const { now } = live(queue, first);
      const had = queue.head.amount;
      queue.update({ ...other, at: now });
      expect(queue.sum).toBe(other.budget);
      if (!queue.isRoundRobin) expect(queue.refills[0]!.amount).toBe(Math.min(had, other.budget));
      live(queue, then, now, () => {
        expect(queue.sum).toBe(other.budget);
        if (!queue.isRoundRobin) expect(queue.refills.length).toBeLessThanOrEqual(other.maxRefills);
      });
    }), { numRuns: 300 });
  });
  test("of a budget as long as its period is always ready", () => {
    const queue = new RefillQueue({ budget: 30, period: 30, maxRefills: 2, minBudget, at: 5 });
    live(queue, [{ run: 10, late: 0 }, { blocked: 3 }, { run: 40, late: 1 }, { preempted: 7 }, { run: 28, late: 0 }], 5, (now) => { expect(queue.isReady(now)).toBe(true); });
    expect(queue.refills).toEqual([{ time: 5, amount: 30 }, { time: 5, amount: 0 }]);
  });
});

/** When a job of some cost is done, alone on a context from a time on. */
function done(queue: RefillQueue, at: number, cost: number): number {
  let [now, left] = [at, cost];
  queue.unblock(now);
  while (left > 0) {
    if (!queue.isReady(now)) now = queue.head.time;
    const used = Math.min(left, queue.head.amount);
    now += used;
    left -= used;
    queue.charge(now, used);
  }
  return now - at;
}

describe("a job on a context", () => {
  test("that is alone and has its whole budget is done exactly when it is said", () => {
    fc.assert(fc.property(settings, fc.integer({ min: 1, max: 300 }), (given, cost) => {
      expect(done(new RefillQueue({ ...given, minBudget: 0, at: 0 }), 0, cost)).toBe(asJson(contextResponse({ ...given, cost }).fromFullBudget));
    }));
  });
  test("is done in time whatever the context has done before", () => {
    fc.assert(fc.property(settings, doings, fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 90 }), (given, all, cost, wait) => {
      const queue = new RefillQueue({ ...given, minBudget: 0, maxRefills: 1000, at: 0 });
      const before = live(queue, all.map((one) => "run" in one ? { ...one, late: 0 } : one));
      expect(done(queue, before.now + wait, cost)).toBeLessThanOrEqual(contextResponse({ ...given, cost }).fromAnyState.valueOf());
    }), { numRuns: 400 });
  });
  test("is late beyond that on a context of constant bandwidth that is kept waiting: its next period begins when it is switched to", () => {
    const queue = new RefillQueue({ budget: 2, period: 10, maxRefills: 10, minBudget: 0, at: 0 });
    let now = 0;
    for (let part = 0; part < 3; part += 1) {
      // Something above takes 8 as soon as the budget is there, at least 10 after it has done so before.
      now = Math.max(now, queue.head.time) + 8;
      queue.unblock(now);
      queue.charge(now += 2, 2);
    }
    expect([now, asJson(contextResponse({ budget: 2, period: 10, cost: 6 }).fromAnyState)]).toEqual([46, 38]);
  });
  test("takes no less with a higher cost, and no more with a higher budget", () => {
    fc.assert(fc.property(settings, fc.integer({ min: 1, max: 200 }), (given, cost) => {
      for (const key of ["fromFullBudget", "fromAnyState"] as const) {
        const of = (budget: number, more = cost): number => contextResponse({ ...given, budget, cost: more })[key].valueOf();
        expect(of(given.budget, cost + 1)).toBeGreaterThan(of(given.budget));
        if (given.budget < given.period) expect(of(given.budget + 1)).toBeLessThanOrEqual(of(given.budget));
      }
    }));
  });
});

describe("bad input", () => {
  const given = { budget: 10, period: 100, maxRefills: 4, minBudget, at: 0 };
  const used = (): RefillQueue => {
    const queue = new RefillQueue(given);
    queue.charge(10, 10);
    return queue;
  };
  const cases: readonly (readonly [string, () => unknown])[] = [
    ["out of range: budget", () => new RefillQueue({ ...given, budget: 3 })],
    ["out of range: budget", () => new RefillQueue({ ...given, budget: 101 })],
    ["out of range: period", () => new RefillQueue({ ...given, period: 0 })],
    ["not a number: period", () => new RefillQueue({ ...given, period: NaN })],
    ["not a number: budget", () => new RefillQueue({ ...given, budget: 9.5 })],
    ["not a number: budget", () => new RefillQueue({ ...given, budget: "10" as never })],
    ["out of range: maxRefills", () => new RefillQueue({ ...given, maxRefills: 1 })],
    ["out of range: minBudget", () => new RefillQueue({ ...given, minBudget: -1 })],
    ["too large: period", () => new RefillQueue({ ...given, period: 2 ** 60 })],
    ["out of range: at", () => used().unblock(9)],
    ["out of range: at", () => used().update({ ...given, at: 9 })],
    ["precondition: at", () => used().charge(99, 1)],
    ["out of range: usage", () => used().charge(100, -1)],
    ["too large: usage", () => used().charge(100, 2 ** 50)],
    ["too large: usage", () => new RefillQueue({ ...given, period: 2 ** 50 }).charge(9000, 9000)],
    ["out of range: cost", () => contextResponse({ budget: 1, period: 2, cost: -1 })],
    ["out of range: budget", () => contextResponse({ budget: 3, period: 2, cost: 1 })],
  ];
  for (const [refusal, run] of cases) test(`is refused: ${refusal}`, () => {
    expect(refusalOf(run)).toBe(refusal);
  });
  test("leaves the queue as it was", () => {
    const queue = used();
    const before = [...queue.refills];
    expect(() => queue.charge(100, 2 ** 50)).toThrow(TimingRefusal);
    expect(() => queue.update({ ...given, budget: 0, at: 20 })).toThrow(TimingRefusal);
    expect(queue.refills).toEqual(before);
    queue.unblock(15);
  });
});
