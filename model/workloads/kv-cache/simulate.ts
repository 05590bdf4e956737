/** The cache as it runs, in whole ticks: cores take batches of what waits, queue for the lock, and send over one link. */
import { type Exact, type Given, largest } from "../../../src/timing/exact.ts";
import { notNegative } from "../../../src/timing/task.ts";
import { ticksFor } from "../../../src/timing/ticks.ts";
import { type CacheServer, readServer } from "./server.ts";

export interface CacheRun {
  readonly served: number;
  /** When the last answer has left. */
  readonly end: Exact;
  readonly longestDelay: Exact;
}

/** Serves requests that arrive at the cores at those times, a list in order for each core. */
export function simulateCache(given: CacheServer, arrivals: readonly (readonly Given[])[]): CacheRun {
  const server = readServer(given);
  const times = arrivals.map((list, core) => list.map((at, i) => notNegative(at, `arrivals[${core}][${i}]`)));
  const ticks = ticksFor([server.perRequest, server.perBatch, server.perLock, server.link, ...times.flat()], "the times of the cache");
  const [perRequest, perBatch] = [ticks.of(server.perRequest), ticks.of(server.perBatch)];
  const [perLock, link] = [ticks.of(server.perLock), ticks.of(server.link)];
  const cores = times.map((list) => ({ arrivals: list.map(ticks.of), next: 0, free: 0 }));
  const answers: { readonly arrived: number; readonly at: number }[] = [];
  let lockFree = 0;
  for (;;) {
    const starts = cores.map(({ arrivals: own, next, free }) => next < own.length ? Math.max(free, own[next]!) : Infinity);
    const start = Math.min(...starts);
    if (start === Infinity) break;
    const core = cores[starts.indexOf(start)]!;
    const taken = core.arrivals.slice(core.next, core.next + server.batch).filter((at) => at <= start);
    core.next += taken.length;
    // Cores ask for the lock in the order in which they start: it is free after everybody who asked before.
    if (perLock > 0) lockFree = Math.max(lockFree, start) + perLock;
    core.free = (perLock > 0 ? lockFree : start) + perBatch + perRequest * taken.length;
    answers.push(...taken.map((arrived) => ({ arrived, at: core.free })));
  }
  let [linkFree, longest] = [0, 0];
  for (const { arrived, at } of answers.sort((left, right) => left.at - right.at)) {
    linkFree = Math.max(linkFree, at) + link;
    longest = Math.max(longest, linkFree - arrived);
  }
  return { served: answers.length, end: ticks.time(linkFree), longestDelay: largest([ticks.time(longest)]) };
}
