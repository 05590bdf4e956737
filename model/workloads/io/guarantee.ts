/**
 * What an I/O path is sure to do, by network calculus: packets a unit of time while there are any, the longest delay and the most that
 * waits for traffic that is bounded by a curve, and the room with which nothing is lost.
 *
 * Each part is a rate-latency server (`services.ts`). Windows and a ring that holds back close loops around parts of the path; a loop
 * leaves no more than its window over its latency. Sources: Le Boudec and Thiran, Network Calculus (2001), sections 1.4 and 4.3.
 */
import {
  type Curve, curveConventions, deconvolve, horizontalDeviation, minimum, rateLatency, tokenBucket, verticalDeviation,
} from "../../../src/timing/curves/index.ts";
import type { Assumption, Conventions } from "../../../src/timing/evidence.ts";
import { type Exact, asText, one, ratio, smallest, sum } from "../../../src/timing/exact.ts";
import { type Path, type ReadPath, readPath } from "./path.ts";
import { type Service, curveFor, fetchedEvery, inBatches, inSeries, oneByOne, rateOfWindow, slowest } from "./services.ts";

export interface Guarantee {
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
  /** Packets that are carried in any t while the source always has one: at least rate (t - latency). Null where they may be lost. */
  readonly service: Service | null;
  /** From arrival at the source to leaving the path; null where no bound exists, since more arrives than is carried or packets are lost. */
  readonly delay: Exact | null;
  /** Most packets that wait or are under way. */
  readonly backlog: Exact | null;
  /** Most packets that a ring comes to hold if nothing is held back; null where that is unbounded. */
  readonly slotsNeeded: Exact | null;
}

/** For traffic that a curve bounds, in packets; without one the source always has a packet, and only rates are sure. */
export function guarantee(given: Path, arrivals?: Curve): Guarantee {
  const path = readPath(given);
  const { link, apart, fetched, ring, windows } = path;
  const onLink = oneByOne(link);
  const fetching = apart.gt(0) ? [fetchedEvery(apart, fetched)] : [];
  const turns = path.components.map(({ core }) => turnOf(path, core)).filter((turn) => turn.gt(0));
  const whole = inSeries([onLink, ...fetching, ...turns.map((turn) => inBatches(turn, path.batch))]);
  const loops = [
    ...windows.map(({ packets, held }) => rateOfWindow(packets.floor(), slowest(whole, { rate: onLink.rate, latency: held }))),
    ...(ring?.full === "hold back" ? [rateOfWindow(ratio(ring.slots), inSeries([onLink, ...fetching]))] : []),
  ];
  const service = { ...whole, rate: smallest([whole.rate, ...loops]) };
  const slotsNeeded = slotsFor(link, fetching, arrivals);
  const isLossless = ring?.full !== "drop" || (slotsNeeded !== null && slotsNeeded.lte(ring.slots));
  const boundsOf = (deviation: typeof horizontalDeviation): Exact | null =>
    arrivals === undefined || !isLossless ? null : deviation(arrivals, curveFor(service)).bound;
  return {
    conventions: curveConventions, assumptions: assumptionsOf(path, slotsNeeded), slotsNeeded, service: isLossless ? service : null,
    delay: boundsOf(horizontalDeviation), backlog: boundsOf(verticalDeviation),
  };
}

/** The longest that a core takes for one full batch of each of its components. */
const turnOf = ({ components, batch }: ReadPath, core: string): Exact =>
  sum(components.filter((each) => each.core === core).map(({ perPacket, perBatch }) => perBatch.add(perPacket.mul(batch))));

/** What comes off the link is bounded by its speed and by what has come to it. */
function slotsFor(link: Exact, fetching: readonly Service[], arrivals: Curve | undefined): Exact | null {
  const shaped = tokenBucket(1, one.div(link));
  const behind = arrivals === undefined ? shaped : deconvolve(arrivals, rateLatency(one.div(link), link));
  if (behind === null) return null;
  return fetching[0] === undefined ? one : verticalDeviation(minimum(behind, shaped), curveFor(fetching[0])).bound;
}

function assumptionsOf({ link, components, batch, ring, windows }: ReadPath, slotsNeeded: Exact | null): readonly Assumption[] {
  return [
    { says: "times are at least 0, and the link is not infinitely quick", checked: `the link takes ${asText(link)} a packet` },
    { says: "a core serves its components in turn, each for one batch, and does nothing else", checked: `${components.length} components, batches of ${batch}` },
    { says: "a packet that finds no room waits before the link, or nothing finds no room", checked: ring === null ? "no ring" : ring.full === "hold back"
      ? `a ring of ${ring.slots} holds back` : `${slotsNeeded === null ? "unboundedly many" : asText(slotsNeeded)} of ${ring.slots} slots are needed` },
    { says: "windows give a place back once its packet has left, and its time is over", checked: windows.length === 1 ? "1 window" : `${windows.length} windows` },
  ];
}
