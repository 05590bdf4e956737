/** Network calculus: exact curves, and bounds on delay and backlog from them. */
export { type Curve, curveConventions, isRising, isSame, limitAt, rateOf, valueAt } from "./curve.ts";
export {
  type Bucket, type PeriodicEvents, type Piece, type Repetition, bucketsOver, constant, piecewise, rateLatency, staircase, tokenBucket,
  trafficSpecification,
} from "./shapes.ts";
export { add, maximum, minimum, risingPart, subtract, sumOfCurves } from "./pointwise.ts";
export { convolve, convolveAll } from "./convolve.ts";
export { deconvolve } from "./deconvolve.ts";
export { subAdditiveClosure } from "./closure.ts";
export { type Deviation, busyPeriod, horizontalDeviation, verticalDeviation } from "./deviations.ts";
export { type Multiplexing, leftOverBlind, leftOverFifo, leftOverPriority } from "./leftover.ts";
export type { Flow, Network, Server } from "./network.ts";
export { type Hop, type TotalFlowBounds, totalFlowAnalysis } from "./tfa.ts";
export { type FlowBounds, type SeparateFlowOptions, separateFlowAnalysis } from "./sfa.ts";
export { payMultiplexingOnlyOnce } from "./pmoo.ts";
