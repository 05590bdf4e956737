/** What a watchdog is told, so that it can name what never returns; and what the engine may leave out without anybody noticing. */
import { expect, test } from "vitest";
import { compile, runCampaign, shrink } from "../../src/engine/index.ts";
import { claiming, doing, saying, tick, twoLamps } from "./small-world.ts";

/** A watch, and what it was told last. */
function watching() {
  const told = { claim: -2, operation: -2 };
  return { told, watch: { enter: (claim: number, operation: number) => { told.claim = claim; told.operation = operation; } } };
}

test("a watch knows which sentence is being evaluated", () => {
  const { told, watch } = watching();
  const at: Record<string, Set<string>> = {};
  const note = (what: string) => { (at[what] ??= new Set()).add(`${told.claim}, ${told.operation < 0 ? "none" : told.operation}`); return true; };
  const act = doing(() => note("step"), { look: () => ({ looked: note("look") }), checks: [{ unless: "x", holds: ({ lamp }: any) => note("check") && lamp.id === 0, answer: "no" }] } as any);
  const model = compile(saying([tick, act], [
    claiming({ name: "state", holds: () => note("state"), seen: { s: () => note("seen in states") && false } }),
    claiming({ name: "step", permits: { p: () => note("permits") }, seen: { s: () => note("seen in steps") && false } }),
    claiming({ name: "runs", each: "lamp", unseen: { hidden: () => note("hidden"), hears: () => true, view: () => [] } }),
  ]), twoLamps);
  runCampaign(model, { seed: 1, traces: 20, steps: 10, watch });
  for (const what of ["check", "step"]) expect([...at[what]!].every((place) => place === "-1, 1" || place.startsWith("2,"))).toBe(true);
  expect([...at["state"]!].every((place) => place.startsWith("0,"))).toBe(true);
  expect([...at["permits"]!].every((place) => place.startsWith("1,"))).toBe(true);
  expect([[...at["seen in states"]!], [...at["seen in steps"]!], [...at["hidden"]!]]).toEqual([["0, none"], ["1, none"], ["2, none"]]);
});

test("shrinking tells it too", () => {
  const { told, watch } = watching();
  const model = compile(saying([tick], [claiming({ holds: ({ clock }: any) => clock[0].now < 3 })]), twoLamps);
  const { failure } = runCampaign(model, { seed: 1, traces: 1, steps: 10 });
  shrink(model, failure!.steps, failure!.violation, () => {}, watch);
  expect(told.claim).toBe(0);
});

test("a state that was checked is not checked again, yet it counts, and its `seen` counts in every trace", () => {
  let asked = 0;
  const act = doing((lamp) => { lamp.bright = !lamp.bright; });
  const model = compile(saying([act], [claiming({ holds: () => { asked++; return true; }, seen: { "a light": ({ lamp }: any) => lamp[0].bright } })]), twoLamps);
  const tally = runCampaign(model, { seed: 1, traces: 19, steps: 30 });
  expect(tally.checked).toEqual([19 * 31]);
  expect(tally.seen).toEqual([[19]]);
  // Four states, one trace that is run again thoroughly, and each state after its steps asked twice more, once of fresh rows.
  expect(asked).toBe(4 + 31 + 2 * 30);
});
