/** The recurrence of one job alone, as first published: what schedulability tests for short deadlines iterate. */
import type { Assumption, Conventions } from "../evidence.ts";
import type { Exact } from "../exact.ts";
import { Load } from "../response/load.ts";
import { refuseFields } from "../response/results.ts";
import { Work, ceilDiv } from "../response/whole.ts";
import { type Task, readTasks } from "../task.ts";

export const plainRecurrenceConventions: Conventions = { from: "release", time: "dense" };

export interface PlainRecurrence {
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
  /** In the order of the input. */
  readonly tasks: readonly {
    readonly id: string;
    /** What the recurrence gives; null where higher and equal priorities leave nothing. */
    readonly window: Exact | null;
    /** The window where it is a response time; null where it is longer than the period, and no bound on anything. */
    readonly bound: Exact | null;
  }[];
}

/**
 * For each task the least `w = C + B + sum of ceil((w + J)/T) C` over higher and equal priorities. It is a response time only
 * where w <= T: above it the task delays itself; use `fixedPriorityResponseTimes`, which looks at those jobs, too.
 * Units: those of the tasks. Errors: TimingRefusal for malformed tasks, and for suspension.
 * Source: Joseph and Pandya, The Computer Journal 29(5), 1986; jitter and blocking: Audsley et al. 1993.
 */
export function plainRecurrence(given: readonly Task[]): PlainRecurrence {
  const { tasks, ticks } = readTasks(given);
  refuseFields(tasks, "the recurrence knows no suspension", "suspension");
  const work = new Work("tasks");
  const windows = tasks.map((task) => {
    const others = tasks.filter((other) => other !== task && other.priority <= task.priority);
    if (Load.of(others).againstOne() >= 0) return null;
    for (let window = task.wcet + task.blocking; ;) {
      const next = others.reduce((all, { wcet, period, jitter }) =>
        all + ceilDiv(window + jitter, period) * wcet, task.wcet + task.blocking);
      work.spend(others.length, next);
      if (next === window) return window;
      window = next;
    }
  });
  const isBound = windows.map((window, i) => window !== null && window <= tasks[i]!.period);
  return {
    conventions: plainRecurrenceConventions,
    assumptions: [{ says: "a job is done before the next one of its task comes; others have no bound here",
      checked: `without: ${tasks.filter((_, i) => !isBound[i]!).map(({ id }) => id).join(", ") || "none"}` }],
    tasks: tasks.map(({ id }, i) => {
      const window = windows[i] === null ? null : ticks.time(windows[i]!);
      return { id, window, bound: isBound[i]! ? window : null };
    }),
  };
}
