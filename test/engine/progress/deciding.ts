/** Asks both paths about progress, and gives what they say alike, in words. */
import { expect } from "vitest";
import { type Model, compile, explore, exploreByCode, judgeExploration, tell } from "../../../src/engine/index.ts";
import type { Specification, System } from "../../../src/language/index.ts";

export const system = (sizes: Readonly<Record<string, number>>, boot: System["boot"] = () => {}): System<any, any> =>
  ({ name: "small", about: "For a test.", sizes, facts: {}, boot });
const bytesMost = 1 << 26;

/** What both paths say: the verdicts of the claims, and the counterexample in sentences. */
export function decided(specification: Specification, on: System<any, any>) {
  const model = compile(specification, on);
  const told = [explore(model, { bytesMost, symmetry: false }), exploreByCode(model, { bytesMost, symmetry: false })!].map((search) => {
    const { verdict, claims, remarks } = judgeExploration(model, search);
    const { failure } = search;
    return {
      verdict, claims: Object.fromEntries(claims.map((claim) => [claim.name, claim.verdict])), remarks, states: search.states,
      ...(failure === null ? {} : { violation: failure.violation, stem: sentences(model, failure.steps),
        loop: sentences(model, [...failure.steps, ...failure.loop ?? []]).slice(failure.steps.length) }),
    };
  });
  expect(told[1]).toEqual(told[0]);
  return told[0]!;
}

const sentences = (model: Model, steps: Parameters<typeof tell>[1]): string[] => tell(model, steps).steps.map(({ sentence }) => sentence);
