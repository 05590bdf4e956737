/** Worked cases of fixed priorities on one processor, of jobs in the order of their releases, and of bounds of utilisation. */
import { type Given, exact } from "../timing/exact.ts";
import { fifoResponseTimes } from "../timing/fifo.ts";
import {
  type CanFrame, type Preemption, type ServerKind, canResponseTimes, fixedPriorityResponseTimes, liuLaylandBound, liuLaylandTest,
  notionalResponseTimes, offsetResponseTimes, plainRecurrence, serverBound, utilisationBoundNote,
} from "../timing/fixed-priority/index.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import type { Task } from "../timing/task.ts";
import type { Answer } from "./comparing.ts";
import { schedulableBy } from "./deadlines.ts";
import { named } from "./naming.ts";
import { type Analyses, type TimeModel, analysis } from "./schema/analysis.ts";
import { above0, count, either, from0, listOf, number, object, optional, otherwise, phrase, time } from "./schema/declare.ts";
import {
  type CaseTasks, type TimeName, oneProcessor, orderOfPriority, rankedTaskWith, taskList, tasksOf, unrankedTaskWith,
} from "./tasks.ts";
import { answersByJobs, answersInTime, byJobs, responses, simulatedSet, timeOf } from "./uniprocessor.ts";

const input = <Name extends TimeName>(...names: readonly Name[]) =>
  object("tasks of one processor", { tasks: taskList(rankedTaskWith(...names)), ...orderOfPriority, ...oneProcessor });

const blocksLess = "A job of lower priority blocks for the whole of what it runs without preemption, and in discrete time for a tick less. "
  + "Unless the case says so, time is discrete where all times are whole.";

const fixedPriority = (tasks: readonly Task[], preemption: Preemption, model?: TimeModel): Answer =>
  byJobs(fixedPriorityResponseTimes(tasks, { preemption, time: timeOf(tasks, model) }));

/** What a test answers, or nothing where it says nothing about such tasks. */
function ifItApplies(test: () => boolean): boolean | undefined {
  try {
    return test();
  } catch (error) {
    if (error instanceof TimingRefusal && (error.code === "precondition" || error.code === "too large")) return undefined;
    throw error;
  }
}

/** What an analysis answers, or its refusal of what is too much for it. */
function unlessTooLarge<Result>(analyse: () => Result): Result | TimingRefusal {
  try {
    return analyse();
  } catch (error) {
    if (error instanceof TimingRefusal && error.code === "too large") return error;
    throw error;
  }
}

/** The tasks of a case with their longest stretch without preemption, of which nobody knows whether it is the last. */
const withLongest = (given: CaseTasks & { readonly tasks: readonly { readonly maxNPS?: Given }[] }): Task[] =>
  tasksOf(given).map((task, i) => {
    const { maxNPS } = given.tasks[i]!;
    return { ...task, ...(maxNPS === undefined ? {} : { longestSegment: maxNPS }) };
  });

/** How many tasks. */
const counted = 'a number of tasks, or "infinity" for any';
const tasksCounted = [count("a number of tasks", { least: 1 }), phrase("any number", { infinity: /^inf(inity)?$/i })] as const;

export const fixedPriorities: Analyses = {
  "fp.rta": analysis({
    says: "Response times under full preemption, over all jobs of the busy window.",
    input: input("D", "J", "B", "S"),
    answers: {
      ...answersByJobs,
      utilizationBoundPasses: "whether the test of Liu and Layland says that all deadlines are met; not there where it says nothing about such tasks",
    },
    answer: (given) => {
      const tasks = tasksOf(given);
      return { ...byJobs(fixedPriorityResponseTimes(tasks)), utilizationBoundPasses: ifItApplies(() => liuLaylandTest(tasks)) };
    },
    simulated: simulatedSet("fixed priority", "full"),
  }),
  "fp.rta.recurrence": analysis({
    says: "The recurrence as first published, which looks at one job of each task.",
    input: input("D", "J", "B"),
    answers: {
      w: "what the recurrence gives, from release", R: "the same where it is within the period and hence a bound, else null",
      schedulable: "whether all deadlines are met, by `fp.rta`",
    },
    answer: (given) => {
      const { tasks, conventions, assumptions } = plainRecurrence(tasksOf(given));
      return {
        w: tasks.map(({ window }) => window), R: tasks.map(({ bound }) => bound),
        schedulable: fixedPriorityResponseTimes(tasksOf(given)).schedulable, conventions, assumptions,
      };
    },
  }),
  "fp.rta.suspension": analysis({
    says: "Response times of tasks that suspend themselves: suspension counts as execution of the task itself, and as jitter towards lower ones.",
    input: input("D", "J", "B", "S"),
    answers: {
      R: "response times from arrival, null above the deadline", schedulable: answersInTime.schedulable,
      withoutSuspension: "the response times with every `S` at 0",
    },
    // These cases stop at the deadline, and have no number above it.
    answer: (given) => {
      const tasks = tasksOf(given);
      const { tasks: found, schedulable, conventions, assumptions } = fixedPriorityResponseTimes(tasks);
      const without = fixedPriorityResponseTimes(tasks.map((task) => ({ ...task, suspension: 0 })));
      return {
        R: found.map(({ bound, meetsDeadline }) => meetsDeadline ? bound : null), schedulable,
        withoutSuspension: without.tasks.map(({ bound }) => bound), conventions, assumptions,
      };
    },
  }),
  "fp.rta.offset": analysis({
    says: "Strictly periodic tasks with offsets: without looking at them, by notional tasks of one period, and by the whole schedule.",
    remarks: ["Where the schedule is too long to go through there is no `R_exact`, and `schedulable` is that of `R_notional`."],
    input: input("D", "O"),
    answers: {
      R_noOffset: "response times whatever the offsets are", R_notional: "response times by notional tasks", R_exact: "response times in the whole schedule",
      schedulable_noOffset: "whether all deadlines are met by `R_noOffset`", schedulable_offset: "the same by `R_exact`",
      schedulable: "the same by `R_exact`",
    },
    answer: (given) => offsets(tasksOf(given)),
  }),
  "fp.rta.np": analysis({
    says: "Response times where nothing is preempted.",
    remarks: [blocksLess], takesTime: true,
    input: input("D", "J", "B"),
    answers: { ...answersByJobs, flawedOriginal: "the response of the first job alone, as the first analyses had it" },
    answer: (given, model) => {
      const found = fixedPriority(tasksOf(given), "none", model);
      // The flaw of the first analyses: they look at one job of each task.
      return { ...found, flawedOriginal: (found["perJob"] as unknown[][]).map(([first]) => first ?? null) };
    },
    simulated: simulatedSet("fixed priority", "none"),
  }),
  "fp.rta.np.can": analysis({
    says: "Response times of frames with 11-bit identifiers on a CAN bus, with as much stuffing as there can be.",
    input: object("a bus", {
      busrateBitsPerMs: number("what the bus transmits", "bits a millisecond", above0),
      interFrameSpaceBits: otherwise(count("the gap after a frame in bits, as CAN has it", { least: 3, most: 3 }), 3),
      messages: listOf("the frames", object("a frame", {
        id: optional(count("its identifier: the lowest wins"), "the place in the list"),
        bytes: count("its data bytes", { least: 0, most: 8 }),
        T: number("period, or least time between two arrivals", "milliseconds", above0),
        J: otherwise(number("release jitter", "milliseconds", from0), 0),
        D: optional(number("deadline, from arrival", "milliseconds", above0), "none"),
      })),
    }),
    answers: { R_ms: "response times in milliseconds, in the order of the list", schedulable: "whether all deadlines are met, where there are some" },
    answer: ({ messages, busrateBitsPerMs }) => {
      const given = messages.map(({ id, bytes, T, J }, i): CanFrame & { rank: number } =>
        ({ id: String(id ?? i + 1), bytes, period: T, jitter: J, rank: id ?? i + 1 }));
      // The lowest identifier wins the bus.
      const { frames, ...rest } = canResponseTimes(given.toSorted((a, b) => a.rank - b.rank), busrateBitsPerMs);
      const bounds = given.map(({ id }) => frames.find((frame) => frame.id === id)!.bound);
      return { R_ms: bounds, ...schedulableBy(messages, "messages", bounds), ...rest };
    },
  }),
  "fp.rta.limited-preemptive": analysis({
    says: "Response times with stretches that are not preempted, of which the longest and the last one are known.",
    remarks: [blocksLess, "`maxNPS` and `lastNPS` are given both or neither: then the whole job is one stretch."], takesTime: true,
    input: object("tasks of one processor", {
      tasks: taskList({
        ...rankedTaskWith("D", "J", "B"), maxNPS: optional(time("the longest stretch without preemption, at most `C`", above0), "`C`"),
        lastNPS: optional(time("the last one, at most `maxNPS`", above0), "`C`"),
      }), ...orderOfPriority, ...oneProcessor,
    }),
    answers: answersByJobs,
    answer: (given, model) => fixedPriority(withLongest(given).map((task, i) => {
      const { maxNPS, lastNPS } = given.tasks[i]!;
      if ((maxNPS === undefined) !== (lastNPS === undefined)) throw new TimingRefusal("missing", `tasks[${i}].${maxNPS === undefined ? "maxNPS" : "lastNPS"}`,
        "is missing: give the longest stretch and the last one, or neither");
      return { ...task, ...(lastNPS === undefined ? {} : { lastSegment: lastNPS }) };
    }), "limited", model),
  }),
  "fp.rta.floating-nps": analysis({
    says: "Response times where stretches without preemption may be anywhere in a job: it can be preempted up to its end.",
    remarks: [blocksLess], takesTime: true,
    input: object("tasks of one processor", {
      tasks: taskList({ ...rankedTaskWith("D", "J", "B"), maxNPS: optional(time("the longest stretch without preemption, at most `C`", above0), "`C`") }),
      ...orderOfPriority, ...oneProcessor,
    }),
    answers: answersByJobs,
    answer: (given, model) => fixedPriority(withLongest(given), "floating", model),
  }),
  "fifo.rta": analysis({
    says: "Response times where jobs run to completion in the order of their releases.",
    input: object("tasks of one processor", { tasks: taskList(unrankedTaskWith("D", "J")), ...oneProcessor }),
    answers: answersInTime,
    answer: (given) => responses(fifoResponseTimes(tasksOf(given))),
    simulated: simulatedSet("fifo", "none"),
  }),
  "util.bound": analysis({
    says: "Below which utilisation rate-monotonic priorities meet all deadlines at the periods, alone or below a server of the highest priority. Floating point.",
    remarks: ["One of `n` and `Us` is there. With `Us`, `n` is one number, and the last three keys are answered; without it the first two."],
    input: object("numbers of tasks", {
      n: optional(either(`${counted}, or a list of these`, ...tasksCounted, listOf(counted, either(counted, ...tasksCounted))), '"infinity"'),
      Us: optional(listOf("utilisations of a server", number("a utilisation", "", { least: 0, most: 1 })), "no server"),
    }),
    answers: {
      bound: "the bound for each `n`", limit: "that for any number of tasks", pollingServer: "what is left to the tasks below a polling server, for each of `Us`",
      deferrableServer: "the same below a deferrable server", sporadicServer: "the same below a sporadic server",
    },
    answer: ({ n, Us }) => {
      if (n === undefined && Us === undefined) throw new TimingRefusal("missing", "n", `is missing; give ${counted}, or a list of these`);
      const counts = [n ?? "infinity" as const].flat().map((one) => one === "infinity" ? Infinity : one);
      if (Us === undefined) return { bound: counts.map(liuLaylandBound), limit: liuLaylandBound(Infinity), ...noBounds };
      if (counts.length !== 1) throw new TimingRefusal("out of range", "n", `must be one, ${counted}, for all the servers`);
      const shares = Us.map((share, i) => exact(share, `Us[${i}]`).valueOf());
      const of = (kind: ServerKind): number[] =>
        shares.map((share, i) => named([["us", `Us[${i}]`]], () => serverBound(kind, share, counts[0]!)));
      return { pollingServer: of("polling"), deferrableServer: of("deferrable"), sporadicServer: of("sporadic"), ...noBounds };
    },
  }),
};

const noBounds = { assumptions: [{ says: `each number is ${utilisationBoundNote}`, checked: "it has a root or a logarithm in it" }] };

function offsets(tasks: readonly Task[]): Answer {
  const [without, notional] = [fixedPriorityResponseTimes(tasks), notionalResponseTimes(tasks)];
  const bounds = {
    R_noOffset: without.tasks.map(({ bound }) => bound), R_notional: notional.tasks.map(({ bound }) => bound),
    schedulable_noOffset: without.schedulable,
  };
  const schedule = unlessTooLarge(() => offsetResponseTimes(tasks));
  if (schedule instanceof TimingRefusal) return {
    ...bounds, schedulable: notional.schedulable, conventions: notional.conventions,
    assumptions: [...notional.assumptions, { says: "the whole schedule was not gone through, so that there is no R_exact", checked: schedule.message }],
  };
  return {
    ...bounds, R_exact: schedule.tasks.map(({ bound }) => bound),
    schedulable_offset: schedule.schedulable, schedulable: schedule.schedulable,
    conventions: schedule.conventions, assumptions: [...notional.assumptions, ...schedule.assumptions.slice(1)],
  };
}
