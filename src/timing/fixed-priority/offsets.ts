/** Response times of strictly periodic tasks with offsets, by running their one schedule until it repeats. */
import type { Assumption, Conventions } from "../evidence.ts";
import type { Exact } from "../exact.ts";
import { Load } from "../response/load.ts";
import { refuseFields } from "../response/results.ts";
import { Work, ceilDiv, leastCommonMultiple } from "../response/whole.ts";
import { TimingRefusal } from "../refusal.ts";
import { type Task, type TickTask, readTasks } from "../task.ts";

export const offsetConventions: Conventions = { from: "arrival", time: "dense" };

export interface OffsetResponse {
  readonly id: string;
  /** Null where the task and those of higher priority ask for more than a processor. */
  readonly bound: Exact | null;
  readonly meetsDeadline: boolean;
  /** Arrival of the job that responds so late, in the schedule that begins at 0; null with the bound. */
  readonly arrival: Exact | null;
}

export interface OffsetResponses {
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
  /** In the order of the input. */
  readonly tasks: readonly OffsetResponse[];
  readonly schedulable: boolean;
  /** How long the schedule was run. */
  readonly horizon: Exact;
}

/** A task while it runs. */
interface Running {
  readonly task: TickTask;
  /** Work of all jobs that have arrived. */
  backlog: number;
  next: number;
  /** Arrival of the oldest job that is not done. */
  oldest: number;
  bound: number;
  arrival: number;
}

/**
 * Longest response times under full preemption of tasks that arrive at O, O + T, O + 2T, ... and no other time. The
 * schedule with all jobs at their worst case is run until the backlogs at two ends of hyperperiods agree: it repeats from
 * there. Exact: no job is done later if some execute for less. Units: those of the tasks. Errors: TimingRefusal for
 * malformed tasks, equal priorities, jitter, blocking and suspension, and schedules that take too long to repeat.
 * Source: Leung and Merrill, IPL 11(3), 1980; Goossens and Devillers, Real-Time Systems 13, 1997.
 */
export function offsetResponseTimes(given: readonly Task[]): OffsetResponses {
  const { tasks, ticks } = readTasks(given);
  refuseFields(tasks, "the schedule is that of periodic tasks which arrive on time and only execute", "jitter", "blocking", "suspension");
  const sorted = [...tasks].sort((a, b) => a.priority - b.priority);
  const twin = sorted.find((task, i) => task.priority === sorted[i + 1]?.priority);
  if (twin !== undefined) throw new TimingRefusal("precondition", `tasks[${tasks.indexOf(twin)}].priority`,
    "is that of another task: without an order of all tasks there is more than one schedule");
  let load = Load.none;
  const bounded = sorted.filter(({ wcet, period }) => (load = load.plus(wcet, period)).againstOne() <= 0);
  const { running, horizon } = runUntilItRepeats(bounded);
  const responses = tasks.map((task): OffsetResponse => {
    const one = running.find((other) => other.task === task);
    return one === undefined ? { id: task.id, bound: null, meetsDeadline: false, arrival: null }
      : { id: task.id, bound: ticks.time(one.bound), meetsDeadline: one.bound <= task.deadline, arrival: ticks.time(one.arrival) };
  });
  return {
    conventions: offsetConventions, tasks: responses, schedulable: responses.every(({ meetsDeadline }) => meetsDeadline),
    horizon: ticks.time(horizon),
    assumptions: [
      { says: "tasks arrive exactly at their offset and then once a period", checked: "taken from the input" },
      { says: "the schedule repeats", checked: `backlogs agree at the last two hyperperiods of ${horizon} ticks` },
    ],
  };
}

/** Runs tasks, the highest priority first, from 0. */
function runUntilItRepeats(tasks: readonly TickTask[]): { running: readonly Running[]; horizon: number } {
  const running = tasks.map((task): Running =>
    ({ task, backlog: 0, next: task.offset, oldest: task.offset, bound: 0, arrival: task.offset }));
  const hyperperiod = leastCommonMultiple(tasks.map(({ period }) => period));
  const work = new Work("tasks");
  let [now, mark, before] = [0, ceilDiv(tasks.reduce((most, { offset }) => Math.max(most, offset), 0), hyperperiod) * hyperperiod, ""];
  // Each job of a hyperperiod is done in a step of its own: what would be refused for its steps is refused before they are taken.
  const jobs = tasks.reduce((all, { period }) => all + hyperperiod / period, 0);
  new Work("tasks").spend(jobs * (tasks.length + 1), hyperperiod);
  for (;;) {
    let until = mark;
    for (const one of running) {
      for (; one.next <= now; one.next += one.task.period) one.backlog += one.task.wcet;
      until = Math.min(until, one.next);
    }
    work.spend(running.length, now);
    if (now === mark) {
      const backlogs = running.map(({ backlog }) => backlog).join();
      if (backlogs === before) return { running, horizon: now };
      [before, mark] = [backlogs, mark + hyperperiod];
      until = running.reduce((least, { next }) => Math.min(least, next), mark);
    }
    now = execute(running.find(({ backlog }) => backlog > 0), now, until);
  }
}

/** Runs one task up to the end of its oldest job, or up to `until`; answers the time then. */
function execute(one: Running | undefined, now: number, until: number): number {
  if (one === undefined) return until;
  const { wcet, period } = one.task;
  const left = (one.backlog - 1) % wcet + 1;
  if (now + left > until) {
    one.backlog -= until - now;
    return until;
  }
  one.backlog -= left;
  const response = now + left - one.oldest;
  if (response > one.bound) [one.bound, one.arrival] = [response, one.oldest];
  one.oldest += period;
  return now + left;
}
