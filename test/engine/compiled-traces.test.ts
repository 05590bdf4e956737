/** Traces by code beside traces by the sentences themselves: whatever is told of them must be the same, number by number. */
import { describe, expect, test } from "vitest";
import { genodeMutants } from "../../properties/genode/mutants.ts";
import { suites } from "../../properties/genode/suites/index.ts";
import { syncIpc, syncIpcSystems } from "../../examples/sync-ipc/sync-ipc.ts";
import { capabilities, capsSystems } from "../../examples/capabilities/capabilities.ts";
import { compiledTraces } from "../../src/engine/code/traces-code.ts";
import { Understood } from "../../src/engine/code/understood.ts";
import { type CampaignOptions, type Model, compile, judge, mutantsOf, mutate, runCampaign, runChunk } from "../../src/engine/index.ts";
import type { Specification, System } from "../../src/language/index.ts";
import { claiming, doing, saying, tick, twoLamps } from "./small-world.ts";

const subjects: readonly (readonly [string, Specification, System<any, any>])[] = [
  ["sync-ipc", syncIpc, syncIpcSystems.S], ["caps", capabilities, capsSystems.S],
  ...suites.map(({ name, specification, system }) => [name, specification, system] as const),
];

/** The suite that has claims over two runs. */
const isolated = suites.find(({ name }) => name === "genode-isolation");

describe("traces by code", () => {
  test.each(subjects)("%s", (_, specification, system) => {
    const model = compile(specification, system);
    const options = { seed: 7, traces: 12, steps: 40 };
    const tally = runCampaign(model, { ...options, compiled: true });
    expect(compiledTraces(model).isWhole).toBe(true);
    if (system === isolated?.system) expect(tally.parted.some((count) => count > 0)).toBe(true);
    // What is understood is run a second time less often.
    expect(tally.rerun).toBe(1);
    expect({ ...tally, byCode: 0 }).toEqual(runCampaign(model, options));
  }, 60_000);

  test("what an observer must not learn of is found by code, and told by the sentences", () => {
    const { specification, system } = isolated!;
    const crafted = genodeMutants.filter(({ name }) => name === "a new quota for one component is taken for all");
    const mutant = mutantsOf(specification, crafted).find(({ name }) => name === crafted[0]!.name)!;
    const model = compile({ ...specification, operations: mutate(specification.operations, mutant) }, system);
    const options = { seed: 7, traces: 1000, steps: 40 };
    const { failure } = runCampaign(model, { ...options, compiled: true });
    expect(failure?.violation.observer).toBeTypeOf("number");
    expect(failure).toEqual(runCampaign(model, options).failure);
  }, 60_000);
});

describe("what the code rests on", () => {
  const byCode: CampaignOptions = { seed: 1, traces: 300, steps: 12, compiled: true };

  test("a constant that changes is told by its name, and is no PASS", () => {
    const limits = { most: 2 };
    const model = compile(saying([tick], [claiming({ holds: ({ lamp }: any) => lamp.length <= limits.most })]), twoLamps);
    expect(runChunk(model, byCode, 0)).toMatchObject({ byCode: 50, differed: 0, difference: null });
    limits.most = 3;
    const tally = runCampaign(model, byCode);
    expect(tally.difference).toMatch(/^trace \d+: "most", which a sentence reads and which was another value when the run began$/);
    expect(judge(model, tally, byCode.traces)).toMatchObject({ verdict: "UNKNOWN", remarks: [expect.stringMatching(/or this is a fault of Cordon$/)] });
  });

  test("what one system has shown of an operation is no more than a guess for another", () => {
    const shine = doing((lamp, { many }) => { if (many) lamp.bright = !lamp.bright; },
      { look: (_world: any, _args: any, facts: any) => ({ many: facts.colours.length > 1 }) } as any);
    const specification = saying([shine, tick], [claiming({ holds: ({ lamp }: any) => lamp.length > 0 })]);
    const [one, many] = [["red"], ["red", "green"]].map((colours) => compile(specification, { ...twoLamps, facts: { colours } })) as [Model, Model];
    const columns = (model: Model): string[] =>
      [...new Understood(model).written].map((index) => model.now.layout.schema.columns[index]!.name).sort();
    expect([columns(one), columns(many), columns(one)]).toEqual([["now"], ["bright", "now"], ["now"]]);
    expect({ ...runCampaign(many, { ...byCode, traces: 20 }), byCode: 0 }).toEqual(runCampaign(many, { ...byCode, compiled: false, traces: 20 }));
  });

  test("where code and sentences part, the step is named", () => {
    const lamps = { bright: true };
    const shine = doing((lamp) => { lamp.bright = lamps.bright; }, { name: "Shine" });
    const model = compile(saying([shine], [claiming({ holds: ({ lamp }: any) => lamp[0].id === 0 })]), twoLamps);
    expect(runChunk(model, byCode, 0)).toMatchObject({ rerun: 1, differed: 0 });
    lamps.bright = false;
    expect(runChunk(model, byCode, 250).difference).toMatch(/^trace 250: its outcomes or its states; code and sentences part at step 1, Shine \/ /);
  });

  test("a sentence that goes round too often for code is asked itself, and is watched", () => {
    const rounds = (1 << 20) + 1;
    const spins = ({ lamp }: any): boolean => {
      let i = 0;
      while (i < rounds) i++;
      return lamp[0].id < i;
    };
    const model = compile(saying([doing((lamp) => { lamp.bright = !lamp.bright; })], [claiming({ holds: spins })]), twoLamps);
    let last = -2;
    const asked: number[] = [];
    const watch = { enter: (claim: number, operation: number) => { if (claim === 0 && last !== 0 && operation >= 0) asked.push(operation); last = claim; } };
    const tally = runCampaign(model, { ...byCode, traces: 2, watch });
    expect(compiledTraces(model).isWhole).toBe(true);
    // Of the four states all but the first are met after a step.
    expect(new Set(asked)).toEqual(new Set([0]));
    expect({ ...tally, byCode: 0 }).toEqual(runCampaign(compile(model.specification, twoLamps), { ...byCode, compiled: false, traces: 2 }));
  });
});
