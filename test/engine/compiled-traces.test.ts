/** Traces by code beside traces by the sentences themselves: whatever is told of them must be the same, number by number. */
import { describe, expect, test } from "vitest";
import { craftedMutants, suites } from "../../properties/index.ts";
import { syncIpc, syncIpcSystems } from "../../bench/models/sync-ipc.ts";
import { capabilities, capsSystems } from "../../bench/models/caps.ts";
import { compiledTraces } from "../../src/engine/compiled-traces.ts";
import { compile, mutantsOf, mutate, runCampaign } from "../../src/engine/index.ts";
import type { Specification, System } from "../../src/language/index.ts";

const subjects: readonly (readonly [string, Specification, System<any, any>])[] = [
  ["sync-ipc", syncIpc, syncIpcSystems.S], ["caps", capabilities, capsSystems.S],
  ...suites.filter(({ name }) => ["genode-sessions", "genode-life", "genode-isolation"].includes(name))
    .map(({ name, specification, system }) => [name, specification, system] as const),
];

/** The suite that has claims over two runs. */
const isolated = suites.find(({ name }) => name === "genode-isolation");

describe("traces by code", () => {
  test.each(subjects)("%s", (_, specification, system) => {
    const model = compile(specification, system);
    const options = { seed: 7, traces: 20, steps: 40 };
    const tally = runCampaign(model, { ...options, compiled: true });
    expect(compiledTraces(model).isWhole).toBe(true);
    expect(tally.parted.some((count) => count > 0)).toBe(specification === isolated?.specification && system === isolated.system);
    // What is understood is run a second time less often.
    expect(tally.rerun).toBe(1);
    expect({ ...tally, rerun: 1 }).toEqual(runCampaign(model, options));
  }, 60_000);

  test("what an observer must not learn of is found by code, and told by the sentences", () => {
    const { specification, system } = isolated!;
    const crafted = craftedMutants.genode!.filter(({ name }) => name === "a new quota for one component is taken for all");
    const mutant = mutantsOf(specification, crafted).find(({ name }) => name === crafted[0]!.name)!;
    const model = compile({ ...specification, operations: mutate(specification.operations, mutant) }, system);
    const options = { seed: 7, traces: 1000, steps: 40 };
    const { failure } = runCampaign(model, { ...options, compiled: true });
    expect(failure?.violation.observer).toBeTypeOf("number");
    expect(failure).toEqual(runCampaign(model, options).failure);
  }, 60_000);
});
