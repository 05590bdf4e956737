/**
 * How many packets an I/O path carries at most: the least of what its link, its windows, its interrupts and each of its cores
 * carry. Each limit is exact and holds alone, so the least of them holds; how much of it is sure says `guarantee.ts`.
 * Source of the law for windows: Little, "A proof for the queuing formula L = lambda W" (1961).
 */
import { type Exact, type Given, asText, largest, one, ratio, sum } from "../../../src/timing/exact.ts";
import { notNegative, positive } from "../../../src/timing/task.ts";
import { type Component, type Path, type Window, readPath } from "./path.ts";

export interface Limit {
  /** "link", "interrupts", "window NAME" or "core NAME". */
  readonly name: string;
  /** Packets a unit of time. */
  readonly rate: Exact;
  /** The formula with its numbers. */
  readonly says: string;
}

/** All limits, the lowest first: its name is the bottleneck. */
export function limitsOf(path: Path): readonly [Limit, ...Limit[]] {
  const { link, apart, fetched, batch, components, windows } = readPath(path);
  const quickest = link.add(sum(components.map(({ perPacket, perBatch }) => perPacket.add(perBatch))));
  const limits: [Limit, ...Limit[]] = [limit("link", one, link, "a packet over its time on the link")];
  for (const { name, packets, held } of windows)
    limits.push(limit(`window ${name}`, packets, largest([held, quickest]), "packets of room over the least time each is kept"));
  if (apart.gt(0)) limits.push(limit("interrupts", ratio(fetched), apart, "packets a batch over the time between interrupts"));
  for (const core of new Set(components.map((each) => each.core))) {
    const busy = sum(components.filter((each) => each.core === core).map(({ perPacket, perBatch }) => perPacket.add(perBatch.div(batch))));
    if (busy.gt(0)) limits.push(limit(`core ${core}`, one, busy, "a packet over its work there"));
  }
  return limits.sort((left, right) => left.rate.compare(right.rate));
}

export const limit = (name: string, over: Exact, under: Exact, says: string): Limit =>
  ({ name, rate: over.div(under), says: `${says}: ${asText(over)} / ${asText(under)}` });

/** A link as it is sold. Times are in seconds, sizes in bytes. */
export interface LinkInBits {
  readonly bitsPerSecond: Given;
  /** What counts as throughput, of each packet. */
  readonly payload: Given;
  /** What else a packet takes on the link: headers, checksum, gaps. */
  readonly overhead: Given;
}

/** What is above a link in bits, with windows in bytes. */
export interface Above {
  readonly windows?: readonly { readonly name: string; readonly bytes: Given; readonly roundTrip: Given }[];
  readonly interrupts?: Path["interrupts"];
  readonly batch?: number;
  readonly components?: readonly Component[];
}

/** The path over a link in bits, in seconds and packets. */
export function pathOver(
  { bitsPerSecond, payload: given, overhead }: LinkInBits, { windows = [], interrupts, batch = 1, components = [] }: Above = {},
): Path {
  const payload = positive(given, "link.payload");
  return {
    link: payload.add(notNegative(overhead, "link.overhead")).mul(8).div(positive(bitsPerSecond, "link.bitsPerSecond")), batch, components,
    windows: windows.map(({ name, bytes, roundTrip }, i): Window =>
      ({ name, packets: positive(bytes, `windows[${i}].bytes`).div(payload), held: positive(roundTrip, `windows[${i}].roundTrip`) })),
    ...(interrupts === undefined ? {} : { interrupts }),
  };
}

/** The most payload that a link with what is above it carries, in bits a second. */
export const payloadBits = (link: LinkInBits, above?: Above): Exact =>
  limitsOf(pathOver(link, above))[0].rate.mul(positive(link.payload, "link.payload")).mul(8);

/** The longest round trip with which a window still carries so many bits a second. */
export const longestRoundTrip = (windowBytes: Given, bitsPerSecond: Given): Exact =>
  positive(windowBytes, "windowBytes").mul(8).div(positive(bitsPerSecond, "bitsPerSecond"));
