/**
 * Claims about kernels for people: the table of `cordon claims`, and the page of one.
 */
import { type Source, sourceLine } from "../language/index.ts";
import type { Paint, Style } from "./paint.ts";
import { counted, wrapped } from "./table.ts";

/** A claim whose arithmetic was run. */
export interface ClaimReport {
  readonly id: string;
  readonly sentence: string;
  readonly figures: readonly string[];
  readonly grade: string;
  readonly sources: readonly Source[];
  readonly verdict: ClaimVerdict;
  readonly findings: readonly { readonly says: string; readonly found: string; readonly holds: boolean; readonly withinRounding?: true }[];
  readonly remark?: string;
}

/** Columns that a sentence beside the name of its claim needs. */
const columnsLeast = 110;

type ClaimVerdict = "confirmed" | "contradicted" | "within rounding" | "not quantified";
const verdicts: Readonly<Record<ClaimVerdict, Style>> = {
  "contradicted": "red", "within rounding": "yellow", "not quantified": "yellow", "confirmed": "green",
};

/** All claims by their verdict; under each what speaks against it, or why nothing does. */
export function claimsText(claims: readonly ClaimReport[], paint: Paint, width?: number): string {
  const isNarrow = (width ?? Infinity) < columnsLeast;
  const sections = Object.entries(verdicts).map(([verdict, style]) => {
    const mine = claims.filter((claim) => claim.verdict === verdict);
    const widest = Math.max(0, ...claims.map(({ id }) => id.length));
    return mine.flatMap(({ id, grade, sentence, findings, remark }, i) => [
      ...(i === 0 ? [paint(style, verdict)] : []),
      ...(isNarrow ? [`  ${id} (${grade})`, ...wrapped(`    ${sentence}`, width, "    ")]
        : wrapped(`  ${id.padEnd(widest)}  ${grade.padEnd(11)}  ${sentence}`, width, " ".repeat(widest + 17))),
      ...(verdict !== "not quantified" ? findings.filter(({ holds }) => !holds).flatMap((finding) => wrapped(`      ${findingText(finding)}`, width, "        ")) : []),
      ...(verdict === "not quantified" && remark !== undefined ? wrapped(`      ${remark}`, width, "      ") : []),
    ]);
  });
  const counts = Object.keys(verdicts).map((verdict) => `${claims.filter((claim) => claim.verdict === verdict).length} ${verdict}`);
  return `${[...sections.filter((lines) => lines.length > 0).flatMap((lines) => [...lines, ""]),
    ...wrapped(`${counted(claims.length, "claim")}: ${counts.join(", ")}`, width, "  ")].join("\n")}\n`;
}

/** The page of a claim, as Markdown. */
export function claimPage({ id, sentence, figures, grade, sources, verdict, findings, remark }: ClaimReport): string {
  return [
    `# ${id}, a claim that is ${verdict}`, sentence,
    `**Figures:** ${figures.join(", ")}; the least of them is known from ${gradeText(grade)}.`,
    ...(findings.length === 0 ? ["No figure was found that it could be held against."]
      : ["**What must hold, and what came out:**", findings.map((finding) => `- ${findingText(finding, "**")}`).join("\n")]),
    ...(remark === undefined ? [] : [`**Remark.** ${remark}`]),
    "**Sources:**", sources.map((source) => `- ${sourceLine(source)}`).join("\n"),
  ].join("\n\n");
}

const findingText = ({ says, found, holds, withinRounding }: ClaimReport["findings"][number], strong = ""): string =>
  `${holds ? "holds" : withinRounding ? "within rounding" : `${strong}fails${strong}`}: ${says}: ${found}`;

const gradeText = (grade: string): string => ({
  "primary": "the paper or data itself", "abstract": "an abstract or an official page", "memory": "memory alone, which confirms nothing",
}[grade] ?? "a second hand");
