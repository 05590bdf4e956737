/** Blocking by resources that tasks share. */
export { type Request, type SharingTask, lockAssumptions, lockConventions } from "./sharing.ts";
export {
  type Blocking, type SectionTask, ceilingBlocking, inheritanceAssumptions, inheritanceBlocking, stackResourceBlocking,
} from "./ceiling.ts";
export { type AgentBlocking, dpcpBlocking } from "./dpcp.ts";
export { type PriorityQueueBlocking, mpcpBlocking } from "./mpcp.ts";
export { type QueueBlocking, fmlpBlocking } from "./fmlp.ts";
export { type SpinBlocking, msrpBlocking } from "./msrp.ts";
