/** Event models, joined and sampled ones among them, against streams that are legal for their parts. */
import { type Events, eventModel } from "../../src/timing/events/index.ts";
import type { Chance } from "../../src/timing/search/random.ts";
import { counting } from "./counting.ts";
import { from } from "./drawing.ts";
import type { Subject } from "./subject.ts";

/** A description, and what draws a stream of it that begins before `begin` and goes on beyond `end`. */
interface Drawn {
  readonly events: Events;
  readonly run: () => number[];
}

const [begin, end, last] = [120, 220, 340];

/** Every event up to `jitter` late, at random, as late as it can be up to some time, or not at all; pushed apart by `distance`. */
export function drawPeriodic(chance: Chance, period: number): Drawn {
  const jitter = chance.once(2) ? 0 : chance.below(3 * period);
  const distance = chance.once(2) ? 0 : chance.below(period + 1);
  return { events: { kind: "pjd", period, jitter, distance }, run: () => {
    const [phase, style, held] = [chance.below(period), chance.below(3), chance.below(end)];
    const late = (): number[] => Array.from({ length: Math.ceil(last / period) }, (_, k) => phase + k * period)
      .map((time) => style === 0 ? time : style === 1 ? time + chance.below(jitter + 1) : Math.min(time + jitter, Math.max(time, held)));
    const times = late().sort((a, b) => a - b);
    for (let k = 1; k < times.length; k++) times[k] = Math.max(times[k]!, times[k - 1]! + distance);
    return times;
  } };
}

function drawCounted(chance: Chance): Drawn {
  const [count, period] = [from(chance, 1, 4), from(chance, 8, 30)];
  const distance = chance.below(Math.floor(period / count) + 1);
  return { events: { kind: "ct", count, period, distance }, run: () => {
    const times: number[] = [];
    const next = (): number => Math.max((times.at(-1) ?? 0) + distance, (times.at(-count) ?? -period) + period);
    while (next() < last) times.push(next() + (chance.once(3) ? chance.below(20) : 0));
    return times;
  } };
}

/** What is sure of a row of events when its distances are: they are cut out of a stream. */
function drawTraced(chance: Chance): Drawn {
  const gaps = Array.from({ length: 60 }, () => from(chance, 1, 12));
  const times = gaps.map((_, i) => gaps.slice(0, i + 1).reduce((sum, gap) => sum + gap, 0));
  return { events: { kind: "trace", times }, run: () => times };
}

/** The least and the greatest distances of a few of its events in a row. */
function drawCurve(chance: Chance): Drawn {
  const { run } = drawTraced(chance);
  const times = run();
  const apart = Array.from({ length: from(chance, 1, 5) }, (_, k) => times.slice(k + 1).map((time, i) => time - times[i]!));
  const deltaPlus = chance.once(3) ? {} : { deltaPlus: apart.map((all) => Math.max(...all)) };
  return { events: { kind: "curve", deltaMin: apart.map((all) => Math.min(...all)), ...deltaPlus }, run };
}

function drawEvents(chance: Chance, depth: number): Drawn {
  const kind = chance.below(depth === 0 ? 4 : 7);
  if (kind === 0) return drawPeriodic(chance, from(chance, 5, 30));
  if (kind === 1) return drawCounted(chance);
  if (kind === 2) return drawTraced(chance);
  if (kind === 3) return drawCurve(chance);
  if (kind === 4) return drawJoin(chance);
  const parts = Array.from({ length: 2 }, () => drawEvents(chance, depth - 1));
  if (kind === 5) return { events: { kind: "or", of: parts.map(({ events }) => events) }, run: () => merged(parts) };
  return { events: { kind: "sample", of: parts[0]!.events, by: parts[1]!.events }, run: parts[1]!.run };
}

/** Streams of one rate that wait for each other: periodic ones, or pairs of these; at first some are waiting already. */
function drawJoin(chance: Chance): Drawn {
  const [period, arePairs] = [from(chance, 6, 30), chance.once(3)];
  const parts = Array.from({ length: from(chance, 2, 3) }, (): Drawn => {
    if (!arePairs) return drawPeriodic(chance, period);
    const pair = [drawPeriodic(chance, period), drawPeriodic(chance, period)];
    return { events: { kind: "or", of: pair.map(({ events }) => events) }, run: () => merged(pair) };
  });
  return { events: { kind: "and", of: parts.map(({ events }) => events) }, run: () => {
    const streams = parts.map(({ run }) => run().slice(chance.below(4)));
    const events = Math.min(...streams.map(({ length }) => length));
    return Array.from({ length: events }, (_, k) => Math.max(...streams.map((times) => times[k]!)));
  } };
}

const merged = (parts: readonly Drawn[]): number[] => parts.flatMap(({ run }) => run()).sort((a, b) => a - b);

export const streams: readonly Subject[] = [{ name: "event models", isExact: false, tries: (chance, simulations) => {
  const { events, run } = drawEvents(chance, 2);
  const counted = counting("the stream", eventModel(events), chance);
  for (let k = 0; k < simulations / 2; k++) {
    const times = run();
    counted.see(times, { begin, end }, () => ({ events, times }));
  }
  return counted.tried();
} }];
