/**
 * Bertogna, Cirinei and Lipari's test of global EDF: a job misses only where the others keep all processors busy for longer than its
 * slack. For every k the sum over the others of min(I_i, D_k - C_k) is below m (D_k - C_k), or equal to it with one of them
 * above 0 and at most D_k - C_k. Source: "Improved schedulability analysis of EDF on multiprocessor platforms", ECRTS 2005, theorem 7.
 */
import type { Task } from "../task.ts";
import { edfInterference } from "./edf-interference.ts";
import { readGlobal } from "./global-set.ts";

/** Sufficient: false says nothing. */
export function interferenceTest(given: readonly Task[], processors: number): boolean {
  const { tasks } = readGlobal(given, processors);
  return tasks.every((task) => {
    const room = task.deadline - task.wcet;
    if (room < 0) return false;
    const interference = tasks.filter((other) => other !== task).map((other) => edfInterference(other, task.deadline, 0));
    const all = interference.reduce((sum, one) => sum + Math.min(one, room), 0);
    return all < processors * room || (all === processors * room && interference.some((one) => one > 0 && one <= room));
  });
}
