/** The engine must see what is planted: a claim that is false at step k fails at exactly k, everywhere, and shrinks to k steps. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addTally, compile, describe as sentencesOf, emptyTally, holds, runCampaign, runChunk, shrink, strategyNames, tell, traces, tracesPerChunk,
} from "../../src/engine/index.ts";
import type { Invariant, Operation } from "../../src/language/index.ts";
import { byNight } from "../nightly.ts";
import { claiming, doing, saying, small, sources, suiteOf, tick, twoLamps } from "./small-world.ts";

/** The steps at which something is false. */
const places = byNight(Array.from({ length: 40 }, (_, i) => i + 1), [1, 2, 9, 40]);

/** Claims of each kind that are false exactly when the clock shows k. */
const falseAt: Record<string, (k: number) => Invariant> = {
  "over a state": (k) => claiming({ holds: ({ clock }: any) => clock[0].now !== k }),
  "over rows": (k) => claiming({ each: "clock", holds: (clock: any) => clock.now !== k }),
  "over a step": (k) => claiming({ permits: { "not yet": ({ before }: any) => before.clock[0].now !== k - 1 } }),
  "over changes": (k) => claiming({ changes: "clock", permits: { "not yet": ({ is }: any) => is.now !== k } }),
  "over two runs": (k) => claiming({ each: "lamp", unseen: {
    hidden: () => true, hears: () => false, view: (_: any, { clock }: any) => [clock[0].now === k] } }),
  "that is a fault": () => claiming({ holds: () => true }),
};

/** Ticks, and at k a fault of the specification itself, when asked for. */
const ticking = (kind: string, k: number): Operation => kind !== "that is a fault" ? tick : {
  ...tick, cases: [{ when: "the clock advances", then: { "the clock counts on": ({ clock }: any) => { clock.now = clock.now + 1 === k ? 101 : clock.now + 1; } } }],
};

describe.each(Object.keys(falseAt))("a claim %s", (kind) => {
  const specAt = (k: number) => saying([ticking(kind, k)], [falseAt[kind]!(k)]);
  const claimOf = () => kind === "that is a fault" ? "the specification is sound" : "a claim";

  test.each(strategyNames)("false at step k fails at exactly k, strategy %s", (strategy) => {
    for (const k of places) {
      const model = compile(specAt(k), twoLamps);
      const { failure } = runCampaign(model, { seed: k, traces: 3, steps: 40, strategy });
      expect([failure?.violation.claim, failure?.violation.at, failure?.steps.length]).toEqual([claimOf(), k, k]);
      const shrunk = shrink(model, failure!.steps, failure!.violation);
      expect([shrunk.steps.length, shrunk.violation.at]).toEqual([k, k]);
      expect(tell(model, shrunk.steps, shrunk.violation.observer, shrunk.violation.claim).violation).toEqual(shrunk.violation);
    }
  });

  test("in fc.assert", () => {
    for (const k of places) {
      const result = fc.check(fc.property(traces(suiteOf(specAt(k))), holds), { seed: k, numRuns: 3 });
      expect([result.failed, result.counterexample?.[0].steps.length]).toEqual([true, k]);
      expect(String(result.errorInstance)).toContain(`"${claimOf()}" broke at step ${k}`);
    }
  });
});

/** Noise around the one call that matters: lamps that are switched, while the clock must tick k times. */
const switching = small.operation({
  name: "Switch", summary: "Turns a lamp.", sources, by: "lamp",
  checks: [{ unless: "the lamp is whole", holds: ({ lamp }) => lamp.state !== "broken", answer: "broken" }],
  cases: [
    { when: "it was off", holds: ({ lamp }) => lamp.state === "off", then: { "it is lit": ({ lamp }) => lamp.take("switch on") } },
    { when: "it was lit", holds: ({ lamp }) => lamp.state === "lit", then: { "it is off": ({ lamp }) => lamp.take("switch off") } },
  ],
});
const noisy = (k: number) => saying([tick, switching, doing((lamp, { other }) => { lamp.next = other; }, { asks: { other: { ask: "row", table: "lamp" } } })],
  [claiming({ holds: ({ clock }: any) => clock[0].now < k })]);

describe("amid other operations", () => {
  test.each(strategyNames)("the shrinker leaves the ticks alone, strategy %s", (strategy) => {
    for (let k = 1; k <= 8; k++) for (let seed = 0; seed < 4; seed++) {
      const model = compile(noisy(k), twoLamps);
      const { failure } = runCampaign(model, { seed, traces: 200, steps: 40, strategy });
      const shrunk = shrink(model, failure!.steps, failure!.violation);
      expect([shrunk.steps.length, shrunk.atLeast]).toEqual([k, k]);
      expect(sentencesOf(model, shrunk.steps).every((sentence) => sentence.includes("Tick"))).toBe(true);
    }
  });

  test("fast-check reports the same minimum, replays it by seed and path, and tells it in verbose reports", () => {
    for (let seed = 1; seed <= 10; seed++) {
      const property = fc.property(traces(suiteOf(noisy(5))), holds);
      const found = fc.check(property, { seed });
      expect([found.failed, found.counterexample![0].steps.length]).toEqual([true, 5]);
      const again = fc.check(property, { seed, path: found.counterexamplePath!, endOnFailure: true });
      expect(again.counterexample![0].steps).toEqual(found.counterexample![0].steps);
      expect(again.numRuns).toBe(1);
      expect(() => fc.assert(property, { seed, verbose: 2 })).toThrowError(/clock 0: Tick: the clock advances/);
    }
  });

  test("fast-check shrinks to what `shrink` gives", () => {
    const suite = suiteOf(noisy(4));
    const model = compile(suite.specification, suite.system);
    fc.assert(fc.property(fc.integer(), (seed) => {
      const { counterexample } = fc.check(fc.property(traces(suite), holds), { seed });
      const [trace] = counterexample!;
      expect(shrink(model, trace.steps, trace.violation!).steps).toEqual(trace.steps);
    }), { numRuns: 20 });
  });
});

test("a fault that only the run without the hidden steps meets is a violation, not an error", () => {
  // Lamp 0 may break only after lamp 1 was lit, which lamp 0 must not learn of: without that step, its own step is a fault.
  const light = doing((lamp) => { if (lamp.state === "off") lamp.take("switch on"); }, { name: "Light" });
  const follow = doing((lamp, { first, second }) => { if (lamp.id === 0 && first.state === "off" && second.state === "lit") first.bright = true; else if (lamp.id === 0 && !first.bright && second.state === "off") first.queue.shift(); },
    { name: "Follow", look: (world: any) => ({ first: world.lamp[0], second: world.lamp[1] }),
      checks: [{ unless: "lamp 1 is lit or its light was forgotten", holds: ({ first, second, lamp }: any) => lamp.id === 0 && (second.state === "lit" || first.colour === "green"), answer: "no" }] } as any);
  const forget = doing((_, { first }) => { first.colour = "green"; }, { name: "Forget", look: (world: any) => ({ first: world.lamp[0] }) } as any);
  const spec = saying([light, forget, follow], [claiming({ each: "lamp", unseen: {
    hidden: (observer: any, step: any) => observer.id === 0 && step.operation === "Light" && step.args.lamp.id === 1,
    hears: () => false, view: () => [] } })]);
  const model = compile(spec, twoLamps);
  const light1 = { operation: 0, args: [1], choices: [] };
  const steps = [light1, { operation: 1, args: [0], choices: [] }, { operation: 2, args: [0], choices: [] }];
  const { violation } = tell(model, steps, 0, "a claim");
  expect(violation).toMatchObject({ claim: "the specification is sound", at: 3, observer: 0, outcome: "queue empty" });
  expect(violation!.why).toContain('without the steps that "a claim" hides from lamp 0');
  const shrunk = shrink(model, steps, violation!);
  expect(shrunk.steps.length).toBe(2);
});

test("chunks may run in any order", () => {
  const model = compile(saying([tick, switching], [claiming({ holds: () => true, seen: { "a lamp is lit": ({ lamp }: any) => lamp[0].state === "lit" } })]), twoLamps);
  const options = { seed: 3, traces: 4 * tracesPerChunk + 7, steps: 15 };
  const whole = runCampaign(model, options);
  const firsts = [0, 1, 2, 3, 4].map((i) => i * tracesPerChunk);
  const backwards = new Map([...firsts].reverse().map((first) => [first, runChunk(compile(model.specification, twoLamps), options, first)]));
  const sum = emptyTally(model);
  for (const first of firsts) addTally(sum, backwards.get(first)!);
  expect(sum).toEqual(whole);
  expect(runCampaign(compile(model.specification, twoLamps), options)).toEqual(whole);
  expect(runCampaign(model, { ...options, seed: 4 }).digest).not.toBe(whole.digest);
});
