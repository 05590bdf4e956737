/** Tasks as they are given, and as analyses take them: checked, in whole ticks. */
import { type Exact, type Given, exact, largest, sum, zero } from "./exact.ts";
import { TimingRefusal, asFound } from "./refusal.ts";
import { type Ticks, ticksFor } from "./ticks.ts";

/** A task that is released again and again. All times are in one unit of the caller's choice. */
export interface Task {
  readonly id: string;
  /** Worst-case execution time of one job, above 0. */
  readonly wcet: Given;
  /** Best-case execution time; 0 unless said, at most the worst case. */
  readonly bcet?: Given;
  /** Least time between two arrivals, above 0. */
  readonly period: Given;
  /** Relative deadline, from arrival; the period unless said. */
  readonly deadline?: Given;
  /** Longest time from arrival to release. */
  readonly jitter?: Given;
  /** Arrival of the first job, for analyses that know offsets. */
  readonly offset?: Given;
  /** Longest blocking by lower priorities, where something else has found it. */
  readonly blocking?: Given;
  /** Longest time that a job suspends itself. */
  readonly suspension?: Given;
  /** Lower is higher. Without priorities the order of the list is theirs. */
  readonly priority?: number;
  /** Longest stretches without a preemption point, in order; they add up to the worst case. */
  readonly segments?: readonly Given[];
  /** The longest of these stretches and the last one, where no more is known; without the last a job can be preempted up to its end. */
  readonly longestSegment?: Given;
  readonly lastSegment?: Given;
}

/** A task in whole ticks. */
export interface TickTask {
  readonly id: string;
  readonly wcet: number;
  readonly bcet: number;
  readonly period: number;
  readonly deadline: number;
  readonly jitter: number;
  readonly offset: number;
  readonly blocking: number;
  readonly suspension: number;
  /** Lower is higher. */
  readonly priority: number;
  readonly segments: readonly number[];
  /** The whole job, where no stretches were given. */
  readonly longestSegment: number;
  readonly lastSegment: number;
}

/** Some tasks in whole ticks of one unit, highest priority first where they have priorities. */
export interface TaskSet {
  readonly ticks: Ticks;
  readonly tasks: readonly TickTask[];
}

/** Most tasks of one set. */
export const tasksMost = 100_000;

/** Reads tasks; `field` names the list. `more` are further times that the analysis needs in the same ticks. */
export function readTasks(given: readonly Task[], field = "tasks", more: readonly Exact[] = []): TaskSet {
  const list: unknown = given;
  if (!Array.isArray(list)) throw new TimingRefusal("missing", field, "must be a list of tasks");
  if (given.length > tasksMost) throw new TimingRefusal("too large", field, `has ${given.length} tasks; at most ${tasksMost} are taken`);
  const ids = new Set<string>();
  const read = given.map((task, i) => {
    const at = `${field}[${i}]`;
    if (typeof task !== "object" || task === null) throw new TimingRefusal("missing", at, "must be a task: an object with id, wcet and period");
    if (typeof task.id !== "string" || task.id === "") throw new TimingRefusal("missing", `${at}.id`, "must be a name");
    if (ids.has(task.id)) throw new TimingRefusal("duplicate name", `${at}.id`, `is "${task.id}", which another task has: names must differ`);
    ids.add(task.id);
    const wcet = positive(task.wcet, `${at}.wcet`);
    const period = positive(task.period, `${at}.period`);
    const bcet = notNegative(task.bcet ?? zero, `${at}.bcet`);
    if (bcet.gt(wcet)) throw new TimingRefusal("out of range", `${at}.bcet`, `is ${bcet.toFraction()}, above the worst case ${wcet.toFraction()}`);
    const segments = (task.segments ?? []).map((one, s) => positive(one, `${at}.segments[${s}]`));
    if (segments.length > 0 && !sum(segments).equals(wcet)) throw new TimingRefusal("out of range", `${at}.segments`,
      `add up to ${sum(segments).toFraction()}; they must add up to the worst case ${wcet.toFraction()}`);
    if (task.priority !== undefined && !Number.isSafeInteger(task.priority)) throw new TimingRefusal("not a number", `${at}.priority`,
      `is ${asFound(task.priority)}; give a whole number, lower is higher`);
    return {
      id: task.id, wcet, bcet, period, segments, ...stretchesOf(task, wcet, segments, at), priority: task.priority ?? i,
      deadline: task.deadline === undefined ? period : positive(task.deadline, `${at}.deadline`),
      jitter: lateness(task.jitter, period, `${at}.jitter`), offset: notNegative(task.offset ?? zero, `${at}.offset`),
      blocking: notNegative(task.blocking ?? zero, `${at}.blocking`), suspension: notNegative(task.suspension ?? zero, `${at}.suspension`),
    };
  });
  const times = read.flatMap(({ wcet, bcet, period, deadline, jitter, offset, blocking, suspension, segments, ...task }) =>
    [wcet, bcet, period, deadline, jitter, offset, blocking, suspension, ...segments, task.longestSegment, task.lastSegment]);
  const ticks = ticksFor([...times, ...more], `the times of ${field}`);
  const tasks = read.map((task): TickTask => ({
    id: task.id, priority: task.priority, segments: task.segments.map(ticks.of),
    longestSegment: ticks.of(task.longestSegment), lastSegment: ticks.of(task.lastSegment),
    wcet: ticks.of(task.wcet), bcet: ticks.of(task.bcet), period: ticks.of(task.period), deadline: ticks.of(task.deadline),
    jitter: ticks.of(task.jitter), offset: ticks.of(task.offset), blocking: ticks.of(task.blocking), suspension: ticks.of(task.suspension),
  }));
  return { ticks, tasks };
}

/** Most periods that a job can be late: so many come at once then. */
const periodsLateMost = 10_000;

/** The longest stretch without a preemption point and the last one. */
function stretchesOf(task: Task, wcet: Exact, segments: readonly Exact[], at: string): { longestSegment: Exact; lastSegment: Exact } {
  if (segments.length > 0) {
    const odd = (["longestSegment", "lastSegment"] as const).find((name) => task[name] !== undefined);
    if (odd !== undefined) throw new TimingRefusal("out of range", `${at}.${odd}`, "must be left out: segments say which it is");
    return { longestSegment: largest(segments), lastSegment: segments.at(-1)! };
  }
  const known = (value: Given | undefined, name: string, most: Exact, otherwise: Exact): Exact => {
    const length = value === undefined ? otherwise : positive(value, `${at}.${name}`);
    if (length.gt(most)) throw new TimingRefusal("out of range", `${at}.${name}`, `is ${length.toFraction()}; it must be at most ${most.toFraction()}`);
    return length;
  };
  const longestSegment = known(task.longestSegment, "longestSegment", wcet, wcet);
  const last = task.longestSegment === undefined ? wcet : zero;
  return { longestSegment, lastSegment: known(task.lastSegment, "lastSegment", longestSegment, last) };
}

/** A jitter of at least 0. It is refused where so many jobs can come at once that looking at each of them would take minutes. */
export function lateness(value: Given | undefined, period: Exact, field: string): Exact {
  const jitter = notNegative(value ?? zero, field);
  if (jitter.gt(period.mul(periodsLateMost))) throw new TimingRefusal("too large", field,
    `is more than ${periodsLateMost} periods: each of as many jobs that can come at once is looked at; give a smaller one`);
  return jitter;
}

/** A time above 0. */
export function positive(value: Given | undefined, field: string): Exact {
  const time = given(value, field);
  if (time.lte(zero)) throw new TimingRefusal("out of range", field, `is ${time.toFraction()}; it must be above 0`);
  return time;
}

/** A time of at least 0. */
export function notNegative(value: Given | undefined, field: string): Exact {
  const time = given(value, field);
  if (time.s === -1n) throw new TimingRefusal("out of range", field, `is ${time.toFraction()}; it must be 0 or above`);
  return time;
}

function given(value: Given | undefined, field: string): Exact {
  if (value === undefined) throw new TimingRefusal("missing", field, "is missing; give a number");
  return exact(value, field);
}
