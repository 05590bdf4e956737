/**
 * Baker's test of global EDF: before a miss of task k a long window is so full that the others demand more than they can.
 * For every k, with l = C_k / D_k: sum over i of min(1, b_i) <= m (1 - l) + l, where b_i = U_i (1 + (T_i - D_i) / D_k), and where
 * U_i > l further (C_i - l T_i) / D_k. Source: Baker, "Multiprocessor EDF and deadline monotonic schedulability analysis", RTSS 2003.
 */
import { one, ratio } from "../exact.ts";
import type { Task, TickTask } from "../task.ts";
import { readGlobal } from "./global-set.ts";
import { type Fraction, totalOf } from "./total.ts";

/** Sufficient: false says nothing. */
export function bakerTest(given: readonly Task[], processors: number): boolean {
  const { tasks } = readGlobal(given, processors);
  return tasks.every((task) => {
    const density = ratio(task.wcet, task.deadline);
    if (density.gt(one)) return false;
    return totalOf(tasks.map((other) => loadOf(other, task))).isAtMost(one.sub(density).mul(processors).add(density));
  });
}

/** min(1, b), over the denominator T D^2 with D of the task that must not miss; b and l as above. */
function loadOf(other: TickTask, task: TickTask): Fraction {
  const [c, t, d] = [BigInt(other.wcet), BigInt(other.period), BigInt(other.deadline)];
  const [own, window] = [BigInt(task.wcet), BigInt(task.deadline)];
  const above = c * window - own * t;
  const n = c * (window + t - d) * window + (above > 0n ? above * t : 0n);
  const whole = t * window * window;
  return n < whole ? { n, d: whole } : { n: 1n, d: 1n };
}
