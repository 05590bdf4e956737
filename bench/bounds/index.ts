/** The subjects: every analysis whose bound a simulation can try to beat. */
import { chains } from "./chains.ts";
import { graphs } from "./graphs.ts";
import { kernels } from "./kernels.ts";
import { locks } from "./locks.ts";
import { multiprocessors } from "./multiprocessor.ts";
import { oneProcessor } from "./one-processor.ts";
import type { Subject } from "./subject.ts";
import { supplies } from "./supplies.ts";

export const subjects: readonly Subject[] = [...oneProcessor, ...supplies, ...chains, ...graphs, ...locks, ...multiprocessors, ...kernels];

/** What no simulation here tries, and why. */
export const notCovered: readonly (readonly [analysis: string, why: string])[] = [
  ["queueing formulas and utilisation bounds with roots", "averages and shares of a processor, no bounds on time"],
  ["seL4-MCS refills as bounds for several tasks", "no analysis of ours claims any; budgets of windows and single jobs are tried"],
  ["round robin from a ready queue", "the analysis is of turns in a fixed order, and a task that joins a queue may find more before it"],
  ["priority inheritance with locks that are handed over", "one section for each lock is no bound then; calls are, by the requests of clients"],
  ["FMLP with several locks on a processor", "the simulator does not order holders by the time of their requests"],
  ["activation by all of several streams, and sampling", "how long a path through them takes is not bounded, or depends on how they began"],
  ["offsets given to the steps of a flow", "the simulator releases a step when the one before is done"],
  ["what calls cost", "a sum along the chain, which is tried as a chain"],
  ["curves but those of networks", "nothing runs; they are held by laws and golden cases"],
  ["interrupts between processors", "the simulator charges no message for a wake-up elsewhere"],
];
