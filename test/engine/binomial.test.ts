/** The upper bound of Clopper and Pearson, against tables and against the tail of the binomial distribution itself. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { upperBoundOf } from "../../src/engine/discovery/binomial.ts";

/** Successes, trials, and the 0.95 quantile of the beta distribution (successes + 1, trials - successes), by SciPy 1.17. */
const known = [
  [0, 1, 0.95], [1, 2, 0.974679434], [0, 10, 0.258865551], [1, 10, 0.394163302], [5, 10, 0.777558899], [9, 10, 0.994883803],
  [2, 20, 0.282618525], [0, 30, 0.0950338529], [0, 100, 0.0295130496], [1, 100, 0.0465598115], [5, 100, 0.102253378],
  [50, 100, 0.586378285], [3, 1000, 0.00773524472], [7, 1e6, 1.31480734e-5], [5e5, 1e6, 0.500822926], [12, 5e8, 3.88851383e-8],
] as const;

test.each(known)("%d of %d: %d", (successes, trials, bound) => {
  expect(upperBoundOf(successes, trials) / bound).toBeCloseTo(1, 8);
});

test("all successes, and no trial, say nothing", () => {
  expect([upperBoundOf(3, 3), upperBoundOf(0, 0)]).toEqual([1, 1]);
});

test("under the bound so few successes come in one of twenty counts", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(59), (trials, drawn) => {
    const successes = drawn % trials;
    const p = upperBoundOf(successes, trials);
    let [term, tail] = [(1 - p) ** trials, 0];
    for (let i = 0; i <= successes; i++) {
      tail += term;
      term *= ((trials - i) / (i + 1)) * (p / (1 - p));
    }
    expect(tail).toBeCloseTo(0.05, 9);
  }));
});
