/** Event models: counts and distances say the same, no stream that fits beats them, joins, bad input. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EventModel, type Events, eventModel } from "../../src/timing/events/index.ts";
import { asJson, ratio } from "../../src/timing/exact.ts";

fc.configureGlobal({ seed: 6 });

const pjd = fc.record({ kind: fc.constant("pjd" as const), period: fc.integer({ min: 1, max: 12 }), jitter: fc.nat(30), nearest: fc.nat(12) })
  .map(({ nearest, ...model }) => ({ ...model, distance: Math.min(nearest, model.period) }));
const ct = fc.record({ kind: fc.constant("ct" as const), count: fc.integer({ min: 1, max: 4 }), distance: fc.nat(3), room: fc.integer({ min: 1, max: 9 }) })
  .map(({ room, ...model }) => ({ ...model, period: model.count * model.distance + room }));
const rising = (least: number): fc.Arbitrary<number[]> => fc.array(fc.nat(6), { minLength: least, maxLength: 6 })
  .map((steps) => steps.map((_, i) => steps.slice(0, i + 1).reduce((sum, one) => sum + one, 0)));
const trace = rising(2).filter((times) => times.at(-1)! > times[0]!).map((times) => ({ kind: "trace" as const, times }));
const curve = rising(1).filter((list) => list.at(-1)! > 0).map((deltaMin) => ({ kind: "curve" as const, deltaMin }));
const plain: fc.Arbitrary<Events> = fc.oneof(pjd, ct, trace, curve);
const joined: fc.Arbitrary<Events> = fc.array(plain, { minLength: 1, maxLength: 3 }).map((of) => ({ kind: "or" as const, of }));
const waiting: fc.Arbitrary<Events> = fc.array(fc.nat(20), { minLength: 2, maxLength: 3 })
  .map((jitters) => ({ kind: "and" as const, of: jitters.map((jitter) => ({ kind: "pjd" as const, period: 7, jitter })) }));
const any = fc.oneof(plain, joined, waiting, fc.tuple(plain, pjd).map(([of, by]): Events => ({ kind: "sample", of, by })));

const counts = Array.from({ length: 12 }, (_, n) => n);
const windows = Array.from({ length: 60 }, (_, w) => w);
const least = (model: EventModel, n: number): number => model.deltaMin(n).valueOf();
const most = (model: EventModel, n: number): number => model.deltaPlus(n)?.valueOf() ?? Infinity;

describe("counts and distances", () => {
  test("say the same: as many events fit into a window as have a least distance below it", () => {
    fc.assert(fc.property(any, (events) => {
      const model = eventModel(events);
      const apart = counts.map((n) => least(model, n));
      expect(windows.map((window) => Math.min(model.etaPlus(window), 11))).toEqual(windows.map((window) => window === 0 ? 0 : apart.findLastIndex((distance) => distance < window)));
    }), { numRuns: 200 });
  });
  test("say the same: so many events must come in a window as have a greatest distance within it", () => {
    fc.assert(fc.property(any, (events) => {
      const model = eventModel(events);
      const apart = counts.map((n) => n === 0 ? 0 : most(model, n + 1));
      expect(windows.map((window) => Math.min(model.etaMinus(window), 11))).toEqual(windows.map((window) => apart.findLastIndex((distance) => distance <= window)));
    }), { numRuns: 200 });
  });
  test("never fall as they grow, and the fewest are no more than the most", () => {
    fc.assert(fc.property(any, (events) => {
      const model = eventModel(events);
      for (const n of counts) expect([least(model, n + 1) >= least(model, n), most(model, n + 1) >= most(model, n), least(model, n) <= most(model, n)]).toEqual([true, true, true]);
      for (const window of windows) expect(model.etaMinus(window)).toBeLessThanOrEqual(model.etaPlus(window + 1));
    }), { numRuns: 200 });
  });
  test("of a row are no less than those of its two halves, and the greatest no more", () => {
    fc.assert(fc.property(fc.oneof(pjd, ct), (events) => {
      const model = eventModel(events);
      expect(counts.slice(1).filter((n) => least(model, 2 * n - 1) < 2 * least(model, n) || most(model, 2 * n - 1) > 2 * most(model, n))).toEqual([]);
    }), { numRuns: 200 });
  });
  test("scale with the unit", () => {
    fc.assert(fc.property(pjd, fc.constantFrom(ratio(3), ratio(1, 7)), (events, unit) => {
      const [one, other] = [eventModel(events), eventModel({ ...events, period: unit.mul(events.period), jitter: unit.mul(events.jitter), distance: unit.mul(events.distance) })];
      for (const n of counts) expect(asJson(other.deltaMin(n))).toBe(asJson(one.deltaMin(n).mul(unit)));
      for (const window of windows) expect([other.etaPlus(unit.mul(window)), other.etaMinus(unit.mul(window))]).toEqual([one.etaPlus(window), one.etaMinus(window)]);
      expect(asJson(other.rate)).toBe(asJson(one.rate.div(unit)));
    }), { numRuns: 100 });
  });
  test("of more jitter or a shorter period are no fewer, and no farther apart", () => {
    fc.assert(fc.property(pjd, (events) => {
      const model = eventModel(events);
      for (const change of [{ jitter: events.jitter + 1 }, { period: Math.max(1, events.period - 1), distance: Math.max(0, events.distance - 1) }]) {
        const denser = eventModel({ ...events, ...change });
        for (const n of counts) expect(least(denser, n)).toBeLessThanOrEqual(least(model, n));
        for (const window of windows) expect(denser.etaPlus(window)).toBeGreaterThanOrEqual(model.etaPlus(window));
      }
    }), { numRuns: 100 });
  });
});

describe("streams", () => {
  /** Whether times keep to a model: every row of them, and every window. */
  const fits = (times: readonly number[], model: EventModel): void => {
    times.forEach((from, i) => { for (let n = 1; i + n <= times.length && n <= 10; n++) {
      const apart = times[i + n - 1]! - from;
      if (apart < least(model, n) || apart > most(model, n)) throw new Error(`${n} events of ${times.join()} are ${apart} apart`);
    } });
    for (let from = 42; from < 70; from++) for (const window of [0, 1, 2, 5, 9, 20]) {
      const count = times.filter((time) => time >= from && time < from + window).length;
      if (count > model.etaPlus(window) || count < model.etaMinus(window)) throw new Error(`${count} events of ${times.join()} from ${from} on in ${window}`);
    }
  };
  const drawn = fc.tuple(pjd.map((model) => ({ ...model, distance: 0 })), fc.nat(11), fc.array(fc.nat(30), { minLength: 100, maxLength: 100 }))
    .map(([model, phase, late]) => ({ model, times: running(late.map((one, i) => phase + i * model.period + one % (model.jitter + 1))) }));
  /** While all streams run: after the phases and jitters of their beginnings, and before their ends. */
  const running = (times: readonly number[]): number[] => times.filter((time) => time >= 42 && time < 100).sort((a, b) => a - b);

  test("with jitter keep to their model", () => {
    fc.assert(fc.property(drawn, ({ model, times }) => { fits(times, eventModel(model)); }), { numRuns: 60 });
  });
  test("that come together keep to the model of either, and as a trace to that of what they show", () => {
    fc.assert(fc.property(drawn, drawn, (a, b) => {
      const times = [...a.times, ...b.times].sort((x, y) => x - y);
      fits(times, eventModel({ kind: "or", of: [a.model, b.model] }));
      if (times.length > 5 && times.at(-1)! > times[0]!) {
        const shown = eventModel({ kind: "trace", times });
        for (const n of [2, 3, 5]) expect(least(shown, n)).toBe(Math.min(...times.slice(n - 1).map((time, i) => time - times[i]!)));
      }
    }), { numRuns: 60 });
  });
  test("that wait for each other keep to the model of both", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), fc.array(fc.tuple(fc.nat(25), fc.nat(25)), { minLength: 100, maxLength: 100 }), fc.nat(25), fc.nat(25), (period, late, a, b) => {
      const [one, other] = [a, b].map((jitter, which) => late.map((drawn, i) => i * period + drawn[which]! % (jitter + 1)).sort((x, y) => x - y));
      const both = [a, b].map((jitter) => ({ kind: "pjd" as const, period, jitter }));
      fits(running(one!.map((time, i) => Math.max(time, other![i]!))), eventModel({ kind: "and", of: both }));
    }), { numRuns: 60 });
  });
  test("that are sampled come as the sampling does", () => {
    const by = { kind: "pjd" as const, period: 5, jitter: 2 };
    const [sampled, alone] = [eventModel({ kind: "sample", of: { kind: "pjd", period: 3 }, by }), eventModel(by)];
    for (const n of counts) expect([least(sampled, n), most(sampled, n)]).toEqual([least(alone, n), most(alone, n)]);
  });
});

describe("bad input is one refusal that names the field", () => {
  const pj = { kind: "pjd", period: 1 };
  const itself: { kind: string; of: unknown[] } = { kind: "or", of: [] };
  itself.of.push(itself);
  for (const [what, field, code, events] of [
    ["nothing", "events", "missing", null],
    ["an unknown kind", "events.kind", "unknown name", { kind: "poisson" }],
    ["no period", "events.period", "missing", { kind: "pjd" }],
    ["a period of 0", "events.period", "out of range", { kind: "pjd", period: 0 }],
    ["a negative jitter", "events.jitter", "out of range", { ...pj, jitter: -1 }],
    ["no number", "events.jitter", "not a number", { ...pj, jitter: Number.NaN }],
    ["events farther apart than their period", "events.distance", "out of range", { ...pj, distance: 2 }],
    ["no event", "events.count", "out of range", { kind: "ct", count: 0, period: 1 }],
    ["half an event", "events.count", "out of range", { kind: "ct", count: 0.5, period: 1 }],
    ["events that do not fit", "events.distance", "out of range", { kind: "ct", count: 3, period: 5, distance: 2 }],
    ["a trace of one", "events.times", "missing", { kind: "trace", times: [1] }],
    ["a trace that goes back", "events.times[1]", "out of range", { kind: "trace", times: [2, 1] }],
    ["a trace without time", "events.times", "out of range", { kind: "trace", times: [2, 2] }],
    ["a trace of a million", "events.times", "too large", { kind: "trace", times: Array.from({ length: 1_000_000 }, (_, i) => i) }],
    ["a curve without end", "events.deltaMin", "out of range", { kind: "curve", deltaMin: [0, 0] }],
    ["a curve that falls", "events.deltaMin[1]", "out of range", { kind: "curve", deltaMin: [2, 1] }],
    ["a greatest distance below the least", "events.deltaPlus", "out of range", { kind: "curve", deltaMin: [2, 3], deltaPlus: [1, 4] }],
    ["greatest distances of 0 for ever", "events.deltaPlus", "out of range", { kind: "curve", deltaMin: [0, 5], deltaPlus: [0] }],
    ["a greatest distance below the least in the long run", "events.deltaPlus", "out of range", { kind: "curve", deltaMin: [1, 10], deltaPlus: [2] }],
    ["nothing to join", "events.of", "missing", { kind: "or", of: [] }],
    ["a part that is none", "events.of[1]", "missing", { kind: "or", of: [pj, 3] }],
    ["streams of two rates that wait for each other", "events.of[1]", "precondition", { kind: "and", of: [pj, { kind: "pjd", period: 2 }] }],
    ["a model that holds itself", "events.of[0].of[0].of[0].of[0].of[0].of[0].of[0].of[0].of[0]", "too large", itself],
    ["units too far apart", "the times of events", "too large", { kind: "pjd", period: 1e9, jitter: "1/1000003", distance: "1/1000033" }],
  ] as const) test(what, () => {
    expect(() => eventModel(events as Events)).toThrow(expect.objectContaining({ name: "TimingRefusal", field, code }));
  });
  test("a window or a number of events", () => {
    const model = eventModel({ kind: "pjd", period: 3 });
    for (const [ask, field] of [[() => model.etaPlus(-1), "window"], [() => model.etaPlus(Number.NaN), "window"], [() => model.etaMinus("2^50"), "window"],
      [() => model.etaPlus(2 ** 44), "window"], [() => model.deltaMin(-1), "n"], [() => model.deltaMin(1.5), "n"], [() => model.deltaPlus(2 ** 50), "n"]] as const)
      expect(ask).toThrow(expect.objectContaining({ name: "TimingRefusal", field }));
  });
});
