/** Response times of tasks with fixed priorities on a supply. */
import type { Assumption, Conventions } from "../evidence.ts";
import { type Exact, largest, ratio } from "../exact.ts";
import type { Task } from "../task.ts";
import { leastFixedPoint, stepsMost, tooLong } from "./fixed-point.ts";
import { type Level, jobsToRepeat, levelsOf, workOf } from "./level.ts";
import type { Supply } from "./supply.ts";

export const responsesUnderSupplyConventions: Conventions = { from: "arrival", time: "dense" };

export interface ResponseUnderSupply {
  readonly id: string;
  /** Null where no bound exists: the task and those above it ask for more than is supplied. */
  readonly response: Exact | null;
  /** Jobs of busy windows that were looked at. */
  readonly jobs: number;
}

export interface ResponsesUnderSupply {
  readonly conventions: Conventions;
  readonly tasks: readonly ResponseUnderSupply[];
  readonly assumptions: readonly Assumption[];
}

/**
 * Worst-case response times, preemptive, with any deadlines, jitter and blocking. For job q of a busy window,
 * `w(q) = inverse(B + q C + sum of ceil((w(q) + J) / T) C over higher and equal priorities)` and
 * `R = max of w(q) - (q - 1) T + J`, up to the first q with `w(q) <= q T`. That stop is right on a supply, too: the work of
 * two windows is at least that of one as long as both, and a supply bound gives no more to two windows than to that one.
 * Where the load is all that is supplied the busy window may not end, and one hyperperiod of it is looked at.
 * Units: those of the tasks. Errors: TimingRefusal for malformed tasks, suspension, and windows of too many steps.
 * Source: Lehoczky, RTSS 1990, with the supply of Shin and Lee, RTSS 2003.
 */
export const responsesUnderSupply = (tasks: readonly Task[], supply: Supply, field = "tasks"): ResponsesUnderSupply =>
  responsesOf(levelsOf(tasks, field), supply, field);

/** The same of levels that somebody has put together. */
export function responsesOf(levels: readonly Level[], supply: Supply, field: string): ResponsesUnderSupply {
  return {
    conventions: responsesUnderSupplyConventions,
    tasks: levels.map((level) => ({ id: level.id, ...responseOf(level, supply, field) })),
    assumptions: [...supply.assumptions, {
      says: "a task and those of its priority or a higher one ask for no more than is supplied; others have no bound",
      checked: `${levels.map(({ id, utilisation }) => `${id}: ${utilisation.toFraction()}`).join(", ")} of ${supply.rate.toFraction()}`,
    }],
  };
}

function responseOf(level: Level, supply: Supply, field: string): Omit<ResponseUnderSupply, "id"> {
  if (level.utilisation.gt(supply.rate)) return { response: null, jobs: 0 };
  const repeats = level.utilisation.equals(supply.rate) ? jobsToRepeat(level, supply.cycle) : ratio(stepsMost);
  let [window, response] = [ratio(0), ratio(0)];
  for (let jobs = 1; jobs <= stepsMost; jobs += 1) {
    window = windowOf(level, jobs, window, supply, field);
    const before = level.period.mul(ratio(jobs - 1));
    response = largest([response, window.sub(before).add(level.jitter)]);
    if (window.lte(before.add(level.period)) || repeats.equals(ratio(jobs))) return { response, jobs };
  }
  throw tooLong(field);
}

/** When the first jobs of a busy window are done; at the latest found, or anywhere above `most`. */
export function windowOf(level: Level, jobs: number, from: Exact, supply: Supply, field: string, most?: Exact): Exact {
  return leastFixedPoint(from, (window) => supply.inverse(workOf(level, jobs, window)), field, most);
}
