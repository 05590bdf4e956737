/** What a mutant does otherwise: the columns, the answer and the outcome that differ first. */
import { describe, expect, test } from "vitest";
import { type Unnoticed, compile, derivedMutants, mutate, recompile, unnoticed } from "../../src/engine/index.ts";
import { doing, saying, tick, twoLamps } from "./small-world.ts";

const act = doing(() => {}, {
  checks: [{ unless: "the lamp is not broken", holds: ({ lamp }: any) => lamp.state !== "broken", answer: "broken" },
    { unless: "the lamp is dim", holds: ({ lamp }: any) => !lamp.bright, answer: "bright" }, { unless: "nothing", holds: () => true, answer: "bright" }],
  cases: [{ when: "it acts", holds: () => true, then: {
    "it becomes bright or not": ({ lamp }: any, choose: any) => { lamp.bright = choose(3) !== 1; },
    "the next one is itself": ({ lamp }: any) => { lamp.next = lamp; },
    "it is green": ({ lamp }: any) => { lamp.colour = lamp.bright ? "green" : "red"; },
  } }, { when: "never", holds: () => false, then: { "nothing": () => {} }, answer: "none" }],
} as any);
const specification = saying([act, tick]);

function differing(name: string, traces = [0, 1, 2, 3, 4, 5, 6, 7]): Unnoticed {
  const right = compile(specification, twoLamps);
  const mutant = derivedMutants(act).find((one) => one.name === `Act / ${name}`)!;
  return unnoticed(right, recompile(right, mutate(specification.operations, mutant)), { seed: 1, traces: 8, steps: 20 }, traces);
}

const nothing: Unnoticed = { compared: 8, columns: [], answer: false, outcome: false };

describe("what differs first", () => {
  test("are the columns that a step leaves", () => {
    expect(differing("drop step / it acts / the next one is itself")).toEqual({ ...nothing, columns: ["lamp.next"] });
    expect(differing("drop step / it acts / it becomes bright or not")).toEqual({ ...nothing, columns: ["lamp.bright", "lamp.colour"] });
  });
  test("are not the columns that differ later", () => {
    const right = compile(saying([doing(() => {})]), twoLamps);
    const wrong = doing((lamp) => { if (lamp.bright) lamp.colour = "green"; lamp.bright = true; });
    expect(unnoticed(right, recompile(right, [wrong]), { seed: 1, traces: 8, steps: 20 }, [0, 1]))
      .toEqual({ ...nothing, compared: 2, columns: ["lamp.bright"] });
  });
  test("is the answer", () => {
    expect(differing("answer ok in place of bright / the lamp is dim")).toEqual({ ...nothing, answer: true });
  });
  test("is the outcome, and what comes with it", () => {
    expect(differing("drop check / the lamp is dim")).toEqual({ ...nothing, columns: ["lamp.bright", "lamp.colour"], answer: true, outcome: true });
  });
  test("is nothing where the mutant is equivalent", () => {
    expect(differing("swap steps / it acts / it becomes bright or not / the next one is itself")).toEqual(nothing);
    expect(differing("drop case / never")).toEqual(nothing);
    expect(differing("drop check / the lamp is not broken")).toEqual(nothing);
  });
  test("is nothing where no trace is compared", () => {
    expect(differing("drop step / it acts / the next one is itself", [])).toEqual({ ...nothing, compared: 0 });
  });
});
