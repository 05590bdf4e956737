/** A bound for tasks with offsets and few periods: tasks of one period stand in for each other. */
import type { Assumption, Conventions } from "../evidence.ts";
import type { Exact } from "../exact.ts";
import { refuseFields } from "../response/results.ts";
import { Work, ceilDiv } from "../response/whole.ts";
import { type Task, type TickTask, readTasks } from "../task.ts";
import { fixedPriorityResponseTimes } from "./response-times.ts";

export const notionalConventions: Conventions = { from: "arrival", time: "dense" };

export interface NotionalResponse {
  readonly id: string;
  /** Null where no bound exists: the task and those of its priority or a higher one ask for too much. */
  readonly bound: Exact | null;
  readonly meetsDeadline: boolean;
}

export interface NotionalResponses {
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
  /** In the order of the input. */
  readonly tasks: readonly NotionalResponse[];
  readonly schedulable: boolean;
}

/** A task of no one: a job of it is any job of some tasks that have one period. */
interface Notional {
  readonly wcet: number;
  /** Least distance of two of their arrivals. */
  readonly period: number;
}

/**
 * Bounds for strictly periodic tasks under full preemption, quick where `offsetResponseTimes` has too long a hyperperiod.
 * The tasks of one period that can delay a task (itself among them) are at least their least distance g apart, so that
 * they ask in a window t for no more than ceil(t/g) times the longest execution; each such group counts by that or
 * task by task, whichever is less. Where the busy window w of the task so found has w <= g for its own group, it is a bound
 * on the response; else the bound without offsets stands. Units: those of the tasks. Errors: TimingRefusal for malformed
 * tasks, jitter and suspension. Source: notional tasks of Burns and Wellings, Real-Time Systems and Programming Languages.
 */
export function notionalResponseTimes(given: readonly Task[]): NotionalResponses {
  const set = readTasks(given);
  const { tasks, ticks } = set;
  refuseFields(tasks, "offsets count from arrivals that are on time", "jitter", "suspension");
  const work = new Work("tasks");
  let closer = 0;
  const responses = fixedPriorityResponseTimes(set).tasks.map(({ id, bound, meetsDeadline }, i): NotionalResponse => {
    const task = tasks[i]!;
    const window = bound === null ? null : notionalWindow(task, tasks.filter(({ priority }) => priority <= task.priority), work);
    const better = window === null || ticks.time(window).gte(bound!) ? null : window;
    if (better !== null) closer += 1;
    return better === null ? { id, bound, meetsDeadline } : { id, bound: ticks.time(better), meetsDeadline: better <= task.deadline };
  });
  return {
    conventions: notionalConventions, tasks: responses, schedulable: responses.every(({ meetsDeadline }) => meetsDeadline),
    assumptions: [
      { says: "tasks arrive exactly at their offset and then once a period", checked: "taken from the input" },
      { says: "a job is done before another one of its period comes; elsewhere the bound is that without offsets", checked: `${closer} of ${tasks.length} gain by their offsets` },
    ],
  };
}

/** How long a level can be busy by its notional tasks; null where the task's own group comes twice. */
function notionalWindow(task: TickTask, level: readonly TickTask[], work: Work): number | null {
  const groups = [...new Set(level.map(({ period }) => period))].map((period) => level.filter((one) => one.period === period))
    .map((group) => ({ group, notional: notionalOf(group) }));
  const own = groups.find(({ group }) => group.includes(task))!;
  const others = groups.filter((one) => one !== own);
  for (let window = own.notional.wcet + task.blocking; ;) {
    const next = others.reduce((all, { group, notional }) => all + Math.min(
      ceilDiv(window, notional.period) * notional.wcet,
      group.reduce((sum, { wcet, period }) => sum + ceilDiv(window, period) * wcet, 0)), own.notional.wcet + task.blocking);
    work.spend(level.length, next);
    if (next > own.notional.period) return null;
    if (next === window) return window;
    window = next;
  }
}

function notionalOf(group: readonly TickTask[]): Notional {
  const { period } = group[0]!;
  const phases = group.map(({ offset }) => offset % period).sort((a, b) => a - b);
  const distances = phases.map((phase, i) => (i + 1 < phases.length ? phases[i + 1]! : phases[0]! + period) - phase);
  return { wcet: Math.max(...group.map(({ wcet }) => wcet)), period: Math.min(...distances) };
}
