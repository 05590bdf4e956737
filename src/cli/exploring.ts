/**
 * Explores one system: the search over the helpers, the counterexample and its record, and the report of it all.
 */
import type { ExplorationReport, Verdict } from "../language/index.ts";
import { explored } from "../render/index.ts";
import { Recorder, type RecordedTrace, manifest } from "../store/index.ts";
import { judged } from "./checking.ts";
import { broken, isBreaking } from "./breaking.ts";
import { factsOf, lostRemark } from "./loading.ts";
import type { ExploreOptions } from "./options.ts";
import type { Progress } from "./progress.ts";
import { recordOf, writeRecord } from "./recording.ts";
import type { Pool } from "../running/pool.ts";
import type { Job, JobFacts, Search } from "../running/protocol.ts";
import { type Searching, runSearch } from "../running/search.ts";
import { withoutSymmetry } from "./without-symmetry.ts";

/** Everything of a report but who made it of what, and how long it took. */
type Findings = Omit<ExplorationReport, "cordon" | "version" | "what" | "system" | "seconds" | "workers">;

/** What is explored; a sentence in place of facts says why it cannot be. */
export interface Explorable {
  readonly job: Job;
  readonly what: string;
  readonly system: string;
  readonly facts: JobFacts | string;
}

/** Explores. */
export async function exploration(
  explorable: Explorable, options: ExploreOptions, pool: Pool, progress: Progress,
): Promise<ExplorationReport> {
  const { job, what, facts } = explorable;
  if (typeof facts === "string" || !isBreaking(facts)) return exploredPart(explorable, options, pool, progress);
  const began = performance.now();
  const found = await broken<ExplorationReport>({
    facts, with: job.with, areTraces: false,
    run: async (judging) => {
      const part = { ...job, judging };
      return exploredPart({ ...explorable, job: part, facts: await factsOf(pool, part, what) }, options, pool, progress);
    },
    // Of pairs of runs a search may say nothing, and then has checked nothing.
    held: ({ verdict, claims }) => verdict === "PASS" || (verdict === "WEAK" && claims.some(({ checked }) => checked > 0)) ? "in every state" : null,
  });
  return { ...found, seconds: secondsSince(began) };
}

/** Explores with the claims that the job judges. */
async function exploredPart(
  { job, what, system, facts }: Explorable, options: ExploreOptions, pool: Pool, progress: Progress,
): Promise<ExplorationReport> {
  let began = performance.now();
  const found = async (known: JobFacts): Promise<Findings> => {
    try {
      await Promise.all(Array.from({ length: pool.size }, (_, number) => pool.helper(number).ask("load", { job })));
      began = performance.now();
      return await search(job, known, options, pool, (states, depth) =>
        progress.show(`${explored({ what, system })}: ${states} states, depth ${depth}`));
    } catch (error) {
      return notExplored(lostRemark(error, what, known));
    }
  };
  const findings = typeof facts === "string" ? notExplored(facts) : await found(facts);
  const { verdict, states, transitions, depth, exhaustive, frontier, ...rest } = findings;
  return {
    cordon: manifest.version, version: 2, what, system, verdict, states, transitions, depth, exhaustive, frontier,
    seconds: secondsSince(began), workers: pool.size, ...rest,
  };
}

export const secondsSince = (began: number): number => Math.round((performance.now() - began) / 10) / 100;

async function search(
  job: Job, facts: JobFacts, options: ExploreOptions, pool: Pool, progress: (states: number, depth: number) => void,
): Promise<Findings> {
  const recorder = new Recorder(options.out);
  const noted: { readonly id: string; readonly length: number; readonly told: RecordedTrace }[] = [];
  const recorded = (told: RecordedTrace, length: number) =>
    recordOf(job, facts, { seed: 0, trace: 0, strategy: "exhaustive", foundAfter: length }, told);
  const listener: Searching = {
    found: ({ steps: { length } }, told) => noted.push({ id: recorder.found(recorded(told, length)), length, told }),
    progress,
  };
  const first = await runSearch(pool, job, facts, searchOf(options), listener, options.plain);
  const { searched, confirmed } = first.sum.untried === undefined ? { searched: first, confirmed: [] }
    : await withoutSymmetry(first, (most) => runSearch(pool, job, facts,
      { ...searchOf(options), statesMost: Math.min(options.states ?? most, most), symmetry: false }, listener, options.plain));
  const { sum } = searched;
  const judgement = await pool.helper().ask("judgeExploration", { job, exploration: sum });
  const { verdict, claims, outcomes, remarks } = judged(judgement, searched);
  const found = {
    states: sum.states, transitions: sum.transitions, depth: sum.depth, exhaustive: sum.exhaustive,
    frontier: sum.frontier, bytesPerState: Math.round(sum.bytesPerState * 10) / 10, symmetry: sum.symmetric, byCode: searched.byCode,
  };
  if (sum.failure === null) return { ...found, verdict, claims, outcomes, remarks: [...confirmed, ...remarks] };
  const { steps: { length }, violation: { claim } } = sum.failure;
  const kept = noted.find((one) => one.length === length && one.told.claim === claim)!;
  for (const { id } of noted) if (id !== kept.id) recorder.dropped(id, "another trace of the same search is kept");
  const told = { ...kept.told, ...(sum.stopped === null ? { atLeast: length } : {}) };
  const written = writeRecord(recorder, kept.id, recorded(told, length), "exploring again");
  return {
    ...found, verdict, claims, outcomes, counterexample: written.counterexample,
    remarks: [...confirmed, ...remarks, ...written.remarks],
  };
}

/** How the search goes, by the options. */
export const searchOf = ({ depth, states, memory, symmetry }: ExploreOptions): Search => ({
  bytesMost: memory * 2 ** 20, symmetry,
  ...(depth === undefined ? {} : { depthMost: depth }), ...(states === undefined ? {} : { statesMost: states }),
});

function notExplored(remark: string): Findings {
  const verdict: Verdict = "UNKNOWN";
  return {
    verdict, states: 0, transitions: 0, depth: 0, exhaustive: false, frontier: 0, bytesPerState: 0, symmetry: false, byCode: false,
    claims: [], outcomes: [], remarks: [remark],
  };
}
