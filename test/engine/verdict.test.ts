/** Every kind of claim, held and broken, and what stands between a run and PASS. */
import { describe, expect, test } from "vitest";
import { ClaimThrew, compile, judge, promisesOf, runCampaign } from "../../src/engine/index.ts";
import type { Invariant, Operation, Specification, System } from "../../src/language/index.ts";
import { claiming, doing, saying, small, sources, tick, twoLamps } from "./small-world.ts";

function judged(specification: Specification, system: System<any, any> = twoLamps, promises: readonly string[] = [], wanted = 200) {
  const model = compile(specification, system);
  return judge(model, runCampaign(model, { seed: 1, traces: 200, steps: 20 }), wanted, { promises });
}

/** Holds always, and looks. */
const always = ({ clock }: any): boolean => clock[0].now >= 0;

const switching = small.operation({
  name: "Switch", summary: "Turns a lamp.", sources, by: "lamp",
  checks: [{ unless: "the lamp is whole", holds: ({ lamp }) => lamp.state !== "broken", answer: "broken" }],
  cases: [
    { when: "it was off", holds: ({ lamp }) => lamp.state === "off", then: { "it is lit": ({ lamp }) => lamp.take("switch on") } },
    { when: "it was lit", holds: ({ lamp }) => lamp.state === "lit", then: { "it is off": ({ lamp }) => lamp.take("switch off") } },
  ],
});
const breaking: Operation = doing((lamp) => lamp.take("break"), { name: "Break",
  checks: [{ unless: "the lamp is lit", holds: ({ lamp }: any) => lamp.state === "lit", answer: "dark" }] });

const kinds: Record<string, { holds: Partial<Invariant>; breaks: Partial<Invariant>; why: string }> = {
  "over a state": { holds: { holds: ({ clock }: any) => clock[0].now >= 0 }, breaks: { holds: ({ clock }: any) => clock[0].now < 5 }, why: "is false in this state" },
  "over rows": { holds: { each: "lamp", holds: (lamp: any) => ["off", "lit", "broken"].includes(lamp.state) }, breaks: { each: "lamp", holds: (lamp: any) => lamp.id === 0 || lamp.state !== "lit" }, why: "is false for lamp 1" },
  "over a step": {
    holds: { permits: { "it is a tick": ({ step }: any) => step.operation === "Tick", "a lamp is meant": ({ step }: any) => step.args.lamp.id < 2 } },
    breaks: { permits: { "it is not a refusal": ({ step }: any) => !step.refused, "it is a tick": ({ step }: any) => step.operation === "Tick" } },
    why: 'no permitted reason covers this step (answer "broken"); false: "it is not a refusal", "it is a tick"' },
  "over changes": {
    holds: { changes: "lamp", permits: { "it was switched": ({ step }: any) => step.operation === "Switch", "it broke": ({ was, is }: any) => was.state === "lit" && is.state === "broken" } },
    breaks: { changes: "lamp", permits: { "it was switched": ({ step }: any) => step.operation === "Switch" } },
    why: 'changed (state), and no permitted reason covers that; false: "it was switched"' },
  "over changes of one column": {
    holds: { changes: "lamp", columns: ["state"], permits: { "a lamp is meant": ({ step, is }: any) => step.args.lamp.id === is.id } }, breaks: { changes: "lamp", columns: ["state"], permits: {} }, why: "changed (state)" },
  "over two runs": {
    holds: { each: "lamp", unseen: { hidden: (lamp: any, { args }: any) => args.lamp !== undefined && args.lamp.id !== lamp.id, hears: (lamp: any, { args }: any) => args.lamp?.id === lamp.id, view: (lamp: any) => [lamp.state] } },
    breaks: { each: "lamp", unseen: { hidden: (lamp: any, { args }: any) => args.lamp !== undefined && args.lamp.id !== lamp.id, hears: () => true, view: (_: any, all: any) => all.lamp.map((lamp: any) => lamp.state) } },
    why: "without the hidden steps" },
  "over two runs, by answers": {
    holds: { each: "lamp", unseen: { hidden: (_: any, { operation }: any) => operation === "Tick", hears: () => true, view: () => [] } },
    breaks: { each: "clock", unseen: { hidden: (_: any, { operation }: any) => operation === "Break", hears: () => true, view: () => [] } },
    why: 'is told "broken", but "ok" when the steps hidden from it are left out' },
};

describe("claims of every kind", () => {
  test.each(Object.entries(kinds))("%s", (_, { holds, breaks, why }) => {
    expect(judged(saying([tick, switching, breaking], [claiming(holds)]))).toMatchObject({ verdict: "PASS", claims: [{ verdict: "PASS" }] });
    const broken = judged(saying([tick, switching, breaking], [claiming(breaks)]));
    expect(broken).toMatchObject({ verdict: "FAIL", claims: [{ verdict: "FAIL" }] });
    expect(broken.remarks[0]).toContain('"a claim" is broken after step');
    expect(broken.remarks[0]).toContain(why);
  });

  test("one that throws is no broken claim: it is named, and the run cannot go on", () => {
    const run = () => judged(saying([tick], [claiming({ name: "a thrower", holds: () => { throw new Error("oops"); } })]));
    expect(run).toThrowError(ClaimThrew);
    expect(run).toThrowError('the invariant "a thrower" threw: oops');
    expect(() => judged(saying([tick], [claiming({ name: "b", holds: () => true, seen: { x: () => { throw new Error("oops"); } } })]))).toThrowError('"b" threw: oops');
  });
});

describe("what stands between a run and PASS", () => {
  const whole = saying([tick, switching, breaking], [
    claiming({ name: "lamps", each: "lamp", holds: (lamp: any) => lamp.state !== "melted", seen: { "one is lit": ({ lamp }: any) => lamp.some((one: any) => one.state === "lit") } }),
    claiming({ name: "changes", changes: "lamp", permits: { "it is not a tick": ({ step }: any) => step.operation !== "Tick" }, seen: { "one breaks": ({ step }: any) => step.operation === "Break" && !step.refused } }),
  ]);

  test("nothing: PASS, with what it means", () => {
    const { verdict, remarks, claims } = judged(whole, twoLamps, promisesOf(whole));
    expect(verdict).toBe("PASS");
    expect(remarks).toEqual([expect.stringContaining("at least 1.5 % of such traces would have been seen with 95 % confidence")]);
    expect(claims[0]).toMatchObject({ checked: 200 * 21, seen: { "one is lit": expect.any(Number) } });
    expect(claims[1]).toMatchObject({ checked: 200 * 20 });
  });

  test("and when to stop, whatever the verdict, but for a first trace that fails", () => {
    const { discovery } = judged(whole);
    // Six outcomes, two sightings, and each of the pairs of lamps that off, lit and broken make.
    expect(discovery).toMatchObject({ species: 6 + 2 + 6, estimate: 0, upperBound: expect.closeTo(1 - 0.05 ** (1 / 100), 4) });
    expect(discovery!.curve.at(-1)).toEqual([200, 14]);
    expect(judged(whole, twoLamps, [], 201).discovery).toEqual(discovery);
    expect(judged(saying([tick], [claiming({ holds: () => false })]))).not.toHaveProperty("discovery");
  });

  test("a `seen` that never comes true, unless it is waived", () => {
    const spec = saying([tick], [claiming({ holds: always, seen: { "a lamp is lit": ({ lamp }: any) => lamp[0].state === "lit" } })]);
    expect(judged(spec)).toMatchObject({ verdict: "WEAK", remarks: ['never seen: a lamp is lit (claim "a claim")'] });
    expect(judged(spec, { ...twoLamps, waived: { "a claim / a lamp is lit": "nobody can" } }).verdict).toBe("PASS");
  });

  test("an outcome that is never reached, unless it is waived", () => {
    const spec = saying([tick, breaking], [claiming({ holds: always })]);
    expect(judged(spec)).toMatchObject({ verdict: "WEAK", remarks: ["never reached: Break / it acts"] });
    expect(judged(spec, { ...twoLamps, waived: { "Break / it acts": "no lamp can be lit" } })).toMatchObject({
      verdict: "PASS", outcomes: [{ operation: "Tick" }, { outcome: "the lamp is lit" }, { outcome: "it acts", count: 0, waived: "no lamp can be lit" }] });
  });

  test("no invariants, or one that has nothing to look at", () => {
    expect(judged(saying([tick]))).toMatchObject({ verdict: "WEAK", remarks: [expect.stringContaining("no invariants")] });
    const alone = { ...twoLamps, sizes: { clock: 1, lamp: 0 } } as any;
    expect(judged(saying([tick], [claiming({ each: "lamp", unseen: { hidden: () => true, hears: () => true, view: () => [] } })]), alone))
      .toMatchObject({ verdict: "WEAK", remarks: ['never evaluated: the claim "a claim"'] });
  });

  test("traces that were not completed, and ones that differ when run again", () => {
    expect(judged(whole, twoLamps, [], 201)).toMatchObject({ verdict: "UNKNOWN", remarks: ["only 200 of 201 traces were completed"] });
    let calls = 0;
    const fickle = doing((lamp) => { lamp.bright = calls++ % 3 === 0; });
    expect(judged(saying([fickle], [claiming({ holds: always })]))).toMatchObject({ verdict: "UNKNOWN", remarks: [expect.stringContaining("the run depends on something other than the seed")] });
  });

  test("anything that is removed from a suite that promises it", () => {
    const promises = promisesOf(whole);
    expect(promises).toEqual(["Tick / the clock advances", "Switch / the lamp is whole", "Switch / it was off", "Switch / it was lit",
      "Break / the lamp is lit", "Break / it acts", "lamps", "changes", "lamps / one is lit", "changes / one breaks"]);
    const without: Specification[] = [
      ...whole.operations.map((_, i) => ({ ...whole, operations: whole.operations.toSpliced(i, 1) })),
      ...whole.invariants.map((_, i) => ({ ...whole, invariants: whole.invariants.toSpliced(i, 1) })),
      ...whole.invariants.map((invariant, i) => ({ ...whole, invariants: whole.invariants.with(i, { ...invariant, seen: {} }) })),
    ];
    for (const spec of without) {
      const { verdict, remarks } = judged(spec, twoLamps, promises);
      expect(verdict).toBe("WEAK");
      expect(remarks.join("\n")).toContain("promised but missing");
    }
    expect(judged(whole, twoLamps, ["lamp"]).remarks[0]).toBe('promised but missing: lamp — did you mean "lamps"?');
  });
});
