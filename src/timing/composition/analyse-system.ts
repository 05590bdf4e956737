/**
 * Compositional performance analysis (Richter 2005; Schliecker 2008): the busy windows of every task on its resource, the
 * streams of completions that follow, and again, until nothing changes. Tasks that no circle of activation and disturbance
 * joins are looked at once, each after all that it depends on.
 *
 * Responses count from the event that activates a task. Streams begin without the jitter of what is not analysed yet and
 * only grow, so that the first fixed point is the least. Errors: a `TimingRefusal` that names the field; code "cycle" where
 * tasks activate each other in a circle, and where streams feed each other's jitter and do not come to rest.
 */
import { type EventModel, modelOf } from "../events/event-model.ts";
import type { Stream } from "../events/stream.ts";
import type { Assumption, Conventions } from "../evidence.ts";
import type { Exact } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { Work } from "../response/whole.ts";
import { groupsOf } from "./dependencies.ts";
import { type Analysed, outputOf } from "./output.ts";
import { type PathLatency, latencyOf } from "./path-latency.ts";
import { disturbersOf, taskWindows } from "./policies.ts";
import { type PlacedTask, type Resource, readSystem } from "./system.ts";

export interface SystemResult {
  /** By the id of the task. */
  readonly tasks: ReadonlyMap<string, TaskResult>;
  /** Best and worst time of n events in a row through tasks that activate each other. */
  readonly latency: (path: readonly string[], events?: number) => PathLatency;
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
}

export interface TaskResult {
  /** Null where no bound exists: the resource is overloaded, or something before the task is. */
  readonly response: Exact | null;
  readonly best: Exact;
  /** Busy windows of 1, 2, ... activations; none without a bound. */
  readonly windows: readonly Exact[];
  /** Most activations that wait or are served; null without a bound. */
  readonly backlog: number | null;
  /** What activates the task, and its completions; null where nothing bounds them. */
  readonly input: EventModel | null;
  readonly output: EventModel | null;
}

export const systemConventions: Conventions = { from: "release", time: "dense" };

/**
 * What tasks that feed each other's jitter are given to come to rest: rounds, and windows more than a task had in the first one.
 * Where they do not, each round may have several times the windows of the one before.
 */
const roundsMost = 200;
const growthMost = 500;

/** Analyses a system of resources. */
export function analyseSystem(resources: readonly Resource[]): SystemResult {
  const { ticks, tasks } = readSystem(resources);
  const found = analysed(tasks, ticks.of);
  const results = tasks.map((task): [string, TaskResult] => {
    const { input, windows, output } = found.get(task)!;
    return [task.id, {
      response: windows && ticks.time(windows.response), best: ticks.time(task.bcet),
      windows: (windows?.lengths ?? []).map((length) => ticks.time(length)), backlog: windows && windows.backlog,
      input: input && modelOf(input, ticks, "follows from the system"), output: output && modelOf(output, ticks, "follows from the windows"),
    }];
  });
  const turns = (order: PlacedTask["order"], says: string, checked: string): Assumption[] =>
    tasks.some((task) => task.policy === "rr" && task.order === order) ? [{ says, checked }] : [];
  const unbounded = tasks.filter((task) => found.get(task)!.windows === null).map(({ id }) => id);
  return {
    tasks: new Map(results), conventions: systemConventions,
    latency: (path, events = 1) => latencyOf(path, events, tasks, found, ticks),
    assumptions: [
      { says: "the iteration over the streams of all tasks has converged", checked: `${tasks.length} tasks` },
      ...turns("fixed", "round robin gives turns in a fixed order", "assumed; a ready queue is another order"),
      ...turns("queue", "who has something to do again joins the tail of the ready queue, and so does who ends a turn with more to do",
        "assumed, in the worse order where both happen at once"),
      { says: "no task with a bound has a resource that is asked for more than it has", checked: `without a bound: ${unbounded.join(", ") || "none"}` },
    ],
  };
}

/** What every task finds, group by group. */
function analysed(tasks: readonly PlacedTask[], of: (time: Exact) => number): ReadonlyMap<PlacedTask, Analysed> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const found = new Map<PlacedTask, Analysed>();
  const work = new Work("resources");
  const causesOf = (task: PlacedTask): PlacedTask[] => task.plan.leaves.map((leaf) => byId.get(leaf.task)!);
  const inputOf = (task: PlacedTask): Stream | null => task.plan.build(of, (leaf) => found.get(byId.get(leaf.task)!)!.output);
  const look = (task: PlacedTask): Analysed => {
    const input = inputOf(task);
    found.set(task, { ...found.get(task)!, input });
    const windows = input && taskWindows(task, input, (other) => found.get(other)!.input, work);
    return { input, windows, output: input && windows && outputOf(input, windows, task.bcet, work) };
  };
  for (const group of groupsOf(tasks, (task) => [...causesOf(task), ...disturbersOf(task)])) {
    // Before the first round completions are taken to come as activations do.
    for (const task of group) {
      const input = inputOf(task);
      found.set(task, { input, windows: null, output: input });
    }
    if (group.length === 1) found.set(group[0]!, look(group[0]!));
    else settle(group, found, look);
  }
  return found;
}

/** Looks at tasks that feed each other's jitter, again and again, until their windows change no more. */
function settle(group: readonly PlacedTask[], found: Map<PlacedTask, Analysed>, look: (task: PlacedTask) => Analysed): void {
  const lengthsOf = (task: PlacedTask): readonly number[] => found.get(task)!.windows?.lengths ?? [];
  const atFirst = new Map<PlacedTask, number>();
  for (let [moved, round] = [true, 1]; moved; round++) {
    moved = false;
    for (const task of group) {
      const before = lengthsOf(task);
      found.set(task, look(task));
      const now = lengthsOf(task);
      if (round === 1) atFirst.set(task, now.length);
      if (round === 1 || before.join() !== now.join()) moved = true;
      if (round > roundsMost || now.length > atFirst.get(task)! + growthMost) throw new TimingRefusal("cycle", task.field,
        `is in a circle that feeds its own jitter, ${names(group)}; windows still grow after ${round} rounds, and no bound was found`);
    }
  }
}

const names = (tasks: readonly PlacedTask[]): string =>
  `of ${tasks.slice(0, 5).map(({ id }) => `"${id}"`).join(", ")}${tasks.length > 5 ? ` and ${tasks.length - 5} more` : ""}`;
