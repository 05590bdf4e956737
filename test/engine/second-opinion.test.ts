/**
 * Wrong specifications that a search must not believe: what they look at lies outside the state, or their rows are declared
 * interchangeable and are not. Each has a healthy twin that passes.
 */
import { describe, expect, test } from "vitest";
import { type Model, compile, explore, judgeExploration } from "../../src/engine/index.ts";
import type { Invariant, Operation } from "../../src/language/index.ts";
import { restart } from "../../src/engine/model.ts";
import { SecondOpinion } from "../../src/engine/search/second-opinion.ts";
import { symmetryOf } from "../../src/engine/symmetry/symmetry.ts";
import { Orders } from "../../src/engine/symmetry/symmetry-test.ts";
import { transitionsOf } from "../../src/engine/search/transitions.ts";
import { count, flag, oneOf, upTo, source, specification, table, world } from "../../src/language/index.ts";

const own = [source("this project", "test/engine/second-opinion.test.ts")];
const racks = world({ name: "racks", tables: {
  lane: table({ about: "a lane", interchangeable: true, columns: { load: count({ max: 2 }) } }),
  gate: table({ about: "a gate", columns: { ticks: count({ max: 12 }), open: flag() } }),
} });
const about = { claim: "c", why: "w", sources: own };
const load = racks.operation({ name: "Load", summary: "u", sources: own, by: "lane",
  checks: [{ unless: "there is room", holds: ({ lane }) => lane.load < 2, answer: "full" }],
  cases: [{ when: "it is loaded", then: { "the load grows": ({ lane }) => { lane.load++; } } }] });
const tick = racks.operation({ name: "Tick", summary: "u", sources: own, by: "gate",
  checks: [{ unless: "there is time", holds: ({ gate }) => gate.ticks < 12, answer: "late" }],
  cases: [{ when: "it ticks", then: { "it counts": ({ gate }) => { gate.ticks++; } } }] });
const fine = racks.invariant({ name: "no lane is overloaded", ...about, each: "lane", holds: ({ load: much }) => much <= 2 });

function modelOf(operations: readonly Operation[], invariants: readonly Invariant[], lanes = 3, facts: object = {}): Model {
  return compile(specification({ name: "racks", about: "x", tables: racks.tables, operations, invariants }),
    racks.system({ name: "s", about: "x", sizes: { lane: lanes, gate: 1 }, facts: facts as any, boot: () => {} }));
}

function verdictOf(model: Model, symmetry: boolean, more: { ordersMost?: number } = {}): { verdict: string; remark: string } {
  const { verdict, remarks } = judgeExploration(model, explore(model, { bytesMost: 1 << 24, symmetry, ...more }));
  return { verdict, remark: remarks[0]! };
}

const odd = (step: any, more: object = {}): Operation => ({ ...tick, name: "Odd", ...more,
  cases: [{ when: "it acts", then: { "it does it": step } }] }) as Operation;

describe("what is kept elsewhere shows when a state is expanded twice", () => {
  const counting = (every: number) => { let n = 0; return () => ++n % every !== 0; };
  test.each<[string, () => Model, string]>([
    ["a claim over states", () => { const ask = counting(2); return modelOf([tick], [racks.invariant({ name: "fickle", ...about, holds: () => ask() })]); }, '"fickle"'],
    ["a reason that looks at nothing", () => { let n = 0; return modelOf([tick], [racks.invariant({ name: "fickle", ...about, permits: { "it was asked seldom": () => ++n < 5 } })]); }, '"fickle"'],
    ["a reason that swallows what it reads", () => modelOf([tick], [racks.invariant({ name: "blind", ...about,
      permits: { "it is early": ({ after }) => { try { return after.gate[0]!.ticks < 4; } catch { return true; } } } })]), '"blind"'],
    ["a step", () => { let n = 0; return modelOf([odd(({ gate }: any) => { gate.ticks += ++n % 7 === 0 ? 0 : 1; })], [fine]); }, '"Odd"'],
    ["a check", () => { let n = 0; return modelOf([tick, { ...odd(({ gate }: any) => { gate.open = true; }), checks: [{ unless: "it is its turn", holds: () => ++n % 5 !== 0, answer: "no" }] }], [fine]); }, '"Odd"'],
    ["a seen", () => { let n = 0; return modelOf([tick], [racks.invariant({ name: "spotted", ...about, holds: () => true, seen: { "now and then": () => ++n > 1 && n % 2 === 0 } })]); }, '"spotted"'],
    ["choices that differ", () => { let n = 1; return modelOf([odd(({ gate }: any, choose: any) => { gate.open = choose(++n % 3 + 1) === 1; })], [fine]); }, '"Odd"'],
  ])("%s", (_, make, who) => {
    const { verdict, remark } = verdictOf(make(), false);
    expect(["UNKNOWN", "FAIL"]).toContain(verdict);
    expect(remark).toMatch(verdict === "UNKNOWN" ? /the result depends on something other than the state/ : new RegExp(who));
    if (verdict === "UNKNOWN" && remark.startsWith("asked twice")) expect(remark).toContain(who);
  });
  test("the healthy twin is believed, and every state of it was expanded twice", () => {
    expect(verdictOf(modelOf([tick, load], [fine]), false).verdict).toBe("PASS");
  });
  test("after thirty thousand calls a sample is expanded twice, one call in eight", () => {
    const spin = { ...odd(({ gate }: any) => { gate.open = true; }), asks: { turns: upTo(999) } } as Operation;
    const model = modelOf([spin], [fine]);
    const transitions = transitionsOf(model);
    const opinion = new SecondOpinion(model, transitions, (words) => words);
    transitions.begin(() => { opinion.found(model.now.words); }, false, undefined);
    for (let state = 0; state < 200; state++) {
      restart(model);
      model.before.words.set(model.now.words);
      opinion.begin(model.now.words);
      transitions.takeAll();
      opinion.end(model.before.words.slice(), new Uint8Array(0));
    }
    // Of each state there are a thousand calls: 30 states, and an eighth of 200.
    expect(opinion.states).toBeGreaterThanOrEqual(30 + 25);
    expect(opinion.states).toBeLessThanOrEqual(30 + 25 + 2);
    expect(opinion.disagreement).toBeNull();
  });
  test("a list that look finds is a call's own", () => {
    const take = { ...odd(({ free, gate }: any) => { free.shift().load = 2; gate.ticks = 1; }), asks: { other: oneOf("lane") },
      look: ({ lane }: any, _: any) => ({ free: lane.every((one: any) => one.load === 0) ? [...lane] : [] }),
      checks: [{ unless: "one is free", holds: ({ free }: any) => free.length === 3, answer: "no" }] } as unknown as Operation;
    const claim = racks.invariant({ name: "the first is taken first", ...about, holds: ({ lane }) => lane[1]!.load === 0 });
    expect(verdictOf(modelOf([take], [claim]), false).verdict).toBe("PASS");
  });
});

describe("rows that are declared interchangeable and are told apart", () => {
  const cases: Record<string, [readonly Operation[], readonly Invariant[], string]> = {
    "by a claim over steps": [[load], [racks.invariant({ name: "lane 1 never ends", ...about, permits: {
      "another": ({ step }) => step.refused || step.args["lane"].id !== 1, "not last": ({ after }) => after.lane[1]!.load < 2 } })], '"lane 1 never ends"'],
    "by a claim over changes": [[load], [racks.invariant({ name: "lane 2 stays", ...about, changes: "lane", permits: { "another, or not to the end": ({ is }) => is.id !== 2 || is.load < 2 } })], '"lane 2 stays"'],
    "by a claim over states": [[load], [racks.invariant({ name: "lane 0 is not alone", ...about,
      holds: ({ lane }) => !(lane[0]!.load === 2 && lane[1]!.load === 0 && lane[2]!.load === 0) })], '"lane 0 is not alone"'],
    "by a seen": [[load], [racks.invariant({ ...fine, seen: { "lane 1 is full alone": ({ lane }: any) => lane[1].load === 2 && lane[0].load === 0 && lane[2].load === 0 } } as any)], "lane 1 is full alone"],
    "by an operation in one state among many": [[load, tick, { ...odd(({ gate }: any) => { gate.open = true; }), look: ({ lane }: any) => ({ lanes: lane }),
      checks: [{ unless: "it is that state", holds: ({ gate, lanes }: any) => gate.ticks === 11 && lanes.every(({ load: much, id }: any) => much === [0, 2, 1][id]), answer: "no" }] } as any],
    [fine], '"Odd"'],
    "by the order in which rows stand": [[load, { ...odd(({ gate, lanes }: any) => { gate.open = lanes.find(({ load: much }: any) => much > 0)?.load === 2; }), look: ({ lane }: any) => ({ lanes: lane }) } as any], [fine], '"Odd"'],
  };
  test.each(Object.entries(cases))("%s", (_, [operations, invariants, who]) => {
    expect(() => explore(modelOf(operations, invariants), { bytesMost: 1 << 24, symmetry: true })).toThrow(/told apart: the rows of "lane" are declared interchangeable/);
    expect(() => explore(modelOf(operations, invariants), { bytesMost: 1 << 24, symmetry: true })).toThrow(who);
  });
  test("by a fact", () => {
    const check = { ...load, look: (_: any, __: any, facts: any) => ({ most: facts.most }), checks: [{ unless: "there is room", holds: ({ lane, most }: any) => lane.load < most[lane.id], answer: "full" }] } as any;
    expect(() => explore(modelOf([check], [fine], 3, { most: [2, 2, 1] }), { bytesMost: 1 << 24, symmetry: true })).toThrow('"Load"');
    expect(verdictOf(modelOf([check], [fine], 3, { most: [2, 2, 2] }), true).verdict).toBe("PASS");
  });
  test("the healthy twins: the lowest free row is as good as any, and a violation stays one", () => {
    const first = { ...odd(({ free }: any) => { free.load = 2; }), look: ({ lane }: any) => ({ free: lane.find((one: any) => one.load === 0) ?? null }),
      checks: [{ unless: "one is free", holds: ({ free }: any) => free !== null, answer: "no" }] } as any;
    expect(verdictOf(modelOf([load, tick, first], [fine]), true)).toMatchObject({ verdict: "PASS" });
    const wrong = racks.invariant({ name: "not two are full", ...about, holds: ({ lane }) => lane.filter((one) => one.load === 2).length < 2 });
    expect(verdictOf(modelOf([load], [wrong]), true)).toMatchObject({ verdict: "FAIL", remark: expect.stringContaining("after step 4") });
  });
  test("orders are tried as far as they may be, then eight of each state that has a power of two as number", () => {
    const untried = (loads: readonly number[], most: number, states: number): number => {
      const model = modelOf([load], [fine], loads.length);
      const orders = new Orders(model, symmetryOf(model.now.layout)!, most);
      restart(model);
      model.now.gate.isOpen = true;
      loads.forEach((much, lane) => { (model.now.world as any).lane[lane].load = much; });
      model.now.gate.isOpen = false;
      const before = [...model.now.words];
      for (let state = 0; state < states; state++) orders.try();
      expect([...model.now.words]).toEqual(before);
      return orders.untried;
    };
    // Of four lanes two are alike: there are eleven other orders. Of three different ones there are five.
    expect([untried([0, 1, 2, 0], 11, 1), untried([0, 1, 2, 0], 10, 1), untried([0, 1, 2, 0], 22, 2)]).toEqual([0, 1, 0]);
    expect(untried([0, 1, 2, 0], 11, 5)).toBe(4);
    expect([1, 2, 3, 4, 5, 6].map((states) => untried([0, 1, 2], 5, states))).toEqual([0, 0, 0, 1, 1, 2]);
  });
  test("orders that were not tried are said, and are no PASS", () => {
    // So it is of every number, which is not seen.
    const numbered = { ...load, checks: [{ ...load.checks[0]!, holds: ({ lane }: any) => lane.load < 2 && lane.id * lane.id >= lane.id }] } as Operation;
    expect(verdictOf(modelOf([numbered], [fine], 6), true, { ordersMost: 20 })).toMatchObject({ verdict: "WEAK", remark: expect.stringContaining("taken on trust") });
    expect(verdictOf(modelOf([numbered], [fine], 6), true).verdict).toBe("PASS");
    expect(verdictOf(modelOf([load], [fine], 6), true, { ordersMost: 20 }).verdict).toBe("PASS");
  });
});
