/**
 * Threads on scheduling contexts of seL4-MCS, by falling priority on one processor, tick by tick, and below them jobs without a context.
 * The refills are those of the kernel; the rest shares nothing with the analyses.
 */
import type { RefillQueue } from "../../../src/timing/mcs/index.ts";

export interface OnContext {
  readonly queue: RefillQueue;
  /** Whether the head counts anew as the thread wakes; else it does as the processor is switched to the context. */
  readonly sporadic: boolean;
  /** What the thread does: it sleeps, of its own will, and then has so much to do. */
  readonly jobs: readonly { readonly sleeps: number; readonly cost: number }[];
}

/** Jobs without a context, by falling priority, in order of their arrival. */
export type Below = readonly { readonly cost: number; readonly arrivals: readonly number[] }[];

export interface Seen {
  /** Of the last job of each context, from its wake-up. */
  readonly last: readonly number[];
  /** The longest of each one below. */
  readonly below: readonly number[];
}

export function runContexts(contexts: readonly OnContext[], below: Below): Seen {
  const threads = contexts.map(({ jobs }) => ({ at: 0, left: 0, wakes: jobs[0]!.sleeps }));
  const last = contexts.map(() => 0);
  const waiting = below.map(({ cost, arrivals }) => arrivals.map((arrival) => ({ arrival, left: cost })));
  const longest = below.map(() => 0);
  let [current, used] = [-1, 0];
  const charge = (now: number): void => {
    if (current !== -1 && used > 0) contexts[current]!.queue.charge(now, used);
    used = 0;
  };
  const goesOn = (): boolean => threads.some(({ at }, c) => at < contexts[c]!.jobs.length) || waiting.some((list) => list.length > 0);
  for (let now = 0; goesOn(); now++) {
    for (const [c, thread] of threads.entries()) if (thread.wakes === now) {
      thread.left = contexts[c]!.jobs[thread.at]!.cost;
      if (contexts[c]!.sporadic) contexts[c]!.queue.unblock(now);
    }
    const next = threads.findIndex(({ left }, c) => left > 0 && contexts[c]!.queue.isReady(now));
    if (next !== current) {
      charge(now);
      current = next;
      if (next !== -1 && !contexts[next]!.sporadic) contexts[next]!.queue.unblock(now);
    }
    if (next === -1) {
      const level = waiting.findIndex(([first]) => first !== undefined && first.arrival <= now);
      const job = waiting[level]?.[0];
      if (job === undefined || --job.left > 0) continue;
      waiting[level]!.shift();
      longest[level] = Math.max(longest[level]!, now + 1 - job.arrival);
      continue;
    }
    const [thread, { queue, jobs }] = [threads[next]!, contexts[next]!];
    used++;
    if (--thread.left === 0) {
      if (++thread.at === jobs.length) last[next] = now + 1 - thread.wakes;
      thread.wakes = thread.at < jobs.length ? now + 1 + jobs[thread.at]!.sleeps : -1;
    }
    // What the head holds is used up, or the thread sleeps: the kernel is entered.
    if (used === queue.head.amount || thread.left === 0) charge(now + 1);
    if (thread.left === 0) current = -1;
  }
  return { last, below: longest };
}
