/** The source of chance: frozen vectors, so that a seed keeps its meaning, and counts that would show a bias. */
import { describe, expect, test } from "vitest";
import { Random, mix } from "../../src/engine/index.ts";

describe("random numbers", () => {
  test("seed 42, stream 7 means the same for ever", () => {
    const random = new Random(42, 7);
    expect(Array.from({ length: 8 }, () => random.bits())).toMatchInlineSnapshot(`
      [
        281553937,
        3393008981,
        2764613294,
        3450376339,
        187603173,
        1992720177,
        3054576307,
        3895042130,
      ]
    `);
    expect(Array.from({ length: 8 }, () => random.below(1000))).toMatchInlineSnapshot(`
      [
        117,
        552,
        33,
        591,
        970,
        439,
        143,
        878,
      ]
    `);
    expect([mix(1, 2), mix(0, 0), mix(-1, 2 ** 31)]).toMatchInlineSnapshot(`
      [
        965740627,
        1270938603,
        -1919232128,
      ]
    `);
  });

  test("below the largest bounds are below them, and go beyond half of them", () => {
    for (const n of [0x7fffffff, 0x80000000, 0x80000001, 0xc0000000, 0xffffffff, 2 ** 32]) {
      const random = new Random(1, 2);
      const drawn = Array.from({ length: 2000 }, () => random.below(n));
      expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...drawn), `below ${n}`).toBeLessThan(n);
      expect(Math.max(...drawn)).toBeGreaterThan(0.9 * n);
    }
  });
  test("streams of one seed differ, and seeds count modulo 2^32", () => {
    const first = (seed: number, stream: number) => new Random(seed, stream).bits();
    expect(new Set(Array.from({ length: 1000 }, (_, i) => first(1, i))).size).toBe(1000);
    expect(first(2 ** 32 + 5, 0)).toBe(first(5, 0));
  });

  test.each([1, 2, 3, 5, 8, 10, 100, 2 ** 20, 2 ** 31, 2 ** 32 - 1, 2 ** 32])("below(%d) stays below and reaches far", (n) => {
    const random = new Random(n, 1);
    const drawn = Array.from({ length: 2000 }, () => random.below(n));
    expect(drawn.every((value) => Number.isInteger(value) && value >= 0 && value < n)).toBe(true);
    if (n > 1) expect(drawn.reduce((most, value) => Math.max(most, value), 0)).toBeGreaterThanOrEqual(n / 2);
  });

  test.each([2, 3, 6, 7, 10, 48])("below(%d) favours no number", (n) => {
    const random = new Random(2024, n);
    const counts = Array.from({ length: n }, () => 0);
    const draws = 6000 * n;
    for (let i = 0; i < draws; i++) counts[random.below(n)]!++;
    // Six standard deviations of a binomial count around its mean of 6000.
    for (const count of counts) expect(Math.abs(count - 6000)).toBeLessThan(6 * Math.sqrt(6000));
  });
});
