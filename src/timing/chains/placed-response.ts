/**
 * Response times of clients whose calls lead to other processors.
 *
 * Who waits helps on its own processor alone, unless a kernel carries the caller's priority along (call-conventions.ts):
 * what a call does elsewhere has the priority of its server there, or of its caller. While a chain waits, one of a set of
 * stretches runs at every instant (waiting.ts), so that a time in which it comes from one of its stretches behind another is
 * w = C + sum over others of eta(w + R) E: E is what the set has of the other chain, and its requests that can be
 * under way are those that came up to R before. Where the set is on one processor, nothing else runs there meanwhile: a client
 * that would have to begin below it delays once, by what its thread has under way. The whole chain is one such time, with
 * its own requests that are not answered yet; or the sum of those on one processor after the other: whichever is less. Responses grow
 * together from nothing until none changes, as jitters do in the holistic analysis (Tindell & Clark 1994): the first answer in
 * any run that came later than its bound would have had more to wait for than there is.
 *
 * Queues may have any order. Responses count from activation.
 */
import type { Assumption, Conventions } from "../evidence.ts";
import type { Exact } from "../exact.ts";
import { Work } from "../response/whole.ts";
import type { Chain, Thread, TickChain } from "./chain.ts";
import { chainConventions, longestRun } from "./chain-response.ts";
import { type PlacedChains, type Places, type Stretch, readPlacedChains } from "./stretches.ts";
import { waitedFor } from "./waiting.ts";

export interface PlacedResponse {
  readonly id: string;
  /** Null where none was found: responses make each other longer without end, or for longer than is looked at. */
  readonly response: Exact | null;
}

export interface PlacedResponses {
  /** In the order of the chains. */
  readonly chains: readonly PlacedResponse[];
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
}

/** Times the longest distance of requests in the long run: responses that grow above this have no bound. */
const distancesMost = 1000;

/** Work of its own, and of others, in a part of a chain. */
interface Part {
  readonly own: number;
  /** Threads of clients that delay once are in `once`. */
  readonly others: readonly Delay[];
  readonly once: ReadonlyMap<Thread, readonly Delay[]>;
}

interface Delay {
  readonly chain: TickChain;
  /** For each of its requests. */
  readonly each: number;
  /** Most for all of them. */
  readonly most: number;
}

/** Bounds for each chain. A `TimingRefusal` names the field of bad input; code "cycle" where threads could wait for each other. */
export function placedResponses(given: readonly Chain[], places: Places): PlacedResponses {
  const placed = readPlacedChains(given, places);
  const { ticks, chains } = placed.set;
  const parts = new Map(chains.map((chain) => [chain, partsOf(chain, placed)]));
  const work = new Work("chains");
  const distances = chains.map(({ stream: { events, span } }) => Math.ceil(Number(span) / Number(events)));
  const most = distancesMost * Math.max(...distances);
  const found = new Map<TickChain, number>(chains.map((chain) => [chain, 0]));
  for (let moved = true; moved;) {
    moved = false;
    for (const chain of chains) {
      const { whole, split } = parts.get(chain)!;
      const earlier = chain.stream.etaPlus(found.get(chain)!);
      const all = timeOf(whole, Math.max(1, earlier), found, most, work);
      // Requests of its own that are under way would be in the first of the parts.
      const one = earlier > 1 ? Infinity : split.reduce((sum, part) => sum + timeOf(part, 1, found, most, work), 0);
      const response = Math.min(all, one);
      if (response > found.get(chain)!) {
        found.set(chain, response > most ? Infinity : response);
        moved = true;
      }
    }
  }
  const all = Object.values(places);
  const own = all.filter(({ priority }) => priority !== undefined).length;
  const lost = chains.filter((chain) => found.get(chain) === Infinity);
  return {
    chains: chains.map((chain) => ({
      id: chain.id, response: lost.includes(chain) ? null : ticks.time(found.get(chain)!),
    })),
    conventions: chainConventions,
    assumptions: [
      { says: "no two clients can wait for each other's servers", checked: "the calls between threads have no cycle" },
      { says: "no bound grows any more with the others", checked: `${chains.length} chains; without a bound: ${lost.map(({ id }) => id).join(", ") || "none"}` },
      { says: "threads run where they are placed, at the priority of the place for calls from elsewhere, or at the caller's where it has none",
        checked: `${all.length} threads on ${new Set(all.map(({ processor }) => processor)).size} processors, ${own} with a priority` },
    ],
  };
}

/** The whole chain, and what it does on one processor after the other. */
function partsOf(chain: TickChain, placed: PlacedChains): { readonly whole: Part; readonly split: readonly Part[] } {
  const stretches = placed.stretches.get(chain)!;
  const runs: Stretch[][] = [];
  for (const stretch of stretches) {
    const last = runs.at(-1);
    if (last?.[0]!.processor === stretch.processor) last.push(stretch);
    else runs.push([stretch]);
  }
  const whole = partOf(stretches, placed);
  return { whole, split: runs.length === 1 ? [whole] : runs.map((run) => partOf(run, placed)) };
}

function partOf(own: readonly Stretch[], placed: PlacedChains): Part {
  const delaying = waitedFor(own, placed);
  const processors = new Set([...own, ...delaying].map(({ processor }) => processor));
  const [others, once]: [Delay[], Map<Thread, Delay[]>] = [[], new Map()];
  for (const [chain, stretches] of placed.stretches) {
    const sizes = stretches.map((stretch) => delaying.has(stretch) ? stretch.work : processors.has(stretch.processor) ? null : 0);
    const each = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
    if (each === 0) continue;
    const [{ thread }] = stretches as readonly [Stretch];
    if (processors.size > 1 || sizes[0] !== null) others.push({ chain, each, most: Infinity });
    else once.set(thread, [...once.get(thread) ?? [], { chain, each, most: longestRun(sizes) }]);
  }
  return { own: own.reduce((sum, { work }) => sum + work, 0), others, once };
}

/** Longest time in a part, of so many requests of its own; Infinity above the most. */
function timeOf({ own, others, once }: Part, requests: number, responses: ReadonlyMap<TickChain, number>, most: number,
  work: Work): number {
  for (let time = own * requests; ;) {
    const delay = ({ chain, each, most: atMost }: Delay): number => {
      const response = responses.get(chain)!;
      return Math.min(atMost, response === Infinity ? Infinity : chain.stream.etaPlus(time + response) * each);
    };
    let sum = others.reduce((all, one) => all + delay(one), own * requests);
    for (const [, thread] of once) sum += Math.max(...thread.map(delay));
    work.spend(others.length + once.size, Math.min(sum, most));
    if (sum > most) return Infinity;
    if (sum <= time) return time;
    time = sum;
  }
}
