/**
 * How long the trace of a record takes in a kernel, for people.
 */
import { type Exactly, decimal } from "./decimal.ts";
import type { Paint } from "./paint.ts";
import { tableLines, wrapped } from "./table.ts";

/** Cycles are exact: a whole number, or "p/q". */
export interface TraceTimingText {
  readonly what: string;
  readonly profile: { readonly id: string; readonly kernel: string; readonly cpu: string; readonly clockMHz: number | null };
  /** `cycles` is null where the step has no figure. */
  readonly steps: readonly { readonly sentence: string; readonly cycles: Exactly | null }[];
  readonly says: string;
  readonly microseconds: { readonly from: Exactly; readonly to: Exactly | null } | null;
  readonly withoutFigure: readonly { readonly outcome: string; readonly why: string }[];
  readonly sources: readonly string[];
}

export function traceTimingText({ what, profile, steps, says, microseconds, withoutFigure, sources }: TraceTimingText, paint: Paint,
  width?: number): string {
  const { id, kernel, cpu, clockMHz } = profile;
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ["", paint("bold", title), ...lines.flatMap((line) => wrapped(`  ${line}`, width, "    "))];
  return `${[
    ...wrapped(`${what} on ${kernel}, ${cpu}${clockMHz === null ? "" : ` at ${clockMHz} MHz`} (${id})`, width).map((line) => paint("bold", line)),
    "",
    ...tableLines([["", "cycles"], ...steps.map(({ sentence, cycles }, i) =>
      [`${i + 1}. ${sentence}`, cycles === null ? "no figure" : decimal(cycles, 2, "nearest")])], width),
    "",
    ...wrapped(says, width),
    ...(microseconds === null ? [] : [`At that clock ${timeText(microseconds)} us`]),
    ...list("Without a figure", withoutFigure.map(({ outcome, why }) => `${outcome}: ${why}`)),
    ...list("Figures from", sources),
  ].join("\n")}\n`;
}

function timeText({ from, to }: NonNullable<TraceTimingText["microseconds"]>): string {
  if (to === null) return `at least ${decimal(from, 3, "down")}`;
  return from === to ? decimal(from, 3, "nearest") : `${decimal(from, 3, "down")} to ${decimal(to, 3, "up")}`;
}
