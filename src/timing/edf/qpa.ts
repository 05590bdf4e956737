/** Whether EDF meets all deadlines, by looking at few windows. */
import type { Assumption, Conventions } from "../evidence.ts";
import type { Exact } from "../exact.ts";
import { Load } from "../response/load.ts";
import { refuseFields } from "../response/results.ts";
import { Work, floorDiv } from "../response/whole.ts";
import { type Task, type TickTask, readTasks } from "../task.ts";
import { blockingWithin, demand, demandLimit } from "./demand.ts";

export const demandTestConventions: Conventions = { from: "arrival", time: "dense" };

export interface DemandTest {
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
  readonly schedulable: boolean;
  /** A window with more demand than time; null where there is none, or where the load is above 1 already. */
  readonly violation: { readonly window: Exact; readonly demand: Exact } | null;
  /** Windows that were looked at. */
  readonly points: number;
  /** The shortest window with more demand than time. It is searched from below, which can take long. */
  readonly firstViolation: () => Exact | null;
}

/**
 * Whether preemptive EDF meets all deadlines of sporadic tasks, exactly if there is no blocking: the load is at most 1, and
 * demand and blocking fit into every window. From the last deadline below `demandLimit` it steps down to the demand found,
 * since demand above a shorter window would be demand above it; where demand fills the window, to the deadline before.
 * Blocking is that of the stack resource policy, from the input. Units: those of the tasks. Errors: TimingRefusal for
 * malformed tasks and suspension. Source: Zhang and Burns, IEEE Trans. Computers 58(9), 2009; blocking: Baker 1991.
 */
export function edfDemandTest(given: readonly Task[]): DemandTest {
  const { tasks, ticks } = readTasks(given);
  refuseFields(tasks, "demand does not know when a job suspends itself", "suspension");
  const load = Load.of(tasks);
  const against = load.againstOne();
  const work = new Work("tasks");
  const needed = (window: number): number => demand(tasks, window) + blockingWithin(tasks, window);
  const least = tasks.reduce((first, { deadline, jitter }) => Math.min(first, deadline - jitter), Infinity);
  let [points, failed] = [0, -1];
  for (let window = against > 0 ? -1 : deadlineBefore(tasks, demandLimit(tasks, against === 0, work)); window >= 0;) {
    const need = needed(window);
    work.spend(tasks.length, need);
    points += 1;
    if (need > window) failed = window;
    if (need > window || need <= least) break;
    window = need < window ? need : deadlineBefore(tasks, window);
  }
  return {
    conventions: demandTestConventions, schedulable: against <= 0 && failed < 0, points,
    violation: failed < 0 ? null : { window: ticks.time(failed), demand: ticks.time(needed(failed)) },
    firstViolation: () => {
      if (against <= 0 && failed < 0) return null;
      let window = Math.max(0, least);
      for (; needed(window) <= window; work.spend(tasks.length, window)) window = deadlineAfter(tasks, window);
      return ticks.time(window);
    },
    assumptions: [
      { says: "the total utilisation is at most 1", checked: `at most ${load.text()}` },
      { says: "blocking is that of a protocol which blocks a job once, before it starts", checked: "taken from the input" },
    ],
  };
}

/** The last deadline below a window; below 0 where there is none. Deadlines before the window's begin count as at 0. */
function deadlineBefore(tasks: readonly TickTask[], window: number): number {
  let last = -1;
  for (const { deadline, jitter, period } of tasks) {
    const jobs = floorDiv(window - 1 - deadline + jitter, period);
    if (jobs >= 0 && window > 0) last = Math.max(last, jobs * period + deadline - jitter, 0);
  }
  return last;
}

/** The first deadline above a window. */
const deadlineAfter = (tasks: readonly TickTask[], window: number): number => tasks.reduce((first, { deadline, jitter, period }) => {
  const jobs = Math.max(0, floorDiv(window - deadline + jitter, period) + 1);
  return Math.min(first, jobs * period + deadline - jitter);
}, Infinity);
