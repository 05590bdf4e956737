/** Judges a claim that a suite is there to see broken, by the counterexample that was found, if one was. */
import type { Verdict } from "../../language/report.ts";

/** A counterexample by its length; no trace of fewer than `atLeast` steps breaks the claim. */
export interface SeenBroken {
  readonly length: number;
  readonly atLeast?: number;
}

export interface BreakJudgement {
  readonly verdict: Verdict;
  readonly remark: string;
}

/** Of a claim that broke. */
export function judgeBroken(claim: string, wanted: number, { length, atLeast = 0 }: SeenBroken): BreakJudgement {
  const isShortest = atLeast === length;
  const broken = `"${claim}" is broken ${within(length)}`;
  if (length < wanted || atLeast > wanted) return { verdict: "FAIL",
    remark: `${broken}${isShortest ? ", and by no shorter trace" : ""}, where the suite says ${wanted}: correct one of the two` };
  if (length > wanted) return { verdict: "WEAK",
    remark: `as it should, ${broken}; the suite says ${wanted}, and a trace so short was neither found nor ruled out` };
  return { verdict: "PASS", remark: `as it should, ${broken}${isShortest ? ", and by no shorter trace" : "; a shorter trace was not found, nor ruled out"}` };
}

/** Of a claim that held: `where` says what was looked at. */
export const judgeKept = (claim: string, wanted: number, where: string): BreakJudgement =>
  ({ verdict: "FAIL", remark: `"${claim}" should be broken ${within(wanted)}, and holds ${where}` });

/** Of a claim of which the run says nothing. */
export const judgeUndecided = (claim: string, wanted: number, verdict: Verdict, why: string): BreakJudgement =>
  ({ verdict, remark: `"${claim}" should be broken ${within(wanted)}, and that was not decided: ${why}` });

/** Of a claim that only exploring decides, in random traces. */
export const leftToExplore = (claim: string, wanted: number): BreakJudgement =>
  ({ verdict: "SKIPPED", remark: `Only cordon explore decides "${claim}", which should be broken ${within(wanted)}.` });

const within = (steps: number): string => steps === 0 ? "in the initial state" : `in ${steps} step${steps === 1 ? "" : "s"}`;
