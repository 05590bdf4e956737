/** Traces by code beside traces by the sentences themselves: whatever is told of them must be the same, number by number. */
import { describe, expect, test } from "vitest";
import { suites } from "../../properties/index.ts";
import { syncIpc, syncIpcSystems } from "../../bench/models/sync-ipc.ts";
import { capabilities, capsSystems } from "../../bench/models/caps.ts";
import { compile, runCampaign } from "../../src/engine/index.ts";
import type { Specification, System } from "../../src/language/index.ts";

const subjects: readonly (readonly [string, Specification, System<any, any>])[] = [
  ["sync-ipc", syncIpc, syncIpcSystems.S], ["caps", capabilities, capsSystems.S],
  ...suites.filter(({ name }) => ["genode-sessions", "genode-life", "genode-isolation"].includes(name))
    .map(({ name, specification, system }) => [name, specification, system] as const),
];

describe("traces by code", () => {
  test.each(subjects)("%s", (_, specification, system) => {
    const model = compile(specification, system);
    const options = { seed: 7, traces: 60, steps: 40 };
    expect(runCampaign(model, { ...options, compiled: true })).toEqual(runCampaign(model, options));
  }, 60_000);
});
