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
  /** Steps of that trace without what can be left out. */
  readonly length?: number;
  readonly why?: string;
  /** Of survivors: what they do otherwise than the right text. */
  readonly unnoticed?: Unnoticed;
}

/** What no claim noticed of a mutant, over all suites. */
export interface Unnoticed {
  /** Traces that reach the sentence that it changes, and how many of them were compared. */
  readonly reaching: number;
  readonly compared: number;
  /** The columns of the world that differed where a trace first did, as `table.column`. */
  readonly columns: readonly string[];
  /** Whether the caller was told something else there, and whether the step ended in another check or case. */
  readonly answer: boolean;
  readonly outcome: boolean;
}

/** The bench of one specification. */
export interface Bench {
  readonly specification: string;
  readonly suites: readonly string[];
  readonly mutants: readonly BenchMutant[];
  readonly killed: number;
  /** Whether the run was stopped before it was done, and how many mutants were not tried therefore. */
  readonly stopped: boolean;
  readonly left: number;
  /** Mutants that could be killed: all but those that commute. */
  readonly counted: number;
  /** Survivors that nobody has explained. */
  readonly survivors: number;
  /** Guards that do not break the very claim that names them. */
  readonly unbroken: readonly { readonly claim: string; readonly mutant: string }[];
  /** Explained survivors that do not survive any more. */
  readonly stale: readonly string[];
}

/** A bench with what was asked for. */
export interface ToldBench extends Bench {
  readonly passed: boolean;
  /** Parts of names: mutants without any of them were left out; none was, where there are no such parts. */
  readonly only: readonly string[];
}

export function benchText(bench: ToldBench, paint: Paint): string {
  const { specification, suites, mutants, killed, counted: all, survivors, unbroken, stale, passed, only, stopped, left } = bench;
  const commuting = mutants.filter(({ became }) => became === "commutes").length;
  const listed = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${paint("bold", title)}`, ...lines.map((line) => `  ${line}`)];
  const of = (wanted: BenchMutant["became"]) => mutants.filter(({ became }) => became === wanted);
  const verdict = stopped ? paint("yellow", "UNKNOWN") : passed ? paint("green", "PASS") : paint("yellow", "WEAK");
  const percent = ((100 * killed) / Math.max(all, 1)).toFixed(1);
  return [
    `${verdict}    ${paint("bold", specification)}: ${killed} of ${counted(all, "mutant")} killed (${percent} %), `
      + `${counted(survivors, "unexplained survivor")}; ${suites.join(", ")}`,
    ...(only.length === 0 ? [] : [`  only mutants with ${only.map((part) => `"${part}"`).join(" or ")} in their name`]),
    ...(stopped ? [`  stopped: ${left === 0 ? "not every guard was" : `${counted(left, "mutant")} not`} tried`] : []),
    ...(commuting === 0
      ? []
      : [`  ${counted(commuting, "swap")} of steps not counted: both orders gave the same state each time`]),
    ...listed("killed by", byClaim(of("killed"))),
    ...byDifference(of("survived")).flatMap(([difference, names]) => listed(`survived: ${difference}`, names)),
    ...listed("survived, explained", of("explained").map(({ name, why }) => `${name}: ${why!}`)),
    ...listed("guards that do not break their claim", unbroken.map(({ claim, mutant }) => `${claim}: ${mutant}`)),
    ...listed("explained, yet killed: take them off the list", stale),
    "",
  ].join("\n");
}

/** Survivors by what no claim noticed of them: one claim that speaks of it could kill all of a group. The largest groups come first. */
function byDifference(survivors: readonly BenchMutant[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const survivor of survivors) {
    const difference = differenceOf(survivor);
    groups.set(difference, [...groups.get(difference) ?? [], survivor.name]);
  }
  return [...groups].sort(([, left], [, right]) => right.length - left.length);
}

function differenceOf({ operation, unnoticed }: BenchMutant): string {
  const { reaching, columns, answer, outcome } = unnoticed!;
  if (reaching === 0) return "no trace comes to the sentence; a system or a suite is missing";
  const differing = [...columns, ...(answer ? [`what "${operation}" answers`] : [])];
  if (differing.length > 0) return `no claim minds that ${differing.join(", ")} ${differing.length === 1 ? "differs" : "differ"}`;
  return outcome ? `no claim minds that "${operation}" ends otherwise, with the same answer and in the same state`
    : "nothing differs in the traces that were compared; it is equivalent, or a system is missing";
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
