/** A claim that was never applied proves nothing: the verdict is WEAK and says of which claim, after traces and after a search. */
import { describe, expect, test } from "vitest";
import { type Demands, compile, explore, judge, judgeExploration, runCampaign, runChunk, addTally, emptyTally } from "../../src/engine/index.ts";
import type { Invariant, Operation, System } from "../../src/language/index.ts";
import { claiming, doing, saying, small, tick, twoLamps } from "./small-world.ts";

const flip = doing((lamp) => { lamp.bright = !lamp.bright; }, { name: "Flip" });
const resting = doing(() => {}, { name: "Rest", by: "clock", cases: [{ when: "it rests", then: {}, because: "x" }] });
const oneClock = { ...twoLamps, sizes: { clock: 1, lamp: 2 } };
const noLamps: System<any, any> = { ...twoLamps, sizes: { clock: 1, lamp: 0 } };

const checked = (operations: readonly Operation[], claims: readonly Partial<Invariant>[], system: System<any, any> = oneClock, demands: Demands = {}) => {
  const model = compile(saying(operations, claims.map((claim, i) => claiming({ name: `claim ${i}`, ...claim }))), system);
  return judge(model, runCampaign(model, { seed: 1, traces: 40, steps: 12 }), 40, demands);
};
const explored = (operations: readonly Operation[], claims: readonly Partial<Invariant>[], system: System<any, any> = oneClock, demands: Demands = {}) => {
  const model = compile(saying(operations, claims.map((claim, i) => claiming({ name: `claim ${i}`, ...claim }))), system);
  return judgeExploration(model, explore(model, { bytesMost: 1 << 24, symmetry: false }), demands);
};

const looking = ({ lamp }: any): boolean => lamp.every(({ state }: any) => state === "off");

/** A claim that is never applied with why, and its healthy twin. */
const never: Record<string, { empty: Partial<Invariant>; why: string; twin: Partial<Invariant>; system?: System<any, any>; operations?: readonly Operation[] }> = {
  "a claim that reads nothing": { empty: { holds: () => true }, why: "it reads nothing of any state", twin: { holds: looking } },
  "a claim that takes its tables and reads none": { empty: { holds: ({ lamp }: any) => lamp.length === 2 }, why: "it reads nothing of any state", twin: { holds: looking } },
  "a claim that reads the facts only": { empty: { holds: (_: any, facts: any) => facts.colours.length > 0 }, why: "it reads nothing of any state", twin: { holds: looking } },
  "a claim over rows that reads nothing": { empty: { each: "lamp", holds: ({ id }: any) => id < 2 }, why: "it reads nothing of any lamp", twin: { each: "lamp", holds: ({ state }: any) => state === "off" } },
  "a claim over rows of which there are none": { empty: { each: "lamp", holds: () => false }, why: "there is no lamp", system: noLamps, operations: [resting], twin: { each: "clock", holds: ({ now }: any) => now >= 0 } },
  "a reason that covers everything and looks at nothing": { empty: { permits: { always: () => true } }, why: "no step was judged by a reason that looks at it", twin: { permits: { "it flips": ({ step }: any) => step.operation === "Flip" } } },
  "a reason that takes the step and looks at nothing": { empty: { permits: { always: ({ step, after }: any) => step !== after } }, why: "no step was judged", twin: { permits: { "it flips": ({ after }: any) => after.lamp[0].state === "off" } } },
  "a reason that looks, and one behind it that does not": { empty: { permits: { "it breaks": ({ step }: any) => step.answer === "broken", always: () => true } }, why: "no step was judged", twin: { permits: { "it breaks": ({ step }: any) => step.answer === "broken", "it flips": ({ step }: any) => step.answer === "ok" } } },
  "changes that do not occur": { empty: { changes: "clock", permits: { never: () => false } }, why: "no change of a clock was judged", twin: { changes: "lamp", permits: { "it flips": ({ step }: any) => step.operation === "Flip" } } },
  "changes of another column": { empty: { changes: "lamp", columns: ["colour"], permits: { never: () => false } }, why: "no change of a lamp was judged", twin: { changes: "lamp", columns: ["bright"], permits: { "it is another": ({ was, is }: any) => was.bright !== is.bright } } },
  "changes for any reason": { empty: { changes: "lamp", permits: { always: () => true } }, why: "no change of a lamp was judged", twin: { changes: "lamp", permits: { "it flips": ({ is }: any) => is.id < 2 } } },
};

describe.each(Object.entries(never))("%s", (_, { empty, why, twin, system, operations = [flip] }) => {
  test.each([["traces", checked], ["a search", explored]] as const)("after %s", (__, run) => {
    const weak = run(operations, [empty], system);
    expect(weak).toMatchObject({ verdict: "WEAK", claims: [{ name: "claim 0", verdict: "WEAK", applied: 0 }] });
    expect(weak.remarks.join("\n")).toContain(`never applied: the claim "claim 0" (${why}`);
    const healthy = run(operations, [twin], system);
    expect(healthy).toMatchObject({ verdict: "PASS", claims: [{ verdict: "PASS" }] });
    expect(healthy.claims[0]!.applied).toBeGreaterThan(0);
  });
});

const apart = (more: object): Partial<Invariant> => ({ each: "lamp", unseen: {
  hidden: (lamp: any, { args }: any) => args.lamp.id !== lamp.id, hears: () => false, view: (lamp: any) => [lamp.bright, lamp.state], ...more } });

describe("pairs of runs", () => {
  test("that parted are counted, and a healthy claim passes", () => {
    const { verdict, claims: [claim] } = checked([flip], [apart({})]);
    expect(verdict).toBe("PASS");
    expect(claim).toMatchObject({ verdict: "PASS", checked: 80 });
    expect(claim!.applied).toBeGreaterThan(60);
  });
  test.each([
    ["nothing is hidden", apart({ hidden: () => false })],
    ["what is hidden changes nothing", apart({ hidden: (_: any, { operation }: any) => operation === "Rest" })],
    ["the view is empty", apart({ view: () => [] })],
    ["the view never changes", apart({ view: () => [1] })],
    ["everything is hidden, and answers are heard", apart({ hidden: () => true, hears: () => true, view: () => [] })],
    ["answers are heard, of which there is one only", apart({ hears: () => true, view: () => [] })],
  ])("none, since %s", (_, claim) => {
    const rest: Operation = { ...doing(() => {}), name: "Rest", cases: [{ when: "it rests", then: {}, because: "x" }] };
    const weak = checked([flip, rest], [claim]);
    expect(weak).toMatchObject({ verdict: "WEAK", claims: [{ verdict: "WEAK", checked: 80, applied: 0 }] });
    expect(weak.remarks).toEqual(['never applied: the claim "claim 0" (no pair of runs parted in which what a lamp sees or is told could differ)']);
  });
  test.each([["a number that is none", [Number.NaN], "NaN"], ["objects", [{}], "an object"], ["promises", [Promise.resolve(1)], "a promise"], ["nothing", [undefined], "nothing"]])(
    "a view with %s is at fault", (_, view, told) => {
      const { verdict, remarks } = checked([flip], [apart({ view: () => view })]);
      expect(verdict).toBe("FAIL");
      expect(remarks[0]).toContain(`not a view: "view" must list numbers, words, and yes or no, and it lists ${told}`);
    });
  test("a view that is neither a list nor a record is at fault", () => {
    expect(checked([flip], [apart({ view: () => "abc" })]).remarks[0]).toContain('"view" must answer a list or a record, and it answered "abc"');
  });
  test.each([["a list in a list of a record", { lit: [[1]] }, "a list"], ["a record in a record", { lit: {} }, "an object"]])(
    "%s is at fault", (_, view, told) => {
      expect(checked([flip], [apart({ view: () => view })]).remarks[0]).toContain(`and it lists ${told}`);
    });
  test("every observer of a trace is compared: what one of a hundred sees is found in the first trace", () => {
    const many = small.system({ name: "many lamps", about: "x", sizes: { clock: 1, lamp: 100 }, facts: { colours: [] }, boot: () => {} });
    const leak = doing(() => {}, { name: "Leak", by: "clock", look: (world: any) => ({ last: world.lamp[99] }),
      cases: [{ when: "it leaks", then: { "the last sees it": ({ last }: any) => { last.bright = !last.bright; } } }] } as any);
    const { failure } = runCampaign(compile(saying([leak], [claiming(apart({ hidden: () => true }))]), many), { seed: 1, traces: 1, steps: 3 });
    expect(failure).toMatchObject({ trace: 0, violation: { claim: "a claim", at: 1, observer: 99 } });
    expect(failure!.violation.why).toBe('lamp 99 sees true where it would see false without the hidden steps; in its own row it differs in "bright"');
  });
});

test("of two claims over two runs the one that differs earlier is told, whatever their order", () => {
  const acting = doing((lamp) => { lamp.bright = !lamp.bright; if (lamp.bright) lamp.colour = lamp.colour === "red" ? "green" : "red"; }, { name: "Act" });
  const seeing = (name: string, view: (lamp: any) => unknown[]): Invariant => claiming({ name, each: "lamp", unseen: {
    hidden: () => true, hears: () => false, view } } as any);
  // Brightness differs after the first step; that it was dark again with another colour only later.
  const [early, late] = [seeing("early", (lamp) => [lamp.bright]), seeing("late", (lamp) => [!lamp.bright && lamp.colour === "green"])];
  for (const claims of [[early, late], [late, early]]) {
    const { failure } = runCampaign(compile(saying([acting], claims), oneClock), { seed: 1, traces: 1, steps: 12 });
    expect(failure!.violation).toMatchObject({ claim: "early", at: 1 });
  }
});

describe("a seen sentence", () => {
  test.each([["traces", checked], ["a search", explored]] as const)("that reads nothing says nothing, after %s", (_, run) => {
    for (const claim of [{ holds: looking, seen: { "it is so": () => true } }, { permits: { "it flips": ({ step }: any) => step.operation === "Flip" }, seen: { "it is so": ({ step }: any) => step !== null } }]) {
      const weak = run([flip], [claim]);
      expect(weak).toMatchObject({ verdict: "WEAK", claims: [{ verdict: "WEAK" }] });
      expect(weak.remarks).toContain('says nothing: the seen "it is so" of the claim "claim 0" reads nothing');
    }
  });
});

describe("what is waived or not required", () => {
  const dark = doing((lamp) => { lamp.bright = false; }, { name: "Dim", checks: [{ unless: "it is lit", holds: ({ lamp }: any) => lamp.state === "lit", answer: "dark" }] });
  const claims: Partial<Invariant>[] = [
    { holds: looking, seen: { "one is bright": ({ lamp }: any) => lamp[0].bright }, name: "off" },
    { changes: "clock", permits: { ticked: ({ step }: any) => step.operation === "Flip" }, name: "clocks" },
  ];
  const waiving = (waived: Record<string, string>) => ({ ...oneClock, waived });
  test.each([["traces", checked], ["a search", explored]] as const)("after %s", (_, run) => {
    const waived = { "Dim / it acts": "no lamp can be lit", clocks: "nothing moves the clock" };
    expect(run([flip, dark], claims, waiving(waived)).verdict).toBe("PASS");
    for (const [name, occurred] of [["Flip / it acts", "Flip / it acts"], ["off / one is bright", "off / one is bright"], ["off", "off"]] as const) {
      const weak = run([flip, dark], claims, waiving({ ...waived, [name]: "never here" }));
      expect(weak.verdict).toBe("WEAK");
      expect(weak.remarks.join("\n")).toMatch(new RegExp(`waived, but it happened (once|\\d+ times): ${occurred} \\(never here\\)`));
    }
    const left = run([flip, dark], claims, undefined, { requires: ["Flip / it acts", "off", "off / one is bright"] });
    expect(left).toMatchObject({ verdict: "PASS", claims: [{ verdict: "PASS" }, { name: "clocks", verdict: "SKIPPED", applied: 0 }] });
    expect(left.outcomes.filter(({ required }) => required === false).map(({ outcome }) => outcome)).toEqual(["it is lit", "it acts"]);
    expect(run([flip, dark], claims, undefined, { requires: ["Dim / it acts"] })).toMatchObject({ verdict: "WEAK" });
  });
  test.each([["traces", checked], ["a search", explored]] as const)("a reason that nothing used is told where no other suite could use it, after %s", (_, run) => {
    const claim = { permits: { "it ticks": ({ step }: any) => step.operation === "Tick", "it flips": ({ step }: any) => step.operation === "Flip" } };
    expect(run([flip], [claim]).verdict).toBe("PASS");
    const weak = run([flip], [claim], undefined, { alone: true });
    expect(weak).toMatchObject({ verdict: "WEAK", claims: [{ verdict: "WEAK", reasons: { "it ticks": 0 } }] });
    expect(weak.remarks).toContain('never used: the reason "it ticks" (claim "claim 0")');
  });
});

test("reasons are counted alike in quick and thorough runs, whatever settles them, and add up over chunks", () => {
  const claims: Partial<Invariant>[] = [
    { permits: { "it ticks": ({ step }: any) => step.operation === "Tick", "the lamp is bright": ({ after, step }: any) => after.lamp[step.args.lamp.id].bright, "it is dark": ({ step }: any) => !step.refused } },
    { changes: "lamp", permits: { "it flips": ({ step }: any) => step.operation === "Flip" } },
    { changes: "lamp", permits: { "it is bright now": ({ is }: any) => is.bright, "it was": ({ was }: any) => was.bright } },
  ];
  const model = compile(saying([tick, flip], claims.map((claim, i) => claiming({ name: `claim ${i}`, ...claim }))), oneClock);
  const tally = runCampaign(model, { seed: 3, traces: 120, steps: 12 });
  // One trace in twenty was run a second time, and what it counted was compared.
  expect(tally).toMatchObject({ rerun: 6, differed: 0, difference: null });
  const [ticks, flips] = tally.outcomes.map(([count]) => count!);
  expect(tally.reasons[0]![0]).toBe(ticks);
  expect(tally.reasons.map((counts) => counts.reduce((a, b) => a + b))).toEqual([ticks! + flips!, flips, flips]);
  expect(tally.reasons[2]!.every((count) => count > 0)).toBe(true);
  const sum = emptyTally(model);
  for (const first of [0, 50, 100]) addTally(sum, runChunk(model, { seed: 3, traces: 120, steps: 12 }, first));
  expect(sum.reasons).toEqual(tally.reasons);
});

test("pairs that parted add up over chunks", () => {
  const model = compile(saying([flip], [claiming(apart({}))]), oneClock);
  const options = { seed: 1, traces: 100, steps: 12 };
  const [first, second] = [runChunk(model, options, 0), runChunk(model, options, 50)];
  expect(first.parted[0]! > 0 && second.parted[0]! > 0).toBe(true);
  expect(runCampaign(model, options).parted).toEqual([first.parted[0]! + second.parted[0]!]);
});
