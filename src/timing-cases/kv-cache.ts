/** Worked cases of a cache with a pipeline on each core: its scaling curve, the delay of a request, and runs beneath both. */
import { atOnce, bunched, countOfRun, packetsMost } from "../../model/workloads/io/arrivals.ts";
import { requestDelay } from "../../model/workloads/kv-cache/delay.ts";
import { type CacheServer, cacheAssumptions, coresUsed, scalingCurve } from "../../model/workloads/kv-cache/server.ts";
import { simulateCache } from "../../model/workloads/kv-cache/simulate.ts";
import type { Curve, Curves } from "../../model/workloads/scaling/curves.ts";
import { curveConventions, staircase } from "../timing/curves/index.ts";
import { type Exact, type Given, asNumber, exact, ratio } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import type { TimingCase } from "./case.ts";
import type { Answer } from "./comparing.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import { above0, count, from0, object, optional, time } from "./schema/declare.ts";
import { type GivenTraffic, eventsOf, forTraffic, inTime, ran, runOf, trafficFields, triedBounds } from "./tried.ts";

const input = object("a cache", {
  perRequest: time("work on the core for a request", above0), perBatch: time("work for each batch besides", from0),
  perCopy: optional(time("copying a request and its answer", from0), "by reference"),
  perLock: optional(time("of each batch, the time under one lock of all cores", from0), "no lock"),
  batch: count("most requests that are taken at a time", { least: 1 }),
  link: time("a request's time on the link of all cores", above0),
  cores: count("how many", { least: 1 }),
  requests: optional(object("what comes to each core", trafficFields), "as much as it takes"),
  run: runOf("requests that are simulated at each core", 200),
});

const withTraffic = "with `requests`: ";

export const kvCache: Analyses = {
  "kvcache.scaling": analysis({
    says: "A cache with a pipeline on each core: how it scales, and how long a request takes.",
    isStrict: true, input,
    answers: {
      bottleneck: "what limits it on all cores", coresUsed: "from where one core more gains nothing", throughput: "`most` and `simulated`",
      scaling: "by number of cores, with `rate`, `limit`, `withoutCopies`", load: `${withTraffic}their share of what it can take`,
      bound: `${withTraffic}what is sure of \`delay\``, simulated: "what a run has shown of the same", gap: "their ratio",
      parts: `${withTraffic}the parts of the bound`, schedulable: `${withTraffic}whether they meet their deadline`,
    },
    answer: ({ cores, requests, run, ...server }) => {
      const { perCopy, ...passed } = server;
      const rows = scalingCurve(server, cores);
      const uncopied = perCopy === undefined ? null : scalingCurve(passed, cores);
      if (countOfRun(run, "run") * cores > packetsMost)
        throw new TimingRefusal("too large", "run", `is ${run} at each of ${cores} cores; at most ${packetsMost} requests are run`);
      const most = rows.at(-1)!;
      const { served, end } = simulateCache(server, atCores(cores, atOnce(run)));
      return {
        bottleneck: most.limit, coresUsed: coresUsed(server),
        scaling: Object.fromEntries(rows.map(({ rate, limit }, i) => [i === 0 ? "1 core" : `${i + 1} cores`, {
          rate, limit, ...(uncopied === null ? {} : { withoutCopies: uncopied[i]!.rate }),
        }])),
        throughput: { most: most.rate, simulated: ratio(served).div(end) },
        ...(requests === undefined
          ? { conventions: curveConventions, assumptions: [...cacheAssumptions, ran(`a run of ${run} requests that wait at first at each core`)] }
          : under(requests, server, cores, run, most.rate)),
      };
    },
  }),
};

/** The scaling curve of an answer, and the one without copies, for a picture; null of other analyses. */
export function scalingCurves({ title, analysis }: TimingCase, { scaling }: Answer): Curves | null {
  if (analysis !== "kvcache.scaling") return null;
  const rows = Object.values(scaling as Readonly<Record<string, { readonly rate: Given; readonly withoutCopies?: Given }>>);
  const curve = (name: string, of: (row: (typeof rows)[number]) => Given): Curve =>
    ({ name, kind: "model", points: rows.map((row, i) => [i + 1, asNumber(exact(of(row), "rate"))] as const) });
  return {
    title, x: "cores", y: "requests in a unit of time",
    curves: [curve("as given", ({ rate }) => rate), ...(rows[0]!.withoutCopies === undefined ? [] : [curve("without copies", (row) => row.withoutCopies!)])],
  };
}

/** The cache under its traffic. */
function under(requests: GivenTraffic, server: CacheServer, cores: number, run: number, most: Exact): Answer {
  const seen = simulateCache(server, atCores(cores, bunched({ ...eventsOf(requests), run }, "requests")));
  const { delay, onCore, onLink, conventions, assumptions } =
    forTraffic("requests", () => requestDelay(server, cores, staircase(eventsOf(requests))));
  return {
    load: ratio(cores).div(requests.T).div(most), ...triedBounds({ delay: [delay, seen.longestDelay] }),
    parts: { "on its core": onCore, "on the link": onLink }, schedulable: inTime(delay, requests.D), conventions,
    assumptions: [...assumptions, ran(`a run of ${run} requests at each core, late ones bunched at the start; one of as many that wait at first (throughput)`)],
  };
}

const atCores = (cores: number, arrivals: readonly Exact[]): (readonly Exact[])[] => Array.from({ length: cores }, () => arrivals);
