/** One processor: laws between the policies, what tests of utilisation promise, and every kind of bad input, one by one. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demandBound, edfDemandTest, edfResponseTimes } from "../../src/timing/edf/index.ts";
import { type Exact, asJson, ratio } from "../../src/timing/exact.ts";
import { fifoResponseTimes } from "../../src/timing/fifo.ts";
import {
  canResponseTimes, fixedPriorityResponseTimes, hyperbolicTest, liuLaylandBound, liuLaylandTest, notionalResponseTimes, offsetResponseTimes, plainRecurrence, serverBound,
} from "../../src/timing/fixed-priority/index.ts";
import { type Job, exploreJobs } from "../../src/timing/jobs/index.ts";
import { type PolicyOptions, responseTimes } from "../../src/timing/response-times.ts";
import type { Task } from "../../src/timing/task.ts";
import { systems } from "./reference-schedule.ts";

fc.configureGlobal({ seed: 7 });

const isMost = (a: Exact | null, b: Exact | null): boolean => b === null || (a !== null && a.lte(b));

describe("laws", () => {
  test("two tasks of one period and priority are no better apart than as one, and the same to those below", () => {
    fc.assert(fc.property(systems({ jitter: false }), fc.integer({ min: 1, max: 5 }), (tasks, wcet) => {
      const [first, ...rest] = tasks;
      const apart = fixedPriorityResponseTimes([first!, { ...first!, id: "twin", wcet, segments: [] }, ...rest]).tasks;
      const [joined, ...below] = fixedPriorityResponseTimes([{ ...first!, wcet: first!.wcet + wcet, segments: [] }, ...rest]).tasks;
      expect([isMost(joined!.bound, apart[0]!.bound), isMost(joined!.bound, apart[1]!.bound)]).toEqual([true, true]);
      expect(below.map(({ bound }) => bound && asJson(bound))).toEqual(apart.slice(2).map(({ bound }) => bound && asJson(bound)));
    }), { numRuns: 300 });
  });
  test("a task is no better off with a lower priority", () => {
    fc.assert(fc.property(systems(), fc.nat(3), (tasks, which) => {
      const one = tasks[which % tasks.length]!;
      const [first, now, last] = [-1, one.priority, 99].map((priority) =>
        fixedPriorityResponseTimes(tasks.map((task) => task === one ? { ...task, priority } : task)).tasks.find(({ id }) => id === one.id)!.bound);
      expect([isMost(first!, now!), isMost(now!, last!)]).toEqual([true, true]);
    }), { numRuns: 200 });
  });
  test("preemption points between full and none bound the highest priority from both sides", () => {
    fc.assert(fc.property(systems(), (tasks) => {
      const [full, limited, none] = (["full", "limited", "none"] as const).map((preemption) => fixedPriorityResponseTimes(tasks, { preemption }).tasks[0]!.bound);
      expect([isMost(full!, limited!), isMost(limited!, none!)]).toEqual([true, true]);
    }), { numRuns: 200 });
  });
  test("in order of arrival no task waits longer than where all are equal and nothing is preempted", () => {
    fc.assert(fc.property(systems(), fc.constantFrom("arrival" as const, "release" as const), (tasks, from) => {
      const equal = fixedPriorityResponseTimes(tasks.map((task) => ({ ...task, priority: 0 })), { preemption: "none", from }).tasks;
      fifoResponseTimes(tasks, { from }).tasks.forEach(({ bound }, i) => { expect(isMost(bound, equal[i]!.bound)).toBe(true); });
    }), { numRuns: 300 });
  });
  test("in order of arrival every task waits for one job of each, where all of them fit into the shortest period", () => {
    fc.assert(fc.property(systems({ jitter: false }), (tasks) => {
      const all = tasks.reduce((sum, { wcet }) => sum + wcet, 0);
      fc.pre(all <= Math.min(...tasks.map(({ period }) => period)));
      expect(fifoResponseTimes(tasks).tasks.map(({ bound }) => asJson(bound!))).toEqual(tasks.map(() => all));
    }), { numRuns: 60 });
  });
  test("EDF with one relative deadline is in order of arrival, without preemption or with", () => {
    fc.assert(fc.property(systems({ jitter: false }), (drawn) => {
      const tasks = drawn.map((task) => ({ ...task, deadline: 25 }));
      const fifo = fifoResponseTimes(tasks).tasks.map(({ bound }) => asJson(bound!));
      expect(edfResponseTimes(tasks).tasks.map(({ bound }) => asJson(bound!))).toEqual(fifo);
      expect(edfResponseTimes(tasks, { preemption: "none" }).tasks.map(({ bound }) => asJson(bound!))).toEqual(fifo);
    }), { numRuns: 200 });
  });
});

describe("tests of utilisation", () => {
  const rateMonotonic = systems({ jitter: false }).map((tasks) => tasks.map((task) => ({ ...task, deadline: task.period, priority: task.period })));
  test("promise no more than response times keep, and the hyperbolic one no less than Liu's and Layland's", () => {
    let [passed, more] = [0, 0];
    fc.assert(fc.property(rateMonotonic, (tasks) => {
      const [simple, better] = [liuLaylandTest(tasks), hyperbolicTest(tasks)];
      if (simple) expect(better).toBe(true);
      if (better) expect(fixedPriorityResponseTimes(tasks).schedulable).toBe(true);
      [passed, more] = [passed + Number(simple), more + Number(better && !simple)];
    }), { numRuns: 500 });
    expect([passed > 50, more > 0]).toEqual([true, true]);
  });
  test("are exact where a bound in floating point is not", () => {
    // Two tasks of (sqrt 2 - 1) of their periods each, from below and from above.
    const tasks = (wcet: number): Task[] => ["a", "b"].map((id) => ({ id, wcet, period: 1e9 }));
    expect([414_213_562, 414_213_563].map((wcet) => [liuLaylandTest(tasks(wcet)), hyperbolicTest(tasks(wcet))])).toEqual([[true, true], [false, false]]);
    expect([liuLaylandBound(1), liuLaylandBound(Infinity), serverBound("sporadic", 0, Infinity)]).toEqual([1, Math.LN2, Math.LN2]);
  });
});

test("what a server leaves to tasks, by hand", () => {
  // One task beside a share of 1/2: K - 1, where K is 2.5 / 2 of a deferrable server, and 2 / 1.5 of the others; two tasks beside one of 1/4: 2 (sqrt(2.25 / 1.5) - 1).
  expect(serverBound("deferrable", 0.5, 1)).toBeCloseTo(1 / 4, 12);
  for (const kind of ["polling", "sporadic"] as const) expect(serverBound(kind, 0.5, 1)).toBeCloseTo(1 / 3, 12);
  expect(serverBound("deferrable", 0.25, 2)).toBeCloseTo(2 * (Math.sqrt(1.5) - 1), 12);
});

test("frames on a bus, by hand: what goes on is finished with the gap after it, and a bound ends with the frame", () => {
  // 132 bits and 52, each with a gap of 3. The first waits for the second, 55 + 132; the second for the gap before it and the first, 3 + 135 + 52.
  const { frames } = canResponseTimes([{ id: "first", bytes: 8, period: 1000 }, { id: "second", bytes: 0, period: 1000 }], 1);
  expect(frames.map(({ bound }) => bound?.toFraction())).toEqual(["187", "190"]);
});

const analyses: Readonly<Record<string, (tasks: readonly Task[]) => unknown>> = {
  "fixed priorities": fixedPriorityResponseTimes, "fixed priorities without preemption": (tasks) => fixedPriorityResponseTimes(tasks, { preemption: "none" }),
  "EDF": edfResponseTimes, "EDF without preemption": (tasks) => edfResponseTimes(tasks, { preemption: "none" }), "FIFO": fifoResponseTimes,
  "the demand test": edfDemandTest, "the demand bound": (tasks) => demandBound(tasks, ratio(10)), "offsets": offsetResponseTimes, "notional tasks": notionalResponseTimes,
  "the plain recurrence": plainRecurrence, "Liu's and Layland's test": liuLaylandTest, "the hyperbolic test": hyperbolicTest,
};

describe.each(Object.entries(analyses))("bad input of %s is one refusal that names the field", (_, analyse) => {
  const good = { id: "a", wcet: 1, period: 10 };
  for (const [what, field, code, tasks] of [
    ["no list", "tasks", "missing", { 0: good }],
    ["null", "tasks[1]", "missing", [good, null]],
    ["no name", "tasks[0].id", "missing", [{ ...good, id: "" }]],
    ["a name twice", "tasks[1].id", "duplicate name", [good, good]],
    ["no cost", "tasks[0].wcet", "missing", [{ id: "a", period: 1 }]],
    ["a cost of 0", "tasks[0].wcet", "out of range", [{ ...good, wcet: 0 }]],
    ["a negative cost", "tasks[0].wcet", "out of range", [{ ...good, wcet: -1 }]],
    ["no number", "tasks[0].wcet", "not a number", [{ ...good, wcet: Number.NaN }]],
    ["an endless cost", "tasks[0].wcet", "not a number", [{ ...good, wcet: Infinity }]],
    ["a text with a unit", "tasks[0].wcet", "not a number", [{ ...good, wcet: "1ms" }]],
    ["a best case above the worst", "tasks[0].bcet", "out of range", [{ ...good, bcet: 2 }]],
    ["a period of 0", "tasks[0].period", "out of range", [{ ...good, period: 0 }]],
    ["a negative period", "tasks[0].period", "out of range", [{ ...good, period: -5 }]],
    ["a deadline of 0", "tasks[0].deadline", "out of range", [{ ...good, deadline: 0 }]],
    ["a negative jitter", "tasks[0].jitter", "out of range", [{ ...good, jitter: -1 }]],
    ["a negative offset", "tasks[0].offset", "out of range", [{ ...good, offset: -1 }]],
    ["a negative blocking", "tasks[0].blocking", "out of range", [{ ...good, blocking: "-1/2" }]],
    ["a negative suspension", "tasks[0].suspension", "out of range", [{ ...good, suspension: -1 }]],
    ["segments of another sum", "tasks[0].segments", "out of range", [{ ...good, segments: [1, 1] }]],
    ["a stretch that is longer than the job", "tasks[0].longestSegment", "out of range", [{ ...good, longestSegment: 99 }]],
    ["a last stretch that is longer than the longest", "tasks[0].lastSegment", "out of range", [{ ...good, longestSegment: 1, lastSegment: "3/2" }]],
    ["a longest stretch beside segments", "tasks[0].longestSegment", "out of range", [{ ...good, segments: [good.wcet], longestSegment: 1 }]],
    ["half a priority", "tasks[0].priority", "not a number", [{ ...good, priority: 0.5 }]],
    ["units too far apart", "the times of tasks", "too large", [{ ...good, wcet: "1/1000003" }, { ...good, id: "b", wcet: "1/1000033", period: 1000 }]],
    ["nanoseconds beside years", "the times of tasks", "too large", [{ ...good, wcet: "0.000000001", period: 31_536_000 }]],
    ["a million tasks", "tasks", "too large", Array.from({ length: 1_000_000 }, () => good)],
  ] as const) test(what, () => {
    expect(() => analyse(tasks as unknown as Task[])).toThrow(expect.objectContaining({ name: "TimingRefusal", field, code }));
  });
});

describe("what an analysis does not hold for is refused", () => {
  const [a, b] = [{ id: "a", wcet: 1, period: 10 }, { id: "b", wcet: 2, period: 20 }];
  const nearlyFull = [{ id: "full", wcet: 999, period: 1000 }, { id: "rest", wcet: 1, period: 2_000_000, blocking: 2 ** 42 }];
  for (const [what, field, code, ask] of [
    ["suspension without preemption", "tasks[0].suspension", "precondition", () => fixedPriorityResponseTimes([{ ...a, suspension: 1 }], { preemption: "none" })],
    ["suspension of one of two equals", "tasks[1].priority", "precondition", () => fixedPriorityResponseTimes([{ ...a, priority: 1 }, { ...b, priority: 1, suspension: 1 }])],
    ["suspension under EDF", "tasks[1].suspension", "precondition", () => edfResponseTimes([a, { ...b, suspension: 1 }])],
    ["suspension in a demand test", "tasks[0].suspension", "precondition", () => edfDemandTest([{ ...a, suspension: 1 }])],
    ["suspension in the plain recurrence", "tasks[0].suspension", "precondition", () => plainRecurrence([{ ...a, suspension: 1 }])],
    ["suspension in order of arrival", "tasks[0].suspension", "precondition", () => fifoResponseTimes([{ ...a, suspension: 1 }])],
    ["blocking in order of arrival", "tasks[0].blocking", "precondition", () => fifoResponseTimes([{ ...a, blocking: 1 }])],
    ["jitter beside offsets", "tasks[0].jitter", "precondition", () => offsetResponseTimes([{ ...a, jitter: 1 }])],
    ["equals beside offsets", "tasks[0].priority", "precondition", () => offsetResponseTimes([{ ...a, priority: 1 }, { ...b, priority: 1 }])],
    ["a hyperperiod without end", "tasks", "too large", () => offsetResponseTimes([a, { id: "x", wcet: 1, period: 999_999_937 }, { id: "y", wcet: 1, period: 999_999_929 }])],
    ["a deadline before the period", "tasks[0].deadline", "precondition", () => liuLaylandTest([{ ...a, deadline: 5 }])],
    ["priorities that are not rate-monotonic", "tasks[0].priority", "precondition", () => hyperbolicTest([b, a])],
    ["a window that takes too long", "tasks", "too large", () => fixedPriorityResponseTimes(nearlyFull)],
    ["a busy window that takes too long, under EDF", "tasks", "too large", () => edfResponseTimes(nearlyFull)],
    ["fractions in discrete time", "options.time", "precondition", () => fixedPriorityResponseTimes([{ ...a, wcet: 0.5 }], { time: "discrete" })],
    ["an unknown time", "options.time", "unknown name", () => edfResponseTimes([a], { time: "quantum" as "dense" })],
    ["an unknown origin", "options.from", "unknown name", () => fifoResponseTimes([a], { from: "birth" as "arrival" })],
    ["an unknown preemption", "options.preemption", "unknown name", () => fixedPriorityResponseTimes([a], { preemption: "some" as "none" })],
    ["an unknown policy", "options.policy", "unknown name", () => responseTimes([a], { policy: "lottery" } as unknown as PolicyOptions)],
    ["no frames", "frames", "missing", () => canResponseTimes([], 1)],
    ["a frame of nine bytes", "frames[0].bytes", "out of range", () => canResponseTimes([{ id: "a", bytes: 9, period: 1 }], 1)],
    ["a bus without speed", "bitsPerUnit", "out of range", () => canResponseTimes([{ id: "a", bytes: 8, period: 1 }], 0)],
    ["a negative window", "window", "out of range", () => demandBound([a], ratio(-1))],
    ["a share above 1", "us", "out of range", () => serverBound("polling", 1.5, 1)],
    ["no tasks for a share", "n", "out of range", () => liuLaylandBound(0)],
  ] as const) test(what, () => {
    expect(ask).toThrow(expect.objectContaining({ name: "TimingRefusal", field, code }));
  });
  test("more than the processor has gives no bound, and the answer says how much is asked for", () => {
    const tasks = [{ id: "a", wcet: 3, period: 4 }, { id: "b", wcet: 3, period: 6 }];
    for (const policy of ["fixed-priority", "edf", "fifo"] as const) {
      const { tasks: found, assumptions, schedulable } = responseTimes(tasks, { policy });
      expect([found[1]!.bound, found[1]!.meetsDeadline, schedulable, assumptions.some(({ checked }) => checked.includes("1.25"))]).toEqual([null, false, false, true]);
    }
    expect(edfDemandTest(tasks)).toMatchObject({ schedulable: false, violation: null, points: 0 });
  });
  test("a window longer than the period is no bound of the plain recurrence", () => {
    const tasks = [{ id: "a", wcet: 26, period: 70 }, { id: "b", wcet: 62, period: 100, deadline: 120 }];
    const { tasks: found, assumptions } = plainRecurrence(tasks);
    expect(found.map(({ window, bound }) => [asJson(window!), bound && asJson(bound)])).toEqual([[26, 26], [114, null]]);
    expect(assumptions[0]!.checked).toBe("without: b");
    expect(fixedPriorityResponseTimes(tasks).tasks.map(({ bound }) => asJson(bound!))).toEqual([26, 118]);
  });
});

describe("bad input of a job set is one refusal that names the field", () => {
  const good: Job = { id: "a", release: [0, 1], cost: [1, 2], deadline: 5, priority: 1 };
  for (const [what, field, code, jobs] of [
    ["no list", "jobs", "missing", {}],
    ["a million jobs", "jobs", "too large", Array.from({ length: 1_000_000 }, () => good)],
    ["no name", "jobs[0].id", "missing", [{ ...good, id: "" }]],
    ["a name twice", "jobs[1].id", "duplicate name", [good, good]],
    ["one release", "jobs[0].release", "missing", [{ ...good, release: [1] }]],
    ["a release that ends before it begins", "jobs[0].release[1]", "out of range", [{ ...good, release: [2, 1] }]],
    ["a negative release", "jobs[0].release[0]", "out of range", [{ ...good, release: [-1, 1] }]],
    ["a cost of 0", "jobs[0].cost[0]", "out of range", [{ ...good, cost: [0, 1] }]],
    ["no number", "jobs[0].cost[1]", "not a number", [{ ...good, cost: [1, Number.NaN] }]],
    ["a negative deadline", "jobs[0].deadline", "out of range", [{ ...good, deadline: -1 }]],
    ["units too far apart", "the times of jobs", "too large", [{ ...good, deadline: 1e9, cost: ["1/1000003", 1], release: ["1/1000033", 1] }]],
    ["too much freedom", "jobs", "too large", Array.from({ length: 40 }, (_, i) => ({ ...good, id: `j${i}`, release: [0, 1000], cost: [1, 1000], deadline: 1e6, priority: i }))],
  ] as const) test(what, () => {
    expect(() => exploreJobs(jobs as unknown as Job[])).toThrow(expect.objectContaining({ name: "TimingRefusal", field, code }));
  });
});

test("under FIFO a job is latest after the others' late ones, not when all begin at once", () => {
  const tasks: Task[] = [{ id: "late", wcet: 3, period: 10, jitter: 9 }, { id: "last", wcet: 1, period: 100 }];
  expect(fifoResponseTimes(tasks).tasks.map(({ bound }) => asJson(bound!))).toEqual([13, 6]);
});
