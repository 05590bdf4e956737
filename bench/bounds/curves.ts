/** Operations on random curves, each held from both sides against the same by brute force; and what passes servers by their curves. */
import {
  type Curve, convolve, deconvolve, horizontalDeviation, leftOverPriority, limitAt, minimum, piecewise, rateLatency, staircase,
  subAdditiveClosure, tokenBucket, valueAt, verticalDeviation,
} from "../../src/timing/curves/index.ts";
import { type Exact, ratio } from "../../src/timing/exact.ts";
import type { Chance } from "../../src/timing/search/random.ts";
import { type DrawnTask, drawTasks, from } from "./drawing.ts";
import {
  type Plain, type Unit, closureAt, convolvedAt, deconvolvedAt, horizontalUpTo, plainAt, verticalUpTo,
} from "./reference/curves.ts";
import { type Passed, passed } from "./reference/row.ts";
import { searched } from "./searching.ts";
import { type Subject, type Tried, unlessRefused } from "./subject.ts";

/** A rising function with jumps and plateaus, and its least gain in a period. */
function drawPlain(chance: Chance, slopes: readonly number[], leastGain = 0): Plain {
  const units: Unit[] = [];
  let value = chance.once(2) ? 0 : chance.below(4);
  const jump = (): number => chance.once(3) ? from(chance, 1, 4) : 0;
  for (let k = from(chance, 2, 6); k > 0; k--) {
    const [after, slope] = [value + jump(), chance.pick(slopes)];
    units.push({ value, after, slope });
    value = after + slope + jump();
  }
  const begin = chance.below(units.length);
  // The first of the repeated units must come again above the last one's end.
  return { units, from: begin, gain: Math.max(leastGain, value - units[begin]!.value + jump()) };
}

const asCurve = ({ units, from: begin, gain }: Plain): Curve => piecewise(
  units.map((unit, k) => ({ from: k, ...unit })), { from: begin, period: units.length - begin, gain });

const half = (time: number): Exact => ratio(2 * time, 2);
const exactly = (value: number): Exact => ratio(8 * value, 8);

/** A value is neither above nor below what it has to be. */
const equal = (what: string, value: Exact, wanted: number, witness: () => unknown): Tried[] => [
  { what: `${what}, from above`, bound: value, observed: exactly(wanted), witness },
  { what: `${what}, from below`, bound: exactly(wanted), observed: value, witness },
];

const equalAt = (times: readonly number[], found: Curve, wanted: (t: number) => number, witness: () => unknown): Tried[] =>
  times.flatMap((t) => equal(`value at ${t}`, valueAt(found, half(t)), wanted(t), witness));

const drawTime = (chance: Chance, most: number): number => chance.below(2 * most + 1) / 2;

/** Any u beyond this adds nothing: both have begun to repeat themselves, and common periods have passed. */
const far = 30;

/** An operation on two functions. */
function operation(name: string, tries: (f: Plain, g: Plain, chance: Chance, witness: () => unknown) => readonly Tried[]): Subject {
  return { name: `curves, ${name}`, isExact: true, tries: (chance) => {
    const [f, g] = [drawPlain(chance, [0, 1, 2]), drawPlain(chance, [0, 1, 2, 4], 1)];
    return tries(f, g, chance, () => ({ f, g }));
  } };
}

const operations: readonly Subject[] = [
  operation("values and limits", (f, _, chance, witness) => ([-1, 0, 1] as const).flatMap((side) => {
    const t = 0.5 + drawTime(chance, 20);
    const value = side === 0 ? valueAt(asCurve(f), half(t)) : limitAt(asCurve(f), half(t), side === 1 ? "after" : "before");
    return equal(`value at ${t}`, value, plainAt(f, t, side), witness);
  })),
  operation("convolution", (f, g, chance, witness) => {
    const found = convolve(asCurve(f), asCurve(g));
    return equalAt([drawTime(chance, 8), drawTime(chance, 25)], found, (t) => convolvedAt(f, g, t), witness);
  }),
  operation("deconvolution", (f, g, chance, witness) => {
    const found = deconvolve(asCurve(f), asCurve(g));
    return found === null ? [] : equalAt([drawTime(chance, 8), drawTime(chance, 20)], found, (t) => deconvolvedAt(f, g, t, far), witness);
  }),
  operation("closure", (f, _, chance, witness) => {
    const found = subAdditiveClosure(asCurve(f));
    return equalAt([drawTime(chance, 6), drawTime(chance, 16)], found, (t) => closureAt(f, t), witness);
  }),
  operation("vertical deviation", (f, g, _, witness) => {
    const { bound } = verticalDeviation(asCurve(f), asCurve(g));
    return bound === null ? [] : equal("deviation", bound, verticalUpTo(f, g, far), witness);
  }),
  operation("horizontal deviation", (f, g, _, witness) => {
    const { bound } = horizontalDeviation(asCurve(f), asCurve(g));
    return bound === null ? [] : equal("deviation", bound, horizontalUpTo(f, g, far, 40 * far), witness);
  }),
];

/** One flow through one server or several in a row: delay, backlog, and what leaves. */
const row: Subject = { name: "curves, servers in a row", isExact: false, tries: (chance, simulations) => {
  const servers = Array.from({ length: from(chance, 1, 3) }, () => ({ rate: from(chance, 2, 8), latency: chance.below(6) }));
  const bucket = tokenBucket(from(chance, 1, 20), chance.below(4));
  const other = chance.once(2) ? tokenBucket(from(chance, 1, 8), from(chance, 4, 8))
    : staircase({ period: from(chance, 4, 12), jitter: chance.below(20), distance: chance.below(3) }, from(chance, 1, 9));
  const arrival = minimum(bucket, other);
  // A slotted server is one of a rate and a latency that is a slot longer.
  const service = servers.map(({ rate, latency }) => rateLatency(rate, latency + 1)).reduce(convolve);
  const [delay, backlog] = [horizontalDeviation(arrival, service).bound, verticalDeviation(arrival, service).bound];
  const output = deconvolve(arrival, service);
  if (delay === null || backlog === null || output === null) return [];
  const most = Array.from({ length: 60 }, (_, slots) => Number(limitAt(arrival, slots, "after").floor().n));
  const window = from(chance, 1, 20);
  const asked = [
    { what: "delay", bound: delay, of: (seen: Passed) => seen.delay },
    { what: "backlog", bound: backlog, of: (seen: Passed) => seen.backlog },
    { what: `output in ${window}`, bound: valueAt(output, window), of: (seen: Passed) => seen.mostOut(window) },
  ].map((one) => ({ ...one, observed: 0, run: [] as readonly number[] }));
  for (let run = 0; run < simulations / 2; run++) {
    const arrivals = drawBits(chance, most);
    const seen = passed(servers, arrivals);
    for (const one of asked) if (one.of(seen) > one.observed) [one.observed, one.run] = [one.of(seen), arrivals];
  }
  return asked.map(({ what, bound, observed, run }): Tried =>
    ({ what, bound, observed: ratio(observed), witness: () => ({ servers, arrivals: run }) }));
} };

/** Packets by strict priorities, each to its end: jobs of fixed priorities without preemption. */
const priorities: Subject = { name: "curves, strict priorities", isExact: false, tries: (chance, simulations) => {
  const tasks = drawTasks(chance, { load: 0.9, jitter: true });
  const traffic = ({ wcet, period, jitter }: DrawnTask): Curve => staircase({ period, jitter }, wcet);
  const bounds = unlessRefused(() => tasks.map((task, i) => {
    const lower = Math.max(0, ...tasks.slice(i + 1).map(({ wcet }) => wcet));
    const left = leftOverPriority(rateLatency(1, 0), tasks.slice(0, i).map(traffic), lower);
    return [task.id, horizontalDeviation(traffic(task), left).bound] as const;
  }));
  return searched({ policy: "fixed priority", preemption: "none", tasks }, bounds ?? [], chance, simulations, { from: "release" });
} };

/** As much as any window still allows from some slot on, or at random within it. `most` is for windows of 1, 2, ... slots. */
function drawBits(chance: Chance, most: readonly number[]): number[] {
  const [start, isGreedy] = [chance.below(20), !chance.once(3)];
  const bits: number[] = [];
  for (let slot = 0; slot < most.length; slot++) {
    let [left, sum] = [most[0]!, 0];
    for (let back = 1; back <= slot; back++) {
      sum += bits[slot - back]!;
      left = Math.min(left, most[back]! - sum);
    }
    bits.push(slot < start ? 0 : isGreedy ? left : chance.below(left + 1));
  }
  return bits;
}

export const curves: readonly Subject[] = [...operations, row, priorities];
