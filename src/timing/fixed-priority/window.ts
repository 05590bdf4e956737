/** The busy window of one level of fixed priorities, job by job, in whole ticks: what all variants of the analysis share. */
import { type Work, ceilDiv, floorDiv } from "../response/whole.ts";

/** What may delay a task: the first `count` of these, in the order of priorities, but itself. */
export interface Interference {
  readonly wcet: readonly number[];
  readonly period: readonly number[];
  readonly jitter: readonly number[];
}

export interface Level {
  readonly interference: Interference;
  readonly count: number;
  /** Where the task itself stands among them. */
  readonly self: number;
  /** What one job of the task needs: execution, and suspension, which is counted as such. */
  readonly demand: number;
  readonly period: number;
  readonly jitter: number;
  readonly blocking: number;
  /** How much of a job, at its end, cannot be preempted once started. */
  readonly tail: number;
  /** Whether the load of the level is 1, and not less. */
  readonly full: boolean;
  /** Jobs after which response times repeat where it is. */
  readonly repeat: number;
}

/** Completions of the jobs that were looked at, from the window's begin, and the longest response times. */
export interface Window {
  readonly finishes: readonly number[];
  /** Index of the job, from 0, with the longest response. */
  readonly worst: number;
  readonly bound: number;
  /** When the first job and all that goes before are done: where the search at the next level may begin. */
  readonly first: number;
  /** When all work of the jobs that were looked at is done. */
  readonly cleared: number;
}

/**
 * Follows the jobs q = 1, 2, ... of a window that begins with the release of everything, with all jitter behind it.
 * With `clear(q) = B + q C + sum of ceil((clear + J)/T) C`, the job is done at `clear(q)`, or, where its last stretch of
 * length `tail` cannot be preempted, at `s + tail` with `s = B + q C - tail + sum of (floor((s + J)/T) + 1) C`.
 *
 * It ends with the first q = p with `clear(p) <= p T`, or p = `repeat` under a load of 1: interference is subadditive, so that job p + q
 * responds no later than job q. From release that holds only for jobs that can arrive after the window's begin, those
 * from `first = ceil(J/T) + 1`; hence it ends with job `first + p - 1` then, or where the window closes.
 */
export function followWindow(level: Level, from: "arrival" | "release", warm: number, work: Work): Window {
  const { demand, period, jitter, blocking, tail, full, repeat } = level;
  const firstAfter = from === "release" ? ceilDiv(jitter, period) + 1 : 1;
  const finishes: number[] = [];
  let [cleared, started, first, worst, bound, settled] = [0, 0, 0, 0, 0, 0];
  for (let q = 1; ; q += 1) {
    const work0 = blocking + q * demand;
    cleared = clear(level, work0, Math.max(work0, cleared + demand, q === 1 ? warm : 0), work);
    if (q === 1) first = cleared;
    if (tail > 0) started = start(level, work0 - tail, Math.max(work0 - tail, q === 1 ? 0 : started + demand), work);
    const finish = tail > 0 ? started + tail : cleared;
    work.keep();
    finishes.push(finish);
    const response = finish - begin(level, q, from);
    if (response > bound) [worst, bound] = [q - 1, response];
    if (settled === 0 && (cleared <= q * period || (full && q >= repeat))) settled = q;
    if (settled > 0 && (q >= firstAfter + settled - 1 || cleared <= q * period - jitter)) return { finishes, worst, bound, first, cleared };
  }
}

/** Arrival or release of job q, from the window's begin. */
export function begin({ period, jitter }: Level, q: number, from: "arrival" | "release"): number {
  const arrival = (q - 1) * period - jitter;
  return from === "arrival" ? arrival : Math.max(0, arrival);
}

/** How long the level can be busy; null where it need not end: a load of 1 with anything that comes on top. */
export function busyWindow(level: Level, from: number, work: Work): number | null {
  const { interference, count, blocking, demand, period, jitter, full } = level;
  if (full && (blocking > 0 || jitter > 0 || interference.jitter.slice(0, count).some((one) => one > 0))) return null;
  for (let window = from; ;) {
    const next = clear(level, blocking + ceilDiv(window + jitter, period) * demand, window, work);
    if (next === window) return window;
    window = next;
  }
}

function clear({ interference: { wcet, period, jitter }, count, self }: Level, work0: number, from: number, work: Work): number {
  for (let window = from; ;) {
    let next = work0;
    for (let j = 0; j < count; j += 1) if (j !== self) next += ceilDiv(window + jitter[j]!, period[j]!) * wcet[j]!;
    work.spend(count, next);
    if (next <= window) return window;
    window = next;
  }
}

function start({ interference: { wcet, period, jitter }, count, self }: Level, work0: number, from: number, work: Work): number {
  for (let window = from; ;) {
    let next = work0;
    for (let j = 0; j < count; j += 1) if (j !== self) next += (floorDiv(window + jitter[j]!, period[j]!) + 1) * wcet[j]!;
    work.spend(count, next);
    if (next <= window) return window;
    window = next;
  }
}
