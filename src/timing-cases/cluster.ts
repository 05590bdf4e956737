/** Worked cases of a cluster in the parameters of LogP: requests to several servers, their limits, how long they take, and late runs. */
import { type Cluster, type Requests, exchange, readCluster } from "../../model/workloads/cluster/cluster.ts";
import { latestRun } from "../../model/workloads/cluster/late-runs.ts";
import { limitsOfCluster } from "../../model/workloads/cluster/limits.ts";
import { fanOutBound } from "../../model/workloads/cluster/response.ts";
import type { Given } from "../timing/exact.ts";
import type { AllAnalyses as Analyses } from "./case.ts";
import { onlyFields } from "./fields.ts";
import { forTraffic, inTime, limitRows, ran, triedBounds } from "./tried.ts";

/** A cluster as a case has it: that of the model, in one unit of time, with what its clients ask. */
interface GivenCluster extends Cluster {
  readonly requests: Omit<Requests, "period"> & { readonly T: Given; readonly D?: Given };
  /** How many requests of each client are simulated; 10 unless said. */
  readonly run?: number;
}

export const cluster: Analyses = {
  "cluster.request": (input: GivenCluster) => {
    onlyFields(input, "", ["latency", "overhead", "gap", "clients", "servers", "requests", "run"]);
    onlyFields(input.requests, "requests", ["fanOut", "work", "T", "D"]);
    const { requests: { T: period, D, ...parts }, run = 10, ...nodes } = input;
    const requests: Requests = { ...parts, period };
    const read = readCluster(nodes, requests);
    const limits = limitsOfCluster(nodes, requests);
    const { response, sending, serving, receiving, conventions, assumptions } = forTraffic("requests", () => fanOutBound(nodes, requests));
    const { longest } = latestRun(nodes, requests, run);
    return {
      bottleneck: limits[0].name, limits: limitRows(limits, read.period), ...triedBounds({ response: [response, longest] }),
      parts: { sending, "on the link": read.latency, serving, "on the link back": read.latency, receiving },
      alone: exchange(read), schedulable: inTime(response, D, "requests.D"), conventions,
      assumptions: [...assumptions,
        ran(`four runs of ${run} requests of each client, all at once: to the same servers or not, with messages that may catch up or not`)],
    };
  },
};
