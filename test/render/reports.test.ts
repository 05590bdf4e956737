/** What services read of a report: which annotations there are, what JUnit counts, where SARIF points. */
import { describe, expect, test } from "vitest";
import type { Finding, Report, Result, Verdict } from "../../src/language/index.ts";
import { annotations, junitXml, sarifJson, visibleIn } from "../../src/render/index.ts";

const finding = (line: number, change: Partial<Finding> = {}): Finding =>
  ({ code: "GN101", severity: "error", file: "a b/c%d,e.hid", line, column: 7, message: `50 % of ${line}`, ...change });
const reportOf = (change: Partial<Result>): Report => {
  const result: Result = {
    what: "x", kind: "suite", verdict: "FAIL", traces: 0, steps: 0, seconds: 1, claims: [], outcomes: [], findings: [], remarks: [], ...change,
  };
  return { cordon: "1", version: 2, verdict: result.verdict, seed: 1, results: [result] };
};

describe("annotations", () => {
  test("are as many as GitHub may show", () => {
    const lines = (count: number) => annotations(reportOf({ findings: Array.from({ length: count }, (_, i) => finding(i + 1)) }))
      .split("\n").filter((line) => line.startsWith("::error"));
    expect(lines(49)).toHaveLength(49);
    expect(lines(300).length).toBeGreaterThanOrEqual(50);
    expect(lines(300).length).toBeLessThanOrEqual(51);
  });
  test("encode what would end a property or a message", () => {
    const [line] = annotations(reportOf({ findings: [finding(3)] })).split("\n");
    expect(line).toBe("::error file=a b/c%25d%2Ce.hid,line=3,col=7,title=GN101::50 %25 of 3");
  });
});

describe("JUnit", () => {
  const countsOf = (change: Partial<Result>) => /<testsuites name="cordon" ([^>]*)>/.exec(junitXml(reportOf(change)))![1]!;
  const claim = (name: string, verdict: Verdict) => ({ name, verdict, checked: 1, applied: 1, seen: {} });
  test("counts failures and errors apart", () => {
    expect(countsOf({ claims: [claim("a", "FAIL"), claim("b", "UNKNOWN"), claim("c", "WEAK"), claim("d", "PASS")] }))
      .toMatch(/^tests="\d+" failures="2" errors="1"/);
  });
  test("lets no verdict but PASS look green", () => {
    for (const verdict of ["WEAK", "UNKNOWN", "FAIL"] as const)
      expect(countsOf({ verdict, claims: [claim("a", "PASS")], remarks: ["why"] }), verdict).toMatch(/failures="1" errors="0"|failures="0" errors="1"/);
    expect(countsOf({ verdict: "PASS", claims: [claim("a", "PASS")] })).toMatch(/failures="0" errors="0"/);
  });
});

describe("SARIF", () => {
  interface Sarif { readonly runs: readonly { readonly results: readonly { readonly ruleId: string; readonly locations: readonly unknown[] }[] }[] }
  const resultsOf = (change: Partial<Result>) => (JSON.parse(sarifJson(reportOf(change), {})) as Sarif).runs[0]!.results;
  test("points at line and column of a file, its path as a URI", () => {
    expect(resultsOf({ findings: [finding(3)] })[0]!.locations).toEqual([
      { physicalLocation: { artifactLocation: { uri: "a%20b/c%25d%2Ce.hid" }, region: { startLine: 3, startColumn: 7 } } }]);
  });
  test("points at related places, each with a word", () => {
    const related = [{ file: "a b.hid", line: 2, column: 5, message: "the rule before" }];
    expect(resultsOf({ findings: [finding(3, { related })] })[0]).toMatchObject({ relatedLocations: [
      { id: 0, physicalLocation: { artifactLocation: { uri: "a%20b.hid" }, region: { startLine: 2, startColumn: 5 } }, message: { text: "the rule before" } }] });
    expect(resultsOf({ findings: [finding(3)] })[0]).not.toHaveProperty("relatedLocations");
  });
  test("tells WEAK and UNKNOWN", () => {
    for (const verdict of ["WEAK", "UNKNOWN"] as const)
      expect(resultsOf({ verdict, remarks: ["why"] }).map(({ ruleId }) => ruleId)).toEqual([`verdict/${verdict}`]);
    expect(resultsOf({ verdict: "PASS" })).toEqual([]);
  });
});

test("names of members are made visible, too", () => {
  expect(visibleIn({ "a\u202e": ["b\u001b", { "\u0007": null }] })).toEqual({ "a\\u{202e}": ["b\\u{1b}", { "\\u{7}": null }] });
});
