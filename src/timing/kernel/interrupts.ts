/** What interrupts take from a window of time: by their least distance, or by what a trace has shown. */
import { type Exact, type Given, largest, sum, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { notNegative, positive } from "../task.ts";

/** Time that one source of interrupts takes in a window, at most. */
export interface Interference {
  /** In a half-open window of this length. It never falls where the window grows. */
  in(window: Exact): Exact;
  /** Share of the processor in the long run; 0 of a trace, which ends. */
  readonly rate: Exact;
}

export interface PeriodicInterrupt {
  readonly wcet: Given;
  readonly period: Given;
  readonly jitter?: Given;
}

/** Handlers of `wcet`, at least `period` apart but for the jitter: ceil((window + jitter) / period) of them. */
export function periodicInterrupts(given: PeriodicInterrupt, at = "interrupts"): Interference {
  const [wcet, period] = [positive(given.wcet, `${at}.wcet`), positive(given.period, `${at}.period`)];
  const jitter = notNegative(given.jitter ?? zero, `${at}.jitter`);
  return { rate: wcet.div(period), in: (window) => window.gt(zero) ? window.add(jitter).div(period).ceil().mul(wcet) : zero };
}

/** One handler in a trace. */
export interface Occurrence {
  readonly at: Given;
  readonly duration: Given;
}

/** Most occurrences of a trace. */
export const occurrencesMost = 100_000;

/**
 * The worst burst of a trace: the most that handlers take which begin in any window, in order of time, without overlap.
 * It promises nothing of what the trace has not shown. Source: the sliding window of de Oliveira et al., ECRTS 2020.
 */
export function slidingWindow(trace: readonly Occurrence[], field = "trace"): Interference {
  if (trace.length > occurrencesMost) throw new TimingRefusal("too large", field,
    `has ${trace.length} occurrences; at most ${occurrencesMost} are taken`);
  const read = trace.map(({ at, duration }, i) =>
    ({ at: notNegative(at, `${field}[${i}].at`), duration: positive(duration, `${field}[${i}].duration`) }));
  read.forEach(({ at }, i) => {
    if (i > 0 && at.lt(read[i - 1]!.at.add(read[i - 1]!.duration))) throw new TimingRefusal("out of range", `${field}[${i}].at`,
      `is ${at.toFraction()}, before the one before it has ended: occurrences come in order, and do not overlap`);
  });
  return {
    rate: zero,
    in(window) {
      let [first, taken, most] = [0, zero, zero];
      read.forEach(({ at, duration }) => {
        taken = taken.add(duration);
        for (; first < read.length && at.sub(read[first]!.at).gte(window); first += 1) taken = taken.sub(read[first]!.duration);
        most = largest([most, taken]);
      });
      return window.gt(zero) ? most : zero;
    },
  };
}

/** The worst burst where somebody has it already for some windows: it holds from the window on for which it was found. */
export function burstsFound(bursts: readonly { readonly window: Given; readonly burst: Given }[], field = "bursts"): Interference {
  const read = bursts.map(({ window, burst }, i) =>
    ({ window: notNegative(window, `${field}[${i}].window`), burst: notNegative(burst, `${field}[${i}].burst`) }));
  read.forEach(({ window, burst }, i) => {
    const before = read[i - 1];
    if (before !== undefined && (window.lte(before.window) || burst.lt(before.burst)))
      throw new TimingRefusal("out of range", `${field}[${i}]`, "must have a longer window than the one before it, and no smaller burst");
  });
  return { rate: zero, in: (window) => read.findLast((one) => one.window.lte(window))?.burst ?? zero };
}

/** What several sources take together. */
export const together = (sources: readonly Interference[]): Interference => ({
  rate: sum(sources.map(({ rate }) => rate)), in: (window) => sum(sources.map((one) => one.in(window))),
});
