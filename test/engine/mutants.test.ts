/** Derived mutants of a small operation: which there are, and that each is the one fault that its name says. */
import { describe, expect, test } from "vitest";
import { capabilities, capsSystem } from "../../examples/capabilities/capabilities.ts";
import { syncIpc, syncIpcSystem } from "../../examples/sync-ipc/sync-ipc.ts";
import { genodeIsolation } from "../../properties/genode/suites/isolation.ts";
import { compile, derivedMutants, mutantsOf, mutate, recompile, runCampaign } from "../../src/engine/index.ts";
import { claiming, doing, saying, small, sources, tick, twoLamps } from "./small-world.ts";

const light = small.operation({
  name: "Light", summary: "Lights a lamp.", sources, by: "lamp",
  checks: [
    { unless: "the lamp is whole", holds: ({ lamp }) => lamp.state !== "broken", answer: "broken" },
    { unless: "the lamp is dark", holds: ({ lamp }) => lamp.state === "off", answer: "lit already" },
  ],
  cases: [
    { when: "it is bright", holds: ({ lamp }) => lamp.bright, then: { "it is lit": ({ lamp }) => lamp.take("switch on"), "it is red": ({ lamp }) => { lamp.colour = "red"; }, "it dims": ({ lamp }) => { lamp.bright = false; } } },
    { when: "it is dim", holds: ({ lamp }) => !lamp.bright, then: { "it is lit": ({ lamp }) => lamp.take("switch on") } },
  ],
});

describe("derived mutants", () => {
  test("of one operation", () => {
    expect(derivedMutants(light).map(({ name }) => name)).toEqual([
      "Light / drop check / the lamp is whole",
      "Light / answer lit already in place of broken / the lamp is whole",
      "Light / drop check / the lamp is dark",
      "Light / answer ok in place of lit already / the lamp is dark",
      "Light / drop case / it is bright",
      "Light / negate condition / it is bright",
      "Light / answer broken in place of ok / it is bright",
      "Light / drop step / it is bright / it is lit",
      "Light / drop step / it is bright / it is red",
      "Light / drop step / it is bright / it dims",
      "Light / swap steps / it is bright / it is lit / it is red",
      "Light / swap steps / it is bright / it is red / it dims",
      "Light / drop case / it is dim",
      "Light / negate condition / it is dim",
      "Light / answer broken in place of ok / it is dim",
      "Light / drop step / it is dim / it is lit",
    ]);
  });

  test("an operation with one case and one answer keeps what it needs to load", () => {
    expect(derivedMutants(tick).map(({ name }) => name)).toEqual(["Tick / drop step / the clock advances / the clock counts on"]);
  });

  test("every one compiles, and differs from the right operation in one place", () => {
    const spec = saying([light, tick], [claiming({ holds: () => true })]);
    const model = compile(spec, twoLamps);
    for (const mutant of mutantsOf(spec, [])) {
      const mutated = recompile(model, mutate(spec.operations, mutant));
      expect(() => runCampaign(mutated, { seed: 1, traces: 20, steps: 10 })).not.toThrow();
      const { checks, cases } = mutant.mutated[0]!;
      const right = spec.operations.find(({ name }) => name === mutant.operation)!;
      expect(Math.abs(right.checks.length - checks.length) + Math.abs(right.cases.length - cases.length)
        + checks.filter((check) => !right.checks.includes(check)).length + cases.filter((one) => !right.cases.includes(one)).length).toBe(1);
    }
  });

  test("a dropped check, a negated condition and a dropped case are seen by a campaign", () => {
    const spec = saying([light], [claiming({ holds: () => true })]);
    const model = compile(spec, twoLamps);
    const killed = mutantsOf(spec, []).filter((mutant) =>
      runCampaign(recompile(model, mutate(spec.operations, mutant)), { seed: 1, traces: 50, steps: 10 }).failure !== null).map(({ name }) => name);
    expect(killed).toEqual(["Light / drop check / the lamp is dark", "Light / negate condition / it is bright",
      "Light / drop case / it is dim", "Light / negate condition / it is dim"]);
  });
});

/** Systems with their derived mutants, or some of them. */
const systems = [
  { specification: syncIpc, system: syncIpcSystem(3, 2, 2, 2), every: 1 }, { specification: capabilities, system: capsSystem(2, 3, 2, 5), every: 1 },
  { ...genodeIsolation, every: 40 },
];

describe("a mutant that shares all but its operation with the right text", () => {
  test.each(systems)("comes to what it comes to when all is compiled for it: $system.name", ({ specification, system, every }) => {
    const model = compile(specification, system);
    const options = { seed: 3, traces: 12, steps: 20 };
    // What the right text and other mutants leave behind must not be seen.
    runCampaign(model, options);
    for (const mutant of mutantsOf(specification, []).filter((_, i) => i % every === 0)) {
      const operations = mutate(specification.operations, mutant);
      expect(runCampaign(recompile(model, operations), options), mutant.name)
        .toEqual(runCampaign(compile({ ...specification, operations }, system), options));
    }
  });

  test("is a mutant in the second of two runs, too", () => {
    const spec = saying([doing((lamp) => { lamp.bright = !lamp.bright; }), tick], [claiming({ each: "lamp", unseen: {
      hidden: (lamp, { args }) => (args["lamp"] as { id: number } | undefined)?.id !== lamp.id, view: (lamp) => [lamp.bright], hears: () => false,
    } })]);
    const model = compile(spec, twoLamps);
    const dark = mutate(spec.operations, mutantsOf(spec, []).find(({ name }) => name.includes("drop step"))!);
    for (const operations of [spec.operations, dark]) {
      const { failure, parted } = runCampaign(recompile(model, operations), { seed: 1, traces: 20, steps: 10 });
      expect(failure).toBeNull();
      expect(parted[0]! > 0).toBe(operations !== dark);
    }
  });

  test("teaches the right text no names that a look gives", () => {
    const model = compile(syncIpc, syncIpcSystem(3, 2, 2, 2));
    const namesKnown = (): number => model.steppers.filter(({ lookedUp }) => lookedUp !== null).length;
    const before = namesKnown();
    runCampaign(recompile(model, mutate(syncIpc.operations, mutantsOf(syncIpc, [])[0]!)), { seed: 1, traces: 5, steps: 20 });
    expect(namesKnown()).toBe(before);
    runCampaign(model, { seed: 1, traces: 5, steps: 20 });
    expect(namesKnown()).toBeGreaterThan(before);
  });
});
