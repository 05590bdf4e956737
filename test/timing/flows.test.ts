/** Flows over processors: neither bound is beaten by a plain simulation, the offset-based one is no longer, laws, bad input. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Exact, type Given, asJson, ratio } from "../../src/timing/exact.ts";
import { fixedPriorityResponseTimes, offsetResponseTimes } from "../../src/timing/fixed-priority/index.ts";
import type { Flow, FlowResponses } from "../../src/timing/flows.ts";
import { holistic } from "../../src/timing/holistic.ts";
import { offsetBased } from "../../src/timing/offset-based.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import { watch } from "../../bench/bounds/reference/graph.ts";
import { tries } from "../nightly.ts";

fc.configureGlobal({ seed: 5 });

interface SmallFlow {
  readonly period: number;
  readonly jitter: number;
  readonly steps: readonly { readonly processor: number; readonly bcet: number; readonly wcet: number; readonly priority: number }[];
}

const smallFlows = (most: number, steps = 3): fc.Arbitrary<SmallFlow[]> => fc.array(fc.record({
  period: fc.constantFrom(10, 12, 15, 20, 30, 60), jitter: fc.oneof(fc.constant(0), fc.nat(25)),
  steps: fc.array(fc.record({ processor: fc.nat(1), bcet: fc.integer({ min: 1, max: 3 }), more: fc.nat(2), priority: fc.nat(6) }), { minLength: 1, maxLength: steps }),
}), { minLength: 2, maxLength: most }).map((flows) => flows.map(({ steps: drawn, ...flow }) =>
  ({ ...flow, steps: drawn.map(({ more, ...step }) => ({ ...step, wcet: step.bcet + more })) })));

const asFlows = (flows: readonly SmallFlow[], unit: Exact = ratio(1)): Flow[] => {
  const time = (value: number): Given => unit.mul(value);
  return flows.map(({ period, jitter, steps }, f) => ({
    id: `f${f}`, period: time(period), jitter: time(jitter),
    steps: steps.map(({ processor, bcet, wcet, priority }, s) => ({ id: `f${f}.${s}`, processor: `p${processor}`, bcet: time(bcet), wcet: time(wcet), priority })),
  }));
};

/** The longest time from the arrival of its flow to the completion of each step that some runs show. */
function searched(flows: readonly SmallFlow[], roll: (below: number) => number, runs: number): Map<string, number> {
  const longest = new Map<string, number>();
  const all = flows.flatMap((flow, f) => flow.steps.map((step, s) => ({ ...step, flow, f, s })));
  for (let run = 0; run < runs; run++) {
    const phases = flows.map(({ period }) => roll(2) === 0 ? roll(4) : roll(period));
    const nominal = flows.map(({ period }, f) => Array.from({ length: Math.ceil(90 / period) + 1 }, (_, j) => phases[f]! + j * period));
    const style = roll(3);
    const released = flows.map(({ jitter }, f) => nominal[f]!.map((time) =>
      style === 0 ? time : style === 1 ? time + roll(jitter + 1) : Math.max(time, phases[f]! + jitter)).sort((a, b) => a - b));
    const seen = watch(all.map(({ processor, bcet, wcet, priority, f, s }, at) => ({
      resource: processor, priority, slot: null, after: s === 0 ? [] : [at - 1], arrivals: s === 0 ? released[f]! : [],
      times: roll(2) === 0 ? [wcet] : Array.from({ length: 3 }, () => bcet + roll(wcet - bcet + 1)),
    })), ["spp", "spp"], [0, 0], 90);
    all.forEach(({ f, s }, at) => seen[at]!.done.forEach((end, j) => {
      longest.set(`f${f}.${s}`, Math.max(longest.get(`f${f}.${s}`) ?? 0, end - nominal[f]![j]!));
    }));
  }
  return longest;
}

/** Null for flows whose jitters feed each other without end. */
function found(analysis: typeof holistic, flows: readonly Flow[]): FlowResponses["responses"] | null {
  try {
    return analysis(flows).responses;
  } catch (error) {
    if (error instanceof TimingRefusal && (error.code === "cycle" || error.code === "too large")) return null;
    throw error;
  }
}

const isMost = (a: Exact | null, b: Exact | null): boolean => b === null || (a !== null && a.lte(b));
const shown = (responses: FlowResponses["responses"] | null, factor = ratio(1)): unknown =>
  responses && Object.fromEntries([...responses].map(([id, response]) => [id, response && response.mul(factor).toFraction()]));
const streams = fc.infiniteStream(fc.nat());
const rolls = (stream: Iterator<number>) => (below: number): number => stream.next().value! % below;
const both = [["holistic", holistic], ["offset-based", offsetBased]] as const;

describe.each(both)("the %s analysis", (_, analysis) => {
  test("has bounds that no run beats", () => {
    fc.assert(fc.property(smallFlows(3), streams, (flows, stream) => {
      const bounds = found(analysis, asFlows(flows));
      if (bounds === null) return;
      for (const [id, value] of searched(flows, rolls(stream), 8)) {
        const bound = bounds.get(id)!;
        expect({ id, value, within: bound === null || bound.gte(value) }).toMatchObject({ within: true });
      }
    }), { numRuns: tries(120) });
  });
  test("scales with the unit, and does not depend on the order of the flows", () => {
    fc.assert(fc.property(smallFlows(4), fc.constantFrom(ratio(3), ratio(1, 7), ratio(5, 2)), (flows, unit) => {
      const before = found(analysis, asFlows(flows));
      expect(shown(found(analysis, asFlows(flows, unit)))).toEqual(shown(before, unit));
      expect(shown(found(analysis, asFlows(flows).toReversed()))).toEqual(shown(before));
    }), { numRuns: tries(70) });
  });
  test("grows with execution, jitter, blocking, shorter periods and a flow above", () => {
    fc.assert(fc.property(smallFlows(3), fc.nat(), (flows, pick) => {
      const before = found(analysis, asFlows(flows));
      const one = pick % flows.length;
      const changed = (change: (flow: SmallFlow) => SmallFlow): Flow[] => asFlows(flows.map((flow, f) => f === one ? change(flow) : flow));
      for (const after of [
        changed((flow) => ({ ...flow, jitter: flow.jitter + 3 })), changed((flow) => ({ ...flow, period: flow.period - 1 })),
        changed((flow) => ({ ...flow, steps: flow.steps.map((step, s) => s === 0 ? { ...step, wcet: step.wcet + 1 } : step) })),
        asFlows(flows).map((flow, f) => f === one ? { ...flow, steps: flow.steps.map((step) => ({ ...step, blocking: 2 })) } : flow),
        [...asFlows(flows), { id: "above", period: 17, steps: [{ id: "above", processor: "p0", wcet: 1, priority: -1 }] }],
      ].map((given) => found(analysis, given))) if (before !== null && after !== null)
        for (const [id, response] of before) expect(isMost(response, after.get(id)!), id).toBe(true);
    }), { numRuns: tries(70) });
  });
  test("of flows of one step is that of tasks", () => {
    fc.assert(fc.property(smallFlows(4, 1), (flows) => {
      const one = flows.map((flow) => ({ ...flow, steps: flow.steps.map((step) => ({ ...step, processor: 0 })) }));
      const { tasks } = fixedPriorityResponseTimes(one.map(({ period, jitter, steps: [step] }, f) => ({ id: `f${f}.0`, period, jitter, wcet: step!.wcet, priority: step!.priority })));
      expect(shown(found(analysis, asFlows(one)))).toEqual(Object.fromEntries(tasks.map(({ id, bound }) => [id, bound && bound.toFraction()])));
    }), { numRuns: tries(150) });
  });
  test("has no bounds on a processor that is asked for too much, nor for what comes after or below", () => {
    const { responses, flows, schedulable, assumptions, conventions } = analysis([
      { id: "f", period: 10, steps: [{ id: "a", processor: "p", wcet: 6 }, { id: "b", processor: "q", wcet: 1 }] },
      { id: "g", period: 10, steps: [{ id: "c", processor: "p", wcet: 5 }, { id: "d", processor: "q", wcet: 1, priority: 0 }] },
      { id: "h", period: 10, steps: [{ id: "e", processor: "q", wcet: 1, priority: 9 }] },
    ]);
    expect([...responses].map(([id, response]) => [id, response && asJson(response)])).toEqual([["a", 6], ["b", null], ["c", null], ["d", null], ["e", null]]);
    expect([...flows.values(), schedulable, conventions.from]).toEqual([null, null, null, false, "arrival"]);
    expect(assumptions.map(({ checked }) => checked)).toContain("without a bound: b, c, d, e");
  });
});

describe("offsets", () => {
  test("make no bound longer", () => {
    let shorter = 0;
    fc.assert(fc.property(smallFlows(4), (flows) => {
      const [without, within] = [found(holistic, asFlows(flows)), found(offsetBased, asFlows(flows))];
      if (without === null) return;
      expect(within).not.toBe(null);
      for (const [id, response] of without) {
        expect(isMost(within!.get(id)!, response), id).toBe(true);
        if (response !== null && within!.get(id)!.lt(response)) shorter += 1;
      }
    }), { numRuns: tries(150) });
    expect(shorter).toBeGreaterThan(tries(50, 5));
  });
  test("keep two steps of one flow from coming at once", () => {
    const flows: Flow[] = [
      { id: "f", period: 20, steps: [{ id: "a", processor: "p", wcet: 3, bcet: 3, priority: 1 }, { id: "b", processor: "q", wcet: 8, bcet: 8 }, { id: "c", processor: "p", wcet: 3, bcet: 3, priority: 1 }] },
      { id: "g", period: 20, steps: [{ id: "d", processor: "p", wcet: 2, priority: 2 }] },
    ];
    expect([holistic(flows), offsetBased(flows)].map(({ responses }) => asJson(responses.get("d")!))).toEqual([8, 5]);
  });
  test("that are given make a flow of tasks that are released at them", () => {
    // Each is done before the next: only the order of the other flow counts, and for that the schedule of all offsets is the measure.
    const flows: Flow[] = [{ id: "f", period: 12, steps: [
      { id: "a", processor: "p", wcet: 2, priority: 1 }, { id: "b", processor: "p", wcet: 3, priority: 1, offset: 4 }, { id: "c", processor: "p", wcet: 2, priority: 1, offset: 8 },
    ] }, { id: "g", period: 12, steps: [{ id: "d", processor: "p", wcet: 4, priority: 2 }] }];
    expect([...offsetBased(flows).responses].map(([id, response]) => [id, asJson(response!)])).toEqual([["a", 2], ["b", 7], ["c", 10], ["d", 11]]);
    const run = (offset: number) => asJson(offsetResponseTimes([
      { id: "a", wcet: 2, period: 12 }, { id: "b", wcet: 3, period: 12, offset: 4 }, { id: "c", wcet: 2, period: 12, offset: 8 }, { id: "d", wcet: 4, period: 12, offset },
    ]).tasks[3]!.bound!);
    expect(Math.max(...Array.from({ length: 12 }, (_, offset) => Number(run(offset))))).toBe(11);
  });
});

describe("bad input is one refusal that names the field", () => {
  const step = { id: "a", processor: "p", wcet: 1 };
  const good: Flow = { id: "f", period: 10, steps: [step] };
  const of = (change: object): Flow[] => [{ ...good, steps: [{ ...step, ...change }] }];
  for (const [what, field, code, flows] of [
    ["no flows", "flows", "missing", []],
    ["no list", "flows", "missing", {}],
    ["a million flows", "flows", "too large", Array.from({ length: 1_000_000 }, () => good)],
    ["a million steps", "flows", "too large", Array.from({ length: 1000 }, (_, f) => ({ ...good, id: `f${f}`, steps: Array.from({ length: 1000 }, (__, s) => ({ ...step, id: `${f}.${s}` })) }))],
    ["null", "flows[0]", "missing", [null]],
    ["no steps", "flows[0].steps", "missing", [{ ...good, steps: [] }]],
    ["a flow twice", "flows[1].id", "duplicate name", [good, good]],
    ["a step twice", "flows[0].steps[1].id", "duplicate name", [{ ...good, steps: [step, step] }]],
    ["a period of 0", "flows[0].period", "out of range", [{ ...good, period: 0 }]],
    ["a negative jitter", "flows[0].jitter", "out of range", [{ ...good, jitter: -1 }]],
    ["a deadline of 0", "flows[0].deadline", "out of range", [{ ...good, deadline: 0 }]],
    ["no processor", "flows[0].steps[0].processor", "missing", of({ processor: "" })],
    ["no cost", "flows[0].steps[0].wcet", "out of range", of({ wcet: 0 })],
    ["no number", "flows[0].steps[0].wcet", "not a number", of({ wcet: Number.NaN })],
    ["a best case above the worst", "flows[0].steps[0].bcet", "out of range", of({ bcet: 2 })],
    ["a negative blocking", "flows[0].steps[0].blocking", "out of range", of({ blocking: -1 })],
    ["a negative offset", "flows[0].steps[0].offset", "out of range", of({ offset: -1 })],
    ["half a priority", "flows[0].steps[0].priority", "not a number", of({ priority: 0.5 })],
    ["units too far apart", "the times of flows", "too large", [{ ...good, period: 1e9, jitter: "1/1000003", deadline: "1/1000033" }]],
  ] as const) test(what, () => {
    for (const [, analysis] of both) expect(() => analysis(flows as unknown as Flow[])).toThrow(expect.objectContaining({ name: "TimingRefusal", field, code }));
  });
});
