/** Runs a system once, and answers what happened: a trace of intervals, and every job's response time. */
import type { Conventions } from "../evidence.ts";
import type { Exact, Given } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { notNegative } from "../task.ts";
import type { Ticks } from "../ticks.ts";
import { Machine } from "./machine.ts";
import { type Model, readSystem } from "./model.ts";
import { readScenario, timesOf } from "./scenario.ts";
import { done, type Stage, stages } from "./state.ts";
import type { Scenario, SimulatedSystem } from "./system.ts";

/** What a task did for a while. Times are ticks; from inclusive, to exclusive. */
export interface Interval {
  readonly task: string;
  /** From 0. */
  readonly job: number;
  /** Null where it was on none. */
  readonly processor: number | null;
  readonly from: number;
  readonly to: number;
  /** Ready waits for a processor, blocked for a server, throttled for a budget, suspended for something outside. */
  readonly state: Exclude<Stage, "done">;
}

/** A job that was done. Times are ticks; the deadline is absolute. */
export interface SimulatedJob {
  readonly task: string;
  readonly job: number;
  readonly arrival: number;
  readonly release: number;
  readonly deadline: number;
  readonly finish: number;
  /** From arrival to finish. */
  readonly response: number;
}

export interface Simulation {
  readonly ticks: Ticks;
  readonly conventions: Conventions;
  /** In the order in which the intervals ended. */
  readonly trace: readonly Interval[];
  /** In the order in which they were done. */
  readonly jobs: readonly SimulatedJob[];
  /** Longest response time of each task; null of one without jobs. */
  readonly observed: Readonly<Record<string, Exact | null>>;
  readonly events: number;
}

export interface SimulationOptions {
  /** Periodic tasks arrive before this time. What has arrived is always finished. */
  readonly until?: Given;
  /** Whether to keep the trace; unless said, it is kept. */
  readonly trace?: boolean;
}

export const simulationConventions: Conventions = { from: "arrival", time: "discrete" };

/** Simulates a system over whole ticks of its own times. Throws a TimingRefusal for systems and scenarios that make no sense. */
export function simulate(system: SimulatedSystem, scenario: Scenario = {}, options: SimulationOptions = {}): Simulation {
  const until = options.until === undefined ? null : notNegative(options.until, "until");
  const model = readSystem(system, [...timesOf(scenario), ...(until === null ? [] : [until])]);
  const { tasks, ticks } = model;
  const endless = tasks.find(({ id }) => scenario.arrivals?.[id] === undefined);
  if (until === null && endless !== undefined) throw new TimingRefusal("missing", "until",
    `is missing; say until when "${endless.id}" arrives, or give its arrivals`);
  const read = readScenario(model, scenario, until === null ? 0 : ticks.of(until));
  const jobs: SimulatedJob[] = [];
  const longest: number[] = tasks.map(() => -1);
  const trace: Interval[] = [];
  const machine = new Machine(model, read, {
    ...(options.trace === false ? {} : { stage: recorder(model, trace) }),
    finish: (t, job, arrival, release, finish) => {
      const response = finish - arrival;
      jobs.push({ task: tasks[t]!.id, job, arrival, release, deadline: arrival + tasks[t]!.deadline, finish, response });
      longest[t] = Math.max(longest[t]!, response);
    },
  });
  machine.run();
  return {
    ticks, conventions: simulationConventions, trace, jobs, events: machine.events,
    observed: Object.fromEntries(tasks.map(({ id }, t) => [id, longest[t]! < 0 ? null : ticks.time(longest[t]!)])),
  };
}

/** The jobs that were done after their deadlines, in the order of these. */
export const missesOf = ({ jobs }: Simulation): readonly SimulatedJob[] =>
  jobs.filter(({ deadline, finish }) => finish > deadline).sort((a, b) => a.deadline - b.deadline);

/** Writes intervals down as stages change; what goes on as before is one interval. */
function recorder({ tasks }: Model, trace: Interval[]): (t: number, stage: number, now: number, job: number, processor: number) => void {
  const open = tasks.map(() => ({ stage: done as number, from: 0, job: 0, processor: -1 }));
  const latest: (number | null)[] = tasks.map(() => null);
  return (t, stage, now, job, processor) => {
    const { stage: was, from, job: ofJob, processor: on } = open[t]!;
    if (was !== done && now > from) {
      const interval = {
        task: tasks[t]!.id, job: ofJob, processor: on < 0 ? null : on, from, to: now, state: stages[was] as Interval["state"],
      };
      const before = latest[t] === null ? undefined : trace[latest[t]!];
      if (before !== undefined && before.to === from && before.state === interval.state && before.job === ofJob
        && before.processor === interval.processor) trace[latest[t]!] = { ...before, to: now };
      else latest[t] = trace.push(interval) - 1;
    }
    open[t] = { stage, from: now, job, processor };
  };
}
