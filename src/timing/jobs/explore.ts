/** Everything that a small set of jobs can do on one processor without preemption, folded into intervals. */
import type { Assumption, Conventions } from "../evidence.ts";
import { type Exact, type Given, exact, ratio } from "../exact.ts";
import { oneOf } from "../response/results.ts";
import { TimingRefusal } from "../refusal.ts";
import { notNegative, positive } from "../task.ts";
import { ticksFor } from "../ticks.ts";
import { type TickJob, explore } from "./states.ts";
import { type StartedJob, runThatEndsWith } from "./witness.ts";

/** A job that is released and executes within known limits. */
export interface Job {
  readonly id: string;
  readonly release: readonly [earliest: Given, latest: Given];
  readonly cost: readonly [least: Given, most: Given];
  /** Absolute. */
  readonly deadline: Given;
  /** Lower is higher; equals go in the order of the list. For EDF give the deadline. */
  readonly priority: Given;
}

export interface JobOutcome {
  readonly id: string;
  /** Earliest and latest completion; in dense time the latest may be approached only. */
  readonly finish: readonly [earliest: Exact, latest: Exact];
  readonly meetsDeadline: boolean;
  /**
   * A run up to the latest completion of the job, and half a tick before it where that is only approached. Jobs that are
   * not in it are released at the latest.
   */
  readonly witness: () => readonly StartedJob<Exact>[];
}

export interface JobSetOutcome {
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
  /** In the order of the input. */
  readonly jobs: readonly JobOutcome[];
  readonly schedulable: boolean;
  /** States that were looked at. */
  readonly states: number;
}

/** Most jobs of one set. */
const jobsMost = 1000;

/**
 * Earliest and latest completions of jobs under a scheduler that starts, whenever the processor is free, the released job
 * of the highest priority, and runs it to its end. Exact: every value between is reached by some releases and costs (in
 * discrete time whole ones). It looks past missed deadlines. Units: those of the jobs. Errors: TimingRefusal for
 * malformed jobs, and for sets with too many states. Source: Nasri and Brandenburg, An Exact and Sustainable Analysis of
 * Non-preemptive Scheduling, RTSS 2017.
 */
export function exploreJobs(given: readonly Job[], { time = "dense" }: { readonly time?: Conventions["time"] } = {}): JobSetOutcome {
  oneOf(time, ["dense", "discrete"], "options.time");
  const { jobs, order, completion, instant } = read(given, time);
  const { finish, latest, states } = explore(jobs, order);
  const outcomes = given.map(({ id }, i): JobOutcome => ({
    id, finish: [completion(finish[i]![0]), completion(finish[i]![1])], meetsDeadline: finish[i]![1] <= jobs[i]!.deadline,
    witness: () => runThatEndsWith(latest[i]!, jobs).map(({ job, release, start, execution }) =>
      ({ job: given[job]!.id, release: instant(release), start: instant(start), execution: instant(execution) })),
  }));
  return {
    conventions: { from: "arrival", time }, jobs: outcomes, schedulable: outcomes.every(({ meetsDeadline }) => meetsDeadline), states,
    assumptions: [
      { says: "the processor is idle only while no job is released and not done", checked: "taken as given" },
      { says: "every run was looked at", checked: `${states} states` },
    ],
  };
}

interface Read {
  readonly jobs: readonly TickJob[];
  /** Indices, highest priority first. */
  readonly order: readonly number[];
  readonly completion: (steps: number) => Exact;
  readonly instant: (steps: number) => Exact;
}

/**
 * Jobs in whole steps. In dense time a tick is two steps, and the odd step before a tick stands for all instants just
 * before it: the one place where a start is bounded from above by an instant that it cannot reach.
 */
function read(given: readonly Job[], time: Conventions["time"]): Read {
  const list: unknown = given;
  if (!Array.isArray(list)) throw new TimingRefusal("missing", "jobs", "must be a list of jobs");
  if (given.length > jobsMost) throw new TimingRefusal("too large", "jobs", `are ${given.length}; at most ${jobsMost} are taken`);
  const ids = new Set<string>();
  const times = given.map(({ id, release, cost, deadline, priority }, i) => {
    const at = `jobs[${i}]`;
    if (typeof id !== "string" || id === "") throw new TimingRefusal("missing", `${at}.id`, "must be a name");
    if (ids.has(id)) throw new TimingRefusal("duplicate name", `${at}.id`, `is "${id}", which another job has: names must differ`);
    ids.add(id);
    return {
      release: interval(release, `${at}.release`, notNegative), cost: interval(cost, `${at}.cost`, positive),
      deadline: notNegative(deadline, `${at}.deadline`), priority: exact(priority, `${at}.priority`),
    };
  });
  const ticks = ticksFor(times.flatMap(({ release, cost, deadline }) => [...release, ...cost, deadline]), "the times of jobs");
  if (time === "discrete" && ticks.perUnit !== 1n) throw new TimingRefusal("precondition", "options.time",
    `is "discrete", and some times are multiples of 1/${ticks.perUnit}: give whole numbers, in a finer unit`);
  const steps = time === "dense" ? 2 : 1;
  const of = (value: Exact): number => ticks.of(value) * steps;
  return {
    jobs: times.map(({ release, cost, deadline }) =>
      ({ release: [of(release[0]), of(release[1])], cost: [of(cost[0]), of(cost[1])], deadline: of(deadline) })),
    order: given.map((_, i) => i).sort((a, b) => times[a]!.priority.compare(times[b]!.priority) || a - b),
    completion: (value) => ticks.time(Math.ceil(value / steps)),
    instant: (value) => ratio(BigInt(value), ticks.perUnit * BigInt(steps)),
  };
}

function interval(given: readonly Given[], field: string, check: (value: Given | undefined, field: string) => Exact): [Exact, Exact] {
  const list: unknown = given;
  if (!Array.isArray(list) || list.length !== 2) throw new TimingRefusal("missing", field, "must be a list of two: the least and the most");
  const [least, most] = [check(given[0], `${field}[0]`), check(given[1], `${field}[1]`)];
  if (least.gt(most)) throw new TimingRefusal("out of range", `${field}[1]`, `is ${most.toFraction()}, below the least, ${least.toFraction()}`);
  return [least, most];
}
