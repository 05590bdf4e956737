/**
 * Pay multiplexing only once: where cross traffic goes along with a flow for several servers, its burst delays the flow once and not
 * at each of them. For token buckets and rate-latency servers, blind multiplexing:
 * R = min over servers of (R_j - cross rates there), T = sum of T_j + (sum of bursts + sum of r_i T_j where i passes j) / R.
 * A flow that leaves the path and comes back is one cross flow for each stay, as bursty as it can be by then beside all others.
 * Source: Schmitt, Zdarsky and Fidler, "Delay bounds under arbitrary multiplexing: when network calculus leaves you in the
 * lurch...", INFOCOM 2008.
 */
import { type Exact, smallest, sum, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { type Curve, rateOf } from "./curve.ts";
import { type Network, arrivalsIn, readNetwork } from "./network.ts";
import { type FlowBounds, boundsOf } from "./sfa.ts";
import { type Bucket, rateLatency } from "./shapes.ts";
import { type Stay, bucketIn, isRateLatency, staysBeside } from "./stays.ts";
import { networkAssumptions } from "./tfa.ts";

/** Refuses curves of another shape than token buckets and rate-latency servers. */
export function payMultiplexingOnlyOnce(given: Network, flowName: string): FlowBounds {
  const network = readNetwork(given);
  const flow = network.flow(flowName);
  const assumptions = [...networkAssumptions(given, "blind"),
    { says: "arrivals are token buckets, services are rate-latency curves", checked: "every curve that the flow meets" }];
  const servers = flow.path.map((name) => ({ name, rate: rateOf(network.service(name)), latency: latencyOf(name, network.service(name)) }));
  const arrivalsAt = arrivalsIn(network, "blind");
  const cross: (Bucket & Stay)[] = [];
  for (const stay of staysBeside(flow, network)) {
    const arrivals = arrivalsAt(flow.path[stay.first]!, stay.flows);
    if (arrivals === null) return { delay: null, backlog: null, service: null, assumptions };
    cross.push({ ...stay, ...bucketOf(stay.flows.map(({ name }) => name).join(", "), arrivals) });
  }
  const crossAt = (j: number): Exact => sum(cross.filter(({ first, last }) => first <= j && j <= last).map((one) => one.rate));
  const rate = smallest(servers.map((server, j) => server.rate.sub(crossAt(j))));
  if (rate.lte(zero)) return { delay: null, backlog: null, service: null, assumptions };
  const latencies = servers.map(({ latency }) => latency);
  const paid = cross.map((one) => one.burst.add(one.rate.mul(sum(latencies.slice(one.first, one.last + 1)))));
  return { ...boundsOf(flow.arrival, rateLatency(rate, sum(latencies).add(sum(paid).div(rate)))), assumptions };
}

function bucketOf(names: string, curve: Curve): Bucket {
  const bucket = bucketIn(curve);
  if (bucket === null) throw new TimingRefusal("precondition", "flows", `${names} are no token bucket; take separateFlowAnalysis`);
  return bucket;
}

function latencyOf(name: string, curve: Curve): Exact {
  if (!isRateLatency(curve)) throw new TimingRefusal("precondition", "servers",
    `have "${name}", which is not a rate-latency server; take separateFlowAnalysis`);
  return curve.from;
}
