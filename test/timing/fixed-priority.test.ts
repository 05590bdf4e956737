/** Fixed priorities: schedules never beat a bound, patterns reach it, and bounds move the right way. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Exact, asJson, ratio, sum } from "../../src/timing/exact.ts";
import { type Preemption, fixedPriorityResponseTimes, plainRecurrence } from "../../src/timing/fixed-priority/index.ts";
import type { ResponseTimes } from "../../src/timing/response/index.ts";
import { type WholeTask, completions, legalJobs, longest, replayed, systems } from "./reference-schedule.ts";

fc.configureGlobal({ seed: 10 });

const bounds = ({ tasks }: ResponseTimes): (number | string | null)[] => tasks.map(({ bound }) => bound === null ? null : asJson(bound));
const origins = fc.constantFrom("arrival" as const, "release" as const);
const rulesOf = (preemption: Preemption) =>
  ({ policy: "fixed-priority" as const, preemption: preemption === "limited" || preemption === "floating" ? "segments" as const : preemption });

describe("schedules", () => {
  for (const preemption of ["full", "none", "limited", "floating"] as const) test(`never beat the bound under preemption "${preemption}"`, () => {
    fc.assert(fc.property(systems().chain((tasks) => fc.tuple(fc.constant(tasks), legalJobs(tasks))), origins, ([tasks, jobs], from) => {
      const done = completions(jobs, tasks, rulesOf(preemption));
      const seen = longest(jobs, done, from);
      for (const time of ["discrete", "dense"] as const) for (const { id, bound } of fixedPriorityResponseTimes(tasks, { preemption, from, time }).tasks)
        expect({ id, seen: seen.get(id) ?? 0, within: bound!.gte(seen.get(id) ?? 0) }).toMatchObject({ within: true });
    }), { numRuns: 400 });
  });

  test("are bounded alike by all segments, and by the longest and the last of them, which say nothing of where they lie", () => {
    fc.assert(fc.property(systems(), fc.constantFrom("limited" as const, "floating" as const), (tasks, preemption) => {
      const less = tasks.map(({ segments, ...task }) => segments.length === 0 ? task
        : { ...task, longestSegment: Math.max(...segments.map(Number)), lastSegment: segments.at(-1)! });
      expect(bounds(fixedPriorityResponseTimes(less, { preemption }))).toEqual(bounds(fixedPriorityResponseTimes(tasks, { preemption })));
    }), { numRuns: 200 });
    const [high] = fixedPriorityResponseTimes([{ id: "high", wcet: 1, period: 9 }, { id: "low", wcet: 5, period: 20, longestSegment: 2 }],
      { preemption: "limited" }).tasks;
    expect([high!.bound!.valueOf(), high!.criticalInstant()]).toEqual([3, null]);
  });

  test("never beat the bound when jobs suspend themselves", () => {
    const away = (most: number) => fc.tuple(fc.nat(8), fc.oneof(fc.constant(most), fc.nat(most)));
    const suspending = systems().chain((tasks) => fc.tuple(
      fc.tuple(...tasks.map((task) => fc.nat(4).map((suspension) => ({ ...task, suspension })))), legalJobs(tasks)));
    fc.assert(fc.property(suspending.chain(([tasks, jobs]) => fc.tuple(fc.constant(tasks), fc.tuple(...jobs.map((job) =>
      away(tasks.find(({ id }) => id === job.task)!.suspension).map(([after, length]) => ({ ...job, away: [after % job.execution, length] as const })))))),
    origins, ([tasks, jobs], from) => {
      const seen = longest(jobs, completions(jobs, tasks, rulesOf("full")), from);
      for (const { id, bound } of fixedPriorityResponseTimes(tasks, { from }).tasks) if (bound !== null)
        expect({ id, seen: seen.get(id) ?? 0, within: bound.gte(seen.get(id) ?? 0) }).toMatchObject({ within: true });
    }), { numRuns: 400 });
  });

  for (const preemption of ["full", "none", "limited"] as const) test(`reach the bound from the critical instant under preemption "${preemption}"`, () => {
    fc.assert(fc.property(systems(), origins, (tasks, from) => {
      for (const { id, bound, criticalInstant } of fixedPriorityResponseTimes(tasks, { preemption, from, time: "discrete" }).tasks) {
        const jobs = replayed(criticalInstant()!);
        expect(legal(jobs, tasks)).toBe(true);
        const at = jobs.findLastIndex(({ task }) => task === id);
        expect({ id, response: completions(jobs, tasks, rulesOf(preemption), id)[at]! - jobs[at]![from] }).toEqual({ id, response: bound!.valueOf() });
      }
    }), { numRuns: 400 });
  });

  test("reach the bound among equals, too", () => {
    fc.assert(fc.property(systems().map((tasks) => tasks.map((task) => ({ ...task, priority: Math.floor(task.priority / 2) }))), (tasks) => {
      for (const { id, bound, criticalInstant } of fixedPriorityResponseTimes(tasks).tasks) {
        const jobs = replayed(criticalInstant()!);
        const done = completions(jobs, tasks, rulesOf("full"), id);
        expect(longest(jobs, done, "arrival").get(id)).toBe(bound!.valueOf());
      }
    }), { numRuns: 200 });
  });
});

/** Whether jobs are such as the tasks may have. */
const legal = (jobs: ReturnType<typeof replayed>, tasks: readonly WholeTask[]): boolean => tasks.every(({ id, period, jitter }) => {
  const own = jobs.filter(({ task }) => task === id);
  return own.every(({ arrival, release }, k) => arrival >= 0 && release >= arrival && release <= arrival + jitter
    && (k === 0 || arrival >= own[k - 1]!.arrival + period));
});

describe("bounds", () => {
  const options = fc.record({ preemption: fc.constantFrom<Preemption>("full", "none", "limited", "floating"), from: origins });
  test("are what their explanation adds up to", () => {
    fc.assert(fc.property(systems(), options, (tasks, how) => {
      for (const { bound, explanation, perJob } of fixedPriorityResponseTimes(tasks, how).tasks) {
        expect(asJson(sum(explanation().map(({ time }) => time)))).toBe(asJson(bound!));
        expect(perJob.some((one) => one.equals(bound!)) && perJob.every((one) => one.lte(bound!))).toBe(true);
      }
    }));
  });
  test("scale with the unit", () => {
    fc.assert(fc.property(systems(), options, fc.constantFrom("1/7", "3", "5/2"), (tasks, how, factor) => {
      const by = ratio(BigInt(factor.split("/")[0]!), BigInt(factor.split("/")[1] ?? 1));
      const scaled = tasks.map((task) => ({
        ...task, wcet: by.mul(task.wcet), period: by.mul(task.period), deadline: by.mul(task.deadline), jitter: by.mul(task.jitter),
        segments: task.segments.map((one) => by.mul(one)),
      }));
      expect(bounds(fixedPriorityResponseTimes(scaled, how)))
        .toEqual(fixedPriorityResponseTimes(tasks, how).tasks.map(({ bound }) => asJson(bound!.mul(by))));
    }));
  });
  test("do not depend on the order of the input", () => {
    fc.assert(fc.property(systems(), options, (tasks, how) => {
      expect(bounds(fixedPriorityResponseTimes(tasks.toReversed(), how)).toReversed()).toEqual(bounds(fixedPriorityResponseTimes(tasks, how)));
    }));
  });
  const longer = (before: ResponseTimes, after: ResponseTimes): boolean => before.tasks.every(({ id, bound }) => {
    const now: Exact | null = after.tasks.find((task) => task.id === id)!.bound;
    return now === null || (bound !== null && now.gte(bound));
  });
  test("grow with execution, jitter and blocking, with shorter periods, and with a task above", () => {
    fc.assert(fc.property(systems(), options, fc.nat(3), fc.integer({ min: 1, max: 3 }), (tasks, how, which, by) => {
      const at = which % tasks.length;
      const before = fixedPriorityResponseTimes(tasks, how);
      const changed = (change: object): ResponseTimes => fixedPriorityResponseTimes(tasks.map((task, i) => i === at ? { ...task, ...change } : task), how);
      const { wcet, jitter, period, segments } = tasks[at]!;
      expect(longer(before, changed({ jitter: jitter + by }))).toBe(true);
      expect(longer(before, changed({ blocking: by }))).toBe(true);
      expect(longer(before, changed({ period: Math.max(1, period - by) }))).toBe(true);
      expect(longer(before, changed({ wcet: wcet + by, segments: [by, ...segments] }))).toBe(true);
      expect(longer(before, fixedPriorityResponseTimes([{ id: "above", wcet: 1, period: 11, priority: -1 }, ...tasks], how))).toBe(true);
    }));
  });
  test("are those of the plain recurrence where a job does not delay the next", () => {
    fc.assert(fc.property(systems({ jitter: false }), (tasks) => {
      plainRecurrence(tasks).tasks.forEach(({ window, bound: single }, i) => {
        expect(single).toEqual(window!.lte(tasks[i]!.period) ? window : null);
        if (single !== null) expect(asJson(fixedPriorityResponseTimes(tasks).tasks[i]!.bound!)).toBe(asJson(single));
      });
    }));
  });
  test("are no shorter in dense time than in discrete", () => {
    fc.assert(fc.property(systems(), options, (tasks, how) => {
      const [dense, discrete] = (["dense", "discrete"] as const).map((time) => fixedPriorityResponseTimes(tasks, { ...how, time }));
      expect(longer(discrete!, dense!)).toBe(true);
    }));
  });
});

describe("by hand", () => {
  const one = { id: "a", wcet: 10, period: 10 };
  test("a task that leaves no time keeps what blocks it for ever, and has a bound", () => {
    const { tasks: [a], schedulable } = fixedPriorityResponseTimes([{ ...one, blocking: 1 }]);
    expect([asJson(a!.bound!), a!.busyWindow(), schedulable]).toEqual([11, null, false]);
  });
  test("a task that leaves no time and has jitter has bounds from arrival and from release", () => {
    // Releases at 0, 5, 15, ...: the second job waits 5 for the first.
    expect((["arrival", "release"] as const).map((from) => bounds(fixedPriorityResponseTimes([{ ...one, jitter: 5 }], { from })))).toEqual([[15], [15]]);
  });
  test("three jobs that arrive late together respond in 5, 10, 15 from release, and in 65 from arrival", () => {
    const tasks = [{ id: "burst", wcet: 5, period: 30, jitter: 60 }, { id: "low", wcet: 9, period: 100 }];
    const { tasks: [burst] } = fixedPriorityResponseTimes(tasks, { from: "release" });
    expect(burst!.perJob.map(asJson)).toEqual([5, 10, 15]);
    expect(bounds(fixedPriorityResponseTimes(tasks))).toEqual([65, 24]);
  });
  test("a level that asks for more than the processor has no bound, and those above it have", () => {
    const { tasks, schedulable } = fixedPriorityResponseTimes([one, { id: "b", wcet: 1, period: 1000 }, { id: "c", wcet: 1, period: 1000 }]);
    expect(tasks.map(({ bound, perJob, explanation, criticalInstant }) => [bound === null, perJob.length, explanation().length, criticalInstant()]))
      .toMatchObject([[false, 1, 1, [{ task: "a" }]], [true, 0, 0, null], [true, 0, 0, null]]);
    expect(schedulable).toBe(false);
  });
  test("a load of exactly 1 is told from one that is a little more", () => {
    const thirds = (more: number) => fixedPriorityResponseTimes([
      { id: "a", wcet: 1, period: 3 }, { id: "b", wcet: 1, period: 3 }, { id: "c", wcet: ratio(10 ** 12 + more, 10 ** 12), period: 3 }]);
    expect([thirds(0), thirds(1)].map(({ tasks }) => tasks[2]!.bound?.toFraction())).toEqual(["3", undefined]);
    expect(thirds(0).assumptions[0]!.checked).toBe("all together: at most 1.000000");
  });
  test("a suspension is execution for the task itself, and jitter R - C for those below", () => {
    const { tasks, assumptions } = fixedPriorityResponseTimes([{ id: "a", wcet: 1, period: 10, suspension: 2 }, { id: "b", wcet: 4, period: 20 }]);
    // b: 4 + ceil((w + 2)/10) = 5.
    expect(tasks.map(({ bound }) => asJson(bound!))).toEqual([3, 5]);
    expect(tasks.map(({ criticalInstant }) => criticalInstant())).toEqual([null, null]);
    expect(assumptions.map(({ says }) => says)).toContain("a suspension counts as execution of the task itself, and as jitter R - C for those below");
  });
  test("a suspension without a bound leaves none to those below", () => {
    expect(bounds(fixedPriorityResponseTimes([{ id: "a", wcet: 6, period: 10, suspension: 5 }, { id: "b", wcet: 1, period: 20 }]))).toEqual([null, null]);
  });
  test("the explanation names who delays whom", () => {
    const { tasks } = fixedPriorityResponseTimes([
      { id: "irq", wcet: 1, period: 4 }, { id: "driver", wcet: 3, period: 20, jitter: 2 }, { id: "app", wcet: 9, period: 40, segments: [4, 5] },
    ], { preemption: "limited", time: "discrete" });
    expect(tasks[1]!.explanation().map(({ what, task, jobs, time }) => [what, task, jobs, asJson(time)])).toEqual([
      ["blocking", "app", 1, 4], ["own jobs", "driver", 1, 3], ["interference", "irq", 2, 2], ["before the window", "driver", 1, 2],
    ]);
  });
});
