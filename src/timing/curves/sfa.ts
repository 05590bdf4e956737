/**
 * Separate flow analysis: what each server leaves beside the cross traffic, convolved along the path, is one server for the flow
 * alone, so that the flow's own burst is paid for once.
 * Source: Le Boudec and Thiran (2001), sections 1.4.3 and 6.2; Schmitt and Zdarsky (2006).
 *
 * Cross traffic is bounded as if the flow were absent where that is proven (stays.ts), and beside the flow elsewhere. The DISCO
 * calculator does the same, but leaves the flow out in more orders of arrival, where its results are lower and we know no proof.
 */
import type { Assumption } from "../evidence.ts";
import type { Exact } from "../exact.ts";
import { convolveAll } from "./convolve.ts";
import type { Curve } from "./curve.ts";
import { horizontalDeviation, verticalDeviation } from "./deviations.ts";
import type { Multiplexing } from "./leftover.ts";
import { type Network, arrivalsIn, leftOverAt, readNetwork } from "./network.ts";
import { mayBeAbsent } from "./stays.ts";
import { networkAssumptions } from "./tfa.ts";

export interface FlowBounds {
  /** From arrival at the first server to departure from the last; null where no bound exists. */
  readonly delay: Exact | null;
  /** What of the flow is in the network at any time. */
  readonly backlog: Exact | null;
  /** What the whole path gives to the flow; null where nothing is sure. */
  readonly service: Curve | null;
  readonly assumptions: readonly Assumption[];
}

export interface SeparateFlowOptions {
  readonly multiplexing: Multiplexing;
}

export function separateFlowAnalysis(given: Network, flowName: string, { multiplexing }: SeparateFlowOptions): FlowBounds {
  const network = readNetwork(given);
  const flow = network.flow(flowName);
  const isAbsent = mayBeAbsent(flow, network, multiplexing);
  const arrivalsAt = arrivalsIn(network, multiplexing, isAbsent ? flowName : undefined);
  const left = flow.path.map((server) => {
    const others = network.flowsAt(server).filter((other) => other !== flow);
    return leftOverAt(network, server, others, multiplexing, arrivalsAt);
  });
  const sure = left.filter((service) => service !== null);
  const assumptions = [...networkAssumptions(given, multiplexing), {
    says: `cross traffic is bounded ${isAbsent ? "as if the flow were absent" : "beside the flow"}`,
    checked: isAbsent ? "nothing that leaves its path comes back to it" : "to leave it out is not proven",
  }];
  if (sure.length < left.length) return { delay: null, backlog: null, service: null, assumptions };
  return { ...boundsOf(flow.arrival, convolveAll(sure)), assumptions };
}

/** Delay and backlog of a flow that has a service for itself. */
export function boundsOf(arrival: Curve, service: Curve): Pick<FlowBounds, "delay" | "backlog" | "service"> {
  return { delay: horizontalDeviation(arrival, service).bound, backlog: verticalDeviation(arrival, service).bound, service };
}
