/**
 * Two ways to run the same sentences: the functions themselves over rows, and the code that was made of their form. On states of
 * random traces both must do the same: every call with its outcome and the state after it, every claim, every reason, every `seen`.
 */
import { describe, expect, test } from "vitest";
import { capabilities, capsSystems } from "../../bench/models/caps.ts";
import { syncIpc, syncIpcSystems } from "../../bench/models/sync-ipc.ts";
import { suites } from "../../properties/index.ts";
import { type Model, compile } from "../../src/engine/index.ts";
import type { Specification, System } from "../../src/language/index.ts";
import { Paired } from "./paired.ts";

const subjects: readonly (readonly [string, Specification, System<any, any>, number])[] = [
  ["sync-ipc", syncIpc, syncIpcSystems.S, 4000],
  ["caps", capabilities, capsSystems.S, 4000],
  ...suites.map(({ name, specification, system }) => [name, specification, system, 200] as const),
];

describe("the form of sentences does what the sentences do", () => {
  test.each(subjects)("%s", (_, specification, system, steps) => {
    const model: Model = compile(specification, system);
    const paired = new Paired(model);
    expect(paired.unclear).toEqual([]);
    const differences = paired.compare(steps, 4711);
    expect(differences.found).toEqual([]);
    expect(differences.compared).toBeGreaterThan(steps);
  });
});
