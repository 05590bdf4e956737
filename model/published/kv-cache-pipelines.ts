import { type Exact, largest } from "../../src/timing/exact.ts";
import { copying, maglev, mica } from "../workloads/kv-cache/published.ts";
import { coresUsed, scalingCurve } from "../workloads/kv-cache/server.ts";
import { batchCosts, cacheCurves, cacheFrom, wire } from "../workloads/kv-cache/stand-in.ts";
import { atLeast, atMost, decimal, figure } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSddf } from "./works.ts";

export const kvCachePipelines = claim({
  id: "kv-cache-pipelines",
  sentence: "A cache with a pipeline on each core does more with each core until its link is full, and gains more from batches than from not copying.",
  figures: ["KVC-1", "Atmosphere", "MICA", "sDDF"],
  grade: "abstract",
  sources: [maglev["two cores"].source, mica.source, inSddf("data/*.csv")],
  numbers: {
    "Maglev, millions a second: batch 1, batch 32, two cores": [maglev["one core, batch 1"].rate, maglev["one core, batch 32"].rate, maglev["two cores"].rate],
    wire, "cores of the published cache": "32", "MICA, millions a second": mica.highest, copying,
  },
  findings: (numbers) => {
    const [single, batched, twoCores] = numbers["Maglev, millions a second: batch 1, batch 32, two cores"];
    const server = cacheFrom(batchCosts(single, batched), 32, numbers.wire);
    const [one, two] = scalingCurve(server, 2).map(({ rate }) => rate.mul(1000)) as [Exact, Exact];
    const copied = Object.values(numbers.copying).map((cycles) => figure(cycles.copied).div(figure(cycles.passed)));
    return [
      atLeast(`two cores on one link, which ${decimal(coresUsed(server))} of them fill, in millions a second, where ${twoCores} were measured,`, two, twoCores),
      atLeast("one core in batches of 32 over one without batches, where a path with copies over one without them comes to that,",
        one.div(figure(single)), decimal(largest(copied))),
      atMost(`cores of this kind for the ${numbers["MICA, millions a second"]} million requests a second of a cache without a microkernel, on links that carry them,`,
        figure(numbers["MICA, millions a second"]).div(one), numbers["cores of the published cache"]),
    ];
  },
  curves: cacheCurves,
  remark: "None of this was measured on KV-Cache, whose figures were not found; Maglev looks into packets as a cache does into requests, and its two cores "
    + "are driver and application. What the curve takes for granted stands in `model/workloads/kv-cache/server.ts`.",
});
