/**
 * A report as SARIF 2.1.0, which code hosts show beside the lines. Broken claims are results without a line.
 */
import type { Finding, Report, Result } from "../language/index.ts";

/** The titles of finding codes. */
export type Titles = Readonly<Record<string, string>>;

/** The document; JSON escapes what needs escaping. */
export function sarifJson(report: Report, titles: Titles): string {
  const results = report.results.flatMap((result) => [
    ...result.findings.map(ofFinding),
    ...ofCounterexample(result),
    ...ofVerdict(result),
  ]);
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))]
    .sort()
    .map((id) => ({ id, shortDescription: { text: titles[id] ?? id } }));
  return `${JSON.stringify(
    {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "cordon", version: report.cordon, rules } },
          properties: { verdict: report.verdict, seed: report.seed },
          results,
        },
      ],
    },
    null,
    2,
  )}\n`;
}

function ofFinding({ code, severity, message, file, line, column, component }: Finding) {
  return {
    ruleId: code, level: severity, message: { text: message },
    locations: [{
      physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line, startColumn: column } },
      ...(component === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: component }] }),
    }],
  };
}

function ofCounterexample({ what, kind, counterexample }: Result) {
  if (counterexample === undefined) return [];
  const { claim, trace, because, record } = counterexample;
  const text = [`"${claim}" is broken in ${what}:`, ...trace.map((sentence, i) => `${i + 1}. ${sentence}`), ...because,
    ...(record === "" ? [] : [`Replay: cordon replay ${record}`])].join("\n");
  return [{ ruleId: `claim/${claim}`, level: "error", message: { text }, locations: placeOf(what, kind) }];
}

/** A verdict that is neither PASS nor explained by a finding or a counterexample. */
function ofVerdict({ what, kind, verdict, remarks }: Result) {
  if (verdict !== "WEAK" && verdict !== "UNKNOWN") return [];
  const text = [`${verdict}: ${what}`, ...remarks].join("\n");
  return [{ ruleId: `verdict/${verdict}`, level: "warning", message: { text }, locations: placeOf(what, kind) }];
}

function placeOf(what: string, kind: Result["kind"]) {
  return kind === "system" ? [{ physicalLocation: { artifactLocation: { uri: uriOf(what) } } }] : [];
}

/** A path as a URI reference; what is not plain is percent-encoded. */
function uriOf(path: string): string {
  const encoded = path.replaceAll("\\", "/").split("/").map((part) => encodeURIComponent(wellFormed(part))).join("/");
  return path.startsWith("/") ? `file://${encoded}` : encoded;
}

/** Half of a surrogate pair cannot be encoded. */
const wellFormed = (text: string): string => text.replace(/[\ud800-\udfff]/gu, "\ufffd");
