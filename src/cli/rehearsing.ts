/**
 * Runs the right text on every suite before the mutation bench: which traces reach what, and that no claim breaks without a mutant.
 */
import { soundness, type StrategyName } from "../engine/index.ts";
import { lostRemark } from "./loading.ts";
import type { Progress } from "./progress.ts";
import { Refusal, Unanswered } from "../running/refusal.ts";
import { spread } from "./spreading.ts";
import type { Pool } from "../running/pool.ts";
import type { Campaign, Job, JobFacts, Rehearsal, Rehearsed } from "../running/protocol.ts";

/** How the suites of a bench are run. */
export interface How {
  readonly seed: number;
  readonly traces?: number;
  readonly strategy?: StrategyName;
}

/** What a suite showed without a mutant. */
export interface RehearsedSuite extends Rehearsed, Pick<Rehearsal, "same" | "differing"> {
  /** By the name of an operation: how often it was taken. */
  readonly taken: ReadonlyMap<string, number>;
}

/** A job, and what is known of it without running it. */
export interface Suite {
  readonly job: Job;
  readonly facts: JobFacts;
}

/** Traces that a helper runs at a time. */
const tracesPerPart = 250;

interface Part {
  readonly suite: Suite;
  readonly campaign: Campaign;
  readonly first: number;
  readonly last: number;
}

/**
 * Rehearses all suites over the helpers; null when the run is stopped meanwhile. Throws a Refusal when a claim breaks, since that says
 * nothing about mutants.
 */
export async function rehearseAll(
  pool: Pool, suites: readonly Suite[], how: How, progress: Progress, stop: AbortSignal,
): Promise<RehearsedSuite[] | null> {
  const parts = suites.flatMap((suite) => partsOf(suite, how));
  const traces = parts.reduce((sum, { first, last }) => sum + last - first, 0);
  let done = 0;
  const found = await spread(pool, parts, async (helper, { suite, campaign, first, last }) => {
    const rehearsal = await rehearsed(() => pool.helper(helper).ask("rehearse", { job: suite.job, campaign, first, last }), suite);
    progress.show(`${done += last - first} of ${traces} traces without a mutant`);
    return rehearsal;
  }, stop);
  if (found.includes(undefined)) return null;
  return suites.map((suite) => whole(suite, parts.flatMap((part, i) => part.suite === suite ? found[i]! : [])));
}

function partsOf(suite: Suite, { traces, ...how }: How): Part[] {
  const { quick } = suite.facts.budget;
  const campaign = { ...how, traces: traces ?? quick.traces, steps: quick.steps };
  const parts = Math.ceil(campaign.traces / tracesPerPart);
  return Array.from({ length: parts }, (_, i) =>
    ({ suite, campaign, first: i * tracesPerPart, last: Math.min((i + 1) * tracesPerPart, campaign.traces) }));
}

/** What keeps the right text from being run is told by name. */
async function rehearsed(ask: () => Promise<Rehearsal>, { job, facts }: Suite): Promise<Rehearsal> {
  try {
    return await ask();
  } catch (error) {
    throw new Unanswered(`${nameOf(job)}: ${lostRemark(error, nameOf(job), facts)}`);
  }
}

/** The parts of one suite together, which are those of all its traces in their order. */
function whole({ job, facts }: Suite, parts: readonly Rehearsal[]): RehearsedSuite {
  const failed = parts.find((part) => part.failed !== undefined)?.failed ?? (isOneLook(parts) ? undefined : soundness);
  if (failed !== undefined) throw new Refusal(`${nameOf(job)} fails without any mutant ("${failed}" is broken): correct it first`);
  const reached = new Int32Array(new SharedArrayBuffer(parts.reduce((bytes, part) => bytes + part.reached.byteLength, 0)));
  let at = 0;
  for (const part of parts) {
    reached.set(part.reached, at);
    at += part.reached.length;
  }
  return {
    job, reached,
    same: parts.flatMap(({ same }) => same), differing: parts.flatMap(({ differing }) => differing),
    names: facts.operations.map((_, o) => parts.find(({ names }) => names[o] !== null)?.names[o] ?? null),
    taken: new Map(facts.operations.map((name, o) => [name, parts.reduce((sum, { taken }) => sum + taken[o]!, 0)])),
  };
}

/** Whether the look of every operation gave the same names in all parts, as it must within each. */
function isOneLook(parts: readonly Rehearsal[]): boolean {
  return parts.every(({ names }) => names.every((given, o) =>
    given === null || parts.every((other) => other.names[o] === null || String(other.names[o]) === String(given))));
}

/** What a job is called. */
export const nameOf = ({ subject }: Job): string => subject.kind === "suite" ? subject.name : subject.path;
