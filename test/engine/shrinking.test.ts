/** The seeded bugs of the bench models must shrink to their shortest traces, from every seed, and always in the same way. */
import { describe, expect, test } from "vitest";
import { seededBugs } from "../../examples/seeded-bugs.ts";
import { compile, runCampaign, shrink, tell, withoutNeedless } from "../../src/engine/index.ts";
import { claiming, doing, saying, tick, twoLamps } from "./small-world.ts";
import { tries } from "../nightly.ts";

describe("seeded bugs", () => {
  test.each(seededBugs)("$name: $shortest steps", ({ specification, system, shortest }) => {
    const model = compile(specification, system);
    for (let seed = 0; seed < tries(25, 3); seed++) {
      const { failure } = runCampaign(model, { seed, traces: 20_000, steps: 50 });
      const { violation } = failure!;
      const improved: number[] = [];
      const shrunk = shrink(model, failure!.steps, violation, ({ steps }) => improved.push(steps.length));
      expect([shrunk.steps.length, shrunk.atLeast]).toEqual([shortest, shortest]);
      expect(shrunk.violation.claim).toBe(violation.claim);
      expect(tell(model, shrunk.steps).violation).toEqual(shrunk.violation);
      expect(improved).toEqual([...improved].sort((a, b) => b - a));
      const fewer = withoutNeedless(model, failure!.steps, violation);
      expect(tell(model, fewer).violation?.claim).toBe(violation.claim);
      expect(fewer.length).toBeGreaterThanOrEqual(shortest);
      const without = fewer.map((_, i) => tell(model, fewer.toSpliced(i, 1)).violation?.claim);
      expect(without.filter((claim) => claim === violation.claim)).toEqual([]);
      if (seed < 3) expect(shrink(compile(specification, system), failure!.steps, violation)).toEqual(shrunk);
    }
  });
});

test("open choices are part of a trace, and of the search for a shorter one", () => {
  const jump = doing(() => {}, { name: "Jump", by: "clock", cases: [{ when: "it jumps", then: {
    "by a choice": ({ clock }: any, choose: any) => { clock.now = Math.min(100, clock.now + choose(5)); } } }] } as any);
  const model = compile(saying([jump, tick], [claiming({ holds: ({ clock }: any) => clock[0].now < 9 })]), twoLamps);
  for (let seed = 0; seed < 20; seed++) {
    const { failure } = runCampaign(model, { seed, traces: 50, steps: 30 });
    const shrunk = shrink(model, failure!.steps, failure!.violation);
    expect([shrunk.steps.length, shrunk.atLeast]).toEqual([3, 3]);
  }
});

test("a trace is not made shorter by breaking another claim sooner", () => {
  const model = compile(saying([tick, doing((lamp) => { lamp.bright = true; })], [
    claiming({ name: "early", holds: ({ clock, lamp }: any) => clock[0].now < 3 || lamp[0].bright }),
    claiming({ name: "late", holds: ({ clock }: any) => clock[0].now < 5 }),
  ]), twoLamps);
  const steps = [{ operation: 1, args: [0], choices: [] }, ...Array.from({ length: 5 }, () => ({ operation: 0, args: [0], choices: [] }))];
  const { violation } = tell(model, steps);
  expect(violation).toMatchObject({ claim: "late", at: 6 });
  const shrunk = shrink(model, steps, violation!);
  expect([shrunk.violation.claim, shrunk.steps.length]).toEqual(["late", 6]);
  expect(tell(model, shrunk.steps).violation?.claim).toBe("late");
});

test("an invariant that throws on the way to a shorter trace does not end the shrinking", () => {
  const model = compile(saying([tick, doing((lamp) => { lamp.bright = true; })], [claiming({ holds: ({ clock, lamp }: any) => {
    if (clock[0].now === 3 && !lamp[0].bright) throw new Error("never without light");
    return clock[0].now < 4;
  } })]), twoLamps);
  const steps = [{ operation: 1, args: [0], choices: [] }, ...Array.from({ length: 4 }, () => ({ operation: 0, args: [0], choices: [] }))];
  const { violation } = tell(model, steps);
  expect(shrink(model, steps, violation!).steps.length).toBe(5);
});
