/** Golden cases of one processor: fixed priorities, EDF, FIFO, utilisation bounds, small job sets. */
import { edfDemandTest, edfResponseTimes } from "../timing/edf/index.ts";
import type { Given } from "../timing/exact.ts";
import { fifoResponseTimes } from "../timing/fifo.ts";
import {
  type Preemption, canResponseTimes, fixedPriorityResponseTimes, liuLaylandBound, liuLaylandTest, notionalResponseTimes,
  offsetResponseTimes, plainRecurrence, serverBound,
} from "../timing/fixed-priority/index.ts";
import { type Job, exploreJobs } from "../timing/jobs/index.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import type { ResponseTimes } from "../timing/response/index.ts";
import type { Task } from "../timing/task.ts";
import type { Adapters } from "./case.ts";

/** A task as cases write it. */
export interface CaseTask {
  readonly name: string;
  readonly C: Given;
  readonly T: Given;
  readonly D?: Given;
  readonly J?: Given;
  readonly B?: Given;
  readonly O?: Given;
  readonly S?: Given;
  /** Longest and last stretch without preemption. */
  readonly maxNPS?: number;
  readonly lastNPS?: number;
}

interface CaseInput {
  readonly tasks: readonly CaseTask[];
}

type Time = "dense" | "discrete";

/** The time model of a case; where it is not handed on, times that are all whole are ticks. */
const timeOf = ({ tasks }: CaseInput, time?: Time): Time =>
  time ?? (tasks.every((task) => Object.values(task).every((value) =>
    typeof value === "string" ? !/^\d+[./]\d/.test(value) : Number.isInteger(value)))
    ? "discrete" : "dense");

const tasksOf = ({ tasks }: CaseInput): Task[] => tasks.map(({ name, C, T, D = T, J = 0, B = 0, O = 0, S = 0, maxNPS, lastNPS }) => ({
  id: name, wcet: C, period: T, deadline: D, jitter: J, blocking: B, offset: O, suspension: S,
  ...(maxNPS === undefined || lastNPS === undefined ? {} : { segments: stretches(Number(C), maxNPS, lastNPS) }),
}));

/** Some stretches with that longest and that last one; bounds know no more. */
function stretches(wcet: number, longest: number, last: number): number[] {
  const before: number[] = [];
  for (let left = wcet - last; left > 0; left -= longest) before.unshift(Math.min(left, longest));
  return [...before, last];
}

const answer = ({ tasks, schedulable, conventions, assumptions }: ResponseTimes): Record<string, unknown> =>
  ({ R: tasks.map(({ bound }) => bound), perJob: tasks.map(({ perJob }) => perJob), schedulable, conventions, assumptions });

/** What a test answers, or nothing where it says nothing about such tasks. */
function ifItApplies(test: () => boolean): boolean | undefined {
  try {
    return test();
  } catch (error) {
    if (error instanceof TimingRefusal && error.code === "precondition") return undefined;
    throw error;
  }
}

const fixedPriority = (preemption: Preemption) => (input: CaseInput, time?: Time): Record<string, unknown> =>
  answer(fixedPriorityResponseTimes(tasksOf(input), { preemption, time: timeOf(input, time) }));

export const uniprocessor: Adapters = {
  "fp.rta": (input: CaseInput) => {
    const tasks = tasksOf(input);
    return { ...answer(fixedPriorityResponseTimes(tasks)), utilizationBoundPasses: ifItApplies(() => liuLaylandTest(tasks)) };
  },
  "fp.rta.recurrence": (input: CaseInput) => {
    const { tasks, conventions, assumptions } = plainRecurrence(tasksOf(input));
    return {
      w: tasks.map(({ window }) => window), R: tasks.map(({ bound }) => bound),
      schedulable: fixedPriorityResponseTimes(tasksOf(input)).schedulable,
      conventions, assumptions,
    };
  },
  // These cases stop at the deadline, and have no number above it.
  "fp.rta.suspension": (input: CaseInput) => {
    const { tasks, schedulable } = fixedPriorityResponseTimes(tasksOf(input));
    const without = fixedPriorityResponseTimes(tasksOf(input).map((task) => ({ ...task, suspension: 0 })));
    return {
      R: tasks.map(({ bound, meetsDeadline }) => meetsDeadline ? bound : null), schedulable,
      withoutSuspension: without.tasks.map(({ bound }) => bound),
    };
  },
  "fp.rta.offset": (input: CaseInput) => {
    const tasks = tasksOf(input);
    const [without, notional, exact] = [fixedPriorityResponseTimes(tasks), notionalResponseTimes(tasks), offsetResponseTimes(tasks)];
    return {
      R_noOffset: without.tasks.map(({ bound }) => bound), R_notional: notional.tasks.map(({ bound }) => bound),
      R_exact: exact.tasks.map(({ bound }) => bound), schedulable_noOffset: without.schedulable, schedulable_offset: exact.schedulable,
      conventions: exact.conventions, assumptions: [...notional.assumptions, ...exact.assumptions.slice(1)],
    };
  },
  "fp.rta.np": (input: CaseInput, time?: Time) => {
    const found = fixedPriority("none")(input, time);
    // The flaw of the first analyses: they look at one job of each task.
    return { ...found, flawedOriginal: (found["perJob"] as unknown[][]).map(([first]) => first) };
  },
  "fp.rta.np.can": ({ messages, busrateBitsPerMs }: { messages: { id: number; bytes: number; T: Given }[]; busrateBitsPerMs: Given }) => {
    const given = messages.map(({ id, bytes, T }) => ({ id: String(id), bytes, period: T }));
    const { frames, ...rest } = canResponseTimes(given, busrateBitsPerMs);
    return { R_ms: frames.map(({ bound }) => bound), ...rest };
  },
  "fp.rta.limited-preemptive": fixedPriority("limited"),
  "fp.rta.floating-nps": fixedPriority("floating"),
  "util.bound": ({ n, Us }: { n: number[] | "infinity"; Us?: number[] }) => Us === undefined || n !== "infinity"
    ? { bound: [n].flat().map((one) => liuLaylandBound(Number(one))), limit: liuLaylandBound(Infinity) }
    : {
      pollingServer: Us.map((share) => serverBound("polling", share, Infinity)),
      deferrableServer: Us.map((share) => serverBound("deferrable", share, Infinity)),
      sporadicServer: Us.map((share) => serverBound("sporadic", share, Infinity)),
    },
  "edf.qpa": (input: CaseInput) => {
    const { schedulable, firstViolation, points, conventions, assumptions } = edfDemandTest(tasksOf(input));
    return { schedulable, firstViolation: firstViolation(), qpaPointsEvaluated: points, conventions, assumptions };
  },
  "edf.rta": (input: CaseInput) => answer(edfResponseTimes(tasksOf(input))),
  "edf.rta.np": (input: CaseInput, time?: Time) => answer(edfResponseTimes(tasksOf(input), { preemption: "none", time: timeOf(input, time) })),
  "fifo.rta": (input: CaseInput) => answer(fifoResponseTimes(tasksOf(input))),
  // These jobs have whole releases and costs, whatever the time model: their source takes them so.
  "np.jobset.exact": ({ jobs }: { jobs: (Omit<Job, "id"> & { id: number })[] }) => {
    const { jobs: outcomes, schedulable } = exploreJobs(jobs.map((job) => ({ ...job, id: String(job.id) })), { time: "discrete" });
    const missed = outcomes.findIndex(({ meetsDeadline }) => !meetsDeadline);
    return {
      finish: outcomes.map(({ finish }) => finish), schedulable,
      ...(missed < 0 ? {} : { missedJob: jobs[missed]!.id, finishOfMissed: outcomes[missed]!.finish }),
    };
  },
};
