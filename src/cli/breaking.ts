/**
 * Suites with claims that they are there to see broken: a run of the others, one of each of those, and what they come to together.
 */
import { type BreakJudgement, judgeBroken, judgeKept, judgeUndecided, leftToExplore } from "../engine/index.ts";
import { type Break, type ClaimResult, type Counterexample, type Judging, type Verdict, worst } from "../language/index.ts";
import type { JobFacts } from "../running/protocol.ts";
import { capital } from "./recording.ts";
import { replayCommand } from "./replay-command.ts";

/** What is told of any run, of traces or of a search. */
interface Run {
  readonly verdict: Verdict;
  readonly claims: readonly ClaimResult[];
  readonly counterexample?: Counterexample;
  readonly remarks: readonly string[];
}

/** How the runs are made. */
export interface Breaking<R extends Run> {
  readonly facts: Pick<JobFacts, "claims" | "explored" | "breaks">;
  /** The user's files. */
  readonly with: readonly string[];
  readonly run: (judging: Judging) => Promise<R>;
  /** Whether claims about progress are left to `explore`. */
  readonly areTraces: boolean;
  /** Where a claim holds, by a run that did not break it; null where the run does not say. */
  readonly held: (run: R) => string | null;
}

/** Whether a suite is there to see claims broken. */
export const isBreaking = ({ breaks }: Pick<JobFacts, "breaks">): boolean => Object.keys(breaks).length > 0;

interface Broke extends BreakJudgement {
  readonly told: Break;
  readonly claim: ClaimResult;
}

/** Runs what must hold, then each claim that must break; the verdict is the worst of all. */
export async function broken<R extends Run>(breaking: Breaking<R>): Promise<R & { readonly breaks: readonly Break[] }> {
  const { facts: { claims, breaks, explored }, areTraces, run } = breaking;
  const kept = await run("kept");
  const all: Broke[] = [];
  for (const [name, steps] of Object.entries(breaks)) all.push(areTraces && explored.includes(name) ? left(name, steps)
    : broke(name, steps, await run({ broken: name }), breaking));
  const isNothing = kept.claims.length === 0 && all.every(({ verdict }) => verdict === "SKIPPED");
  const grave = all.filter(({ verdict }) => verdict !== "PASS" && verdict !== "SKIPPED");
  const results = [...kept.claims, ...all.map(({ claim }) => claim)];
  return {
    ...kept, verdict: worst([kept.verdict, ...grave.map(({ verdict }) => verdict), isNothing ? "WEAK" : "PASS"]),
    claims: claims.flatMap((name) => results.find((result) => result.name === name) ?? []),
    breaks: all.map(({ told }) => told),
    remarks: [
      ...grave.map(({ remark }) => remark), ...(isNothing ? ["nothing was checked: only cordon explore decides what the suite breaks"] : []),
      ...kept.remarks, ...all.filter((one) => !grave.includes(one)).map(({ remark }) => remark),
    ],
  };
}

function broke<R extends Run>(name: string, steps: number, run: R, { held, with: files }: Breaking<R>): Broke {
  const { counterexample, claims, verdict, remarks } = run;
  const claim = { ...claims.find((one) => one.name === name) ?? nothing(name), breaks: steps };
  const judged = (judgement: BreakJudgement, seen?: Counterexample): Broke => ({
    ...judgement, remark: `${capital(judgement.remark)}${seen === undefined ? "" : ` (${whereOf(seen, files)})`}.`,
    claim: { ...claim, verdict: judgement.verdict },
    told: { claim: name, steps, verdict: judgement.verdict, ...(seen === undefined ? {} : { counterexample: seen }) },
  });
  if (counterexample?.claim === name) {
    const { length, loop = [], atLeast } = counterexample;
    const seen = { length: length + loop.length, ...(atLeast === undefined ? {} : { atLeast }) };
    return judged(judgeBroken(name, steps, seen), counterexample);
  }
  const where = counterexample === undefined ? held(run) : null;
  return judged(where !== null ? judgeKept(name, steps, where)
    : judgeUndecided(name, steps, verdict === "PASS" ? "UNKNOWN" : verdict, remarks.join(" ").replace(/\.$/, "")));
}

function left(name: string, steps: number): Broke {
  const judgement = leftToExplore(name, steps);
  const { verdict } = judgement;
  return { ...judgement, claim: { ...nothing(name), verdict, decidedBy: "explore", breaks: steps }, told: { claim: name, steps, verdict } };
}

const nothing = (name: string): ClaimResult => ({ name, verdict: "UNKNOWN", checked: 0, applied: 0, seen: {} });

/** How its steps are seen; the steps themselves where the disk refused them. */
function whereOf(counterexample: Counterexample, files: readonly string[]): string {
  const { record, trace, loop = [] } = counterexample;
  return record === "" ? [...trace, ...loop].join("; ") : replayCommand({ counterexample }, files);
}
