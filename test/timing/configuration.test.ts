/** Chains of calls of made-up configurations: no run of theirs is longer than its bound, and what is known of them holds. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callConventions } from "../../model/genode/call-conventions.ts";
import { descriptionOf } from "../../model/genode/description.ts";
import { type Profile, callCosts, profiles } from "../../model/platforms/index.ts";
import { readSystem } from "../../src/adapters/genode/index.ts";
import type { Component, Connection, Description } from "../../src/language/index.ts";
import { type CallParameters, longRun, timeCalls } from "../../src/timing-cases/index.ts";
import { callsOn } from "../../src/timing/chains/index.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import { byNight, tries } from "../nightly.ts";

const at = { file: "made-up", line: 1, column: 1 };
const nova: Profile = profiles.find(({ id }) => id === "nova-i7-920")!;
const sel4: Profile = profiles.find(({ id }) => id === "sel4-c220g2")!;

interface Made {
  readonly graph: Description;
  readonly parameters: CallParameters;
}

/** Components that call only those after them, so that calls end. */
const configuration: fc.Arbitrary<Made> = fc.integer({ min: 2, max: 6 }).chain((count) => fc.record({
  calls: fc.array(fc.array(fc.boolean(), { minLength: count, maxLength: count }), { minLength: count, maxLength: count }),
  priorities: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: count, maxLength: count }),
  works: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: count, maxLength: count }),
  periods: fc.array(fc.integer({ min: 6, max: 40 }), { minLength: count, maxLength: count }),
  own: fc.array(fc.boolean(), { minLength: count, maxLength: count }),
  processors: fc.constantFrom(1, 3),
  places: fc.array(fc.nat({ max: 2 }), { minLength: count, maxLength: count }),
})).map(({ calls, priorities, works, periods, own, processors, places }) => {
  const callers = priorities.map((priority, i): Component & { connections: Connection[] } => ({ name: `c${i}`, connections: [], quotas: {}, priority, processor: `${places[i]! % processors},0`, isOpen: false, at }));
  calls.forEach((row, i) => { row.forEach((does, j) => { if (does && j > i) callers[i]!.connections.push({ service: `S${j}`, server: callers[j]!, at }); }); });
  const components = Object.fromEntries(callers.map(({ name, connections }, i) => [name, {
    work: `${works[i]!} us`, ...(own[i]! && connections.length > 0 ? { period: `${periods[i]! * 10} us` } : {}),
  }]));
  return { graph: { format: "made-up", content: null, components: callers }, parameters: { period: "200 us", components } };
});

const timed = ({ graph, parameters }: Made, simulations: number, profile = nova) =>
  timeCalls(graph, profile, { calls: callsOn(callConventions, profile.kernel), parameters, onOneProcessor: false, effort: { simulations, seed: 1 } });

describe("chains of a configuration", () => {
  test("are never slower than their bounds, in a long run or in a search for the worst case", () => {
    const [together, apart] = [{ bounded: 0, reached: 0 }, { bounded: 0, reached: 0 }];
    fc.assert(fc.property(configuration, fc.constantFrom(nova, sel4), (made, profile) => {
      const { chains, observations } = timed(made, 40, profile);
      for (const seen of observations) {
        const run = longRun(seen).observed;
        for (const { name, bound, found } of seen.tasks) if (bound !== null) {
          const count = seen.system.processors === undefined ? together : apart;
          count.bounded++;
          if (found!.observedMax.equals(bound)) count.reached++;
          expect(found!.observedMax.lte(bound), name).toBe(true);
          expect(run[name]!.lte(bound), name).toBe(true);
        }
      }
      for (const { bound, work } of chains) expect(bound === null || bound.gte(work)).toBe(true);
    }), { seed: 4, numRuns: tries(60, 12) });
    expect(Math.min(together.bounded, apart.bounded)).toBeGreaterThan(tries(30, 6));
    expect(together.reached / together.bounded).toBeGreaterThan(0.5);
    expect(apart.reached / apart.bounded).toBeGreaterThan(byNight(0.2, 0.1));
  });
  test("are no quicker with more work, with a lower priority or more often asked for", () => {
    fc.assert(fc.property(configuration, (made) => {
      const before = timed(made, 0).chains;
      const { period, ...rest } = made.parameters;
      const components = Object.fromEntries(Object.entries(rest.components!).map(([name, one]) => [name, { ...one, work: `${Number.parseInt(one.work!, 10) + 1} us` }]));
      const after = timed({ graph: made.graph, parameters: { period: period!, components } }, 0).chains;
      after.forEach(({ bound }, i) => { expect(bound === null || bound.gt(before[i]!.bound!)).toBe(true); });
    }), { seed: 5, numRuns: tries(100) });
  });
});

describe("calls of a configuration", () => {
  const calls = (text: string) => descriptionOf(readSystem(text, "made-up").system!).components;

  test("go through nested inits and what these forward, with labels on the way", () => {
    const callers = calls(`config | prio_levels: 4
+ start front | priority: -1
  + route | + service Block | + child drivers
+ start other
  + route | + service Block | + child drivers
+ start log
  + provides | + service Report
+ start drivers | priority: -2
  + binary init
  + provides | + service Block
  + route | + service Report | + child log
  + config | prio_levels: 2
    + parent-provides | + service Report
    + service Block
      + policy | label_prefix: front -> | + child fast
      + default-policy | + child slow
    + start fast | priority: -1
      + provides | + service Block
      + route | + service Report | + parent
    + start slow
      + provides | + service Block
-
`);
    expect(callers.map(({ name, connections }) => [name, connections.map(({ server }) => server.name)])).toEqual([
      ["front", ["drivers -> fast"]], ["other", ["drivers -> slow"]], ["log", []], ["drivers -> fast", ["log"]], ["drivers -> slow", []],
    ]);
    // Bands of four, the third of which is halved.
    expect(callers.map(({ priority }) => priority)).toEqual([16384, 0, 0, 40960, 32768]);
  });
  test("begin where affinities say, also in a part of a part", () => {
    expect(calls(`config
+ affinity-space | width: 4
+ start a
+ start b | + affinity | xpos: 3
+ start nest
  + binary init
  + affinity | xpos: 2 | width: 2
  + config
    + affinity-space | width: 2
    + start c
    + start d | + affinity | xpos: 1
-
`).map(({ name, processor }) => [name, processor])).toEqual([["a", "0,0"], ["b", "3,0"], ["nest -> c", "2,0"], ["nest -> d", "3,0"]]);
  });
  test("that double at every step are refused before they are drawn up", () => {
    const steps = Array.from({ length: 40 }, (_, i) => `
+ start s${i}
  + provides
    + service A${i}
    + service B${i}
  + route
    + service A${i + 1} | + child s${i + 1}
    + service B${i + 1} | + child s${i + 1}`).join("");
    const graph = descriptionOf(readSystem(`config${steps}\n+ start s40\n  + provides\n    + service A40\n    + service B40\n-\n`, "made-up").system!);
    expect(() => timed({ graph, parameters: {} }, 0)).toThrow(TimingRefusal);
    expect(() => timed({ graph, parameters: {} }, 0)).toThrow("at most 240 in a chain");
  });
});

test("costs of calls come from figures for them, and from the bound where there is one", () => {
  const known = profiles.flatMap((profile) => callCosts(profile) ?? []);
  expect(known.length).toBeGreaterThan(20);
  for (const { costs, says } of known) {
    expect(costs.call.gt(0) && costs.reply.gt(0)).toBe(true);
    expect(says).toMatch(/cycles, (?:typical and no worst case|a worst case)/);
  }
});

describe("costs of calls, by hand at 10 MHz", () => {
  type Figures = Profile["figures"];
  const figure = (cycles: number, kind: "typical" | "worst case"): NonNullable<Figures["ipc call"]> => ({ cycles, kind, way: "whole", source: "SOSP97-T2", grade: "P" });
  const costs = (figures: Figures) => {
    const found = callCosts({ id: "made-up", kernel: "made-up", cpu: "none", clockMHz: 10, configuration: [], figures });
    return found && [found.costs.call.toFraction(), found.costs.reply.toFraction(), found.says.split(" cycles, ")[0]];
  };

  test("are those of the call and of the reply where both are known", () => {
    expect(costs({ "ipc call": figure(30, "typical"), "ipc reply": figure(25, "typical"), "ipc round trip": figure(90, "typical") })).toEqual(["3", "5/2", "30 + 25"]);
  });
  test("are the halves of both together where only one is known, or neither", () => {
    for (const known of ["ipc call", "ipc reply"] as const)
      expect(costs({ [known]: figure(30, "typical"), "ipc round trip": figure(90, "typical") })).toEqual(["9/2", "9/2", "90"]);
  });
  test("are the worst where they are known, else typical ones", () => {
    expect(costs({ "ipc call": figure(30, "typical"), "ipc reply": figure(25, "typical"), "ipc round trip": figure(90, "worst case") })).toEqual(["9/2", "9/2", "90"]);
    expect(costs({ "ipc call": figure(30, "worst case") })).toBeNull();
  });
});

test("chains that another one ties together are looked at as one set, and others keep theirs", () => {
  const caller = (name: string, processor: string, ...servers: Component[]): Component =>
    ({ name, processor, priority: 0, isOpen: false, at, quotas: {}, connections: servers.map((server) => ({ service: "S", server, at })) });
  const [s0, s1, s2] = ["0,0", "1,0", "2,0"].map((processor, i) => caller(`s${i}`, processor)) as [Component, Component, Component];
  // The last one calls from 0 to 1, and so ties the first to the third.
  const clients = [caller("a", "0,0", s0), caller("apart", "2,0", s2), caller("b", "1,0", s1), caller("tie", "0,0", s1)];
  const components = Object.fromEntries([...clients.map(({ name }) => [name, { work: "1 us", period: "900 us" }]), ...[s0, s1, s2].map(({ name }) => [name, { work: "1 us" }])]) as Record<string, { work: string }>;
  const { observations } = timed({ graph: { format: "made-up", content: null, components: [...clients, s0, s1, s2] }, parameters: { components } }, 0);
  expect(observations.map(({ tasks }) => tasks.map(({ name }) => name))).toEqual([["apart: S"], ["a: S", "b: S", "tie: S"]]);
});
