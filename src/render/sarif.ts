/**
 * A report as SARIF 2.1.0, which code hosts show beside the lines. Broken claims are results without a line.
 */
import type { Finding, Place, Report, Result } from "../language/index.ts";
import { jsonText } from "./visible.ts";

/** Title and page, in Markdown, of each finding code. */
export type RulePages = Readonly<Record<string, { readonly title: string; readonly page: string }>>;

/** The document; JSON escapes what needs escaping. */
export function sarifJson(report: Report, pages: RulePages): string {
  const results = report.results.flatMap((result) => [
    ...result.findings.map(ofFinding),
    ...ofCounterexample(result),
    ...ofBreaks(result),
    ...ofVerdict(result),
  ]);
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))]
    .sort()
    .map((id) => ruleOf(id, pages));
  return jsonText({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "cordon", version: report.cordon, rules } },
        properties: { verdict: report.verdict, seed: report.seed },
        results,
      },
    ],
  });
}

function ruleOf(id: string, pages: RulePages) {
  if (!Object.hasOwn(pages, id)) return { id, shortDescription: { text: id } };
  const { title, page } = pages[id]!;
  return { id, shortDescription: { text: title }, help: { text: page, markdown: page } };
}

function ofFinding({ code, severity, message, component, related = [], ...place }: Finding) {
  return {
    ruleId: code, level: severity, message: { text: message },
    locations: [{
      physicalLocation: physical(place),
      ...(component === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: component }] }),
    }],
    ...(related.length === 0 ? {}
      : { relatedLocations: related.map((other, id) => ({ id, physicalLocation: physical(other), message: { text: other.message } })) }),
  };
}

const physical = ({ file, line, column }: Place) =>
  ({ artifactLocation: { uri: uriOf(file) }, region: { startLine: line, startColumn: column } });

function ofCounterexample({ what, kind, counterexample }: Result) {
  if (counterexample === undefined) return [];
  const { claim, trace, because, record } = counterexample;
  const text = [`"${claim}" is broken in ${what}:`, ...trace.map((sentence, i) => `${i + 1}. ${sentence}`), ...because,
    ...(record === "" ? [] : [`Replay: cordon replay ${record}`])].join("\n");
  return [{ ruleId: `claim/${claim}`, level: "error", message: { text }, locations: placeOf(what, kind, record) }];
}

/** Claims that the suite is there to see broken, and that are not, or not as it says. */
function ofBreaks({ what, kind, breaks = [], remarks }: Result) {
  return breaks.filter(({ verdict }) => verdict === "FAIL").map(({ claim, counterexample }) => ({
    ruleId: `claim/${claim}`, level: "error", message: { text: remarks.find((remark) => remark.includes(`"${claim}"`)) ?? claim },
    locations: placeOf(what, kind, counterexample?.record),
  }));
}

/** A verdict that is neither PASS nor explained by a finding or a counterexample. */
function ofVerdict({ what, kind, verdict, remarks, findings }: Result) {
  if (verdict === "PASS" || verdict === "FAIL" || (verdict === "SKIPPED" && findings.length > 0)) return [];
  const text = [`${verdict}: ${what}`, ...remarks].join("\n");
  const level = verdict === "SKIPPED" ? "note" : "warning";
  return [{ ruleId: `verdict/${verdict}`, level, message: { text }, locations: placeOf(what, kind) }];
}

/** The first line of what was checked. A suite is no file: of its counterexample the record is, if the disk took it. */
function placeOf(what: string, kind: Result["kind"], record = "") {
  const path = kind === "system" ? what : record;
  return [{
    ...(path === "" ? {} : { physicalLocation: { artifactLocation: { uri: uriOf(path) }, region: { startLine: 1 } } }),
    ...(kind === "suite" ? { logicalLocations: [{ fullyQualifiedName: what }] } : {}),
  }];
}

/** A path as a URI reference; what is not plain is percent-encoded. */
function uriOf(path: string): string {
  const encoded = path.replaceAll("\\", "/").split("/").map((part) => encodeURIComponent(wellFormed(part))).join("/");
  return path.startsWith("/") ? `file://${encoded}` : encoded;
}

/** Half of a surrogate pair cannot be encoded. */
const wellFormed = (text: string): string => text.replace(/[\ud800-\udfff]/gu, "\ufffd");
