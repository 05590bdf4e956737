/**
 * The mutation bench of one specification: every mutant against the suites, over the helpers.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { StrategyName } from "../engine/index.ts";
import type { Bench, BenchMutant } from "../render/index.ts";
import { packageRoot } from "../store/index.ts";
import { readJson } from "./json-file.ts";
import type { Progress } from "./progress.ts";
import { lostRemark } from "./loading.ts";
import { Refusal, Unanswered } from "./refusal.ts";
import { HelperLost, Threw } from "./workers/helper.ts";
import type { Pool } from "./workers/pool.ts";
import type { Job, JobFacts, Questions, Rehearsal, Trial } from "./workers/protocol.ts";

export interface How {
  readonly seed: number;
  readonly limit: number;
  readonly traces?: number;
  readonly strategy?: StrategyName;
}

/** Survivors that somebody has looked at, with why they survive. */
type Explained = Readonly<Record<string, { readonly verdict: "equivalent" | "missing system"; readonly why: string }>>;

/** Runs the bench; throws a Refusal when a suite fails without any mutant. */
export async function runBench(pool: Pool, jobs: readonly Job[], how: How, progress: Progress): Promise<Bench> {
  const { specification: { name: specification } } = await pool.helper().ask("load", { job: jobs[0]! });
  const mutants = await allMutants(pool, jobs);
  const rehearsals = await rehearseAll(pool, jobs, how);
  const differing = new Set(rehearsals.flatMap((one) => one.differing));
  const commuting = new Set(rehearsals.flatMap((one) => one.same).filter((name) => !differing.has(name)));
  const explained = explainedSurvivors();
  let done = 0;
  const judged = await spread(pool, mutants, async (number, mutant): Promise<BenchMutant> => {
    if (commuting.has(mutant.name)) return { ...mutant, became: "commutes" };
    const trial = await tryOut(pool, number, { jobs: jobsFor(mutant, jobs, rehearsals), ...how });
    progress.show(`${specification}: ${++done} of ${mutants.length} mutants`);
    if (trial.killed) return { ...mutant, became: "killed", ...killedBy(trial) };
    const why = Object.hasOwn(explained, mutant.name) ? explained[mutant.name]! : undefined;
    return why === undefined
      ? { ...mutant, became: "survived" }
      : { ...mutant, became: "explained", why: `${why.verdict}: ${why.why}` };
  });
  const names = new Map(judged.map((mutant) => [mutant.name, mutant]));
  const stale = Object.keys(explained).filter(
    (name) => names.get(name)?.became === "killed" || names.get(name)?.became === "commutes",
  );
  return {
    specification,
    suites: jobs.map(nameOf),
    mutants: judged,
    killed: count(judged, "killed"),
    counted: judged.length - count(judged, "commutes"),
    survivors: count(judged, "survived"),
    unbroken: await unbrokenGuards(pool, jobs, rehearsals, names, how),
    stale,
  };
}

function killedBy({ suite, claim, trace, length }: Trial): Pick<BenchMutant, "suite" | "claim" | "trace" | "length"> {
  return {
    ...(suite === undefined ? {} : { suite }), ...(claim === undefined ? {} : { claim }),
    ...(trace === undefined ? {} : { trace }), ...(length === undefined ? {} : { length }),
  };
}

const count = (mutants: readonly BenchMutant[], became: BenchMutant["became"]): number =>
  mutants.filter((mutant) => mutant.became === became).length;

/** Gives the items to the helpers, one at a time each; answers come in the order of the items. */
async function spread<T, R>(
  pool: Pool,
  items: readonly T[],
  work: (helper: number, item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: Math.min(pool.size, items.length) }, async (_, helper) => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(helper, items[i]!);
  }));
  return results;
}

/** A mutant that never returns, throws or eats all memory does not pass, hence it is killed. */
async function tryOut(pool: Pool, helper: number, question: Questions["trial"]["question"]): Promise<Trial> {
  try {
    return await pool.helper(helper).ask("trial", question);
  } catch (error) {
    if (error instanceof HelperLost) return { killed: true, claim: `(${error.why})` };
    if (error instanceof Threw) return { killed: true, claim: `(${error.message})` };
    throw error;
  }
}

type Named = Pick<BenchMutant, "name" | "tier" | "operation">;

/** The mutants of all suites, each once: suites may run a part of the specification. */
async function allMutants(pool: Pool, jobs: readonly Job[]): Promise<readonly Named[]> {
  const known = new Map<string, Named>();
  for (const job of jobs)
    for (const mutant of await pool.helper().ask("mutants", { job })) known.set(mutant.name, mutant);
  return [...known.values()];
}

/** Runs the right text on every suite; throws a Refusal when one fails, since that says nothing about mutants. */
async function rehearseAll(pool: Pool, jobs: readonly Job[], { seed, traces, strategy }: How): Promise<Rehearsal[]> {
  return spread(pool, jobs, async (helper, job): Promise<Rehearsal> => {
    const facts = await pool.helper(helper).ask("load", { job });
    const { budget: { quick } } = facts;
    const campaign = {
      seed,
      traces: traces ?? quick.traces,
      steps: quick.steps,
      ...(strategy === undefined ? {} : { strategy }),
    };
    const found = await rehearsed(() => pool.helper(helper).ask("rehearse", { job, campaign }), nameOf(job), facts);
    if (found.failed !== undefined)
      throw new Refusal(`${nameOf(job)} fails without any mutant ("${found.failed}" is broken): correct it first`);
    return found;
  });
}

/** What keeps the right text from being run is told by name. */
async function rehearsed(ask: () => Promise<Rehearsal>, what: string, facts: JobFacts): Promise<Rehearsal> {
  try {
    return await ask();
  } catch (error) {
    throw new Unanswered(`${what}: ${lostRemark(error, what, facts)}`);
  }
}

/** The suites that take the mutant's operation at all, those first that take it most; only they can kill it. */
function jobsFor({ name, operation }: Named, jobs: readonly Job[], rehearsals: readonly Rehearsal[]): Job[] {
  return jobs.map((job, i) => ({ job: { ...job, mutant: name }, taken: rehearsals[i]!.taken[operation] ?? 0 }))
    .filter(({ taken }) => taken > 0).sort((left, right) => right.taken - left.taken).map(({ job }) => job);
}

/** The guards that do not break the very claim that names them. */
async function unbrokenGuards(
  pool: Pool,
  jobs: readonly Job[],
  rehearsals: readonly Rehearsal[],
  mutants: ReadonlyMap<string, BenchMutant>,
  how: How,
): Promise<Bench["unbroken"]> {
  const all: JobFacts["guards"][number][] = [];
  for (const job of jobs) all.push(...(await pool.helper().ask("load", { job })).guards);
  const open = all.filter(({ mutant, claim }, i) => mutants.get(mutant)?.claim !== claim
    && all.findIndex((other) => other.mutant === mutant && other.claim === claim) === i);
  const trials = await spread(pool, open, async (helper, { mutant, claim }) => {
    const known = mutants.get(mutant);
    const mine = known === undefined ? [] : jobsFor(known, jobs, rehearsals);
    return tryOut(pool, helper, { jobs: mine, claim, ...how });
  });
  return open.filter((guard, i) => trials[i]!.claim !== guard.claim);
}

function explainedSurvivors(): Explained {
  const path = join(packageRoot, "properties", "survivors.json");
  return existsSync(path) ? readJson(path) as Explained : {};
}

const nameOf = ({ subject }: Job): string => subject.kind === "suite" ? subject.name : subject.path;
