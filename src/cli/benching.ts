/**
 * The mutation bench of one specification: every mutant against the suites, over the helpers.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StrategyName } from "../engine/index.ts";
import type { Bench, BenchMutant } from "../render/index.ts";
import { packageRoot } from "../store/index.ts";
import type { Progress } from "./progress.ts";
import { Refusal } from "./refusal.ts";
import { HelperLost, Threw } from "./workers/helper.ts";
import type { Pool } from "./workers/pool.ts";
import type { Commuting, Job, JobFacts, Questions, Trial } from "./workers/protocol.ts";

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
  const facts = await pool.helper().ask("load", { job: jobs[0]! });
  const mutants = await pool.helper().ask("mutants", { job: jobs[0]! });
  const commuting = await commutingIn(pool, jobs, how);
  const explained = explainedSurvivors();
  let done = 0;
  const judged = await spread(pool, mutants, async (number, mutant): Promise<BenchMutant> => {
    if (commuting.has(mutant.name)) return { ...mutant, became: "commutes" };
    const trial = await tryOut(pool, number, { jobs: jobs.map((job) => ({ ...job, mutant: mutant.name })), ...how });
    progress.show(`${facts.specification.name}: ${++done} of ${mutants.length} mutants`);
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
    specification: facts.specification.name,
    suites: jobs.map(({ subject }) => (subject.kind === "suite" ? subject.name : subject.path)),
    mutants: judged,
    killed: count(judged, "killed"),
    counted: judged.length - count(judged, "commutes"),
    survivors: count(judged, "survived"),
    unbroken: await unbrokenGuards(pool, jobs, facts, names, how),
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

/** The swaps of steps that no suite can tell from the right order, and that some suite has tried. */
async function commutingIn(
  pool: Pool,
  jobs: readonly Job[],
  { seed, traces, strategy }: How,
): Promise<ReadonlySet<string>> {
  const all = await spread(pool, jobs, async (helper, job): Promise<Commuting> => {
    const {
      budget: { quick },
    } = await pool.helper(helper).ask("load", { job });
    const campaign = {
      seed,
      traces: traces ?? quick.traces,
      steps: quick.steps,
      ...(strategy === undefined ? {} : { strategy }),
    };
    const found = await pool.helper(helper).ask("commuting", { job, campaign });
    if (found.failed !== undefined)
      throw new Refusal(`${nameOf(job)} fails without any mutant ("${found.failed}" is broken): correct it first`);
    return found;
  });
  const differing = new Set(all.flatMap((one) => one.differing));
  return new Set(all.flatMap((one) => one.same).filter((name) => !differing.has(name)));
}

/** The guards that do not break the very claim that names them. */
async function unbrokenGuards(
  pool: Pool, jobs: readonly Job[], { guards }: JobFacts, mutants: ReadonlyMap<string, BenchMutant>, how: How,
): Promise<Bench["unbroken"]> {
  const open = guards.filter(({ mutant, claim }) => mutants.get(mutant)?.claim !== claim);
  const trials = await spread(pool, open, async (helper, { mutant, claim }) =>
    tryOut(pool, helper, { jobs: jobs.map((job) => ({ ...job, mutant })), claim, ...how }));
  return open.filter((guard, i) => trials[i]!.claim !== guard.claim);
}

function explainedSurvivors(): Explained {
  const path = join(packageRoot, "properties", "survivors.json");
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Explained;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Refusal(`${path} cannot be used: ${(error as Error).message}`);
  }
}

const nameOf = ({ subject }: Job): string => subject.kind === "suite" ? subject.name : subject.path;
