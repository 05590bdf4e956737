/** The suite as tests of vitest, one for each claim; and the same traces as a property of fast-check. */
import { holds, traces } from "cordon/engine";
import { checkSuite, kernelLaws } from "cordon/vitest";
import fc from "fast-check";
import { expect, test } from "vitest";
import { broken } from "./broken.ts";
import myKernel, { mySuite } from "./kernel.ts";

checkSuite(mySuite);
kernelLaws(myKernel);

test("the claims hold, whatever seed fast-check takes", () => {
  fc.assert(fc.property(traces(mySuite), holds), { numRuns: 50 });
});

test("what `cordon check my-kernel-broken --seed 1` finds is replayed here by seed and number of the trace", () => {
  const found = fc.check(fc.property(traces(broken), holds), { seed: 1 });
  const { trace } = found.counterexample![0].drawn!;
  const again = fc.check(fc.property(traces(broken), holds), { seed: 1, path: String(trace) });
  expect(String(again.errorInstance)).toContain(`(found in trace ${trace} of seed 1)`);
});
