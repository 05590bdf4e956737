/**
 * What a server that several flows share leaves to one of them.
 * Sources: Le Boudec and Thiran (2001), section 6.2; Bouillard, Boyer and Le Corronc (2018), chapter 7; for the order of arrival Cruz,
 * "SCED+: efficient management of quality of service guarantees", INFOCOM 1998.
 */
import type { Given } from "../exact.ts";
import { notNegative } from "../task.ts";
import { type Curve, refuseFalling } from "./curve.ts";
import { horizontalDeviation } from "./deviations.ts";
import { add, delayed, lastingPart, risingPart, silentUpTo, subtract, sumOfCurves } from "./pointwise.ts";
import { constant } from "./shapes.ts";

/** In which order a server takes what waits: in any, even the worst; or in the order of arrival. */
export type Multiplexing = "blind" | "fifo";

/**
 * In whatever order the others are served: (service - cross)+, made to rise. The service must be strict: it holds from every
 * instant at which something waits.
 */
export function leftOverBlind(service: Curve, cross: Curve): Curve {
  refuseFalling(service, "service");
  refuseFalling(cross, "cross");
  return risingPart(subtract(service, cross));
}

/**
 * In the order of arrival: (service(t) - cross(t - theta))+ after theta, and 0 before. Every theta of at least 0 gives a valid curve;
 * unless said it is the delay of the cross traffic alone, which for token buckets and a rate-latency server loses no rate and has no
 * jump. Null where the cross traffic alone is too much.
 *
 * Where the cross traffic jumps the difference falls, and what it has fallen to is what is sure: which instant begins the service
 * depends on who is late, so that, unlike in blind multiplexing, an earlier and higher value promises nothing for later.
 */
export function leftOverFifo(service: Curve, cross: Curve, theta?: Given): Curve | null {
  const time = theta === undefined ? horizontalDeviation(cross, service).bound : notNegative(theta, "theta");
  return time === null ? null : lastingPart(silentUpTo(subtract(service, delayed(cross, time)), time));
}

/**
 * To a class of a server with strict priorities that finishes what it has begun: (service - higher classes - the largest packet of the
 * lower ones)+, made to rise. The lowest class has no lower packet, and with preemption nobody has.
 */
export function leftOverPriority(service: Curve, higher: readonly Curve[], lowerPacket: Given = 0): Curve {
  const packet = notNegative(lowerPacket, "lowerPacket");
  return leftOverBlind(service, higher.length === 0 ? constant(packet) : add(sumOfCurves(higher), constant(packet)));
}
