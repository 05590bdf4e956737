/**
 * A sentence that somebody printed or wrote about a kernel, with the arithmetic that it has to stand: so that a number
 * which does not add up is seen, and a sentence without numbers is not taken for one that was checked.
 */
import type { Source } from "../../src/language/index.ts";
import type { Curves } from "../workloads/scaling/curves.ts";

/** How well a figure is known: read in the paper or data itself, in an abstract or official page, second hand, or from memory. */
export type Grade = "primary" | "abstract" | "second hand" | "memory";

/** A figure as it is printed, since its digits say how it was rounded: "96.1". */
export type Printed = string;

/** The figures of a claim by what they are figures of, in rows and tables where they are many. */
export type Numbers = Printed | readonly Numbers[] | { readonly [name: string]: Numbers };

export interface Claim {
  readonly id: string;
  readonly sentence: string;
  /** Names of the figures that it rests on, as our collection of them has it. */
  readonly figures: readonly string[];
  /** That of the figure known least. */
  readonly grade: Grade;
  readonly sources: readonly Source[];
  /** The figures themselves; none where none was found. */
  readonly numbers: Numbers;
  /** What must hold of these figures for the sentence to be true; nothing where no figure was found. */
  readonly findings: (numbers: Numbers) => readonly Finding[];
  /** What the verdict does not say. */
  readonly remark?: string;
  /** Where it is about a curve: what to draw. */
  readonly curves?: () => Curves;
}

/** One thing that was looked at. */
export interface Finding {
  /** What must hold: "14710 / 526 rounds to 29". */
  readonly says: string;
  /** What came out: "27.97". */
  readonly found: string;
  readonly holds: boolean;
  /** Where it does not hold of the figures as printed: that it holds of some figures that are printed so. */
  readonly withinRounding?: true;
}

/** Within rounding: no finding is wrong by more than the rounding of the figures allows. */
export type ClaimVerdict = "confirmed" | "contradicted" | "within rounding" | "not quantified";

export interface JudgedClaim extends Omit<Claim, "findings"> {
  readonly verdict: ClaimVerdict;
  readonly findings: readonly Finding[];
}

/** A claim whose findings are told from figures of that shape, whatever their values. */
export const claim = <const Given extends Numbers>(given: Omit<Claim, "numbers" | "findings"> & {
  readonly numbers: Given;
  readonly findings: (numbers: Given) => readonly Finding[];
}): Claim => ({ ...given, findings: (numbers) => given.findings(numbers as Given) });

/** A claim for which no figure was found. */
export const unquantified = (given: Omit<Claim, "numbers" | "findings">): Claim => ({ ...given, numbers: {}, findings: () => [] });

/** Runs the arithmetic of a claim. Figures from memory confirm and contradict nothing. */
export const judged = (given: Claim): JudgedClaim => judgedOn(given, given.numbers);

/** The same with other figures in the place of its own. */
export function judgedOn(given: Claim, numbers: Numbers): JudgedClaim {
  const findings = given.findings(numbers);
  const verdict = findings.length === 0 || given.grade === "memory" ? "not quantified"
    : findings.every(({ holds }) => holds) ? "confirmed"
      : findings.every(({ holds, withinRounding = false }) => holds || withinRounding) ? "within rounding" : "contradicted";
  return { ...given, numbers, findings, verdict };
}
