/**
 * A server on the client's own core, reached by synchronous IPC, against one on a core of its own, reached through shared
 * cache lines. Times are in cycles a request, throughput in requests a cycle.
 */
import { type Exact, type Given, one, smallest } from "../../../src/timing/exact.ts";
import { notNegative, positive } from "../../../src/timing/task.ts";
import { type CoresRow, byCores, whole } from "./cores.ts";

export interface Request {
  /** The client's work, and the server's. */
  readonly client: Given;
  readonly server: Given;
}

/** Requests a cycle where every core has client and server: each pays a synchronous call and reply. */
export const sameCoreRate = (cores: number, { client, server }: Request, call: Given): Exact =>
  whole(cores).div(notNegative(client, "client").add(notNegative(server, "server")).add(positive(call, "call")));

/**
 * At most so many requests a cycle with one core for the server and the others for clients, which wait for each answer:
 * a client pays the crossing, and the server serves one at a time. None of one core: there is nobody to ask.
 */
export function crossCoreRate(cores: number, { client, server }: Request, crossing: Given): Exact {
  const clients = whole(cores).sub(one);
  const [asks, serves] = [notNegative(client, "client"), notNegative(server, "server")];
  const paced = clients.div(asks.add(serves).add(positive(crossing, "crossing")));
  return serves.gt(0) ? smallest([paced, one.div(serves)]) : paced;
}

/** Both against the number of cores. */
export const crossingTable = (most: number, request: Request, call: Given, crossing: Given): CoresRow<"same core" | "cross core">[] =>
  byCores(most, { "same core": (cores) => sameCoreRate(cores, request, call), "cross core": (cores) => crossCoreRate(cores, request, crossing) });

/**
 * The number of cores from which cross-core requests are at least as quick while the server keeps up: (n - 1)/(w + x) >= n/(w + c)
 * for n >= (w + c)/(c - x), with w the work of both, c the call and x the crossing. Null where the crossing costs as much as
 * the call or more.
 */
export function crossingCores({ client, server }: Request, call: Given, crossing: Given): Exact | null {
  const saved = positive(call, "call").sub(positive(crossing, "crossing"));
  const work = notNegative(client, "client").add(notNegative(server, "server"));
  return saved.gt(0) ? work.add(positive(call, "call")).div(saved) : null;
}
