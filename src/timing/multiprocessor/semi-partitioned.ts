/**
 * A task that fits on no processor may be split: its first part runs on one of them with a deadline as short as its cost, so that it
 * runs at once and without a break, and the rest goes elsewhere with what is left of the deadline.
 * Source: Burns, Davis, Wang and Zhang, "Partitioned EDF scheduling for multiprocessors using a C=D task splitting scheme",
 * Real-Time Systems 48 (2012).
 */
import { edfDemandTest } from "../edf/index.ts";
import type { Assumption } from "../evidence.ts";
import type { Exact } from "../exact.ts";
import { type Task, readTasks } from "../task.ts";

export interface Split {
  /** The largest cost of the first part, in whole ticks of the unit in which all times given are whole; 0 where none fits. */
  readonly cost: Exact;
  readonly assumptions: readonly Assumption[];
}

/**
 * The largest cost C, no more than that of the task, such that a task (C, T, D = C) meets its deadlines under EDF beside those of the
 * processor, as they do. A part that fits also fits when it is made shorter, so that the largest is found by halving. Null where
 * the tasks of the processor miss deadlines without it.
 */
export function largestPart(existing: readonly Task[], split: Task): Split | null {
  const { tasks, ticks } = readTasks([...existing, split]);
  const whole = tasks[tasks.length - 1]!;
  const fits = (cost: number): boolean => {
    const part: Task = { id: split.id, wcet: ticks.time(cost), period: split.period, deadline: ticks.time(cost) };
    return edfDemandTest(cost === 0 ? existing : [...existing, part]).schedulable;
  };
  if (existing.length > 0 && !fits(0)) return null;
  let low = 0;
  for (let high = Math.min(whole.wcet, whole.period) + 1; high - low > 1;) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return {
    cost: ticks.time(low),
    assumptions: [{ says: "the tasks of the processor meet their deadlines under EDF beside the part", checked: `with ${ticks.time(low).toFraction()}` }],
  };
}
