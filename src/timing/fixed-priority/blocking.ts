/** How long a level waits at the begin of its busy window for a stretch of lower priority that cannot be preempted. */
import type { TickTask } from "../task.ts";

export type Preemption = "full" | "none" | "limited" | "floating";

export interface Blocking {
  readonly length: number;
  /** The task that blocks; null where nothing does, or where the input gave the length. */
  readonly by: TickTask | null;
}

/** The longest stretch of a job that cannot be preempted. A task without stretches is one, unless everything can be preempted. */
export const longestStretch = ({ longestSegment, wcet }: TickTask, preemption: Preemption): number =>
  preemption === "full" ? 0 : preemption === "none" ? wcet : longestSegment;

/** The last stretch of a job, if it cannot be preempted where it stands: floating ones may be anywhere. */
export const lastStretch = ({ lastSegment, wcet }: TickTask, preemption: Preemption): number =>
  preemption === "none" ? wcet : preemption === "limited" ? lastSegment : 0;

/**
 * For each task of a list, highest priority first, the longest stretch of a lower priority, or the length that the input
 * gives if that is longer: only one of them has begun before the window does. In discrete time one tick of it is over then.
 */
export function blockings(tasks: readonly TickTask[], preemption: Preemption, discrete: boolean): Blocking[] {
  const found: Blocking[] = [];
  let below: Blocking = { length: 0, by: null };
  for (let end = tasks.length; end > 0;) {
    const { priority } = tasks[end - 1]!;
    let level = below;
    for (; end > 0 && tasks[end - 1]!.priority === priority; end -= 1) {
      const task = tasks[end - 1]!;
      found[end - 1] = task.blocking > below.length ? { length: task.blocking, by: null } : below;
      const length = longestStretch(task, preemption) - (discrete ? 1 : 0);
      if (length > level.length) level = { length, by: task };
    }
    below = level;
  }
  return found;
}
