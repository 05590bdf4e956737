import { messageTimes } from "../workloads/cluster/published.ts";
import { ascend, atLeast, figure } from "./arithmetic.ts";
import { claim } from "./claim.ts";

export const clusterMessages = claim({
  id: "cluster-messages",
  sentence: "How long a message between nodes takes is as much a matter of software as of the network: on one Gigabit Ethernet it varies by more than three.",
  figures: ["CLU-MPI-1", "CLU-MPI-2"],
  grade: "abstract",
  sources: Object.values(messageTimes).slice(0, 2).map(({ source }) => source),
  numbers: {
    microseconds: Object.fromEntries(Object.entries(messageTimes).map(([network, { microseconds }]) => [network, microseconds])),
    "GbE: default interrupt coalescing, without TCP, times": [messageTimes["GbE with default interrupt coalescing"].microseconds,
      messageTimes["GbE without TCP"].microseconds, "3"],
  },
  findings: ({ microseconds, ...numbers }) => {
    const [coalesced, withoutTcp, times] = numbers["GbE: default interrupt coalescing, without TCP, times"];
    return [
      ascend(microseconds),
      atLeast("default interrupt coalescing over messages without TCP", figure(coalesced).div(figure(withoutTcp)), times),
    ];
  },
  remark: "Half round trips, which is L + 2 o of LogP; how they split into L and o was not published. The 15 microseconds with TCP are themselves a sum in their source.",
});
