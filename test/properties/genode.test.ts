/** The Genode suites guard themselves: whatever is taken out of one is noticed. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { promisesText } from "../../bench/promises.ts";
import { suites } from "../../properties/index.ts";
import { compile, emptyTally, judge, outcomeNames } from "../../src/engine/index.ts";
import type { Specification, Suite } from "../../src/language/index.ts";
import { genode } from "../../spec/genode/index.ts";

/** A run of a specification in which everything that is there was reached, and no claim broke. */
function judged(suite: Suite, specification: Specification) {
  const model = compile(specification, suite.system);
  const tally = emptyTally(model);
  tally.traces = 1;
  tally.outcomes = tally.outcomes.map((counts) => counts.map(() => 1));
  tally.checked = tally.checked.map(() => 1);
  tally.seen = tally.seen.map((counts) => counts.map(() => 1));
  return judge(model, tally, 1, suite);
}

const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at);

describe.each(suites.map((suite) => [suite.name, suite] as const))("%s", (_name, suite) => {
  const { specification } = suite;

  it("passes when everything is reached", () => {
    expect(judged(suite, specification)).toMatchObject({ verdict: "PASS" });
  });

  it("is weak without any one of its operations", () => {
    specification.operations.forEach((_, i) => {
      expect(judged(suite, { ...specification, operations: without(specification.operations, i) }).verdict).toBe("WEAK");
    });
  });

  it("is weak without any one of its invariants", () => {
    specification.invariants.forEach((_, i) => {
      expect(judged(suite, { ...specification, invariants: without(specification.invariants, i) }).verdict).toBe("WEAK");
    });
  });

  it("is weak without any one of its sightings", () => {
    specification.invariants.forEach((invariant, i) => {
      for (const sentence of Object.keys(invariant.seen ?? {})) {
        const seen = Object.fromEntries(Object.entries(invariant.seen ?? {}).filter(([other]) => other !== sentence));
        const invariants = specification.invariants.with(i, { ...invariant, seen });
        expect(judged(suite, { ...specification, invariants }).verdict).toBe("WEAK");
      }
    });
  });

  it("is weak when an outcome that it does not waive is not reached", () => {
    const model = compile(specification, suite.system);
    const tally = emptyTally(model);
    expect(judge(model, tally, 0, suite).verdict).toBe("WEAK");
  });
});

describe("all suites together", () => {
  it("reach every outcome of the specification", () => {
    const reached = new Set(suites.flatMap(({ specification, system }) =>
      outcomeNames(specification.operations).filter((outcome) => !Object.hasOwn(system.waived ?? {}, outcome))));
    expect(outcomeNames(genode.operations).filter((outcome) => !reached.has(outcome))).toEqual([]);
  });

  it("must see every sighting of the specification", () => {
    const waived = suites.map(({ system }) => system.waived ?? {});
    const unseen = genode.invariants.flatMap(({ name, seen = {} }) => Object.keys(seen).map((sentence) => `${name} / ${sentence}`))
      .filter((sighting) => waived.every((one) => Object.hasOwn(one, sighting)));
    expect(unseen).toEqual([]);
  });

  it("promise what the specification has (npm run promises writes it down)", () => {
    expect(readFileSync(new URL("../../properties/genode-promises.ts", import.meta.url), "utf8")).toBe(promisesText());
  });
});
