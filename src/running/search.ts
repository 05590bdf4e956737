/**
 * One search over the helpers. They share the memory for the states; when one of them is lost, the others are let go.
 */
import {
  type CodeTeam, type Exploration, type TeamMemory, abandon, addExplorations, codeTeam, teamMemory,
} from "../engine/index.ts";
import type { RecordedTrace } from "../store/index.ts";
import { noSuchMemory } from "./refusal.ts";
import { lostSentence } from "./campaign.ts";
import { type Helper, HelperLost, Threw } from "./helper.ts";
import type { Pool } from "./pool.ts";
import type { Job, JobFacts, Questions, Search } from "./protocol.ts";

/** How a search ended. */
export interface Searched {
  /** The shares of all helpers, added up. */
  readonly sum: Exploration;
  /** Whether the sentences ran as code. */
  readonly byCode: boolean;
  /** What stopped it before its time: a sentence, and the claim that was at fault, if it was one. */
  readonly stopped?: { readonly sentence: string; readonly claim?: string };
}

type Failure = NonNullable<Exploration["failure"]>;
type Share = Questions["explore"]["answer"];

/** Told what happens on the way. */
export interface Searching {
  found(failure: Failure, told: RecordedTrace): void;
  progress(states: number, depth: number): void;
}

/**
 * Searches: a few calls by the sentences, in one helper. Where that is not all, all helpers search as a team, from the beginning: with the
 * code of the sentences, and where some are not understood, or with symmetry, or where it is to be `plain`, by the sentences.
 */
export async function runSearch(
  pool: Pool, job: Job, facts: JobFacts, search: Search, listener: Searching, plain = false,
): Promise<Searched> {
  const faults: (HelperLost | Threw)[] = [];
  let latest = { states: 0, depth: 0 };
  const progress = (now: typeof latest): void => {
    latest = now;
    listener.progress(now.states, now.depth);
  };
  /** What each of the first helpers answers, but those that are lost. */
  const each = async <A>(size: number, ask: (helper: Helper, number: number) => Promise<A>): Promise<A[]> => {
    const answers = await Promise.all(Array.from({ length: size }, async (_, number): Promise<A[]> => {
      try {
        return [await ask(pool.helper(number), number)];
      } catch (error) {
        if (!(error instanceof HelperLost || error instanceof Threw)) throw error;
        faults.push(error);
        return [];
      }
    }));
    return answers.flat();
  };
  /** The shares of the members of a team, each of which is let go when another is lost; or that of one helper. */
  const shared = (
    team: CodeTeam | TeamMemory | undefined, ask: (helper: Helper, number: number) => Promise<Share>,
  ): Promise<Share[]> => each(team?.size ?? 1, async (helper, number) => {
    try {
      return await ask(helper, number);
    } catch (error) {
      if (team !== undefined) abandon(team);
      throw error;
    }
  });
  const briefly = (): Promise<Share[]> =>
    shared(undefined, (helper) => helper.ask("exploreBriefly", { job, search }, progress));
  const byTheirCode = async (): Promise<Share[] | null> => {
    const needs = await each(pool.size, (helper, worker) => helper.ask("needsOfCode", { job, worker, symmetry: search.symmetry }));
    const [first] = needs;
    if (faults.length > 0) return [];
    if (first == null || needs.some((other) => other?.digest !== first.digest)) return null;
    const team = made(() => codeTeam(first, pool.size, search), search.bytesMost);
    return shared(team, (helper, number) =>
      helper.ask("exploreByCode", { job, search: { ...search, codeTeam: { ...team, number } } }, progress));
  };
  const bySentences = (): Promise<Share[]> => {
    // Claims about progress ask for the numbers of all states, which one helper must have itself then.
    const isAlone = pool.size === 1 || facts.explored.length > 0;
    const team = isAlone ? undefined : made(() => teamMemory(pool.size, search.bytesMost), search.bytesMost);
    return shared(team, (helper, number) =>
      helper.ask("explore", { job, search: team === undefined ? search : { ...search, team: { ...team, number } } }, progress));
  };
  const mayUseCode = !plain && search.symmetry !== true;
  const brief = mayUseCode ? await briefly() : [];
  const isOver = mayUseCode && brief.every(({ exploration: { stopped } }) => stopped === null || stopped === "depth");
  // Where the sentences do not agree with themselves, code is no help.
  const isDoubtful = brief.some(({ exploration: { disagreement } }) => disagreement !== undefined);
  const code = mayUseCode && !isOver && !isDoubtful ? await byTheirCode() : null;
  const answers = isOver ? brief : code ?? await bySentences();
  const shares = answers.map(({ exploration, told }) => {
    if (exploration.failure !== null) listener.found(exploration.failure, told!);
    return exploration;
  });
  const byCode = code !== null;
  if (faults.length === 0) return { sum: addExplorations(shares), byCode };
  return {
    byCode,
    sum: addExplorations([...shares, unfinished(facts, shares.length === 0 ? latest : { states: 0, depth: 0 })]),
    stopped: worstOf(faults.map((fault) => fault instanceof Threw
      ? { sentence: fault.message, ...(fault.claim === "" ? {} : { claim: fault.claim }) }
      : lostSentence(fault, facts))),
  };
}

/** Makes the memory of a team. */
function made<T>(make: () => T, bytesMost: number): T {
  try {
    return make();
  } catch (error) {
    throw noSuchMemory(error, bytesMost);
  }
}

/** The share of helpers that were lost, as far as anything is known of it. */
function unfinished({ empty }: JobFacts, { states, depth }: { states: number; depth: number }): Exploration {
  const { outcomes, checked, reasons, seen, waiting, longest } = empty;
  return {
    states, depth, outcomes, checked, reasons, seen, waiting, longest, levels: [], transitions: 0, frontier: 0, bytes: 0, bytesPerState: 0,
    exhaustive: false, stopped: "abandoned", failure: null, symmetric: false,
  };
}

/** Of several faults the one that names a claim: the others may come of it. */
const worstOf = <F extends { readonly claim?: string }>(faults: readonly F[]): F =>
  faults.find(({ claim }) => claim !== undefined) ?? faults[0]!;
