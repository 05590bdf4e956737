/** Streams that come together: at either, at both, or when they are looked at. */
import { TimingRefusal } from "../refusal.ts";
import { type Stream, first, leastCommonMultiple, streamOf } from "./stream.ts";

/** An event of the whole at every event of a part: windows hold the sum (Jersak 2005, eq. 4.11 and 4.12). */
export function either(parts: readonly Stream[]): Stream {
  const total = (of: (part: Stream) => number): number => parts.reduce((sum, part) => sum + of(part), 0);
  const etaPlus = (window: number): number => total((part) => part.etaPlus(window));
  const etaMinus = (window: number): number => total((part) => part.etaMinus(window));
  const span = commonSpan(parts);
  return streamOf({
    // n events fit into a window only if it is longer than their least distance.
    deltaMin: (n) => first((window) => etaPlus(window) >= n, 1) - 1,
    deltaPlus: (n) => parts.every((part) => part.deltaPlus(2) === Infinity) ? Infinity : first((window) => etaMinus(window) >= n - 1, 0),
    etaPlus, etaMinus, span,
    events: parts.reduce((sum, part) => sum + part.events * (span / part.span), 0n), settled: latest(parts),
  });
}

/**
 * An event of the whole when each part has had one more, others waiting in queues (Jersak 2005, lemma 4.2). Parts of
 * different rates would fill their queues without end, and are refused.
 */
export function both(parts: readonly Stream[], field: string): Stream {
  const span = commonSpan(parts);
  const counts = parts.map((part) => part.events * (span / part.span));
  const odd = counts.findIndex((events) => events !== counts[0]);
  if (odd !== -1) throw new TimingRefusal("precondition", `${field}[${odd}]`,
    `has ${counts[odd]} events while the first has ${counts[0]}: streams that wait for each other must have one rate in the long run`);
  return streamOf({
    deltaMin: (n) => Math.min(...parts.map((part) => part.deltaMin(n))),
    deltaPlus: (n) => Math.max(...parts.map((part) => part.deltaPlus(n))),
    events: counts[0]!, span, settled: latest(parts),
  });
}

const commonSpan = (parts: readonly Stream[]): bigint => parts.reduce((span, part) => leastCommonMultiple(span, part.span), 1n);
const latest = (parts: readonly Stream[]): number => Math.max(...parts.map(({ settled }) => settled));
