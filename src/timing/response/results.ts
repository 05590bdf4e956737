/** What response-time analyses of one processor answer, and how they are asked. */
import type { Assumption, Conventions } from "../evidence.ts";
import type { Exact } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { type Task, type TaskSet, type TickTask, readTasks } from "../task.ts";

/** One job of a pattern that can be replayed. */
export interface JobRelease {
  readonly task: string;
  readonly arrival: Exact;
  /** At the arrival, or up to the jitter later. */
  readonly release: Exact;
  readonly execution: Exact;
}

/** One summand of a bound. */
export interface Part {
  readonly what: "before the window" | "blocking" | "own jobs" | "suspension" | "interference" | "until the arrival" | "until the release";
  /** Whose jobs these are; null where the input gave only a length. */
  readonly task: string | null;
  readonly jobs: number;
  /** Below 0 for the time from the window's begin to the job that is late. */
  readonly time: Exact;
}

export interface ResponseTime {
  readonly id: string;
  /** Longest response time; null where none exists, since the task and those that go before it ask for too much. */
  readonly bound: Exact | null;
  /** The response time of each job of the busy window that was looked at, in order. EDF and FIFO have no such list. */
  readonly perJob: readonly Exact[];
  /** Whether the bound, taken from arrival, is within the deadline. */
  readonly meetsDeadline: boolean;
  /** Longest time that the processor is busy with the task and those that go before it; null where that need not end. */
  readonly busyWindow: () => Exact | null;
  /** What adds up to the bound; nothing where there is none. */
  readonly explanation: () => readonly Part[];
  /**
   * Jobs that lead to the bound, the earliest arrival at 0; the last job of the task is the late one, and equals go before
   * it. Null where there is no bound, where a suspension has a part in it, and where the input gave what blocks. A job that
   * blocks starts one tick earlier; in dense time it could start later still, so that a replay may stay short.
   */
  readonly criticalInstant: () => readonly JobRelease[] | null;
}

export interface ResponseTimes {
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
  /** In the order of the input. */
  readonly tasks: readonly ResponseTime[];
  readonly schedulable: boolean;
}

export interface ResponseOptions {
  /** Dense unless said. In discrete time all times are whole, and what blocks has started a whole unit before. */
  readonly time?: Conventions["time"];
  /** Arrival unless said. */
  readonly from?: Conventions["from"];
}

/** Reads tasks, or takes them as they were read; discrete time takes whole numbers only. */
export function tasksFor(given: readonly Task[] | TaskSet, { time, from }: ResponseOptions): TaskSet {
  oneOf(time ?? "dense", ["dense", "discrete"], "options.time");
  oneOf(from ?? "arrival", ["arrival", "release"], "options.from");
  const set = "ticks" in given ? given : readTasks(given);
  if (time === "discrete" && set.ticks.perUnit !== 1n) throw new TimingRefusal("precondition", "options.time",
    `is "discrete", and some times are multiples of 1/${set.ticks.perUnit}: give whole numbers, in a finer unit`);
  return set;
}

export const conventionsOf = ({ time = "dense", from = "arrival" }: ResponseOptions): Conventions => ({ from, time });

/** The answer for a task that asks for too much, with those that go before it. */
export const unbounded = (id: string): ResponseTime =>
  ({ id, bound: null, perJob: [], meetsDeadline: false, busyWindow: () => null, explanation: () => [], criticalInstant: () => null });

/** Refuses a name that is none of those known. */
export function oneOf(name: unknown, known: readonly string[], field: string): void {
  if (!known.includes(name as string)) throw new TimingRefusal("unknown name", field, `is "${String(name)}"; give one of ${known.join(", ")}`);
}

/** Refuses tasks that have what an analysis does not know. */
export function refuseFields(tasks: readonly TickTask[], why: string, ...fields: readonly ("suspension" | "blocking" | "jitter")[]): void {
  tasks.forEach((task, i) => {
    const odd = fields.find((field) => task[field] > 0);
    if (odd !== undefined) throw new TimingRefusal("precondition", `tasks[${i}].${odd}`, `must be 0: ${why}`);
  });
}

/** A summand in ticks. */
export interface TickPart {
  readonly what: Part["what"];
  readonly task: TickTask | null;
  readonly jobs: number;
  readonly time: number;
}

/**
 * What makes a job respond as it does: summands of its completion, and the time between its arrival or release, `origin`,
 * and the begin of the busy window at 0.
 */
export function explained(parts: readonly TickPart[], task: TickTask, origin: number, from: Conventions["from"],
  { ticks }: TaskSet): Part[] {
  const what = origin < 0 ? "before the window" : from === "arrival" ? "until the arrival" : "until the release";
  const all: readonly TickPart[] = [...parts, { what, task, jobs: 1, time: -origin }];
  return all.filter(({ time }) => time !== 0)
    .map((part) => ({ ...part, task: part.task?.id ?? null, time: ticks.time(part.time) }));
}

/** A job in ticks, the busy window beginning at 0. */
export interface TickRelease {
  readonly task: TickTask;
  readonly arrival: number;
  readonly execution: number;
  /** When it is released unless that is at its arrival, or at 0 if it arrives before. */
  readonly release?: number;
}

/** Most jobs of a pattern. */
const patternMost = 1_000_000;

/** The first `count` jobs of a task whose releases are as early and as dense as can be. */
export function densest(task: TickTask, count: number): TickRelease[] {
  if (count > patternMost) throw new TimingRefusal("too large", "tasks", `lead to a pattern of more than ${patternMost} jobs; use shorter windows`);
  return Array.from({ length: count }, (_, k) => ({ task, arrival: k * task.period - task.jitter, execution: task.wcet }));
}

/** A pattern as it is answered: the earliest arrival at 0. */
export function pattern(jobs: readonly TickRelease[], { ticks }: TaskSet): JobRelease[] {
  const first = jobs.reduce((least, { arrival }) => Math.min(least, arrival), 0);
  return jobs.map(({ task, arrival, execution, release }) => ({
    task: task.id, arrival: ticks.time(arrival - first), release: ticks.time((release ?? Math.max(0, arrival)) - first),
    execution: ticks.time(execution),
  }));
}
