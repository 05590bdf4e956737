/** What is counted of waits: when it begins and ends, who sees it, what finds it, and what is said of it. */
import { expect, test } from "vitest";
import {
  ClaimThrew, type Model, compile, derivedMutants, explore, exploreByCode, judge, judgeExploration, mutate, recompile, runCampaign, soundness, tell, unreadOf,
} from "../../../src/engine/index.ts";
import { type Invariant, type Operation, type Specification, choice, source, specification, table, world } from "../../../src/language/index.ts";
import { claiming as claimed, doing, saying, tick, twoLamps } from "../small-world.ts";
import { system } from "./deciding.ts";

const sources = [source("this project", "test/engine/progress/within.test.ts")];
const claiming = { claim: "Something.", why: "For a test.", sources };
const bytesMost = 1 << 24;

const shop = world({ name: "a shop", tables: {
  guest: table({ about: "a guest", interchangeable: true, columns: { state: choice("away", "waits", "served") } }),
} });
const step = (name: string, from: "away" | "waits" | "served", to: "away" | "waits" | "served") => shop.operation({
  name, summary: "For a test.", sources, by: "guest",
  checks: [{ unless: "it can", holds: ({ guest }) => guest.state === from, answer: "no" }],
  cases: [{ when: "it does", then: { "it does": ({ guest }) => { guest.state = to; } } }],
});
const [come, serve, leave] = [step("Come", "away", "waits"), step("Serve", "waits", "served"), step("Leave", "served", "away")];
const look = shop.operation({ name: "Look", summary: "For a test.", sources, checks: [], cases: [{ when: "always", then: {}, because: "it only looks" }] });
const forget = shop.operation({ name: "Forget", summary: "For a test.", sources, by: "guest", checks: [],
  cases: [{ when: "always", then: { "all is as it was": ({ guest }) => { guest.clear(); guest.state = "waits"; } } }] });

const soon = (within: number, more: object = {}): Invariant => shop.invariant({ ...claiming, name: "soon", each: "guest",
  from: ({ state }) => state === "waits", to: ({ state }) => state === "served", within, ...more });
const saysOf = (operations: readonly Operation[], ...invariants: readonly Invariant[]): Specification =>
  specification({ name: "a shop", about: "For a test.", tables: shop.tables, operations, invariants });
const guests = (guest: number) => system({ guest });

const shortest = (model: Model): string[] => tell(model, explore(model, { bytesMost, symmetry: false }).failure!.steps).steps.map(({ sentence }) => sentence);

test("a wait begins where from holds, and is over when as many steps were counted; a refused step is none, one that changes nothing is", () => {
  const model = compile(saysOf([come, look], soon(2)), guests(1));
  expect(shortest(model)).toEqual(["guest 0: Come: it does", "Look: always", "Look: always"]);
  // The refused "Come" is not among the steps that bring it about; were it counted, "Look" would not be needed.
  expect(explore(compile(saysOf([come], soon(1)), guests(1)), { bytesMost, symmetry: false })).toMatchObject({ failure: null, states: 2 });
});

test("a wait goes on whatever becomes of from, and clearing a row does not end it", () => {
  const model = compile(saysOf([come, forget], soon(3, { from: ({ state }: any) => state === "waits" })), guests(1));
  expect(shortest(model)).toHaveLength(4);
  const giveUp = step("Give up", "waits", "away");
  expect(shortest(compile(saysOf([come, giveUp], soon(2)), guests(1)))).toEqual(["guest 0: Come: it does", "guest 0: Give up: it does", "guest 0: Come: it does"]);
});

test("it may begin in the initial state, ends where to holds, and begins anew after that", () => {
  const waits = system({ guest: 1 }, (all: any) => { all.guest[0].state = "waits"; });
  expect(shortest(compile(saysOf([look], soon(1)), waits))).toEqual(["Look: always"]);
  const model = compile(saysOf([come, serve, leave], soon(1)), guests(1));
  const search = explore(model, { bytesMost, symmetry: false });
  expect(search).toMatchObject({ exhaustive: true, states: 3, longest: [1] });
});

test("each row waits for itself, and counting leaves steps out", () => {
  const operations = [come, serve, leave];
  expect(shortest(compile(saysOf(operations, soon(2)), guests(2)))).toHaveLength(3);
  const served = compile(saysOf(operations, soon(2, { counting: (its: any) => serve.accepted(its) })), guests(2));
  expect(judgeExploration(served, explore(served, { bytesMost, symmetry: false }))).toMatchObject({ verdict: "FAIL" });
  const others = compile(saysOf(operations, soon(2, { counting: (its: any) => serve.where(its, ({ guest }) => guest.id === 1) })), guests(2));
  expect(shortest(others).filter((sentence) => sentence.startsWith("guest 1: Serve"))).toHaveLength(2);
  expect(shortest(others)).toHaveLength(6);
  const mine = compile(saysOf(operations, soon(1, { counting: (its: any) => serve.where(its, ({ guest }) => guest.id === 7) })), guests(2));
  const found = judgeExploration(mine, explore(mine, { bytesMost, symmetry: false }));
  expect(found).toMatchObject({ verdict: "PASS", claims: [{ waited: { longest: 0, within: 1 } }] });
  const world = shop.invariant({ ...claiming, name: "one of all", from: ({ guest }) => guest.every(({ state }) => state === "waits"),
    to: ({ guest }) => guest.some(({ state }) => state === "served"), within: 1, counting: () => true });
  expect(explore(compile(saysOf([come, serve, look], world), guests(2)), { bytesMost, symmetry: false }).failure!.violation.why)
    .toBe("what must come within 1 counted step has not");
});

test("what never waits is never applied, hence WEAK", () => {
  const model = compile(saysOf([leave, look], soon(5)), guests(2));
  const why = 'never applied: the claim "soon" (nothing ever waits)';
  const search = judgeExploration(model, explore(model, { bytesMost, symmetry: false }));
  expect([search.verdict, search.claims[0]!.applied]).toEqual(["WEAK", 0]);
  expect(search.remarks).toContain(why);
  const checked = judge(model, runCampaign(model, { seed: 1, traces: 50, steps: 10 }), 50);
  expect([checked.verdict, checked.claims[0]]).toMatchObject(["WEAK", { applied: 0, waited: { longest: 0, within: 5 } }]);
  expect(checked.remarks).toContain(why);
});

test("random traces tell the longest wait, the same on every path, and shrink to the shortest", () => {
  const model = compile(saysOf([come, serve, leave], soon(200)), guests(2));
  const tally = runCampaign(model, { seed: 1, traces: 100, steps: 40, compiled: true });
  expect(tally).toMatchObject({ failure: null, differed: 0, byCode: 0 });
  expect(tally.rerun).toBeGreaterThan(0);
  expect(tally.longest[0]).toBeGreaterThan(5);
  expect(tally.waiting[0]).toBeGreaterThan(1000);
  expect(runCampaign(model, { seed: 1, traces: 100, steps: 40 })).toEqual(tally);
});

test("a replay tells what was counted", () => {
  const model = compile(saysOf([come, look], soon(2)), guests(1));
  const { steps } = explore(model, { bytesMost, symmetry: false }).failure!;
  const told = tell(model, steps);
  expect(told.steps.map(({ differences }) => differences)).toEqual([
    ["guest 0 . state: away -> waits", 'guest 0 . waits ("soon"): no -> 0 counted'],
    ['guest 0 . waits ("soon"): 0 counted -> 1 counted'], ['guest 0 . waits ("soon"): 1 counted -> 2 counted']]);
  expect(told.violation).toMatchObject({ claim: "soon", at: 3, why: "guest 0 has waited for 2 counted steps, and what must come by then has not" });
});

test("it goes by the sentences and without symmetry, and says so", () => {
  const model = compile(saysOf([come, serve, leave], soon(200)), guests(3));
  expect(exploreByCode(model, { bytesMost, symmetry: false })).toBeNull();
  const search = explore(model, { bytesMost, symmetry: true, depthMost: 6 });
  expect(search).toMatchObject({ symmetric: false, unproved: [expect.stringMatching(/^without symmetry: for "soon" it is counted how long each row waits/)] });
  expect(unreadOf(model).unread).toEqual([expect.objectContaining({ of: "invariant", name: "soon", sentence: "within", isAtFault: false })]);
  const others = compile(saysOf([come, serve, leave]), guests(3));
  expect([others.waits, others.now.layout.bytes, others.now.layout.counters]).toEqual([null, 8, []]);
  expect(unreadOf(others).unread).toEqual([]);
});

test("mutants break it, and a claim that is put in place of another is counted for itself", () => {
  const both = saysOf([come, serve, leave], soon(1), shop.invariant({ ...claiming, name: "any", holds: () => true }));
  const model = compile(both, guests(1));
  expect(explore(model, { bytesMost, symmetry: false }).failure).toBeNull();
  const mutant = derivedMutants(serve).find(({ name }) => name.includes("step"))!;
  const broken = recompile(model, mutate(both.operations, mutant));
  expect(runCampaign(broken, { seed: 1, traces: 50, steps: 20 }).failure!.violation.claim).toBe("soon");
  const stricter = recompile(model, both.operations, [soon(1, { from: () => true }), both.invariants[1]!]);
  expect(runCampaign(stricter, { seed: 1, traces: 50, steps: 20 }).failure!.violation.claim).toBe("soon");
  expect(stricter.initial).not.toEqual(model.initial);
  const without = recompile(model, both.operations, [both.invariants[1]!]);
  expect([without.waits, explore(without, { bytesMost, symmetry: false }).failure]).toEqual([null, null]);
  expect(explore(model, { bytesMost, symmetry: false }).failure).toBeNull();
});

test.each<readonly [string, Partial<Invariant>, RegExp]>([
  ["says neither yes nor no", { from: () => 1 as any }, /^not yes or no: "from" must answer yes or no, and it answered 1 \(in the invariant "a claim"\)$/],
  ["counts by neither yes nor no", { counting: () => undefined as any }, /^not yes or no: "counting" must answer yes or no, and it answered nothing/],
  ["names a column that is not there", { to: (lamp: any) => lamp.brihgt }, /^unknown name: .*brihgt.*did you mean "bright"/],
  ["writes", { to: (lamp: any) => { lamp.bright = true; return true; } }, /^not only read: /],
])("a claim that %s is a fault of the specification that names it", (_, more, why) => {
  const invariant = claimed({ each: "lamp", from: (lamp: any) => lamp.bright, to: (lamp: any) => !lamp.bright, within: 3, ...more });
  let found: string;
  try {
    const { failure } = runCampaign(compile(saying([tick, doing((lamp) => { lamp.bright = true; })], [invariant]), twoLamps), { seed: 1, traces: 20, steps: 10 });
    expect(failure!.violation.claim).toBe(soundness);
    found = failure!.violation.why;
  } catch (error) {
    found = (error as Error).message;
  }
  expect(found).toMatch(why);
});

test("a claim that throws is named, and one that remembers by its row is found", () => {
  const throwing = claimed({ each: "lamp", from: (lamp: any) => lamp.next.bright, to: () => false, within: 3 });
  expect(() => compile(saying([tick], [throwing]), twoLamps)).toThrow(ClaimThrew);
  const late = claimed({ from: ({ clock }: any) => { if (clock[0].now === 3) throw new Error("out of my depth"); return false; }, to: () => false, within: 3 });
  expect(() => runCampaign(compile(saying([tick], [late]), twoLamps), { seed: 1, traces: 5, steps: 10 })).toThrow('the invariant "a claim" threw: out of my depth');
  const known = new WeakMap<object, boolean>();
  const remembers = claimed({ each: "lamp", from: (lamp: any) => { if (!known.has(lamp)) known.set(lamp, lamp.bright); return known.get(lamp)!; }, to: () => false, within: 50 });
  const brighten = doing((lamp) => { lamp.bright = true; });
  const model = compile(saying([brighten], [remembers]), twoLamps);
  expect(explore(model, { bytesMost, symmetry: false }).disagreement).toContain('the invariant "a claim" says something else of a state\'s rows');
});
