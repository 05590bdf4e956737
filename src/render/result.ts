/**
 * The report of a check for people: what each result is, and a table where there are several.
 */
import { type Counterexample, type Finding, type Report, type Result, verdicts } from "../language/index.ts";
import { discoveryLines } from "./discovery.ts";
import { type Paint, severityStyle, verdictStyle } from "./paint.ts";
import { alignedRows, counted } from "./table.ts";
import { visibleIn } from "./visible.ts";

/** Lines of one kind that are printed for one result; the JSON document has all. */
const linesMost = 100;

/** Remarks that are printed for a system description: what its traces did not reach is seldom news to its owner. */
const missingMost = 8;

/** How a result is printed. */
export interface Printing {
  /** The command that runs its counterexample again. */
  readonly replay?: string;
  /** Of a result that is PASS, only what was found. */
  readonly brief?: boolean;
}

/** One result. */
export function resultText(given: Result, paint: Paint, { replay = "", brief = false }: Printing = {}): string {
  const result = visibleIn(given);
  const { verdict, what, findings, counterexample, discovery } = result;
  const whole = !brief || verdict !== "PASS";
  const discovered = whole && discovery !== undefined && counterexample === undefined ? discoveryLines(discovery, result.traces) : [];
  const remarks = whole ? result.remarks : [];
  return `${[
    `${paint(verdictStyle[verdict], verdict.padEnd(7))} ${paint("bold", what)}  ${paint("dim", measured(result))}`,
    ...(result.system === undefined ? [] : [`  ${systemLine(result.system)}`]),
    ...(result.claims.length === 0 || counterexample !== undefined ? [] : [`  ${claimsLine(result)}`]),
    ...atMost(findings.map((finding) => findingLine(finding, paint))),
    ...(counterexample === undefined ? [] : counterexampleLines(counterexample, paint)),
    ...discovered.map((line) => `  ${line}`),
    ...atMost(remarks.map((remark) => `  ${remark}`), result.kind === "system" ? missingMost : linesMost),
    ...(counterexample === undefined || counterexample.record === "" ? [] : [`  Replay: ${paint("bold", replay)}`]),
  ].join("\n")}\n`;
}

/** The verdict alone, in one line. */
export function verdictLine(given: Pick<Result, "verdict" | "what" | "counterexample">, paint: Paint): string {
  const { verdict, what, counterexample } = visibleIn(given);
  const broken = counterexample === undefined ? "" : `  "${counterexample.claim}" is broken: ${counterexample.record}`;
  return `${paint(verdictStyle[verdict], verdict.padEnd(7))} ${what}${broken}\n`;
}

/** The table at the end of a run over several. */
export function summaryText(given: Report, paint: Paint): string {
  const { results, verdict } = visibleIn(given);
  const rows = results.map((result) => [
    result.verdict,
    result.what,
    String(result.traces),
    ...severityCounts(result.findings),
    remarkOf(result),
  ]);
  const lines = alignedRows([["", "", "traces", "errors", "warnings", "notes", ""], ...rows], [2, 3, 4, 5]);
  const tally = verdicts
    .map((one) => [one, results.filter((result) => result.verdict === one).length] as const)
    .filter(([, count]) => count > 0)
    .map(([one, count]) => `${count} ${one}`)
    .join(", ");
  return `\n${lines
    .map((line, i) =>
      i === 0
        ? paint("dim", line)
        : line.replace(/^[A-Z]+/, (word) => paint(verdictStyle[results[i - 1]!.verdict], word)),
    )
    .join("\n")}\n${paint(verdictStyle[verdict], verdict)}: ${tally}\n`;
}

function measured({ traces, steps, seconds }: Result): string {
  return traces === 0 ? `${seconds} s` : `${counted(traces, "trace")}, ${counted(steps, "step")}, ${seconds} s`;
}

function systemLine({ format, counts }: NonNullable<Result["system"]>): string {
  return `${format}: ${Object.entries(counts).map(([plural, count]) => counted(count, plural.replace(/s$/, ""))).join(", ")}`;
}

export function claimsLine({ claims, outcomes }: Pick<Result, "claims" | "outcomes">): string {
  const held = claims.filter(({ verdict, checked }) => checked > 0 && verdict !== "FAIL" && verdict !== "UNKNOWN").length;
  const reached = outcomes.filter(({ count }) => count > 0).length;
  const waived = outcomes.filter(({ count, waived: reason }) => count === 0 && reason !== undefined).length;
  return (
    `${held} of ${counted(claims.length, "claim")} held; ${reached} of ${counted(outcomes.length, "outcome")} reached` +
    (waived === 0 ? "" : `, ${waived} waived`)
  );
}

function findingLine({ file, line, column, severity, code, message }: Finding, paint: Paint): string {
  return `${file}:${line}:${column} ${paint(severityStyle[severity], severity)} ${code} ${message}`;
}

/** A counterexample as numbered sentences, with what it breaks and why. */
export function counterexampleLines({ claim, length, trace, because }: Counterexample, paint: Paint): string[] {
  const width = String(trace.length).length;
  const when = length === 0 ? "in the initial state" : `after ${counted(length, "step")}`;
  return [
    `  ${paint("red", `"${claim}" is broken`)} ${when}:`,
    ...trace.map((sentence, i) => `    ${String(i + 1).padStart(width)}. ${sentence}`),
    ...because.map((sentence, i) => `  ${i === 0 ? "because" : "       "} ${sentence}`),
  ];
}

function severityCounts(findings: readonly Finding[]): string[] {
  return (["error", "warning", "note"] as const).map((severity) =>
    String(findings.filter((one) => one.severity === severity).length),
  );
}

/** What the table says of a result that needs a word. */
function remarkOf({ verdict, counterexample, remarks, findings }: Result): string {
  if (counterexample !== undefined) return `"${counterexample.claim}" is broken`;
  if (verdict === "FAIL") return findings.find(({ severity }) => severity === "error")?.message ?? "";
  return verdict === "PASS"
    ? ""
    : `${remarks[0] ?? ""}${remarks.length > 1 ? ` (and ${remarks.length - 1} more)` : ""}`;
}

export function atMost(lines: readonly string[], most = linesMost): readonly string[] {
  return lines.length <= most
    ? lines
    : [...lines.slice(0, most), `  and ${lines.length - most} more (--json lists all)`];
}
