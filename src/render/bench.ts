/**
 * The mutation bench for people.
 */
import type { Paint } from "./paint.ts";
import { alignedRows, counted } from "./table.ts";

/** What became of one mutant. */
export interface BenchMutant {
  readonly name: string;
  readonly tier: "derived" | "crafted" | "historical";
  readonly operation: string;
  /** `commutes` for a swap of steps that makes no difference; `explained` for a survivor that somebody looked at. */
  readonly became: "killed" | "survived" | "explained" | "commutes";
  readonly suite?: string;
  readonly claim?: string;
  readonly trace?: number;
  /** Steps of the shrunk trace. */
  readonly length?: number;
  readonly why?: string;
}

/** The bench of one specification. */
export interface Bench {
  readonly specification: string;
  readonly suites: readonly string[];
  readonly mutants: readonly BenchMutant[];
  readonly killed: number;
  /** Mutants that could be killed: all but those that commute. */
  readonly counted: number;
  /** Survivors that nobody has explained. */
  readonly survivors: number;
  /** Guards that do not break the very claim that names them. */
  readonly unbroken: readonly { readonly claim: string; readonly mutant: string }[];
  /** Explained survivors that do not survive any more. */
  readonly stale: readonly string[];
}

export function benchText(bench: Bench & { readonly passed: boolean }, paint: Paint): string {
  const { specification, suites, mutants, killed, counted: all, survivors, unbroken, stale, passed } = bench;
  const commuting = mutants.filter(({ became }) => became === "commutes").length;
  const listed = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${paint("bold", title)}`, ...lines.map((line) => `  ${line}`)];
  const of = (wanted: BenchMutant["became"]) => mutants.filter(({ became }) => became === wanted);
  const verdict = passed ? paint("green", "PASS") : paint("yellow", "WEAK");
  const percent = ((100 * killed) / Math.max(all, 1)).toFixed(1);
  return [
    `${verdict}    ${paint("bold", specification)}: ${killed} of ${counted(all, "mutant")} killed (${percent} %), `
      + `${counted(survivors, "unexplained survivor")}; ${suites.join(", ")}`,
    ...(commuting === 0
      ? []
      : [`  ${counted(commuting, "swap")} of steps not counted: both orders gave the same state each time`]),
    ...listed("killed by", byClaim(of("killed"))),
    ...listed("survived", of("survived").map(({ name }) => name)),
    ...listed("survived, explained", of("explained").map(({ name, why }) => `${name}: ${why!}`)),
    ...listed("guards that do not break their claim", unbroken.map(({ claim, mutant }) => `${claim}: ${mutant}`)),
    ...listed("explained, yet killed: take them off the list", stale),
    "",
  ].join("\n");
}

/** For each claim how many mutants it killed, in which traces, and how short the traces became. */
function byClaim(killed: readonly BenchMutant[]): string[] {
  const claims = [...new Set(killed.map(({ claim }) => claim!))];
  return alignedRows(
    [
      ["mutants", "trace, median", "steps, median", ""],
      ...claims
        .map((claim) => {
          const mine = killed.filter((mutant) => mutant.claim === claim);
          return [
            String(mine.length),
            median(mine.flatMap(({ trace }) => trace ?? [])),
            median(mine.flatMap(({ length }) => length ?? [])),
            claim,
          ];
        })
        .sort((left, right) => Number(right[0]) - Number(left[0])),
    ],
    [0, 1, 2],
  );
}

function median(numbers: readonly number[]): string {
  return numbers.length === 0 ? "" : String(numbers.toSorted((left, right) => left - right)[numbers.length >> 1]!);
}
