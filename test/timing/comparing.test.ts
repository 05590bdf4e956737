/** What a case expects against what is answered: each kind of difference is told with its path, and nothing else is. */
import { describe, expect, test } from "vitest";
import { type Answer, compared } from "../../src/timing-cases/index.ts";
import { type Given, exact } from "../../src/timing/exact.ts";

const of = (value: Given) => exact(value, "a value");
const differences = (expected: Answer, answer: Answer, tolerance: Given = 0): readonly string[] => compared(expected, answer, of(tolerance)).differences;

describe("a value", () => {
  test.each<[string, unknown, unknown, readonly string[]]>([
    ["a number and the same ratio", 0.5, of("1/2"), []],
    ["a ratio in words", "7/2", of("7/2"), []],
    ["another number", 20, of(21), ["x: expected 20, got 21"]],
    ["a ratio for a number", 3, of("10/3"), ["x: expected 3, got 10/3"]],
    ["a number of another sign", 3, of(-3), ["x: expected 3, got -3"]],
    ["no bound, in either way", null, Infinity, []],
    ["no bound, as cases write it", "inf", null, []],
    ["a bound where none is expected", null, of(4), ["x: expected null, got 4"]],
    ["none where a bound is expected", 4, null, ["x: expected 4, got null"]],
    ["yes and no", true, false, ["x: expected true, got false"]],
    ["yes and one", true, of(1), ["x: expected true, got 1"]],
    ["a word", "edf", "edf", []],
    ["another word", "edf", "fp", ["x: expected edf, got fp"]],
    ["a list", [1, 2], [of(1), of(2)], []],
    ["a list with one other", [1, 2, 3], [of(1), of(5), of(3)], ["x[1]: expected 2, got 5"]],
    ["a shorter list", [1, 2], [of(1)], ["x: expected [1,2], got [1]"]],
    ["a longer list", [1], [of(1), of(2)], ["x: expected [1], got [1,2]"]],
    ["an object for a list", [1], { a: of(1) }, ["x: expected [1], got {a:1}"]],
    ["an object, more in it", { a: 1 }, { a: of(1), b: of(2) }, []],
    ["an object with one other, deep down", { a: { b: [1, 2] } }, { a: { b: [of(1), of(3)] } }, ["x.a.b[1]: expected 2, got 3"]],
    ["an object that lacks one", { a: 1, b: 2 }, { a: of(1) }, ["x.b: expected 2, got nothing"]],
    ["a number for an object", { a: 1 }, of(1), ["x: expected {a:1}, got 1"]],
    ["a list for an object", { a: 1 }, [of(1)], ["x: expected {a:1}, got [1]"]],
    ["a long text is cut", "y".repeat(200), of(1), [`x: expected "${"y".repeat(156)}..., got 1`]],
  ])("%s", (_, expected, answer, told) => {
    expect(differences({ x: expected }, { x: answer })).toEqual(told);
  });
  test("may be off by the tolerance, to both sides, and no farther", () => {
    for (const x of [of("9.9"), of(10), of("10.1")]) expect(differences({ x: 10 }, { x }, "1/10")).toEqual([]);
    for (const x of [of("9.89"), of("10.11")]) expect(differences({ x: 10 }, { x }, "1/10")).toHaveLength(1);
  });
  test("that is not answered is not compared, and one that nobody expects is not looked at", () => {
    expect(compared({ a: 1, b: 2 }, { b: of(2), c: of(3) }, of(0))).toEqual({ compared: ["b"], notCompared: ["a"], differences: [] });
    expect(compared({ a: 1, b: 2 }, { a: of(1), b: of(3) }, of(0))).toEqual({ compared: ["a", "b"], notCompared: [], differences: ["b: expected 2, got 3"] });
  });
});

describe("what a simulation has shown", () => {
  const R = [5, "15/2"];
  test("no bound may be below, neither what the case tells nor what is seen here", () => {
    const answer = { R: [of(5), of("15/2")] };
    expect(differences({ R, simulated: [5, 7] }, answer)).toEqual([]);
    expect(differences({ R, simulated: [5, 8] }, answer)).toEqual(["R[1]: expected at least the simulated 8, got 15/2"]);
    expect(differences({ R, simulated: [5, 7] }, { ...answer, simulated: [of(6), of(7)] })).toEqual(["R[0]: expected at least the simulated 6, got 5"]);
    expect(differences({ R, simulated: [5, 8] }, answer, 1)).toEqual([]);
  });
  test("is beside a bound of its own shape and variant only", () => {
    const answer = { R_a: [of(5)], R_b: [of(9)], bound: of(1) };
    expect(differences({ R_a: [5], R_b: [9], bound: 1, simulated_b: [9] }, answer)).toEqual([]);
    expect(differences({ R_a: [5], R_b: [9], bound: 1, simulated_a: [9] }, answer)).toEqual(["R_a[0]: expected at least the simulated 9, got 5"]);
  });
  test("is beside no bound that is unbounded, and is a value as any other where nothing bounds it", () => {
    expect(differences({ R: [null], simulated: [9] }, { R: [null] })).toEqual([]);
    expect(differences({ simulated: [9] }, { simulated: [of(8)] })).toEqual(["simulated[0]: expected 9, got 8"]);
    expect(compared({ simulated: [9] }, {}, of(0)).notCompared).toEqual(["simulated"]);
  });
  test("with the least of the bounds it is reached where it is said to be", () => {
    const answer = { R: [of(5), of(8)], wcrt: [of(6), of(7)] };
    const expected = { R: [5, 8], wcrt: [6, 7], simulated: [5, 7] };
    expect(differences({ ...expected, tight: [true, true] }, answer)).toEqual([]);
    expect(differences({ ...expected, simulated: [5, 6], tight: [true, false] }, answer)).toEqual([]);
    expect(differences({ ...expected, simulated: [5, 6], tight: [true, true] }, answer)).toEqual(["tight[1]: expected a bound that simulated reaches, got 6 of 7"]);
    expect(compared({ tight: [true] }, { R: [of(1)] }, of(0)).notCompared).toEqual(["tight"]);
  });
});
