/** Worked cases of several processors. */
import { type Exact, exact, largest, sum } from "../timing/exact.ts";
import {
  type GlobalEdfTests, globalConventions, globalEdfTests, globalFixedPriorityResponseTimes, largestPart, partition,
} from "../timing/multiprocessor/index.ts";
import { type Policy, missesOf, simulate } from "../timing/simulation/index.ts";
import type { Task } from "../timing/task.ts";
import type { Answer } from "./comparing.ts";
import { named } from "./naming.ts";
import { restingOn } from "./resting.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import { above0, byName, choice, count, listOf, number, object, otherwise, time } from "./schema/declare.ts";
import {
  type CaseTasks, orderOfPriority, rankedTaskWith, rateMonotonic, taskList, taskOf, taskWith, tasksOf, unrankedTaskWith,
} from "./tasks.ts";

const processors = count("the processors", { least: 1 });

const packed = "the utilisations on each processor, one more opened whenever nothing fits";

export const multiprocessor: Analyses = {
  "mp.partition": analysis({
    says: "Tasks packed on processors by their utilisation.",
    input: object("utilisations", {
      utilizations: listOf("the utilisations of the tasks", number("a utilisation", "", { above: 0, most: 1 })),
      order: otherwise(choice("the order in which they are packed", ["decreasing", "given"]), "decreasing"),
    }),
    answers: {
      firstFitDecreasing: `by first fit, ${packed}`, bestFitDecreasing: "the same by best fit", worstFitDecreasing: "the same by worst fit",
      firstFit: 'by first fit with the order "given"', bestFit: "the same by best fit", worstFit: "the same by worst fit",
      bins: "how many processors first fit takes",
    },
    answer: ({ utilizations, order }) => {
      const items = utilizations.map((utilisation, i) => ({ id: `t${i}`, utilisation }));
      const by = (fit: "first" | "best" | "worst") =>
        partition(items, { fit, order }).processors.map((one) => one.items.map(({ utilisation }) => utilisation));
      const { processors: used, assumptions } = partition(items, { fit: "first", order });
      const suffix = order === "decreasing" ? "Decreasing" : "";
      return {
        [`firstFit${suffix}`]: by("first"), [`bestFit${suffix}`]: by("best"), [`worstFit${suffix}`]: by("worst"),
        bins: used.length, assumptions,
      };
    },
  }),
  "mp.semi-partitioned": analysis({
    says: "The largest first part of a split task that fits on a processor under EDF with its cost as its deadline.",
    input: object("questions", {
      cases: listOf("the questions", object("a question", {
        existing: taskList(unrankedTaskWith("D", "J", "B")),
        split: object("the task that is split", { C: time("its worst-case execution time", above0), T: time("its period", above0) }),
      })),
    }),
    answers: { maxC: "for each of `cases`, the largest part in whole ticks of its times; null where the tasks there miss deadlines already" },
    answer: ({ cases }) => {
      const parts = cases.map(({ existing, split }, i) => {
        const [beside, whole] = [existing.map(taskOf), taskOf({ name: "split", ...split }, 0)];
        return named([[`tasks[${existing.length}]`, `cases[${i}].split`], ["tasks", `cases[${i}].existing`]],
          () => largestPart(beside, whole));
      });
      return { maxC: parts.map((part) => part?.cost ?? null), assumptions: restingOn(parts) };
    },
  }),
  "mp.global-edf": analysis({
    says: "Four sufficient tests of global EDF, for several task sets.",
    input: object("task sets", {
      m: processors, sets: byName("task sets by names of your own, with deadlines within the periods", "set", taskList(unrankedTaskWith("D"))),
    }),
    answers: {
      GFB: "by set, whether the test of Goossens, Funk and Baruah says yes", BAK: "the same of Baker's",
      BCL: "the same of that of Bertogna, Cirinei and Lipari", RTA: "the same of that by response times",
    },
    answer: ({ m, sets }) => {
      const found = Object.entries(sets).map(([name, tasks]) =>
        [name, named([["tasks", `sets.${name}`]], () => globalEdfTests(tasks.map(taskOf), m))] as const);
      const each = (of: (tests: GlobalEdfTests) => boolean) => Object.fromEntries(found.map(([name, tests]) => [name, of(tests)]));
      return {
        GFB: each(({ density }) => density), BAK: each(({ baker }) => baker), BCL: each(({ interference }) => interference),
        RTA: each(({ responseTime }) => responseTime),
        conventions: globalConventions, assumptions: restingOn(found.map(([, tests]) => tests)),
      };
    },
  }),
  "mp.global-fp": analysis({
    says: "Response times under global fixed priorities on 2, 3, 4 and `m` processors, in whole ticks, beside a run where all begin at once.",
    input: object("tasks", {
      tasks: taskList(rankedTaskWith("D")), m: otherwise(processors, 2), ...orderOfPriority,
    }),
    answers: {
      uniprocessorSchedulable: "whether one processor is enough", "R_m<m>": "response times on so many processors; null where none was found",
      "simulatedSynchronous_m<m>": "the longest responses of a run where all begin at once",
    },
    answer: ({ m, ...given }) => globalFixedPriority(given, m),
  }),
  "sim.multiprocessor": analysis({
    says: "Dhall's effect: whether the task of the highest utilisation misses a deadline under global EDF and under global rate-monotonic priorities.",
    input: object("tasks", { m: processors, tasks: taskList(taskWith("D", "O"), 1) }),
    answers: {
      utilization: "the sum of all", heavyFinish: "when the first job of that task ends under EDF", heavyDeadline: "its deadline",
      missed: "whether a deadline is missed under both",
    },
    answer: ({ m, tasks: given }) => {
      const tasks = rateMonotonic(given.map(taskOf));
      const shares = given.map(({ C, T }) => C.div(T));
      const heavy = tasks[shares.reduce((most, share, i) => share.gt(shares[most]!) ? i : most, 0)]!;
      // Until every task has had some rounds, the latest to begin among them.
      const until = horizonOf(tasks).add(largest(given.map(({ O }) => O)));
      const run = (policy: Policy) => simulate({ policy, processors: m, tasks }, {}, { until, trace: false });
      const [edf, rm] = [run("edf"), run("fixed priority")];
      const first = edf.jobs.find(({ task, job }) => task === heavy.id && job === 0)!;
      return {
        utilization: sum(shares), heavyFinish: edf.ticks.time(first.finish), heavyDeadline: edf.ticks.time(first.deadline),
        missed: [edf, rm].every((one) => missesOf(one).some(({ task }) => task === heavy.id)), conventions: edf.conventions,
      };
    },
  }),
};

function globalFixedPriority(given: CaseTasks, m: number): Answer {
  const tasks = tasksOf(given);
  const bounds = (many: number) => globalFixedPriorityResponseTimes(tasks, many);
  const options = { until: horizonOf(tasks), trace: false };
  const simulated = (many: number) => {
    const { observed } = simulate({ policy: "fixed priority", processors: many, tasks }, {}, options);
    return tasks.map(({ id }) => observed[id] ?? null);
  };
  return {
    uniprocessorSchedulable: bounds(1).schedulable,
    ...Object.fromEntries([...new Set([2, 3, 4, m])].flatMap((many) => [
      [`R_m${many}`, bounds(many).tasks.map(({ bound }) => bound)], [`simulatedSynchronous_m${many}`, simulated(many)],
    ])),
    conventions: globalConventions, assumptions: bounds(2).assumptions,
  };
}

/** Some rounds of the longest period: the synchronous schedule up to there is a lower bound of what can happen. */
const horizonOf = (tasks: readonly Task[]): Exact => sum(tasks.map(({ period }) => exact(period, "T"))).mul(10);
