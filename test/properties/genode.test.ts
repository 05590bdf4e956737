/** The Genode suites guard themselves: whatever is taken out of one is noticed. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { suites } from "../../properties/genode/suites/index.ts";
import { compile, emptyTally, judge } from "../../src/engine/index.ts";
import type { Specification, Suite } from "../../src/language/index.ts";
import { byNight } from "../nightly.ts";
import { keepers, pathOf, promisesText } from "./promises.ts";

/** A run of a specification in which everything that is there was reached, and no claim broke. */
function judged(suite: Suite, specification: Specification, left?: string) {
  const model = compile(specification, suite.system);
  const tally = emptyTally(model);
  tally.traces = 1;
  tally.outcomes = tally.outcomes.map((counts) => counts.map(() => 1));
  tally.checked = tally.checked.map(() => 1);
  tally.parted = tally.parted.map(() => 1);
  tally.reasons = tally.reasons.map((counts) => counts.map(() => 1));
  tally.seen = tally.seen.map((counts) => counts.map(() => 1));
  model.steppers.forEach(({ operation, outcomes }, o) => outcomes.forEach((outcome, i) => {
    if (left === `${operation.name} / ${outcome}`) tally.outcomes[o]![i] = 0;
  }));
  model.claims.forEach(({ name, seen }, c) => {
    if (left === name) [tally.checked[c], tally.parted[c], tally.reasons[c]] = [0, 0, tally.reasons[c]!.map(() => 0)];
    seen.forEach(({ sentence }, i) => { if (left === `${name} / ${sentence}`) tally.seen[c]![i] = 0; });
  });
  return judge(model, tally, 1, suite);
}

/** All of them by night, and each fourth by day. */
const someOf = <T>(list: readonly T[]): readonly T[] => byNight(list, list.filter((_, i) => i % 4 === 0));

const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at);

describe.each(suites.map((suite) => [suite.name, suite] as const))("%s", (_name, suite) => {
  const { specification } = suite;

  it("passes when everything is reached", () => {
    expect(judged(suite, specification)).toMatchObject({ verdict: "PASS" });
  });

  it("is weak without any one of its operations", () => {
    for (const i of someOf([...specification.operations.keys()]))
      expect(judged(suite, { ...specification, operations: without(specification.operations, i) }).verdict).toBe("WEAK");
  });

  it("is weak without any one of its invariants", () => {
    for (const i of someOf([...specification.invariants.keys()]))
      expect(judged(suite, { ...specification, invariants: without(specification.invariants, i) }).verdict).toBe("WEAK");
  });

  it("is weak without any one of its sightings", () => {
    specification.invariants.forEach((invariant, i) => {
      for (const sentence of someOf(Object.keys(invariant.seen ?? {}))) {
        const seen = Object.fromEntries(Object.entries(invariant.seen ?? {}).filter(([other]) => other !== sentence));
        const invariants = specification.invariants.with(i, { ...invariant, seen });
        expect(judged(suite, { ...specification, invariants }).verdict).toBe("WEAK");
      }
    });
  });

  it("is weak without any one outcome, sighting or application that it requires", () => {
    for (const required of someOf(suite.requires!)) {
      const result = judged(suite, specification, required);
      expect({ required, verdict: result.verdict, remarks: result.remarks.length }).toEqual({ required, verdict: "WEAK", remarks: 1 });
    }
  });
});

describe.each(keepers)("the promises of %s", (kernel) => {
  it("are what its specification has (npm run promises writes it down)", async () => {
    expect(readFileSync(pathOf(kernel), "utf8")).toBe(await promisesText(kernel));
  });
});
