/** Worked cases of a cluster in the parameters of LogP: requests to several servers, their limits, how long they take, and late runs. */
import { type Requests, exchange, readCluster } from "../../model/workloads/cluster/cluster.ts";
import { latestRun } from "../../model/workloads/cluster/late-runs.ts";
import { limitsOfCluster } from "../../model/workloads/cluster/limits.ts";
import { fanOutBound } from "../../model/workloads/cluster/response.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import { above0, count, from0, object, optional, time } from "./schema/declare.ts";
import { forTraffic, inTime, limitRows, ran, runOf, triedBounds } from "./tried.ts";

export const cluster: Analyses = {
  "cluster.request": analysis({
    says: "Requests to several servers at once in the parameters of LogP, until the last answer is there.",
    isStrict: true,
    input: object("a cluster", {
      latency: time("L: longest time of a message on the link", from0),
      overhead: time("o: time of a node for sending or receiving one", above0),
      gap: time("g: least time between two that a node sends, and between two that it receives", from0),
      clients: count("how many clients", { least: 1 }), servers: count("how many servers", { least: 1 }),
      requests: object("the requests of each client", {
        fanOut: count("the servers that one goes to", { least: 1 }), work: time("the work of each of them", from0),
        T: time("period of the requests", above0), D: optional(time("their deadline", above0), "none"),
      }),
      run: runOf("requests of each client that are simulated", 10),
    }),
    answers: {
      bottleneck: "the name of the least limit", limits: "by name, with `rate`, `load`, `because`", bound: "what is sure of `response`",
      simulated: "what runs have shown of it", gap: "their ratio", parts: "the parts of the bound",
      alone: "one message and its answer where nobody else asks", schedulable: "whether requests meet their deadline",
    },
    answer: ({ requests: { T: period, D, ...parts }, run, ...nodes }) => {
      const requests: Requests = { ...parts, period };
      const read = readCluster(nodes, requests);
      const limits = limitsOfCluster(nodes, requests);
      const { response, sending, serving, receiving, conventions, assumptions } =
        forTraffic("requests", () => fanOutBound(nodes, requests));
      const { longest } = latestRun(nodes, requests, run);
      return {
        bottleneck: limits[0].name, limits: limitRows(limits, read.period), ...triedBounds({ response: [response, longest] }),
        parts: { sending, "on the link": read.latency, serving, "on the link back": read.latency, receiving },
        alone: exchange(read), schedulable: inTime(response, D), conventions,
        assumptions: [...assumptions,
          ran(`four runs of ${run} requests of each client, all at once: to the same servers or not, with messages that may catch up or not`)],
      };
    },
  }),
};
