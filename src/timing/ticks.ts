/**
 * Whole ticks for a set of times: the finest unit in which all of them are whole numbers. Sums, ceilings and fixed points
 * of them are whole numbers again, so an analysis can work on plain numbers and is exact.
 */
import { type Exact, ratio } from "./exact.ts";
import { TimingRefusal } from "./refusal.ts";

/** Largest time in ticks; a thousandth of what plain numbers hold exactly, so that sums of them stay exact, too. */
export const ticksMost = 2 ** 43;

export interface Ticks {
  /** Ticks in one unit of the input. */
  readonly perUnit: bigint;
  /** A time in ticks; it must be one of those that the unit was made for, or a multiple of its ticks. */
  readonly of: (time: Exact) => number;
  /** A number of ticks as a time. */
  readonly time: (ticks: number) => Exact;
}

/** The unit for some times. `field` names them in the refusal of what does not fit. */
export function ticksFor(times: readonly Exact[], field: string): Ticks {
  let perUnit = 1n;
  for (const { d } of times) perUnit = perUnit / gcd(perUnit, d) * d;
  const of = (time: Exact): number => {
    const ticks = time.s * time.n * (perUnit / time.d);
    if (ticks > BigInt(ticksMost) || ticks < -BigInt(ticksMost)) throw new TimingRefusal("too large", field,
      `span ${ticks} ticks of 1/${perUnit}; at most 2^43 fit: use a coarser unit, or denominators with more in common`);
    return Number(ticks);
  };
  times.forEach(of);
  return { perUnit, of, time: (ticks) => ratio(BigInt(ticks), perUnit) };
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
