/**
 * Sentences made to be misunderstood, in a world that has a column of each kind: in drawn states that hold what lies at the bounds, each
 * must say and do by its form what it says and does as a function. What is not understood is listed, so that nobody loses or gains
 * one unnoticed; random sentences come on top.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Invariant, Operation } from "../../src/language/index.ts";
import { claims, steps as randomSteps } from "./nasty/generated.ts";
import { attack, claiming, doing } from "./nasty/world.ts";

type Sentence = (...given: any[]) => unknown;
type Sentences = Readonly<Record<string, Sentence>>;

/** Tables are plain JavaScript, which the compiler of types would refuse. */
const tables = async (name: string): Promise<any> => import(new URL(`./nasty/${name}.js`, import.meta.url).href);

/** Sentences that their form leaves to the function, in some state. */
const leftAlone = ["a list that is changed beyond its end", "a list that is changed by a count"];

const claimsOf = (sentences: Sentences): Invariant[] => Object.entries(sentences).map(([name, fn]) => claiming(name, fn));

describe("claims that are easily misunderstood", () => {
  test.each(["numbers", "missing", "lists", "flow"])("%s", async (name) => {
    const { [name]: sentences, unclear } = await tables(name);
    const all = attack([], claimsOf(sentences));
    expect(all.found).toEqual([]);
    expect([...all.left].filter((one) => !leftAlone.includes(one))).toEqual([]);
    expect(new Set(Object.keys(all.unclear))).toEqual(new Set(unclear));
    expect(all.faults).toBeGreaterThan(10);
    // Where nothing is written, all cells are constants.
    for (let seed = 1; seed <= 5; seed++)
      expect(attack([], claimsOf(sentences), { states: 1, seed, constant: true }).found).toEqual([]);
  });
});

interface Whole { readonly look?: any; readonly checks?: readonly Sentence[]; readonly cases?: readonly [Sentence, Sentence][]; readonly then?: any }

const operationOf = ([name, { look, checks = [], cases, then }]: readonly [string, Whole]): Operation => doing(name, then ?? (() => {}), {
  ...(look === undefined ? {} : { look }),
  checks: checks.map((holds, i) => ({ unless: `check ${i}`, holds: holds as any, answer: "no" })),
  ...(cases === undefined ? {} : { cases: cases.map(([holds, step], i) =>
    ({ when: `case ${i}`, holds: holds as any, then: { "it does it": step } })) }),
});

test("steps, looks, checks and cases that are easily misunderstood", async () => {
  const { steps, operations, unclear } = await tables("steps");
  const all = [...Object.entries<Sentence>(steps).map(([name, then]): [string, Whole] => [name, { then }]), ...Object.entries<Whole>(operations)]
    .map(operationOf);
  const { found, left, unclear: notUnderstood, faults } = attack(all, [], { states: 60, calls: 4 });
  expect(found).toEqual([]);
  expect([...left]).toEqual([]);
  expect(new Set(Object.keys(notUnderstood))).toEqual(new Set(unclear));
  expect(faults).toBeGreaterThan(1000);
  for (const [i, operation] of all.entries()) if (i % 4 === 0)
    expect(attack([operation], [], { states: 8, calls: 3, seed: i, constant: true }).found).toEqual([]);
});

test("reasons, what was seen, and what observers perceive", async () => {
  const { overSteps, overChanges, overRuns, views, unclear } = await tables("moments");
  const { holds: _, ...claim } = claiming("", () => true);
  const invariants = [
    { ...claim, name: "steps", permits: overSteps, seen: overSteps },
    { ...claim, name: "changes", changes: "item", permits: overChanges },
    ...Object.entries(views).map(([name, view]) => ({ ...claim, name, each: "item", unseen: { ...overRuns, view } })),
  ];
  const change: Sentence = ({ item, other, n }) => {
    [item.n, item.r, item.f] = [n, other, !item.f];
    if (!item.q.isEmpty) item.q.shift();
    if (item.can("start")) item.take("start");
  };
  const operations = [
    doing("Change", {}, { checks: [{ unless: "it is no", holds: ({ n, yes }: any) => n < 4 || yes, answer: "no" }], cases: [
      { when: "it does", holds: ({ word }: any) => word !== "blue", then: { "it changes": change } },
      { when: "it stays", holds: ({ word }: any) => word === "blue", then: {}, because: "it is blue", answer: "stays" },
    ] }),
    doing("Another", ({ other }) => { other.m += 1; other.g.clear(); }),
  ];
  const { found, left, lines, compared } = attack(operations, invariants as Invariant[], { states: 80, calls: 5 });
  expect(found).toEqual([]);
  expect([...left]).toEqual([]);
  expect(new Set(lines.map((line) => line.slice(0, line.indexOf('":') + 1)))).toEqual(new Set(unclear));
  expect(compared).toBeGreaterThan(50_000);
});

describe("random sentences", () => {
  const sentences = (texts: readonly string[]): Sentence[] =>
    // oxlint-disable-next-line no-eval -- sentences of our own
    texts.map((text) => (0, eval)(text) as Sentence);

  test("claims say by their form what they say", () => {
    let understood = 0;
    fc.assert(fc.property(fc.array(claims, { minLength: 20, maxLength: 20 }), fc.nat(), (texts, seed) => {
      const { found, unclear } = attack([], sentences(texts).map((fn, i) => claiming(`${i}: ${texts[i]!}`, fn)), { states: 50, seed });
      understood += texts.length - Object.keys(unclear).length;
      expect(found).toEqual([]);
    }), { numRuns: 2 });
    expect(understood).toBeGreaterThan(15);
  });

  test("steps do by their form what they do", () => {
    const look = (world: any, __: unknown, facts: unknown) => ({ world: world.item, facts });
    let understood = 0;
    fc.assert(fc.property(fc.array(randomSteps, { minLength: 20, maxLength: 20 }), fc.nat(), (texts, seed) => {
      const operations = sentences(texts).map((fn, i) => doing(`${i}: ${texts[i]!}`, fn, { look }));
      const { found, unclear } = attack(operations, [], { states: 20, calls: 2, seed });
      understood += texts.length - Object.keys(unclear).length;
      expect(found).toEqual([]);
    }), { numRuns: 2 });
    expect(understood).toBeGreaterThan(15);
  });
});
