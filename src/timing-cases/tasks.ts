/** Tasks and priorities as cases write them. */
import { type Exact, type Given, exact } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { type Task, positive } from "../timing/task.ts";
import {
  type Field, type Fields, type Read, above0, count, either, flag, from0, listOf, note, object, optional, otherwise, ownName, phrase, time,
} from "./schema/declare.ts";

const always = {
  name: optional(ownName("its name, which no other task has"), "t1, t2, … by its place"),
  C: time("worst-case execution time of a job", above0),
  T: time("period, or least time between two arrivals", above0),
};
const times = {
  D: optional(time("relative deadline, from arrival", above0), "`T`"),
  J: otherwise(time("release jitter: the longest time from arrival to release", from0), 0),
  B: otherwise(time("longest blocking by lower priorities", from0), 0),
  S: otherwise(time("longest time that a job suspends itself", from0), 0),
  O: otherwise(time("offset: arrival of the first job", from0), 0),
};
type Times = typeof times;
export type TimeName = keyof Times;
const ranks = { priority: optional(count("place in the order of priority, given for all tasks or for none"), "the order of the list") };

/** The fields of a task that only arrives and executes, and those of its other times that count. */
export const taskWith = <Name extends TimeName>(...names: readonly Name[]): typeof always & Pick<Times, Name> =>
  ({ ...always, ...Object.fromEntries(names.map((one) => [one, times[one]])) as Pick<Times, Name> });

/** The same with a priority. */
export const rankedTaskWith = <Name extends TimeName>(...names: readonly Name[]): typeof always & Pick<Times, Name> & typeof ranks =>
  ({ ...taskWith(...names), ...ranks });

/** The same where the deadline or the arrival decides. */
export const unrankedTaskWith = <Name extends TimeName>(...names: readonly Name[]):
typeof always & Pick<Times, Name> & { priority: Field<undefined> } => ({ ...taskWith(...names), priority: note("changes nothing: no analysis of this kind knows priorities") });

/** A list of tasks. */
export const taskList = <Of extends Fields>(fields: Of, least = 0): Field<readonly Read<Of>[]> =>
  listOf("the tasks", object("a task", fields), { least });

/** Which way numbers of priority run. */
export const numbering = {
  lowerNumberIsHigherPriority: optional(flag("whether the lower number is the higher priority"), "true"),
  higherNumberIsHigherPriority: optional(flag("the opposite of `lowerNumberIsHigherPriority`"), "false"),
};
export type Numbering = Partial<Read<typeof numbering>>;

/** The order of priority of tasks that have no numbers, and which way numbers run. */
export const orderOfPriority = {
  priorityOrder: optional(phrase("the order of priority, where the tasks have no numbers", {
    "first task = highest priority": /first.*highest|order given/i, "first task = lowest priority": /first.*lowest/i,
    "rate monotonic": /rate.?monotonic/i, "deadline monotonic": /deadline.?monotonic/i,
  }), "first task = highest priority"),
  ...numbering,
};
type PriorityOrder = Read<typeof orderOfPriority>["priorityOrder"];

/** An analysis of one processor may be told so. */
export const oneProcessor = {
  processors: optional(either("the processors: this analysis is for one",
    count("how many", { least: 1, most: 1 }), listOf("its name", note("a name"), { least: 1, most: 1 })), "1"),
};

/** A task; its name is its place where it has none. */
export interface CaseTask {
  readonly name?: string | undefined;
  readonly C: Given;
  readonly T: Given;
  readonly D?: Given | undefined;
  readonly J?: Given | undefined;
  readonly B?: Given | undefined;
  readonly O?: Given | undefined;
  readonly S?: Given | undefined;
  readonly priority?: number | undefined;
}

/** Tasks with their order of priority. */
export interface CaseTasks<One extends CaseTask = CaseTask> extends Numbering {
  readonly tasks: readonly One[];
  /** Where the tasks have no numbers. */
  readonly priorityOrder?: PriorityOrder;
}

export const taskOf = ({ name, C, T, D, J, B, O, S, priority }: CaseTask, i: number): Task => ({
  id: name ?? `t${i + 1}`, wcet: C, period: T, ...given({ deadline: D, jitter: J, blocking: B, offset: O, suspension: S }),
  ...(priority === undefined ? {} : { priority }),
});

/** Those of some times that a case gives. */
const given = (of: Readonly<Record<string, Given | undefined>>): Record<string, Given> =>
  Object.fromEntries(Object.entries(of).filter((entry): entry is [string, Given] => entry[1] !== undefined));

/** The tasks of a case, with priorities where lower is higher; in the order of the list unless the case says otherwise. */
export function tasksOf({ tasks: list, priorityOrder, ...numbers }: CaseTasks): Task[] {
  const [tasks, number] = [list.map(taskOf), lowerIsHigher(numbers)];
  const without = tasks.findIndex(({ priority }) => priority === undefined);
  if (without < 0) return tasks.map((task) => ({ ...task, priority: number(task.priority!) }));
  if (tasks.some(({ priority }) => priority !== undefined)) throw new TimingRefusal("missing", `tasks[${without}].priority`, "is missing, and other tasks have one");
  const order = orderOf(priorityOrder, tasks);
  return order === null ? tasks : tasks.map((task, i) => ({ ...task, priority: order[i]! }));
}

/** From a number of a case to one where lower is higher, which it is unless the case says otherwise. */
export function lowerIsHigher({ lowerNumberIsHigherPriority: lower, higherNumberIsHigherPriority: higher }: Numbering):
(priority: number) => number {
  if (lower != null && lower === higher) throw new TimingRefusal("out of range", "higherNumberIsHigherPriority",
    `is ${higher}, and so is lowerNumberIsHigherPriority: it is one or the other`);
  return (higher ?? (lower == null ? false : !lower)) ? (priority) => -priority : (priority) => priority;
}

/** What an order in words gives to each task, by its place; null for the order of the list. */
function orderOf(order: PriorityOrder, tasks: readonly Task[]): readonly number[] | null {
  switch (order) {
    case undefined: case "first task = highest priority": return null;
    case "first task = lowest priority": return tasks.map((_, i) => tasks.length - 1 - i);
    case "rate monotonic": return ranked(tasks.map(({ period }, i) => exact(period, `tasks[${i}].T`)));
    case "deadline monotonic": return ranked(tasks.map(({ period, deadline = period }, i) => exact(deadline, `tasks[${i}].D`)));
  }
}

/** The place of each time among all, the shortest first; of equals the earlier in the list. */
function ranked(periods: readonly Exact[]): number[] {
  const rank: number[] = [];
  periods.map((_, i) => i).sort((a, b) => periods[a]!.compare(periods[b]!) || a - b).forEach((i, place) => { rank[i] = place; });
  return rank;
}

/** Named things in the order of "H>M>L", which names each of them once. */
export function inOrder<One extends { readonly id: string }>(given: readonly One[], order: string, field: string): One[] {
  const names = order.split(">").map((name) => name.trim());
  const odd = names.find((name, i) => names.indexOf(name) < i || !given.some(({ id }) => id === name));
  if (odd !== undefined) throw new TimingRefusal("unknown name", field, `name ${JSON.stringify(odd)}, which is not a task, or is there already`);
  const without = given.find(({ id }) => !names.includes(id));
  if (without !== undefined) throw new TimingRefusal("missing", field, `do not name ${JSON.stringify(without.id)}`);
  return names.map((name) => given.find(({ id }) => id === name)!);
}

/** Rate-monotonic priorities: equal periods are equals. */
export const rateMonotonic = (tasks: readonly Task[]): Task[] => {
  const periods = tasks.map(({ period }, i) => positive(period, `tasks[${i}].period`));
  return tasks.map((task, i) => ({ ...task, priority: periods.filter((period) => period.lt(periods[i]!)).length }));
};
