/** The answer for one task: the bound, what adds up to it, and the jobs that lead to it. */
import { type JobRelease, type Part, type ResponseTime, densest, explained, pattern } from "../response/results.ts";
import { type Work, jobsWithin } from "../response/whole.ts";
import type { TaskSet, TickTask } from "../task.ts";
import { type Blocking, type Preemption, longestStretch } from "./blocking.ts";
import { type Level, type Window, begin, busyWindow } from "./window.ts";

/** A task with all that its analysis found. */
export interface Analysed {
  readonly set: TaskSet;
  /** Highest priority first. */
  readonly sorted: readonly TickTask[];
  readonly level: Level;
  readonly task: TickTask;
  readonly from: "arrival" | "release";
  readonly window: Window;
  readonly blocking: Blocking;
  readonly preemption: Preemption;
  readonly work: Work;
}

export function responseTime(one: Analysed): ResponseTime {
  const { set: { ticks }, level, task, from, window: { finishes, bound }, work } = one;
  return {
    id: task.id, bound: ticks.time(bound),
    perJob: finishes.map((finish, q) => ticks.time(finish - begin(level, q + 1, from))),
    meetsDeadline: longestFromArrival(one) <= task.deadline,
    busyWindow: () => {
      const busy = busyWindow(one.level, one.window.cleared, work);
      return busy === null ? null : ticks.time(busy);
    },
    explanation: () => explanation(one),
    criticalInstant: () => criticalInstant(one),
  };
}

export const longestFromArrival = ({ level, window: { finishes } }: Analysed): number =>
  finishes.reduce((most, finish, q) => Math.max(most, finish - begin(level, q + 1, "arrival")), 0);

/** The others that delay the worst job, each with how many of its jobs do. */
function interfering({ sorted, level: { count, self, tail, interference }, window: { finishes, worst } }: Analysed):
{ task: TickTask; jobs: number }[] {
  const until = finishes[worst]! - tail;
  return sorted.slice(0, count).map((task, j) => ({ task, jobs: jobsWithin(task.period, interference.jitter[j]!, until, tail > 0) }))
    .filter((_, j) => j !== self);
}

function explanation(one: Analysed): Part[] {
  const { set, level, task, from, window: { worst }, blocking } = one;
  const own = worst + 1;
  return explained([
    { what: "blocking", task: blocking.by, jobs: blocking.by === null ? 0 : 1, time: blocking.length },
    { what: "own jobs", task, jobs: own, time: own * task.wcet },
    { what: "suspension", task, jobs: own, time: own * task.suspension },
    ...interfering(one).map((other) => ({ what: "interference" as const, ...other, time: other.jobs * other.task.wcet })),
  ], task, begin(level, own, from), from, set);
}

/** All are released at once, with all jitter behind them, just after the longest stretch that blocks has begun. */
function criticalInstant(one: Analysed): JobRelease[] | null {
  const { set, task, window: { worst }, blocking: { length, by }, preemption } = one;
  const others = interfering(one);
  // Where in a job its longest stretch lies is known of segments alone.
  const isAnywhere = by !== null && by.segments.length === 0 && longestStretch(by, preemption) < by.wcet;
  const isSuspended = [task, ...others.map((other) => other.task)].some(({ suspension }) => suspension > 0);
  if ((length > 0 && by === null) || isAnywhere || isSuspended) return null;
  return pattern([
    ...(by === null ? [] : [blocker(by, preemption)]),
    ...others.flatMap((other) => densest(other.task, other.jobs)),
    ...densest(task, worst + 1),
  ], set);
}

function blocker(task: TickTask, preemption: Preemption): { task: TickTask; arrival: number; release: number; execution: number } {
  const longest = task.segments.indexOf(longestStretch(task, preemption));
  const arrival = -1 - task.segments.slice(0, Math.max(0, longest)).reduce((all, one) => all + one, 0);
  return { task, arrival, release: arrival, execution: task.wcet };
}
