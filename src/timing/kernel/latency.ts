/** The scheduling latency of a kernel: from when the highest thread wants to run until it does. */
import type { Assumption, Conventions } from "../evidence.ts";
import { type Exact, type Given, largest, one } from "../exact.ts";
import { leastFixedPoint } from "../supply/fixed-point.ts";
import { notNegative } from "../task.ts";
import { type Interference, together } from "./interrupts.ts";

export const latencyConventions: Conventions = { from: "release", time: "dense" };

/** The longest of each, in one unit of time. */
export interface LatencyParts {
  /** Preemption or interrupts disabled by a thread, before the scheduler is called. */
  readonly poid: Given;
  /** In the scheduling of a thread already under way: from when the scheduler is called until it has switched. */
  readonly dst: Given;
  /** From when preemption is enabled until the scheduler begins. */
  readonly paie: Given;
  /** In the scheduler, before the context switch. */
  readonly psd: Given;
  /** Interrupts, those that cannot be masked among them. */
  readonly interrupts: readonly Interference[];
}

export interface Latency {
  readonly conventions: Conventions;
  /** Null where no bound exists: interrupts take the whole processor. */
  readonly bound: Exact | null;
  readonly interferenceFree: Exact;
  /** The windows of the search for the fixed point; the first is free of interference, the last is the bound. */
  readonly windows: readonly Exact[];
  readonly assumptions: readonly Assumption[];
}

/**
 * `L = max(D_ST, D_POID) + D_PAIE + D_PSD + I_NMI(L) + I_IRQ(L)`, the least fixed point.
 * Errors: TimingRefusal for what is negative or no number, and where the fixed point is too many steps away.
 * Source: de Oliveira, Casini, de Oliveira and Cucinotta, "Demystifying the Real-Time Linux Scheduling Latency", ECRTS 2020.
 */
export function latencyBound(parts: LatencyParts): Latency {
  const [poid, dst] = [notNegative(parts.poid, "poid"), notNegative(parts.dst, "dst")];
  const interferenceFree = largest([poid, dst]).add(notNegative(parts.paie, "paie")).add(notNegative(parts.psd, "psd"));
  const all = together(parts.interrupts);
  const windows = [interferenceFree];
  const answer = (bound: Exact | null): Latency => ({
    conventions: latencyConventions, bound, interferenceFree, windows,
    assumptions: [{
      says: "interrupts take less than the whole processor; at or above it there is no bound", checked: all.rate.toFraction(),
    }],
  });
  if (all.rate.gte(one)) return answer(null);
  return answer(leastFixedPoint(interferenceFree, (window) => {
    const next = interferenceFree.add(all.in(window));
    if (next.gt(window)) windows.push(next);
    return next;
  }, "interrupts"));
}
