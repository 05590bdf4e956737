/**
 * One search over the helpers. They share the memory for the states; when one of them is lost, the others are let go.
 */
import {
  type Exploration, type TeamMemory, abandon, addExplorations, teamMemory,
} from "../../engine/index.ts";
import type { RecordedTrace } from "../../store/index.ts";
import { noSuchMemory } from "../refusal.ts";
import { lostSentence } from "./campaign.ts";
import { HelperLost, Threw } from "./helper.ts";
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

/** Told what happens on the way. */
export interface Searching {
  found(failure: Failure, told: RecordedTrace): void;
  progress(states: number, depth: number): void;
}

/** Searches with the code of the sentences, in one helper, unless `plain`; where some are not understood, with all helpers as a team. */
export async function runSearch(
  pool: Pool, job: Job, facts: JobFacts, search: Search, listener: Searching, plain = false,
): Promise<Searched> {
  const faults: (HelperLost | Threw)[] = [];
  let latest = { states: 0, depth: 0 };
  const progress = (now: typeof latest): void => {
    latest = now;
    listener.progress(now.states, now.depth);
  };
  const taken = async (share: () => Promise<Questions["explore"]["answer"] | null>): Promise<readonly Exploration[] | null> => {
    try {
      const answer = await share();
      if (answer === null) return null;
      if (answer.exploration.failure !== null) listener.found(answer.exploration.failure, answer.told!);
      return [answer.exploration];
    } catch (error) {
      if (!(error instanceof HelperLost || error instanceof Threw)) throw error;
      faults.push(error);
      return [];
    }
  };
  const alone = plain ? null : await taken(() => pool.helper().ask("exploreByCode", { job, search }, progress));
  const team = alone !== null || pool.size === 1 ? undefined : sharedBy(pool.size, search.bytesMost);
  const ofTeam = (number: number): Promise<readonly Exploration[] | null> => taken(async () => {
    const mine = team === undefined ? search : { ...search, team: { ...team, number } };
    try {
      return await pool.helper(number).ask("explore", { job, search: mine }, progress);
    } catch (error) {
      if (team !== undefined) abandon(team);
      throw error;
    }
  });
  const shares = alone ?? (await Promise.all(Array.from({ length: pool.size }, (_, number) => ofTeam(number)))).flatMap((one) => one ?? []);
  const byCode = alone !== null;
  if (faults.length === 0) return { sum: addExplorations(shares), byCode };
  return {
    byCode,
    sum: addExplorations([...shares, unfinished(facts, shares.length === 0 ? latest : { states: 0, depth: 0 })]),
    stopped: worstOf(faults.map((fault) => fault instanceof Threw
      ? { sentence: fault.message, ...(fault.claim === "" ? {} : { claim: fault.claim }) }
      : lostSentence(fault, facts))),
  };
}

function sharedBy(size: number, bytesMost: number): TeamMemory {
  try {
    return teamMemory(size, bytesMost);
  } catch (error) {
    throw noSuchMemory(error, bytesMost);
  }
}

/** The share of helpers that were lost, as far as anything is known of it. */
function unfinished({ empty }: JobFacts, { states, depth }: { states: number; depth: number }): Exploration {
  const { outcomes, checked, reasons, seen } = empty;
  return {
    states, depth, outcomes, checked, reasons, seen, levels: [], transitions: 0, frontier: 0, bytes: 0, bytesPerState: 0,
    exhaustive: false, stopped: "abandoned", failure: null, symmetric: false,
  };
}

/** Of several faults the one that names a claim: the others may come of it. */
const worstOf = <F extends { readonly claim?: string }>(faults: readonly F[]): F =>
  faults.find(({ claim }) => claim !== undefined) ?? faults[0]!;
