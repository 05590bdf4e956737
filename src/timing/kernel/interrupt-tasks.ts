/** Interrupts as tasks above all others, and the kernel's longest segment as what blocks everybody. */
import { type Given, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { type Task, notNegative, readTasks } from "../task.ts";

export interface InterruptTask {
  readonly id: string;
  /** From when the interrupt is taken until the interrupted thread goes on: entry, handler, exit. */
  readonly wcet: Given;
  /** Least time between two of them. */
  readonly period: Given;
  readonly jitter?: Given;
}

/**
 * The tasks with interrupts before them, for analyses of fixed priorities: interrupts are the highest, in the order given,
 * and whatever runs waits for at most one `segment` of the kernel without a preemption point, in which the kernel takes no
 * interrupt. Priorities are made explicit; lower is higher. Units: those of the tasks.
 * Errors: TimingRefusal for malformed tasks and interrupts, and where both have a name in common.
 * Source: Brandenburg 2011, chapter 3 (interrupts); Blackham et al., EuroSys 2012 (the segment as blocking).
 */
export function withInterrupts(tasks: readonly Task[], interrupts: readonly InterruptTask[], segment: Given = 0): Task[] {
  const blocks = notNegative(segment, "segment");
  const read = readTasks(tasks).tasks;
  readTasks(interrupts, "interrupts");
  const names = new Set(read.map(({ id }) => id));
  interrupts.forEach(({ id }, i) => {
    if (names.has(id)) throw new TimingRefusal("duplicate name", `interrupts[${i}].id`, `is "${id}", which a task has: names must differ`);
  });
  const above = read.reduce((highest, { priority }) => Math.min(highest, priority), 0) - interrupts.length;
  return [
    ...interrupts.map(({ id, wcet, period, jitter = 0 }, i): Task => ({ id, wcet, period, jitter, blocking: blocks, priority: above + i })),
    ...tasks.map((task, i): Task =>
      ({ ...task, priority: read[i]!.priority, blocking: notNegative(task.blocking ?? zero, `tasks[${i}].blocking`).add(blocks) })),
  ];
}
