import { unquantified } from "./claim.ts";
import { inGenode, seed } from "./works.ts";

export const seedClusters = unquantified({
  id: "seed-clusters",
  sentence: "A cluster such as those of Rocks and MPI may run on Genode and NOVA.",
  figures: ["CLU-GENODE-1", "CLU-ROCKS"],
  grade: "memory",
  sources: [seed, inGenode("release notes 16.08 and 19.05: proxies of ROM sessions between hosts")],
  remark: "Sessions between hosts exist for ROM and for logs, without published throughput; no latency of Rocks was found. `cluster-messages` looks at networks of its time.",
});
