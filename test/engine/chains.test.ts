/** Chains in sentences: understood as other helpers are, the same by code and by the sentences, and told in counterexamples. */
import { describe, expect, test } from "vitest";
import { inAnyOrder, inOrder } from "../../examples/with/who-waits-for-whom.ts";
import { compile, explore, exploreByCode, mutantsWithin, runCampaign, shrink, tell, unreadOf } from "../../src/engine/index.ts";
import { invariantPage } from "../../src/render/index.ts";

const model = compile(inAnyOrder.specification, inAnyOrder.system);
const ordered = compile(inOrder.specification, inOrder.system);

test("every sentence that asks a chain is understood", () => {
  expect(unreadOf(model).unread).toEqual([]);
});

test("code and sentences find the same states, and the same circle of four steps", () => {
  const [code, sentences] = [exploreByCode, explore].map((search) => search(ordered, { bytesMost: 1 << 26, symmetry: false })!);
  expect([code!.states, code!.transitions, code!.exhaustive]).toEqual([478, 1866, true]);
  expect([sentences!.states, sentences!.transitions, sentences!.exhaustive]).toEqual([478, 1866, true]);
  for (const search of [exploreByCode, explore]) expect(search(model, { bytesMost: 1 << 26, symmetry: false })!.failure?.steps.length).toBe(4);
});

describe("a circle that a trace comes to", () => {
  const { failure } = runCampaign(model, { seed: 1, traces: 50, steps: 30 });
  const { steps, violation, atLeast } = shrink(model, failure!.steps, failure!.violation);
  test("is told thread by thread", () => {
    expect([steps.length, atLeast]).toEqual([4, 4]);
    expect(violation.why).toMatch(/^it is false for thread (\d), which waits for thread (\d), which waits for thread \1, and so on in a circle$/);
    expect(tell(model, steps, undefined, violation.claim).violation).toEqual(violation);
  });
});

test("the next row may be at fault, the words that ask for it are not", () => {
  const { mutants, ofClaims } = mutantsWithin(inOrder.specification);
  const texts = new Set([...mutants, ...ofClaims].map(({ operation }) => operation));
  expect([...texts]).toContain("next");
  expect([...texts].filter((one) => ["leadsTo", "root", "isEndless", "up", "down", "nobody waits for itself"].includes(one))).toEqual([]);
});

test("its page says that it ends", () => {
  const page = invariantPage(inOrder.specification.invariants[0]!, "locks");
  expect(page).toContain("Claimed of every thread in every state: what it waits for, and that in turn, comes to an end.");
  expect(page).toContain("**A counterexample shows** what each thread waits for.");
});

test("a chain that would not be shown is refused", () => {
  const [{ along, each, holds, ...text }] = inOrder.specification.invariants as readonly [any];
  for (const other of [{ holds: () => true }, { each: "lock", holds: () => true }, { each, permits: { "always": () => true } }])
    expect(() => compile({ ...inOrder.specification, invariants: [{ ...text, along, ...other }] }, inOrder.system))
      .toThrow('the invariant "nobody waits for itself" is told along "waits for", a chain of "thread"');
  expect(() => compile({ ...inOrder.specification, invariants: [{ ...text, along, each, holds }] }, inOrder.system)).not.toThrow();
});
