/** Compositional performance analysis over a graph of resources. */
export { type SystemResult, type TaskResult, analyseSystem, systemConventions } from "./analyse-system.ts";
export type { PathLatency } from "./path-latency.ts";
export type { After, Policy, Resource, ResourceTask } from "./system.ts";
