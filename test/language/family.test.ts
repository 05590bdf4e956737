/** Families of systems: their names, their order, and what makes no sense. */
import { expect, test } from "vitest";
import { family } from "../../src/language/index.ts";

const made = (parameters: Record<string, any>) => Object.entries(family(parameters, (values) => values));

test("has a system for each combination, named by its values, from small to large", () => {
  expect(made({ clients: [2, 3, 7], slots: [1, 4] })).toEqual([
    ["clients 2, slots 1", { clients: 2, slots: 1 }],
    ["clients 2, slots 4", { clients: 2, slots: 4 }],
    ["clients 3, slots 1", { clients: 3, slots: 1 }],
    ["clients 3, slots 4", { clients: 3, slots: 4 }],
    ["clients 7, slots 1", { clients: 7, slots: 1 }],
    ["clients 7, slots 4", { clients: 7, slots: 4 }],
  ]);
});

test("what is small in both comes before what is large in one", () => {
  expect(made({ a: [1, 2, 3], b: [1, 2, 3] }).map(([name]) => name.replaceAll(/[^\d]/g, ""))).toEqual(["11", "12", "21", "13", "22", "31", "23", "32", "33"]);
});

test.each([
  [{}, "has no parameters"],
  [{ clients: [] }, 'has no values for "clients"'],
  [{ clients: 3 }, 'has no values for "clients"'],
  [{ clients: [2, 2] }, 'has "clients" in 2, 2: give whole numbers that grow'],
  [{ clients: [3, 1] }, 'has "clients" in 3, 1'],
  [{ clients: [0.5] }, 'has "clients" in 0.5'],
  [{ clients: [-1] }, 'has "clients" in -1'],
  [{ a: Array.from({ length: 40 }, (_, i) => i), b: Array.from({ length: 40 }, (_, i) => i) }, "has 1600 systems: 1000 at most"],
])("refuses %j", (parameters, sentence) => { expect(() => made(parameters)).toThrow(sentence); });
