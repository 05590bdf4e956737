/** A legal scenario in the form in which the search changes it: every value in its range is legal, whatever the others are. */
import type { Model } from "../simulation/model.ts";
import type { TickScenario } from "../simulation/scenario.ts";

/** By task, and then by job. Times are ticks. */
export interface Plan {
  /** When the first job arrives. */
  readonly phase: number[];
  /** Time beyond the period until the next arrival, 0 or above. */
  readonly extra: number[][];
  /** Time from arrival to release, from 0 to the jitter. */
  readonly late: number[][];
  readonly execution: number[][];
}

/** What the search is about. */
export interface Subject {
  readonly model: Model;
  /** The task whose worst case is wanted. */
  readonly target: number;
  /** How many jobs each task has. */
  readonly jobs: readonly number[];
  /** Whether arrivals are periodic from the tasks' offsets. */
  readonly isPeriodic: boolean;
  /** By task: the task whose arrivals it has: itself, or the first of its chain. */
  readonly roots: readonly number[];
}

export const copyOf = ({ phase, extra, late, execution }: Plan): Plan => ({
  phase: [...phase], extra: extra.map((list) => [...list]), late: late.map((list) => [...list]),
  execution: execution.map((list) => [...list]),
});

/** A plan as a scenario. Jobs of a task are released in order, so a late one holds up those after it. */
export function scenarioOf({ model: { tasks }, jobs, target, roots }: Subject, { phase, extra, late, execution }: Plan): TickScenario {
  const [arrivals, releases]: [number[][], number[][]] = [[], []];
  tasks.forEach(({ period }, t) => {
    const [arrived, released]: [number[], number[]] = [[], []];
    const root = roots[t]!;
    for (let k = 0, time = phase[root]!, before = 0; k < jobs[t]!; time += period + extra[root]![k]!, k++) {
      arrived.push(time);
      released.push(before = Math.max(before, time + late[t]![k]!));
    }
    arrivals.push(arrived);
    releases.push(released);
  });
  return { arrivals, releases, executions: execution, until: 0, last: target };
}
