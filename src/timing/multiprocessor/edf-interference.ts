/**
 * What the jobs of one task with deadlines in a window of another can take of it under EDF.
 * Source: Bertogna and Cirinei, RTSS 2007, section 4.
 */
import { floorDiv } from "../response/whole.ts";
import type { TickTask } from "../task.ts";

/**
 * Jobs whose deadlines are at or before the end of the window, the last at its end, and of the one before the first what
 * its deadline leaves room for: N C + min(C, (D - N T - slack)+), N = floor((D - D_i) / T_i) + 1.
 */
export function edfInterference({ wcet, period, deadline }: TickTask, window: number, slack: number): number {
  const jobs = Math.max(0, floorDiv(window - deadline, period) + 1);
  return jobs * wcet + Math.min(wcet, Math.max(0, window - jobs * period - slack));
}
