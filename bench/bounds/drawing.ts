/** Random task sets, whole numbers all of them. */
import type { Chance } from "../../src/timing/search/random.ts";
import type { Task } from "../../src/timing/task.ts";

export interface DrawnTask extends Task {
  readonly wcet: number;
  readonly bcet: number;
  readonly period: number;
  readonly jitter: number;
}

export interface Drawing {
  /** Most tasks; at least 2 are drawn. */
  readonly most?: number;
  readonly periods?: readonly number[];
  /** Share of the processors that they may ask for together; 0.97 unless said. */
  readonly load?: number;
  readonly jitter?: boolean;
  readonly deadlines?: "implicit" | "constrained" | "arbitrary";
  /** Whether each is cut into stretches. */
  readonly segments?: boolean;
}

const usualPeriods = [4, 5, 6, 8, 10, 12, 15, 20, 24, 30];

/** Tasks of falling priority, in the order of their periods mostly. */
export function drawTasks(chance: Chance, drawing: Drawing = {}): DrawnTask[] {
  const { most = 4, periods = usualPeriods, load = 0.97, jitter = false, deadlines = "implicit", segments = false } = drawing;
  const chosen = Array.from({ length: from(chance, 2, most) }, () => chance.pick(periods));
  if (!chance.once(4)) chosen.sort((a, b) => a - b);
  let left = load;
  return chosen.flatMap((period, i): DrawnTask[] => {
    const wcet = from(chance, 1, Math.max(1, Math.floor(period * Math.min(0.6, left))));
    if (wcet / period > left) return [];
    left -= wcet / period;
    return [{
      id: `t${i}`, wcet, bcet: chance.once(2) ? wcet : from(chance, 1, wcet), period, priority: i,
      jitter: jitter && chance.once(2) ? chance.below(2 * period) : 0,
      deadline: deadlines === "implicit" ? period : from(chance, wcet, deadlines === "constrained" ? period : 3 * period),
      ...(segments ? { segments: cut(chance, wcet) } : {}),
    }];
  });
}

/** A whole number from a least to a most. */
export const from = (chance: Chance, least: number, most: number): number => least + chance.below(most - least + 1);

/** Up to three whole parts of a whole number above 0. */
export function cut(chance: Chance, whole: number): number[] {
  const ends = [...new Set([chance.below(whole), chance.below(whole), whole])].filter((end) => end > 0).sort((a, b) => a - b);
  return ends.map((end, i) => end - (ends[i - 1] ?? 0));
}
