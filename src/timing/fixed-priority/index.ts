/** Fixed priorities on one processor. */
export type { Preemption } from "./blocking.ts";
export { type CanFrame, type CanResponses, canResponseTimes } from "./can.ts";
export { type NotionalResponse, type NotionalResponses, notionalConventions, notionalResponseTimes } from "./notional.ts";
export { type OffsetResponse, type OffsetResponses, offsetConventions, offsetResponseTimes } from "./offsets.ts";
export { type PlainRecurrence, plainRecurrence, plainRecurrenceConventions } from "./recurrence.ts";
export { type FixedPriorityOptions, fixedPriorityResponseTimes } from "./response-times.ts";
export {
  hyperbolicTest, liuLaylandBound, liuLaylandTest, serverBound, type ServerKind, utilisationBoundNote,
} from "./utilisation-bounds.ts";
