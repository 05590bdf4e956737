/** Systems of resources and the tasks on them, as they are given and as the analysis takes them: checked, in whole ticks. */
import { type Events, type EventPlan, readEvents } from "../events/event-model.ts";
import { casesOf, entriesMost, newName, objectsIn, priorityIn } from "../events/reading.ts";
import type { Exact, Given } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { positive } from "../task.ts";
import { type Ticks, ticksFor } from "../ticks.ts";

/** Static priorities, preemptive or not; round robin; fixed slots in a cycle. */
export type Policy = "spp" | "spnp" | "rr" | "tdma";

export interface Resource {
  readonly id: string;
  readonly policy: Policy;
  /**
   * Of round robin. Fixed: in the order of the list, and who has nothing to do is passed over. Queue: from a ready queue, at whose
   * tail a task joins once it has something to do, and after each turn that does not end its work. Fixed unless said.
   */
  readonly order?: "fixed" | "queue";
  readonly tasks: readonly ResourceTask[];
}

export interface ResourceTask {
  readonly id: string;
  readonly wcet: Given;
  /** 0 unless said, at most the worst case. */
  readonly bcet?: Given;
  /** Lower is higher; without priorities the order of the list is theirs. */
  readonly priority?: number;
  /** Time in a round (`rr`, where all tasks without one take turns job by job), or in the cycle (`tdma`, where it must be there). */
  readonly slot?: Given;
  readonly activation: Events<After>;
}

/** At the end of each job of a task. */
export interface After {
  readonly kind: "after";
  readonly task: string;
}

/** A task in whole ticks. */
export interface PlacedTask {
  readonly id: string;
  /** `resources[1].tasks[0]`. */
  readonly field: string;
  readonly wcet: number;
  readonly bcet: number;
  readonly priority: number;
  /** Null without. */
  readonly slot: number | null;
  readonly policy: Policy;
  readonly order: "fixed" | "queue";
  readonly plan: EventPlan<After>;
  readonly activation: Events<After>;
  /** All tasks of the resource, itself among them. */
  readonly neighbours: readonly PlacedTask[];
}

export interface PlacedSystem {
  readonly ticks: Ticks;
  /** Each after those that activate it. */
  readonly tasks: readonly PlacedTask[];
}

/** Reads a system. Throws a TimingRefusal that names the field, and for tasks that activate themselves over some others. */
export function readSystem(resources: readonly Resource[]): PlacedSystem {
  const [resourceIds, taskIds] = [new Set<string>(), new Set<string>()];
  const all = objectsIn(resources, "resources").map((resource, r) => {
    const at = `resources[${r}]`;
    newName(resource.id, resourceIds, `${at}.id`);
    if (!["spp", "spnp", "rr", "tdma"].includes(resource.policy)) throw new TimingRefusal("unknown name", `${at}.policy`,
      `is ${JSON.stringify(resource.policy)}; known are spp, spnp, rr, tdma`);
    if (resource.order !== undefined && (resource.policy !== "rr" || !["fixed", "queue"].includes(resource.order)))
      throw new TimingRefusal("unknown name", `${at}.order`, `is ${JSON.stringify(resource.order)}; it is of rr, and either fixed or queue`);
    const tasks = objectsIn(resource.tasks, `${at}.tasks`).map((task, i) => {
      newName(task.id, taskIds, `${at}.tasks[${i}].id`);
      return readTask(task, i, `${at}.tasks[${i}]`, resource);
    });
    if (taskIds.size > entriesMost) throw new TimingRefusal("too large", "resources", `have ${taskIds.size} tasks or more; at most ${entriesMost} are taken`);
    const without = tasks.findIndex(({ slot }) => slot === null);
    if (without !== -1 && (resource.policy === "tdma" || (resource.policy === "rr" && tasks.some(({ slot }) => slot !== null))))
      throw new TimingRefusal("missing", `${tasks[without]!.field}.slot`, "is missing, and other tasks of the resource have one or need one");
    return tasks;
  });
  const read = all.flat();
  const ticks = ticksFor(read.flatMap(({ wcet, bcet, slot, plan }) => [wcet, bcet, ...(slot === null ? [] : [slot]), ...plan.times]), "the times of resources");
  const placed = all.flatMap((tasks) => {
    const neighbours: PlacedTask[] = [];
    for (const task of tasks) neighbours.push({
      ...task, wcet: ticks.of(task.wcet), bcet: ticks.of(task.bcet), slot: task.slot === null ? null : ticks.of(task.slot), neighbours,
    });
    return neighbours;
  });
  return { ticks, tasks: inOrder(placed) };
}

interface ReadTask extends Omit<PlacedTask, "wcet" | "bcet" | "slot" | "neighbours"> {
  readonly wcet: Exact;
  readonly bcet: Exact;
  readonly slot: Exact | null;
}

function readTask(task: ResourceTask, i: number, field: string, { policy, order = "fixed" }: Resource): ReadTask {
  const slot = task.slot === undefined ? null : positive(task.slot, `${field}.slot`);
  const plan = readEvents(task.activation, `${field}.activation`, isAfter);
  const priority = priorityIn(task.priority, i, `${field}.priority`);
  return { id: task.id, field, ...casesOf(task, field), priority, slot, policy, order, plan, activation: task.activation };
}

function isAfter(one: unknown, field: string): one is After {
  const { kind, task } = one as Partial<After>;
  if (kind !== "after") return false;
  if (typeof task !== "string") throw new TimingRefusal("missing", `${field}.task`, "must be the name of a task");
  return true;
}

/** Each task after those that activate it. */
function inOrder(tasks: readonly PlacedTask[]): PlacedTask[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const before = new Map(tasks.map((task) => [task, task.plan.leaves.map((leaf) => {
    const found = byId.get(leaf.task);
    if (found === undefined) throw new TimingRefusal("unknown name", `${task.field}.activation`, `names the task "${leaf.task}", which is on no resource`);
    return found;
  })]));
  const waiting = new Map([...before].map(([task, causes]) => [task, new Set(causes).size]));
  const after = new Map<PlacedTask, PlacedTask[]>(tasks.map((task) => [task, []]));
  for (const [task, causes] of before) for (const cause of new Set(causes)) after.get(cause)!.push(task);
  const ordered = tasks.filter((task) => waiting.get(task) === 0);
  for (const task of ordered) for (const next of after.get(task)!) {
    waiting.set(next, waiting.get(next)! - 1);
    if (waiting.get(next) === 0) ordered.push(next);
  }
  const stuck = tasks.find((task) => waiting.get(task)! > 0);
  if (stuck !== undefined) throw new TimingRefusal("cycle", `${stuck.field}.activation`,
    "waits, over other tasks, for the task itself or for tasks that do: nothing ever comes in from outside");
  return ordered;
}
