/** Scenarios in ticks: checked against what the tasks promise. */
import { type Exact, type Given, exact } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import type { TickTask } from "../task.ts";
import type { Model } from "./model.ts";
import { named } from "./names.ts";
import type { Scenario } from "./system.ts";

/** By number of task. Null: periodic from the offset until `until`, released at once, at the worst case. */
export interface TickScenario {
  readonly arrivals: readonly (readonly number[] | null)[];
  readonly releases: readonly (readonly number[] | null)[];
  readonly executions: readonly (readonly number[] | null)[];
  readonly until: number;
  /** The task that goes last among equals, or -1. */
  readonly last: number;
}

/** Most jobs of one run. */
export const jobsMost = 20_000_000;

/** All times in a scenario. */
export const timesOf = ({ arrivals = {}, releases = {}, executions = {} }: Scenario): Exact[] =>
  Object.entries({ arrivals, releases, executions }).flatMap(([kind, lists]) => Object.entries(lists).flatMap(([id, times]) =>
    times.map((time, k) => exact(time, `scenario.${kind}.${id}[${k}]`))));

/** Reads a scenario and refuses what no legal run has. */
export function readScenario({ ticks, tasks, numberOf }: Model, scenario: Scenario, until: number): TickScenario {
  const lists = (kind: "arrivals" | "releases" | "executions"): (number[] | null)[] => {
    const found: (number[] | null)[] = tasks.map(() => null);
    for (const [id, times] of Object.entries(scenario[kind] ?? {})) {
      const field = `scenario.${kind}.${id}`;
      found[named(numberOf, id, field)] = times.map((time: Given, k) => ticks.of(exact(time, `${field}[${k}]`)));
    }
    return found;
  };
  const read: TickScenario = {
    arrivals: lists("arrivals"), releases: lists("releases"), executions: lists("executions"), until,
    last: scenario.last === undefined ? -1 : named(numberOf, scenario.last, "scenario.last"),
  };
  tasks.forEach((task, t) => refuseIllegal(task, read, t));
  const jobs = tasks.reduce((all, task, t) => all + jobsOf(task, read, t), 0);
  if (jobs > jobsMost) throw new TimingRefusal("too large", "until", `asks for ${jobs} jobs; at most ${jobsMost} are simulated`);
  return read;
}

/** How many jobs of a task arrive. */
export const jobsOf = ({ offset, period }: TickTask, { arrivals, until }: TickScenario, t: number): number =>
  arrivals[t]?.length ?? Math.max(0, Math.ceil((until - offset) / period));

function refuseIllegal({ id, period, jitter, bcet, wcet }: TickTask, { arrivals, releases, executions }: TickScenario, t: number): void {
  const illegal = (field: string, k: number, what: string): never => {
    throw new TimingRefusal("precondition", `scenario.${field}.${id}[${k}]`, what);
  };
  const own = arrivals[t] ?? null;
  own?.forEach((time, k) => {
    if (time < 0) illegal("arrivals", k, "is before 0, where the simulation starts");
    if (k > 0 && time - own[k - 1]! < period) illegal("arrivals", k, "is less than a period after the one before");
  });
  releases[t]?.forEach((time, k, all) => {
    const arrival = own?.[k];
    if (arrival === undefined) return illegal("releases", k, "has no arrival; name as many arrivals as releases");
    if (time < arrival || time > arrival + jitter) illegal("releases", k, "is before its arrival, or beyond the jitter after it");
    if (k > 0 && time < all[k - 1]!) illegal("releases", k, "is before the one of the job before it");
  });
  if (releases[t] !== null && releases[t]!.length !== own!.length) illegal("releases", releases[t]!.length, "is missing");
  executions[t]?.forEach((time, k) => {
    if (time < bcet || time > wcet) illegal("executions", k, "is not from the best case to the worst case");
  });
}
