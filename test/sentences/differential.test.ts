/**
 * Two ways to run the same sentences: the functions themselves over rows, and the code that was made of their form. In states of
 * random traces both must do the same: every call with its outcome and the state after it, every claim, every reason, every `seen`.
 */
import { describe, expect, test } from "vitest";
import { capabilities, capsSystems } from "../../examples/capabilities/capabilities.ts";
import { syncIpc, syncIpcSystems } from "../../examples/sync-ipc/sync-ipc.ts";
import { genodeIsolation } from "../../properties/genode/suites/isolation.ts";
import { genodeLife } from "../../properties/genode/suites/life.ts";
import { genodePassingOn } from "../../properties/genode/suites/passing-on.ts";
import { genodeSpent } from "../../properties/genode/suites/spent.ts";
import { genode } from "../../spec/genode/index.ts";
import { compile } from "../../src/engine/index.ts";
import type { Specification, System } from "../../src/language/index.ts";
import { Paired } from "./paired.ts";
import { visitsOfTraces } from "./visits.ts";

/** Of Genode those suites that together reach all of its operations. */
const ofGenode = [genodePassingOn, genodeSpent, genodeLife, genodeIsolation];
const subjects: readonly { readonly name: string; readonly specification: Specification; readonly system: System<any, any> }[] = [
  { name: "sync-ipc", specification: syncIpc, system: syncIpcSystems.S },
  { name: "caps", specification: capabilities, system: capsSystems.S },
  ...ofGenode,
];

/** Operations that ended well, and claims that were asked, by the name of the specification. */
const covered = new Map<string, Set<string>>();

describe("the form of sentences does what the sentences do", () => {
  test.each(subjects)("$name", ({ specification, system }) => {
    const model = compile(specification, system);
    const visits = visitsOfTraces(model, 7, 6, 80);
    const paired = new Paired(model, visits);
    expect(paired.unclear).toEqual([]);
    const { found, compared, asked } = paired.compare();
    expect(found).toEqual([]);
    expect(compared).toBeGreaterThan(visits.length * model.claims.length);
    const names = covered.get(specification.name) ?? new Set();
    covered.set(specification.name, names);
    for (const { calls } of visits) for (const { operation, outcome } of calls)
      if (outcome >= model.steppers[operation]!.refusals) names.add(model.steppers[operation]!.operation.name);
    for (const c of asked) names.add(model.claims[c]!.name);
  });

  test("every operation of Genode ended well in one of them, and every claim over states or steps was asked", () => {
    const overTwoRuns = genode.invariants.filter(({ unseen }) => unseen !== undefined);
    expect(overTwoRuns.length).toBeLessThan(4);
    const wanted = [...genode.operations, ...genode.invariants.filter((one) => !overTwoRuns.includes(one))].map(({ name }) => name);
    expect(wanted.filter((name) => !covered.get(genode.name)!.has(name))).toEqual([]);
  });
});
