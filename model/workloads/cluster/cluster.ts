/**
 * A cluster as nodes with links, in the four parameters of LogP: Culler et al., "LogP: Towards a Realistic Model of Parallel Computation",
 * PPoPP 1993. Clients send a request to several servers at once, and wait for all answers. Times are in one unit of the caller's choice.
 */
import { type Exact, type Given, largest } from "../../../src/timing/exact.ts";
import { TimingRefusal } from "../../../src/timing/refusal.ts";
import { notNegative, positive } from "../../../src/timing/task.ts";
import { count } from "../io/path.ts";

export interface Cluster {
  /** L: the longest that a message is on the link. */
  readonly latency: Given;
  /** o: how long a node is busy with sending a message, or with receiving one. */
  readonly overhead: Given;
  /** g: least time between two messages that a node sends, and between two that it receives. */
  readonly gap: Given;
  /** P, in two parts. */
  readonly clients: number;
  readonly servers: number;
}

/** What each client does again and again. */
export interface Requests {
  /** To how many servers a request goes. */
  readonly fanOut: number;
  /** A server's work for its part. */
  readonly work: Given;
  /** Least time between two requests of a client. */
  readonly period: Given;
}

export interface ReadCluster {
  readonly latency: Exact;
  readonly overhead: Exact;
  readonly gap: Exact;
  readonly clients: number;
  readonly servers: number;
  readonly fanOut: number;
  readonly work: Exact;
  readonly period: Exact;
}

/** Most nodes of either kind. */
const nodesMost = 10_000;

export function readCluster({ latency, overhead, gap, clients, servers }: Cluster, { fanOut, work, period }: Requests): ReadCluster {
  for (const [field, nodes] of [["clients", clients], ["servers", servers]] as const) if (count(nodes, field) > nodesMost)
    throw new TimingRefusal("too large", field, `is ${nodes}; at most ${nodesMost} are taken`);
  if (count(fanOut, "requests.fanOut") > servers) throw new TimingRefusal("out of range", "requests.fanOut", `is ${fanOut}, above the ${servers} servers: each gets one part of a request`);
  return {
    latency: notNegative(latency, "latency"), overhead: positive(overhead, "overhead"), gap: notNegative(gap, "gap"), clients, servers, fanOut,
    work: notNegative(work, "requests.work"), period: positive(period, "requests.period"),
  };
}

/** One message to a node that does nothing else, work there, and the answer: 2 (o + L + o) + work. */
export const exchange = ({ latency, overhead, work }: ReadCluster): Exact => latency.mul(2).add(overhead.mul(4)).add(work);

/** How long a server is taken by one part of a request. */
export const serverTime = ({ overhead, gap, work }: ReadCluster): Exact => largest([gap, overhead.mul(2).add(work)]);
