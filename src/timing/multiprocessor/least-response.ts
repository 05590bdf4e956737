/**
 * The least R from C on with R = C + floor(I(R) / m), where I adds up the others' work in R, of each no more than R - C + 1.
 *
 * Repeating R = C + I(R) / m may creep: where m others fill all processors, R grows by one tick a step. Work never shrinks as the
 * window grows, and while a job executes it grows by a tick a tick. So the work in one window tells a least work in every longer one,
 * whose growth never rises: once that much leaves room it leaves room for good, and the first R that is left is found by halving.
 */
import type { Work } from "../response/whole.ts";
import type { TickTask } from "../task.ts";

/** Work in a window: it grows with the window for at least that many ticks more, and then may pause. */
export interface Growth {
  readonly work: number;
  readonly lasts: number;
}

/** What a task has done of its jobs, `within` ticks after the last of `jobs` whole ones. */
export const executing = (jobs: number, wcet: number, within: number): Growth =>
  ({ work: jobs * wcet + Math.min(wcet, Math.max(0, within)), lasts: within < 0 ? 0 : Math.max(0, wcet - within) });

/** Null where it is above the deadline. `others` tells whose work is to be counted in a window. */
export function leastResponse(
  { wcet, deadline }: TickTask, processors: number, others: (window: number) => readonly Growth[], spent: Work,
): number | null {
  for (let response = wcet; response <= deadline;) {
    const [from, known] = [response, others(response)];
    const isLeft = (window: number): boolean => {
      spent.spend(known.length, window);
      const most = window - wcet + 1;
      return known.reduce((all, { work, lasts }) => all + Math.min(work + Math.min(window - from, lasts), most), 0) < processors * most;
    };
    if (isLeft(response)) return response;
    let high = deadline + 1;
    while (high - response > 1) {
      const middle = Math.floor((response + high) / 2);
      if (isLeft(middle)) high = middle;
      else response = middle;
    }
    response = high;
  }
  return null;
}
