/**
 * Where other flows go along with a flow, and whether the flow may be left out when these are bounded.
 *
 * A separate flow analysis pays for the burst of a flow once at each server if the cross traffic there was bounded beside the flow. It may
 * be bounded as if the flow were absent where nothing leaves the flow's path and comes back to it, not even what only waits beside
 * something that left. Then any run can be changed, server by server along the path, into one in which the flow is served last: all
 * others leave each server no later and the flow no earlier, and what joins the path on its way has seen nothing of the change. The
 * flow's delay did not become less, and the others do not notice it.
 * Where something comes back that change bunches it, and the flow meets the bunch.
 *
 * In the order of arrival nobody can be served last. There a stretch of path that flows share with the flow from its first server to its
 * last is one server for all of them. Its service beside token buckets, (service(t) - cross(t - theta))+ after theta, is at
 * least the convolution of what the servers leave one by one with thetas of the same sum, since cross traffic is no less bursty further on.
 * Sources: Schmitt, Zdarsky and Fidler, INFOCOM 2008; Lenzini, Martorini, Mingozzi and Stea, "Tight end-to-end per-flow delay bounds in
 * FIFO multiplexing sink-tree networks", Performance Evaluation 63 (2006).
 */
import { zero } from "../exact.ts";
import { type Curve, isSame, limitAt, rateOf } from "./curve.ts";
import type { Multiplexing } from "./leftover.ts";
import type { CheckedNetwork, Flow } from "./network.ts";
import { type Bucket, rateLatency } from "./shapes.ts";
import { isPoint } from "./stretches.ts";

/** Flows that join a flow at one server of its path, and leave it behind another; by their places on the path. */
export interface Stay {
  readonly first: number;
  readonly last: number;
  readonly flows: readonly Flow[];
}

/** All stays beside a flow. One flow has several where it leaves the path and comes back. */
export function staysBeside(flow: Flow, network: CheckedNetwork): Stay[] {
  const stays = new Map<string, { first: number; last: number; flows: Flow[] }>();
  const isLink = (other: Flow, from: string, to: string): boolean =>
    other.path.some((server, i) => server === from && other.path[i + 1] === to);
  flow.path.forEach((server, first) => {
    for (const other of network.flowsAt(server)) {
      if (other === flow || (first > 0 && isLink(other, flow.path[first - 1]!, server))) continue;
      let last = first;
      while (last + 1 < flow.path.length && isLink(other, flow.path[last]!, flow.path[last + 1]!)) last++;
      const key = `${first} ${last}`;
      const stay = stays.get(key) ?? { first, last, flows: [] };
      stay.flows.push(other);
      stays.set(key, stay);
    }
  });
  return [...stays.values()];
}

/** Whether cross traffic of the flow may be bounded as if the flow were absent. */
export function mayBeAbsent(flow: Flow, network: CheckedNetwork, multiplexing: Multiplexing): boolean {
  if (comesBack(flow, network)) return false;
  return multiplexing === "blind" || (isOneAfterTheOther(staysBeside(flow, network)) && isPlain(network));
}

/** Whether some link into a server of the path, other than the path's own, can be reached from the path. */
function comesBack({ path }: Flow, network: CheckedNetwork): boolean {
  const links = new Map<string, Set<string>>();
  for (const { path: other } of network.flows) for (const [i, from] of other.slice(0, -1).entries())
    links.set(from, (links.get(from) ?? new Set()).add(other[i + 1]!));
  // What is added while a set is walked is walked, too.
  const reached = new Set(path);
  for (const server of reached) for (const next of links.get(server) ?? []) reached.add(next);
  const placeOf = new Map(path.map((server, place) => [server, place]));
  return [...reached].some((from) => [...links.get(from) ?? []].some((to) => {
    const place = placeOf.get(to);
    return place !== undefined && path[place - 1] !== from;
  }));
}

/** Whether no stay overlaps another one. */
const isOneAfterTheOther = (stays: readonly Stay[]): boolean =>
  stays.every((one) => stays.every((other) => one === other || one.last < other.first || other.last < one.first));

/** Whether all flows are token buckets, and all servers have a rate and a latency. */
const isPlain = (network: CheckedNetwork): boolean =>
  network.flows.every(({ arrival }) => bucketIn(arrival) !== null)
  && network.flows.every(({ path }) => path.every((server) => isRateLatency(network.service(server))));

/** The token bucket that a curve is: one straight line after 0; or null. */
export function bucketIn(curve: Curve): Bucket | null {
  const piece = curve.stretches[curve.stretches.length - 1]!;
  return !curve.isStraight || isPoint(piece) || piece.from.gt(zero) ? null : { burst: limitAt(curve, 0, "after"), rate: curve.gain };
}

export const isRateLatency = (curve: Curve): boolean => isSame(curve, rateLatency(rateOf(curve), curve.from));
