/** Runs in which requests are late: all clients ask at once, for the same servers or for others, with messages that catch up or do not. */
import { type Exact, ratio } from "../../../src/timing/exact.ts";
import { TimingRefusal } from "../../../src/timing/refusal.ts";
import { count } from "../io/path.ts";
import { type Cluster, type ReadCluster, type Requests, readCluster } from "./cluster.ts";
import { type Request, simulateCluster } from "./simulate.ts";

export interface LateRun {
  /** The longest that a request has taken. */
  readonly longest: Exact;
  /** The requests to simulate to see it. */
  readonly witness: readonly Request[];
}

/** Most work of a run: messages times the nodes that are looked at for each. */
const workMost = 10_000_000;

/** The latest of the runs, each with so many requests of every client, a period apart. */
export function latestRun(cluster: Cluster, requests: Requests, run: number): LateRun {
  const read = readCluster(cluster, requests);
  const { clients, servers, fanOut } = read;
  const messages = count(run, "run") * clients * fanOut;
  if (messages * (clients + servers) > workMost) throw new TimingRefusal("too large", "run",
    `is ${run}, which makes ${messages} parts of requests among ${clients + servers} nodes; at most ${workMost} of one times the other are run`);
  const runs = [true, false].flatMap((isSame) => [true, false].map((isSlow) => {
    const witness = madeAtOnce(read, run, { isSame, isSlow });
    return { longest: simulateCluster(cluster, requests, witness).longest, witness };
  }));
  return runs.reduce((latest, one) => one.longest.gt(latest.longest) ? one : latest);
}

/** Every other request is quick on the link where messages may catch up. */
function madeAtOnce({ clients, servers, fanOut, period, latency }: ReadCluster, run: number,
  { isSame, isSlow }: { readonly isSame: boolean; readonly isSlow: boolean }): Request[] {
  return Array.from({ length: run }, (_, round) => Array.from({ length: clients }, (__, client): Request => {
    const onLink = isSlow || round % 2 === 0 ? latency : 0;
    return {
      client, at: period.mul(ratio(round)), onLink: Array.from({ length: fanOut }, () => [onLink, onLink] as const),
      servers: Array.from({ length: fanOut }, (___, part) => isSame ? part : (client * fanOut + part) % servers),
    };
  })).flat();
}
