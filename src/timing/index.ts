/** Latency bounds, simulation and search: the base here, each subject under its name. */
export type { Assumption, Conventions, Evidence } from "./evidence.ts";
export { type Exact, type Given, asJson, asNumber, exact, ratio } from "./exact.ts";
export { fifoResponseTimes } from "./fifo.ts";
export type { Flow, FlowResponses, Step } from "./flows.ts";
export { holistic, holisticConventions } from "./holistic.ts";
export { offsetBased, offsetBasedConventions } from "./offset-based.ts";
export { type RefusalCode, TimingRefusal } from "./refusal.ts";
export type { JobRelease, Part, ResponseOptions, ResponseTime, ResponseTimes } from "./response/index.ts";
export { type PolicyOptions, responseTimes } from "./response-times.ts";
export { type Task, type TaskSet, readTasks } from "./task.ts";

export * as chains from "./chains/index.ts";
export * as composition from "./composition/index.ts";
export * as curves from "./curves/index.ts";
export * as edf from "./edf/index.ts";
export * as events from "./events/index.ts";
export * as fixedPriority from "./fixed-priority/index.ts";
export * as jobs from "./jobs/index.ts";
export * as kernel from "./kernel/index.ts";
export * as locks from "./locks/index.ts";
export * as mcs from "./mcs/index.ts";
export * as multiprocessor from "./multiprocessor/index.ts";
export * as queueing from "./queueing/index.ts";
export * as search from "./search/index.ts";
export * as servers from "./servers/index.ts";
export * as simulation from "./simulation/index.ts";
export * as supply from "./supply/index.ts";
