/** Chains of calls through threads, and of values through registers. */
export { type AcrossProcessors, type CallConventions, type CallsOn, callsOn } from "./call-conventions.ts";
export type { Chain, Segment } from "./chain.ts";
export { type CauseEffect, type RegisterTask, causeEffect, causeEffectConventions } from "./cause-effect.ts";
export { type ChainResponse, type ChainResponses, type Deferred, chainConventions, chainResponses } from "./chain-response.ts";
export { type DonatedResponse, type DonatedResponses, type Protocol, type Queue, donatedResponses } from "./donated-response.ts";
export { type PlacedResponse, type PlacedResponses, placedResponses } from "./placed-response.ts";
export type { Place, Places } from "./stretches.ts";
