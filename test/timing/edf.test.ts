/** EDF and FIFO: schedules never beat a bound, patterns reach it, and the demand test agrees with the response times. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demandBound, edfDemandTest, edfResponseTimes } from "../../src/timing/edf/index.ts";
import { asJson, ratio, sum } from "../../src/timing/exact.ts";
import { fixedPriorityResponseTimes } from "../../src/timing/fixed-priority/index.ts";
import { type PolicyOptions, responseTimes } from "../../src/timing/response-times.ts";
import { type Rules, completions, legalJobs, longest, replayed, systems } from "./reference-schedule.ts";

fc.configureGlobal({ seed: 9 });

const kinds: readonly (readonly [name: string, options: PolicyOptions, rules: Rules])[] = [
  ["preemptive EDF", { policy: "edf", time: "discrete" }, { policy: "edf", preemption: "full" }],
  ["EDF without preemption", { policy: "edf", preemption: "none", time: "discrete" }, { policy: "edf", preemption: "none" }],
  ["FIFO", { policy: "fifo", time: "discrete" }, { policy: "fifo", preemption: "none" }],
];
const origins = fc.constantFrom("arrival" as const, "release" as const);

describe.each(kinds)("%s", (_, options, rules) => {
  test("never beats its bound", () => {
    fc.assert(fc.property(systems().chain((tasks) => fc.tuple(fc.constant(tasks), legalJobs(tasks))), origins, ([tasks, jobs], from) => {
      const seen = longest(jobs, completions(jobs, tasks, rules), from);
      for (const time of ["discrete", "dense"] as const) for (const { id, bound } of responseTimes(tasks, { ...options, from, time }).tasks)
        expect({ id, seen: seen.get(id) ?? 0, within: bound!.gte(seen.get(id) ?? 0) }).toMatchObject({ within: true });
    }), { numRuns: 400 });
  });
  test("reaches its bound from the critical instant", () => {
    fc.assert(fc.property(systems(), origins, (tasks, from) => {
      for (const { id, bound, criticalInstant } of responseTimes(tasks, { ...options, from }).tasks) {
        const jobs = replayed(criticalInstant()!);
        const at = jobs.findLastIndex(({ task }) => task === id);
        expect({ id, response: completions(jobs, tasks, rules, id)[at]! - jobs[at]![from] }).toEqual({ id, response: bound!.valueOf() });
        for (const { jitter, period, id: other } of tasks) jobs.filter(({ task }) => task === other).forEach(({ arrival, release }, k, own) => {
          expect(arrival >= 0 && release >= arrival && release <= arrival + jitter && (k === 0 || arrival >= own[k - 1]!.arrival + period)).toBe(true);
        });
      }
    }), { numRuns: 400 });
  });
  test("has bounds that their explanation adds up to, that scale, and that do not depend on the order of the input", () => {
    fc.assert(fc.property(systems(), origins, (tasks, from) => {
      const found = responseTimes(tasks, { ...options, from }).tasks;
      for (const { bound, explanation } of found) expect(asJson(sum(explanation().map(({ time }) => time)))).toBe(asJson(bound!));
      expect(responseTimes(tasks.toReversed(), { ...options, from }).tasks.toReversed().map(({ bound }) => asJson(bound!)))
        .toEqual(found.map(({ bound }) => asJson(bound!)));
      const [dense, scaled] = [1, ratio(3, 7)].map((by) => responseTimes(tasks.map(({ id, wcet, period, deadline, jitter }) => ({
        id, wcet: ratio(wcet).mul(by), period: ratio(period).mul(by), deadline: ratio(deadline).mul(by), jitter: ratio(jitter).mul(by),
      })), { ...options, from, time: "dense" }).tasks.map(({ bound }) => bound!));
      expect(scaled!.map(asJson)).toEqual(dense!.map((bound) => asJson(bound.mul(ratio(3, 7)))));
    }));
  });
  test("has bounds that grow with execution and jitter, and with shorter periods at the same deadlines", () => {
    fc.assert(fc.property(systems(), origins, fc.nat(3), fc.integer({ min: 1, max: 3 }), (tasks, from, which, by) => {
      const one = tasks[which % tasks.length]!;
      const before = responseTimes(tasks, { ...options, from }).tasks;
      for (const change of [{ wcet: one.wcet + by, segments: [] }, { jitter: one.jitter + by }, { period: Math.max(1, one.period - by) }])
        responseTimes(tasks.map((task) => task === one ? { ...task, ...change } : task), { ...options, from }).tasks.forEach(({ bound }, i) => {
          expect(bound === null || bound.gte(before[i]!.bound!)).toBe(true);
        });
    }));
  });
  test("has no bounds where the tasks ask for too much", () => {
    const { tasks, schedulable } = responseTimes([{ id: "a", wcet: 1, period: 2 }, { id: "b", wcet: 2, period: 3 }], options);
    expect(tasks.map(({ bound, busyWindow, explanation, criticalInstant }) => [bound, busyWindow(), explanation(), criticalInstant()]))
      .toEqual([[null, null, [], null], [null, null, [], null]]);
    expect(schedulable).toBe(false);
  });
});

describe("the demand test", () => {
  const windows = Array.from({ length: 400 }, (_, window) => window);

  test("agrees with the demand of every window", () => {
    fc.assert(fc.property(systems(), (tasks) => {
      const { schedulable, violation, firstViolation } = edfDemandTest(tasks);
      const first = windows.find((window) => demandBound(tasks, ratio(window)).gt(window));
      expect([schedulable, firstViolation()?.valueOf()]).toEqual([first === undefined, first]);
      if (violation !== null) expect(violation.demand.gt(violation.window)).toBe(true);
    }));
  });
  test("passes exactly where all response times are within the deadlines", () => {
    fc.assert(fc.property(systems(), (tasks) => {
      expect(edfDemandTest(tasks).schedulable).toBe(edfResponseTimes(tasks).schedulable);
    }), { numRuns: 1000 });
  });
  test("with blocking passes exactly where they are, too", () => {
    fc.assert(fc.property(systems(), fc.array(fc.nat(4), { minLength: 4, maxLength: 4 }), (drawn, blocking) => {
      const tasks = drawn.map((task, i) => ({ ...task, blocking: blocking[i]! }));
      expect(edfDemandTest(tasks).schedulable).toBe(edfResponseTimes(tasks).schedulable);
    }), { numRuns: 1000 });
  });
  test("passes whatever fixed priorities can schedule", () => {
    fc.assert(fc.property(systems(), (tasks) => {
      if (fixedPriorityResponseTimes(tasks).schedulable) expect(edfDemandTest(tasks).schedulable).toBe(true);
    }), { numRuns: 1000 });
  });
  test("finds where the demand of an overload first is too much", () => {
    const tasks = [{ id: "a", wcet: 4, period: 5, deadline: 20 }, { id: "b", wcet: 3, period: 7, deadline: 20 }];
    const { schedulable, violation, firstViolation } = edfDemandTest(tasks);
    expect([schedulable, violation, firstViolation()!.valueOf()])
      .toEqual([false, null, windows.find((window) => demandBound(tasks, ratio(window)).gt(window))]);
  });
});
