/**
 * The report of a check for people: what each result is, and a table where there are several.
 */
import {
  type ClaimResult, type Counterexample, type Finding, type Report, type Result, type SystemSummary, verdicts,
} from "../language/index.ts";
import { discoveryLines } from "./discovery.ts";
import { byGravity, gravest } from "./gravity.ts";
import { type Paint, severityStyle, verdictStyle } from "./paint.ts";
import { alignedRows, counted } from "./table.ts";
import { visible, visibleIn } from "./visible.ts";

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
    `${paint(verdictStyle[verdict], verdict.padEnd(7))} ${paint("bold", what)}  ${paint("dim", measured(result))}`.trimEnd(),
    ...(result.system === undefined || Object.keys(result.system.counts).length === 0 ? [] : [`  ${systemLine(result.system)}`]),
    ...(result.claims.length === 0 || counterexample !== undefined ? [] : [`  ${claimsLine(result)}`, ...waitLines(result.claims)]),
    ...findingLines(findings, paint),
    ...(counterexample === undefined ? [] : counterexampleLines(counterexample, paint)),
    ...discovered.map((line) => `  ${line}`),
    ...atMost(remarks.map((remark) => `  ${remark}`), result.kind === "system" ? missingMost : linesMost),
    ...(counterexample === undefined || counterexample.record === "" ? [] : [`  Replay: ${paint("bold", replay)}`]),
  ].join("\n")}\n`;
}

/** The verdict alone, in one line, and why an input was skipped. */
export function verdictLine(given: Pick<Result, "verdict" | "what" | "counterexample" | "remarks"> & Partial<Pick<Result, "findings">>, paint: Paint): string {
  const { verdict, what, counterexample, remarks, findings = [] } = visibleIn(given);
  const head = `${paint(verdictStyle[verdict], verdict.padEnd(7))} ${what}`;
  if (counterexample === undefined) return `${head}${verdict === "SKIPPED" ? `  ${whySkipped({ findings, remarks })}` : ""}\n`;
  return `${head}  "${counterexample.claim}" is broken: ${counterexample.record}\n`;
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

/** What became of the files of folders, in one line; nothing where no folder was searched. */
export function leftOutText({ results, leftOut }: Report): string {
  if (leftOut === undefined) return "";
  // A folder that holds no file of ours has a result of its own, and is none.
  const files = results.filter(({ kind, system, findings }) => kind === "system" && (system !== undefined || findings.length > 0));
  const skipped = files.filter(({ verdict }) => verdict === "SKIPPED");
  const formats = new Map<string, number>();
  for (const { system } of skipped) {
    const format = system?.format ?? "cannot be had";
    formats.set(format, (formats.get(format) ?? 0) + 1);
  }
  const left = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  const parts = [`${files.length - skipped.length} checked`, `${skipped.length} skipped${kindsOf([...formats])}`, `${left} left out${kindsOf(Object.entries(leftOut))}`];
  return `${visible(`${counted(files.length + left, "file")}: ${parts.join(", ")}`)}\n`;
}

/** Kinds with their counts, the most frequent first: ` (seL4 Microkit system: 2, capDL specification: 1)`. */
function kindsOf(kinds: readonly (readonly [kind: string, count: number])[]): string {
  const sorted = kinds.toSorted(([, left], [, right]) => right - left).map(([kind, count]) => `${kind}: ${count}`);
  return sorted.length === 0 ? "" : ` (${sorted.join(", ")})`;
}

function measured({ verdict, traces, steps, seconds }: Result): string {
  if (verdict === "SKIPPED") return "";
  return traces === 0 ? `${seconds} s` : `${counted(traces, "trace")}, ${counted(steps, "step")}, ${seconds} s`;
}

function systemLine({ format, counts }: SystemSummary): string {
  return `${format}: ${Object.entries(counts).map(([plural, count]) => counted(count, plural.replace(/s$/, ""))).join(", ")}`;
}

/** How many claims held, and how many outcomes there were. Where none is required, as of a system that was read, they only occur. */
export function claimsLine({ claims, outcomes }: Pick<Result, "claims" | "outcomes">): string {
  const isDecided = ({ verdict }: ClaimResult): boolean => verdict !== "FAIL" && verdict !== "UNKNOWN";
  const isLeft = ({ decidedBy, checked }: ClaimResult): boolean => decidedBy !== undefined && checked === 0;
  const broken = claims.filter(({ breaks, verdict }) => breaks !== undefined && verdict === "PASS").length;
  const toHold = claims.filter(({ breaks }) => breaks === undefined);
  const held = toHold.filter((claim) => claim.checked > 0 && claim.applied > 0 && isDecided(claim)).length;
  const left = claims.filter(isLeft).length;
  const idle = toHold.filter((claim) => claim.applied === 0 && !isLeft(claim) && isDecided(claim)).length;
  const reached = outcomes.filter(({ count }) => count > 0).length;
  const missed = outcomes.filter(({ count }) => count === 0);
  const waived = missed.filter(({ waived: reason }) => reason !== undefined).length;
  const elsewhere = missed.filter(({ required }) => required === false).length;
  const areInformation = outcomes.length > 0 && outcomes.every(({ required }) => required === false);
  const others = [[broken, "broken as they should be"], [idle, "had nothing to judge"], [left, "left to explore"]] as const;
  return `${held} of ${counted(claims.length, "claim")} held${others.map(([count, what]) => count === 0 ? "" : `, ${count} ${what}`).join("")}; ${reached} of `
    + `${counted(outcomes.length, "outcome")} ${areInformation ? "occurred" : "reached"}${waived === 0 ? "" : `, ${waived} waived`}`
    + (areInformation || elsewhere === 0 ? "" : `, ${elsewhere} not required here`);
}

/** The longest wait that was seen, for each claim that something comes within so many steps. */
export const waitLines = (claims: readonly ClaimResult[]): string[] => claims.flatMap(({ name, applied, waited }) =>
  waited === undefined || applied === 0 ? [] : [`  "${name}": the longest wait was ${waited.longest} of ${counted(waited.within, "counted step")}`]);

/** The gravest first, so that a cut takes remarks before errors. */
function findingLines(findings: readonly Finding[], paint: Paint): string[] {
  const { kept, left } = gravest(findings, linesMost);
  return [...kept.map((finding) => findingLine(finding, paint)), ...(left === "" ? [] : [`  and ${left} more (--json lists all)`])];
}

function findingLine({ file, line, column, severity, code, message }: Finding, paint: Paint): string {
  return `${file}:${line}:${column} ${paint(severityStyle[severity], severity)} ${code} ${message}`;
}

/** A counterexample as numbered sentences, with what it breaks and why. */
export function counterexampleLines({ claim, length, trace, loop, because }: Counterexample, paint: Paint): string[] {
  const width = String(trace.length + (loop?.length ?? 0)).length;
  const when = loop !== undefined ? "by a run that never ends" : length === 0 ? "in the initial state" : `after ${counted(length, "step")}`;
  const numbered = (sentences: readonly string[], before: number): string[] =>
    sentences.map((sentence, i) => `    ${String(before + i + 1).padStart(width)}. ${sentence}`);
  return [
    `  ${paint("red", `"${claim}" is broken`)} ${when}:`,
    ...numbered(trace, 0), ...(loop === undefined ? [] : [`  ${paint("red", forEver(loop))}`, ...numbered(loop, trace.length)]),
    ...because.map((sentence, i) => `  ${i === 0 ? "because" : "       "} ${sentence}`),
  ];
}

/** What a run does at its end, before the steps that it repeats, where there are any. */
export const forEver = (loop: readonly unknown[]): string => loop.length === 0 ? "and then nothing more happens" : "then for ever:";

function severityCounts(findings: readonly Finding[]): string[] {
  return (["error", "warning", "note"] as const).map((severity) =>
    String(findings.filter((one) => one.severity === severity).length),
  );
}

/** Why an input was skipped: what its gravest finding says, or what is remarked. */
export const whySkipped = ({ findings, remarks }: Pick<Result, "findings" | "remarks">): string =>
  byGravity(findings)[0]?.message ?? remarks[0] ?? "";

/** What the table says of a result that needs a word. */
function remarkOf({ verdict, counterexample, remarks, findings }: Result): string {
  if (counterexample !== undefined) return `"${counterexample.claim}" is broken`;
  if (verdict === "FAIL") return findings.find(({ severity }) => severity === "error")?.message ?? remarks[0] ?? "";
  if (verdict === "SKIPPED") return whySkipped({ findings, remarks });
  return verdict === "PASS"
    ? ""
    : `${remarks[0] ?? ""}${remarks.length > 1 ? ` (and ${remarks.length - 1} more)` : ""}`;
}

export function atMost(lines: readonly string[], most = linesMost): readonly string[] {
  return lines.length <= most
    ? lines
    : [...lines.slice(0, most), `  and ${lines.length - most} more (--json lists all)`];
}
