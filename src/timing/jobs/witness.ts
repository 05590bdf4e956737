/** A run behind a completion that the exploration found, traced back from its end. */
import type { Edge, TickJob } from "./states.ts";

/** A job of a run, with the choices that were made for it. */
export interface StartedJob<Time> {
  readonly job: string;
  readonly release: Time;
  readonly start: Time;
  readonly execution: Time;
}

/**
 * The jobs of a run, in the order of their starts, whose last one is done at the latest that the edge allows. Each is
 * released as late as it may be for its start, so that no job of lower priority was wrongly started before it.
 */
export function runThatEndsWith(last: Edge, jobs: readonly TickJob[]):
{ job: number; release: number; start: number; execution: number }[] {
  const run: { job: number; release: number; start: number; execution: number }[] = [];
  let [edge, finish]: [Edge | undefined, number] = [last, last.finishes[1]];
  while (edge !== undefined) {
    const { job, starts, from }: Edge = edge;
    const start: number = Math.min(starts[1], finish - jobs[job]!.cost[0]);
    run.unshift({ job, start, release: Math.min(start, jobs[job]!.release[1]), execution: finish - start });
    // Idle time before the start is as short as it can be.
    const free: number = Math.min(start, from.free[1]);
    edge = from.into.find(({ finishes }) => finishes[0] <= free && free <= finishes[1]);
    finish = free;
  }
  return run;
}
