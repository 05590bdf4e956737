/**
 * Latency of paths: n events that come at their densest, from the first arrival to the last completion: the sum of the
 * responses, and the time in which so many events come (Richter 2005, definition 7.3); where a task samples, up to a period of
 * the sampling more. Null where a task on the path has no bound.
 */
import { type Events, readEvents } from "../events/event-model.ts";
import type { Exact } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import type { Ticks } from "../ticks.ts";
import type { Analysed } from "./output.ts";
import type { After, PlacedTask } from "./system.ts";

export interface PathLatency {
  readonly best: Exact;
  readonly worst: Exact | null;
}

export function latencyOf(path: readonly string[], events: number, tasks: readonly PlacedTask[],
  found: ReadonlyMap<PlacedTask, Analysed>, ticks: Ticks): PathLatency {
  if (!Number.isSafeInteger(events) || events < 1) throw new TimingRefusal("out of range", "events", `is ${events}; give a whole number above 0`);
  if (!Array.isArray(path) || path.length === 0) throw new TimingRefusal("missing", "path", "must name a task or more");
  const steps = path.map((id, i) => {
    const task = tasks.find((one) => one.id === id);
    if (task === undefined) throw new TimingRefusal("unknown name", `path[${i}]`, `is "${id}", and no resource has a task of this name`);
    const waits = i === 0 ? 0 : waitFor(task.activation, path[i - 1]!, `path[${i}]`, ticks);
    if (waits === null) throw new TimingRefusal("precondition", `path[${i}]`, `is "${id}", which "${path[i - 1]}" does not activate`);
    return { task, waits, response: found.get(task)!.windows?.response ?? Infinity };
  });
  const burst = found.get(steps[0]!.task)!.input?.deltaMin(events) ?? 0;
  const worst = steps.reduce((sum, { waits, response }) => sum + waits + response, burst);
  return {
    best: ticks.time(steps.reduce((sum, { task }) => sum + task.bcet, burst)),
    worst: worst === Infinity ? null : ticks.time(worst),
  };
}

/** Longest wait between the completion of a task and what it activates; null where it activates nothing there. */
function waitFor(activation: Events<After>, before: string, field: string, ticks: Ticks): number | null {
  switch (activation.kind) {
    case "after": return activation.task === before ? 0 : null;
    case "or": return longest(activation.of.map((one) => waitFor(one, before, field, ticks)));
    case "and": {
      if (activation.of.every((one) => waitFor(one, before, field, ticks) === null)) return null;
      throw new TimingRefusal("precondition", field, "waits for all of several streams, and how long depends on how they began: no path through it has a bound");
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
