/** The subjects: every analysis whose bound a simulation can try to beat. */
import { chains } from "./chains.ts";
import { contexts } from "./contexts.ts";
import { curves } from "./curves.ts";
import { flowsWithOffsets } from "./flows.ts";
import { graphs } from "./graphs.ts";
import { joins } from "./joins.ts";
import { kernels } from "./kernels.ts";
import { locks } from "./locks.ts";
import { multiprocessors } from "./multiprocessor.ts";
import { networks } from "./networks.ts";
import { oneProcessor } from "./one-processor.ts";
import { readyQueues } from "./ready-queue.ts";
import { streams } from "./streams.ts";
import type { Subject } from "./subject.ts";
import { supplies } from "./supplies.ts";

export const subjects: readonly Subject[] = [
  ...oneProcessor, ...supplies, ...contexts, ...chains,
  ...graphs, ...networks, ...streams, ...joins, ...readyQueues, ...flowsWithOffsets, ...curves,
  ...locks, ...multiprocessors, ...kernels,
];

/** What no simulation here tries, and why. */
export const notCovered: readonly (readonly [analysis: string, why: string])[] = [
  ["queueing formulas and utilisation bounds with roots", "averages and shares of a processor, no bounds on time"],
  ["priority inheritance with locks that are handed over", "one section for each lock is no bound then; calls are, by the requests of clients"],
  ["FMLP with several locks on a processor", "the simulator does not order holders by the time of their requests"],
  ["what calls cost", "a sum along the chain, which is tried as a chain"],
  ["interrupts between processors", "the simulator charges no message for a wake-up elsewhere"],
];
