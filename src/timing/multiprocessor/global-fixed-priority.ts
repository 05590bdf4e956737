/**
 * Response times under global fixed priorities: R = C + floor(sum of interference / m), where at most m - 1 of the higher tasks carry
 * work into the window, since a processor is free just before it. Those are taken for which that adds most.
 * Source: Guan, Stigge, Yi and Yu, "New response time bounds for fixed priority multiprocessor scheduling", RTSS 2009, RTA-LC.
 */
import { Work, floorDiv } from "../response/whole.ts";
import type { Task, TickTask } from "../task.ts";
import { type GlobalResponses, answered, readGlobal } from "./global-set.ts";
import { leastResponse } from "./least-response.ts";

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
  leastResponse(task, processors, higher.length, (window) => {
    const parts = higher.map((one) => ({ fresh: workFrom(one.task, window), carried: workCarriedInto(one, window) }));
    return (each) => {
      const fresh = parts.map((part) => Math.min(part.fresh, each));
      const more = parts.map((part, i) => Math.max(0, Math.min(part.carried, each) - fresh[i]!)).sort((a, b) => b - a);
      return [...fresh, ...more.slice(0, processors - 1)].reduce((all, part) => all + part, 0);
    };
  }, work);

/** The most work in a window that begins with a release. */
const workFrom = ({ wcet, period }: TickTask, window: number): number =>
  floorDiv(window, period) * wcet + Math.min(wcet, window % period);

/** The most work in a window with a job before it that is not done: its last job runs at the window's end as soon as it is released. */
function workCarriedInto({ task: { wcet, period }, response }: Higher, window: number): number {
  const rest = Math.max(0, window - wcet);
  const early = Math.max(0, rest % period - (period - response));
  return (floorDiv(rest, period) + 1) * wcet + Math.min(wcet - 1, early);
}
