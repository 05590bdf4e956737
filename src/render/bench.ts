/**
 * The mutation bench for people.
 */
import type { Paint } from "./paint.ts";
import { alignedRows, counted } from "./table.ts";

/** What became of one mutant. */
export interface BenchMutant {
  readonly name: string;
  readonly tier: "derived" | "within" | "crafted" | "historical";
  /** What it changes: an operation, or a function that sentences call. */
  readonly operation: string;
  /** Of a mutant within a sentence: its text, the operations that use that, and where it stands. */
  readonly text?: string;
  readonly changes?: readonly string[];
  readonly at?: PlaceOfText;
  /**
   * `commutes` for a swap of steps that makes no difference; `equivalent` for a text that says the same on the systems of all suites;
   * `explained` for a survivor that somebody looked at.
   */
  readonly became: "killed" | "survived" | "explained" | "commutes" | "equivalent";
  readonly suite?: string;
  readonly claim?: string;
  readonly trace?: number;
  /** Steps of that trace without what can be left out. */
  readonly length?: number;
  readonly why?: string;
  /** Of survivors: what they do otherwise than the right text. */
  readonly unnoticed?: Unnoticed;
}

/** Counted from 1. */
interface PlaceOfText {
  readonly file: string;
  readonly line: number;
  readonly column: number;
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
  /** Of all but those within sentences: killed, counted, and survivors. */
  readonly killed: number;
  /** Whether the run was stopped before it was done, and how many mutants were not tried therefore. */
  readonly stopped: boolean;
  readonly left: number;
  /** Mutants that could be killed: all but those that commute. */
  readonly counted: number;
  /** Survivors that nobody has explained. */
  readonly survivors: number;
  readonly within: BenchWithin;
  readonly claims: BenchClaims;
  /** Guards that do not break the very claim that names them. */
  readonly unbroken: readonly { readonly claim: string; readonly mutant: string }[];
  /** Explained survivors that do not survive any more. */
  readonly stale: readonly string[];
}

/** The mutants within sentences, which no verdict counts: many are equivalent, and not all of these are known to be. */
export interface BenchWithin {
  /** Texts that have some: sentences of operations, and functions that these call. */
  readonly texts: number;
  /** Those that cannot be written again, so that there are no mutants of them, and why. */
  readonly fixed: readonly { readonly text: string; readonly why: string }[];
  /** All mutants, and those that are chosen: so many of each text, drawn by the seed, or all of them. */
  readonly derived: number;
  readonly chosen: number;
  readonly ofEach: number | "all";
  /** Of each suite so many traces that reach the text are run, at most. */
  readonly traces: number;
  readonly tried: number;
  readonly killed: number;
  /** Those that say the same as the right text on the systems of all suites, as what is understood of them shows. */
  readonly equivalent: number;
}

/** Faults within claims, which no verdict counts either. */
export interface BenchClaims {
  /** All of them, in so many texts, and those that are chosen as mutants within sentences are. */
  readonly derived: number;
  readonly texts: number;
  readonly chosen: number;
  readonly tried: number;
  /** Each was held against so many mutants that its claim killed, at most, and against the right text in so many traces of every suite. */
  readonly kills: number;
  readonly traces: number;
  /** Those with which one of these mutants is not killed any more; that the right text breaks; that say the same as the right claim. */
  readonly missed: number;
  readonly broken: number;
  readonly equivalent: number;
  /** Those that nothing notices. */
  readonly unnoticed: readonly { readonly name: string; readonly at?: PlaceOfText }[];
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
  const [whole, inside] = [false, true].map((is) => mutants.filter(({ tier }) => (tier === "within") === is));
  const of = (wanted: BenchMutant["became"]) => whole!.filter(({ became }) => became === wanted);
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
    ...listed("survived, explained", mutants.filter(({ became }) => became === "explained").map(({ name, why }) => `${name}: ${why!}`)),
    ...withinText(bench.within, inside!, listed),
    ...claimsText(bench.claims, listed),
    ...listed("guards that do not break their claim", unbroken.map(({ claim, mutant }) => `${claim}: ${mutant}`)),
    ...listed("explained, yet killed: take them off the list", stale),
    "",
  ].join("\n");
}

type Listed = (title: string, lines: readonly string[]) => readonly string[];

/** What came of the mutants within sentences. */
function withinText(within: BenchWithin, mutants: readonly BenchMutant[], listed: Listed): string[] {
  const { texts, fixed, derived, chosen, ofEach, traces, tried, killed, equivalent } = within;
  if (derived === 0 && fixed.length === 0) return [];
  const percent = ((100 * killed) / Math.max(tried - equivalent, 1)).toFixed(1);
  const which = ofEach === "all" ? "" : `, ${ofEach} of each text, drawn by the seed (--within all tries all)`;
  const survivors = mutants.filter(({ became }) => became === "survived");
  return [
    `within sentences, which the verdict does not count: ${killed} of ${counted(tried - equivalent, "mutant")} killed (${percent} %)`
      + (equivalent === 0 ? "" : `; ${equivalent} more ${equivalent === 1 ? "says" : "say"} the same`),
    `  ${chosen} of ${derived} in ${counted(texts, "text")} were chosen${which}; `
      + `each in the first ${traces} traces of every suite that reach it`,
    ...listed("not changed within, since they cannot be written again", fixed.map(({ text, why }) => `${text}: ${why}`)),
    ...byDifference(survivors).flatMap(([difference, names]) => listed(`survived within sentences: ${difference}`, names)),
  ];
}

/** What came of the faults within claims. */
function claimsText(claims: BenchClaims, listed: Listed): string[] {
  const { derived, texts, chosen, tried, kills, traces, missed, broken, equivalent, unnoticed } = claims;
  if (chosen === 0) return [];
  return [
    `within claims, which the verdict does not count: ${missed + broken} of ${counted(tried - equivalent, "fault")} noticed, `
      + `${missed} by a mutant that is not killed any more, ${broken} by the right text`,
    `  ${chosen} of ${derived} in ${counted(texts, "text")} were chosen likewise; each held against ${kills} mutants that the claim killed, `
      + `at most, and the first ${traces} traces of every suite`,
    ...listed("claims that could say something else unnoticed", unnoticed.map(nameOf)),
  ];
}

/** Survivors by what no claim noticed of them: one claim that speaks of it could kill all of a group. The largest groups come first. */
function byDifference(survivors: readonly BenchMutant[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const survivor of survivors) {
    const difference = differenceOf(survivor);
    groups.set(difference, [...groups.get(difference) ?? [], nameOf(survivor)]);
  }
  return [...groups].sort(([, left], [, right]) => right.length - left.length);
}

/** A survivor, and where it stands. */
const nameOf = ({ name, at }: { readonly name: string; readonly at?: PlaceOfText }): string =>
  at === undefined ? name : `${name} (${at.file}:${at.line})`;

function differenceOf({ operation, changes = [operation], unnoticed }: BenchMutant): string {
  const { reaching, columns, answer, outcome } = unnoticed!;
  if (reaching === 0) return "no trace comes to the sentence; a system or a suite is missing";
  const differing = [...columns, ...(answer ? [changes.length === 1 ? `what "${changes[0]!}" answers` : "what is answered"] : [])];
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
