/** Numbers below 0 and numbers that go round: the same by code and by the sentences, and refused at their edges. */
import { describe, expect, test } from "vitest";
import { alternating, withoutBit } from "../../examples/with/alternating-bit.ts";
import { compile, explore, exploreByCode, unreadOf } from "../../src/engine/index.ts";
import { type Column, cyclic, signed, specification, table, world } from "../../src/language/index.ts";

const everything = { bytesMost: 1 << 26, symmetry: false };

describe("the alternating bit", () => {
  const [right, wrong] = [alternating, withoutBit].map(({ specification: own, system }) => compile(own, system));
  test("is understood, and keeps its claim in every state, by code and by the sentences", () => {
    expect(unreadOf(right!).unread).toEqual([]);
    const [code, sentences] = [exploreByCode(right!, everything)!, explore(right!, everything)];
    expect([code.states, code.transitions, code.exhaustive, code.failure]).toEqual([sentences.states, sentences.transitions, true, null]);
    expect(code.states).toBe(24);
  });
  test("is needed: without it a message is taken twice after four steps", () => {
    for (const search of [exploreByCode, explore]) expect(search(wrong!, everything)!.failure).toMatchObject({ violation: { claim: "each message is taken once" }, steps: { length: 4 } });
  });
});

/** One row whose number goes by `step` each time. */
function going(column: Column, step: string) {
  const { tables, operation, system } = world({ name: "numbers", tables: { it: table({ about: "a number", columns: { n: column } }) } });
  const by = step === "up" ? ({ it }: any) => { it.n++; } : step === "back" ? ({ it }: any) => { it.n--; } : ({ it }: any) => { it.n -= 3; };
  const go = operation({ name: "Go", summary: "X.", sources: [], by: "it", checks: [], cases: [{ when: "it goes", then: { "it went": by as never } }] });
  return compile(specification({ name: "numbers", about: "X.", tables, operations: [go], invariants: [] }),
    system({ name: "one", about: "X.", sizes: { it: 1 }, facts: {}, boot: () => {} } as never));
}

describe("at their edges", () => {
  const outcomeOf = (column: Column, step: string) => [exploreByCode, explore].map((search) => {
    const found = search(going(column, step), everything)!;
    return [found.states, found.exhaustive, found.failure?.steps.length, found.failure?.violation.outcome];
  });
  const twice = <T>(one: T): T[] => [one, one];
  test("numbers that go round visit all of them", () => {
    expect(outcomeOf(cyclic({ modulo: 7 }), "up")).toEqual(twice([7, true, undefined, undefined]));
    expect(outcomeOf(cyclic({ modulo: 7 }), "down")).toEqual(twice([7, true, undefined, undefined]));
    expect(outcomeOf(cyclic({ modulo: 300 }), "down")).toEqual(twice([100, true, undefined, undefined]));
  });
  test("numbers that do not are a fault beyond their bounds, on either side", () => {
    expect(outcomeOf(signed({ from: -4, to: 2 }), "up")).toEqual(twice([3, false, 3, "count out of bound"]));
    expect(outcomeOf(signed({ from: -2, to: 2 ** 30 - 1 }), "back")).toEqual(twice([3, false, 3, "count out of bound"]));
    expect(outcomeOf(signed({ from: 1 - 2 ** 30, to: 2 }), "up")).toEqual(twice([3, false, 3, "count out of bound"]));
    expect(outcomeOf(signed({ from: -4, to: 2 }), "back")).toEqual(twice([5, false, 5, "count out of bound"]));
    expect(outcomeOf(signed({ from: -4, to: 2 }), "down")).toEqual(twice([2, false, 2, "count out of bound"]));
  });
  test.each([
    [signed({ from: 1, to: 3 }), "it.n goes from 1 to 3; it must be from more than -2^30, over 0, to less than 2^30"],
    [signed({ from: -2, to: 0.5 }), "it.n goes from -2 to 0.5"], [signed({ from: -(2 ** 30), to: 1 }), "it.n goes from -1073741824 to 1"], [signed({ from: 0, to: 2 ** 30 }), "it.n goes from 0 to 1073741824"],
    [cyclic({ modulo: 0 }), "it.n is taken modulo 0; it must be a whole number from 1 to 2^30"], [cyclic({ modulo: 2 ** 31 }), "it.n is taken modulo 2147483648"],
  ])("bounds that make no sense are refused: %j", (column, sentence) => {
    expect(() => going(column, "up")).toThrow(sentence);
  });
});
