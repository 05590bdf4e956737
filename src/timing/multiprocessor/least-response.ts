/**
 * The least R from C on with R = C + floor(I(R) / m), where I adds up the others' work in R, of each no more than R - C + 1.
 *
 * Repeating R = C + I(R) / m may creep: where m others fill all processors, R grows by one tick a step. Work in a longer window is
 * never less, so that with the work of one R every R is ruled out for which that much is too much already; and as I grows
 * more slowly than m (R - C + 1) once it is below it, the first R that is left is found by halving.
 */
import { Work } from "../response/whole.ts";
import type { TickTask } from "../task.ts";

/** The work of all others in a window, as a function of the most that counts of each. */
export type Interference = (window: number) => (most: number) => number;

/** Null where it is above the deadline. `others` tells how many there are. */
export function leastResponse({ wcet, deadline }: TickTask, processors: number, others: number, interference: Interference, work: Work): number | null {
  for (let response = wcet; response <= deadline;) {
    const known = interference(response);
    const isLeft = (most: number): boolean => {
      work.spend(others, most);
      return known(most) < processors * most;
    };
    let [low, high] = [response - wcet + 1, deadline - wcet + 2];
    if (isLeft(low)) return response;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (isLeft(middle)) high = middle;
      else low = middle;
    }
    response = wcet + high - 1;
  }
  return null;
}
