/** What analyses of one processor answer, and how their tasks are simulated. */
import type { ResponseTimes } from "../timing/response/index.ts";
import type { Policy } from "../timing/simulation/index.ts";
import type { Task } from "../timing/task.ts";
import { type Answer, numberIn } from "./comparing.ts";
import type { Simulated, TimeModel } from "./schema/analysis.ts";
import { type CaseTasks, tasksOf } from "./tasks.ts";

/** The time model of a case; where it says none, times that are all whole are ticks. */
export const timeOf = (tasks: readonly Task[], time?: TimeModel): TimeModel =>
  time ?? (tasks.every(({ wcet, period, deadline, jitter, blocking }) =>
    [wcet, period, deadline, jitter, blocking].every((value) => value === undefined || numberIn(value)?.d === 1n)) ? "discrete" : "dense");

export const answersInTime = {
  R: "response times by task, from arrival; null is overload", schedulable: "whether all deadlines are met",
} as const;
export const responses = ({ tasks, schedulable, conventions, assumptions }: ResponseTimes): Answer =>
  ({ R: tasks.map(({ bound }) => bound), schedulable, conventions, assumptions });

/** The same of an analysis that goes through the jobs of a busy window. */
export const answersByJobs = { ...answersInTime, perJob: "by task, the responses of the jobs of the busy window" } as const;
export const byJobs = (found: ResponseTimes): Answer => ({ ...responses(found), perJob: found.tasks.map(({ perJob }) => perJob) });

/** The tasks of a case as they are simulated, with their response times as bounds. */
export const simulatedSet = (policy: Policy, preemption: "full" | "none") => (input: CaseTasks, { R }: Answer): Simulated => ({
  system: {
    policy, preemption, tasks: tasksOf(input).map(({ id, wcet, period, deadline = period, jitter = 0, priority }, i): Task =>
      ({ id, wcet, period, deadline, jitter, priority: priority ?? i })),
  },
  bounds: R,
});
