/** What a result says about when to stop. */
import { describe, expect, test } from "vitest";
import type { Discovery, Result } from "../../src/language/index.ts";
import { plain, resultText, verdictLine } from "../../src/render/index.ts";
import { mixedReport } from "./samples.ts";

const discovery: Discovery = { species: 241, curve: [[1, 30], [2, 41], [5, 80], [500, 241]], lastNew: 388, estimate: 0.012, upperBound: 0.02955 };
const [pass, , weak, , fail] = mixedReport.results.map((result): Result => ({ ...result, traces: 500, discovery }));
const said = (change: Partial<Discovery>) => resultText({ ...pass!, discovery: { ...discovery, ...change } }, plain).split("\n").slice(3, 5);

describe("when to stop", () => {
  test("is said in two lines", () => {
    expect(said({})).toEqual([
      "  Coverage: 241 items (outcomes, seen conditions, state classes); the last new one in trace 388 of 500.",
      "  The next trace shows something new with probability about 1.2 %, at most 3.0 % (with 95 % confidence).",
    ]);
  });
  test.each([
    [0, 0.00299, "about 0 %, at most 0.30 %"], [0.998, 1, "about 100 %, at most 100 %"], [0.07, 0.07, "about 7.0 %, at most 7.0 %"],
    [0.2457, 0.3249, "about 25 %, at most 33 %"], [2e-9, 3.001e-9, "about 0.00000020 %, at most 0.00000031 %"],
  ])("rounds %d, and a bound of %d up", (estimate, upperBound, words) => {
    expect(said({ estimate, upperBound })[1]).toContain(words);
  });
  test("is not said where too much was met to say it", () => {
    const { species, curve } = discovery;
    const text = resultText({ ...pass!, discovery: { species, curve } }, plain);
    expect(text).toContain("  More than 65,536 state classes were met: how likely the next trace shows something new cannot be said.\n");
    expect(text).not.toContain("probability");
  });
  test("is left out where nothing ran, beside a counterexample, in brief, and by --quiet", () => {
    const { discovery: _, ...without } = pass!;
    for (const text of [resultText(without, plain), resultText(fail!, plain), resultText(pass!, plain, { brief: true }), verdictLine(pass!, plain)])
      expect(text).not.toContain("something new");
    expect(resultText(weak!, plain, { brief: true })).toContain("something new");
  });
});
