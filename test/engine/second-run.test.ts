/** A sample of traces is run twice: what depends on more than the seed shows as a difference, and is UNKNOWN, never PASS. */
import { describe, expect, test } from "vitest";
import { type Tally, compile, judge, runCampaign } from "../../src/engine/index.ts";
import type { Invariant, Operation } from "../../src/language/index.ts";
import { claiming, doing, saying, twoLamps } from "./small-world.ts";

const flip = doing((lamp) => { lamp.bright = !lamp.bright; }, { name: "Flip" });
const run = (operations: readonly Operation[], claim: Partial<Invariant>, traces = 100) => {
  const model = compile(saying(operations, [claiming(claim)]), twoLamps);
  const tally = runCampaign(model, { seed: 1, traces, steps: 8 });
  return { tally, judged: judge(model, tally, traces) };
};
const looking = ({ lamp }: any): boolean => lamp[0].state === "off";

/** Answers true, but for one call. */
const butOnce = (call: number): (() => boolean) => {
  let calls = 0;
  return () => ++calls !== call;
};

describe("what differs the second time", () => {
  const twoRuns = { hidden: (lamp: any, { args }: any) => args.lamp.id !== lamp.id, hears: () => true, view: (lamp: any) => [lamp.bright] };
  const calls = { count: 0 };
  const cases: Record<string, () => [readonly Operation[], Partial<Invariant>]> = {
    "a state claim that is broken once": () => {
      const once = butOnce(1);
      return [[flip], { holds: (world: any) => looking(world) && once() }];
    },
    "a reason that denies once, while it is probed": () => {
      const once = butOnce(1);
      return [[flip], { permits: { "it flips": ({ step }: any) => once() && step.operation === "Flip", "it is off": ({ after }: any) => looking(after) } }];
    },
    "a reason that denies now and then": () => {
      let asked = 0;
      return [[flip], { permits: { "it is off": ({ after }: any) => looking(after) && (asked * asked++) % 11 < 4, "it flips": ({ after }: any) => looking(after) } }];
    },
    "a seen that comes true in the first run only": () => {
      let asked = 0;
      return [[flip], { permits: { "it flips": ({ after }: any) => looking(after) }, seen: { "it is so": ({ after }: any) => looking(after) && asked++ === 0 } }];
    },
    "a seen that comes true in the second run only": () => {
      let asked = 0;
      return [[flip], { holds: looking, seen: { "it is so": (world: any) => looking(world) && asked++ >= 4 } }];
    },
    "a step that does something else": () => {
      calls.count = 0;
      return [[doing((lamp) => { lamp.bright = calls.count++ % 3 === 0; })], { holds: looking }];
    },
    "what is hidden": () => {
      let asked = 0;
      return [[flip], { each: "lamp", unseen: { ...twoRuns, hidden: (lamp: any, step: any) => asked++ < 20 && twoRuns.hidden(lamp, step) } }];
    },
    "what is seen": () => {
      let asked = 0;
      return [[flip], { each: "lamp", unseen: { ...twoRuns, view: (lamp: any) => [lamp.bright, asked++ === 5] } }];
    },
  };
  test.each(Object.entries(cases))("%s", (_, make) => {
    const { judged, tally } = run(...make());
    expect({ verdict: judged.verdict, failure: tally.failure }).toEqual({ verdict: "UNKNOWN", failure: null });
    expect(judged.remarks[0]).toMatch(/^\d+ of \d+ traces that were run twice differed \(trace \d+: .+\): the run depends on something other than the seed$/);
  });
  test("nothing, where sentences answer by what they are given", () => {
    for (const claim of [{ holds: looking }, { each: "lamp", unseen: twoRuns } as Partial<Invariant>]) {
      const { judged, tally } = run([flip], claim);
      expect(judged.verdict).toBe("PASS");
      expect(tally).toMatchObject({ rerun: 5, differed: 0, difference: null });
    }
  });
});

test("one trace in twenty is run twice, not the first alone, and one difference is enough", () => {
  const { tally, judged } = run([flip], { holds: looking }, 201);
  expect(tally.rerun).toBe(11);
  expect(judged.verdict).toBe("PASS");
  const model = compile(saying([flip], [claiming({ holds: looking })]), twoLamps);
  const one: Tally = { ...tally, differed: 1, difference: "trace 40: its outcomes or its states" };
  expect(judge(model, one, 201)).toMatchObject({ verdict: "UNKNOWN", remarks: [
    "1 of 11 traces that were run twice differed (trace 40: its outcomes or its states): the run depends on something other than the seed"] });
});

describe("a view over two runs", () => {
  const [light, dim] = [true, false].map((to) => doing((lamp) => { lamp.bright = to; }, { name: to ? "Light" : "Dim" })) as [Operation, Operation];
  const seeing = (view: (lamp: any, world: any) => any): Partial<Invariant> =>
    ({ each: "lamp", unseen: { hidden: (_: any, { operation }: any) => operation === "Dim", hears: () => false, view } });
  test("that is shorter is another one, though it begins in the same way", () => {
    const { tally } = run([light, dim], seeing((_, world) => world.lamp.filter(({ bright }: any) => bright).map(() => 1)));
    expect(tally.failure!.violation.why).toMatch(/sees [01] things where it would see [12] without the hidden steps/);
  });
  test("that swallows a fault is at fault", () => {
    const { tally } = run([light, dim], seeing((lamp) => { try { return [lamp.brigt]; } catch { return [1]; } }));
    expect(tally.failure!.violation).toMatchObject({ claim: "the specification is sound", outcome: "unknown name" });
  });
});

test("a trace that breaks a claim is run again, whichever it is", () => {
  let asked = 0;
  // Trace 0 asks at most forty times, with its second run and the probes.
  const { judged, tally } = run([flip], { permits: { "it is off": ({ after }: any) => looking(after) && ++asked !== 60 } });
  expect({ verdict: judged.verdict, failure: tally.failure }).toEqual({ verdict: "UNKNOWN", failure: null });
  expect(tally.difference).toMatch(/^trace (?!0:|20:)\d+: "a claim" broke at step \d+ the first time, and held the second$/);
});

test("a difference in a later trace is noticed", () => {
  let steps = 0;
  // Trace 0 takes 8 steps twice; the memory outside begins to tell in trace 20.
  const late = doing((lamp) => { lamp.bright = ++steps > 180 && steps % 5 === 0; });
  const { tally, judged } = run([late], { holds: looking });
  expect(judged.verdict).toBe("UNKNOWN");
  expect(tally.difference).toMatch(/^trace (?!0:)\d+: /);
});

test("a claim over two runs that holds of answers is broken by them, for whichever observer", () => {
  const breaking = doing((lamp) => { lamp.bright = true; }, { name: "Burn", checks: [{ unless: "it is dark", holds: ({ lamp }: any) => !lamp.bright, answer: "lit already" }] });
  const only = (id: number): Partial<Invariant> => ({ each: "lamp", unseen: {
    hidden: (lamp: any, { args }: any) => lamp.id === id && args.lamp.id === 0, hears: () => true, view: () => [] } });
  for (const id of [0, 1]) {
    const other: Operation = { ...breaking, name: "Look at the first", look: ({ lamp }: any) => ({ first: lamp[0] }),
      checks: [{ unless: "the first is dark", holds: ({ first }: any) => !first.bright, answer: "bright" }], cases: [{ when: "it is dark", then: {}, because: "x" }] } as any;
    const { tally } = run([{ ...breaking }, { ...other, by: "clock" }], { ...only(id), unseen: { ...only(id).unseen!, hidden: (lamp: any, { args }: any) => lamp.id === id && args.lamp?.id === 0 } });
    expect(tally.failure?.violation).toMatchObject({ claim: "a claim", observer: id });
    expect(tally.failure!.steps).toHaveLength(tally.failure!.violation.at);
    expect(tally.failure!.violation.why).toMatch(/is told ".*", but ".*" when the steps hidden from it are left out/);
  }
});

test.each([
  [1, "1 trace, 8 steps. A violation that shows in at least 95 % of such traces would have been seen with 95 % confidence; rarer ones may remain, and these are few traces."],
  [2, "at least 78 % of such traces"], [10, "at least 26 % of such traces"], [28, "at least 11 % of such traces would have been seen with 95 % confidence; rarer ones may remain, and these are few traces."],
  [29, "at least 9.9 % of such traces would have been seen with 95 % confidence; rarer ones may remain."],
  [60, "at least 4.9 % of"], [200, "at least 1.5 % of"], [500, "at least 0.60 % of"], [2871, "at least 0.11 % of"], [3000, "at least 0.10 % of"],
])("what a PASS of %i traces says", (traces, sentence) => {
  const model = compile(saying([flip], [claiming({ holds: looking })]), twoLamps);
  const tally = runCampaign(model, { seed: 1, traces: 1, steps: 8 });
  const { verdict, remarks } = judge(model, { ...tally, traces }, traces);
  expect(verdict).toBe("PASS");
  expect(remarks[0]).toContain(sentence);
  const percent = Number(/at least ([\d.]+) %/.exec(remarks[0]!)![1]);
  // A violation that shows that often escapes all traces with a probability of at most 5 %.
  expect((1 - percent / 100) ** traces).toBeLessThanOrEqual(0.05 + 1e-12);
});
