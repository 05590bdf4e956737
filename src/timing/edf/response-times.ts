/** Response times under EDF on one processor, preemptive and not. */
import type { Exact } from "../exact.ts";
import { Load } from "../response/load.ts";
import {
  type JobRelease, type Part, type ResponseOptions, type ResponseTime, type ResponseTimes, conventionsOf, densest, explained, oneOf,
  pattern, refuseFields, tasksFor, unbounded,
} from "../response/results.ts";
import { Work, floorDiv, jobsWithin, leastCommonMultiple } from "../response/whole.ts";
import type { Task, TaskSet, TickTask } from "../task.ts";
import { busyWindow } from "./demand.ts";

export interface EdfOptions extends ResponseOptions {
  /** Full unless said. */
  readonly preemption?: "full" | "none";
}

/** A job of a task that arrives `arrival` after the begin of a busy window, and what that leads to. */
interface Late {
  readonly arrival: number;
  readonly finish: number;
  readonly blocking: number;
  /** The task that blocks; null where nothing does, or where the input gave the length. */
  readonly by: TickTask | null;
}

interface Question {
  readonly set: TaskSet;
  readonly task: TickTask;
  readonly whole: boolean;
  readonly discrete: boolean;
  readonly from: "arrival" | "release";
  readonly busy: () => Exact | null;
  readonly work: Work;
}

/**
 * Longest response times under EDF, with any deadlines, jitter and blocking (of a protocol that blocks a job once). The
 * window begins with the release of all other tasks; a job of the task arrives `a` later, where a deadline of its own or of
 * another task coincides, and is done at the least
 * `t = B + (floor((a + J)/T) + 1) C + sum of min(ceil((t + J_j)/T_j), floor((a + D - D_j + J_j)/T_j) + 1) C_j`
 * over tasks with `D_j - J_j <= a + D`. Without preemption that is asked of its start, with `floor + 1` for `ceil` and one
 * C less, and B is a job with a later deadline, in discrete time one tick less; the task that blocks does not delay it again,
 * since its next jobs have later deadlines still. Jobs of equal deadline delay it.
 *
 * Response times are found whether or not deadlines are met. Exact for sporadic tasks without given blocking, without
 * preemption in discrete time. Units: those of the tasks. A bound is null where the load is above 1. Errors: TimingRefusal
 * for malformed tasks, suspension, and windows that are too long. Sources: Spuri, INRIA RR-2772, 1996; without preemption
 * George, Rivierre and Spuri, INRIA RR-2966, 1996.
 */
export function edfResponseTimes(given: readonly Task[] | TaskSet, options: EdfOptions = {}): ResponseTimes {
  const { preemption = "full", from = "arrival", time } = options;
  oneOf(preemption, ["full", "none"], "options.preemption");
  const set = tasksFor(given, options);
  const { tasks } = set;
  refuseFields(tasks, "this analysis knows no suspension", "suspension");
  const load = Load.of(tasks);
  const against = load.againstOne();
  const work = new Work("tasks");
  const whole = preemption === "none";
  const blocked = tasks.reduce((most, { blocking }) => Math.max(most, blocking), 0);
  const endless = against === 0 && (blocked > 0 || tasks.some(({ jitter }) => jitter > 0));
  const limit = against > 0 ? 0 : arrivalLimit(tasks, whole, against === 0, work);
  const busy = (): Exact | null => endless ? null : set.ticks.time(busyWindow(tasks, blocked, work));
  const question = { set, whole, discrete: time === "discrete", from, busy, work };
  const responses = tasks.map((task) => against > 0 ? unbounded(task.id) : responseTime({ ...question, task }, limit));
  return {
    conventions: conventionsOf(options), tasks: responses, schedulable: responses.every(({ meetsDeadline }) => meetsDeadline),
    assumptions: [
      { says: "the total utilisation is at most 1; otherwise no task has a bound", checked: `at most ${load.text()}` },
      { says: "jobs of one task run in order, at least a period apart", checked: "taken from the input" },
      { says: "ties between deadlines go against the task under analysis", checked: "on the safe side" },
    ],
  };
}

/** Arrivals after the begin of a window beyond which nothing worse can come: its longest length, or its repetition. */
function arrivalLimit(tasks: readonly TickTask[], whole: boolean, full: boolean, work: Work): number {
  const blocking = tasks.reduce((most, one) => Math.max(most, one.blocking, whole ? one.wcet : 0), 0);
  if (!full || (blocking === 0 && tasks.every(({ jitter }) => jitter === 0))) return busyWindow(tasks, blocking, work);
  const deadlines = tasks.map(({ deadline }) => deadline);
  return leastCommonMultiple(tasks.map(({ period }) => period)) + Math.max(...deadlines) - Math.min(...deadlines) + 1;
}

function responseTime(question: Question, limit: number): ResponseTime {
  const { set, task, from, work, busy } = question;
  const { ticks } = set;
  let worst: Late = { arrival: -task.jitter, finish: 0, blocking: 0, by: null };
  let [bound, fromArrival] = [0, 0];
  for (let arrival = -task.jitter; arrival < limit; arrival = nextArrival(question, arrival)) {
    const late = lateJob(question, arrival);
    fromArrival = Math.max(fromArrival, late.finish - arrival);
    const response = late.finish - origin(late, from);
    if (response > bound) [worst, bound] = [late, response];
    work.spend(set.tasks.length, late.finish);
  }
  return {
    id: task.id, bound: ticks.time(bound), perJob: [], meetsDeadline: fromArrival <= task.deadline,
    busyWindow: busy, explanation: () => explanation(question, worst), criticalInstant: () => criticalInstant(question, worst),
  };
}

/** What the response of a job is counted from. */
const origin = ({ arrival }: Late, from: Question["from"]): number => from === "arrival" ? arrival : Math.max(0, arrival);

/** The next arrival at which the job's deadline is that of some job of the window. */
const nextArrival = ({ set, task }: Question, arrival: number): number => set.tasks.reduce((next, { deadline, jitter, period }) => {
  const first = deadline - jitter - task.deadline;
  return Math.min(next, first + Math.max(0, floorDiv(arrival - first, period) + 1) * period);
}, Infinity);

/** The job is as late as whatever blocks it makes it. */
function lateJob(question: Question, arrival: number): Late {
  const { set: { tasks }, task, whole, discrete } = question;
  const by = arrival + task.deadline;
  let [given, longest]: [number, TickTask | null] = [0, null];
  const others: TickTask[] = [];
  for (const other of tasks) {
    if (other.deadline - other.jitter <= by) given = Math.max(given, other.blocking);
    if (!whole || other === task || other.deadline <= by) continue;
    if (other.deadline - other.jitter <= by) others.push(other);
    else if (longest === null || other.wcet > longest.wcet) longest = other;
  }
  const length = (other: TickTask | null): number => other === null ? 0 : other.wcet - (discrete ? 1 : 0);
  let worst = completion(question, arrival, given > length(longest)
    ? { blocking: given, by: null } : { blocking: length(longest), by: longest });
  for (const other of others) {
    const late = completion(question, arrival, { blocking: length(other), by: other });
    if (late.finish > worst.finish) worst = late;
  }
  return worst;
}

function completion(question: Question, arrival: number, blocker: Pick<Late, "blocking" | "by">): Late {
  const { set: { tasks }, task, whole, work } = question;
  const base = blocker.blocking + (ownJobs(task, arrival) - (whole ? 1 : 0)) * task.wcet;
  for (let window = base; ;) {
    let next = base;
    for (const other of tasks)
      if (other !== task && other !== blocker.by) next += delaying(question, other, arrival + task.deadline, window) * other.wcet;
    work.spend(tasks.length, next);
    if (next === window) return { arrival, finish: whole ? window + task.wcet : window, ...blocker };
    window = next;
  }
}

const ownJobs = ({ jitter, period }: TickTask, arrival: number): number => floorDiv(arrival + jitter, period) + 1;

/** Jobs of another task, with deadlines up to `by`, that delay a job which is done, or starts, at `window`. */
const delaying = ({ whole }: Question, { period, jitter, deadline }: TickTask, by: number, window: number): number =>
  deadline - jitter > by ? 0 : Math.min(jobsWithin(period, jitter, window, whole), floorDiv(by - deadline + jitter, period) + 1);

/** The others that delay a late job, each with how many of its jobs do. */
function interfering(question: Question, { arrival, finish, by }: Late): { task: TickTask; jobs: number }[] {
  const { set: { tasks }, task, whole } = question;
  return tasks.filter((other) => other !== task && other !== by)
    .map((other) => ({ task: other, jobs: delaying(question, other, arrival + task.deadline, finish - (whole ? task.wcet : 0)) }));
}

function explanation(question: Question, late: Late): Part[] {
  const { set, task, from } = question;
  const own = ownJobs(task, late.arrival);
  return explained([
    { what: "blocking", task: late.by, jobs: late.by === null ? 0 : 1, time: late.blocking },
    { what: "own jobs", task, jobs: own, time: own * task.wcet },
    ...interfering(question, late).map((other) => ({ what: "interference" as const, ...other, time: other.jobs * other.task.wcet })),
  ], task, origin(late, from), from, set);
}

/** The others are released at once; jobs of the task arrive a period apart, so that the last one does when it should. */
function criticalInstant(question: Question, late: Late): JobRelease[] | null {
  const { set, task } = question;
  if (late.blocking > 0 && late.by === null) return null;
  const own = ownJobs(task, late.arrival);
  const shift = late.arrival + task.jitter - (own - 1) * task.period;
  return pattern([
    ...(late.by === null ? [] : [{ task: late.by, arrival: -1, release: -1, execution: late.by.wcet }]),
    ...interfering(question, late).flatMap((other) => densest(other.task, other.jobs)),
    ...densest(task, own).map((job) => ({ ...job, arrival: job.arrival + shift })),
  ], set);
}
