/** Earliest deadline first on a supply: whether the demand of every window is supplied. */
import type { Assumption, Conventions } from "../evidence.ts";
import { type Exact, largest, one, smallest, sum, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { type Task, readTasks } from "../task.ts";
import { stepsMost, tooLong } from "./fixed-point.ts";
import { hyperperiod, utilisation } from "./level.ts";
import type { Supply } from "./supply.ts";

export const edfUnderSupplyConventions: Conventions = { from: "arrival", time: "dense" };

export interface EdfUnderSupply {
  readonly conventions: Conventions;
  readonly schedulable: boolean;
  /** The first window whose demand is above its supply; null where there is none, or the load is above the rate. */
  readonly missed: { readonly window: Exact; readonly demand: Exact; readonly supplied: Exact } | null;
  readonly assumptions: readonly Assumption[];
}

/**
 * Preemptive earliest deadline first: `dbf(t) <= sbf(t)` at every deadline t up to where the line of the supply stays
 * above the line of the demand. Jitter is taken from deadlines. Units: those of the tasks.
 * Errors: TimingRefusal for malformed tasks, blocking, suspension, and too many deadlines.
 * Source: Shin and Lee, RTSS 2003; demand: Baruah, Mok and Rosier, RTSS 1990.
 */
export function edfUnderSupply(tasks: readonly Task[], supply: Supply): EdfUnderSupply {
  const demand = demandOf(tasks);
  const answer = (schedulable: boolean, missed: EdfUnderSupply["missed"]): EdfUnderSupply => ({
    conventions: edfUnderSupplyConventions, schedulable, missed, assumptions: [...supply.assumptions,
      { says: "the tasks ask for no more than is supplied", checked: `${demand.utilisation.toFraction()} of ${supply.rate.toFraction()}` }],
  });
  if (demand.utilisation.gt(supply.rate)) return answer(false, null);
  for (const window of windowsTo(demand, () => horizonOf(demand, supply))) {
    const [wanted, supplied] = [demand.dbf(window), supply.sbf(window)];
    if (wanted.gt(supplied)) return answer(false, { window, demand: wanted, supplied });
  }
  return answer(true, null);
}

/** What the tasks must have been served in a window of any length. */
export interface Demand {
  dbf(window: Exact): Exact;
  readonly utilisation: Exact;
  /** With `excess` the demand is at most `utilisation * window + excess`. */
  readonly excess: Exact;
  readonly tasks: readonly { readonly wcet: Exact; readonly period: Exact; readonly deadline: Exact }[];
}

export function demandOf(given: readonly Task[]): Demand {
  const { ticks, tasks: read } = readTasks(given);
  const tasks = read.map(({ wcet, period, deadline, jitter, blocking, suspension }, i) => {
    for (const [name, value] of Object.entries({ blocking, suspension })) if (value > 0)
      throw new TimingRefusal("precondition", `tasks[${i}].${name}`, `must be 0: this analysis knows no ${name}`);
    if (jitter >= deadline) throw new TimingRefusal("out of range", `tasks[${i}].jitter`, "leaves no time before the deadline");
    return { wcet: ticks.time(wcet), period: ticks.time(period), deadline: ticks.time(deadline - jitter) };
  });
  return {
    tasks, utilisation: utilisation(tasks),
    excess: sum(tasks.map(({ wcet, period, deadline }) => period.gt(deadline) ? wcet.div(period).mul(period.sub(deadline)) : zero)),
    dbf: (window) => sum(tasks.map(({ wcet, period, deadline }) =>
      window.lt(deadline) ? zero : window.sub(deadline).div(period).floor().add(one).mul(wcet))),
  };
}

/** Where no deadline need be looked at any more. */
export function horizonOf(demand: Demand, { rate, delay, cycle }: Pick<Supply, "rate" | "delay" | "cycle">): Exact {
  const { utilisation: load, excess, tasks } = demand;
  if (rate.gt(load)) return excess.add(rate.mul(delay)).div(rate.sub(load));
  const periods = [...tasks.map(({ period }) => period), ...(cycle === null ? [] : [cycle])];
  return tasks.length === 0 ? zero : largest([delay, ...tasks.map(({ deadline }) => deadline)]).add(hyperperiod(periods));
}

/** All deadlines below a horizon, which may come nearer meanwhile. */
export function* windowsTo({ tasks }: Demand, horizon: () => Exact): Generator<Exact, void> {
  const next = (window: Exact) => ({ period, deadline }: Demand["tasks"][number]): Exact =>
    window.lt(deadline) ? deadline : window.sub(deadline).div(period).floor().add(one).mul(period).add(deadline);
  if (tasks.length === 0) return;
  let window = smallest(tasks.map(({ deadline }) => deadline));
  for (let looked = 0; window.lt(horizon()); looked += 1) {
    if (looked === stepsMost) throw tooLong("tasks");
    yield window;
    window = smallest(tasks.map(next(window)));
  }
}
