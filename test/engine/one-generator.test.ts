/** fast-check and campaigns draw the same traces for the same seed: what fails in either is found again in the other. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capabilitiesSuites } from "../../examples/capabilities/suites.ts";
import { syncIpcSuites } from "../../examples/sync-ipc/suites.ts";
import { type Trace, compile, holds, runCampaign, traces } from "../../src/engine/index.ts";
import type { Suite } from "../../src/language/index.ts";

const suites: readonly Suite[] = [...syncIpcSuites, ...capabilitiesSuites];
/** One with a seeded bug. */
const broken = suites.at(-1)!;

const campaign = ({ specification, system, budget }: Suite, seed: number, most: number) =>
  runCampaign(compile(specification, system), { seed, traces: most, steps: budget.quick.steps });

const shown = ({ steps, violation, drawn }: Trace) => ({ steps, violation, drawn });

test.each(suites.map((suite) => [suite.name, suite] as const))("%s: run i of a seed is trace i of the seed", (_, suite) => {
  const [seed, numRuns] = [7, 12];
  const drawn = fc.sample(traces(suite), { seed, numRuns });
  expect(drawn.map((one) => one.drawn)).toEqual(Array.from({ length: numRuns }, (_, trace) => ({ seed, trace })));
  const { failure, steps } = campaign(suite, seed, numRuns);
  const first = drawn.findIndex(({ violation }) => violation !== null);
  expect(failure?.trace ?? -1).toBe(first);
  if (failure === null) expect(drawn.reduce((sum, one) => sum + one.steps.length, 0)).toBe(steps);
  else expect(shown(drawn[first]!)).toEqual({ steps: failure.steps, violation: failure.violation, drawn: { seed, trace: first } });
});

describe("a failure is replayed", () => {
  // A seed of which the first traces hold.
  const seed = Array.from({ length: 200 }, (_, i) => i).find((one) => (campaign(broken, one, 50).failure?.trace ?? 0) > 2)!;

  test("of a campaign, by fast-check with its seed and the number of its trace as path", () => {
    const { trace, violation, steps } = campaign(broken, seed, 50).failure!;
    const { failed, numRuns, counterexample, errorInstance } = fc.check(fc.property(traces(broken), holds),
      { seed, path: String(trace), endOnFailure: true });
    expect([failed, numRuns]).toEqual([true, 1]);
    expect(shown(counterexample![0])).toEqual({ steps, violation, drawn: { seed, trace } });
    expect(String(errorInstance)).toContain(`(found in trace ${trace} of seed ${seed})`);
  });

  test("of fast-check, by a campaign with its seed, though it was made smaller, and its seed negative", () => {
    fc.assert(fc.property(fc.integer(), (any) => {
      const { failed, counterexample, counterexamplePath } = fc.check(fc.property(traces(broken), holds), { seed: any, numRuns: 50 });
      const { failure } = campaign(broken, any >>> 0, 50);
      expect(failed).toBe(failure !== null);
      if (!failed) return;
      expect(counterexample![0].drawn).toEqual({ seed: any >>> 0, trace: failure!.trace });
      expect(counterexamplePath!.split(":")[0]).toBe(String(failure!.trace));
    }), { numRuns: 10 });
  });
});

describe("elsewhere all chance is fast-check's", () => {
  const pair = fc.tuple(traces(broken, { steps: 4 }), traces(broken, { steps: 4 }));
  test("the second trace of a run is none of a campaign, and another one than the first", () => {
    const pairs = fc.sample(pair, { seed: 3, numRuns: 20 });
    expect(pairs.map(([, second]) => second.drawn)).toEqual(pairs.map(() => null));
    expect(pairs.some(([one, other]) => String(one) !== String(other))).toBe(true);
    expect(fc.sample(pair, { seed: 3, numRuns: 20 }).map(String)).toEqual(pairs.map(String));
  });
  test("another generator of fast-check is no obstacle", () => {
    for (const randomType of ["mersenne", "xoroshiro128plus", "congruential32"] as const)
      expect(fc.sample(traces(broken, { steps: 4 }), { seed: 3, numRuns: 2, randomType }).map(({ drawn }) => drawn)).toEqual([null, null]);
  });
});
