/** Constant columns: filled by the boot, left alone by steps and by clearing, and no part of the state. */
import { describe, expect, test } from "vitest";
import { compile, explore, exploreByCode, runCampaign, textsAtFault, unreadOf } from "../../src/engine/index.ts";
import { choice, constant, count, flag, refTo, specification, table, world } from "../../src/language/index.ts";

const everything = { bytesMost: 1 << 24, symmetry: false };

function places(step: (scene: any) => void, isConstant = true) {
  const own = <C extends Parameters<typeof constant>[0]>(column: C) => isConstant ? constant(column) : column;
  const { tables, operation, invariant, system } = world({ name: "places", tables: {
    domain: table({ about: "who has places", columns: { size: own(count({ max: 3 })) } }),
    slot: table({ about: "a place", columns: { domain: own(refTo("domain")), kind: own(choice("plain", "large")), used: flag() } }),
  } });
  const change = operation({ name: "Change", summary: "X.", sources: [], by: "slot", checks: [], cases: [{ when: "it changes", then: { "it is other": step as never } }] });
  const stays = invariant({ name: "places stay where they are", claim: "X.", why: "X.", sources: [], each: "slot",
    holds: (slot: any) => slot.domain !== null && slot.domain.id === slot.id % 2 && slot.domain.size === 2 && (slot.kind === "large") === (slot.id === 3) });
  return compile(specification({ name: "places", about: "X.", tables, operations: [change], invariants: [stays] }), system({
    name: "four", about: "X.", sizes: { domain: 2, slot: 4 }, facts: {},
    boot: ({ domain, slot }: any) => {
      for (const one of domain) one.size = 2;
      for (const one of slot) [one.domain, one.kind] = [domain[one.id % 2], one.id === 3 ? "large" : "plain"];
    },
  } as never));
}

describe("a constant column", () => {
  test("stays when its row is cleared, by code and by the sentences", () => {
    const model = places(({ slot }) => { if (slot.used) slot.clear(); else slot.used = true; });
    expect(unreadOf(model).unread).toEqual([]);
    for (const search of [exploreByCode, explore]) expect(search(model, everything)).toMatchObject({ states: 16, exhaustive: true, failure: null });
  });
  test("is cleared where it is not declared so", () => {
    const { failure } = explore(places(({ slot }) => { slot.clear(); }, false), everything);
    expect(failure?.violation.claim).toBe("places stay where they are");
  });
  test.each([["a row", ({ slot }: any) => { slot.domain = null; }, "slot.domain"], ["a word", ({ slot }: any) => { slot.kind = "large"; }, "slot.kind"],
    ["a number", ({ slot }: any) => { slot.domain.size++; }, "domain.size"]])("may not be written by a step: %s", (_, step, where) => {
    const model = places(step);
    expect(exploreByCode(model, everything)).toBeNull();
    expect(explore(model, everything).failure?.violation)
      .toMatchObject({ claim: "the specification is sound", outcome: "not only read", why: expect.stringContaining(`${where} is constant: only the boot of a system writes it`) as unknown });
    expect(runCampaign(model, { seed: 1, traces: 5, steps: 5 }).failure?.violation.why).toContain(`${where} is constant`);
    expect(textsAtFault(model, true)).toHaveLength(1);
  });
});
