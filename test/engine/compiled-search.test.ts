/**
 * The code of a search beside the plain path, on all states of small systems: the same calls end the same way and lead to the same
 * states, the same claims hold, the same reasons are used.
 */
import { describe, expect, test } from "vitest";
import { capabilities, capsSystems } from "../../examples/capabilities/capabilities.ts";
import { syncIpc, syncIpcSystems } from "../../examples/sync-ipc/sync-ipc.ts";
import { Behaviours } from "../../src/engine/search/behaviour.ts";
import { addSearch, placesOf, understoodSearch } from "../../src/engine/search/compiled-search.ts";
import { hashWords } from "../../src/engine/world/digest.ts";
import { type Model, compile, explore } from "../../src/engine/index.ts";
import type { Specification, System } from "../../src/language/index.ts";
import { Lookups } from "../../src/sentences/lookups.ts";
import { host } from "../../src/sentences/wasm/host.ts";
import { Module } from "../../src/sentences/wasm/module.ts";

/** The code beside its memory; states that it finds are told. */
function compiled(model: Model, found: (words: Int32Array) => void) {
  const places = placesOf(model);
  const search = understoodSearch(model, places);
  if (search === null) throw new Error("not everything is understood");
  const module = new Module();
  const tell = module.importFunction("host", "found", [], "i32");
  module.importMemory("host", { pages: 64, pagesMost: 64 });
  const lookups = new Lookups(places.lookups);
  const { judge, expand } = addSearch(module, model, search, places, lookups, () => tell);
  module.exportFunction(judge, "judge");
  expand.forEach((one, i) => module.exportFunction(one, `expand ${i}`));
  lookups.writeTo(module);
  const memory = new host.Memory({ initial: 64, maximum: 64 });
  const words = model.now.words.length;
  const [now, before] = [places.now, places.before].map((at) => new Int32Array(memory.buffer, at, words)) as [Int32Array, Int32Array];
  const { exports } = new host.Instance(new host.Module(module.encode()), { host: { memory, found: () => {
    found(now);
    now.set(before);
    return 1;
  } } });
  return { memory, places, now, before, search, exports: exports as Readonly<Record<string, () => number>> };
}

function compareAll(specification: Specification, system: System<any, any>, most = Infinity): number {
  const model = compile(specification, system);
  const states: Int32Array[] = [];
  explore(model, { bytesMost: 1e9, symmetry: false, visited: (words) => { if (states.length < most) states.push(words.slice()); } });
  const behaviours = new Behaviours(model);
  let sum = 0;
  const code = compiled(model, (words) => { sum = (sum + hashWords(words, 0)) | 0; });
  const told = (from: number, length: number) => new Float64Array(code.memory.buffer, from, length);
  for (const state of states) {
    const { told: plain } = behaviours.of(state, (words) => words);
    code.now.set(state);
    code.before.set(state);
    new Uint8Array(code.memory.buffer, code.places.told.from, code.places.told.bytes).fill(0);
    expect(code.exports["judge"]!()).toBe(model.stateClaims.every((c) => plain[behaviours.claims + c] === 0) ? 1 : 0);
    model.possible.forEach((o, i) => {
      sum = 0;
      expect(code.exports[`expand ${i}`]!()).toBe(0);
      const { outcomes } = model.steppers[o]!;
      const expected = Array.from(plain.subarray(behaviours.outcomes[o]!, behaviours.outcomes[o]! + outcomes.length));
      expect(Array.from(told(code.places.counts[o]!, outcomes.length)), model.steppers[o]!.operation.name).toEqual(expected);
      expect(sum, model.steppers[o]!.operation.name).toBe(plain[o]);
      expect(code.now).toEqual(state);
    });
    const marks = new Uint8Array(code.memory.buffer);
    model.seenInStates.forEach((_, s) => expect(marks[code.places.seenInStates + s]).toBe(plain[behaviours.inStates + s]));
    model.seenInSteps.forEach(({ sentence }, s) =>
      expect(marks[code.places.seenInSteps + s]! > 0, sentence).toBe(plain[behaviours.inSteps + s]! > 0));
  }
  return states.length;
}

describe("the code of a search does what the plain path does", () => {
  test("sync-ipc", () => expect(compareAll(syncIpc, syncIpcSystems.XS, 2500)).toBe(2500), 60_000);
  test("caps", () => expect(compareAll(capabilities, capsSystems.XS, 1000)).toBe(1000), 60_000);
});
