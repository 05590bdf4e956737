/**
 * A schedule of one processor, run tick by tick, and random systems for it: as plain as can be, to be believed at sight.
 * It shares no code with the analyses or with the simulator.
 */
import fc from "fast-check";
import type { Exact } from "../../src/timing/exact.ts";
import type { JobRelease } from "../../src/timing/response/index.ts";

export interface WholeTask {
  readonly id: string;
  readonly wcet: number;
  readonly period: number;
  readonly deadline: number;
  readonly jitter: number;
  readonly priority: number;
  readonly segments: readonly number[];
}

export interface WholeJob {
  readonly task: string;
  readonly arrival: number;
  readonly release: number;
  readonly execution: number;
  /** After how much execution it suspends itself, and for how long. */
  readonly away?: readonly [after: number, length: number];
}

export interface Rules {
  readonly policy: "fixed-priority" | "edf" | "fifo";
  /** Segments: preempted between the segments of a task only. */
  readonly preemption: "full" | "none" | "segments";
}

/** When each job is done, in the order given. `last` goes after its equals; jobs of a task keep their order. */
export function completions(jobs: readonly WholeJob[], tasks: readonly WholeTask[], { policy, preemption }: Rules, last = ""): number[] {
  const taskOf = new Map(tasks.map((task) => [task.id, task]));
  const left = jobs.map(({ execution }) => execution);
  const readyAt = jobs.map(({ release, away }) => away?.[0] === 0 ? release + away[1] : release);
  const done = jobs.map(() => -1);
  const rank = ({ task, arrival, release }: WholeJob): number =>
    policy === "fifo" ? release : policy === "edf" ? arrival + taskOf.get(task)!.deadline : taskOf.get(task)!.priority;
  const before = (a: number, b: number): number => jobs[a]!.task === jobs[b]!.task ? jobs[a]!.arrival - jobs[b]!.arrival
    : rank(jobs[a]!) - rank(jobs[b]!) || Number(jobs[a]!.task === last) - Number(jobs[b]!.task === last) || a - b;
  const interruptible = (i: number): boolean => {
    const { task, execution } = jobs[i]!;
    const ends = taskOf.get(task)!.segments.map((_, s, all) => all.slice(0, s + 1).reduce((sum, one) => sum + one, 0));
    return preemption === "full" || left[i] === execution || left[i] === 0 || (preemption === "segments" && ends.includes(execution - left[i]!));
  };
  let running = -1;
  for (let now = 0; done.includes(-1); now += 1) {
    if (running < 0 || interruptible(running)) {
      const waiting = jobs.map((_, i) => i).filter((i) => jobs[i]!.release <= now && left[i]! > 0);
      const ready = waiting.filter((i) => readyAt[i]! <= now
        && !waiting.some((other) => jobs[other]!.task === jobs[i]!.task && jobs[other]!.arrival < jobs[i]!.arrival));
      running = ready.sort(before)[0] ?? -1;
    }
    if (running < 0) continue;
    left[running]! -= 1;
    if (left[running] === 0) done[running] = now + 1;
    const { away, execution } = jobs[running]!;
    if (away !== undefined && left[running]! > 0 && execution - left[running]! === away[0]) readyAt[running] = now + 1 + away[1];
  }
  return done;
}

/** The longest response of each task that has jobs. */
export function longest(jobs: readonly WholeJob[], done: readonly number[], from: "arrival" | "release"): Map<string, number> {
  const most = new Map<string, number>();
  jobs.forEach((job, i) => most.set(job.task, Math.max(most.get(job.task) ?? 0, done[i]! - job[from])));
  return most;
}

/** A pattern that an analysis answered, all of whose times are whole. */
export const replayed = (pattern: readonly JobRelease[]): WholeJob[] => pattern.map(({ task, arrival, release, execution }) =>
  ({ task, arrival: whole(arrival), release: whole(release), execution: whole(execution) }));

const whole = (time: Exact): number => {
  if (time.d !== 1n) throw new Error(`${time.toFraction()} is not whole`);
  return time.valueOf();
};

/** Systems of two to four tasks with a load of at most 1, and often of exactly 1. */
export function systems({ jitter = true, periods = [4, 5, 6, 8, 10, 12, 20] } = {}): fc.Arbitrary<WholeTask[]> {
  const task = fc.record({
    period: fc.constantFrom(...periods), share: fc.integer({ min: 1, max: 6 }), deadline: fc.integer({ min: 1, max: 30 }),
    jitter: jitter ? fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 25 })) : fc.constant(0), cut: fc.nat(7),
  });
  return fc.array(task, { minLength: 2, maxLength: 4 }).map((drawn) => drawn.map(({ period, share, deadline, cut, ...rest }, i): WholeTask => {
    const wcet = Math.max(1, Math.floor(period * share / 10));
    const first = cut % wcet;
    return { id: `t${i}`, ...rest, period, deadline, wcet, priority: i, segments: first === 0 ? [wcet] : [first, wcet - first] };
  })).filter((tasks) => load(tasks) <= 1);
}

const hyper = 120;
/** Exact, since all periods divide 120. */
const load = (tasks: readonly WholeTask[]): number => tasks.reduce((all, { wcet, period }) => all + wcet * (hyper / period), 0) / hyper;

/** Jobs that such tasks may have: arrivals at least a period apart, releases within the jitter, executions up to the worst case. */
export function legalJobs(tasks: readonly WholeTask[], until = 60): fc.Arbitrary<WholeJob[]> {
  const choices = fc.array(fc.record({
    gap: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(5)), wait: fc.oneof(fc.constant(0), fc.constant(99), fc.nat(25)),
    spare: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(4)),
  }), { minLength: 20, maxLength: 20 });
  return fc.tuple(...tasks.map(() => choices)).map((drawn) => tasks.flatMap((task, i) => {
    const jobs: WholeJob[] = [];
    let [arrival, release] = [0, 0];
    for (const { gap, wait, spare } of drawn[i]!) {
      arrival += gap;
      if (arrival > until) break;
      // Jobs of a task are released in order.
      release = Math.max(release, arrival + Math.min(wait, task.jitter));
      jobs.push({ task: task.id, arrival, release, execution: Math.max(1, task.wcet - spare) });
      arrival += task.period;
    }
    return jobs;
  }));
}
