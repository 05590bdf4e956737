/** When to stop: the fold over chunks against a count from scratch, and the bound against missing mass that is known. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { upperBoundOf } from "../../src/engine/discovery/binomial.ts";
import { type Shown, addShown, discoveryOf, nothingDiscovered } from "../../src/engine/discovery/discovery.ts";
import { Random } from "../../src/engine/index.ts";
import { classesMost } from "../../src/engine/discovery/species.ts";

/** A trace as the species that it shows. Odd ones are state classes, as far as the engine knows. */
type SpeciesOf = readonly number[];

/** What a chunk of such traces shows. */
function shown(traces: readonly SpeciesOf[]): Shown {
  const own = new Map([...new Set(traces.flat())].map((one, number) => [one, number]));
  const once = traces.map((trace) => [...new Set(trace)]);
  let end = 0;
  return {
    keys: [...own.keys()].flatMap((one) => [7 * one, one]),
    numbers: Int32Array.from(once.flat(), (one) => own.get(one)!),
    ends: once.map(({ length }) => end += length),
  };
}

/** All traces in chunks of these lengths, and the rest in one. */
function discovered(traces: readonly SpeciesOf[], lengths: readonly number[] = []) {
  const sum = nothingDiscovered();
  let from = 0;
  for (const length of [...lengths, traces.length]) {
    addShown(sum, shown(traces.slice(from, from + length)));
    from += length;
  }
  return sum;
}

/** The same numbers from their definitions. */
function fromScratch(traces: readonly SpeciesOf[]) {
  const knownTo = (n: number) => new Set(traces.slice(0, n).flat());
  const showsNew = (known: ReadonlySet<number>) => (trace: SpeciesOf) => trace.some((one) => !known.has(one));
  const half = Math.floor(traces.length / 2);
  const late = traces.slice(half).filter(showsNew(knownTo(half))).length;
  const alone = traces.filter((trace, t) => showsNew(new Set(traces.toSpliced(t, 1).flat()))(trace)).length;
  const all = knownTo(traces.length).size;
  return {
    species: all, lastNew: traces.findIndex((_, t) => knownTo(t + 1).size === all) + 1,
    estimate: alone / traces.length, upperBound: upperBoundOf(late, traces.length - half), knownTo,
  };
}

const aTrace = fc.array(fc.nat(30), { minLength: 1, maxLength: 8 });
const someTraces = fc.array(aTrace, { minLength: 1, maxLength: 40 });

describe("what is said of some traces", () => {
  test("is what a count from scratch says", () => {
    fc.assert(fc.property(someTraces, (traces) => {
      const { knownTo, estimate, upperBound, ...exact } = fromScratch(traces);
      const found = discoveryOf(discovered(traces))!;
      expect(found).toMatchObject(exact);
      expect(found.estimate).toBeCloseTo(estimate, 4);
      expect(found.upperBound! - upperBound).toBeGreaterThanOrEqual(0);
      expect(found.upperBound! / upperBound).toBeLessThan(1.001);
      expect(found.curve).toEqual(found.curve.map(([n]) => [n, knownTo(n).size]));
    }));
  });
  test("does not depend on how they are split into chunks", () => {
    fc.assert(fc.property(someTraces, fc.array(fc.nat(9), { maxLength: 9 }), (traces, lengths) => {
      expect(discovered(traces, lengths)).toEqual(discovered(traces));
    }));
  });
  test("has a curve of round numbers, and an end", () => {
    const points = (n: number) => discoveryOf(discovered(Array.from({ length: n }, () => [1])))!.curve.map(([at]) => at);
    expect([1, 2, 5, 7, 120].map(points)).toEqual([[1], [1, 2], [1, 2, 5], [1, 2, 5, 7], [1, 2, 5, 10, 20, 50, 100, 120]]);
    expect(discoveryOf(nothingDiscovered())).toBeUndefined();
  });
});

describe("more state classes than are told apart", () => {
  const many = Array.from({ length: 40 }, (_, t) => Array.from({ length: 2000 }, (_, i) => 2 * (2000 * t + i) + 1));
  const full = Math.floor(classesMost / 2000);
  test("leave no estimate, and a curve that ends before them", () => {
    const found = discoveryOf(discovered(many))!;
    expect(Object.keys(found)).toEqual(["species", "curve"]);
    expect(found.species).toBe(2000 * full);
    expect(found.curve.at(-1)).toEqual([full, 2000 * full]);
  });
  test("are the same however the traces are split", () => {
    const whole = discoveryOf(discovered(many));
    for (const lengths of [[full], [full + 1], [1, 1, 1], [39]]) expect(discoveryOf(discovered(many, lengths))).toEqual(whole);
  });
  test("do not end the count of outcomes", () => {
    const outcomes = Array.from({ length: classesMost + 10 }, (_, i) => 2 * i);
    expect(discoveryOf(discovered([outcomes]))).toMatchObject({ species: classesMost + 10, estimate: 1 });
  });
});

/** Species that come by themselves, each with its probability in a trace, in shapes that are hard in different ways. */
const shapes: Readonly<Record<string, readonly number[]>> = {
  "few rare ones": [0.9, 0.5, 0.02, 0.01, 0.005],
  "a long tail": Array.from({ length: 200 }, (_, i) => 0.5 / (i + 1) ** 1.2),
  "many equal ones": Array.from({ length: 300 }, () => 0.004),
  "one of a thousand": [1, 0.001],
};

describe("the bound holds", () => {
  const [repetitions, traces] = [400, 200];
  test.each(Object.entries(shapes))("with %s", (_, probabilities) => {
    const missing = (known: ReadonlySet<number>) => 1 - probabilities.reduce((none, p, one) => known.has(2 * one) ? none : none * (1 - p), 1);
    let [held, heldForHalf, heldByEstimate, estimates, masses, bounds] = [0, 0, 0, 0, 0, 0];
    for (let seed = 0; seed < repetitions; seed++) {
      const random = new Random(seed, 8);
      const drawn = Array.from({ length: traces }, () => probabilities.flatMap((p, one) => random.bits() < p * 2 ** 32 ? [2 * one] : []));
      const { estimate, upperBound } = discoveryOf(discovered(drawn, [50, 50, 50]))!;
      const mass = missing(new Set(drawn.flat()));
      if (mass <= upperBound!) held++;
      if (mass <= estimate!) heldByEstimate++;
      if (missing(new Set(drawn.slice(0, traces / 2).flat())) <= upperBound!) heldForHalf++;
      estimates += estimate! / repetitions;
      masses += mass / repetitions;
      bounds += upperBound! / repetitions;
    }
    expect(held / repetitions).toBeGreaterThanOrEqual(0.93);
    // What is rigorous is the bound for what half of the traces leave: it holds as often as it says, and is no idle one.
    expect(heldForHalf / repetitions).toBeGreaterThanOrEqual(0.93);
    expect(bounds).toBeLessThan(3 * masses + 3 / traces + 0.02);
    // The estimate is right on average, and no bound.
    expect(heldByEstimate / repetitions).toBeLessThan(0.7);
    expect(Math.abs(estimates - masses)).toBeLessThan(0.2 * masses + 0.002);
  });
});
