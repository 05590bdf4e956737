/**
 * Customers that go round between stations and a time to think: exact mean value analysis, and the bounds that hold without it.
 * A customer that arrives sees the queues of one customer fewer. Source: Reiser and Lavenberg, "Mean-value analysis of closed
 * multichain queueing networks", JACM 27 (1980); Lazowska and others, Quantitative System Performance (1984), chapters 5 and 6.
 */
import { type Exact, type Given, exact, largest, one, smallest, sum, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { notNegative, positive } from "../task.ts";
import { type Expectation, bitsOf, count } from "./expectation.ts";

export interface ClosedNetwork {
  /** Service that a customer needs of each station in one round. */
  readonly demands: readonly Given[];
  /** Time between the end of a round and the next; 0 unless said. */
  readonly thinkTime?: Given;
}

export interface RoundMeans extends Expectation {
  readonly customers: number;
  /** Rounds a unit of time. */
  readonly throughput: Exact;
  /** Time of a round without the thinking. */
  readonly responseTime: Exact;
  /** Customers at each station. */
  readonly queues: readonly Exact[];
  readonly utilisations: readonly Exact[];
}

/** Most stations. */
const stationsMost = 200;
/** Stations times bits squared, summed up over the customers: what shortening fractions costs, which grow with each of them. */
const workMost = 1e10;

/** The means for that many customers. */
export function meanValueAnalysis(network: ClosedNetwork, customers: number): RoundMeans {
  const { demands, thinkTime } = readNetwork(network);
  const most = count(customers, 1, "customers");
  let [queues, responseTime, throughput, work] = [demands.map(() => zero), zero, zero, 0];
  for (let n = 1; n <= most; n++) {
    const times = demands.map((demand, k) => demand.mul(one.add(queues[k]!)));
    responseTime = sum(times);
    throughput = exact(n, "customers").div(responseTime.add(thinkTime));
    const bits = bitsOf(throughput);
    work += demands.length * bits ** 2;
    if (work > workMost) throw new TimingRefusal("too large", "customers",
      `is ${most}, and fractions have ${bits} bits after ${n} of them at ${demands.length} stations: take fewer customers, or demands with fewer digits`);
    queues = times.map((time) => time.mul(throughput));
  }
  return {
    meaning: "expectation", customers: most, throughput, responseTime, queues,
    utilisations: demands.map((demand) => demand.mul(throughput)),
    assumptions: [{ says: "the network has a product form: service is exponential, or shared, at every station", checked: "taken as given" }],
  };
}

export interface AsymptoticBounds {
  /** X(N) <= min(N / (D + Z), 1 / Dmax). */
  readonly throughputAtMost: Exact;
  /** R(N) >= max(D, N Dmax - Z). */
  readonly responseTimeAtLeast: Exact;
  /** 1 / Dmax: what no number of customers exceeds. */
  readonly saturation: Exact;
  /** (D + Z) / Dmax: from here on the busiest station decides. */
  readonly knee: Exact;
}

/** Bounds on the means, whatever the distributions of the service times. */
export function asymptoticBounds(network: ClosedNetwork, customers: number): AsymptoticBounds {
  const { demands, thinkTime } = readNetwork(network);
  const n = exact(count(customers, 1, "customers"), "customers");
  const [whole, busiest] = [sum(demands), largest(demands)];
  const saturation = one.div(busiest);
  return {
    saturation, knee: whole.add(thinkTime).div(busiest), throughputAtMost: smallest([n.div(whole.add(thinkTime)), saturation]),
    responseTimeAtLeast: largest([whole, n.mul(busiest).sub(thinkTime)]),
  };
}

function readNetwork({ demands, thinkTime }: ClosedNetwork): { demands: readonly Exact[]; thinkTime: Exact } {
  if (!Array.isArray(demands) || demands.length === 0) throw new TimingRefusal("missing", "demands", "must be at least one");
  if (demands.length > stationsMost) throw new TimingRefusal("too large", "demands", `has ${demands.length} entries; at most ${stationsMost} are taken`);
  return { demands: demands.map((demand: Given, k) => positive(demand, `demands[${k}]`)), thinkTime: notNegative(thinkTime ?? 0, "thinkTime") };
}
