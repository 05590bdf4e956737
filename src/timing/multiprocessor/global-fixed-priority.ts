/**
 * Response times under global fixed priorities: R = C + floor(sum of interference / m), where at most m - 1 of the higher tasks carry
 * work into the window, since a processor is free just before it. Those are taken for which that adds most.
 * Source: Guan, Stigge, Yi and Yu, "New response time bounds for fixed priority multiprocessor scheduling", RTSS 2009, RTA-LC.
 */
import { Work, floorDiv } from "../response/whole.ts";
import type { Task, TickTask } from "../task.ts";
import { type GlobalResponses, answered, readGlobal } from "./global-set.ts";
import { type Growth, executing, leastResponse } from "./least-response.ts";

/** A task below one without a bound has none either, since it rests on it. Of tasks with equal priority the earlier is the higher. */
export function globalFixedPriorityResponseTimes(given: readonly Task[], processors: number): GlobalResponses {
  const set = readGlobal(given, processors);
  const order = set.tasks.map((_, i) => i).sort((a, b) => set.tasks[a]!.priority - set.tasks[b]!.priority || a - b);
  const work = new Work("tasks");
  const bounds: (number | null)[] = set.tasks.map(() => null);
  const higher: Higher[] = [];
  for (const i of order) {
    const task = set.tasks[i]!;
    const response = responseOf(task, higher, processors, work);
    if (response === null) break;
    bounds[i] = response;
    higher.push({ task, response });
  }
  return answered(set, bounds);
}

interface Higher {
  readonly task: TickTask;
  readonly response: number;
}

/** The least solution within the deadline. */
const responseOf = (task: TickTask, higher: readonly Higher[], processors: number, work: Work): number | null =>
  leastResponse(task, processors, (window) => {
    const most = window - task.wcet + 1;
    const parts = higher.map((one) => ({ fresh: workFrom(one.task, window), carried: workCarriedInto(one, window) }));
    const more = parts.map(({ fresh, carried }, i) => ({ i, more: Math.min(carried.work, most) - Math.min(fresh.work, most) }));
    const carriers = new Set(more.filter((one) => one.more > 0).sort((a, b) => b.more - a.more).slice(0, processors - 1).map(({ i }) => i));
    return parts.map(({ fresh, carried }, i) => carriers.has(i) ? carried : fresh);
  }, work);

/** The most work in a window that begins with a release. */
function workFrom({ wcet, period }: TickTask, window: number): Growth {
  const jobs = floorDiv(window, period);
  return executing(jobs, wcet, window - jobs * period);
}

/** The most work in a window with a job before it that is not done: its last job runs at the window's end as soon as it is released. */
function workCarriedInto({ task: { wcet, period }, response }: Higher, window: number): Growth {
  const rest = window - wcet;
  if (rest < 0) return { work: wcet, lasts: 0 };
  const jobs = floorDiv(rest, period);
  const { work, lasts } = executing(0, wcet - 1, rest - jobs * period - (period - response));
  return { work: (jobs + 1) * wcet + work, lasts };
}
