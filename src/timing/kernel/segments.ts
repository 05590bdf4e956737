/** The longest stretch of a kernel without a preemption point, and what it means for an interrupt. */
import type { Assumption } from "../evidence.ts";
import { type Exact, type Given, zero } from "../exact.ts";
import { TimingRefusal, asFound } from "../refusal.ts";
import { notNegative } from "../task.ts";

/** A step of the kernel from one place of its code to another. */
export interface KernelStep {
  readonly from: string;
  readonly to: string;
  readonly cost: Given;
  /** How often it runs at a stretch, at most; once unless said. Work units between two checks for an interrupt are such. */
  readonly times?: number;
}

export interface KernelPaths {
  readonly steps: readonly KernelStep[];
  /** Places where interrupts are taken: the way into the kernel, preemption points, the way out. */
  readonly open: readonly string[];
}

export interface LongestSegment {
  readonly length: Exact;
  /** The places that it leads through; it begins at an open place. */
  readonly path: readonly string[];
  readonly assumptions: readonly Assumption[];
}

/** Most steps of one kernel. */
const stepsOfKernelMost = 100_000;

/**
 * The longest way from an open place to the next, or to an end. An interrupt that comes at its beginning is taken at its end:
 * the blocking of every thread that an interrupt wakes. Errors: TimingRefusal "cycle" for a loop without an open place, which
 * has no bound: give it one, or write what bounds the loop as `times`; "unknown name" for an open place that no step knows.
 * Source: Blackham et al., RTSS 2011 and EuroSys 2012, for the form of the bound; the longest path by order of the graph.
 */
export function longestSegment({ steps, open }: KernelPaths): LongestSegment {
  if (steps.length > stepsOfKernelMost) throw new TimingRefusal("too large", "steps",
    `are ${steps.length}; at most ${stepsOfKernelMost} are taken`);
  const places = new Set(steps.flatMap(({ from, to }) => [from, to]));
  open.forEach((place, i) => {
    if (!places.has(place)) throw new TimingRefusal("unknown name", `open[${i}]`, `is "${place}", and no step leads there or away`);
  });
  const first = open[0];
  if (first === undefined) throw new TimingRefusal("missing", "open", "must name a place: the way into the kernel is one");
  const isOpen = new Set(open);
  const ways = waysOf(steps);
  const rest = new Map<string, Rest>();
  for (const place of orderOf(steps, isOpen)) rest.set(place, (ways.get(place) ?? []).reduce<Rest>((longest, { to, cost }) => {
    const length = isOpen.has(to) ? cost : cost.add(rest.get(to)!.length);
    return length.gt(longest.length) ? { length, next: to } : longest;
  }, { length: zero, next: null }));
  const begins = open.reduce((most, place) => rest.get(place)!.length.gt(rest.get(most)!.length) ? place : most, first);
  const path = [begins];
  for (let { next } = rest.get(begins)!; next !== null; next = isOpen.has(next) ? null : rest.get(next)!.next) path.push(next);
  return { length: rest.get(begins)!.length, path, assumptions: [
    { says: "every loop contains a preemption point", checked: `${places.size} places, ${steps.length} steps` },
    { says: "the kernel is entered at preemption points only", checked: open.join(", ") },
  ] };
}

/** The longest way from a place to where it is open again. */
interface Rest {
  readonly length: Exact;
  readonly next: string | null;
}

function waysOf(steps: readonly KernelStep[]): Map<string, { readonly to: string; readonly cost: Exact }[]> {
  const ways = new Map<string, { to: string; cost: Exact }[]>();
  steps.forEach(({ from, to, cost, times = 1 }, i) => {
    if (!Number.isSafeInteger(times) || times < 1) throw new TimingRefusal("out of range", `steps[${i}].times`,
      `is ${asFound(times)}; give a whole number of at least 1`);
    const way = { to, cost: notNegative(cost, `steps[${i}].cost`).mul(times) };
    append(ways, from, way);
  });
  return ways;
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Places such that steps lead to earlier ones only, or to open ones; without recursion, since paths may be long. */
function orderOf(steps: readonly KernelStep[], isOpen: ReadonlySet<string>): string[] {
  const order: string[] = [];
  const before = new Map<string, string[]>();
  const waiting = new Map<string, number>();
  for (const { from, to } of steps) {
    waiting.set(from, (waiting.get(from) ?? 0) + (isOpen.has(to) ? 0 : 1));
    waiting.set(to, waiting.get(to) ?? 0);
    if (!isOpen.has(to)) append(before, to, from);
  }
  const ready = [...waiting].flatMap(([place, count]) => count === 0 ? [place] : []);
  for (let place = ready.pop(); place !== undefined; place = ready.pop()) {
    order.push(place);
    for (const from of before.get(place) ?? []) {
      const left = waiting.get(from)! - 1;
      waiting.set(from, left);
      if (left === 0) ready.push(from);
    }
  }
  const looping = [...waiting].flatMap(([place, count]) => count > 0 ? [place] : []);
  if (looping.length > 0) throw new TimingRefusal("cycle", "steps",
    `have a loop without an open place, among ${looping.slice(0, 5).join(", ")}: no bound exists`);
  return order;
}
