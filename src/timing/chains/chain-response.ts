/**
 * Response times of chains whose segments have priorities of their own, on one processor: calls without donation.
 *
 * Schlatow & Ernst, "Response-Time Analysis for Task Chains in Communicating Threads", RTAS 2016, eq. 7 (all of a deferred
 * chain once), 10 (its longest run) and 12 (asynchronous); shared threads in the spirit of their EMSOFT 2017 paper.
 *
 * The window is one in which the processor runs nothing below a level: the lowest priority of the chain, or of what can hold a
 * thread that it needs. A chain that never goes below the level disturbs with every arrival; any other one is stopped by
 * its first segment below, and disturbs once:
 * w(q) = qC + sum over disturbing of C eta(w) + sum over deferred of its longest run [+ max(eta(w) - q, 0) C', asynchronous],
 * where C' is all but the last segment. Responses count from activation.
 */
import { type Load, loadOf, windowsOf, workIn } from "../events/busy-window.ts";
import type { Assumption, Conventions } from "../evidence.ts";
import type { Exact } from "../exact.ts";
import { Work } from "../response/whole.ts";
import { type Chain, type Thread, type TickChain, type TickSegment, readChains } from "./chain.ts";

export interface ChainResponse {
  readonly id: string;
  /** Null where the level is overloaded: no bound exists. */
  readonly response: Exact | null;
  readonly windows: readonly Exact[];
  /** The priority of the level: nothing below it runs while the chain waits. */
  readonly level: number;
  /** Chains that disturb with every arrival. */
  readonly disturbing: readonly string[];
  /** Chains that disturb once, with how much. */
  readonly deferred: readonly { readonly id: string; readonly work: Exact }[];
}

export interface ChainResponses {
  /** In the order of the chains. */
  readonly chains: readonly ChainResponse[];
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
}

/** How much of a chain that is stopped within a window counts: all that is not below the level, or the longest run of it. */
export type Deferred = "all" | "longest run";

export const chainConventions: Conventions = { from: "release", time: "dense" };

/** Bounds for each chain; a `TimingRefusal` names the field of bad input. */
export function chainResponses(given: readonly Chain[], deferred: Deferred = "longest run"): ChainResponses {
  const { ticks, chains } = readChains(given);
  const work = new Work("chains");
  const found = chains.map((chain): ChainResponse => {
    const level = levelOf(chain, chains);
    const others = chains.filter((other) => other !== chain).map((other) => ({ other, ...disturbance(other, level, deferred) }));
    const loads: Load[] = others.filter(({ every }) => every > 0).map(({ other, every }) => ({ stream: other.stream, work: every }));
    const once = others.reduce((sum, one) => sum + one.once, 0);
    const ahead = chain.call === "async" ? chain.work - chain.segments.at(-1)!.work : 0;
    const windows = windowsOf({
      own: chain.stream, others: loads.map(({ stream }) => stream), load: loadOf([...loads, { stream: chain.stream, work: chain.work }]),
      demand: (q, window) => q * chain.work + workIn(loads, window) + once + Math.max(chain.stream.etaPlus(window) - q, 0) * ahead,
    }, work, chain.field);
    return {
      id: chain.id, response: windows && ticks.time(windows.response),
      windows: (windows?.lengths ?? []).map((length) => ticks.time(length)), level,
      disturbing: others.filter(({ every }) => every > 0).map(({ other }) => other.id),
      deferred: others.filter((one) => one.once > 0).map((one) => ({ id: one.other.id, work: ticks.time(one.once) })),
    };
  });
  return {
    chains: found, conventions: chainConventions,
    assumptions: [
      { says: "no two chains can wait for each other's threads", checked: "the calls between threads have no cycle" },
      { says: "no chain with a bound is on an overloaded level", checked: `without a bound: ${found.filter(({ response }) => response === null).map(({ id }) => id).join(", ") || "none"}` },
    ],
  };
}

/**
 * The lowest priority at which something runs that the chain may wait for. A segment that holds a needed thread is waited
 * for, and so is what it calls; what chains need that disturb with every arrival counts, too, or they could bring old requests
 * into the window. Each lowers the level or adds a thread, so this ends.
 */
function levelOf(chain: TickChain, chains: readonly TickChain[]): number {
  const needed = new Set<Thread>(chain.segments.map(({ thread }) => thread));
  let level = lowest(chain.segments);
  for (let before = ""; before !== `${level} ${needed.size}`;) {
    before = `${level} ${needed.size}`;
    for (const other of chains) if (other !== chain) {
      const waitedFor = other.segments.filter(({ held }) => held.some((thread) => needed.has(thread)));
      level = Math.max(level, lowest(waitedFor));
      for (const { thread } of lowest(other.segments) <= level ? other.segments : waitedFor) needed.add(thread);
    }
  }
  return level;
}

const lowest = (segments: readonly TickSegment[]): number => segments.reduce((low, { priority }) => Math.max(low, priority), -Infinity);

/** Work of another chain in a window of the level: with every arrival, and once. */
function disturbance({ call, segments, work }: TickChain, level: number, deferred: Deferred):
{ readonly every: number; readonly once: number } {
  const stop = segments.findIndex(({ priority }) => priority > level);
  if (stop === -1) return { every: work, once: 0 };
  const sizes = segments.map(({ priority, work: size }) => priority > level ? null : size);
  // A synchronous chain goes round, from behind its first stop; of an asynchronous one all can come that is before it.
  const round = call === "sync" ? [...sizes.slice(stop + 1), ...sizes.slice(0, stop)] : sizes.slice(stop + 1);
  const every = call === "sync" ? 0 : total(sizes.slice(0, stop));
  return { every, once: deferred === "all" ? total(round) : longestRun(round) };
}

const total = (sizes: readonly (number | null)[]): number => sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);

/** The most work in a row, where `null` ends a row. */
export function longestRun(sizes: readonly (number | null)[]): number {
  let [run, longest] = [0, 0];
  for (const size of sizes) {
    run = size === null ? 0 : run + size;
    longest = Math.max(longest, run);
  }
  return longest;
}
