/** Several processors: global scheduling, and tasks bound to processors. */
import { ratio } from "../../src/timing/exact.ts";
import {
  densityTest, bakerTest, globalEdfResponseTimes, globalFixedPriorityResponseTimes, interferenceTest, largestPart, partition,
} from "../../src/timing/multiprocessor/index.ts";
import type { Task } from "../../src/timing/task.ts";
import { type DrawnTask, drawTasks, from } from "./drawing.ts";
import { deadlinesOf } from "./one-processor.ts";
import { boundsOf, searched } from "./searching.ts";
import type { Subject } from "./subject.ts";

type Analysis = typeof globalEdfResponseTimes;

const globally = (policy: "fixed priority" | "edf", analyse: Analysis): Subject => ({ name: `global ${policy}`, isExact: false, tries: (chance, simulations) => {
  const processors = from(chance, 2, 3);
  const tasks = drawTasks(chance, { most: 6, load: 0.7 * processors, deadlines: "constrained", periods: [6, 8, 10, 12, 15, 20] });
  return searched({ policy, processors, tasks }, boundsOf(analyse(tasks, processors).tasks), chance, simulations, { span: 60 });
} });

/** A test that answers yes promises that every deadline is met. */
type Test = (tasks: readonly DrawnTask[], processors: number) => boolean;

const accepted = (name: string, test: Test): Subject => ({ name: `global edf, ${name}`, isExact: false, tries: (chance, simulations) => {
  const processors = from(chance, 2, 3);
  const tasks = drawTasks(chance, { most: 5, load: 0.4 * processors, deadlines: "constrained" });
  if (!test(tasks, processors)) return [];
  return searched({ policy: "edf", processors, tasks }, deadlinesOf(tasks), chance, simulations, { span: 80 });
} });

const packed: Subject = { name: "partitioned EDF", isExact: false, tries: (chance, simulations) => {
  const tasks = drawTasks(chance, { most: 6, load: 1.8 });
  const items = tasks.map(({ id, wcet, period }) => ({ id, utilisation: ratio(wcet, period) }));
  const { processors, schedulable } = partition(items, { fit: chance.pick(["first", "best", "worst"]), processors: 3 });
  const placement = Object.fromEntries(processors.flatMap(({ items }, p) => items.map(({ id }) => [id, p] as const)));
  if (!schedulable) return [];
  return searched({ policy: "edf", processors: processors.length, tasks, placement }, deadlinesOf(tasks), chance, simulations);
} };

/** The first part of a split task runs beside others, with its cost for a deadline. */
const split: Subject = { name: "C=D split", isExact: false, tries: (chance, simulations) => {
  const existing = drawTasks(chance, { most: 3, load: 0.8 });
  const period = from(chance, 8, 24);
  const found = largestPart(existing, { id: "split", wcet: period, period });
  if (found === null || found.cost.equals(0)) return [];
  const part: Task = { id: "split", wcet: found.cost, bcet: found.cost, period, deadline: found.cost };
  return searched({ policy: "edf", tasks: [...existing, part] }, [...deadlinesOf(existing), ["split", found.cost]], chance, simulations);
} };

export const multiprocessors: readonly Subject[] = [
  globally("fixed priority", globalFixedPriorityResponseTimes),
  globally("edf", globalEdfResponseTimes),
  accepted("density test", densityTest), accepted("Baker's test", bakerTest), accepted("interference test", interferenceTest),
  packed, split,
];
