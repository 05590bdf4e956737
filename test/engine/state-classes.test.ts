/** Classes of states, against the same abstraction read off the rows; and what a campaign notes of them, trace by trace. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Model, Random, compile, restart, runCampaign, runChunk, takeStep } from "../../src/engine/index.ts";
import { generate } from "../../src/engine/traces/campaign.ts";
import { Checker } from "../../src/engine/claims/checking.ts";
import { discoveryOf } from "../../src/engine/discovery/discovery.ts";
import { layoutOf, schemaOf } from "../../src/sentences/layout.ts";
import { Memory } from "../../src/engine/world/rows.ts";
import { classesMost } from "../../src/engine/discovery/species.ts";
import { classesOf } from "../../src/engine/discovery/state-classes.ts";
import { CallGenerator } from "../../src/engine/traces/strategies.ts";
import { type Tables, choice, count, flag, queueOf, refTo, setOf, table, upTo, world, yesOrNo } from "../../src/language/index.ts";
import { suites } from "../../properties/genode/suites/index.ts";
import { claiming, doing, saying, small, sources, tick, twoLamps } from "./small-world.ts";

const sizes = { clock: 1, lamp: 2 };
const memory = new Memory(layoutOf(schemaOf(small.tables), sizes));

function classOf(of: Memory): string {
  const name = new Int32Array(2);
  classesOf(of.layout)(of, name);
  return name.join();
}

const upToMore = (counts: Record<string, number>) =>
  Object.entries(counts).filter(([, n]) => n > 0).map(([value, n]) => `${value} ${n === 1 ? "once" : "more"}`).sort();

/** The abstraction as the decision has it, read off the rows. */
function abstraction(tables: Tables, { world: rows }: Memory): string {
  return JSON.stringify(Object.entries(tables).flatMap(([name, { columns }]) => Object.entries(columns).map(([column, { kind }]) => {
    const values = rows[name]!.map((row): string => {
      const value = row[column] as any;
      switch (kind) {
        case "lifecycle": case "choice": case "flag": return String(value);
        case "count": case "signed": case "cyclic": return "";
        case "reference": return value === null ? "" : "set";
        case "queue": case "set": case "rights": return value.isEmpty ? "" : "there";
      }
    });
    const counts: Record<string, number> = {};
    for (const value of values) if (value !== "") counts[value] = (counts[value] ?? 0) + 1;
    return upToMore(counts);
  })));
}

/** What a lamp may be. */
const aLamp = fc.record({
  events: fc.constantFrom([], ["switch on"], ["switch on", "break"]), bright: fc.boolean(), colour: fc.constantFrom("red", "green"),
  next: fc.option(fc.nat(1)), queue: fc.array(fc.nat(1), { maxLength: 2 }), group: fc.subarray([0, 1]), rights: fc.subarray(["dim", "turn"]),
});
type Lamp = typeof aLamp extends fc.Arbitrary<infer L> ? L : never;

/** Puts lamps into the memory, the lamp `i` into the row `at[i]`. */
function put(lamps: readonly Lamp[], at: readonly number[] = [0, 1], now = 0): Memory {
  memory.words.fill(0);
  const rows = memory.world["lamp"] as any[];
  (memory.world["clock"]![0] as any).now = now;
  lamps.forEach(({ events, bright, colour, next, queue, group, rights }, i) => {
    const row = rows[at[i]!];
    for (const event of events) row.take(event);
    Object.assign(row, { bright, colour, next: next === null ? null : rows[at[next]!] });
    for (const one of queue) row.queue.push(rows[at[one]!]);
    for (const one of group) row.group.add(rows[at[one]!]);
    for (const right of rights) row.rights.add(right);
  });
  return memory;
}

const twoOfThem = fc.tuple(aLamp, aLamp);

describe("the class of a state", () => {
  test("is the same where the abstraction is, and only there", () => {
    fc.assert(fc.property(twoOfThem, twoOfThem, (one, other) => {
      const [first, second] = [one, other].map((lamps) => [abstraction(small.tables, put(lamps)), classOf(put(lamps))]);
      expect(first![1] === second![1]).toBe(first![0] === second![0]);
    }), { numRuns: 2000 });
  });
  test("stays when rows are renamed, and when a count changes", () => {
    fc.assert(fc.property(twoOfThem, fc.nat(100), (lamps, now) => {
      expect(classOf(put(lamps, [1, 0], now))).toBe(classOf(put(lamps)));
    }));
  });
  test("changes when a lifecycle does, a flag, a choice, the only reference, queue, set or right", () => {
    const plain: Lamp = { events: [], bright: false, colour: "red", next: null, queue: [], group: [], rights: [] };
    const changes: readonly Partial<Lamp>[] = [
      {}, { events: ["switch on"] }, { events: ["switch on", "break"] }, { bright: true }, { colour: "green" }, { next: 1 }, { queue: [0] },
      { group: [1] }, { rights: ["turn"] },
    ];
    const classes = (second: Lamp) => changes.map((change) => classOf(put([{ ...plain, ...change }, second])));
    expect(new Set([...classes(plain), ...classes({ ...plain, ...changes.reduce((all, one) => ({ ...all, ...one }), {}) })]).size).toBe(2 * changes.length);
  });
  test("tells none, one and more from each other, and no more", () => {
    const tables = { lamp: table({ about: "a lamp", columns: { lit: flag(), number: count({ max: 9 }) } }) };
    const classes = Array.from({ length: 7 }, (_, lit) => {
      const lamps = new Memory(layoutOf(schemaOf(tables), { lamp: 6 }));
      for (let i = 0; i < lit; i++) (lamps.world["lamp"]![i] as any).lit = true;
      return classOf(lamps);
    });
    expect(classes.map((one) => classes.indexOf(one))).toEqual([0, 1, 2, 2, 2, 5, 6]);
  });
  test("knows columns of any width, and tables without rows or without anything to tell apart", () => {
    const many = Array.from({ length: 250 }, (_, i) => `value ${i}`);
    const tables = {
      wide: table({ about: "wide", most: 60_000, columns: { one: choice(...many), two: choice(...many.slice(0, 33)), link: refTo("wide"),
        line: queueOf("wide", 1), some: setOf("wide") } }),
      empty: table({ about: "empty", columns: { lit: flag(), some: setOf("wide") } }),
      plain: table({ about: "plain", columns: { number: count({ max: 2 ** 40 }), some: setOf("empty") } }),
    };
    const wide = new Memory(layoutOf(schemaOf(tables), { wide: 300, empty: 0, plain: 2 }));
    const seen = new Map<string, string>();
    const rows = wide.world["wide"] as any[];
    fc.assert(fc.property(fc.nat(299), fc.constantFrom(...many), fc.nat(32), fc.nat(15), (id, value, other, parts) => {
      wide.words.fill(0);
      Object.assign(rows[id], { one: value, two: many[other] });
      if ((parts & 1) !== 0) rows[id].link = rows[299 - id];
      if ((parts & 2) !== 0) rows[id].line.push(rows[299]);
      if ((parts & 4) !== 0) rows[id].some.add(rows[299 - id]);
      if ((parts & 8) !== 0) (wide.world["plain"]![1] as any).number = 2 ** 40 - id;
      const meant = abstraction(tables, wide);
      if (!seen.has(meant)) expect([...seen.values()]).not.toContain(classOf(wide));
      seen.set(meant, seen.get(meant) ?? classOf(wide));
      expect(classOf(wide)).toBe(seen.get(meant));
    }), { numRuns: 1000 });
  });
});

/** What a campaign of one chunk shows, taken again step by step: outcomes, and abstractions of states. */
function again(model: Model, traces: number, steps: number): string[][] {
  return Array.from({ length: traces }, (_, trace) => {
    const random = new Random(1, trace);
    const generated = generate(new CallGenerator(model, random), random, steps, new Checker(model));
    restart(model);
    const species = new Set([abstraction(model.specification.tables, model.now)]);
    for (const step of generated.steps) {
      species.add(`${step.operation} / ${takeStep(model, step)}`);
      species.add(abstraction(model.specification.tables, model.now));
    }
    return [...species];
  });
}

describe("a campaign", () => {
  const isolation = suites.find(({ name }) => name === "genode-isolation")!;
  const wild = doing((lamp, { lit }) => { lamp.bright = lit; lamp.colour = lit ? "red" : "green"; }, { asks: { lit: yesOrNo() } });
  const models: Readonly<Record<string, Model>> = {
    "a small world": compile(saying([tick, wild]), twoLamps),
    "a suite of Genode": compile({ ...isolation.specification, invariants: [] }, isolation.system),
  };
  test.each(Object.entries(models))("notes of each trace what it shows: %s", (_, model) => {
    const [traces, steps] = [20, 15];
    const { shown } = runChunk(model, { seed: 1, traces, steps }, 0);
    const name = (number: number) => `${shown.keys[2 * number]} ${shown.keys[2 * number + 1]}`;
    const noted = shown.ends.map((end, t) => Array.from(shown.numbers.subarray(shown.ends[t - 1] ?? 0, end), name));
    const exact = again(model, traces, steps);
    expect(noted.map(({ length }) => length)).toEqual(exact.map(({ length }) => length));
    // Two traces have as much in common as they have when they are taken again, so the names mean the same.
    const common = (all: readonly (readonly string[])[]) => all.flatMap((one) => all.map((other) => one.filter((x) => other.includes(x)).length));
    expect(common(noted)).toEqual(common(exact));
  });
  test("counts sightings too", () => {
    const spec = (seen: object) => saying([tick], [claiming({ holds: () => true, seen } as any)]);
    const species = (seen: object) => runCampaign(compile(spec(seen), twoLamps), { seed: 1, traces: 5, steps: 5 }).discovered.species.size;
    expect(species({ a: () => true, b: () => false, c: ({ clock }: any) => clock[0].now > 2 }) - species({})).toBe(2);
  });
  test("leaves out the trace that fails, and says nothing when it is the first", () => {
    const limit = (most: number) => compile(saying([tick, wild], [claiming({ holds: ({ clock }: any) => clock[0].now < most })]), twoLamps);
    const never = limit(1000);
    const { failure, discovered } = runCampaign(limit(20), { seed: 1, traces: 400, steps: 20 });
    expect(failure!.trace).toBeGreaterThan(0);
    expect(discoveryOf(discovered)).toEqual(discoveryOf(runCampaign(never, { seed: 1, traces: failure!.trace, steps: 20 }).discovered));
    expect(discoveryOf(runCampaign(limit(0), { seed: 1, traces: 400, steps: 20 }).discovered)).toBeUndefined();
  });
  test("says the same on a model that has run others before", () => {
    const run = (model: Model, seed: number) => discoveryOf(runCampaign(model, { seed, traces: 120, steps: 15 }).discovered);
    const model = models["a suite of Genode"]!;
    const before = run(model, 7);
    run(model, 8);
    expect(run(model, 7)).toEqual(before);
  });
  test("says when there are more classes than it tells apart", () => {
    const values = Array.from({ length: 20 }, (_, i) => `value ${i}`);
    const columns = { a: choice(...values), b: choice(...values), c: choice(...values), d: choice(...values) };
    const wide = world({ name: "wide", tables: { thing: table({ about: "a thing", columns }) } });
    const set = wide.operation({
      name: "Set", summary: "Sets.", sources, by: "thing", asks: { value: upTo(20 ** 4 - 1) }, checks: [],
      cases: [{ when: "always", then: { "it is set": ({ thing, value }) => {
        for (const [i, column] of (["a", "b", "c", "d"] as const).entries()) thing[column] = values[Math.floor(value / 20 ** i) % 20]!;
      } } }],
    });
    const system = wide.system({ name: "one", about: "One.", sizes: { thing: 1 }, facts: {}, boot: () => {} });
    const fresh = () => compile({ name: "wide", about: "Wide.", tables: wide.tables, operations: [set], invariants: [] }, system);
    const model = fresh();
    const { discovered } = runCampaign(model, { seed: 1, traces: 60, steps: 6000 });
    expect(discovered.species.classes).toBe(classesMost);
    expect(Object.keys(discoveryOf(discovered)!)).toEqual(["species", "curve"]);
    // Up to that trace nothing is lost, although numbers were given anew in between.
    const of = (one: Model, traces: number, seed: number) => discoveryOf(runCampaign(one, { seed, traces, steps: 6000 }).discovered);
    expect(of(fresh(), discovered.full, 1)).toMatchObject(discoveryOf(discovered)!);
    expect(of(model, 3, 2)).toEqual(of(fresh(), 3, 2));
  });
});
