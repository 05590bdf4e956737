/** Latencies of kernels: against searches that look at everything, by their laws, and against bad input. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asJson, ratio } from "../../src/timing/exact.ts";
import {
  type KernelStep, type LatencyParts, type Overheads, burstsFound, chargeOverheads, latencyBound, longestSegment, periodicInterrupts, slidingWindow, together,
} from "../../src/timing/kernel/index.ts";
import { refusalOf } from "./refused.ts";

const parts = { poid: 5, dst: 7, paie: 2, psd: 3 };
const latencyOf = (given: Partial<LatencyParts>): number | string | null => {
  const { bound } = latencyBound({ ...parts, interrupts: [], ...given });
  return bound === null ? null : asJson(bound);
};

describe("the latency of a kernel", () => {
  test("without interrupts is the longer of the two, with what follows", () => {
    expect([latencyOf({}), latencyOf({ poid: 9 }), latencyOf({ poid: 0, dst: 0, paie: 0, psd: 0 })]).toEqual([12, 14, 0]);
  });
  test("is the least time that pays for its own interrupts, and there is none where they take everything", () => {
    // 12 + 2 * 3 = 18, which meets ceil(18 / 8) = 3 interrupts: 21, and those of 21 are the same 3.
    expect(latencyOf({ interrupts: [periodicInterrupts({ wcet: 3, period: 8 })] })).toBe(21);
    expect(latencyOf({ interrupts: [periodicInterrupts({ wcet: 3, period: 8 }), periodicInterrupts({ wcet: 5, period: 8 })] })).toBeNull();
    expect(latencyOf({ interrupts: [periodicInterrupts({ wcet: 9, period: 8 })] })).toBeNull();
  });
  test("is a fixed point, and no whole time before it is one", () => {
    const interrupt = fc.record({ wcet: fc.integer({ min: 1, max: 4 }), period: fc.integer({ min: 10, max: 40 }), jitter: fc.integer({ min: 0, max: 30 }) });
    fc.assert(fc.property(fc.array(interrupt, { maxLength: 3 }), (given) => {
      const interrupts = given.map((one) => periodicInterrupts(one));
      const bound = latencyOf({ interrupts }) as number | null;
      if (bound === null) return;
      const needed = (window: number): number => 12 + together(interrupts).in(ratio(window)).valueOf();
      expect(needed(bound)).toBe(bound);
      for (let window = 1; window < bound; window += 1) expect(needed(window)).toBeGreaterThan(window);
    }));
  });
  test("grows with every part, and k times with all of them", () => {
    const interrupts = (k: number) => [periodicInterrupts({ wcet: 3 * k, period: 20 * k })];
    fc.assert(fc.property(fc.record({ poid: fc.nat(40), dst: fc.nat(40), paie: fc.nat(40), psd: fc.nat(40) }), fc.integer({ min: 2, max: 9 }), (given, k) => {
      const one = Number(latencyOf({ ...given, interrupts: interrupts(1) }));
      for (const name of ["poid", "dst", "paie", "psd"] as const)
        expect(Number(latencyOf({ ...given, [name]: given[name] + 1, interrupts: interrupts(1) }))).toBeGreaterThanOrEqual(one);
      const longer = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value * k]));
      expect(latencyOf({ ...longer, interrupts: interrupts(k) })).toBe(one * k);
    }));
  });
});

describe("the worst burst of a trace", () => {
  const trace = fc.array(fc.record({ gap: fc.nat(8), duration: fc.integer({ min: 1, max: 5 }) }), { maxLength: 8 }).map((all) => {
    let at = 0;
    return all.map(({ gap, duration }) => {
      const one = { at: at + gap, duration };
      at += gap + duration;
      return one;
    });
  });
  test("is the largest over all windows that begin anywhere", () => {
    fc.assert(fc.property(trace, fc.integer({ min: 1, max: 40 }), (all, window) => {
      const anywhere = Array.from({ length: 120 }, (_, from) => all.filter(({ at }) => at >= from && at < from + window).reduce((taken, { duration }) => taken + duration, 0));
      expect(asJson(slidingWindow(all).in(ratio(window)))).toBe(Math.max(0, ...anywhere));
    }));
  });
  test("of a periodic trace is at most what its period says", () => {
    const all = Array.from({ length: 20 }, (_, i) => ({ at: i * 7, duration: 2 }));
    for (let window = 1; window < 60; window += 1)
      expect(asJson(slidingWindow(all).in(ratio(window)))).toBe(asJson(periodicInterrupts({ wcet: 2, period: 7 }).in(ratio(window))));
  });
  test("holds from the window on for which it was found", () => {
    const found = burstsFound([{ window: 5, burst: 3 }, { window: 9, burst: 4 }]);
    expect([0, 4, 5, 8, 9, 100].map((window) => asJson(found.in(ratio(window))))).toEqual([0, 0, 3, 3, 4, 4]);
  });
});

describe("the longest segment", () => {
  test("of a revocation is a work unit between two preemption points, or the way in or out", () => {
    const steps: KernelStep[] = [
      { from: "user", to: "entry", cost: 80 }, { from: "entry", to: "clear", cost: 40 },
      // 100 units of 256 bytes are cleared before an interrupt is looked for.
      { from: "clear", to: "preemption point", cost: 30, times: 100 }, { from: "preemption point", to: "clear", cost: 5 },
      { from: "preemption point", to: "done", cost: 60 }, { from: "done", to: "user", cost: 50 },
    ];
    const { length, path } = longestSegment({ steps, open: ["user", "preemption point"] });
    expect([asJson(length), path]).toEqual([3120, ["user", "entry", "clear", "preemption point"]]);
  });
  test("is the longest of all ways, found by walking each", () => {
    const graph = fc.array(fc.record({ from: fc.nat(5), more: fc.integer({ min: 1, max: 4 }), cost: fc.nat(9) }), { minLength: 1, maxLength: 14 })
      .map((all): KernelStep[] => all.map(({ from, more, cost }) => ({ from: `p${from}`, to: `p${from + more}`, cost })));
    fc.assert(fc.property(graph, fc.nat(3), (steps, also) => {
      const places = new Set(steps.flatMap(({ from, to }) => [from, to]));
      const open = [...places].filter((place, i) => i === 0 || place === `p${also + 4}`);
      const walk = (place: string): number => Math.max(0, ...steps.filter(({ from }) => from === place)
        .map(({ to, cost }) => Number(cost) + (open.includes(to) ? 0 : walk(to))));
      const { length, path } = longestSegment({ steps, open });
      expect(asJson(length)).toBe(Math.max(...open.map(walk)));
      expect(open).toContain(path[0]);
    }));
  });
  test("does not need a stack as deep as the kernel is long", () => {
    const steps = Array.from({ length: 20_000 }, (_, i) => ({ from: `p${i}`, to: `p${i + 1}`, cost: 1 }));
    expect(asJson(longestSegment({ steps, open: ["p0"] }).length)).toBe(20_000);
  });
});

describe("overheads", () => {
  const tasks = [{ id: "a", wcet: 10, period: 100 }, { id: "b", wcet: 5, period: 50, deadline: 40 }];
  const wcets = (overheads: Overheads, processors = 1): number[] | undefined => chargeOverheads(tasks, overheads, processors).tasks?.map(({ wcet }) => wcet.valueOf());
  test("of nothing charge nothing", () => {
    expect(chargeOverheads(tasks, {}).tasks!.map(({ wcet, period, deadline }) => [wcet, period, deadline].map(asJson))).toEqual([[10, 100, 100], [5, 50, 40]]);
  });
  test("charge two decisions, two switches and one cold cache, and a message between processors only where there are several", () => {
    expect(wcets({ schedule: 1, contextSwitch: 2, cacheLoss: 3 })).toEqual([19, 14]);
    expect([wcets({ crossProcessor: 4 }), wcets({ crossProcessor: 4 }, 2)]).toEqual([[10, 5], [14, 9]]);
  });
  test("of interrupts slow a job down and delay it at both ends", () => {
    // A tick of 1 in each 10 leaves 9/10: (10 + 2) / (9/10) and (5 + 2) / (9/10).
    expect(chargeOverheads(tasks, { tick: 1, quantum: 10 }).tasks!.map(({ wcet }) => wcet.toFraction())).toEqual(["40/3", "70/9"]);
    expect(asJson(chargeOverheads(tasks, { release: 1, tick: 1, quantum: 10 }).left)).toBe("87/100");
  });
  test("leave nothing where interrupts take the processor, or a release comes as late as the deadline", () => {
    expect([wcets({ tick: 10, quantum: 10 }), wcets({ releaseLatency: 40 })]).toEqual([undefined, undefined]);
  });
  test("never charge less for more", () => {
    const some = fc.record(Object.fromEntries(["schedule", "contextSwitch", "cacheLoss", "crossProcessor", "release", "releaseLatency", "tick"].map((name) => [name, fc.nat(4)])));
    fc.assert(fc.property(some, fc.nat(6), (overheads, which) => {
      const name = Object.keys(overheads)[which]!;
      const [before, after] = [overheads, { ...overheads, [name]: overheads[name]! + 1 }].map((one) => wcets({ ...one, quantum: 20 }, 2));
      after?.forEach((wcet, i) => expect(wcet).toBeGreaterThanOrEqual(before![i]!));
    }));
  });
});

describe("bad input", () => {
  const task = { id: "a", wcet: 1, period: 10 };
  const cases: readonly (readonly [string, () => unknown])[] = [
    ["out of range: poid", () => latencyBound({ ...parts, poid: -1, interrupts: [] })],
    ["not a number: psd", () => latencyBound({ ...parts, psd: NaN, interrupts: [] })],
    ["missing: dst", () => latencyBound({ ...parts, dst: undefined as never, interrupts: [] })],
    ["out of range: interrupts.period", () => periodicInterrupts({ wcet: 1, period: 0 })],
    ["out of range: interrupts.jitter", () => periodicInterrupts({ wcet: 1, period: 5, jitter: -1 })],
    ["too large: interrupts", () => latencyBound({ ...parts, interrupts: [periodicInterrupts({ wcet: "999999/1000000", period: 1 })] })],
    ["out of range: trace[1].at", () => slidingWindow([{ at: 3, duration: 2 }, { at: 4, duration: 1 }])],
    ["out of range: trace[0].duration", () => slidingWindow([{ at: 3, duration: 0 }])],
    ["too large: trace", () => slidingWindow(Array.from({ length: 1_000_000 }, (_, at) => ({ at, duration: 1 })))],
    ["out of range: bursts[1]", () => burstsFound([{ window: 5, burst: 3 }, { window: 5, burst: 4 }])],
    ["cycle: steps", () => longestSegment({ steps: [{ from: "a", to: "b", cost: 1 }, { from: "b", to: "c", cost: 1 }, { from: "c", to: "b", cost: 1 }], open: ["a"] })],
    ["unknown name: open[0]", () => longestSegment({ steps: [{ from: "a", to: "b", cost: 1 }], open: ["z"] })],
    ["out of range: steps[0].cost", () => longestSegment({ steps: [{ from: "a", to: "b", cost: -1 }], open: ["a"] })],
    ["out of range: steps[0].times", () => longestSegment({ steps: [{ from: "a", to: "b", cost: 1, times: 0 }], open: ["a"] })],
    ["missing: quantum", () => chargeOverheads([task], { tick: 1 })],
    ["out of range: quantum", () => chargeOverheads([task], { tick: 1, quantum: 0 })],
    ["out of range: schedule", () => chargeOverheads([task], { schedule: -1 })],
    ["out of range: processors", () => chargeOverheads([task], {}, 0)],
    ["out of range: tasks[0].period", () => chargeOverheads([{ ...task, period: 0 }], {})],
  ];
  for (const [refusal, run] of cases) test(`is refused: ${refusal}`, () => {
    expect(refusalOf(run)).toBe(refusal);
  });
});
