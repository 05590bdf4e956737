/** Queues that are one 64-bit word beside queues of any length: the same operations, on rows whose cells lie close together. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choice, flag, oneOf, queueOf, specification, table, world } from "../../src/language/index.ts";
import { compile, explore, exploreByCode } from "../../src/engine/index.ts";

/** A world with two queues of some capacity in each row, between flags that must stay as they are. */
function queues(capacity: number, items: number) {
  const tables = {
    item: table({ about: "x", columns: { mark: flag() } }),
    line: table({ about: "x", columns: { before: choice("a", "b", "c"), one: queueOf("item", capacity), other: queueOf("item", capacity), after: flag() } }),
  };
  const { operation, invariant, system } = world({ name: "queues", tables });
  const common = { summary: "x", sources: [], asks: { line: oneOf("line"), item: oneOf("item") } } as const;
  const put = operation({ ...common, name: "Put",
    checks: [{ unless: "there is room", holds: ({ line }) => !line.one.isFull && !line.other.isFull, answer: "full" }],
    cases: [{ when: "it is put", then: {
      "into both": ({ line, item }) => { line.one.push(item); line.other.push(item); },
      "the flag is turned": ({ line }) => { line.after = !line.after; },
    } }] });
  const take = operation({ ...common, name: "Take",
    checks: [{ unless: "somebody waits", holds: ({ line }) => !line.one.isEmpty, answer: "empty" }],
    cases: [{ when: "the first goes", then: { "out of one": ({ line }) => { line.one.shift(); } } }] });
  const leave = operation({ ...common, name: "Leave", checks: [],
    cases: [{ when: "it leaves", then: { "all places": ({ line, item }) => { line.one.remove(item); line.other.remove(item); } } }] });
  const claim = invariant({ name: "places", claim: "x", why: "x", sources: [],
    holds: ({ line, item }) => line.every(({ one, other }) => item.every((it) => one.count(it) <= other.length + 2 && one.has(it) === (one.count(it) > 0))) });
  return [specification({ name: "queues", about: "x", tables, operations: [put, take, leave], invariants: [claim] }),
    system({ name: "s", about: "x", sizes: { item: items, line: 2 }, facts: {}, boot: () => {} })] as const;
}

describe("queues in code", () => {
  test("of any capacity do what their sentences do", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 1, max: 3 }), (capacity, items) => {
      const model = compile(...queues(capacity, items));
      const options = { bytesMost: 1 << 26, symmetry: false, depthMost: 4 };
      const [code, sentences] = [exploreByCode(model, options)!, explore(model, options)]
        .map(({ states, outcomes, levels, failure, disagreement }) => ({ states, outcomes, levels, failure, disagreement }));
      expect(code).toEqual(sentences);
    }), { numRuns: 8 });
  });
});
