/** In which loops the sentences of an operation stand. */
import { expect, test } from "vitest";
import { compile } from "../../src/engine/index.ts";
import { Understood } from "../../src/engine/code/understood.ts";
import { oneOf, refTo, specification, table, world } from "../../src/language/index.ts";
import { someStatement } from "../../src/sentences/form.ts";
import { placed } from "../../src/sentences/placing.ts";

const tables = { one: table({ about: "x", columns: { next: refTo("one") } }) };
const { operation, system } = world({ name: "places", tables });

const visit = operation({
  name: "Visit", summary: "x", sources: [], asks: { a: oneOf("one"), b: oneOf("one") },
  look: (all, { a }) => ({ many: all.one.filter(({ next }) => next !== null).length, beyond: a.next!.next }),
  checks: [
    { unless: "a goes somewhere", holds: ({ a }) => a.next !== null, answer: "nowhere" },
    { unless: "not many", holds: ({ many }) => many < 3, answer: "many" },
    { unless: "it comes back", holds: ({ b, beyond }) => beyond?.id === b.id, answer: "lost" },
  ],
  cases: [{ when: "always", then: { "a ends": ({ a }) => { a.next = null; } } }],
});

test("what look only computes stands outside of the loops, what may fail behind the checks before it", () => {
  const model = compile(specification({ name: "places", about: "x", tables, operations: [visit], invariants: [] }),
    system({ name: "s", about: "x", sizes: { one: 4 }, facts: {}, boot: ({ one }) => { one[0]!.next = one[1]!; } }));
  const understood = new Understood(model).operation(0);
  if (understood.kind !== "understood") throw new Error("not understood");
  const { form } = understood;
  const lines = placed(form, () => false).map((line) => line.map((unit) =>
    typeof unit === "number" ? unit : someStatement([unit], (one) => one.do === "must") ? "must" : unit.do));
  expect(form.early).toBe(1);
  // The count of rows speaks of no argument; that `a` goes nowhere must be known before `look` is at fault for it.
  expect(lines[0]).toContain("block");
  expect(lines[0]).not.toContain("must");
  expect(lines[1]!.indexOf("must")).toBeGreaterThan(lines[1]!.indexOf(0));
  expect(lines[2]).toContain(2);
});
