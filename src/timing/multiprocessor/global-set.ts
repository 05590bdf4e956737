/** What the tests of global scheduling take: sporadic tasks with deadlines within their periods, in whole ticks, and some processors. */
import type { Assumption, Conventions } from "../evidence.ts";
import type { Exact } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { refuseFields } from "../response/results.ts";
import { type Task, type TaskSet, readTasks } from "../task.ts";
import { refuseCount } from "./partition.ts";

/** Responses are counted from arrival; the analyses take time in whole ticks of the unit in which all times are whole. */
export const globalConventions: Conventions = { from: "arrival", time: "discrete" };

/** Each task is compared with every other. Sums of so many times of at most 2^43 ticks are exact. */
const tasksMost = 1_000;

export function readGlobal(given: readonly Task[], processors: number): TaskSet {
  refuseCount(processors);
  if (Array.isArray(given) && given.length > tasksMost) throw new TimingRefusal("too large", "tasks", `has ${given.length} tasks; at most ${tasksMost} are taken`);
  const set = readTasks(given);
  refuseFields(set.tasks, "these tests know sporadic tasks only", "jitter", "blocking", "suspension");
  set.tasks.forEach(({ period, deadline }, i) => {
    if (deadline > period) throw new TimingRefusal("precondition", `tasks[${i}].deadline`, "must be within the period: these tests hold for constrained deadlines only");
  });
  return set;
}

export const globalAssumptions: readonly Assumption[] = [
  { says: "deadlines are within the periods", checked: "every task" },
  { says: "a job is preempted and moved at no cost, and runs on one processor at a time", checked: "taken as given" },
];

/** What a response-time analysis under global scheduling answers. */
export interface GlobalResponses {
  /** In the order of the input. */
  readonly tasks: readonly GlobalResponse[];
  /** Whether every task has a bound within its deadline. Where one has none, deadlines may be met all the same. */
  readonly schedulable: boolean;
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
}

export interface GlobalResponse {
  readonly id: string;
  /** Null where none is known that is within the deadline. */
  readonly bound: Exact | null;
}

/** Bounds in ticks as they are answered. */
export const answered = ({ tasks, ticks }: TaskSet, bounds: readonly (number | null)[]): GlobalResponses => ({
  tasks: tasks.map(({ id }, i) => ({ id, bound: bounds[i] === null ? null : ticks.time(bounds[i]!) })),
  schedulable: bounds.every((bound) => bound !== null), conventions: globalConventions, assumptions: globalAssumptions,
});
