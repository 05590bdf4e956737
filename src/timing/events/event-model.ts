/**
 * Event models as they are given: how often something may happen, and how often it must.
 *
 * Given in any unit of time, answered in it. Windows are half-open: two events a period apart do not fit into a window of
 * one period. Errors: a `TimingRefusal` that names the field.
 */
import type { Assumption, Conventions } from "../evidence.ts";
import { type Exact, type Given, exact, ratio } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { notNegative, positive } from "../task.ts";
import { type Ticks, ticksFor, ticksMost } from "../ticks.ts";
import { both, either } from "./joins.ts";
import { counted, curve, periodic, traced } from "./models.ts";
import type { Stream } from "./stream.ts";

/** A stream of events. `Leaf` is what else an analysis can name as one, such as the output of a task. */
export type Events<Leaf = never> =
  /** Every `period`, each up to `jitter` late, and never closer than `distance`. */
  | { readonly kind: "pjd"; readonly period: Given; readonly jitter?: Given; readonly distance?: Given }
  /** At most `count` in every `period`, never closer than `distance`, maybe none. */
  | { readonly kind: "ct"; readonly count: number; readonly period: Given; readonly distance?: Given }
  /** As a trace of two or more times shows it: no promise, but the best guess there is. */
  | { readonly kind: "trace"; readonly times: readonly Given[] }
  /** The least distances of 2, 3, ... events, and the greatest where they are known. */
  | { readonly kind: "curve"; readonly deltaMin: readonly Given[]; readonly deltaPlus?: readonly Given[] }
  /** At every event of one of them; when each has one more; at `by`, looking at what `of` has left in a register. */
  | { readonly kind: "or" | "and"; readonly of: readonly Events<Leaf>[] }
  | { readonly kind: "sample"; readonly of: Events<Leaf>; readonly by: Events<never> }
  | Leaf;

export interface EventModel {
  /** Least and greatest time from the first to the last of n events; null where there is no greatest. */
  deltaMin(n: number): Exact;
  deltaPlus(n: number): Exact | null;
  /** Most and fewest events in a half-open window. */
  etaPlus(window: Given): number;
  etaMinus(window: Given): number;
  /** Events in a unit of time in the long run, at most. */
  readonly rate: Exact;
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
}

export const eventConventions: Conventions = { from: "release", time: "dense" };

/** The event model of a description. */
export function eventModel(given: Events, field = "events"): EventModel {
  const plan = readEvents<never>(given, field);
  const ticks = ticksFor(plan.times, `the times of ${field}`);
  return modelOf(plan.build(ticks.of, () => null)!, ticks, holdsTrace(given) ? "seen in a trace, which is not a promise" : "taken from the input");
}

const holdsTrace = (given: Events): boolean => given.kind === "trace" || ((given.kind === "or" || given.kind === "and") && given.of.some(holdsTrace))
  || (given.kind === "sample" && holdsTrace(given.by));

/** A stream as an event model; how its distances were made sure of. */
export function modelOf(stream: Stream, ticks: Ticks, checked: string): EventModel {
  const perUnit = ratio(ticks.perUnit);
  // Events are whole ticks apart, so that a window counts as its ticks, upwards for the most and downwards for the fewest.
  const window = (given: Given): Exact => fitting(notNegative(given, "window").mul(perUnit), "window");
  const time = (distance: number): Exact => ticks.time(Number(fitting(exact(distance, "n"), "n").n));
  return {
    deltaMin: (n) => time(stream.deltaMin(whole(n))),
    deltaPlus: (n) => stream.deltaPlus(whole(n)) === Infinity ? null : time(stream.deltaPlus(n)),
    etaPlus: (given) => stream.etaPlus(Number(window(given).ceil().n)),
    etaMinus: (given) => stream.etaMinus(Number(window(given).floor().n)),
    rate: ratio(stream.events, stream.span).mul(perUnit), conventions: eventConventions,
    assumptions: [{ says: "so many events in a row are never closer together or farther apart", checked }],
  };
}

/** A description that has been read: its times are known, and its stream can be built once the ticks are. */
export interface EventPlan<Leaf> {
  readonly times: readonly Exact[];
  readonly leaves: readonly Leaf[];
  /** Null where a leaf is: nothing bounds it. */
  build(of: (time: Exact) => number, resolve: (leaf: Leaf) => Stream | null): Stream | null;
}

/** Reads a description; `isLeaf` knows what an analysis adds, and throws where that is wrong. */
export function readEvents<Leaf>(given: Events<Leaf>, field: string,
  isLeaf: (one: unknown, field: string) => one is Leaf = noLeaf, depth = 0): EventPlan<Leaf> {
  if (depth > depthMost) throw new TimingRefusal("too large", field.slice(0, 60), `holds event models more than ${depthMost} deep, or holds itself`);
  if (typeof given !== "object" || given === null) throw new TimingRefusal("missing", field, "must be an event model: an object with a kind");
  if (isLeaf(given, field)) return { times: [], leaves: [given], build: (_, resolve) => resolve(given) };
  // `Leaf` is gone from here on, which the checker cannot see.
  const model = given as Exclude<Events<Leaf>, Leaf> & Events<Leaf>;
  const at = (name: string): string => `${field}.${name}`;
  switch (model.kind) {
    case "pjd": {
      const period = positive(model.period, at("period"));
      const jitter = notNegative(model.jitter ?? 0, at("jitter"));
      const distance = notNegative(model.distance ?? 0, at("distance"));
      if (distance.gt(period)) throw new TimingRefusal("out of range", at("distance"), `is ${distance.toFraction()}, above the period ${period.toFraction()}`);
      return known([period, jitter, distance], ([p, j, d]) => periodic(p!, j, d));
    }
    case "ct": {
      const count = exact(model.count, at("count"));
      if (count.d !== 1n || count.lt(1) || count.gt(1_000_000)) throw new TimingRefusal("out of range", at("count"),
        `is ${count.toFraction()}; give a whole number from 1 to 1000000`);
      const period = positive(model.period, at("period"));
      const distance = notNegative(model.distance ?? 0, at("distance"));
      if (distance.mul(count).gt(period)) throw new TimingRefusal("out of range", at("distance"),
        `is ${distance.toFraction()}: ${count.toFraction()} events so far apart do not fit into the period ${period.toFraction()}`);
      return known([period, distance], ([p, d]) => counted(Number(count.n), p!, d!));
    }
    case "trace": {
      const times = listOf(model.times, at("times"), 2).map((one, i) => notNegative(one, `${at("times")}[${i}]`));
      refuseFalling(times, at("times"));
      if (times.at(-1)!.equals(times[0]!)) throw new TimingRefusal("out of range", at("times"), "are all the same: a rate takes time");
      return known(times, traced);
    }
    case "curve": {
      const least = distances(model.deltaMin, at("deltaMin"), 1);
      if (least.at(-1)!.equals(0)) throw new TimingRefusal("out of range", at("deltaMin"), "must end above 0: otherwise any number of events comes at once");
      const greatest = distances(model.deltaPlus ?? [], at("deltaPlus"), 0);
      return known([...least, ...greatest], (all) => {
        const stream = curve(all.slice(0, least.length), all.slice(least.length));
        refuseContradiction(stream, least.length, greatest.length, at("deltaPlus"));
        return stream;
      });
    }
    case "or": case "and": {
      const parts = listOf(model.of, at("of"), 1).map((one, i) => readEvents(one, `${at("of")}[${i}]`, isLeaf, depth + 1));
      const join = model.kind === "or" ? either : (streams: readonly Stream[]) => both(streams, at("of"));
      return {
        times: parts.flatMap(({ times }) => times), leaves: parts.flatMap(({ leaves }) => leaves),
        build: (of, resolve) => {
          const streams = parts.map((part) => part.build(of, resolve));
          return streams.includes(null) ? null : join(streams.filter((one) => one !== null));
        },
      };
    }
    case "sample": {
      const [of, by] = [readEvents(model.of, at("of"), isLeaf, depth + 1), readEvents<never>(model.by, at("by"), noLeaf, depth + 1)];
      return { times: [...of.times, ...by.times], leaves: of.leaves, build: (toTicks) => by.build(toTicks, () => null) };
    }
    default: throw new TimingRefusal("unknown name", at("kind"),
      `is ${JSON.stringify((model as { kind?: unknown }).kind)}; known are pjd, ct, trace, curve, or, and, sample`);
  }
}

const noLeaf = (_: unknown): _ is never => false;

/** A stream that nothing else has a part in: it is made once, since a system has one unit. */
function known(times: readonly Exact[], make: (ticks: readonly number[]) => Stream): EventPlan<never> {
  let stream: Stream | undefined;
  return { times, leaves: [], build: (of) => stream ??= make(times.map(of)) };
}

const listMost = 10_000;
const depthMost = 8;

function listOf<One>(list: readonly One[], field: string, least: number): readonly One[] {
  if (!Array.isArray(list)) throw new TimingRefusal("missing", field, "must be a list");
  if (list.length < least) throw new TimingRefusal("missing", field, `must have ${least} or more entries, and has ${list.length}`);
  if (list.length > listMost) throw new TimingRefusal("too large", field, `has ${list.length} entries; at most ${listMost} are taken`);
  return list;
}

function distances(list: readonly Given[], field: string, least: number): readonly Exact[] {
  const read = listOf(list, field, least).map((one, i) => notNegative(one, `${field}[${i}]`));
  refuseFalling(read, field);
  return read;
}

/** Events that must be farther apart than they may be do not exist: looked for as far as both lists reach, and in the long run. */
function refuseContradiction(stream: Stream, least: number, greatest: number, field: string): void {
  const odd = greatest === 0 ? undefined : Array.from({ length: least + greatest }, (_, i) => i + 2)
    .find((n) => stream.deltaMin(n) > stream.deltaPlus(n));
  const isSlower = greatest > 0 && stream.deltaMin(least + 1) / least > stream.deltaPlus(greatest + 1) / greatest;
  if (odd !== undefined || isSlower) throw new TimingRefusal("out of range", field,
    `says that ${odd ?? "many"} events come sooner than deltaMin allows: no stream is like that`);
}

function refuseFalling(times: readonly Exact[], field: string): void {
  const at = times.findIndex((time, i) => i > 0 && time.lt(times[i - 1]!));
  if (at !== -1) throw new TimingRefusal("out of range", `${field}[${at}]`, `is ${times[at]!.toFraction()}, below the one before it`);
}

function fitting(ticks: Exact, field: string): Exact {
  if (ticks.gt(ratio(ticksMost))) throw new TimingRefusal("too large", field, "is a time of more than 2^43 ticks");
  return ticks;
}

function whole(n: number): number {
  if (!Number.isSafeInteger(n) || n < 0) throw new TimingRefusal("out of range", "n", `is ${n}; give a number of events, 0 or above`);
  return n;
}
