/** Tables, wrapped lines and decimals: what fits is kept, what does not is broken at words, and no rounding promises more than is known. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimal } from "../../src/render/decimal.ts";
import { counted, tableLines, wrapped } from "../../src/render/table.ts";

describe("a decimal", () => {
  test("is rounded to the side that is asked for, without zeros at the end", () => {
    expect(["10/3", "-10/3", "1/2", "-1/8", "1/1000", 7].map((value) => decimal(value, 2, "up"))).toEqual(["3.34", "-3.33", "0.5", "-0.12", "0.01", "7"]);
    expect(["10/3", "-10/3", "1/1000", "-1/1000"].map((value) => decimal(value, 2, "down"))).toEqual(["3.33", "-3.34", "0", "-0.01"]);
  });
  test("is rounded up from the half on, where the nearest is asked for", () => {
    expect(["1/2", "-1/2", "3/2", "499/1000", "-501/1000"].map((value) => decimal(value, 0, "nearest"))).toEqual(["1", "0", "2", "0", "-1"]);
  });
  test("is never below what is rounded up, never above what is rounded down, and no farther than a unit of its last digit", () => {
    fc.assert(fc.property(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 1, max: 10 ** 6 }), fc.integer({ min: 0, max: 4 }), (top, bottom, digits) => {
      const [up, near, down] = (["up", "nearest", "down"] as const).map((rounding) => Number(decimal(`${top}/${bottom}`, digits, rounding)));
      const slack = 1e-6;
      expect(up! >= top / bottom - slack && down! <= top / bottom + slack).toBe(true);
      expect(Math.abs(near! - top / bottom)).toBeLessThanOrEqual(0.5 * 10 ** -digits + slack);
      expect(up! - down!).toBeLessThanOrEqual(10 ** -digits + slack);
    }), { seed: 3 });
  });
});

test("one thing is one, and everything else is several", () => {
  expect([0, 1, 2].map((count) => counted(count, "trace"))).toEqual(["0 traces", "1 trace", "2 traces"]);
  expect(counted(2, "index", "indices")).toBe("2 indices");
});

describe("lines for a narrow terminal", () => {
  test("keep all words in order, and are wide only where a word is", () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), fc.integer({ min: 20, max: 80 }), (words, columns) => {
      const lines = wrapped(`  ${words.join(" ")}`, columns, "    ");
      expect(lines.join(" ").split(/ +/).filter((word) => word !== "")).toEqual(words);
      expect(lines.filter((line) => line.length > columns)).toEqual([]);
    }), { seed: 3 });
  });
  test("of a table are its rows where they fit, and paragraphs where they do not", () => {
    const rows = [["", "bound", "left"], ["editor", "12", "3"], ["a client", "100", "-5"]];
    expect(tableLines(rows, 40)).toEqual(["            bound  left", "  editor       12     3", "  a client    100    -5"]);
    expect(tableLines(rows, 20)).toEqual(["  editor", "    bound 12, left 3", "  a client", "    bound 100, left", "    -5"]);
  });
});
