/**
 * Response times under global EDF: R = C + floor(sum over the others of min(W(R), I, R - C + 1) / m), where W is the most work in a
 * window of that length, and I that of jobs with deadlines in one of length D. What is known of the slack of a task makes the work that
 * it carries in less; so all tasks are gone over until nothing changes.
 * Source: Bertogna and Cirinei, "Response-time analysis for globally scheduled symmetric multiprocessor platforms", RTSS 2007.
 */
import { Work, floorDiv } from "../response/whole.ts";
import type { Task, TickTask } from "../task.ts";
import { edfInterference } from "./edf-interference.ts";
import { type GlobalResponses, answered, readGlobal } from "./global-set.ts";
import { type Growth, executing, leastResponse } from "./least-response.ts";

/** Bounds hold together: where one task has none, none is answered, since the others rest on its deadline. */
export function globalEdfResponseTimes(given: readonly Task[], processors: number): GlobalResponses {
  const set = readGlobal(given, processors);
  const { tasks } = set;
  const work = new Work("tasks");
  const slacks = tasks.map(() => 0);
  let bounds: (number | null)[] = [];
  for (let changes = true; changes;) {
    changes = false;
    bounds = tasks.map((_, k) => responseOf(k, tasks, slacks, processors, work));
    for (const [k, bound] of bounds.entries()) {
      const slack = bound === null ? 0 : tasks[k]!.deadline - bound;
      if (slack > slacks[k]!) [slacks[k], changes] = [slack, true];
    }
  }
  return answered(set, bounds.includes(null) ? bounds.map(() => null) : bounds);
}

/** The least solution within the deadline. */
function responseOf(k: number, tasks: readonly TickTask[], slacks: readonly number[], processors: number, work: Work): number | null {
  const task = tasks[k]!;
  const others = tasks.map((other, i) => ({ other, slack: slacks[i]!, most: edfInterference(other, task.deadline, slacks[i]!) }))
    .filter((_, i) => i !== k);
  return leastResponse(task, processors, (window) => others.map(({ other, slack, most }) => {
    const { work: done, lasts } = workIn(other, window, slack);
    return done < most ? { work: done, lasts: Math.min(lasts, most - done) } : { work: most, lasts: 0 };
  }), work);
}

/** The most that a task can execute in a window: its first job as late as its slack lets it, the others as soon as they can. */
function workIn({ wcet, period, deadline }: TickTask, window: number, slack: number): Growth {
  const reach = window + deadline - slack - wcet;
  const jobs = floorDiv(reach, period);
  return executing(jobs, wcet, reach - jobs * period);
}
