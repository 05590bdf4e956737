/**
 * Chains of calls in a system configuration, and how long they take, for people.
 */
import { type Exactly, decimal } from "./decimal.ts";
import type { Paint } from "./paint.ts";
import { counted, tableLines, wrapped } from "./table.ts";
import { assumptionLines } from "./timing.ts";

/** Times are exact: a whole number, or "p/q". */
export interface ConfigurationTimingText {
  readonly what: string;
  readonly profile: { readonly id: string; readonly kernel: string; readonly cpu: string; readonly clockMHz: number | null };
  readonly unit: string;
  readonly chains: readonly ChainText[];
  readonly calls: readonly CallsText[];
  readonly assumptions: readonly { readonly says: string; readonly checked: string }[];
}

interface CallsText {
  readonly component: string;
  readonly calls: readonly { readonly service: string; readonly server: string }[];
}

interface ChainText {
  readonly name: string;
  readonly calls: number;
  readonly bound: Exactly | null;
  readonly unbounded?: string;
  readonly simulated: Exactly | null;
  readonly searched: Exactly | null;
  readonly gap: Exactly | null;
  readonly deadline: Exactly;
  readonly isDeadlineGiven: boolean;
  readonly left: Exactly | null;
}

export function configurationTimingText({ what, profile, unit, chains, calls, assumptions }: ConfigurationTimingText, paint: Paint,
  width?: number): string {
  const clock = profile.clockMHz === null ? "" : ` at ${profile.clockMHz} MHz`;
  const head = ["", "calls", "bound", "simulated", "searched", "gap", "deadline", "left"];
  const time = (value: Exactly | null, rounding: "up" | "down"): string => value === null ? "-" : decimal(value, 2, rounding);
  const rows = chains.map((one) => [
    one.name, String(one.calls), one.bound === null ? "none" : time(one.bound, "up"), time(one.simulated, "up"),
    time(one.searched, "up"), time(one.gap, "up"),
    `${one.isDeadlineGiven ? "" : "("}${decimal(one.deadline, 2, "down")}${one.isDeadlineGiven ? "" : ")"}`, time(one.left, "down"),
  ]);
  return `${[
    ...wrapped(`${what} on ${profile.kernel}, ${profile.cpu}${clock} (${profile.id})`, width).map((line) => paint("bold", line)),
    ...wrapped(chains.length === 0 ? "no route names a service of another component, so there are no chains of calls"
      : `${counted(chains.length, "chain")} of calls; times in ${unit}, from a client's request to its answer`, width),
    ...(chains.length === 0 ? [] : ["", ...tableLines([head, ...rows], width)]),
    ...(chains.every(({ isDeadlineGiven }) => isDeadlineGiven) ? [] : ["", ...wrapped("  (deadline): none was given, and the next request comes then", width, "    ")]),
    ...unboundedLines(chains, paint, width),
    ...(calls.length === 0 ? [] : ["", paint("bold", "Who calls whom"), ...calls.flatMap(({ component, calls: made }) =>
      wrapped(`  ${component}: ${made.map(({ service, server }) => `${service} of ${server}`).join(", ")}`, width, "    "))]),
    ...assumptionLines(assumptions, paint, width),
    ...missed(chains, paint),
  ].join("\n")}\n`;
}

/** Why some have no bound, each reason once. */
function unboundedLines(chains: readonly ChainText[], paint: Paint, width?: number): string[] {
  const reasons = new Map<string, string[]>();
  for (const { name, unbounded } of chains) if (unbounded !== undefined) reasons.set(unbounded, [...reasons.get(unbounded) ?? [], name]);
  return reasons.size === 0 ? [] : ["", paint("bold", "No bound"), ...[...reasons].flatMap(([reason, names]) => wrapped(`  ${names.join("; ")}: ${reason}`, width, "    "))];
}

function missed(chains: readonly ChainText[], paint: Paint): string[] {
  const wanted = chains.filter(({ isDeadlineGiven }) => isDeadlineGiven);
  const late = wanted.filter(({ bound, left }) => bound === null || left === null || String(left).startsWith("-"));
  if (wanted.length === 0) return [];
  return ["", late.length === 0 ? `${paint("green", "All given deadlines are met")}: ${wanted.length} of ${wanted.length}`
    : `${paint("red", "Not shown to meet their deadlines")}: ${late.map(({ name }) => name).join(", ")}`];
}
