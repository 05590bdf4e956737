/** What jobs must have executed by their deadlines under EDF, and how far one has to look. */
import { type Exact, one, ratio, sum, zero } from "../exact.ts";
import { Load } from "../response/load.ts";
import { type Work, ceilDiv, floorDiv, leastCommonMultiple } from "../response/whole.ts";
import { type Task, type TickTask, notNegative, readTasks } from "../task.ts";

/**
 * The most work that can have both its release and its deadline in a window of length t:
 * the sum of `max(0, floor((t + J - D)/T) + 1) C`. Units: those of the tasks. Errors: TimingRefusal for malformed input.
 * Source: Baruah, Rosier and Howell, Real-Time Systems 2, 1990; with jitter Spuri, INRIA RR-2772, 1996.
 */
export function demandBound(given: readonly Task[], window: Exact): Exact {
  const time = notNegative(window, "window");
  const { tasks, ticks } = readTasks(given, "tasks", [time]);
  return ticks.time(demand(tasks, ticks.of(time)));
}

/** The same in ticks. */
export function demand(tasks: readonly TickTask[], window: number): number {
  let all = 0;
  for (const { wcet, period, deadline, jitter } of tasks)
    if (window + jitter >= deadline) all += (floorDiv(window + jitter - deadline, period) + 1) * wcet;
  return all;
}

/** The longest blocking of a job with a deadline in the window: what the input gives for a task with such jobs. */
export const blockingWithin = (tasks: readonly TickTask[], window: number): number =>
  tasks.reduce((most, { deadline, jitter, blocking }) => deadline - jitter <= window ? Math.max(most, blocking) : most, 0);

/**
 * A length such that demand above the window is above it in one that is shorter than this, if in any. The least of the
 * longest busy window, of what follows from `demand <= sum of (t + J - D + T) U`, and under a load of 1 of one
 * hyperperiod after the last first deadline.
 */
export function demandLimit(tasks: readonly TickTask[], full: boolean, work: Work): number {
  const calm = tasks.every(({ jitter, blocking }) => jitter === 0 && blocking === 0);
  const latest = tasks.reduce((most, { deadline }) => Math.max(most, deadline), 0);
  if (full) return calm ? busyWindow(tasks, 0, work) : latest + leastCommonMultiple(tasks.map(({ period }) => period)) + 1;
  const blocking = tasks.reduce((most, one) => Math.max(most, one.blocking), 0);
  const share = Load.of(tasks).exact();
  const excess = sum(tasks.map(({ wcet, period, deadline, jitter }) => ratio(wcet, period).mul(ratio(period - deadline + jitter))));
  const linear = excess.add(ratio(blocking)).div(one.sub(share));
  const offLine = tasks.reduce((most, { deadline, jitter, period }) => Math.max(most, deadline - jitter - period), 0);
  const byLine = Math.max(offLine, linear.lt(zero) ? 0 : Number(linear.ceil().n));
  return calm ? Math.min(byLine, busyWindow(tasks, 0, work, byLine)) : byLine;
}

/**
 * How long the processor can be busy, `extra` at its begin; or the first length found above `most`. It ends: the load is
 * below 1, or it is 1 and there is neither jitter nor anything extra.
 */
export function busyWindow(tasks: readonly TickTask[], extra: number, work: Work, most = Infinity): number {
  for (let window = tasks.reduce((all, { wcet }) => all + wcet, extra); ;) {
    let next = extra;
    for (const { wcet, period, jitter } of tasks) next += ceilDiv(window + jitter, period) * wcet;
    if (next === window || next > most) return next;
    work.spend(tasks.length, next);
    window = next;
  }
}
