/**
 * Which of many lines are shown: the gravest, so that a cut never hides an error behind remarks, and says what it leaves out.
 */
import type { Severity } from "../language/index.ts";
import { counted } from "./table.ts";

const severities: readonly Severity[] = ["error", "warning", "note"];

interface Grave {
  readonly severity: Severity;
}

/** The gravest first, otherwise in their order. */
export const byGravity = <T extends Grave>(all: readonly T[]): T[] =>
  all.toSorted((left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity));

/** The gravest of them, so many at most, and how many of each severity are left out: `2 warnings, 40 notes`; empty where none is. */
export function gravest<T extends Grave>(all: readonly T[], most: number): { readonly kept: readonly T[]; readonly left: string } {
  const sorted = byGravity(all);
  const rest = sorted.slice(most);
  const left = severities.map((severity) => [severity, rest.filter((one) => one.severity === severity).length] as const)
    .filter(([, count]) => count > 0).map(([severity, count]) => counted(count, severity));
  return { kept: sorted.slice(0, most), left: left.join(", ") };
}
