/** The least budget of a periodic resource on which tasks meet their deadlines, exactly. */
import type { Assumption, Conventions } from "../evidence.ts";
import { type Exact, type Given, largest, one, ratio, smallest, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { type Task, positive } from "../task.ts";
import { demandOf, horizonOf, windowsTo } from "./edf.ts";
import { stepsMost, tooLong } from "./fixed-point.ts";
import { type Level, jobsToRepeat, levelsOf, workOf } from "./level.ts";
import { periodicResource } from "./models.ts";
import { windowOf } from "./responses.ts";

export const minimalBudgetConventions: Conventions = { from: "arrival", time: "dense" };

export interface MinimalBudget {
  readonly conventions: Conventions;
  /** Null where the whole period is not enough. */
  readonly budget: Exact | null;
  readonly assumptions: readonly Assumption[];
}

/**
 * The least budget in each period, by earliest deadline first (`edf`) or fixed priorities (`fp`; rate monotonic where the
 * priorities are). A window asks for a budget in closed form, since `sbf(t) >= x` holds for a budget of
 * `max(x / k, period - (t - x) / (k + 1))` with any whole k; the least budget is the largest over the windows that must be
 * supplied, and over the alternatives of a job the least. Units: those of the tasks.
 * Errors: TimingRefusal as `edfUnderSupply` and `responsesUnderSupply` have them.
 * Source: the tests of Shin and Lee, RTSS 2003; the inversion is ours, without the rounding of the paper.
 */
export function minimalBudget(tasks: readonly Task[], given: { readonly period: Given; readonly policy: "edf" | "fp" }): MinimalBudget {
  const period = positive(given.period, "period");
  if (given.policy !== "edf" && given.policy !== "fp") throw new TimingRefusal("unknown name", "policy",
    `is "${String(given.policy)}"; it must be edf or fp`);
  const budget = given.policy === "edf" ? forEdf(tasks, period) : forPriorities(tasks, period);
  return {
    conventions: minimalBudgetConventions, budget, assumptions: [{
      says: "no budget is above its period",
      checked: budget === null ? "no budget is enough" : `${budget.toFraction()} <= ${period.toFraction()}`,
    }],
  };
}

/** The least budget with which `service` is sure in a window; null where the window is shorter. */
function budgetFor(service: Exact, window: Exact, period: Exact): Exact | null {
  if (service.lte(zero)) return zero;
  if (service.gt(window)) return null;
  // The first term falls with k, the second rises: the best k is where they cross, or one before.
  const pieces = (k: bigint): Exact => service.div(ratio(k));
  const late = (k: bigint): Exact => period.sub(window.sub(service).div(ratio(k + 1n)));
  let [low, high] = [1n, window.div(period).ceil().n + 1n];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (late(middle).gte(pieces(middle))) high = middle;
    else low = middle + 1n;
  }
  return low === 1n ? largest([late(low), pieces(low)]) : smallest([largest([late(low), pieces(low)]), pieces(low - 1n)]);
}

function forEdf(tasks: readonly Task[], period: Exact): Exact | null {
  const demand = demandOf(tasks);
  if (demand.utilisation.gt(one)) return null;
  let budget = demand.utilisation.mul(period);
  const horizon = (): Exact => horizonOf(demand, { rate: budget.div(period), delay: period.sub(budget).mul(2), cycle: period });
  for (const window of windowsTo(demand, horizon)) {
    const wanted = budgetFor(demand.dbf(window), window, period);
    if (wanted === null) return null;
    budget = largest([budget, wanted]);
  }
  return budget;
}

function forPriorities(tasks: readonly Task[], period: Exact): Exact | null {
  const levels = levelsOf(tasks);
  let budget = largest(levels.map(({ utilisation }) => utilisation)).mul(period);
  if (budget.gt(period)) return null;
  for (const level of levels) for (let jobs = 1; ; jobs += 1) {
    if (jobs > stepsMost) throw tooLong("tasks");
    const wanted = budgetForJob(level, jobs, period);
    if (wanted === null) return null;
    budget = largest([budget, wanted]);
    const supply = periodicResource({ budget, period });
    const arrives = level.period.mul(ratio(jobs));
    if (windowOf(level, jobs, zero, supply, "tasks", arrives).lte(arrives)) break;
    if (level.utilisation.equals(supply.rate) && jobsToRepeat(level, period).equals(ratio(jobs))) break;
  }
  return budget;
}

/** The least budget with which a job of a busy window meets its deadline, over all windows in which it could be done. */
function budgetForJob(level: Level, jobs: number, period: Exact): Exact | null {
  const last = level.period.mul(ratio(jobs - 1)).add(level.deadline).sub(level.jitter);
  // The work grows just after an arrival, so the last moment before is the best of its stretch.
  let least: Exact | null = null;
  let looked = 0;
  const tried = (window: Exact): void => {
    if ((looked += 1) > stepsMost) throw tooLong("tasks");
    const wanted = budgetFor(workOf(level, jobs, window), window, period);
    if (wanted !== null && (least === null || wanted.lt(least))) least = wanted;
  };
  if (last.lte(zero)) return null;
  tried(last);
  for (const { period: every, jitter } of level.others)
    for (let window = every.sub(jitter.mod(every)); window.lt(last); window = window.add(every)) tried(window);
  return least;
}
