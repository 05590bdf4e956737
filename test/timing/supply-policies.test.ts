/**
 * Earliest deadline first, and first in, first out, on a supply: against every phase of small systems, tick by tick, against the
 * analyses of a whole processor, and by their laws.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { edfResponseTimes } from "../../src/timing/edf/index.ts";
import { asJson } from "../../src/timing/exact.ts";
import { fifoResponseTimes } from "../../src/timing/fifo.ts";
import {
  type ResponsesUnderSupply, type Supply, boundedDelay, dedicated, edfResponsesUnderSupply, edfUnderSupply, fifoResponsesUnderSupply, periodicResource, tdma,
} from "../../src/timing/supply/index.ts";
import type { Task } from "../../src/timing/task.ts";
import { refusalOf } from "./refused.ts";

const seed = 20261123;

interface Small extends Task {
  readonly wcet: number;
  readonly period: number;
  readonly deadline: number;
}

const smallSet = (most: number, jitter = 0): fc.Arbitrary<(Small & { readonly jitter: number })[]> => fc.array(fc.record({
  wcet: fc.integer({ min: 1, max: 4 }), period: fc.constantFrom(4, 6, 8, 12), deadline: fc.integer({ min: 1, max: 14 }), jitter: fc.integer({ min: 0, max: jitter }),
}), { minLength: 1, maxLength: most }).map((tasks) => tasks.map((task, i) => ({ id: `t${i}`, ...task })));

const answers = ({ tasks }: ResponsesUnderSupply) => tasks.map(({ response }) => response === null ? null : asJson(response));

/** Responses of periodic jobs in a schedule of whole ticks, where the processor is there in `isServed` ticks only. */
function schedule(tasks: readonly Small[], offsets: readonly number[], isServed: (tick: number) => boolean, order: "edf" | "fifo", until: number): number[] {
  const worst = tasks.map(() => 0);
  let jobs: { task: number; arrival: number; left: number }[] = [];
  const rank = (job: { task: number; arrival: number }): number => order === "fifo" ? job.arrival : job.arrival + tasks[job.task]!.deadline;
  for (let tick = 0; tick < until; tick += 1) {
    tasks.forEach(({ wcet, period }, task) => {
      if (tick >= offsets[task]! && (tick - offsets[task]!) % period === 0) jobs.push({ task, arrival: tick, left: wcet });
    });
    if (!isServed(tick) || jobs.length === 0) continue;
    // What comes later in the list goes first among equals: the last task is the unlucky one.
    const job = jobs.reduce((first, one) => rank(one) < rank(first) ? one : first);
    job.left -= 1;
    if (job.left > 0) continue;
    worst[job.task] = Math.max(worst[job.task]!, tick + 1 - job.arrival);
    jobs = jobs.filter((one) => one !== job);
  }
  return worst;
}

const analyses = { edf: edfResponsesUnderSupply, fifo: fifoResponsesUnderSupply } as const;

for (const [order, analyse] of Object.entries(analyses) as ["edf" | "fifo", typeof edfResponsesUnderSupply][]) describe(`${order} on a supply`, () => {
  test("is as on a whole processor where that is the supply", () => {
    const peer = order === "edf" ? edfResponseTimes : fifoResponseTimes;
    fc.assert(fc.property(smallSet(3, 6), (tasks) => {
      expect(answers(analyse(tasks, dedicated))).toEqual(peer(tasks).tasks.map(({ bound }) => bound === null ? null : asJson(bound)));
    }), { seed, numRuns: 300 });
  });
  test("is what the worst of all phases shows: no schedule is beyond a bound, and one reaches it", () => {
    let reached = 0;
    fc.assert(fc.property(smallSet(2), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 }), (tasks, slot, gap) => {
      const bounds = answers(analyse(tasks, tdma({ slot, cycle: slot + gap })));
      if (bounds.includes(null)) return;
      const worst = tasks.map(() => 0);
      for (let phase = 0; phase < slot + gap; phase += 1) for (let later = 0; later < tasks.at(-1)!.period; later += 1) for (const last of [0, tasks.length - 1]) {
        const offsets = tasks.map((_, i) => i === last ? later : 0);
        schedule(tasks, offsets, (tick) => (tick + phase) % (slot + gap) < slot, order, 120).forEach((seen, i) => { worst[i] = Math.max(worst[i]!, seen); });
      }
      worst.forEach((seen, i) => expect(seen).toBeLessThanOrEqual(Number(bounds[i])));
      // Ties go to the task that is first in the list, so that the bound of the last is the one that is met.
      expect(worst.at(-1)).toBe(bounds.at(-1));
      reached += 1;
    }), { seed, numRuns: 60 });
    expect(reached).toBeGreaterThan(10);
  });
  test("keeps its bounds wherever in each period the budget is served", () => {
    fc.assert(fc.property(smallSet(3), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 3 }), fc.array(fc.nat(99), { minLength: 24, maxLength: 24 }), fc.array(fc.nat(11), { minLength: 3, maxLength: 3 }),
      (tasks, budget, more, places, offsets) => {
        const bounds = answers(analyse(tasks, periodicResource({ budget, period: budget + more })));
        const isServed = (tick: number): boolean => {
          const from = places[Math.floor(tick / (budget + more)) % places.length]! % (more + 1);
          return tick % (budget + more) >= from && tick % (budget + more) < from + budget;
        };
        schedule(tasks, offsets, isServed, order, 160).forEach((seen, i) => { if (bounds[i] !== null) expect(seen).toBeLessThanOrEqual(Number(bounds[i])); });
      }), { seed, numRuns: 200 });
  });
  test("is k times later where all times are k times longer, and no earlier with less supply or more work", () => {
    const late = (found: ResponsesUnderSupply): number[] => found.tasks.map(({ response }) => response?.valueOf() ?? Infinity);
    fc.assert(fc.property(smallSet(3, 3), fc.integer({ min: 2, max: 6 }), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 2, max: 5 }), (tasks, budget, more, k) => {
      const supply = (times: number, less = 0): Supply => periodicResource({ budget: budget * times - less, period: (budget + more) * times });
      const before = late(analyse(tasks, supply(1)));
      const longer = tasks.map((task) => ({ ...task, wcet: task.wcet * k, period: task.period * k, deadline: task.deadline * k, jitter: task.jitter * k }));
      expect(late(analyse(longer, supply(k)))).toEqual(before.map((one) => one * k));
      for (const worse of [analyse(tasks, supply(1, 1)), analyse(tasks.map((task, i) => i === 0 ? { ...task, wcet: task.wcet + 1 } : task), supply(1))])
        late(worse).forEach((one, i) => expect(one).toBeGreaterThanOrEqual(before[i]!));
    }), { seed, numRuns: 80 });
  });
  test("has bounds where the tasks ask for all that is supplied, and none where they ask for more", () => {
    const task: Small = { id: "a", wcet: 2, period: 4, deadline: 4 };
    expect(answers(analyse([task], periodicResource({ budget: 1, period: 2 })))).toEqual([5]);
    expect(answers(analyse([task], boundedDelay({ rate: "1/2", delay: 3 })))).toEqual([7]);
    expect(answers(analyse([{ ...task, wcet: 3 }], periodicResource({ budget: 1, period: 2 })))).toEqual([null]);
    expect(answers(analyse([], dedicated))).toEqual([]);
  });
  const task = { id: "a", wcet: 1, period: 10 };
  const refusals: readonly (readonly [string, readonly Task[], Supply?])[] = [
    ["out of range: tasks[0].period", [{ ...task, period: 0 }]],
    ["not a number: tasks[0].wcet", [{ ...task, wcet: NaN }]],
    ["precondition: tasks[0].suspension", [{ ...task, suspension: 1 }]],
    ["precondition: tasks[0].blocking", [{ ...task, blocking: 1 }]],
    ["duplicate name: tasks[1].id", [task, task]],
    ["too large: tasks", [task], boundedDelay({ rate: 1, delay: 10_000_000 })],
  ];
  for (const [refusal, tasks, supply = dedicated] of refusals) test(`refuses ${refusal}`, () => {
    expect(refusalOf(() => analyse(tasks, supply))).toBe(refusal);
  });
});

test("by earliest deadline first all deadlines are met exactly where the demand is supplied", () => {
  let [met, missed] = [0, 0];
  fc.assert(fc.property(smallSet(3), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 3 }), (tasks, budget, more) => {
    const supply = periodicResource({ budget, period: budget + more });
    const all = edfResponsesUnderSupply(tasks, supply).tasks.every(({ response }, i) => response !== null && response.valueOf() <= tasks[i]!.deadline);
    expect(edfUnderSupply(tasks, supply).schedulable).toBe(all);
    if (all) met += 1;
    else missed += 1;
  }), { seed, numRuns: 300 });
  expect(Math.min(met, missed)).toBeGreaterThan(20);
});
