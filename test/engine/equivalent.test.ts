/** Mutants that are known to be equivalent: they are those of one form, and never differ from the right text. */
import { describe, expect, test } from "vitest";
import { capabilities, capsSystem } from "../../examples/capabilities/capabilities.ts";
import { syncIpc, syncIpcSystem } from "../../examples/sync-ipc/sync-ipc.ts";
import { suites } from "../../properties/genode/suites/index.ts";
import { compile, mutantsWithin, recompile, runCampaign, saysTheSame, unnoticed } from "../../src/engine/index.ts";
import type { Invariant, Operation } from "../../src/language/index.ts";
import { claiming, doing, saying, tick, twoLamps } from "./small-world.ts";

const colours = ["red", "green"];

/** Whether an operation, and a claim, are understood as saying the same as others. */
function isSame(one: Operation, other: Operation, claim?: Invariant, otherClaim = claim): boolean {
  const right = compile(saying([one, tick], claim === undefined ? [] : [claim]), twoLamps);
  return saysTheSame(right, recompile(right, [other, tick], otherClaim === claim ? right.specification.invariants : [otherClaim!]));
}

const step = (does: (lamp: any, scene: any) => unknown): Operation => doing(does);

describe("what is one form", () => {
  test.each<[string, (lamp: any) => unknown, (lamp: any) => unknown]>([
    ["other names", (lamp) => { const a = lamp.bright; lamp.bright = !a; }, (lamp) => { const b = lamp.bright; lamp.bright = !b; }],
    ["what constants decide", (lamp) => { if (colours.length < 3) lamp.bright = true; }, (lamp) => { if (colours.length < 4) lamp.bright = true; }],
    ["what nobody asks for", (lamp) => { const a = lamp.bright; lamp.bright = true; return a; }, (lamp) => { lamp.bright = true; }],
  ])("%s", (_, one, other) => {
    expect(isSame(step(one), step(other))).toBe(true);
  });

  test.each<[string, (lamp: any) => unknown, (lamp: any) => unknown]>([
    ["another value", (lamp) => { lamp.bright = true; }, (lamp) => { lamp.bright = false; }],
    ["another column", (lamp) => { lamp.next = lamp; }, (lamp) => { lamp.colour = "green"; }],
    ["another order of what may fail", (lamp) => { lamp.queue.push(lamp); lamp.bright = true; }, (lamp) => { lamp.bright = true; lamp.queue.push(lamp); }],
    ["variables in each other's place",
      (lamp) => { const [a, b] = [lamp.bright, lamp.next === null]; lamp.bright = a && !b; lamp.next = b ? lamp : null; },
      (lamp) => { const [a, b] = [lamp.next === null, lamp.bright]; lamp.bright = a && !b; lamp.next = b ? lamp : null; }],
    ["what is not understood", (lamp) => { lamp.bright = new Date(0) < new Date(1); }, (lamp) => { lamp.bright = new Date(0) < new Date(1); }],
  ])("is not %s", (_, one, other) => {
    expect(isSame(step(one), step(other))).toBe(false);
  });

  test("counts claims", () => {
    const claim = (holds: (world: any) => boolean): Invariant => claiming({ holds });
    const one = step((lamp) => { lamp.bright = true; });
    const claims = [({ lamp }: any) => lamp.length < 3, ({ lamp }: any) => lamp.length < 4, ({ lamp }: any) => !lamp[0].bright].map(claim);
    expect(isSame(one, one, claims[0], claims[1])).toBe(true);
    expect(isSame(one, one, claims[0], claims[2])).toBe(false);
  });
});

const systems = [
  { specification: syncIpc, system: syncIpcSystem(3, 2, 2, 2), every: 1 }, { specification: capabilities, system: capsSystem(2, 3, 2, 5), every: 3 },
  { ...suites.find(({ name }) => name === "genode-isolation")!, every: 120 },
];

test.each(systems)("a mutant that is said to be equivalent never differs: $system.name", ({ specification, system, every }) => {
  const right = compile(specification, system);
  const options = { seed: 5, traces: 10, steps: 25 };
  const { digest } = runCampaign(right, options);
  let others = 0;
  for (const { name, faulty } of mutantsWithin(specification).mutants.filter((_, i) => i % every === 0)) {
    const { operations, invariants } = faulty();
    const mutant = recompile(right, operations, invariants);
    if (!saysTheSame(right, mutant)) others++;
    else {
      expect(unnoticed(right, mutant, options, [0, 1, 2, 3]), name).toMatchObject({ columns: [], answer: false, outcome: false });
      expect(runCampaign(mutant, options).digest, name).toBe(digest);
    }
  }
  expect(others).toBeGreaterThan(4);
});
