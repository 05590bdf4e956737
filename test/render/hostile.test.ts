/** Whatever text a report holds, each form of it stays well formed and says nothing to whoever shows it. */
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import {
  annotations,
  explorationText,
  junitXml,
  plain,
  replayText,
  resultText,
  sampleText,
  sarifJson,
  summaryText,
  verdictLine,
  visible,
} from "../../src/render/index.ts";
import { type Report, type SampleReport, verdicts } from "../../src/language/index.ts";
import { hostileExploration, hostileReport, mixedReport, payloads, steering } from "./samples.ts";

const sample: SampleReport = {
  cordon: "0.1.0", version: 2, what: "", system: "", atLeast: 5, exhaustive: false, symmetry: true, traces: 9, distinct: 3, once: 2, twice: 1,
  levels: [1, 4], seconds: 1,
};

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

function elementsOf(xml: string): Element[] {
  const parser = new SaxesParser();
  const elements: Element[] = [];
  parser.on("error", (error) => { throw error; });
  parser.on("opentag", ({ name, attributes }) => elements.push({ name, attributes: { ...attributes } }));
  parser.write(xml).close();
  return elements;
}

describe.each(payloads.map((payload) => [JSON.stringify(payload).slice(0, 40), payload]))("%s", (_, payload) => {
  const report = hostileReport(payload!);

  test("on a terminal", () => {
    const result = report.results[0]!;
    const text =
      resultText(result, plain) + summaryText(report, plain) + verdictLine(result, plain) + visible(payload!);
    expect(text).not.toMatch(steering);
    expect(text).toContain("GN101");
    expect(
      explorationText(hostileExploration(payload!), plain, visible(payload!))
        + sampleText({ ...sample, what: payload!, system: payload! }, plain),
    ).not.toMatch(steering);
    const on = { kind: "suite", name: payload!, system: payload! } as const;
    const specification = { name: payload! };
    expect(
      replayText(
        { claim: payload!, cordon: payload!, seed: 1, trace: 1, strategy: payload!, on, specification, steps: [1] },
        {
          senseless: payload!,
          steps: [{ sentence: payload!, effects: [payload!], differences: [payload!], changed: payload! }],
          violation: null,
          because: [],
          textChanged: true,
        },
        [payload!],
        plain,
      ),
    ).not.toMatch(steering);
  });

  test("in JUnit XML", () => {
    const xml = junitXml(report);
    const elements = elementsOf(xml);
    expect(elements.map(({ name }) => name)).toEqual([
      "testsuites",
      "testsuite",
      "testcase",
      "failure",
      "testcase",
      "testcase",
      "failure",
      "testcase",
    ]);
    expect(xml).not.toMatch(steering);
  });

  test("in SARIF", () => {
    const {
      runs: [run],
    } = JSON.parse(sarifJson(report, { GN101: { title: "a title", page: payload! } })) as {
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        results: { ruleId: string; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[];
      }[];
    };
    const rules = run!.tool.driver.rules.map(({ id }) => id);
    for (const { ruleId, locations } of run!.results) {
      expect(rules).toContain(ruleId);
      for (const {
        physicalLocation: {
          artifactLocation: { uri },
        },
      } of locations.filter(({ physicalLocation }) => physicalLocation !== undefined))
        expect(uri).toMatch(/^(?:[\w./~!*'()-]|%[0-9A-F]{2}|file:\/\/)*$/);
    }
  });

  test("as annotations", () => {
    const lines = annotations(report).split("\n").slice(0, -1);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).not.toMatch(steering);
      expect(line).toMatch(/^::error (?:file|line|col|title)=[^:]*::/);
    }
  });
});

describe("every verdict", () => {
  test("that is neither PASS nor SKIPPED is a failure or an error in JUnit XML", () => {
    const elements = elementsOf(junitXml(mixedReport));
    const suites = elements.filter(({ name }) => name === "testsuite");
    expect(suites.map(({ attributes: { name, failures, errors, skipped } }) => [name, failures, errors, skipped])).toEqual([
      ["PASS", "0", "0", "0"],
      ["SKIPPED", "0", "0", "1"],
      ["WEAK", "1", "0", "0"],
      ["UNKNOWN", "0", "1", "0"],
      ["FAIL", "1", "0", "0"],
    ]);
    expect(elements[0]!.attributes).toMatchObject({ tests: "8", failures: "2", errors: "1", skipped: "1" });
  });
  test("that is not PASS is a result in SARIF", () => {
    const { runs: [run] } = JSON.parse(sarifJson(mixedReport, {})) as { runs: { results: { ruleId: string }[] }[] };
    expect(run!.results.map(({ ruleId }) => ruleId)).toEqual(["verdict/SKIPPED", "verdict/WEAK", "verdict/UNKNOWN", "claim/a claim"]);
  });
  test("has a place in SARIF: a line of a file, and the suite by its name", () => {
    const placesOf = (report: Report) => (JSON.parse(sarifJson(report, {})) as { runs: [{ results: { ruleId: string; locations: unknown[] }[] }] })
      .runs[0].results.filter(({ ruleId }) => ruleId.startsWith("claim/")).flatMap(({ locations }) => locations);
    const file = (uri: string) => ({ physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } } });
    expect(placesOf(hostileReport("a.hid"))).toEqual([file("a.hid")]);
    expect(placesOf(mixedReport)).toEqual([{ ...file("FAIL"), logicalLocations: [{ fullyQualifiedName: "FAIL" }] }]);
  });
  test("stands in the table", () => {
    const text = summaryText(mixedReport, plain);
    for (const verdict of verdicts)
      expect(text).toMatch(new RegExp(`^${verdict} +${verdict} `, "m"));
    expect(text).toContain("FAIL: 1 PASS, 1 SKIPPED, 1 WEAK, 1 UNKNOWN, 1 FAIL");
  });
});

test("an endless list of findings does not flood the terminal", () => {
  const [result] = hostileReport("x").results;
  const findings = Array.from({ length: 10_000 }, () => result!.findings[0]!);
  const text = resultText({ ...result!, findings }, plain);
  expect(text.split("\n").length).toBeLessThan(150);
  expect(text).toContain("and 9900 errors more (--json lists all)");
});
