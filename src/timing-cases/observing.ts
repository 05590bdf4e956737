/**
 * What simulation shows of a case, beside what its analysis bounds: the worst case that a search found for each task or
 * chain, with a witness that replays, and one long run for a histogram.
 */
import type { Conventions, Evidence } from "../timing/evidence.ts";
import { type Exact, exact, ratio, smallest } from "../timing/exact.ts";
import { Chance } from "../timing/search/random.ts";
import { type Witness, searchWorstCase } from "../timing/search/index.ts";
import { type SimulatedSystem, type Simulation, simulate } from "../timing/simulation/index.ts";
import { type TimingCase, readInput } from "./case.ts";
import { type Answer, numberIn } from "./comparing.ts";
import { named } from "./naming.ts";
import type { Analysis } from "./schema/analysis.ts";

/** A task with what was found out about it; null where there is no bound, or nothing was looked for. */
export interface ObservedTask {
  readonly name: string;
  readonly bound: Exact | null;
  readonly found: Evidence<Witness> | null;
}

export interface Observation {
  readonly system: SimulatedSystem;
  readonly tasks: readonly ObservedTask[];
  /** What response times are measured from, as the bounds are. */
  readonly from: Conventions["from"];
  /** The names of its processors, where there are several. */
  readonly processors?: readonly string[];
  /** All chance in it comes from here. */
  readonly seed: number;
}

export interface SearchEffort {
  /** Most simulations for each task; 0 for none. */
  readonly simulations: number;
  readonly seed: number;
}

/** Most tasks that are searched one after the other. */
export const searchedMost = 64;

/** Searches for the worst case of every task of a case; null for a case that cannot be simulated. */
export function observeCase(analysis: Analysis, one: TimingCase, answer: Answer, effort: SearchEffort): Observation | null {
  const simulated = analysis.simulated?.(readInput(analysis, one).value, answer) ?? null;
  if (simulated === null) return null;
  const { system, bounds, from = "arrival" } = simulated;
  return Array.isArray(bounds) && bounds.length === system.tasks.length && bounds.length <= searchedMost
    ? observed(system, bounds.map(numberIn), effort, from) : null;
}

/** Searches for the worst case of every task. */
export const observed = (system: SimulatedSystem, bounds: readonly (Exact | null)[], { simulations, seed }: SearchEffort,
  from: Conventions["from"] = "arrival"): Observation => ({
  system, from, seed, tasks: system.tasks.map(({ id }, i) => ({
    name: id, bound: bounds[i]!,
    found: bounds[i]! === null || simulations === 0 ? null
      : searchWorstCase(system, { task: id, bound: bounds[i]!, simulations, seed, from }),
  })),
});

/** The run in which a task responds as late as was found. */
export const replayed = ({ system }: Observation, { witness }: Evidence<Witness>): Simulation => simulate(system, witness);

/** Most jobs of the long run. */
const jobsMost = 20_000;

/** A run over as many jobs as are looked at, all tasks at once at first and then now and then late, each job at its longest. */
export function longRun({ system, seed }: Observation): Simulation {
  const periods = system.tasks.map(({ period }) => exact(period, "period"));
  const until = ratio(jobsMost).div(periods.reduce((all, period) => all.add(period.inverse()), ratio(0)));
  // Lateness in multiples of a time that is there already is a whole number of the run's ticks.
  const step = smallest([...system.tasks.map(({ wcet }) => exact(wcet, "wcet")), ...Object.values(system.programs ?? {}).flat().map(({ length }) => exact(length, "length"))]);
  const chance = new Chance(seed);
  const arrivals = Object.fromEntries(system.tasks.map(({ id }, i) => {
    const lates = periods[i]!.div(step).div(4).floor().valueOf() + 1;
    const times: Exact[] = [];
    for (let time = ratio(0); time.lt(until); time = time.add(periods[i]!).add(step.mul(chance.below(lates)))) times.push(time);
    return [id, times];
  }));
  return named([["until", "input"]], () => simulate(system, { arrivals }, { trace: false }));
}
