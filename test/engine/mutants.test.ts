/** Derived mutants of a small operation: which there are, and that each is the one fault that its name says. */
import { describe, expect, test } from "vitest";
import { compile, derivedMutants, mutantsOf, mutate, recompile, runCampaign } from "../../src/engine/index.ts";
import { claiming, saying, small, sources, tick, twoLamps } from "./small-world.ts";

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
      const { checks, cases } = mutant.mutated;
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
