/**
 * The search for the worst case of one task: known critical instants first, then everything where that is little, then
 * hill climbing. What it finds is a scenario that replays; what it does not find proves nothing.
 */
import type { Assumption, Evidence } from "../evidence.ts";
import { type Exact, type Given, exact } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { Machine } from "../simulation/machine.ts";
import { type Model, readSystem } from "../simulation/model.ts";
import { named } from "../simulation/names.ts";
import type { TickScenario } from "../simulation/scenario.ts";
import type { Scenario, SimulatedSystem } from "../simulation/system.ts";
import { positive, type TickTask } from "../task.ts";
import { candidates } from "./candidates.ts";
import { changed } from "./climbing.ts";
import { everyPlan, plansOf } from "./exhausting.ts";
import { type Plan, scenarioOf, type Subject } from "./plan.ts";
import { Chance } from "./random.ts";

export interface SearchOptions {
  /** The task whose longest response time is wanted. */
  readonly task: string;
  /** What an analysis says of it; the search ends once this is reached. Null: that there is no bound. */
  readonly bound?: Given | null;
  /** Most simulations; 1000 unless said. */
  readonly simulations?: number;
  readonly seed?: number;
  /** Where response times begin; at the arrival unless said. */
  readonly from?: "arrival" | "release";
  /** Sporadic: any phases, and any time of at least a period between arrivals. Periodic: from the tasks' offsets. Sporadic unless said. */
  readonly arrivals?: "sporadic" | "periodic";
  /** How many jobs each task has, or for how long jobs arrive; as many as a busy stretch may have unless said. */
  readonly jobs?: number;
  readonly span?: Given;
  /** A time that shall be a whole number of ticks: releases are tried at multiples of a tick, which is as coarse as times allow. */
  readonly resolution?: Given;
}

/** A scenario with all that matters to what it shows, in the unit of the system. */
export interface Witness extends Scenario {
  readonly arrivals: Readonly<Record<string, readonly Exact[]>>;
  readonly releases: Readonly<Record<string, readonly Exact[]>>;
  readonly executions: Readonly<Record<string, readonly Exact[]>>;
  readonly last: string;
  /** The job of the task that shows it, from 0. */
  readonly job: number;
}

/** Jobs in one simulation from which on no longer busy stretch is looked for, and those that are refused. */
const jobsAtMost = 1000;
const jobsRefused = 200_000;

/** Searches for the longest response time of a task. Throws a TimingRefusal for input that makes no sense. */
export function searchWorstCase(system: SimulatedSystem, options: SearchOptions): Evidence<Witness> {
  const { simulations = 1000, seed = 1, from = "arrival" } = options;
  if (!Number.isSafeInteger(simulations) || simulations < 1) throw new TimingRefusal("out of range", "simulations",
    `is ${String(simulations)}; give a whole number above 0`);
  const model = readSystem(system, options.resolution === undefined ? [] : [positive(options.resolution, "resolution")]);
  const subject = subjectOf(model, options);
  const bound = options.bound === undefined || options.bound === null ? null : exact(options.bound, "bound");
  const enough = bound === null ? Infinity : bound.mul(model.ticks.perUnit).ceil().valueOf();
  const chance = new Chance(seed);
  const tried = new Trials(subject, from, simulations, enough);

  for (const plan of candidates(subject)) if (!tried.try(plan)) break;
  const plans = plansOf(subject);
  const isExhaustive = tried.goesOn() && plans <= simulations - tried.count;
  if (isExhaustive) for (const plan of everyPlan(subject)) if (!tried.try(plan)) break;
  for (let [current, idle] = [tried.best, 0]; tried.goesOn();) {
    const plan = changed(subject, current.plan, chance);
    const [before, result] = [tried.best.response, tried.measure(plan)];
    // A step sideways is taken, so that plateaus are crossed; after many without a gain the best is gone back to.
    if (result.response >= current.response) current = result;
    idle = tried.best.response > before ? 0 : idle + 1;
    if (idle <= 60) continue;
    const away = chance.once(2) ? null : changed(subject, changed(subject, tried.best.plan, chance), chance);
    [current, idle] = [away === null ? tried.best : tried.measure(away), 0];
  }
  const observedMax = model.ticks.time(tried.best.response);
  const assumptions: Assumption[] = [
    { says: "every arrival, release and execution time of the witness is one that the tasks allow", checked: `made so, on ticks of 1/${model.ticks.perUnit}` },
    { says: isExhaustive && tried.count >= plans ? "every phasing of periodic arrivals was tried, with the least and the most of jitters and execution times"
      : "the worst case may be worse: the search tried some of the legal scenarios", checked: `${tried.count} simulations` },
  ];
  return {
    bound, observedMax, witness: witnessOf(subject, tried.best), assumptions,
    gap: bound === null || observedMax.equals(0) ? null : bound.div(observedMax),
  };
}

interface Result {
  readonly plan: Plan;
  readonly response: number;
  readonly job: number;
  readonly finish: number;
}

/** Runs plans, and keeps the worst. */
class Trials {
  count = 0;
  best: Result = { plan: { phase: [], extra: [], late: [], execution: [] }, response: -1, job: 0, finish: 0 };
  private readonly subject: Subject;
  private readonly isFromArrival: boolean;
  private readonly most: number;
  private readonly enough: number;

  constructor(subject: Subject, from: "arrival" | "release", most: number, enough: number) {
    [this.subject, this.isFromArrival, this.most, this.enough] = [subject, from === "arrival", most, enough];
  }

  goesOn(): boolean {
    return this.count < this.most && this.best.response < this.enough;
  }

  /** Answers whether there may be more. */
  try(plan: Plan): boolean {
    this.measure(plan);
    return this.goesOn();
  }

  measure(plan: Plan): Result {
    let [response, job, finish] = [-1, 0, 0];
    new Machine(this.subject.model, scenarioOf(this.subject, plan), {
      finish: (t, k, arrival, release, now) => {
        const own = now - (this.isFromArrival ? arrival : release);
        if (t === this.subject.target && own > response) [response, job, finish] = [own, k, now];
      },
    }).run();
    this.count++;
    const result = { plan, response, job, finish };
    if (response > this.best.response) this.best = result;
    return result;
  }
}

function subjectOf(model: Model, { task, jobs, span: given, arrivals = "sporadic" }: SearchOptions): Subject {
  const { tasks, numberOf, before } = model;
  if (jobs !== undefined && (!Number.isSafeInteger(jobs) || jobs < 1)) throw new TimingRefusal("out of range", "jobs",
    `is ${String(jobs)}; give a whole number above 0`);
  const target = named(numberOf, task, "task");
  const roots = tasks.map((_, t) => t);
  roots.forEach((_, t) => {
    while (before[roots[t]!]!.length > 0) roots[t] = before[roots[t]!]![0]!;
    if (tasks[roots[t]!]!.period !== tasks[t]!.period) throw new TimingRefusal("precondition", "precedence",
      `gives "${tasks[t]!.id}" the arrivals of "${tasks[roots[t]!]!.id}", whose period is another`);
  });
  const span = given === undefined ? busySpan(model) : positive(given, "span").mul(model.ticks.perUnit).ceil().valueOf();
  const counts = tasks.map(({ period, jitter }) => jobs ?? 1 + Math.ceil((span + jitter) / period));
  const all = counts.reduce((total, count) => total + count, 0);
  if (all > jobsRefused) throw new TimingRefusal("too large", "tasks", `need ${all} jobs in each simulation; limit \`jobs\``);
  return { model, target, jobs: counts, isPeriodic: arrivals === "periodic", roots };
}

/** Longest time that the search looks at: until all work that has come together is done, if that is before too many jobs. */
function busySpan({ tasks, processors: all, servers }: Model): number {
  // What calls across processors waits for work there.
  const processors = servers.some(({ place }) => place >= 0) ? 1 : all;
  const longest = (of: (task: TickTask) => number): number => tasks.reduce((most, task) => Math.max(most, of(task)), 0);
  const total = (of: (task: TickTask) => number): number => tasks.reduce((sum, task) => sum + of(task), 0);
  const least = longest(({ period, jitter }) => period + jitter) + longest(({ wcet }) => wcet);
  const jobsOf = (span: number) => ({ period, jitter }: TickTask): number => Math.ceil((span + jitter) / period);
  for (let span = least; ;) {
    const work = Math.ceil(total((task) => jobsOf(span)(task) * (task.wcet + task.suspension)) / processors);
    if (work <= span || total(jobsOf(work)) > jobsAtMost) return span;
    span = work;
  }
}

/** The worst plan as a scenario, without the jobs that come once it has shown what it shows. */
function witnessOf(subject: Subject, { plan, finish, job }: Result): Witness {
  const { model: { tasks, ticks }, target } = subject;
  const scenario: TickScenario = scenarioOf(subject, plan);
  const cut = (lists: TickScenario["arrivals"]): Record<string, Exact[]> => Object.fromEntries(tasks.map(({ id }, t) =>
    [id, lists[t]!.filter((_, k) => scenario.releases[t]![k]! < finish).map((time) => ticks.time(time))]));
  return {
    arrivals: cut(scenario.arrivals), releases: cut(scenario.releases), executions: cut(scenario.executions), last: tasks[target]!.id, job,
  };
}
