/**
 * What a run says at its end. These are the shapes of `cordon check --json`; they are stable and versioned,
 * and `schema/check.schema.json` describes them for other languages.
 */

/** From best to worst; merging verdicts takes the worst. SKIPPED says that nothing was checked, and is never a PASS. */
export const verdicts = ["PASS", "SKIPPED", "WEAK", "UNKNOWN", "FAIL"] as const;

export type Verdict = (typeof verdicts)[number];

/** The worst of some verdicts; PASS when there are none. */
export function worst(some: Iterable<Verdict>): Verdict {
  let rank = 0;
  for (const verdict of some) rank = Math.max(rank, verdicts.indexOf(verdict));
  return verdicts[rank]!;
}

/**
 * How grave a finding is. An error makes the verdict FAIL, or SKIPPED where the input could not be read; a warning or a note does not
 * change it.
 */
export type Severity = "error" | "warning" | "note";

/** Where something stands in a text: the file's name as the user gave it, and 1-based line and column. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One static finding in a system description. */
export interface Finding extends Place {
  /** Stable code such as `GN101`; `cordon explain GN101` prints its page. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong, and what to do. */
  readonly message: string;
  /** Path of the component it concerns, such as `init -> timer`; absent when it concerns the whole file. */
  readonly component?: string;
  /** Other places that have to do with it, such as the rule that comes first; absent when there are none. */
  readonly related?: readonly RelatedPlace[];
}

export interface RelatedPlace extends Place {
  /** What stands there, in a few words. */
  readonly message: string;
}

/** What became of one claim (an invariant) in a run. */
export interface ClaimResult {
  readonly name: string;
  readonly verdict: Verdict;
  /** States, steps or pairs of runs on which the claim was evaluated. */
  readonly checked: number;
  /**
   * How often it could have been broken there: of `holds`, the states, with `each` the rows, unless it reads nothing of them; of
   * `permits`, the steps, with `changes` the changes, that a reason covered which looks at them; over two runs, the pairs that parted
   * in which what the observer sees or is told could differ; within so many steps, the states, with `each` the rows, that waited; about
   * progress, the states, with `each` the rows, that must still come to
   * something. 0 makes it WEAK, or SKIPPED where the suite does not require it.
   */
  readonly applied: number;
  /** For `permits`, how many steps or changes each reason covered. */
  readonly reasons?: Readonly<Record<string, number>>;
  /** For each `seen` sentence, the number of traces in which it came true. */
  readonly seen: Readonly<Record<string, number>>;
  /** Of a claim that something comes within so many counted steps: the longest wait that was seen, and how long one may be. */
  readonly waited?: { readonly longest: number; readonly within: number };
  /**
   * Of a claim about progress: that exploring alone decides it, so that in random traces it is SKIPPED, and that SKIPPED says nothing
   * against the run. Where a search did not come to its end it is UNKNOWN.
   */
  readonly decidedBy?: "explore";
  /** Of a claim that the suite is there to see broken: in how many steps. Its verdict is PASS where it is broken so. */
  readonly breaks?: number;
}

/** How often an operation ended in one of its outcomes. */
export interface OutcomeCount {
  readonly operation: string;
  readonly outcome: string;
  readonly count: number;
  /** Why this outcome cannot occur in this system, where it says so; one that occurs all the same makes the verdict WEAK. */
  readonly waived?: string;
  /** False where the suite does not require this outcome: another suite does, or for a described system nobody. */
  readonly required?: false;
}

/**
 * How much of what traces can show was met. A species is an outcome, a `seen` sentence, or a class of states. The last three
 * members are absent when there were more state classes than are told apart, and then the curve ends where that was.
 */
export interface Discovery {
  /** Species that were met. */
  readonly species: number;
  /** How many were known after so many traces. */
  readonly curve: readonly (readonly [traces: number, species: number])[];
  /** Traces after which all of them were known. */
  readonly lastNew?: number;
  /** How likely the next trace shows a new one, by the estimate of Good and Turing. */
  readonly estimate?: number;
  /** What that probability is at most, with 95 % confidence. */
  readonly upperBound?: number;
}

/** The shrunk counterexample of a FAIL. */
export interface Counterexample {
  /** Path of the record file that `cordon replay` takes. */
  readonly record: string;
  readonly claim: string;
  /** Number of steps. */
  readonly length: number;
  /** No trace of fewer steps breaks the claim: the trace is as short as any where this is its length. Absent where nobody could look. */
  readonly atLeast?: number;
  /** Each step as a sentence. */
  readonly trace: readonly string[];
  /** Of a run that never ends: the steps that are repeated for ever after those; none where nothing more happens. */
  readonly loop?: readonly string[];
  /** Why the claim is broken: the last steps of the argument, in sentences. */
  readonly because: readonly string[];
}

/** What became of a claim that a suite is there to see broken. */
export interface Break {
  readonly claim: string;
  /** The steps that the suite says. */
  readonly steps: number;
  /** PASS where it was broken in so many. SKIPPED where only exploring decides it. */
  readonly verdict: Verdict;
  /** Absent where it was not seen broken. */
  readonly counterexample?: Counterexample;
}

/** How the traces of a result were run. */
export interface Ran {
  /** Those that were run as code that was made of the sentences, as far as these are understood; the others were run by the sentences. */
  readonly byCode: number;
  /**
   * Those that were run a second time by the sentences themselves, with everything compared: one in 250 where all sentences were run as
   * code, one in twenty where some were not, and each that broke a claim.
   */
  readonly twice: number;
}

/** What the reader understood of a system description: of one that is not read, its format alone. */
export interface SystemSummary {
  /** The format as its users call it. */
  readonly format: string;
  /** How many there are of what, in the format's own words and in the order in which they are told. */
  readonly counts: Readonly<Record<string, number>>;
}

/** The result for one WHAT of the command line. */
export interface Result {
  readonly what: string;
  readonly kind: "suite" | "system";
  readonly verdict: Verdict;
  readonly traces: number;
  readonly steps: number;
  readonly seconds: number;
  /** Absent when no trace was run to its end. */
  readonly ran?: Ran;
  /** Absent for a suite, and for a file that cannot be had. */
  readonly system?: SystemSummary;
  readonly claims: readonly ClaimResult[];
  readonly outcomes: readonly OutcomeCount[];
  /** Absent when no trace was run to its end. */
  readonly discovery?: Discovery;
  readonly findings: readonly Finding[];
  readonly counterexample?: Counterexample;
  /** Absent where the suite is there to see no claim broken. */
  readonly breaks?: readonly Break[];
  /** What stands between this result and PASS, or qualifies it: one line each. */
  readonly remarks: readonly string[];
}

/** The whole document that `cordon check --json` prints. */
export interface Report {
  readonly cordon: string;
  /** Of the shape of this document. */
  readonly version: 2;
  /** The worst of the results. Beside something that was checked, SKIPPED counts only where an input had to be readable. */
  readonly verdict: Verdict;
  readonly seed: number;
  readonly results: readonly Result[];
  /** Where folders were searched: how many of their entries are no input, by what they are. */
  readonly leftOut?: Readonly<Record<string, number>>;
}
