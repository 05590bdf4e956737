/**
 * Total flow analysis: at each server all flows together are delayed by no more than a bound, and the bounds of the servers on a path
 * add up. Blind: nothing is delayed for longer than the server stays busy; a server with one flow keeps the flow's order.
 * Source: Cruz, "A calculus for network delay", parts 1 and 2 (1991); Schmitt and Zdarsky, "The DISCO network calculator" (2006).
 */
import type { Assumption } from "../evidence.ts";
import { type Exact, sum } from "../exact.ts";
import { busyPeriod, horizontalDeviation, verticalDeviation } from "./deviations.ts";
import type { Multiplexing } from "./leftover.ts";
import { type Network, arrivalsIn, readNetwork } from "./network.ts";

export interface Hop {
  readonly server: string;
  /** Null where no bound exists. */
  readonly delay: Exact | null;
  readonly backlog: Exact | null;
}

export interface TotalFlowBounds {
  /** From arrival at the first server to departure from the last; null where no bound exists. */
  readonly delay: Exact | null;
  readonly hops: readonly Hop[];
  readonly assumptions: readonly Assumption[];
}

export function totalFlowAnalysis(given: Network, flowName: string, multiplexing: Multiplexing): TotalFlowBounds {
  const network = readNetwork(given);
  const arrivalsAt = arrivalsIn(network, multiplexing);
  const hops = network.flow(flowName).path.map((server): Hop => {
    const flows = network.flowsAt(server);
    const arrivals = arrivalsAt(server, flows);
    if (arrivals === null) return { server, delay: null, backlog: null };
    const service = network.service(server);
    const inOrder = multiplexing === "fifo" || flows.length === 1;
    return {
      server, backlog: verticalDeviation(arrivals, service).bound,
      delay: inOrder ? horizontalDeviation(arrivals, service).bound : busyPeriod(arrivals, service),
    };
  });
  const delays = hops.flatMap(({ delay }) => delay ?? []);
  return { delay: delays.length < hops.length ? null : sum(delays), hops, assumptions: networkAssumptions(given, multiplexing) };
}

/** What bounds in a network rest on. */
export function networkAssumptions({ servers, flows }: Network, multiplexing: Multiplexing): readonly Assumption[] {
  return [
    { says: "no flow comes back to a server, and servers do not wait for each other in a circle", checked: `${servers.length} servers, ${flows.length} flows` },
    { says: "arrivals and services are at least 0 and never fall", checked: "every curve" },
    { says: "services are strict: they hold from every instant at which something waits", checked: "taken as given" },
    { says: multiplexing === "fifo" ? "servers serve in the order of arrival" : "each flow keeps its own order; flows overtake each other as they like", checked: "taken as given" },
  ];
}
