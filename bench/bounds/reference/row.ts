/**
 * A flow through servers in a row, slot by slot, to hold bounds against. A server that has something waiting does nothing for its latency,
 * then serves its rate in each slot; what it serves leaves at the slot's end.
 */
import type { SlottedServer } from "./network.ts";

/** What was seen of a flow. */
export interface Passed {
  readonly delay: number;
  /** In all servers together. */
  readonly backlog: number;
  /** Most bits that left in so many slots. */
  readonly mostOut: (slots: number) => number;
}

export function passed(servers: readonly SlottedServer[], arrivals: readonly number[]): Passed {
  const waiting = servers.map(() => 0);
  const idleUntil = servers.map(() => -1);
  const births: number[] = [];
  const out: number[] = [];
  let [delay, backlog] = [0, 0];
  for (let slot = 0; slot < arrivals.length || births.length > 0; slot++) {
    const bits = arrivals[slot] ?? 0;
    for (let bit = 0; bit < bits; bit++) births.push(slot);
    waiting[0]! += bits;
    backlog = Math.max(backlog, births.length);
    const leaving = servers.map(({ rate, latency }, s) => {
      if (waiting[s] === 0) return 0;
      if (idleUntil[s] === -1) idleUntil[s] = slot + latency;
      return slot < idleUntil[s]! ? 0 : Math.min(rate, waiting[s]!);
    });
    leaving.forEach((served, s) => {
      waiting[s]! -= served;
      if (waiting[s] === 0) idleUntil[s] = -1;
    });
    // What a server has let go stands before the next one when the slot is over.
    leaving.forEach((served, s) => { if (s + 1 < servers.length) waiting[s + 1]! += served; });
    const left = leaving.at(-1)!;
    for (let bit = 0; bit < left; bit++) delay = Math.max(delay, slot + 1 - births.shift()!);
    out.push(left);
  }
  const outIn = (first: number, slots: number): number => out.slice(first, first + slots).reduce((sum, bits) => sum + bits, 0);
  return { delay, backlog, mostOut: (slots) => Math.max(...out.map((_, i) => outIn(i, slots))) };
}
