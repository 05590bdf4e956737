/**
 * One lock around a whole kernel, against kernels of which each core has its own. Cores work, enter the kernel, and work
 * again; times are in cycles, throughput in rounds a cycle. The law is that of closed queues: one lock serves one core at
 * a time (Denning and Buzen, The Operational Analysis of Queueing Network Models, 1978, asymptotic bounds).
 */
import { type Exact, type Given, one, ratio, smallest } from "../../../src/timing/exact.ts";
import { TimingRefusal } from "../../../src/timing/refusal.ts";
import { notNegative, positive } from "../../../src/timing/task.ts";
import { type CoresRow, byCores, whole } from "./cores.ts";

/** Most rounds a cycle that so many cores do under one lock: as many as their work allows, and as the lock allows. */
export function lockedRate(cores: number, work: Given, held: Given): Exact {
  const lock = positive(held, "held");
  return smallest([whole(cores).div(notNegative(work, "work").add(lock)), one.div(lock)]);
}

/** Rounds a cycle of kernels that share nothing. */
export const perCoreRate = (cores: number, work: Given, entry: Given): Exact =>
  whole(cores).div(notNegative(work, "work").add(positive(entry, "entry")));

/** Rounds of so many cores over those of one, under one lock. */
export const lockedSpeedup = (cores: number, work: Given, held: Given): Exact =>
  lockedRate(cores, work, held).div(lockedRate(1, work, held));

/** Both against the number of cores; `entry` is what a round takes in a kernel of one's own, messages to other cores included. */
export const lockTable = (most: number, work: Given, held: Given, entry: Given): CoresRow<"one lock" | "per core">[] =>
  byCores(most, { "one lock": (cores) => lockedRate(cores, work, held), "per core": (cores) => perCoreRate(cores, work, entry) });

/**
 * The number of cores from which kernels of each core do at least as much: n/(w + e) >= 1/h for n >= (w + e)/h, and from the first
 * where e <= h, since then they never do less. `entry` counts the messages that a round sends to other cores, which one lock does without.
 */
export function perCoreFrom(work: Given, held: Given, entry: Given): Exact {
  const [lock, own] = [positive(held, "held"), positive(entry, "entry")];
  return own.lte(lock) ? one : notNegative(work, "work").add(own).div(lock);
}

/** From how many cores on the lock is what limits. */
export const saturatingCores = (work: Given, held: Given): Exact => notNegative(work, "work").div(positive(held, "held")).add(one);

/** How long a round holds the lock, from the speed-up measured where the lock limits. */
export function heldFrom(work: Given, speedup: Given): Exact {
  const gain = positive(speedup, "speedup").sub(one);
  if (gain.lte(0)) throw new TimingRefusal("precondition", "speedup", "is not above 1: then the lock is all there is, and its length cannot be told from it");
  return notNegative(work, "work").div(gain);
}

/** Rounds a cycle in a run of so many rounds for each core, whole ticks, waiting cores served in order of arrival. */
export function simulatedLockedRate(cores: number, work: number, held: number, rounds: number): Exact {
  const asked = Array.from({ length: cores }, () => work);
  let free = 0;
  // Cores that do the same in the same order ask in the same order in every round.
  for (let round = 0; round < rounds; round++) for (let core = 0; core < cores; core++) {
    free = Math.max(free, asked[core]!) + held;
    asked[core] = free + work;
  }
  return ratio(cores * rounds, free);
}
