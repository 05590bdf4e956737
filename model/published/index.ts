/** All claims, each in its own file: those of the message that began it, then by kernel. */
import type { Claim } from "./claim.ts";
import { seedClusters } from "./genode-clusters.ts";
import { seedDriversDominate } from "./drivers-dominate.ts";
import { seedKvCache } from "./kv-cache-appliance.ts";
import { seedNova } from "./nova-virtualization.ts";
import { seedPandaboardNetwork } from "./pandaboard-network.ts";
import { seedPandaboardSdCard } from "./pandaboard-sd-card.ts";
import { seedSynchronousIpc } from "./synchronous-ipc.ts";
import { seedUserLevelGpu } from "./user-level-gpu.ts";
import { atmosphereOneCrossing } from "./atmosphere-one-crossing.ts";
import { clusterMessages } from "./cluster-messages.ts";
import { genodeThroughputBound } from "./genode-throughput-bound.ts";
import { kernelWcet } from "./kernel-wcet.ts";
import { kvCachePipelines } from "./kv-cache-pipelines.ts";
import { l4FamilyNanoseconds } from "./l4-family-nanoseconds.ts";
import { l4PentiumNanoseconds } from "./l4-pentium-nanoseconds.ts";
import { l4reParallelIpc } from "./l4re-parallel-ipc.ts";
import { liedtke95Rpc } from "./liedtke95-rpc.ts";
import { lockedKernelCrossover } from "./locked-kernel-crossover.ts";
import { lxdsCrossover } from "./lxds-crossover.ts";
import { novaDonation } from "./nova-donation.ts";
import { parkerQueueLimits } from "./parker-queue-limits.ts";
import { sddfClock } from "./sddf-clock.ts";
import { sddfComponentCost } from "./sddf-component-cost.ts";
import { sddfFiftyThousand } from "./sddf-fifty-thousand.ts";
import { sddfTwelveThousand } from "./sddf-twelve-thousand.ts";
import { sel4Configurations } from "./sel4-configurations.ts";
import { sel4LockScaling } from "./sel4-lock-scaling.ts";
import { sel4SchedulingContextsExample } from "./sel4-scheduling-contexts-example.ts";
import { sosp97CachePartitioning } from "./sosp97-cache-partitioning.ts";
import { sosp97Getpid } from "./sosp97-getpid.ts";
import { sosp97MacroPenalty } from "./sosp97-macro-penalty.ts";
import { sosp97PctTotal } from "./sosp97-pct-total.ts";
import { sosp97PipeOrdering } from "./sosp97-pipe-ordering.ts";
import { sosp97PipeTables } from "./sosp97-pipe-tables.ts";
import { sosp97SlowdownFactors } from "./sosp97-slowdown-factors.ts";
import { sosp97TwentyNineTimes } from "./sosp97-twenty-nine-times.ts";

export {
  type Claim, type ClaimVerdict, type Finding, type Grade, type JudgedClaim, type Numbers, type Printed, judged, judgedOn,
} from "./claim.ts";

export const claims: readonly Claim[] = [
  seedClusters, seedDriversDominate, seedKvCache, seedNova, seedPandaboardNetwork, seedPandaboardSdCard,
  seedSynchronousIpc, seedUserLevelGpu, atmosphereOneCrossing, clusterMessages, genodeThroughputBound, kernelWcet,
  kvCachePipelines, l4FamilyNanoseconds, l4PentiumNanoseconds, l4reParallelIpc, liedtke95Rpc, lockedKernelCrossover,
  lxdsCrossover, novaDonation, parkerQueueLimits, sddfClock, sddfComponentCost, sddfFiftyThousand, sddfTwelveThousand,
  sel4Configurations, sel4LockScaling, sel4SchedulingContextsExample, sosp97CachePartitioning, sosp97Getpid,
  sosp97MacroPenalty, sosp97PctTotal, sosp97PipeOrdering, sosp97PipeTables, sosp97SlowdownFactors, sosp97TwentyNineTimes,
];
