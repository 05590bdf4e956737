/**
 * Response times of clients whose calls carry their priority along, on one processor: the chain is one task of the client.
 *
 * C is the sum of the segments, and lower clients delay by requests that they have under way in servers (Sha, Rajkumar &
 * Lehoczky 1990; Baker 1991; helping: Steinberg, Wolter & Härtig, ECRTS 2005): w(q) = qC + B + sum over hep of C eta(w), where
 * a request counts whole, with what it calls. It can delay where it holds a server that the client or a higher one uses,
 * or that a request calls which can delay. A lower client delays once at most: it does not run again of its own.
 *
 * That fails for a lower client that begins on a thread which the client can wait for (an entrypoint with several streams): what
 * activates it waits in the thread's queue, and is served without the client running. Such a client, and all that are not below it, count
 * as if they were not below the client that is analysed: the level is lowered to them.
 *
 * - inheritance, queues by priority: one request of each lower client, and one whenever the client or a higher one comes to a
 *   server, whichever is less in all. (A server that is left goes to who waits for it already: a lower client may have it
 *   before the client comes, so that "one at each server" holds for locks alone that nobody is handed.)
 * - inheritance, queues in order of arrival: one request of each lower client, since all of them may be ahead in a queue;
 * - ceiling: a server runs at the highest priority of its clients and of the servers that it holds: one request in all;
 * - none: a request keeps the priority of its client, and everything between can run before it (see chain-response.ts).
 *
 * Responses count from activation.
 */
import { type Load, loadOf, windowsOf, workIn } from "../events/busy-window.ts";
import type { Assumption, Conventions } from "../evidence.ts";
import type { Exact } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { Work } from "../response/whole.ts";
import { type Chain, type Thread, type TickChain, readChains } from "./chain.ts";
import { chainConventions, chainResponses } from "./chain-response.ts";

/** What becomes of the priority of a client that waits. */
export type Protocol = "inheritance" | "ceiling" | "none";
/** The order in which a server takes requests. */
export type Queue = "priority" | "fifo";

export interface DonatedResponse {
  readonly id: string;
  /** Null where the clients of this priority and above ask for more than the processor has. */
  readonly response: Exact | null;
  readonly windows: readonly Exact[];
  /** Longest delay by lower clients; null without inheritance, where it is no sum of requests. */
  readonly blocking: Exact | null;
}

export interface DonatedResponses {
  /** In the order of the clients. */
  readonly clients: readonly DonatedResponse[];
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
}

/** Bounds for each client; segments have the priority of their chain, and no other. A `TimingRefusal` names the field of bad input. */
export function donatedResponses(given: readonly Chain[], { protocol = "inheritance", queue = "priority" }:
  { readonly protocol?: Protocol; readonly queue?: Queue } = {}): DonatedResponses {
  if (!["inheritance", "ceiling", "none"].includes(protocol)) throw new TimingRefusal("unknown name", "protocol",
    `is ${JSON.stringify(protocol)}; known are inheritance, ceiling, none`);
  if (!["priority", "fifo"].includes(queue)) throw new TimingRefusal("unknown name", "queue", `is ${JSON.stringify(queue)}; known are priority, fifo`);
  const { ticks, chains } = readChains(given);
  const odd = chains.find(({ call, priority, segments }) => call === "async" || segments.some((segment) => segment.priority !== priority));
  if (odd !== undefined) throw new TimingRefusal("precondition", odd.field, "must be synchronous, without priorities of segments: a call carries its client's along");
  if (protocol === "none") {
    const { chains: found, ...rest } = chainResponses(given);
    return { clients: found.map(({ id, response, windows }) => ({ id, response, windows, blocking: null })), ...rest };
  }
  const work = new Work("chains");
  const clients = chains.map((client): DonatedResponse => {
    const level = levelOf(client, chains, protocol);
    const loads: Load[] = chains.filter((other) => other !== client && !level.lower.includes(other));
    const blocking = blockingOf(client, chains, level, protocol, queue);
    let longest = 0;
    const windows = windowsOf({
      own: client.stream, others: loads.map(({ stream }) => stream), load: loadOf([...loads, { stream: client.stream, work: client.work }]),
      demand: (q, window) => q * client.work + (longest = blocking(q, window)) + workIn(loads, window),
    }, work, client.field);
    return {
      id: client.id, response: windows && ticks.time(windows.response),
      windows: (windows?.lengths ?? []).map((length) => ticks.time(length)), blocking: ticks.time(longest),
    };
  });
  return {
    clients, conventions: chainConventions,
    assumptions: [
      { says: "no two clients can wait for each other's servers", checked: "the calls between threads have no cycle" },
      { says: "all segments of a client run at its priority", checked: `${chains.length} clients` },
    ],
  };
}

/** A request that a lower client may have under way: the server, what it calls, and how long that takes. */
interface Request {
  readonly client: TickChain;
  readonly server: Thread;
  readonly calls: readonly Thread[];
  readonly work: number;
}

/** What delays only by requests that it has under way, and the threads that the rest can wait for. */
interface Level {
  readonly lower: readonly TickChain[];
  readonly contested: ReadonlySet<Thread>;
}

/** Lowered until no client below it begins on a thread that somebody at or above it can wait for. */
function levelOf(client: TickChain, chains: readonly TickChain[], protocol: "inheritance" | "ceiling"): Level {
  for (let level = client.priority; ;) {
    const lower = chains.filter(({ priority }) => priority > level);
    const contested = new Set(chains.flatMap(({ priority, segments }) => priority <= level ? segments.map(({ thread }) => thread) : []));
    // Under a ceiling nobody is found waiting, so that what a request calls delays as a part of it alone.
    for (let before = -1; protocol === "inheritance" && before !== contested.size;) {
      before = contested.size;
      for (const { server, calls } of lower.flatMap(requestsOf)) if (contested.has(server)) for (const call of calls) contested.add(call);
    }
    const beginning = lower.filter(({ segments }) => contested.has(segments[0]!.thread));
    if (beginning.length === 0) return { lower, contested };
    level = Math.max(...beginning.map(({ priority }) => priority));
  }
}

/** The delay in the windows of so many activations of the client. */
function blockingOf(client: TickChain, chains: readonly TickChain[], { lower, contested }: Level,
  protocol: "inheritance" | "ceiling", queue: Queue): (q: number, window: number) => number {
  const delaying = lower.flatMap(requestsOf).filter(({ server }) => contested.has(server));
  if (protocol === "ceiling") {
    const longest = delaying.reduce((most, { work }) => Math.max(most, work), 0);
    return () => longest;
  }
  // Chains that begin on one thread are not under way together: nobody else calls it, or they would not be below the level.
  const byClient = sumOfLongest(delaying, ({ client: one }) => one.segments[0]!.thread);
  if (queue === "fifo") return () => byClient;
  const asked = chains.filter((chain) => !lower.includes(chain)).map((chain) => ({ chain, asks: requestsOf(chain) }));
  const servers = [...longestOf(delaying, (request) => request.server)];
  return (q, window) => {
    let byServer = 0;
    for (const [server, work] of servers) {
      const direct = asked.reduce((all, { chain, asks }) =>
        all + asks.filter((one) => one.server === server).length * (chain === client ? q : chain.stream.etaPlus(window)), 0);
      // One that only lower clients come to is waited for as often as they bring it about.
      byServer += direct > 0 ? direct * work : Infinity;
    }
    return Math.min(byClient, byServer);
  };
}

const sumOfLongest = (requests: readonly Request[], of: (request: Request) => object): number =>
  [...longestOf(requests, of).values()].reduce((sum, work) => sum + work, 0);

function longestOf<Key extends object>(requests: readonly Request[], of: (request: Request) => Key): Map<Key, number> {
  const longest = new Map<Key, number>();
  for (const request of requests) longest.set(of(request), Math.max(longest.get(of(request)) ?? 0, request.work));
  return longest;
}

/** Every request of a chain: from the segment where a thread is new until it is held no more. */
function requestsOf(client: TickChain): Request[] {
  const { segments } = client;
  return segments.flatMap(({ thread }, from) => {
    if (from > 0 && segments[from - 1]!.held.includes(thread)) return [];
    const rest = segments.slice(from);
    const over = rest.findIndex((one) => !one.held.includes(thread));
    const whole = over === -1 ? rest : rest.slice(0, over);
    return [{ client, server: thread, calls: whole.map((one) => one.thread), work: whole.reduce((sum, { work }) => sum + work, 0) }];
  });
}
