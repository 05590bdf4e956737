/**
 * Faults within claims: each is put into its claim, and held against the mutants that the claim killed and against the right text. What
 * nobody notices could be said otherwise, so that a guard is missing, or a word too many stands there.
 */
import type { BenchClaims, BenchMutant } from "../render/index.ts";
import type { Progress } from "./progress.ts";
import type { How, RehearsedSuite } from "./rehearsing.ts";
import { spread } from "./spreading.ts";
import { HelperLost, Threw } from "../running/helper.ts";
import type { Pool } from "../running/pool.ts";
import type { KilledThere, NamedFault, Questions, Weakened } from "../running/protocol.ts";

/** The faults to try, of all that are known. */
export interface ChosenFaults {
  readonly derived: number;
  readonly texts: number;
  readonly faults: readonly NamedFault[];
}

/** Traces of every suite in which the right text must not break a claim with a fault in it. */
const tracesMost = 20;

/** Mutants that a claim killed which are held against a fault in it, at most: those that name it as their guard come first. */
const killsMost = 12;

/** Tries the faults. `judged` are the mutants of whole sentences, and `guarding` what broke the claims whose guards they are. */
export async function tryFaults(
  pool: Pool, rehearsed: readonly RehearsedSuite[], { faults, derived, texts }: ChosenFaults,
  judged: readonly BenchMutant[], guarding: readonly KilledThere[], how: How, progress: Progress, stop: AbortSignal,
): Promise<BenchClaims> {
  const suites = rehearsed.map(({ job, names, reached }) => ({ job, names, reached }));
  const kills = [...guarding, ...judged.flatMap(({ name, claim, suite, trace }): KilledThere[] =>
    claim === undefined || suite === undefined || trace === undefined ? [] : [{ mutant: name, claim, suite, trace }])];
  const { seed, strategy } = how;
  let done = 0;
  const became = await spread(pool, faults, async (helper, { name, claims }) => {
    const ofThese = kills.filter(({ claim }) => claims.includes(claim)).slice(0, killsMost);
    const answer = await ask(pool, helper, {
      suites, mutant: name, kills: ofThese, first: tracesMost, seed, ...(strategy === undefined ? {} : { strategy }),
    });
    progress.show(`${++done} of ${faults.length} faults within claims`);
    return answer;
  }, stop);
  const count = (kind: string): number => became.filter((one) => one !== undefined && kind in one).length;
  return {
    derived, texts, chosen: faults.length, tried: became.filter((one) => one !== undefined).length,
    missed: count("missed"), broken: count("broken"), equivalent: count("equivalent"), traces: tracesMost, kills: killsMost,
    unnoticed: faults.flatMap(({ name, at }, i) =>
      became[i] !== undefined && Object.keys(became[i]).length === 0 ? [{ name, ...(at === undefined ? {} : { at }) }] : []),
  };
}

/** A claim that throws, or never answers, is noticed. */
async function ask(pool: Pool, helper: number, question: Questions["weakened"]["question"]): Promise<Weakened> {
  try {
    return await pool.helper(helper).ask("weakened", question);
  } catch (error) {
    if (error instanceof HelperLost) return { broken: `(${error.why})` };
    if (error instanceof Threw) return { broken: `(${error.message})` };
    throw error;
  }
}
