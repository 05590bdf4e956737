/**
 * Answers of timing analyses for people.
 */
import { decimal } from "./decimal.ts";
import type { Paint } from "./paint.ts";
import { tableLines, wrapped } from "./table.ts";

/** An answer in order, numbers as JSON has them. */
export interface TimingText {
  readonly title: string;
  readonly source?: string;
  readonly analysis: string;
  readonly conventions?: { readonly from: string; readonly time: string };
  readonly assumptions: readonly { readonly says: string; readonly checked: string }[];
  readonly tables: readonly TableText[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly comparison?: ComparisonText;
}

interface TableText {
  readonly title?: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly unknown[] }[];
}

interface ComparisonText {
  readonly compared: readonly string[];
  readonly notCompared: readonly string[];
  readonly differences: readonly string[];
}

export function timingText({ title, source, analysis, conventions, assumptions, tables, values, comparison }: TimingText, paint: Paint,
  width?: number): string {
  const said = conventions === undefined ? "" : `; responses from ${conventions.from}, ${conventions.time} time`;
  return `${[
    ...wrapped(title, width).map((line) => paint("bold", line)),
    ...wrapped(`${analysis}${said}`, width),
    ...(source === undefined ? [] : wrapped(source, width).map((line) => paint("dim", line))),
    ...tables.flatMap(({ title: named = "", columns, rows }) =>
      ["", ...tableLines([[named, ...columns], ...rows.map(({ name, cells }) => [name, ...cells.map(cellText)])], width)]),
    ...(Object.keys(values).length === 0 ? [] : ["", ...Object.entries(values).flatMap(([key, value]) => wrapped(`  ${key}: ${valueText(value)}`, width, "    "))]),
    ...assumptionLines(assumptions, paint, width),
    ...(comparison !== undefined ? ["", ...comparisonLines(comparison, paint)]
      : values["schedulable"] === false ? ["", paint("red", "A deadline can be missed, or there is no bound")] : []),
  ].join("\n")}\n`;
}

/** What was made sure of, or taken for granted. */
export const assumptionLines = (assumptions: TimingText["assumptions"], paint: Paint, width?: number): string[] =>
  assumptions.length === 0 ? [] : ["", paint("bold", "Rests on"), ...assumptions.flatMap(({ says, checked }) => wrapped(`  ${says}: ${checked}`, width, "    "))];

function comparisonLines({ compared, notCompared, differences }: ComparisonText, paint: Paint): string[] {
  const left = notCompared.length === 0 ? "" : ` (not compared: ${notCompared.join(", ")})`;
  if (compared.length === 0) return [paint("yellow", `Nothing that is expected could be compared${left}`)];
  return differences.length === 0 ? [`${paint("green", "As expected")}: ${compared.join(", ")}${left}`]
    : [paint("red", `Not as expected${left}`), ...differences.map((line) => `  ${line}`)];
}

/** Null is what analyses answer where no bound exists. */
function cellText(value: unknown): string {
  if (value === null) return "none";
  if (typeof value === "string") return /^-?\d+\/\d+$/.test(value) ? ratioText(value) : value;
  return typeof value === "number" && !Number.isInteger(value) ? `~${Number(value.toPrecision(6))}` : JSON.stringify(value);
}

/** A ratio of small numbers as it is, another as the decimal that it is or, with a mark, is near: of small ones the first four digits. */
function ratioText(ratio: string): string {
  const [below, above] = [decimal(ratio, 6, "down"), decimal(ratio, 6, "up")];
  if (below === above && ratio.length > 3) return below;
  if (/^-?\d{1,6}\/\d\d?$/.test(ratio)) return ratio;
  const places = Math.max(4, 4 + (/^-?0\.(0*)/.exec(decimal(ratio, 30, "down"))?.[1]!.length ?? 0));
  return `~${decimal(ratio, places, "nearest")}`;
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`;
  return typeof value === "object" && value !== null ? `{${Object.entries(value).map(([name, one]) => `${name}: ${valueText(one)}`).join(", ")}}` : cellText(value);
}
