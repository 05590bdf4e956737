/** A task with what may delay it: what it and all tasks of its priority or a higher one ask for in a busy window. */
import { type Exact, largest, one, ratio, sum, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { type Task, readTasks } from "../task.ts";
import { leastFixedPoint } from "./fixed-point.ts";
import type { Supply } from "./supply.ts";

export interface Level {
  readonly id: string;
  readonly wcet: Exact;
  readonly period: Exact;
  readonly deadline: Exact;
  readonly jitter: Exact;
  readonly blocking: Exact;
  /** Tasks of higher or equal priority. */
  readonly others: readonly Disturbance[];
  /** Of the task and the others. */
  readonly utilisation: Exact;
}

/** Work that comes again and again, and goes first. */
export interface Disturbance {
  readonly wcet: Exact;
  readonly period: Exact;
  readonly jitter: Exact;
}

/** A level for each task, in the order given. Offsets are not looked at, which is on the safe side; suspension is refused. */
export function levelsOf(given: readonly Task[], field = "tasks"): Level[] {
  const { ticks, tasks } = readTasks(given, field);
  tasks.forEach(({ suspension }, i) => {
    if (suspension > 0) throw new TimingRefusal("precondition", `${field}[${i}].suspension`,
      "must be 0: this analysis knows no suspension");
  });
  const exact = tasks.map((task) => ({
    id: task.id, priority: task.priority, wcet: ticks.time(task.wcet), period: ticks.time(task.period),
    deadline: ticks.time(task.deadline), jitter: ticks.time(task.jitter), blocking: ticks.time(task.blocking),
  }));
  return exact.map(({ priority, ...task }) => {
    return levelOf(task, exact.filter((other) => other.id !== task.id && other.priority <= priority));
  });
}

export const levelOf = (task: Omit<Level, "others" | "utilisation">, others: readonly Disturbance[]): Level =>
  ({ ...task, others, utilisation: utilisation([task, ...others]) });

export const utilisation = (tasks: readonly { readonly wcet: Exact; readonly period: Exact }[]): Exact =>
  sum(tasks.map(({ wcet, period }) => wcet.div(period)));

/** Service needed in the window [0, t) of a busy window by the first jobs of the task and all jobs of the others. */
export function workOf({ wcet, blocking, others }: Level, jobs: number, window: Exact): Exact {
  return others.reduce((all, other) => all.add(window.add(other.jitter).div(other.period).ceil().mul(other.wcet)),
    wcet.mul(ratio(jobs)).add(blocking));
}

/**
 * After how many jobs response times repeat where the load is all that is supplied: such a busy window does not end, but
 * job q + n of it responds as job q.
 */
export function jobsToRepeat({ period, others }: Level, cycle: Exact | null): Exact {
  return hyperperiod([period, ...others.map((other) => other.period), ...(cycle === null ? [] : [cycle])]).div(period);
}

/** The longest time with something to do from its begin on, in any order; the tasks ask for less than is supplied. */
export const busyWindow = (tasks: readonly Disturbance[], supply: Supply): Exact =>
  leastFixedPoint(zero, (window) => supply.inverse(sum(tasks.map(({ wcet, period, jitter }) =>
    largest([window.add(jitter).div(period).ceil(), one]).mul(wcet)))), "tasks");

/** The least time that is a multiple of all. */
export const hyperperiod = (periods: readonly Exact[]): Exact => periods.reduce((all, one) => all.lcm(one));
