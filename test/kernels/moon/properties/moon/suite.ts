/** What the moon is checked with. */
import { type CraftedMutant, operationsOf, suite } from "cordon";
import { five, three } from "../../model/moon/systems.ts";
import { moon } from "../../spec/moon/index.ts";
import { mutant } from "../../spec/moon/world.ts";

export const threads = suite({
  name: "moon-threads", claim: "Nobody wakes a thread who may not.",
  specification: { ...moon, operations: operationsOf(moon.operations, "threads").own }, system: three,
  budget: { quick: { traces: 100, steps: 20 }, nightly: { traces: 1000, steps: 40 } },
});

export const systems = { three, five };

export const anybodyWakes: CraftedMutant = mutant({
  name: "anybody wakes anybody", tier: "crafted", operation: "Wake",
  change: (wake) => ({ ...wake, checks: wake.checks.filter(({ unless }) => unless !== "the thread may wake the other") }),
});
