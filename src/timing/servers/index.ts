/** Servers: budgets that tasks share, what they promise and how they disturb. */
export {
  type BudgetsGuaranteed, type HierarchicalResponses, type ServedTasks, budgetsGuaranteed, hierarchicalResponses,
} from "./hierarchical.ts";
export { responsesBelowServers } from "./interference.ts";
export { type Server, type ServerKind, type TaskServer, serverKinds } from "./server.ts";
export { type ServerTrace, type TracedTask, serverTrace } from "./trace.ts";
