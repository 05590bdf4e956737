/** Tasks and priorities as cases write them. */
import { type Exact, type Given, exact } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { type Task, positive } from "../timing/task.ts";

/** A task; its name is its place where it has none. */
export interface CaseTask {
  readonly name?: string;
  readonly C: Given;
  readonly T: Given;
  /** The period unless said. */
  readonly D?: Given;
  readonly J?: Given;
  readonly B?: Given;
  readonly O?: Given;
  readonly S?: Given;
  readonly priority?: number;
}

/** Which way numbers of priority run. */
export interface Numbering {
  readonly lowerNumberIsHigherPriority?: boolean;
  readonly higherNumberIsHigherPriority?: boolean;
}

/** Tasks of one processor. */
export interface CaseTasks<One extends CaseTask = CaseTask> extends Numbering {
  readonly tasks: readonly One[];
  /** Where the tasks have no numbers. */
  readonly priorityOrder?: string;
  readonly processors?: unknown;
}

export const taskOf = ({ name, C, T, D, J, B, O, S, priority }: CaseTask, i: number): Task => ({
  id: name ?? `t${i + 1}`, wcet: C, period: T, ...given({ deadline: D, jitter: J, blocking: B, offset: O, suspension: S }),
  ...(priority == null ? {} : { priority }),
});

/** A task that only arrives and executes. */
export const plainTaskOf = ({ name, C, T, D }: CaseTask, i: number): Task =>
  ({ id: name ?? `t${i + 1}`, wcet: C, period: T, ...given({ deadline: D }) });

/** The same that arrives once a period from its offset on: what a schedule is made of. */
export const periodicTaskOf = (task: CaseTask, i: number): Task => ({ ...plainTaskOf(task, i), ...given({ offset: task.O }) });

/** Those of some times that a case gives. */
const given = (times: Readonly<Record<string, Given | null | undefined>>): Record<string, Given> =>
  Object.fromEntries(Object.entries(times).filter((entry): entry is [string, Given] => entry[1] != null));

/** The tasks of a case for one processor. */
export function tasksOf(input: CaseTasks): Task[] {
  refuseSeveralProcessors(input.processors);
  return prioritised(input);
}

/** The tasks of a case, with priorities where lower is higher; in the order of the list unless the case says otherwise. */
export function prioritised(input: Omit<CaseTasks, "processors">): Task[] {
  const [tasks, number] = [input.tasks.map(taskOf), lowerIsHigher(input)];
  const without = tasks.findIndex(({ priority }) => priority === undefined);
  if (without < 0) return tasks.map((task) => ({ ...task, priority: number(task.priority!) }));
  if (tasks.some(({ priority }) => priority !== undefined)) throw new TimingRefusal("missing", `tasks[${without}].priority`, "is missing, and other tasks have one");
  const order = orderOf(input.priorityOrder, tasks);
  return order === null ? tasks : tasks.map((task, i) => ({ ...task, priority: order[i]! }));
}

/** From a number of a case to one where lower is higher, which it is unless the case says otherwise. */
export function lowerIsHigher({ lowerNumberIsHigherPriority: lower, higherNumberIsHigherPriority: higher }: Numbering):
(priority: number) => number {
  for (const [name, value] of Object.entries({ lowerNumberIsHigherPriority: lower, higherNumberIsHigherPriority: higher }))
    if (value != null && typeof value !== "boolean") throw new TimingRefusal("unknown name", name, `is ${JSON.stringify(value)}; give true or false`);
  if (lower != null && lower === higher) throw new TimingRefusal("out of range", "higherNumberIsHigherPriority",
    `is ${higher}, and so is lowerNumberIsHigherPriority: it is one or the other`);
  return (higher ?? (lower == null ? false : !lower)) ? (priority) => -priority : (priority) => priority;
}

/** What an order in words gives to each task, by its place; null for the order of the list. */
function orderOf(words: string | undefined, tasks: readonly Task[]): readonly number[] | null {
  if (words == null || /first.*highest|order given/i.test(words)) return null;
  if (/first.*lowest/i.test(words)) return tasks.map((_, i) => tasks.length - 1 - i);
  if (/rate.?monotonic/i.test(words)) return ranks(tasks.map(({ period }, i) => exact(period, `tasks[${i}].T`)));
  if (/deadline.?monotonic/i.test(words)) return ranks(tasks.map(({ period, deadline = period }, i) => exact(deadline, `tasks[${i}].D`)));
  throw new TimingRefusal("unknown name", "priorityOrder",
    `is ${JSON.stringify(words)}; known are first task = highest priority, first task = lowest priority, rate monotonic, deadline monotonic`);
}

/** The place of each time among all, the shortest first; of equals the earlier in the list. */
function ranks(times: readonly Exact[]): number[] {
  const rank: number[] = [];
  times.map((_, i) => i).sort((a, b) => times[a]!.compare(times[b]!) || a - b).forEach((i, place) => { rank[i] = place; });
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

/** An analysis of one processor is given one: as a number, or as a list of names. */
export function refuseSeveralProcessors(processors: unknown): void {
  const count = Array.isArray(processors) ? processors.length : processors ?? 1;
  if (count !== 1) throw new TimingRefusal("out of range", "processors", `is ${JSON.stringify(processors)}; this analysis is for one processor`);
}

/** Rate-monotonic priorities: equal periods are equals. */
export const rateMonotonic = (tasks: readonly Task[]): Task[] => {
  const periods = tasks.map(({ period }, i) => positive(period, `tasks[${i}].period`));
  return tasks.map((task, i) => ({ ...task, priority: periods.filter((period) => period.lt(periods[i]!)).length }));
};
