/**
 * Measured systems of the same shape as the cache: a driver in user space, work on each core, batches. KV-Cache's own requests a
 * second, latency and scaling were not found, and stand nowhere here. Rates are in millions a second.
 */
import { type Source, source } from "../../../src/language/index.ts";

const atmosphere = source("Atmosphere, SOSP 2025", "pp. 12-14: packets of 64 bytes, 10 GbE");

export interface StandIn {
  readonly rate: string;
  readonly source: Source;
  /** P: read in the paper or data; A: in an abstract or on an official page. */
  readonly grade: "P" | "A";
}

const measured = (rate: string): StandIn => ({ rate, source: atmosphere, grade: "P" });

/** Atmosphere's packet driver: in the process that asks, and in another one on the same core. */
export const driver = { "in one process": measured("14.2"), "batch 1": measured("2.3"), "batch 32": measured("11.1"),
  "Linux": measured("0.89") } as const;

/** The load balancer Maglev on it: on the driver's core, and on a core of its own. */
export const maglev = { "one core, batch 1": measured("1.66"), "one core, batch 32": measured("8.8"), "two cores": measured("13.3"),
  "DPDK": measured("9.72"), "Linux": measured("1.0") } as const;

/** A cache of the same year without a microkernel: partitioned over the cores, past the kernel; how many cores is not in the abstract. */
export const mica = {
  lowest: "65.6", highest: "76.9", grade: "A",
  source: source("Lim, Han, Andersen, Kaminsky, MICA: A Holistic Approach to Fast In-Memory Key-Value Storage, NSDI 2014", "abstract"),
} as const;

/** Copying a packet of 1472 bytes, of all its cycles: in sDDF with five components, at 100 Mb/s and at 957 Mb/s. */
export const copying = { "at 100 Mb/s": { copied: "22015", passed: "21348" }, "at 957 Mb/s": { copied: "9569", passed: "8589" } } as const;
