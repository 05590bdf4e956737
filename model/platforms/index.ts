/** All cost profiles, and what they can be asked. */
import { atmosphere } from "./atmosphere.ts";
import { compared } from "./compared.ts";
import { l4 } from "./l4.ts";
import { l4re } from "./l4re.ts";
import { linux } from "./linux.ts";
import { nova } from "./nova.ts";
import type { Profile } from "./profile.ts";
import { sel4 } from "./sel4.ts";
import { sel4bench } from "./sel4bench.ts";
import { survey } from "./survey.ts";

export { type Attaching, type Attachment, type Coverage, type Priced, type WithoutFigure, coverage } from "./attached.ts";
export { type Bill, type Counted, billOf } from "./bill.ts";
export { type CallCosts, callCosts } from "./call-costs.ts";
export { type CallCost, callCost } from "./calls.ts";
export { type Duration, type Interval, type PricedStep, durationOf } from "./duration.ts";
export { type Inflated, inflate } from "./inflate.ts";
export { type KernelLatency, kernelLatency } from "./latency.ts";
export * from "./profile.ts";
export { sources } from "./sources.ts";

export const profiles: readonly Profile[] = [
  ...l4, ...survey, ...linux, ...sel4, ...sel4bench, ...nova, ...l4re, ...atmosphere, ...compared,
];
