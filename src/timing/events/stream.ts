/**
 * A stream of events in whole ticks, by its distances: what every analysis of event-driven systems works on.
 *
 * Windows are half-open. deltaMin(n) and deltaPlus(n) are the least and the greatest time from the first to the last of n
 * events in a row; etaPlus and etaMinus, the most and the fewest events in a window, follow from them and are never given:
 * etaPlus(w) = max { n : deltaMin(n) < w } and etaMinus(w) = min { n : deltaPlus(n + 2) > w }
 * (Schliecker, "Performance Analysis of Multiprocessor Real-Time Systems with Shared Resources", 2011, 3.2; Richter 2005).
 */

export interface Stream {
  /** 0 for fewer than two events. */
  deltaMin(n: number): number;
  /** Infinity where nothing makes the next event come. */
  deltaPlus(n: number): number;
  etaPlus(window: number): number;
  etaMinus(window: number): number;
  /** In the long run: windows of at least `settled` ticks hold at most `events` more when they grow by `span` ticks. */
  readonly events: bigint;
  readonly span: bigint;
  readonly settled: number;
}

/** What a stream is made from; the rest follows. */
export interface Distances {
  readonly deltaMin: (n: number) => number;
  readonly deltaPlus: (n: number) => number;
  readonly etaPlus?: (window: number) => number;
  readonly etaMinus?: (window: number) => number;
  readonly events: bigint;
  readonly span: bigint;
  readonly settled: number;
}

export function streamOf({ deltaMin, deltaPlus, etaPlus, etaMinus, events, span, settled }: Distances): Stream {
  const [least, greatest] = [remembered(deltaMin), remembered(deltaPlus)];
  return {
    deltaMin: least, deltaPlus: greatest, events, span, settled,
    etaPlus: etaPlus ?? ((window) => window <= 0 ? 0 : first((n) => least(n + 1) >= window, 1)),
    etaMinus: etaMinus ?? ((window) => greatest(2) === Infinity ? 0 : first((n) => greatest(n + 2) > window, 0)),
  };
}

/** The least whole number from `from` on of which a statement holds that stays true once it is. */
export function first(holds: (n: number) => boolean, from: number): number {
  if (holds(from)) return from;
  let [below, step] = [from, 1];
  while (!holds(below + step)) [below, step] = [below + step, step * 2];
  let above = below + step;
  while (above - below > 1) {
    const middle = below + Math.floor((above - below) / 2);
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}

/** Distances of fewer than two events are 0; others are asked for again and again, and some are long sums. */
function remembered(delta: (n: number) => number): (n: number) => number {
  const known = new Map<number, number>();
  return (n) => {
    if (n < 2) return 0;
    const before = known.get(n);
    if (before !== undefined) return before;
    const now = delta(n);
    known.set(n, now);
    return now;
  };
}

export const leastCommonMultiple = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return a / x * b;
};
