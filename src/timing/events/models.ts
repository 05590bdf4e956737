/**
 * Streams from a few numbers: periodic with jitter and least distance, some events in every window, and curves.
 * All numbers are whole ticks and have been checked.
 */
import { type Stream, streamOf } from "./stream.ts";

/**
 * Periodic with jitter and least distance (Richter 2005; Schliecker 2008, eq. 1 and 2):
 * deltaMin(n) = max((n-1)d, (n-1)P - J), deltaPlus(n) = (n-1)P + J. `distance` is at most the period.
 */
export function periodic(period: number, jitter = 0, distance = 0): Stream {
  return streamOf({
    deltaMin: (n) => Math.max((n - 1) * distance, (n - 1) * period - jitter),
    deltaPlus: (n) => (n - 1) * period + jitter,
    etaPlus: (window) => window <= 0 ? 0
      : Math.min(Math.ceil((window + jitter) / period), distance === 0 ? Infinity : Math.ceil(window / distance)),
    etaMinus: (window) => Math.max(0, Math.floor((window - jitter) / period)),
    events: 1n, span: BigInt(period),
    // From here on the distance says less than the period: w/d >= (w+J)/P + 1.
    settled: jitter === 0 || distance === period ? 0 : Math.max(1, Math.ceil(distance * (jitter + period) / (period - distance))),
  });
}

/** At most `count` events in every `period`, `distance` apart, and maybe none (Diemer 2010, eq. 1). */
export function counted(count: number, period: number, distance: number): Stream {
  return streamOf({
    deltaMin: (n) => (n - 1) * distance + Math.floor((n - 1) / count) * (period - count * distance),
    deltaPlus: () => Infinity,
    events: BigInt(count), span: BigInt(period), settled: 0,
  });
}

/**
 * Distances as far as they are known, of 2, 3, ... events: `least` and `greatest`, each non-decreasing, `least` ending above 0.
 * Beyond them a row of n events is cut into as many known ones as fit, which is safe, since each piece keeps its distance.
 */
export function curve(least: readonly number[], greatest: readonly number[]): Stream {
  const beyond = (known: readonly number[]) => (n: number): number => {
    const [pieces, rest] = [Math.floor((n - 1) / known.length), (n - 1) % known.length];
    return pieces * known.at(-1)! + (rest === 0 ? 0 : known[rest - 1]!);
  };
  return streamOf({
    deltaMin: beyond(least), deltaPlus: greatest.length === 0 ? () => Infinity : beyond(greatest),
    events: BigInt(least.length), span: BigInt(least.at(-1)!), settled: 0,
  });
}

/** The distances that a trace shows: what happened, which is not a promise of what can. `times` does not decrease. */
export function traced(times: readonly number[]): Stream {
  const [least, greatest] = [times.slice(1).fill(Infinity), times.slice(1).fill(0)];
  times.forEach((from, i) => {
    for (let steps = 0; i + steps + 1 < times.length; steps++) {
      const distance = times[i + steps + 1]! - from;
      least[steps] = Math.min(least[steps]!, distance);
      greatest[steps] = Math.max(greatest[steps]!, distance);
    }
  });
  return curve(least, greatest);
}
