/**
 * The search against a plain one, with its counts in other tools, alone and in a team; and its quick path against the slow
 * one, call by call, on every bundled specification.
 */
import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capabilities, capsSystems } from "../../examples/capabilities/capabilities.ts";
import { seededBugs } from "../../examples/seeded-bugs.ts";
import { syncIpc, syncIpcSystems } from "../../examples/sync-ipc/sync-ipc.ts";
import { suites } from "../../properties/genode/suites/index.ts";
import {
  type Exploration, type ExploreOptions, type Model, addExplorations, compile, explore, runCampaign, sampleSize, stateGraph, teamMemory, tell,
} from "../../src/engine/index.ts";
import { everyCall } from "../../src/engine/search/call-enumeration.ts";
import { namesTaken } from "../../src/engine/stepping/parameter-names.ts";
import { packingOf } from "../../src/engine/search/packing.ts";
import { continued } from "../../src/engine/search/sampling.ts";
import { claiming, doing, saying, tick, twoLamps } from "./small-world.ts";
import { nightly, tries } from "../nightly.ts";

const whole: ExploreOptions = { bytesMost: 1 << 28, symmetry: false };

/** Every reachable state with its number of legal calls, by plain breadth-first search over copies of states. */
function reachable(model: Model): Pick<Exploration, "states" | "transitions" | "depth"> {
  const seen = new Set([model.initial.join()]);
  let frontier: readonly Int32Array[] = [model.initial];
  let [transitions, depth] = [0, 0];
  for (;;) {
    const next: Int32Array[] = [];
    for (const state of frontier) everyCall(model, state, (operation, args, choose) => {
      const stepper = model.steppers[operation]!;
      if (stepper.run(args, choose) < stepper.refusals) return false;
      transitions++;
      const key = model.now.words.join();
      if (!seen.has(key)) next.push(model.now.words.slice());
      seen.add(key);
      return false;
    });
    if (next.length === 0) return { states: seen.size, transitions, depth };
    [frontier, depth] = [next, depth + 1];
  }
}

const counts = ({ states, transitions, depth, exhaustive }: Exploration) => ({ states, transitions, depth, exhaustive });

describe("exact counts", () => {
  test.each([
    ["caps XS", compile(capabilities, capsSystems.XS), { states: 10_879, transitions: 52_678, depth: 9 }],
    ["sync-ipc XS", compile(syncIpc, syncIpcSystems.XS), { states: 7_391, transitions: 61_012, depth: 14 }],
  ])("%s, as other tools have them", (_, model, expected) => {
    expect(reachable(model)).toEqual(expected);
    const found = explore(model, whole);
    expect(counts(found)).toEqual({ ...expected, exhaustive: true });
    expect(found.levels.reduce((sum, size) => sum + size, 0)).toBe(found.states);
    expect([found.frontier, found.stopped, found.levels.length]).toEqual([0, null, expected.depth + 1]);
  });
  nightly("sync-ipc S", () => {
    const found = explore(compile(syncIpc, syncIpcSystems.S), whole);
    expect(counts(found)).toEqual({ states: 289_445, transitions: 3_089_056, depth: 16, exhaustive: true });
    expect(found.bytesPerState).toBeLessThan(40);
  });
  test("open choices: every branch is taken", () => {
    const jump = doing(() => {}, { name: "Jump", by: "clock", cases: [{ when: "it jumps", then: {
      "by one choice": ({ clock }: any, choose: any) => { clock.now = Math.min(20, clock.now + 3 * choose(3)); },
      "by another": ({ clock }: any, choose: any) => { if (clock.now % 2 === 0) clock.now = Math.min(20, clock.now + choose(2)); } } }] } as any);
    const model = compile(saying([jump]), twoLamps);
    expect(counts(explore(model, whole))).toEqual({ ...reachable(model), exhaustive: true });
    expect(explore(model, whole).states).toBeGreaterThan(10);
  });
});

test("the quick path takes the same calls as the slow one, with the same outcomes", () => {
  const bundled = [compile(syncIpc, syncIpcSystems.S), compile(capabilities, capsSystems.L), ...suites.map((suite) => compile(suite.specification, suite.system))];
  for (const model of bundled) {
    const states: Int32Array[] = [];
    const { outcomes, frontier } = explore(model, { ...whole, statesMost: 60, visited: (words) => states.push(words.slice()) });
    const slow = model.steppers.map((stepper) => stepper.outcomes.map(() => 0));
    for (const state of states.slice(0, 60 - frontier)) everyCall(model, state, (operation, args, choose) => {
      slow[operation]![model.steppers[operation]!.run(args, choose)]!++;
      return false;
    });
    expect(outcomes).toEqual(slow);
  }
});

test("a packed state is the state, whatever a random trace made of it", () => {
  for (const suite of suites) {
    const model = compile(suite.specification, suite.system);
    const { size, pack, unpack } = packingOf(model.now.layout);
    const [packed, back] = [new Int32Array(size), new Int32Array(model.now.words.length)];
    for (let seed = 0; seed < tries(20, 3); seed++) {
      runCampaign(model, { seed, traces: 1, steps: 60 });
      pack(model.now.words, packed, 0);
      unpack(packed, 0, back);
      expect(back).toEqual(model.now.words);
    }
    expect(size).toBeLessThan(model.now.words.length);
  }
});

describe("violations", () => {
  test.each(seededBugs)("$name: found in $shortest steps, with and without symmetry", ({ specification, system, shortest }) => {
    const model = compile(specification, system);
    for (const symmetry of [true, false]) {
      const { failure, exhaustive } = explore(model, { ...whole, symmetry });
      expect([failure!.steps.length, exhaustive]).toEqual([shortest, false]);
      expect(tell(model, failure!.steps).violation).toEqual(failure!.violation);
    }
  });
  test("a claim over states that breaks sooner comes before one over steps", () => {
    const late = claiming({ name: "late", permits: { "always but once": ({ after }: any) => after.clock[0].now !== 3 } } as any);
    const soon = claiming({ name: "soon", holds: ({ clock }: any) => clock[0].now !== 2 });
    const model = compile(saying([tick], [late, soon]), twoLamps);
    expect(explore(model, whole).failure!.violation).toMatchObject({ claim: "soon", at: 2 });
    expect(explore(compile(saying([tick], [late]), twoLamps), whole).failure!.violation).toMatchObject({ claim: "late", at: 3 });
  });
  test("in the initial state", () => {
    const model = compile(saying([tick], [claiming({ holds: ({ clock }: any) => clock[0].now > 0 })]), twoLamps);
    expect(explore(model, whole).failure).toMatchObject({ steps: [], violation: { at: 0 } });
  });
  test("a fault of the specification", () => {
    const found = explore(compile(saying([tick]), twoLamps), whole);
    expect([found.failure!.violation.claim, found.failure!.steps.length]).toEqual(["the specification is sound", 101]);
  });
  test("an invariant that throws is named", () => {
    const model = compile(saying([tick], [claiming({ name: "thrower", holds: ({ clock }: any) => { if (clock[0].now === 2) throw new Error("no"); return true; } })]), twoLamps);
    expect(() => explore(model, whole)).toThrow('the invariant "thrower" threw: no');
  });
});

describe("limits", () => {
  const model = compile(syncIpc, syncIpcSystems.S);
  test("depth", () => expect(explore(model, { ...whole, depthMost: 3 })).toMatchObject({ stopped: "depth", exhaustive: false, states: 941, frontier: 792, depth: 3 }));
  test("states", () => expect(explore(model, { ...whole, statesMost: 1000 })).toMatchObject({ stopped: "states", exhaustive: false, states: 1000 }));
  test("exactly as many states as there are", () => {
    expect(explore(compile(syncIpc, syncIpcSystems.XS), { ...whole, statesMost: 7_391 })).toMatchObject({ stopped: null, exhaustive: true });
  });
  test("memory", () => {
    const found = explore(model, { ...whole, bytesMost: 1 << 20 });
    expect(found).toMatchObject({ stopped: "memory", exhaustive: false, failure: null });
    expect(found.bytes).toBeLessThanOrEqual(1 << 20);
  });
  test("calls", () => {
    const { stopped, exhaustive, outcomes } = explore(model, { ...whole, callsMost: 5000 });
    expect({ stopped, exhaustive }).toEqual({ stopped: "calls", exhaustive: false });
    const calls = outcomes.flat().reduce((sum, count) => sum + count);
    expect(calls).toBeGreaterThan(5000);
    expect(calls).toBeLessThan(5100);
  });
});

/** Runs a search in several threads. */
async function inTeam(size: number, specification: string, symmetry: boolean): Promise<Exploration> {
  const team = teamMemory(size, 1 << 28);
  const shares = Array.from({ length: size }, (_, number) => new Promise<Exploration>((resolve, reject) => {
    const worker = new Worker(new URL("./team-member.mjs", import.meta.url), { workerData: { team: { ...team, number }, specification, symmetry } });
    worker.on("message", resolve);
    worker.on("error", reject);
  }));
  return addExplorations(await Promise.all(shares));
}

describe("teams", () => {
  test.each([[1, false], [2, false], [3, false], [2, true]])("%i workers, symmetry %s: the same counts", async (size, symmetry) => {
    const found = await inTeam(size, "sync-ipc", symmetry);
    const alone = explore(compile(syncIpc, syncIpcSystems.XS), { ...whole, symmetry });
    for (const key of ["states", "transitions", "depth", "exhaustive", "levels", "outcomes", "checked", "seen", "frontier"] as const)
      expect({ [key]: found[key] }).toEqual({ [key]: alone[key] });
  });
  test.each(["M1.2 cancel leaks the last slot", "M2.1 revoke misses grandchildren"])("%s: a trace of the same length", async (name) => {
    const { specification, system, shortest } = seededBugs.find((bug) => bug.name === name)!;
    const { failure } = await inTeam(2, name, false);
    expect(failure!.steps.length).toBe(shortest);
    expect(tell(compile(specification, system), failure!.steps).violation).toEqual(failure!.violation);
  });
});

describe("graphs and samples", () => {
  test("a graph has every state and every call", () => {
    const model = compile(capabilities, capsSystems.XS);
    const graph = stateGraph(model, whole)!;
    expect([graph.states.length, graph.edges.length]).toEqual([10_879, 52_678]);
    expect(stateGraph(model, { ...whole, statesMost: 1000 })).toBeNull();
  });
  test("a sample of what can be searched is a count", () => {
    expect(sampleSize(compile(syncIpc, syncIpcSystems.XS), { ...whole, seed: 1, traces: 100, steps: 50 })).toMatchObject({ about: 7_391, exhaustive: true });
  });
  test("a sample of what cannot keeps to what it knows", () => {
    const found = sampleSize(compile(syncIpc, syncIpcSystems.S), { ...whole, seed: 1, traces: 2000, steps: 100, statesMost: 100_000 });
    expect(found.atLeast).toBeGreaterThanOrEqual(100_000);
    expect(found.about!).toBeGreaterThan(100_000);
    expect(found.about!).toBeLessThan(10 * 289_445);
  });
  test("levels along a parabola are continued to their sum", () => {
    const bell = Array.from({ length: 41 }, (_, d) => Math.round(10 ** (6 - ((d - 20) / 8) ** 2)));
    const sum = bell.reduce((all, size) => all + size, 0);
    expect(Math.abs(continued(bell.slice(0, 18))! / sum - 1)).toBeLessThan(0.05);
    expect(continued([1, 2, 4, 8, 16, 32])).toBeNull();
  });
});

test("which names a sentence takes", () => {
  expect(namesTaken(({ client, slot }: any) => client === slot, 0)).toEqual(["client", "slot"]);
  expect(namesTaken((_world: any, { client }: any, _facts: any) => client, 1)).toEqual(["client"]);
  expect(namesTaken((world: any) => world, 0)).toBeNull();
  expect(namesTaken((world: any) => world, 1)).toEqual([]);
  expect(namesTaken(({ client: { id } }: any) => id, 0)).toBeNull();
  expect(namesTaken(({ client = 1 }: any) => client, 0)).toBeNull();
  expect(namesTaken(({ ...rest }: any) => rest, 0)).toBeNull();
  expect(namesTaken(function whole_({ client }: any) { return client; }, 0)).toBeNull();
  fc.assert(fc.property(fc.uniqueArray(fc.constantFrom("a", "b", "$c", "_d")), (names) => {
    // oxlint-disable-next-line typescript/no-implied-eval -- a sentence of any names
    const sentence = new Function(`return ({ ${names.join(", ")} }) => 0`)() as () => number;
    expect(namesTaken(sentence, 0)).toEqual(names);
  }));
});
