/**
 * When to stop: how much of what traces can show was met, and how likely the next one shows something new. Each chunk of traces
 * gathers what each of them showed; chunks are folded in their order, so that any number of workers gives the same.
 * Why these numbers: docs/decisions/0008-when-to-stop.md.
 */
import type { Discovery } from "../../language/report.ts";
import { upperBoundOf } from "./binomial.ts";
import { type Species, noSpecies, numberOf } from "./species.ts";

/** What the traces of one chunk showed. A trace that breaks a claim is cut off there, and left out. */
export interface Shown {
  /** The names of the species that came, two words each. */
  readonly keys: readonly number[];
  /** Places in that list, each once a trace, one trace after the other. */
  readonly numbers: Int32Array;
  /** Where each trace ends in `numbers`. */
  readonly ends: readonly number[];
}

/** What all traces so far showed. */
export interface Discovered {
  traces: number;
  readonly species: Species;
  /** By species: the trace that showed it first. It never falls, since species are numbered as they come. */
  readonly first: number[];
  /** By species: the traces that showed it. */
  readonly count: number[];
  /** By species: the traces that showed it, and nothing that was discovered later. */
  readonly latest: number[];
  /** The trace that showed more state classes than are told apart; -1 when none did. */
  full: number;
}

/** Nothing so far. */
export function nothingDiscovered(): Discovered {
  return { traces: 0, species: noSpecies(), first: [], count: [], latest: [], full: -1 };
}

/** Adds what the chunk of traces that follow showed. */
export function addShown(sum: Discovered, { keys, numbers, ends }: Shown): void {
  const { count, latest } = sum;
  // Whoever reads the chunk's numbers in their order meets each name when it is shown first.
  const known = new Int32Array(keys.length >> 1).fill(-1);
  let i = 0;
  for (const end of ends) {
    let newest = -1;
    for (; i < end && sum.full < 0; i++) {
      const own = numbers[i]!;
      let number = known[own]!;
      if (number < 0) number = known[own] = addName(sum, keys[2 * own]!, keys[2 * own + 1]!);
      if (number < 0) break;
      count[number]!++;
      if (number > newest) newest = number;
    }
    if (newest >= 0) latest[newest]!++;
    sum.traces++;
  }
}

/** The number of a species that the next trace shows; -1 when there are too many. */
function addName(sum: Discovered, a: number, b: number): number {
  const { traces, species, first, count, latest } = sum;
  const number = numberOf(species, a, b);
  if (number < 0) sum.full = traces;
  else if (number === first.length) {
    first.push(traces);
    count.push(0);
    latest.push(0);
  }
  return number;
}

/** What a campaign's traces say of what is left to discover; nothing when no trace ended. */
export function discoveryOf({ traces, first, count, latest, full }: Discovered): Discovery | undefined {
  if (traces === 0) return undefined;
  const knownAfter = (n: number): number => first.reduce((known, trace) => trace < n ? known + 1 : known, 0);
  const curve = pointsUpTo(full < 0 ? traces : full).map((n) => [n, knownAfter(n)] as const);
  if (full >= 0) return { species: curve.at(-1)?.[1] ?? 0, curve };
  const half = traces >> 1;
  let late = 0;
  const alone = new Set<number>();
  for (let number = 0; number < first.length; number++) {
    // A trace shows something that the first half does not exactly when the latest of its discoveries is of the second half.
    if (first[number]! >= half) late += latest[number]!;
    if (count[number] === 1) alone.add(first[number]!);
  }
  return {
    species: first.length, curve, lastNew: (first.at(-1) ?? -1) + 1,
    estimate: shortened(alone.size / traces, Math.round), upperBound: shortened(upperBoundOf(late, traces - half), Math.ceil),
  };
}

/** 1, 2, 5, 10, 20, 50, and so on up to `most`, which is the last one. */
function pointsUpTo(most: number): number[] {
  const points: number[] = [];
  for (let ten = 1; ten < most; ten *= 10) points.push(...[ten, 2 * ten, 5 * ten].filter((n) => n < most));
  return most > 0 ? [...points, most] : points;
}

/** A probability to four digits: what is beyond them tells nobody anything, and may differ between machines. */
function shortened(probability: number, round: (value: number) => number): number {
  if (probability === 0) return 0;
  const digits = 3 - Math.floor(Math.log10(probability));
  return Number(`${round(probability * 10 ** digits)}e-${digits}`);
}
