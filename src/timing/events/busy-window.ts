/**
 * Busy windows: the time from an arrival that finds nothing to wait for until q events have been served, for q = 1, 2, ...
 * until the window closes before the next event (Lehoczky 1990; Tindell 1994; Richter 2005, eq. 2.3-2.5).
 */
import { type Exact, one, ratio, sum } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import type { Work } from "../response/whole.ts";
import { type Stream, leastCommonMultiple } from "./stream.ts";

/** Work that comes with each event of a stream. */
export interface Load {
  readonly stream: Stream;
  readonly work: number;
}

export interface Busy {
  readonly own: Stream;
  /** Other streams that `demand` counts. */
  readonly others: readonly Stream[];
  /** Share of the resource that is asked for in the long run; above 1 nothing bounds the window. */
  readonly load: Exact;
  /** Most work that is done before q events have been served if that takes up to `window`; never falls as either grows. */
  demand(q: number, window: number): number;
  /** What follows the demand before the q-th event is served, such as a job that nothing preempts; 0 unless said. */
  readonly tail?: number;
  /** The window that must be over before the next event; that of the q events unless said. */
  readonly closing?: number;
  /** Where service comes in turns: how many events fill whole turns, so that demand grows evenly with them. 1 unless said. */
  readonly turn?: number;
  /** Whether demand grows from here on as the load says, and not faster. Unless said it always does. */
  isSteady?(q: number, window: number): boolean;
}

export interface Windows {
  /** Of 1, 2, ... events. */
  readonly lengths: readonly number[];
  /** Longest time from an event to the end of its service. */
  readonly response: number;
  /** The q that has it. */
  readonly at: number;
  /** Most events that have come and are not served. */
  readonly backlog: number;
  /** False at a load of exactly 1 where the window stays open; what comes later repeats what is here. */
  readonly closed: boolean;
}

/** Most windows of one task: they are kept. */
const windowsMost = 100_000;

/** To ask a stream takes as long as to add up so many plain terms. */
export const termsOfStream = 10;

/** The windows; null where the load is above 1, and so there is no bound. `field` names the task for refusals. */
export function windowsOf(busy: Busy, work: Work, field: string): Windows | null {
  const { own, tail = 0 } = busy;
  if (busy.load.gt(one)) return null;
  const isFull = busy.load.equals(one);
  const lengths: number[] = [];
  let [response, at, backlog, length, repeats] = [0, 0, 0, 0, Infinity];
  for (let q = 1; ; q++) {
    if (q > windowsMost) throw new TimingRefusal("too large", field,
      `has a busy window that is not over after ${windowsMost} events: the load is close to 1, or the burst is long`);
    length = leastWindow((window) => busy.demand(q, window), length, 1 + busy.others.length, work);
    const end = length + tail;
    lengths.push(end);
    backlog = Math.max(backlog, own.etaPlus(end) - q + 1);
    if (end - own.deltaMin(q) > response) [response, at] = [end - own.deltaMin(q), q];
    if (own.deltaMin(q + 1) >= (busy.closing ?? end)) return { lengths, response, at, backlog, closed: true };
    if (isFull) repeats = hasSettled(busy, q, length) ? Math.min(repeats, q + eventsOfHyperperiod(busy)) : Infinity;
    if (q >= repeats) return { lengths, response, at, backlog, closed: false };
  }
}

/** The least window whose demand fits into it, searched upwards from one that is no longer than it; `streams` are asked at each step. */
export function leastWindow(demand: (window: number) => number, from: number, streams: number, work: Work): number {
  for (let window = from; ;) {
    const wanted = demand(window);
    work.spend(streams * termsOfStream, wanted);
    if (wanted <= window) return window;
    window = wanted;
  }
}

/** Share of a resource that some loads ask for in the long run. */
export const loadOf = (loads: readonly Load[]): Exact =>
  sum(loads.map(({ stream, work }) => ratio(work).mul(ratio(stream.events, stream.span))));

/** Most work that some loads bring in a window. */
export function workIn(loads: readonly Load[], window: number): number {
  let work = 0;
  for (const load of loads) work += load.work * load.stream.etaPlus(window);
  return work;
}

/**
 * Whether responses repeat at a load of exactly 1: once all streams have settled, a window that grows by a hyperperiod H
 * brings at most H of work, so that w(q + h) <= w(q) + H while the event comes H later: h events in a row show all responses.
 */
const hasSettled = (busy: Busy, q: number, length: number): boolean =>
  busy.own.deltaMin(q) >= busy.own.settled && [busy.own, ...busy.others].every(({ settled }) => length >= settled)
  && (busy.isSteady === undefined || busy.isSteady(q, length));

function eventsOfHyperperiod({ own, others, turn = 1 }: Busy): number {
  const hyperperiod = others.reduce((span, stream) => leastCommonMultiple(span, stream.span), own.span);
  return Number(leastCommonMultiple(hyperperiod / own.span * own.events, BigInt(turn)));
}
