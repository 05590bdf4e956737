/** Offsets: the schedule that repeats, against one that is run tick by tick, and the bound that is quicker. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asJson } from "../../src/timing/exact.ts";
import { fixedPriorityResponseTimes, notionalResponseTimes, offsetResponseTimes } from "../../src/timing/fixed-priority/index.ts";
import { completions, systems } from "./reference-schedule.ts";

fc.configureGlobal({ seed: 11 });

const withOffsets = fc.tuple(systems({ jitter: false, periods: [4, 6, 8, 12] }), fc.array(fc.nat(20), { minLength: 4, maxLength: 4 }))
  .map(([tasks, offsets]) => tasks.map((task, i) => ({ ...task, offset: offsets[i]! })));

describe("tasks with offsets", () => {
  test("respond as in a long schedule", () => {
    fc.assert(fc.property(withOffsets, (tasks) => {
      const jobs = tasks.flatMap(({ id, wcet, period, offset }) => Array.from({ length: Math.ceil(150 / period) }, (_, k) =>
        ({ task: id, arrival: offset + k * period, release: offset + k * period, execution: wcet })));
      const done = completions(jobs, tasks, { policy: "fixed-priority", preemption: "full" });
      const seen = tasks.map(({ id }) => Math.max(...jobs.map(({ task, arrival }, i) => task === id ? done[i]! - arrival : 0)));
      const { tasks: found } = offsetResponseTimes(tasks);
      expect(found.map(({ bound }) => bound!.valueOf())).toEqual(seen);
      found.forEach(({ arrival }, i) => {
        const at = jobs.findIndex((job) => job.task === tasks[i]!.id && job.arrival === arrival!.valueOf());
        expect(done[at]! - jobs[at]!.arrival).toBe(seen[i]);
      });
    }), { numRuns: 300 });
  });
  test("respond within the notional bound, and that is within the bound without offsets", () => {
    fc.assert(fc.property(withOffsets, (tasks) => {
      const [exact, without] = [offsetResponseTimes(tasks).tasks, fixedPriorityResponseTimes(tasks).tasks];
      notionalResponseTimes(tasks).tasks.forEach(({ bound }, i) => {
        expect([bound!.gte(exact[i]!.bound!), bound!.lte(without[i]!.bound!)]).toEqual([true, true]);
      });
    }), { numRuns: 1000 });
  });
  test("that do not fit have no bound, and those above them do", () => {
    const tasks = [{ id: "a", wcet: 2, period: 4 }, { id: "b", wcet: 3, period: 4, offset: 1 }, { id: "c", wcet: 1, period: 100, offset: 3 }];
    expect(offsetResponseTimes(tasks).tasks.map(({ bound }) => bound === null ? null : asJson(bound))).toEqual([2, null, null]);
    expect(notionalResponseTimes(tasks).tasks.map(({ bound }) => bound === null ? null : asJson(bound))).toEqual([2, null, null]);
  });
  test("of one period, far enough apart, do not delay each other", () => {
    const tasks = ["a", "b", "c"].map((id, i) => ({ id, wcet: 3, period: 30, offset: 7 + 10 * i }));
    expect(notionalResponseTimes(tasks).tasks.map(({ bound }) => asJson(bound!))).toEqual([3, 3, 3]);
    expect(offsetResponseTimes(tasks).tasks.map(({ bound }) => asJson(bound!))).toEqual([3, 3, 3]);
  });
  test("that leave no time repeat after the first hyperperiods", () => {
    const { tasks, horizon } = offsetResponseTimes([{ id: "a", wcet: 1, period: 2, offset: 1 }, { id: "b", wcet: 2, period: 4 }]);
    expect([tasks.map(({ bound }) => asJson(bound!)), asJson(horizon)]).toEqual([[1, 3], 8]);
  });
});
