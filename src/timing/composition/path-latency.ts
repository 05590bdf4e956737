/**
 * Latency of paths: n events that come at their densest, from the first arrival to the last completion: the sum of the
 * responses, and the time in which so many events come (Richter 2005, definition 7.3); where a task samples, up to a period of
 * the sampling more. Null where a task on the path has no bound.
 *
 * A task that waits for all of several is waited for where all of them come from one task, the fork, each over tasks with one cause:
 * jobs of a task are done in order, so that the k-th completion of each is of the k-th of the fork, and the join is at the latest the
 * longest of the ways after it. This holds from the first event on, as nothing is left over in a join at the beginning.
 */
import { type Events, readEvents } from "../events/event-model.ts";
import type { Exact } from "../exact.ts";
import { TimingRefusal, asFound } from "../refusal.ts";
import type { Ticks } from "../ticks.ts";
import type { Analysed } from "./output.ts";
import type { After, PlacedTask } from "./system.ts";

export interface PathLatency {
  readonly best: Exact;
  readonly worst: Exact | null;
}

export function latencyOf(path: readonly string[], events: number, tasks: readonly PlacedTask[],
  found: ReadonlyMap<PlacedTask, Analysed>, ticks: Ticks): PathLatency {
  if (!Number.isSafeInteger(events) || events < 1) throw new TimingRefusal("out of range", "events", `is ${asFound(events)}; give a whole number above 0`);
  if (!Array.isArray(path) || path.length === 0) throw new TimingRefusal("missing", "path", "must name a task or more");
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const steps = path.map((id, i) => {
    const task = byId.get(id);
    if (task === undefined) throw new TimingRefusal("unknown name", `path[${i}]`, `is "${id}", and no resource has a task of this name`);
    return task;
  });
  const responseOf = (task: PlacedTask): number => found.get(task)!.windows?.response ?? Infinity;
  const burst = found.get(steps[0]!)!.input?.deltaMin(events) ?? 0;
  /** When the last of the events is done with each step, at the latest. */
  const done: number[] = [];
  for (const [i, task] of steps.entries()) {
    const activated = i === 0 ? burst : join(i) ?? done[i - 1]! + waitOf(i);
    done.push(activated + responseOf(task));
  }
  const worst = done.at(-1)!;
  return { best: ticks.time(steps.reduce((sum, { bcet }) => sum + bcet, burst)), worst: worst === Infinity ? null : ticks.time(worst) };

  function waitOf(i: number): number {
    const wait = waitFor(steps[i]!.activation, steps[i - 1]!.id, `path[${i}]`, ticks);
    if (wait === null) throw new TimingRefusal("precondition", `path[${i}]`, `is "${path[i]}", which "${path[i - 1]}" does not activate`);
    return wait;
  }

  /** When a step that waits for all of several is activated at the latest; null where it does not wait for all of several. */
  function join(i: number): number | null {
    const { activation } = steps[i]!;
    if (activation.kind !== "and" || !activation.of.some((one) => one.kind === "after" && one.task === path[i - 1])) return null;
    const ways = activation.of.map((one) => one.kind === "after" ? wayTo(byId.get(one.task)!) : []);
    const own = wayTo(steps[i - 1]!);
    const fork = own.find((task) => ways.every((way) => way.includes(task)));
    if (fork === undefined) return null;
    const at = steps.indexOf(fork);
    // A path that begins after the fork begins at least the best case of what lies between them later.
    const forked = at !== -1 ? done[at]! : burst - sumAfter(fork, own.slice(own.indexOf(steps[0]!) + 1), ({ bcet }) => bcet);
    return Math.max(done[i - 1]!, ...ways.filter(([last]) => last !== steps[i - 1]).map((way) => forked + sumAfter(fork, way, responseOf)));
  }

  /** A task, what alone activates it, and so on. */
  function wayTo(task: PlacedTask): PlacedTask[] {
    const way = [task];
    for (let { activation } = task; activation.kind === "after"; { activation } = way.at(-1)!) way.push(byId.get(activation.task)!);
    return way;
  }
}

/** What the tasks of a way add up to up to the fork, which is not counted. */
const sumAfter = (fork: PlacedTask, way: readonly PlacedTask[], of: (task: PlacedTask) => number): number =>
  way.slice(0, way.indexOf(fork)).reduce((sum, task) => sum + of(task), 0);

/** Longest wait between the completion of a task and what it activates; null where it activates nothing there. */
function waitFor(activation: Events<After>, before: string, field: string, ticks: Ticks): number | null {
  switch (activation.kind) {
    case "after": return activation.task === before ? 0 : null;
    case "or": return longest(activation.of.map((one) => waitFor(one, before, field, ticks)));
    case "and": {
      if (activation.of.every((one) => waitFor(one, before, field, ticks) === null)) return null;
      throw new TimingRefusal("precondition", field, "waits for all of several streams that do not come from one task, each over tasks with one cause:"
        + " how long depends on how they began, and no path through it has a bound");
    }
    case "sample": {
      const wait = waitFor(activation.of, before, field, ticks);
      return wait === null ? null : wait + readEvents<never>(activation.by, field).build(ticks.of, () => null)!.deltaPlus(2);
    }
    default: return null;
  }
}

const longest = (waits: readonly (number | null)[]): number | null =>
  waits.reduce((most, wait) => wait === null || (most !== null && most >= wait) ? most : wait, null);
