/**
 * List scheduling: a processor that is idle takes the first job of the list whose predecessors are done, and keeps it to
 * its end. Source: R. L. Graham, "Bounds on multiprocessing timing anomalies", SIAM J. Appl. Math. 17(2), 1969.
 */
import type { Exact, Given } from "../exact.ts";
import { largest } from "../exact.ts";
import { type Simulation, simulate } from "./simulate.ts";

export interface ListedJob {
  readonly id: string;
  /** Above 0. */
  readonly cost: Given;
  /** Jobs that have to be done first. */
  readonly after?: readonly string[];
}

export interface ListSchedule {
  /** When the last job is done. */
  readonly makespan: Exact;
  readonly simulation: Simulation;
}

/** Schedules the jobs, first in the list first. Throws a TimingRefusal. */
export function listSchedule(jobs: readonly ListedJob[], processors: number): ListSchedule {
  const simulation = simulate({
    policy: "fixed priority", preemption: "none", processors,
    tasks: jobs.map(({ id, cost }) => ({ id, wcet: cost, period: cost })),
    precedence: jobs.flatMap(({ id, after = [] }) => after.map((first) => [first, id] as const)),
  }, { arrivals: Object.fromEntries(jobs.map(({ id }) => [id, [0]])) });
  return { makespan: largest(simulation.jobs.map(({ finish }) => simulation.ticks.time(finish))), simulation };
}
