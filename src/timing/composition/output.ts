/** The stream of a task's completions, from the stream of its activations and its busy windows. */
import { type Windows, termsOfStream } from "../events/busy-window.ts";
import { type Stream, first, streamOf } from "../events/stream.ts";
import type { Work } from "../response/whole.ts";

/** A task while the fixed point is looked for. */
export interface Analysed {
  readonly input: Stream | null;
  readonly windows: Windows | null;
  readonly output: Stream | null;
}

/**
 * Busy-window propagation (Schliecker 2008, theorems 1-3), r the best case:
 * deltaMin(n) = max((n-1) r, min over k of (deltaMin_in(n+k-1) - w(k)) + r),
 * deltaPlus(n) = max over k of (deltaPlus_in(n-k+1) + w(k)) - r, where a window that begins before the first event has
 * come that much closer. Where the windows never close, the response alone is known, and is taken as jitter.
 */
export function outputOf(input: Stream, { lengths, response, closed }: Windows, best: number, work: Work): Stream {
  const each = (): readonly number[] => {
    work.spend(lengths.length * termsOfStream, 0);
    return lengths;
  };
  const after = (n: number): number => closed
    ? each().reduce((least, length, i) => Math.min(least, input.deltaMin(n + i) - length), Infinity) + best
    : input.deltaMin(n) - response + best;
  const until = (n: number): number => closed
    ? each().reduce((most, length, i) => Math.max(most, length + (i < n ? input.deltaPlus(n - i) : -input.deltaMin(i - n + 2))), 0) - best
    : input.deltaPlus(n) + response - best;
  return streamOf({
    deltaMin: (n) => Math.max((n - 1) * best, after(n)), deltaPlus: until,
    events: input.events, span: input.span, settled: settledOf(input, after, best),
  });
}

/**
 * From where the activations rule, and not the best case: there the best case allows a whole span's events more, and as it
 * allows no fewer in each further span, it stays so.
 */
function settledOf(input: Stream, after: (n: number) => number, best: number): number {
  if (best === 0 || input.events * BigInt(best) === input.span) return input.settled;
  const events = Number(input.events);
  return after(first((n) => after(n) >= Math.max(input.settled, (n - 1 + events) * best), 1)) + 1;
}
