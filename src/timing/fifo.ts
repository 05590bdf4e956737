/** First in, first out on one processor: jobs run to completion in the order of their releases. */
import { Load } from "./response/load.ts";
import {
  type JobRelease, type ResponseOptions, type ResponseTime, type ResponseTimes, conventionsOf, densest, explained, pattern,
  refuseFields, tasksFor, unbounded,
} from "./response/results.ts";
import { Work, ceilDiv, floorDiv, leastCommonMultiple } from "./response/whole.ts";
import type { Task, TaskSet, TickTask } from "./task.ts";

/**
 * Longest response times under FIFO: a job released `r` after the begin of a busy window is done when all are that were
 * released up to then, `sum of (floor((r + J)/T) + 1) C - r` later. A job that has waited all its jitter has fewer
 * jobs of its own task before it, `floor(r/T) + 1`, and responds J later if counted from arrival. The worst r is a release.
 * Exact for sporadic tasks, in dense and in discrete time. Units: those of the tasks. A bound is null where the load is
 * above 1. Errors: TimingRefusal for malformed tasks, suspension and blocking. Source: Bedarkar, Vardishvili, Bozhko,
 * Maida and Brandenburg, From Intuition to Coq: A Case Study in Verified Response-Time Analysis of FIFO Scheduling, RTSS 2022.
 */
export function fifoResponseTimes(given: readonly Task[] | TaskSet, options: ResponseOptions = {}): ResponseTimes {
  const set = tasksFor(given, options);
  const { tasks } = set;
  refuseFields(tasks, "under FIFO nothing blocks, and this analysis knows no suspension", "suspension", "blocking");
  const load = Load.of(tasks);
  const work = new Work("tasks");
  const against = load.againstOne();
  const endless = against === 0 && tasks.some(({ jitter }) => jitter > 0);
  const limit = against > 0 ? 0 : endless ? leastCommonMultiple(tasks.map(({ period }) => period)) : busyWindow(tasks, work);
  const responses = tasks.map((task) => against > 0 ? unbounded(task.id)
    : responseTime({ set, task, limit, endless, work }, options.from ?? "arrival"));
  return {
    conventions: conventionsOf(options), tasks: responses, schedulable: responses.every(({ meetsDeadline }) => meetsDeadline),
    assumptions: [
      { says: "the total utilisation is at most 1; otherwise no task has a bound", checked: `at most ${load.text()}` },
      { says: "jobs of one task run in order, at least a period apart", checked: "taken from the input" },
      { says: "among simultaneous releases the job under analysis is served last", checked: "on the safe side" },
    ],
  };
}

interface Question {
  readonly set: TaskSet;
  readonly task: TickTask;
  /** Releases from here on are no worse than one before. */
  readonly limit: number;
  /** Whether the processor need not get idle. */
  readonly endless: boolean;
  readonly work: Work;
}

function busyWindow(tasks: readonly TickTask[], work: Work): number {
  for (let window = 1; ;) {
    const next = tasks.reduce((all, { wcet, period, jitter }) => all + ceilDiv(window + jitter, period) * wcet, 0);
    work.spend(tasks.length, next);
    if (next <= window) return next;
    window = next;
  }
}

/** A job that is released some time after the begin of a window, and its response. */
interface Late {
  readonly release: number;
  readonly response: number;
  /** Jobs up to it, itself among them, for each task. */
  readonly jobs: readonly number[];
}

function responseTime(question: Question, from: "arrival" | "release"): ResponseTime {
  const { set, task, limit, endless } = question;
  const { ticks, tasks } = set;
  const worst = worstJob(question, from);
  return {
    id: task.id, bound: ticks.time(worst.response), perJob: [],
    meetsDeadline: worstJob(question, "arrival").response <= task.deadline,
    busyWindow: () => endless ? null : ticks.time(limit),
    explanation: () => explained(tasks.map((other, i) => ({
      what: other === task ? "own jobs" as const : "interference" as const, task: other, jobs: worst.jobs[i]!, time: worst.jobs[i]! * other.wcet,
    })), task, worst.release - (from === "arrival" ? task.jitter : 0), from, set),
    criticalInstant: () => criticalInstant(question, worst, from),
  };
}

function worstJob({ set: { tasks }, task, limit, work }: Question, from: "arrival" | "release"): Late {
  /** How much of the jitter is behind a job when its count begins: counted from arrival, the late job has waited all of its own. */
  const ahead = tasks.map((other) => other === task && from === "arrival" ? 0 : other.jitter);
  let worst: Late = { release: 0, response: 0, jobs: [] };
  for (let release = 0; release < limit;) {
    const jobs = tasks.map(({ period }, i) => floorDiv(release + ahead[i]!, period) + 1);
    const demand = jobs.reduce((all, many, i) => all + many * tasks[i]!.wcet, 0);
    work.spend(tasks.length, demand);
    const response = demand - release + (from === "arrival" ? task.jitter : 0);
    if (response > worst.response) worst = { release, response, jobs };
    release = jobs.reduce((next, many, i) => Math.min(next, many * tasks[i]!.period - ahead[i]!), Infinity);
  }
  return worst;
}

/** The others are released at once and as densely as can be; the late job comes when it should, and those before it early. */
function criticalInstant({ set, task }: Question, { release, jobs }: Late, from: "arrival" | "release"): JobRelease[] {
  const arrival = from === "arrival" ? release - task.jitter : release;
  return pattern([
    ...set.tasks.flatMap((other, i) => other === task ? [] : densest(other, jobs[i]!)),
    ...densest(task, jobs[set.tasks.indexOf(task)]!)
      .map((job, k, { length }) => ({ ...job, arrival: arrival - (length - 1 - k) * task.period }))
      .map((job, k, { length }) => k === length - 1 ? { ...job, release } : job),
  ], set);
}
