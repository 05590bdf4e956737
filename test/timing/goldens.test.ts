/**
 * The runner of golden cases fails what is wrong and lists what it does not know; the project's own cases pass, and the
 * shared ones where they are beside the project.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Answer, compared } from "../../src/timing-cases/comparing.ts";
import { goldens } from "../../bench/goldens.ts";
import { analyses as allAnalyses } from "../../src/timing-cases/index.ts";
import { runCases } from "../../bench/goldens/running.ts";
import { type Analyses, analysis } from "../../src/timing-cases/schema/analysis.ts";
import { listOf, number, object } from "../../src/timing-cases/schema/declare.ts";
import { ratio, sum, zero } from "../../src/timing/exact.ts";
import { beside } from "../needs.ts";

const folders: string[] = [];
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }); });

/** A folder with these files, each a value as JSON or a text as it is. */
function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), "cordon-goldens-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return folder;
}

const madeUp = (expected: Answer, tolerance: unknown = 0): object => ({ id: "made-up", analysis: "sum", input: { of: [1, 2] }, expected, tolerance });
const numbers = object("numbers", { of: listOf("numbers", number("a number", "")) });
const analyses: Analyses = {
  sum: analysis({
    says: "A sum.", input: numbers, answers: {},
    answer: ({ of }) => ({ total: sum(of), mean: ratio(3, 2), R: [4, ratio(11, 2)], none: null, all: Infinity }),
  }),
  broken: analysis({ says: "A sum.", input: numbers, answers: {}, answer: () => { throw new Error("no such sum"); } }),
};
const ran = (one: object) => runCases(folderOf({ "one.json": one }), analyses)[0]!;

describe("the runner", () => {
  test("passes a case whose numbers are equal, and names what it compared", () => {
    expect(ran(madeUp({ total: 3, mean: "3/2", R: [4, "11/2"], none: null, all: "inf", other: 1 }))).toEqual({
      id: "made-up", analysis: "sum", became: "ok", compared: ["total", "mean", "R", "none", "all"], notCompared: ["other"], differences: [],
    });
  });
  for (const [wrong, difference] of [
    [{ total: 4 }, "total: expected 4, got 3"],
    [{ mean: "3/4" }, "mean: expected 3/4, got 3/2"],
    [{ mean: 1.5000001 }, "mean: expected 15000001/10000000, got 3/2"],
    [{ R: [4, "11/2", 6] }, "R: expected [4,11/2,6], got [4,11/2]"],
    [{ R: [4] }, "R: expected [4], got [4,11/2]"],
    [{ R: [5, "11/2"] }, "R[0]: expected 5, got 4"],
    [{ R: { a: 4 } }, "R: expected {a:4}, got [4,11/2]"],
    [{ none: 3 }, "none: expected 3, got null"],
    [{ none: 0 }, "none: expected 0, got null"],
    [{ total: null }, "total: expected null, got 3"],
    [{ total: "inf" }, "total: expected inf, got 3"],
    [{ total: true }, "total: expected true, got 3"],
    [{ total: "t3" }, "total: expected t3, got 3"],
    [{ unheard: 3 }, "nothing was compared"],
    [{}, "nothing was compared"],
  ] as const) test(`fails ${JSON.stringify(wrong)}`, () => {
    expect(ran(madeUp(wrong))).toMatchObject({ became: "FAIL", differences: [difference] });
  });
  test("takes null and inf as the two ways to say that there is no bound", () => {
    expect(ran(madeUp({ none: "inf", all: null }))).toMatchObject({ became: "ok", compared: ["none", "all"] });
  });
  test("allows what the tolerance allows, and no more", () => {
    expect(ran(madeUp({ mean: 1.5000001 }, 1e-7)).became).toBe("ok");
    expect(ran(madeUp({ mean: 1.5000001 }, 1e-8)).became).toBe("FAIL");
  });
  test("lists an unknown key, and does not pass it", () => {
    expect(ran({ ...madeUp({ total: 3 }), analysis: "difference" })).toMatchObject({ became: "skip", compared: [], notCompared: ["total"] });
    expect(ran({ ...madeUp({ total: 3 }), analysis: "constructor" }).became).toBe("skip");
  });
  test("fails what throws, what is not a case, and what is there twice", () => {
    expect(ran({ ...madeUp({ total: 3 }), analysis: "broken" })).toMatchObject({ became: "FAIL", differences: ["Error: no such sum"] });
    expect(ran(madeUp({ total: 3 }, -1)).became).toBe("FAIL");
    expect(ran(madeUp({ total: 3 }, "much")).became).toBe("FAIL");
    expect(runCases(folderOf({ "a.json": madeUp({ total: 3 }), "b.json": madeUp({ total: 3 }), "c.json": "{", "d.json": [1] }), analyses)
      .map(({ id, became }) => [id, became])).toEqual([["made-up", "ok"], ["b.json", "FAIL"], ["c.json", "FAIL"], ["d.json", "FAIL"]]);
  });
  test("fails an index that names a case which is not there", () => {
    const index = [{ id: "made-up", analysis: "sum" }, { id: "lost", analysis: "sum" }];
    expect(runCases(folderOf({ "a.json": madeUp({ total: 3 }), "index.json": index }), analyses).map(({ id, became }) => [id, became]))
      .toEqual([["made-up", "ok"], ["lost", "FAIL"]]);
  });
});

describe("simulated values", () => {
  const differences = (expected: Answer, answer: Answer): readonly string[] => compared(expected, answer, zero).differences;
  test("may not be above the bound of their shape and variant", () => {
    expect(differences({ R: [4, 5], simulatedLowerBound: [4, 5] }, { R: [4, 5] })).toEqual([]);
    expect(differences({ R: [4, 5], simulatedLowerBound: [4, 6] }, { R: [4, 5] })).toEqual(["R[1]: expected at least the simulated 6, got 5"]);
    expect(differences({ R_m2: [4], R_m3: [3], simulated_m2: [4] }, { R_m2: [4], R_m3: [3] })).toEqual([]);
    expect(differences({ R: { P: 36 }, blocking: { P: 10 }, simulatedMax: { P: 35 } }, { R: { P: 36 }, blocking: { P: 10 } })).toEqual([]);
  });
  test("of our own may not be above it, either", () => {
    expect(differences({ R: [4], simulatedMax: [3] }, { R: [4], simulatedMax: [5] })).toEqual(["R[0]: expected at least the simulated 5, got 4"]);
  });
  test("are exceeded by no bound at all", () => {
    expect(differences({ R: [null, "inf"], simulatedMax: [3, 4] }, { R: [null, "inf"] })).toEqual([]);
  });
  test("equal the least bound where the case says that it is tight", () => {
    const expected = { sync: [4, 6], syncRefined: [4, 5], simulatedLowerBound: [3, 5], tight: [false, true] };
    const answer = { sync: [4, 6], syncRefined: [4, 5] };
    expect(compared(expected, answer, zero)).toEqual({ compared: Object.keys(expected), notCompared: [], differences: [] });
    expect(differences({ ...expected, tight: [true, true] }, answer))
      .toEqual(["tight[0]: expected a bound that simulatedLowerBound reaches, got 3 of 4"]);
    expect(differences(expected, { ...answer, simulatedLowerBound: [3, 4] }))
      .toEqual(["tight[1]: expected a bound that simulatedLowerBound reaches, got 4 of 5"]);
  });
  test("without a bound are values as any other, and are left out where nothing was simulated here", () => {
    expect(differences({ load: 2, simulatedLatest: 19 }, { load: 2, simulatedLatest: 18 })).toEqual(["simulatedLatest: expected 19, got 18"]);
    expect(compared({ load: 2, simulatedLatest: 19, tight: true }, { load: 2 }, zero).notCompared).toEqual(["simulatedLatest", "tight"]);
  });
});

describe("the command line", () => {
  test("of no use gives exit code 2 and one line", () => {
    for (const words of [[], ["a", "b"], ["--jsn", "a"], ["no/such/folder"], [folderOf({})], [folderOf({ "index.json": [] })]]) {
      const { code, out, err } = goldens(words);
      expect({ words, code, out, lines: err.split("\n").length }).toEqual({ words, code: 2, out: "", lines: 2 });
    }
  });
  test("counts in its last line what became of the cases, and fails where one failed", () => {
    const strange = { id: "strange", analysis: "astrology", input: {}, expected: { R: 1 }, tolerance: 0 };
    const { code, out } = goldens([folderOf({ "a.json": strange })]);
    expect({ code, out }).toEqual({ code: 0, out: "skip  strange  astrology  no analysis is known by this key\n0 passed, 0 failed, 1 skipped\n" });
    expect(goldens([folderOf({ "a.json": strange, "b.json": "{" })])).toMatchObject({ code: 1, out: expect.stringMatching(/0 passed, 1 failed, 1 skipped\n$/) as unknown });
    expect(JSON.parse((goldens([folderOf({ "a.json": strange }), "--json"])).out))
      .toMatchObject({ cases: [{ id: "strange", became: "skip" }], passed: 0, failed: 0, skipped: 1 });
  });
});

describe("golden cases", () => {
  const all = (folder: string): void => {
    const results = runCases(folder, allAnalyses);
    expect(results.filter(({ became }) => became !== "ok").map(({ id, analysis, became, differences }) => [became, id, analysis, ...differences])).toEqual([]);
  };
  test("of our own pass", () => { all("bench/goldens/cases"); });
  const shared = "../shared/golden-timing";
  beside(shared)(`of ${shared} pass, where that folder is beside the project`, () => all(shared));
});
