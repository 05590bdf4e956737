/** What parts of a path are sure to do, as curves of network calculus: so much a unit of time, after so long at most. */
import { type Curve, piecewise, rateLatency } from "../../../src/timing/curves/index.ts";
import { type Exact, largest, one, smallest, sum } from "../../../src/timing/exact.ts";

/** The curve R (t - T)+. */
export interface Service {
  readonly rate: Exact;
  readonly latency: Exact;
}

export const curveFor = ({ rate, latency }: Service): Curve => rateLatency(rate, latency);

/**
 * One more each so long, after a latency: floor((t - latency) / apart). It says more than the straight line under it, which loses a step,
 * but is dear to convolve with others whose steps differ.
 */
export const inSteps = (apart: Exact, latency: Exact): Curve =>
  piecewise([{ from: 0, value: 0, slope: 0 }], { from: latency, period: apart, gain: 1 });

/** One after another with the same time for each, as a link sends: floor(t / time), and what lies under it. */
export const oneByOne = (time: Exact): Service => ({ rate: one.div(time), latency: time });

/** At least once in so long a fetch of all that waits, up to a batch: batch floor(t / apart), and what lies under it. */
export const fetchedEvery = (apart: Exact, batch: number): Service => ({ rate: one.mul(batch).div(apart), latency: apart });

/**
 * A component that takes all that waits, up to a batch, and is done with it within one turn of its core. A batch that is not full has left
 * nothing waiting at its start; every full one after it brings a batch a turn. So the component has done, t after the start of the last
 * batch that was not full, at least batch (floor(t / turn) - 1), whatever its neighbours do. Holds as a minimum over the past
 * (min-plus), and not from every busy instant (strictly).
 */
export const inBatches = (turn: Exact, batch: number): Service => ({ rate: one.mul(batch).div(turn), latency: turn.mul(2) });

/** Services one after another: their convolution, which has the least rate and all latencies. */
export const inSeries = (services: readonly Service[]): Service =>
  ({ rate: smallest(services.map(({ rate }) => rate)), latency: sum(services.map(({ latency }) => latency)) });

/** What is sure of the slower of two at any time. */
export const slowest = (left: Service, right: Service): Service =>
  ({ rate: smallest([left.rate, right.rate]), latency: largest([left.latency, right.latency]) });

/**
 * The rate that a window of so many packets leaves to a loop of that service: the long-run slope of the sub-additive closure of
 * window + service. The straight line of that slope is nowhere above the closure.
 * Source: Le Boudec and Thiran, Network Calculus (2001), section 4.3.2, closed loop static window flow control.
 */
export const rateOfWindow = (packets: Exact, { rate, latency }: Service): Exact =>
  latency.equals(0) ? rate : smallest([rate, packets.div(latency)]);
