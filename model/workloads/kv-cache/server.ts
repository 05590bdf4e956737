/**
 * A cache of keys and values with a pipeline on each core: driver, protocol and table belong to the core, requests come to the core
 * that has their keys, and nothing is shared but the link, and the kernel's lock where it has one. Without copies only DMA
 * touches a packet. Times are in one unit of the caller's choice.
 */
import type { Assumption } from "../../../src/timing/evidence.ts";
import { type Exact, type Given, one, ratio } from "../../../src/timing/exact.ts";
import { TimingRefusal } from "../../../src/timing/refusal.ts";
import { notNegative, positive } from "../../../src/timing/task.ts";
import { count } from "../io/path.ts";

export interface CacheServer {
  /** A request's work on its core, from descriptor to descriptor. */
  readonly perRequest: Given;
  /** What a batch takes besides: crossings between driver and cache, a doorbell. */
  readonly perBatch: Given;
  /** Copying a request and its answer; nothing with zero copy. */
  readonly perCopy?: Given;
  /** Of each batch, the time in a kernel that has one lock for all cores; nothing where each core has a kernel of its own. */
  readonly perLock?: Given;
  /** Most requests that are taken at a time. */
  readonly batch: number;
  /** A request's time on the link that all cores share. */
  readonly link: Given;
}

/** A server that was checked; copies are in the requests. */
export interface ReadServer {
  readonly perRequest: Exact;
  readonly perBatch: Exact;
  readonly perLock: Exact;
  readonly batch: number;
  readonly link: Exact;
  /** The longest that a core is busy with one batch, if it has the lock at once. */
  readonly fullBatch: Exact;
}

export function readServer({ perRequest, perBatch, perCopy, perLock, batch, link }: CacheServer): ReadServer {
  const [request, rest] = [positive(perRequest, "perRequest").add(notNegative(perCopy ?? 0, "perCopy")), notNegative(perBatch, "perBatch")];
  const lock = notNegative(perLock ?? 0, "perLock");
  const size = count(batch, "batch");
  return {
    perRequest: request, perBatch: rest, perLock: lock, batch: size, link: positive(link, "link"),
    fullBatch: lock.add(rest).add(request.mul(size)),
  };
}

/** A number of cores with the most requests that they serve in a unit of time, and what limits them. */
export interface ScalingRow {
  readonly cores: number;
  readonly rate: Exact;
  readonly limit: "cores" | "lock" | "link";
}

/** Most cores of a table. */
const coresMost = 4096;

/** The scaling curve: the least of what the cores' work, the lock and the link allow. */
export function scalingCurve(server: CacheServer, most: number): readonly ScalingRow[] {
  const { perLock, batch, link, fullBatch } = readServer(server);
  if (count(most, "cores") > coresMost) throw new TimingRefusal("too large", "cores", `is ${most}; at most ${coresMost} are tabled`);
  return Array.from({ length: most }, (_, i): ScalingRow => {
    const rows: ScalingRow[] = [
      { cores: i + 1, rate: ratio(batch * (i + 1)).div(fullBatch), limit: "cores" }, { cores: i + 1, rate: one.div(link), limit: "link" },
      ...(perLock.gt(0) ? [{ cores: i + 1, rate: ratio(batch).div(perLock), limit: "lock" } as const] : []),
    ];
    return rows.reduce((least, row) => row.rate.lt(least.rate) ? row : least);
  });
}

/** The number of cores from which one more gains nothing: where their work meets the link, or the lock if that comes first. */
export function coresUsed(server: CacheServer): Exact {
  const { perLock, batch, link, fullBatch } = readServer(server);
  const [toLink, toLock] = [fullBatch.div(link).div(batch), perLock.gt(0) ? fullBatch.div(perLock) : null];
  return toLock !== null && toLock.lt(toLink) ? toLock : toLink;
}

/** What the scaling curve and the delay take for granted, with what is known of systems of that shape. */
export const cacheAssumptions: readonly Assumption[] = [
  { says: "cores share nothing but the link and the lock", checked: "taken as given; so the abstract of KV-Cache describes it: zero copy, DMA alone touches a packet (KVC-1, grade A)" },
  { says: "calls within a core stay as quick while all others call, too", checked: "taken as given; 254 to 257 cycles on 80 cores of Fiasco.OC at once (L4Re, grade P)" },
  { says: "requests are spread evenly over the cores, and all are alike", checked: "taken as given" },
];
