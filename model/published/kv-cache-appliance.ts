import { source } from "../../src/language/index.ts";
import { unquantified } from "./claim.ts";
import { seed } from "./works.ts";

export const seedKvCache = unquantified({
  id: "seed-kv-cache",
  sentence: "The key-value cache on Fiasco.OC and Genode compares well with an optimized appliance on Linux.",
  figures: ["KVC-1", "KVC-2"],
  grade: "abstract",
  sources: [seed, source("Waddington et al., KV-Cache, UCC 2013, doi 10.1109/UCC.2013.34", "abstract")],
  remark: "Requests a second, latency and scaling were not found. `kv-cache-pipelines` looks at measured systems of the same shape.",
});
