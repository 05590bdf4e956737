/** Searches by code beside searches by the sentences: the same states, the same counts, the same counterexamples. */
import { describe, expect, test } from "vitest";
import { capabilities, capsSystems } from "../../examples/capabilities/capabilities.ts";
import { seededBugs } from "../../examples/seeded-bugs.ts";
import { syncIpc, syncIpcSystems } from "../../examples/sync-ipc/sync-ipc.ts";
import { type Exploration, type ExploreOptions, compile, explore, exploreByCode } from "../../src/engine/index.ts";
import type { Specification, System } from "../../src/language/index.ts";

const options: ExploreOptions = { bytesMost: 1 << 28, symmetry: false };

function both(specification: Specification, system: System<any, any>, given: Partial<ExploreOptions> = {}): readonly [Exploration, Exploration] {
  const model = compile(specification, system);
  return [exploreByCode(model, { ...options, ...given })!, explore(model, { ...options, ...given })];
}

/** What must be the same; how many bytes the states take need not be. */
const told = ({ bytes: _, bytesPerState: __, ...rest }: Exploration) => rest;

describe("a search by code", () => {
  test.each([["sync-ipc", syncIpc, syncIpcSystems.XS], ["caps", capabilities, capsSystems.XS]] as const)(
    "finds in %s what the sentences find", (_, specification, system) => {
      const [code, sentences] = both(specification, system);
      expect(code.exhaustive).toBe(true);
      expect(told(code)).toEqual(told(sentences));
    });

  // The others have state spaces that take the sentences seconds.
  const small = seededBugs.filter(({ name }) => !["M1.3", "M1.4"].some((one) => name.startsWith(one)));
  test.each(small.map((bug) => [bug.name, bug] as const))("finds the bug: %s", (_, { specification, system }) => {
    const [code, sentences] = both(specification, system);
    expect(sentences.failure).not.toBeNull();
    // Of several shortest ways either may find another one.
    const found = ({ exhaustive, depth, stopped, failure }: Exploration) =>
      ({ exhaustive, depth, stopped, claim: failure?.violation.claim, length: failure?.steps.length });
    expect(found(code)).toEqual(found(sentences));
    expect(code.exhaustive).toBe(false);
  });

  test("keeps to a depth, to a number of states, to a memory", () => {
    const [code, sentences] = both(syncIpc, syncIpcSystems.XS, { depthMost: 5 });
    expect(told(code)).toEqual(told(sentences));
    expect(both(syncIpc, syncIpcSystems.XS, { statesMost: 1000 }).map(({ stopped, states }) => [stopped, states]))
      .toEqual([["states", 1000], ["states", 1000]]);
    expect(both(syncIpc, syncIpcSystems.S, { bytesMost: 1 << 20 })[0].stopped).toBe("memory");
  });

  test("tells of every state", () => {
    const model = compile(syncIpc, syncIpcSystems.XS);
    const states = [exploreByCode, explore].map((search) => {
      const found: string[] = [];
      search(model, { ...options, visited: (words) => { found.push(words.join()); } });
      return found;
    });
    expect(states[0]!.toSorted()).toEqual(states[1]!.toSorted());
  });

  test("has shown nothing where a constant that it read has changed", () => {
    const limits = { most: 1 };
    const fickle = { ...syncIpc, invariants: [...syncIpc.invariants, { name: "few endpoints", claim: "x", why: "x", sources: [],
      holds: ({ endpoint }: any) => endpoint.length > limits.most }] };
    const model = compile(fickle, syncIpcSystems.XS);
    const change = { ...options, progress: () => { limits.most = 0; } };
    expect(exploreByCode(model, change)!.disagreement).toContain('"most"');
    expect(exploreByCode(model, options)!.disagreement).toBeUndefined();
  });

  test("leaves symmetry, and the search for one violation, to the sentences", () => {
    const model = compile(syncIpc, syncIpcSystems.XS);
    expect(exploreByCode(model, { ...options, symmetry: true })).toBeNull();
  });
});
