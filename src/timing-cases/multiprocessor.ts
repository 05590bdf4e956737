/** Worked cases of several processors. */
import { type Given, exact, sum } from "../timing/exact.ts";
import {
  type GlobalEdfTests, globalConventions, globalEdfTests, globalFixedPriorityResponseTimes, largestPart, partition,
} from "../timing/multiprocessor/index.ts";
import { type Policy, missesOf, simulate } from "../timing/simulation/index.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { type Task, positive } from "../timing/task.ts";
import type { AllAnalyses as Analyses } from "./case.ts";
import { named } from "./naming.ts";
import { restingOn } from "./resting.ts";
import { type CaseTask, type CaseTasks, periodicTaskOf, prioritised, rateMonotonic, taskOf } from "./tasks-undeclared.ts";

export const multiprocessor: Analyses = {
  "mp.partition": ({ utilizations, order = "decreasing" }: { utilizations: readonly Given[]; order?: "decreasing" | "given" }) => {
    if (order !== "decreasing" && order !== "given") throw new TimingRefusal("unknown name", "order", `is ${JSON.stringify(order)}; give decreasing or given`);
    const items = utilizations.map((utilisation, i) => ({ id: `t${i}`, utilisation }));
    const packed = (fit: "first" | "best" | "worst") =>
      partition(items, { fit, order }).processors.map((one) => one.items.map(({ utilisation }) => utilisation));
    const { processors, assumptions } = partition(items, { fit: "first", order });
    const suffix = order === "decreasing" ? "Decreasing" : "";
    return {
      [`firstFit${suffix}`]: packed("first"), [`bestFit${suffix}`]: packed("best"), [`worstFit${suffix}`]: packed("worst"),
      bins: processors.length, assumptions,
    };
  },
  "mp.semi-partitioned": ({ cases }: { cases: readonly { existing: readonly CaseTask[]; split: CaseTask }[] }) => {
    const parts = cases.map(({ existing, split }, i) => {
      const [beside, whole] = [existing.map(taskOf), taskOf({ name: "split", C: split.C, T: split.T }, 0)];
      return named([[`tasks[${existing.length}]`, `cases[${i}].split`], ["tasks", `cases[${i}].existing`]],
        () => largestPart(beside, whole));
    });
    return { maxC: parts.map((part) => part?.cost ?? null), assumptions: restingOn(parts) };
  },
  "mp.global-edf": ({ m, sets }: { m: number; sets: Readonly<Record<string, readonly CaseTask[]>> }) => {
    const found = Object.entries(sets).map(([name, tasks]) =>
      [name, named([["tasks", `sets.${name}`]], () => globalEdfTests(tasks.map(taskOf), m))] as const);
    const each = (of: (tests: GlobalEdfTests) => boolean) => Object.fromEntries(found.map(([name, tests]) => [name, of(tests)]));
    return {
      GFB: each(({ density }) => density), BAK: each(({ baker }) => baker), BCL: each(({ interference }) => interference),
      RTA: each(({ responseTime }) => responseTime),
      conventions: globalConventions, assumptions: restingOn(found.map(([, tests]) => tests)),
    };
  },
  "mp.global-fp": (input: Omit<CaseTasks, "processors"> & { readonly m?: number }) => {
    const tasks = prioritised(input);
    const bounds = (many: number) => globalFixedPriorityResponseTimes(tasks, many);
    const options = { until: horizonOf(tasks), trace: false };
    const simulated = (many: number) => {
      const { observed } = simulate({ policy: "fixed priority", processors: many, tasks }, {}, options);
      return tasks.map(({ id }) => observed[id] ?? null);
    };
    return {
      uniprocessorSchedulable: bounds(1).schedulable,
      ...Object.fromEntries([...new Set([2, 3, 4, input.m ?? 2])].flatMap((many) => [
        [`R_m${many}`, bounds(many).tasks.map(({ bound }) => bound)], [`simulatedSynchronous_m${many}`, simulated(many)],
      ])),
      conventions: globalConventions, assumptions: bounds(2).assumptions,
    };
  },
  // Dhall's effect: the heaviest task misses its first deadline however light the rest is, under both policies.
  "sim.multiprocessor": ({ m, tasks: given }: { m: number; tasks: readonly CaseTask[] }) => {
    const tasks = rateMonotonic(given.map(periodicTaskOf));
    const shares = tasks.map(({ wcet, period }, i) => positive(wcet, `tasks[${i}].wcet`).div(positive(period, `tasks[${i}].period`)));
    const heavy = tasks[shares.reduce((most, share, i) => share.gt(shares[most]!) ? i : most, 0)]!;
    const run = (policy: Policy) => simulate({ policy, processors: m, tasks }, {}, { until: horizonOf(tasks), trace: false });
    const [edf, rm] = [run("edf"), run("fixed priority")];
    const first = edf.jobs.find(({ task, job }) => task === heavy.id && job === 0)!;
    return {
      utilization: sum(shares), heavyFinish: edf.ticks.time(first.finish), heavyDeadline: edf.ticks.time(first.deadline),
      missed: [edf, rm].every((one) => missesOf(one).some(({ task }) => task === heavy.id)), conventions: edf.conventions,
    };
  },
};

/** Some rounds of the longest period: the synchronous schedule up to there is a lower bound of what can happen. */
const horizonOf = (tasks: readonly Task[]) => sum(tasks.map(({ period }) => exact(period, "T"))).mul(10);
