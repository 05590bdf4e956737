/** The analyses in families, in the order in which the pages have them. */
import { chains } from "./chains.ts";
import { cluster } from "./cluster.ts";
import { curves } from "./curves.ts";
import { edf, jobs } from "./edf.ts";
import { eventModels } from "./events.ts";
import { fixedPriorities } from "./fixed-priority.ts";
import { flows } from "./flows.ts";
import { io } from "./io.ts";
import { kernels } from "./kernel.ts";
import { kvCache } from "./kv-cache.ts";
import { locks } from "./locks.ts";
import { mcs } from "./mcs.ts";
import { multiprocessor } from "./multiprocessor.ts";
import { profiles } from "./profiles.ts";
import { queueing } from "./queueing.ts";
import type { Family } from "./schema/page.ts";
import { servers } from "./servers.ts";
import { simulation } from "./simulation.ts";
import { supplies } from "./supply.ts";

export const families: readonly Family[] = [
  { page: "fixed-priorities", title: "One processor", says: "Fixed priorities and full preemption unless said; deadlines of any length.", analyses: fixedPriorities },
  { page: "edf", title: "EDF", analyses: edf },
  { page: "jobs", title: "Jobs", analyses: jobs },
  { page: "events", title: "Events and composition", analyses: eventModels },
  { page: "chains", title: "Chains and calls", says: "Responses count from activation.", analyses: chains },
  { page: "flows", title: "Flows", analyses: flows },
  { page: "supply", title: "Supply", analyses: supplies },
  { page: "servers", title: "Servers", analyses: servers },
  { page: "mcs", title: "seL4-MCS", analyses: mcs },
  { page: "curves", title: "Curves", analyses: curves },
  {
    page: "locks", title: "Locks", analyses: locks,
    says: "Blocking counts from release; it goes into the `B` of an analysis of response times. Lists in the answers are in the order of the tasks.",
  },
  { page: "multiprocessor", title: "Several processors", analyses: multiprocessor },
  { page: "kernel", title: "Kernel latency and overheads", analyses: kernels },
  {
    page: "queueing", title: "Queueing", analyses: queueing,
    says: "Means in the long run, and no bounds. Rates are customers a unit of time; `null` is a queue that grows without end.",
  },
  {
    page: "workloads", title: "I/O paths, caches, clusters", analyses: { ...io, ...kvCache, ...cluster },
    says: "Limits are in events a unit of time, and the least is the `bottleneck`. `bound`, `simulated` and `gap` have the same names in them: what is "
      + "sure, what a run has shown, and their ratio. A run above its bound is a fault of Cordon, and nothing is answered.",
  },
  { page: "simulation", title: "Simulation", analyses: simulation },
  { page: "costs", title: "Costs", analyses: profiles },
];
