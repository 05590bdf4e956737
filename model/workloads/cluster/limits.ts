/**
 * How many requests each client can make at most, in the long run: the least of what the clients and the servers have time for. Each
 * limit is exact and holds alone; how long a request then takes says `response.ts`.
 */
import { largest, ratio } from "../../../src/timing/exact.ts";
import { type Limit, limit } from "../io/limits.ts";
import { type Cluster, type Requests, readCluster, serverTime } from "./cluster.ts";

/** The limits, for clients that choose their servers evenly, and for the servers that all of them choose; the lowest first. */
export function limitsOfCluster(cluster: Cluster, requests: Requests): readonly [Limit, ...Limit[]] {
  const read = readCluster(cluster, requests);
  const { overhead, gap, clients, servers, fanOut } = read;
  const part = largest([gap, overhead.mul(2)]);
  const all = ratio(clients * fanOut);
  const limits: [Limit, ...Limit[]] = [
    limit("clients", ratio(1), part.mul(fanOut), "a request over the time of a client for its parts"),
    limit("servers, chosen evenly", ratio(servers), serverTime(read).mul(all), "servers over their time for the parts of all clients"),
    limit("servers, all the same", ratio(1), serverTime(read).mul(clients), "a request over the time of a server for all clients"),
  ];
  return limits.sort((left, right) => left.rate.compare(right.rate));
}
