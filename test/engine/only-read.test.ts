/**
 * What a sentence may do: only steps write, nothing is asked of chance or the clock, no fault is swallowed, and open choices are
 * asked for in bounds. Each wrong specification has a healthy twin, and all ways to run it say the same.
 */
import { describe, expect, test } from "vitest";
import { type Violation, compile, explore, judge, judgeExploration, runCampaign, tell } from "../../src/engine/index.ts";
import { Gate } from "../../src/engine/world/gate.ts";
import type { Invariant, Operation } from "../../src/language/index.ts";
import { choicesMost } from "../../src/sentences/form.ts";
import { claiming, doing, saying, twoLamps } from "./small-world.ts";

const held = claiming({ holds: ({ clock }: any) => clock[0].now >= 0 });
const search = { bytesMost: 1 << 24, symmetry: false };

/** The first violation, as a search, a campaign and a replay of each say it. */
function violationsOf(operations: readonly Operation[], invariants: readonly Invariant[]): (Violation | null)[] {
  const model = compile(saying(operations, invariants), twoLamps);
  const searched = explore(model, search).failure;
  const { failure } = runCampaign(compile(saying(operations, invariants), twoLamps), { seed: 1, traces: 60, steps: 12 });
  return [searched?.violation ?? null, failure?.violation ?? null,
    searched === null ? null : tell(model, searched.steps).violation, failure === null ? null : tell(model, failure.steps).violation];
}

function expectFault(operations: readonly Operation[], invariants: readonly Invariant[], ...parts: readonly string[]): void {
  for (const violation of violationsOf(operations, invariants)) {
    expect(violation).toMatchObject({ claim: "the specification is sound" });
    for (const part of parts) expect(violation!.why).toContain(part);
  }
}

function expectPass(operations: readonly Operation[], invariants: readonly Invariant[]): void {
  const model = compile(saying(operations, invariants), twoLamps);
  expect(judgeExploration(model, explore(model, search)).remarks).toEqual([expect.stringContaining("exhaustive")]);
  expect(judge(model, runCampaign(model, { seed: 1, traces: 60, steps: 12 }), 60).verdict).toBe("PASS");
}

const light = doing((lamp) => { lamp.bright = true; });
const asking = (part: object): Operation => doing(() => {}, part as Partial<Operation>);
const writes = (lamp: any): boolean => { lamp.bright = !lamp.bright; lamp.bright = !lamp.bright; return true; };

describe("only steps write", () => {
  test.each<[string, readonly Operation[], readonly Invariant[], string]>([
    ["look", [asking({ look: ({ lamp }: any) => { lamp[0].bright = false; return { it: lamp[0] }; } })], [held], '(in Act, at "look")'],
    ["a check", [asking({ checks: [{ unless: "it may", holds: ({ lamp }: any) => writes(lamp), answer: "no" }] })], [held], 'at "it may"'],
    ["a case", [asking({ cases: [{ when: "it acts", holds: ({ lamp }: any) => writes(lamp), then: { "it does it": () => {} } }] })], [held], 'at "it acts"'],
    ["a claim over states", [light], [claiming({ name: "washer", holds: ({ lamp }: any) => writes(lamp[0]) })], '"washer"'],
    ["a claim over rows", [light], [claiming({ name: "washer", each: "lamp", holds: writes })], '"washer"'],
    ["a seen", [light], [claiming({ name: "washer", holds: () => true, seen: { s: ({ lamp }: any) => writes(lamp[0]) } })], '"washer"'],
    ["a reason", [light], [claiming({ name: "washer", permits: { r: ({ after }: any) => writes(after.lamp[0]) } } as any)], '"washer"'],
    ["a reason, into the state before", [light], [claiming({ name: "washer", permits: { r: ({ before }: any) => writes(before.lamp[0]) } } as any)], '"washer"'],
    ["a reason of a change", [light], [claiming({ name: "washer", changes: "lamp", permits: { r: ({ is }: any) => writes(is) } } as any)], '"washer"'],
    ["a claim that swallows it", [light], [claiming({ name: "washer", holds: ({ lamp }: any) => { try { return writes(lamp[0]); } catch { return true; } } })], '"washer"'],
  ])("%s", (_, operations, invariants, who) => { expectFault(operations, invariants, "not only read", "lamp.bright is written", who); });

  test.each<[string, (lamp: any) => unknown]>([
    ["an event", (lamp) => lamp.take("switch on")], ["clearing a row", (lamp) => lamp.clear()],
    ["a queue that grows", (lamp) => lamp.queue.push(lamp)], ["a queue that shrinks", (lamp) => lamp.queue.remove(lamp)],
    ["a queue that is cleared", (lamp) => lamp.queue.clear()], ["rights", (lamp) => lamp.rights.add("turn")], ["fewer rights", (lamp) => lamp.rights.delete("turn")],
    ["no rights", (lamp) => lamp.rights.clear()], ["the rights of another", (lamp) => lamp.rights.become(lamp.rights)],
    ["a reference", (lamp) => { lamp.next = null; }], ["a word", (lamp) => { lamp.colour = "red"; }],
  ])("no claim writes: %s", (_, write) => {
    expectFault([light], [claiming({ name: "washer", each: "lamp", holds: (lamp: any) => { write(lamp); return true; } })], "not only read", '"washer"');
  });
  test.each(["reverse", "sort", "pop", "shift", "splice", "push", "unshift", "fill", "copyWithin"])("the list of all rows keeps its order: %s", (name) => {
    expectFault([light], [claiming({ name: "washer", holds: ({ lamp }: any) => { lamp[name](); return true; } })], "not only read", `${name}()`, '"washer"');
    expectPass([light], [claiming({ holds: ({ lamp }: any) => { [...lamp][name as "reverse"](); return lamp[0].state === "off"; } })]);
  });
  test("facts are frozen, lists and all, also in objects that are frozen already", () => {
    const facts = { list: [{ n: 1 }], outer: Object.freeze({ inner: { n: 1 } }) };
    compile(saying([light], [held]), { ...twoLamps, facts: { ...twoLamps.facts, ...facts } } as any);
    for (const part of [facts.list, facts.list[0], facts.outer.inner]) expect(Object.isFrozen(part)).toBe(true);
  });
  test("the healthy twins", () => {
    expectPass([light], [claiming({ holds: ({ lamp }: any) => lamp.length === 2 && lamp[0].state === "off", seen: { s: ({ lamp }: any) => lamp[0].bright } })]);
    expectPass([light], [claiming({ permits: { r: ({ before, after }: any) => before.lamp[0].state === after.lamp[0].state } } as any)]);
  });
});

describe("a fault is not swallowed with its exception", () => {
  const swallowing = (act: (lamp: any) => unknown) => (lamp: any) => { try { act(lamp); } catch { /* swallowed */ } return true; };
  test.each<[string, (lamp: any) => unknown, string]>([
    ["a misspelt column", (lamp) => lamp.brigt, "unknown name"], ["an unknown right", (lamp) => lamp.rights.has("trun"), "not a choice"],
    ["a state that is none", (lamp) => lamp.within("lid"), "unknown name"],
  ])("%s", (_, act, code) => {
    expectFault([light], [claiming({ name: "blind", each: "lamp", holds: swallowing(act) })], code, '"blind"');
    expectFault([light], [claiming({ name: "blind", permits: { r: ({ after }: any) => swallowing(act)(after.lamp[0]) } } as any)], code, '"blind"');
    expectFault([asking({ checks: [{ unless: "it may", holds: ({ lamp }: any) => swallowing(act)(lamp), answer: "no" }] })], [held], code, 'at "it may"');
    expectFault([doing((lamp) => swallowing(act)(lamp))], [held], code, 'at "it does it"');
    expectFault([asking({ look: ({ lamp }: any) => { swallowing(act)(lamp[0]); return {}; } })], [held], code, 'at "look"');
  });
  test("nor behind another exception, nor behind a second fault", () => {
    const misspelt = (lamp: any): unknown => lamp.rights.has("trun");
    for (const act of [
      (lamp: any) => { try { return misspelt(lamp); } catch (error) { throw new Error("what a lamp may is not known", { cause: error }); } },
      (lamp: any) => { swallowing(misspelt)(lamp); return lamp.brigt; },
      (lamp: any) => { swallowing(misspelt)(lamp); return swallowing((one) => one.brigt)(lamp); },
    ]) {
      expectFault([light], [claiming({ name: "blind", each: "lamp", holds: act })], "not a choice", '"blind"');
      expectFault([light], [claiming({ name: "blind", permits: { r: ({ after }: any) => act(after.lamp[0]) } } as any)], "not a choice", '"blind"');
      expectFault([asking({ checks: [{ unless: "it may", holds: ({ lamp }: any) => act(lamp), answer: "no" }] })], [held], "not a choice", 'at "it may"');
      expectFault([doing(act)], [held], "not a choice", 'at "it does it"');
    }
  });
  test("what a step writes that cannot be", () => {
    expectFault([doing((lamp) => swallowing((one) => { one.colour = "pink"; })(lamp))], [held], "not a choice", '"it does it"');
  });
});

describe("no clock, no chance, nothing for later", () => {
  const uses: Record<string, () => unknown> = {
    "Math.random": () => Math["random"](), "Date": () => new Date().getTime(), "Date as a function": () => Date(), "Date.now": () => Date.now(),
    "performance.now": () => performance.now(), "crypto.randomUUID": () => crypto.randomUUID(), "process.hrtime": () => process.hrtime(),
    "process.hrtime in one": () => process.hrtime.bigint(), "setTimeout": () => setTimeout(() => {}, 0), "queueMicrotask": () => { queueMicrotask(() => {}); },
  };
  test.each(Object.entries(uses))("%s", (name, use) => {
    const [word] = name.split(" ") as [string];
    const code = ["not repeatable", word.replace("Date.now", "Date")];
    expectFault([doing(() => { use(); })], [held], ...code, 'at "it does it"');
    expectFault([doing(() => { try { use(); } catch { /* swallowed */ } })], [held], ...code, 'at "it does it"');
    expectFault([light], [claiming({ name: "dicing", permits: { r: () => { use(); return true; } } } as any)], ...code, '"dicing"');
    expectFault([light], [claiming({ name: "dicing", holds: () => { use(); return true; } })], ...code, '"dicing"');
    expect(() => compile(saying([light], [held]), { ...twoLamps, boot: () => { use(); } })).toThrowError("not repeatable");
    expect(() => use()).not.toThrow();
  });
  test("a date that is given is no clock", () => {
    expectPass([light], [claiming({ holds: ({ lamp }: any) => lamp[0].state === "off" && new Date(0).getTime() === 0 && Date.UTC(1970, 0) === 0 && new Date(1) instanceof Date })]);
  });
  test("a step does its work at once", () => {
    expectFault([doing((async (lamp: any) => { await Promise.resolve(); lamp.bright = true; }) as any)], [held], "a step must do its work at once", "a promise");
    expectFault([doing(function* later(lamp: any) { yield lamp; lamp.bright = true; } as any)], [held], "a generator");
    expectFault([asking({ look: async () => ({}) })], [held], "a promise", 'at "look"');
  });
});

describe("open choices", () => {
  const act = (step: any): Operation => ({ ...doing(() => {}), by: "clock", cases: [{ when: "it acts", then: { "it does it": step } }] });
  const choosing = (n: any): Operation => act(({ clock }: any, choose: any) => { clock.now = choose(n); });
  test.each([[0], [-3], [2.5], [Number.NaN], [undefined], [Infinity], [65_537], ["2"]])("among %s: a fault", (n) => {
    expectFault([choosing(n)], [held], "size out of bound", "from 1 to 65536", '"it does it"');
  });
  test("from 1 on", () => { expectPass([choosing(1)], [held]); expectPass([choosing(2)], [held]); });
  test("among as many as there may be", () => {
    const gate = new Gate();
    gate.answer = (n) => n - 1;
    expect(gate.choose(choicesMost)).toBe(65_535);
    expect(() => gate.choose(choicesMost + 1)).toThrow("size out of bound");
  });
  const never2 = claiming({ holds: ({ clock }: any) => clock[0].now !== 2 });
  test.each<[string, any]>([
    ["a rest of parameters", (...all: any[]) => { all[0].clock.now = all[1](3); }],
    ["a default", ({ clock }: any, choose: any = null) => { clock.now = choose(3); }],
    ["the usual way", ({ clock }: any, choose: any) => { clock.now = choose(3); }],
  ])("all of them are searched: %s", (_, step) => {
    for (const violation of violationsOf([act(step)], [never2])) expect(violation).toMatchObject({ claim: "a claim" });
  });
  test("outside of steps there is nothing to choose", () => {
    let kept: any = null;
    const keeper = act(({ clock }: any, choose: any) => { kept = choose; clock.now = choose(2); });
    expectFault([keeper], [claiming({ name: "chooser", holds: () => kept === null || kept(2) >= 0 })], "choose is called where no step runs", '"chooser"');
  });
});

describe("what the steps are given", () => {
  test.each<[string, any, string]>([
    ["a new name", (scene: any) => { scene.memo = 1; }, "unknown name"],
    ["another value", (scene: any) => { scene.lamp = null; }, "not only read"],
    ["a name that is not there", (scene: any) => { scene.lamp.bright = scene.lmap === undefined; }, "unknown name"],
  ])("is left as it is: %s", (_, step, code) => {
    expectFault([{ ...light, cases: [{ when: "it acts", then: { "it does it": step } }] }], [held], code);
  });
  test("look gives the same names each time", () => {
    const varying = asking({ look: ({ lamp }: any) => lamp[0].bright ? { lit: lamp[0] } : {} });
    expectFault([light, { ...varying, name: "Vary" }], [held], "must give the same names each time", '(in Vary, at "look")');
    expectFault([asking({ look: ({ lamp }: any) => ({ lamp: lamp[0] }) })], [held], "duplicate sentence", "an argument already");
  });
});
