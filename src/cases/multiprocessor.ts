/** Worked cases of several processors. */
import { type Given, exact, sum } from "../timing/exact.ts";
import {
  bakerTest, densityTest, globalConventions, globalEdfResponseTimes, globalFixedPriorityResponseTimes, interferenceTest, largestPart,
  partition,
} from "../timing/multiprocessor/index.ts";
import { type Policy, missesOf, simulate } from "../timing/simulation/index.ts";
import type { Task } from "../timing/task.ts";
import type { Adapters } from "./case.ts";

interface GivenTask { readonly name?: string; readonly C: Given; readonly T: Given; readonly D?: Given }

export const multiprocessor: Adapters = {
  "mp.partition": ({ utilizations, order }: { utilizations: readonly Given[]; order: "decreasing" | "given" }) => {
    const items = utilizations.map((utilisation, i) => ({ id: `t${i}`, utilisation }));
    const packed = (fit: "first" | "best" | "worst") =>
      partition(items, { fit, order }).processors.map((one) => one.items.map(({ utilisation }) => utilisation));
    const { processors, assumptions } = partition(items, { fit: "first", order });
    return {
      firstFitDecreasing: packed("first"), bestFitDecreasing: packed("best"), worstFitDecreasing: packed("worst"),
      bins: processors.length, assumptions,
    };
  },
  "mp.semi-partitioned": ({ cases }: { cases: readonly { existing: readonly GivenTask[]; split: GivenTask }[] }) => ({
    maxC: cases.map(({ existing, split }) => largestPart(existing.map(taskOf), { ...taskOf(split, 0), id: "split" })?.cost ?? null),
  }),
  "mp.global-edf": ({ m, sets }: { m: number; sets: Readonly<Record<string, readonly GivenTask[]>> }) => {
    const each = (test: (tasks: readonly Task[]) => boolean): Record<string, boolean> =>
      Object.fromEntries(Object.entries(sets).map(([name, tasks]) => [name, test(tasks.map(taskOf))]));
    return {
      GFB: each((tasks) => densityTest(tasks, m)), BAK: each((tasks) => bakerTest(tasks, m)),
      BCL: each((tasks) => interferenceTest(tasks, m)), RTA: each((tasks) => globalEdfResponseTimes(tasks, m).schedulable),
      conventions: globalConventions,
    };
  },
  "mp.global-fp": ({ tasks: given }: { tasks: readonly GivenTask[] }) => {
    const tasks = given.map(taskOf);
    const bounds = (m: number) => globalFixedPriorityResponseTimes(tasks, m);
    const options = { until: horizonOf(tasks), trace: false };
    const simulated = (m: number) => Object.values(simulate({ policy: "fixed priority", processors: m, tasks }, {}, options).observed);
    return {
      uniprocessorSchedulable: bounds(1).schedulable,
      ...Object.fromEntries([2, 3].flatMap((m) => [
        [`R_m${m}`, bounds(m).tasks.map(({ bound }) => bound)], [`simulatedSynchronous_m${m}`, simulated(m)],
      ])),
      conventions: globalConventions, assumptions: bounds(2).assumptions,
    };
  },
  // Dhall's effect: the heaviest task misses its first deadline however light the rest is, under both policies.
  "sim.multiprocessor": ({ m, tasks: given }: { m: number; tasks: readonly GivenTask[] }) => {
    const tasks = given.map(taskOf);
    const shares = tasks.map(({ wcet, period }) => exact(wcet, "C").div(exact(period, "T")));
    const heavy = tasks[shares.reduce((most, share, i) => share.gt(shares[most]!) ? i : most, 0)]!;
    const run = (policy: Policy) =>
      simulate({ policy, processors: m, tasks: rateMonotonic(tasks) }, {}, { until: horizonOf(tasks), trace: false });
    const [edf, rm] = [run("edf"), run("fixed priority")];
    const first = edf.jobs.find(({ task, job }) => task === heavy.id && job === 0)!;
    return {
      utilization: sum(shares), heavyFinish: edf.ticks.time(first.finish), heavyDeadline: edf.ticks.time(first.deadline),
      missed: [edf, rm].every((one) => missesOf(one).some(({ task }) => task === heavy.id)), conventions: edf.conventions,
    };
  },
};

const taskOf = ({ name, C, T, D = T }: GivenTask, i: number): Task => ({ id: name ?? `t${i}`, wcet: C, period: T, deadline: D });

const rateMonotonic = (tasks: readonly Task[]): Task[] => {
  const period = (task: Task) => exact(task.period, "T");
  return tasks.map((task) => ({ ...task, priority: tasks.filter((other) => period(other).lt(period(task))).length }));
};

/** Some rounds of the longest period: the synchronous schedule up to there is a lower bound of what can happen. */
const horizonOf = (tasks: readonly Task[]) => sum(tasks.map(({ period }) => exact(period, "T"))).mul(10);
