/**
 * Which sentences are seen not to tell rows apart. Whatever is proved is put to the test as well: every order of the rows of many states
 * is tried, by the sentences themselves.
 */
import { describe, expect, test } from "vitest";
import { type Model, compile, explore } from "../../src/engine/index.ts";
import { interchangeable, symmetryFor } from "../../src/engine/symmetry/interchangeable.ts";
import {
  type Operation, choice, count, flag, oneOf, queueOf, refTo, setOf, source, specification, table, upTo, world,
} from "../../src/language/index.ts";
import { syncIpc, syncIpcSystems } from "../../examples/sync-ipc/sync-ipc.ts";
import { toldApartCases } from "./cases/told-apart.ts";
import { specOf } from "./fuzz/seeds.ts";
import { built } from "./fuzz/text.ts";

const sources = [source("this project", "test/engine/interchangeable.test.ts")];
const about = { claim: "c", why: "w", sources };
const yard = world({ name: "yard", tables: {
  lane: table({ about: "a lane", interchangeable: true,
    columns: { load: count({ max: 3 }), open: flag(), marked: flag(), next: refTo("lane"), near: setOf("lane"), line: queueOf("lane") } }),
  bay: table({ about: "a place of a lane", within: "lane", columns: { lane: refTo("lane"), other: refTo("lane"), full: flag() } }),
  gate: table({ about: "a gate", columns: { chosen: refTo("lane"), home: refTo("lane"), line: queueOf("lane"), group: setOf("lane"), n: count({ max: 9 }), colour: choice("red", "green") } }),
} });

const acts = (name: string, by: "lane" | "bay" | "gate", does: unknown, more: object = {}): Operation => yard.operation({
  name, summary: "u", sources, by, checks: [], cases: [{ when: "it acts", then: { "it does it": does } }], ...more } as never);
/** Bring about many states in which lanes differ. */
const stirring = [
  acts("Load", "lane", ({ lane }: any) => { lane.load++; }, { checks: [{ unless: "there is room", holds: ({ lane }: any) => lane.load < 2, answer: "full" }] }),
  acts("Open", "lane", ({ lane }: any) => { lane.open = !lane.open; }),
  acts("Link", "lane", ({ lane, other }: any) => { lane.next = other; }, { asks: { other: oneOf("lane") } }),
  acts("Fill", "bay", ({ bay }: any) => { bay.full = !bay.full; }),
  acts("Choose", "gate", ({ gate, lane }: any) => { gate.chosen = lane; }, { asks: { lane: oneOf("lane") } }),
  acts("Group", "gate", ({ gate, lane }: any) => { gate.group.add(lane); }, { asks: { lane: oneOf("lane") } }),
  acts("Queue", "gate", ({ gate, lane }: any) => { gate.line.push(lane); }, { asks: { lane: oneOf("lane") }, checks: [{ unless: "there is room", holds: ({ gate }: any) => gate.line.length < 2, answer: "full" }] }),
];

function yardModel(operations: readonly Operation[], holds: (world: any, facts: any) => boolean, boot: (world: any) => void = () => {}): Model {
  return compile(specification({ name: "yard", about: "x", tables: yard.tables, operations,
    invariants: [yard.invariant({ name: "it is so", ...about, holds: () => true, seen: { "it comes true": holds as never } })] }),
  yard.system({ name: "s", about: "x", sizes: { lane: 3, bay: 6, gate: 1 }, facts: { favourite: 1, first: [2, 0, 1] } as never,
    boot: (all) => {
      all.bay.forEach((one) => { one.lane = all.lane[Math.floor(one.id / 2)]!; });
      boot(all);
    } }));
}

/** All of these operations, or some, by their names. */
const stirredBy = (names: string): readonly Operation[] => stirring.filter(({ name }) => names === "" || names.split(" ").includes(name));
const saying = (says: (world: any, facts: any) => boolean, names = "", boot?: (world: any) => void): Model => yardModel(stirredBy(names), says, boot);
const doing = (by: "lane" | "gate", does: unknown, more: object = {}, names = ""): Model => yardModel([...stirredBy(names), acts("Act", by, does, more)], () => true);

/** What comes of trying the orders of many states, by the sentences. */
function tried(model: Model, statesMost: number): string {
  try {
    explore(model, { bytesMost: 1 << 22, statesMost, symmetry: true, ordersMost: 1 << 14 });
    return "alike";
  } catch (error) {
    return /are told apart|told apart/.test(String(error)) ? "told apart" : String(error);
  }
}

const proved = (model: Model): boolean => interchangeable(model).unproved.length === 0;

const look = { look: (all: any) => ({ lanes: all.lane, bays: all.bay, open: all.lane.filter((one: any) => one.open) }) };
const some = { ...look, checks: [{ unless: "one is open", holds: ({ open }: any) => open.length > 0, answer: "none" }] };

const alike: Readonly<Record<string, () => Model>> = {
  "all rows": () => saying(({ lane }) => lane.every((one: any) => one.load < 2)),
  "how many rows": () => saying(({ lane }) => lane.filter((one: any) => one.open).length === 2),
  "a sum": () => saying(({ lane }) => lane.reduce((n: number, one: any) => n + one.load, 0) > 3),
  "the greatest": () => saying(({ lane }) => lane.reduce((n: number, one: any) => Math.max(n, one.load), 0) > 1),
  "pairs of rows": () => saying(({ lane }) => lane.some((one: any) => lane.every((other: any) => other === one || other.load < one.load))),
  "that there is one": () => saying(({ lane }) => lane.find((one: any) => one.open) !== undefined),
  "a row that another names": () => saying(({ gate }) => gate[0].chosen !== null && gate[0].chosen.open),
  "a row that may be none": () => saying(({ gate }) => gate[0].chosen?.next?.open === true),
  "the first of a queue": () => saying(({ gate }) => gate[0].line.first?.load === 1),
  "the first place of one lane": () => saying(({ gate, bay }) => bay.find((one: any) => one.lane === gate[0].chosen)?.full === true),
  "the row that is a certain one": () => saying(({ gate, lane }) => lane.find((one: any) => one === gate[0].chosen)?.load === 1),
  "two numbers that are one row": () => saying(({ lane }) => lane.some((one: any) => one.next?.id === one.id)),
  "a flag that a loop sets": () => saying(({ lane }) => { let is = false; for (const one of lane) if (one.open) is = true; return is; }),
  "a sum over pairs": () => saying(({ lane }) => { let n = 0; for (const a of lane) for (const b of lane) if (a.load < b.load) n++; return n > 1; }),
  "a set, row by row": () => saying(({ gate, lane }) => lane.filter((one: any) => gate[0].group.has(one)).length > 1),
  "every row is emptied": () => doing("gate", ({ lanes }: any) => lanes.forEach((one: any) => { one.load = 0; }), look),
  "some rows are emptied": () => doing("gate", ({ open }: any) => open.forEach((one: any) => { one.load = 0; }), look),
  "a row leaves every queue": () => doing("lane", ({ lanes, lane }: any) => lanes.forEach((one: any) => one.line.remove(lane)), look),
  "every row joins a set": () => doing("gate", ({ gate, lanes }: any) => lanes.forEach((one: any) => { if (one.open) gate.group.add(one); }), look),
  "any row": () => doing("gate", ({ lanes }: any, choose: any) => { lanes[choose(lanes.length)].open = true; }, look),
  "any row of some": () => doing("gate", ({ open }: any, choose: any) => { open[choose(open.length)].open = false; }, some),
  "some rows, each by a choice of its own": () => doing("gate", ({ lanes }: any, choose: any) => {
    for (const one of lanes) if (choose(2) === 1) one.open = true;
  }, look, "Open Load"),
  "a number": () => doing("gate", ({ gate }: any, choose: any) => { gate.n = choose(3); }),
  "each row is linked with itself": () => doing("gate", ({ lanes }: any) => lanes.forEach((one: any) => { one.next = one; }), look),
  "the row that is the chosen one": () => doing("gate", ({ gate, lanes }: any) => {
    const mine = lanes.find((one: any) => one === gate.chosen);
    if (mine !== undefined) mine.open = true;
  }, look),
  "a place of the lane": () => doing("lane", ({ lane, bays }: any) => {
    const free = bays.find((one: any) => one.lane.id === lane.id && !one.full);
    if (free !== undefined) free.full = true;
  }, look),
};

/** Sentences that tell rows apart, and in some state that is reached soon do otherwise. */
const apart: Readonly<Record<string, () => Model>> = {
  "one row by its place": () => saying(({ lane }) => lane[1].open),
  "one row by its number": () => saying(({ lane }) => lane.some((one: any) => one.id === 1 && one.open)),
  "one row by a fact": () => saying(({ lane }, { favourite }) => lane.some((one: any) => one.id === favourite && one.open)),
  "a number that a fact has for a row": () => saying(({ lane }, { first }) => lane.some((one: any) => first[one.id] === 0 && one.open)),
  "the order of two numbers": () => saying(({ lane }) => lane.some((one: any) => one.next !== null && one.next.id < one.id)),
  "an even number": () => saying(({ gate }) => gate[0].chosen !== null && gate[0].chosen.id % 2 === 0),
  "the place of the first": () => saying(({ lane }) => lane.findIndex((one: any) => one.open) === 1),
  "what the first has": () => saying(({ lane }) => lane.find((one: any) => one.open)?.load === 1, "Open Load"),
  "the first of some": () => saying(({ lane }) => { const open = lane.filter((one: any) => one.open); return open.length > 0 && open[0].load === 1; }, "Open Load"),
  "what the last has": () => saying(({ lane }) => lane.reduce((last: number, one: any) => one.open ? one.load : last, 0) === 1, "Open Load"),
  "what the very last has": () => saying(({ lane }) => { let last = 0; for (const one of lane) last = one.load; return last === 1; }, "Open Load"),
  "what the first has that names itself": () => saying(({ lane }) => lane.find((one: any) => one === one.next)?.load === 1, "Load Link"),
  "how many came before": () => saying(({ lane }) => { let n = 0; let is = false; for (const one of lane) { n += one.load; if (n === 1 && one.open) is = true; } return is; }, "Open Load"),
  "the lane of the first full place": () => saying(({ bay }) => bay.find((one: any) => one.full)?.lane.open === true, "Fill Open"),
  "the second place from the front": () => saying(({ bay }) => bay[1].full),
  "the first place that names a lane": () => saying(({ gate, bay }) => bay.find((one: any) => one.other === gate[0].chosen)?.full === true, "Fill Choose",
    ({ bay, lane }) => bay.forEach((one: any) => { one.other = lane[one.id % 3]; })),
  "the last of pairs that writes, of the outer loop": () => doing("gate", ({ lanes }: any) => lanes.forEach((a: any) => lanes.forEach((b: any) => { a.open = b.load > 1; })), look, "Load"),
  "the last of pairs that writes, of the inner loop": () => doing("gate", ({ lanes }: any) => lanes.forEach((a: any) => lanes.forEach((b: any) => { b.open = a.load > 1; })), look, "Load"),
  "the last of pairs that joins a set or leaves it": () => doing("gate", ({ gate, lanes }: any) => lanes.forEach((a: any) => lanes.forEach((b: any) => {
    if (a.load > 1) gate.group.add(b);
    else gate.group.delete(b);
  })), look, "Load"),
  "what a round takes back in a loop within it": () => doing("gate", ({ lanes }: any) => {
    let n = 0;
    for (const a of lanes) {
      const y = n;
      n = 1;
      for (const b of lanes) if (b === a.next) n = y;
      if (n === 1) a.open = true;
    }
  }, look, "Link"),
  "what a round takes back when a loop within it ends": () => doing("gate", ({ lanes }: any) => {
    let n = 0;
    for (const a of lanes) {
      const y = n;
      n = 1;
      for (const b of lanes) if (b === a.next) { n = y; break; }
      if (n === 1) a.open = true;
    }
  }, look, "Link"),
  "a sum that is rounded": () => saying(({ lane }) => lane.reduce((n: number, a: any) => n + (a.open ? 9007199254740991 : 2), 0) === 9007199254740996, "Open"),
  "a constant of one row": () => saying(({ lane }) => lane.filter(() => lane[1].marked).length > 1, "Open", ({ lane }) => { lane[0].marked = true; }),
  "a row that a constant names": () => saying(({ gate }) => gate[0].home.id === 2, "Open", ({ gate, lane }) => { gate[0].home = lane[2]; }),
  "a chain of rounds": () => saying(({ lane }) => { let last = false; for (const one of lane) last = one.open && !last; return last; }),
  "the first that was put into a list": () => saying(({ lane }) => {
    const open: any[] = [];
    let is = false;
    for (const one of lane) if (one.open) { open.push(one); if (open[0].load === 1) is = true; }
    return is;
  }, "Open Load"),
  "how many were put into a list before": () => saying(({ lane }) => {
    const open: any[] = [];
    let is = false;
    for (const one of lane) if (one.open) { open.push(one); if (open.length === 1 && one.load === 1) is = true; }
    return is;
  }, "Open Load"),
  "all join a queue": () => doing("gate", ({ gate, lanes }: any) => { if (gate.line.isEmpty) lanes.forEach((one: any) => gate.line.push(one)); }, look),
  "the last is chosen": () => doing("gate", ({ gate, lanes }: any) => lanes.forEach((one: any) => { gate.chosen = one; }), look),
  "the first open one": () => doing("gate", ({ open }: any) => { open[0].open = false; }, some, "Open Load"),
  "each looks at the row it names, which may have changed": () => doing("gate", ({ lanes }: any) => lanes.forEach((one: any) => {
    if (one.load < 2 && one.next !== null && one.next.load === 1) one.load++;
  }), look, "Load Link"),
  "the lesser of two": () => doing("lane", ({ lane, other }: any) => { if (lane.id < other.id) lane.open = true; }, { asks: { other: oneOf("lane") } }),
  "a choice that ends the loop": () => doing("gate", ({ gate, lanes }: any, choose: any) => {
    let n = 0;
    for (const one of lanes) { if (one.open && choose(2) === 1) break; n++; }
    gate.n = n;
  }, look),
  "one and no more": () => doing("gate", ({ lanes }: any) => { for (const one of lanes) if (!one.open) { one.open = true; break; } }, look),
  "while none is open": () => doing("gate", ({ lanes }: any) => lanes.forEach((one: any) => { if (!lanes.some((other: any) => other.open)) one.open = true; }), look),
  "each takes over from the row it names": () => doing("gate", ({ lanes }: any) => lanes.forEach((one: any) => { if (one.next !== null) one.load = one.next.load; }), look, "Load Link"),
  "a count on the way": () => doing("gate", ({ lanes }: any) => { let n = 0; for (const one of lanes) { n++; if (n === 2) one.open = true; } }, look),
  "a row by what was chosen": () => doing("gate", ({ gate, lanes, n }: any) => { if (n < 3) gate.chosen = lanes[n]; }, { ...look, asks: { n: upTo(1) } }),
  "one of two": () => doing("gate", ({ lanes }: any, choose: any) => { lanes[choose(2)].open = true; }, look),
  "the first of the chosen and the next": () => doing("gate", ({ lanes }: any, choose: any) => { const n = choose(3); lanes[n].open = true; lanes[(n + 1) % 3].open = false; }, look),
};

describe("no order of rows decides", () => {
  test.each(Object.entries(alike))("%s", (_, model) => {
    expect(interchangeable(model()).unproved).toEqual([]);
    expect(tried(model(), 25)).toBe("alike");
  });
});

describe("rows are told apart", () => {
  test.each(Object.entries(apart))("%s", (_, model) => {
    expect(proved(model())).toBe(false);
    expect(tried(model(), 400)).toBe("told apart");
  });
  test("by every wrong declaration that a search refuses", () => {
    for (const { name, suite: { specification: wrong, system } } of toldApartCases)
      expect([name, interchangeable(compile(wrong, system)).unproved.map((one) => one.table)]).toEqual([name, ["runner"]]);
  });
  test("is told with the reason, or with what was to be seen over steps", () => {
    const permits = { "it is a refusal": ({ step }: any) => step.refused, "the second lane is open": ({ after }: any) => after.lane[1].open, "it may": () => true };
    const model = (more: object): Model => compile(specification({ name: "yard", about: "x", tables: yard.tables, operations: stirring,
      invariants: [yard.invariant({ name: "steps", ...about, ...more } as never)] }), yardModel(stirring, () => true).system);
    expect(interchangeable(model({ permits })).unproved[0]!.sentence).toBe("steps / the second lane is open");
    const seen = { "the first lane opens": ({ after }: any) => after.lane[0].open };
    expect(interchangeable(model({ permits: { "it may": () => true }, seen })).unproved[0]!.sentence).toBe("the first lane opens");
  });
  test("is told with the sentence and how", () => {
    expect(interchangeable(doing("gate", ({ lanes }: any) => { lanes[0].open = true; }, look)).unproved).toEqual([
      { table: "lane", sentence: "Act / it acts / it does it", why: 'a row of "lane" is named by its number' }]);
    const { unproved, symmetry } = symmetryFor(saying(({ lane }) => lane[1].open), "proved");
    expect([symmetry, unproved]).toEqual([null, ['without symmetry: the rows of "lane" are declared interchangeable, yet as far as is seen "it comes true" tells them apart (a row of "lane" is named by its number)']]);
  });
});

test("all tables of the bench model that are declared so are", () => {
  const model = compile(syncIpc, syncIpcSystems.XS);
  expect(interchangeable(model)).toEqual({ proved: [true, true, true, false], unproved: [] });
  const found = explore(model, { bytesMost: 1 << 22, symmetry: "proved" });
  expect([found.symmetric, found.states, found.exhaustive, found.untried]).toEqual([false, 7391, true, undefined]);
  const larger = explore(compile(syncIpc, syncIpcSystems.M), { bytesMost: 1 << 22, symmetry: "proved" });
  expect([larger.symmetric, larger.states, larger.exhaustive, larger.untried]).toEqual([true, 266, true, undefined]);
});

test("what is proved of random specifications holds in every order that is tried, and most of what holds is proved", () => {
  const counts = { proved: 0, alike: 0 };
  for (const shape of ["symmetric", "told apart"]) for (let seed = 1; seed <= 14; seed++) {
    const { specification: drawn, system } = built(specOf(seed, shape));
    const model = compile(drawn, system);
    const { proved: which, unproved } = interchangeable(model);
    if (!which.includes(true) && unproved.length === 0) continue;
    // What is not understood cannot be proved, whatever it says.
    if (unproved.some(({ why }) => why.startsWith("not all sentences are understood"))) continue;
    const isAlike = tried(model, 20) === "alike";
    expect([shape, seed, unproved.length === 0 && !isAlike]).toEqual([shape, seed, false]);
    if (shape === "symmetric" && isAlike) counts.alike++;
    if (shape === "symmetric" && unproved.length === 0) counts.proved++;
  }
  expect(counts.proved).toBeGreaterThan(0.9 * counts.alike);
  expect(counts.proved).toBeGreaterThan(5);
});
