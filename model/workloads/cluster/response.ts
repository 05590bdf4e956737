/**
 * How long a request to several nodes takes at most, until its last answer is received: by network calculus over the client's sending,
 * the servers, and the client's receiving. What a part of the way may add is jitter for the next.
 * Source of the propagation: Richter, Compositional Scheduling Analysis Using Standard Event Models (2005).
 */
import { type Curve, curveConventions, horizontalDeviation, staircase } from "../../../src/timing/curves/index.ts";
import type { Assumption, Conventions } from "../../../src/timing/evidence.ts";
import { type Exact, asText, largest, smallest, sum, zero } from "../../../src/timing/exact.ts";
import { inSteps } from "../io/services.ts";
import { type Cluster, type ReadCluster, type Requests, readCluster, serverTime } from "./cluster.ts";

export interface FanOutBound {
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
  /** From the request until the last answer is received; null where a node gets more than it can do, and no bound exists. */
  readonly response: Exact | null;
  readonly sending: Exact | null;
  readonly serving: Exact | null;
  readonly receiving: Exact | null;
}

/** For every choice of servers, even if all clients choose the same ones. */
export function fanOutBound(cluster: Cluster, requests: Requests): FanOutBound {
  const read = readCluster(cluster, requests);
  const { latency, period, fanOut, clients } = read;
  const delay = (messages: number, jitter: Exact, service: Curve): Exact | null =>
    horizontalDeviation(staircase({ period, jitter }, messages), service).bound;
  const sending = delay(fanOut, zero, besideTheOther(read));
  const serving = sending === null ? null : delay(clients, sending.add(latency), inSteps(serverTime(read), zero));
  const receiving = sending === null || serving === null ? null
    : delay(fanOut, sum([sending, latency, serving, latency]), besideTheOther(read));
  return {
    conventions: curveConventions, assumptions: assumptionsOf(read), sending, serving, receiving,
    response: sending === null || serving === null || receiving === null ? null : sum([sending, latency, serving, latency, receiving]),
  };
}

/**
 * Sending beside receiving, or receiving beside sending: a node does them in turn where both wait, so that after the gap, or its own time,
 * at most one of the other kind comes before the next. The first of a busy period may find the gap of the last one before it.
 */
const besideTheOther = ({ overhead, gap }: ReadCluster): Curve =>
  inSteps(largest([gap, overhead]).add(overhead), smallest([gap, overhead]));

const assumptionsOf = ({ clients, servers, fanOut, latency }: ReadCluster): readonly Assumption[] => [
  { says: "a message is on the link for the latency at most, and is not lost", checked: `${asText(latency)}; taken as given` },
  { says: "messages that a node cannot receive yet wait for it; LogP would let the sender wait", checked: "taken as given" },
  { says: "a server takes requests in the order of arrival, and each gets one part of a request", checked: `${fanOut} of ${servers} servers` },
  { says: "clients are alike, and all may choose the same servers", checked: `${clients} clients` },
];
