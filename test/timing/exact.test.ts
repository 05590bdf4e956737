/** Exact numbers: read as they are written, refused by the name of their field, and told again. */
import { describe, expect, test } from "vitest";
import { asJson, asNumber, exact, largest, ratio, smallest } from "../../src/timing/exact.ts";
import { ticksFor, ticksMost } from "../../src/timing/ticks.ts";

describe("a number", () => {
  test.each([[0.1, "1/10"], [1e-7, "1/10000000"], [2.5e21, "2500000000000000000000"], [-0, "0"], ["7/2", "7/2"], ["-0.25", "-1/4"], [10n, "10"]])(
    "%s is read as it is written", (given, fraction) => { expect(exact(given, "x").toFraction()).toBe(fraction); });
  test.each([Number.NaN, Infinity, "", "1e3", "1/0", "0x10", "2 ms", "1".repeat(401), null, {}, true])("%s is refused", (given) => {
    expect(() => exact(given as never, "tasks[2].wcet")).toThrow(expect.objectContaining({ name: "TimingRefusal", code: "not a number", field: "tasks[2].wcet" }));
  });
  test("goes to JSON as a number where that is exact, else as a ratio", () => {
    expect([ratio(4, 2), ratio(-7, 2), ratio(2n ** 60n)].map(asJson)).toEqual([2, "-7/2", "1152921504606846976"]);
  });
  test("comes near in floating point even where its parts are too long for that", () => {
    expect(asNumber(ratio(-7, 2))).toBe(-3.5);
    const [long, longer] = [7n ** 800n, 3n * 7n ** 800n];
    expect(asNumber(ratio(longer + 1n, long))).toBeCloseTo(3, 12);
    expect(asNumber(ratio(-long, longer + 1n))).toBeCloseTo(-1 / 3, 12);
  });
});

test("the largest and smallest of none are zero", () => {
  expect([largest([]), smallest([]), largest([ratio(-2), ratio(-3)]), smallest([ratio(2), ratio(3)])].map(asJson)).toEqual([0, 0, -2, 2]);
});

test("ticks are the largest that all times are multiples of, and times of either sign that are too large for them are refused", () => {
  const { perUnit, of } = ticksFor([exact("1/4", "a"), exact("1/6", "b"), exact(2, "c")], "a");
  expect([perUnit, of(exact("5/12", "d")), of(exact(-1, "d"))]).toEqual([12n, 5, -12]);
  for (const sign of [1, -1]) {
    expect(of(ratio(sign * ticksMost, 12))).toBe(sign * ticksMost);
    expect(() => of(ratio(sign * (ticksMost + 1), 12))).toThrow("at most 2^43 fit");
  }
});
