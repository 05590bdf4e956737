/**
 * `cordon mutants`: puts each deliberate fault into the specification, and sees which claim finds it, and how soon.
 */
import { type StrategyName, strategyNames } from "../engine/index.ts";
import { didYouMean } from "../language/index.ts";
import { type Bench, type ToldBench, benchText, inColour, jsonText, plain, visibleIn } from "../render/index.ts";
import { manifest } from "../store/index.ts";
import { type Named, allMutants, runBench } from "./benching.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { progressAlways } from "./progress.ts";
import { readTarget, refuseNothing } from "./reading.ts";
import { Refusal, unknown } from "./refusal.ts";
import type { How, Suite } from "./rehearsing.ts";
import { targetsOf } from "./subjects.ts";
import { Pool } from "./workers/pool.ts";

export interface MutantsOptions {
  readonly seed: number;
  readonly traces?: number;
  readonly strategy?: string;
  /** Parts of names: a mutant is tried when one of them stands in its name; all are, where there is none. */
  readonly only: readonly string[];
  readonly json: boolean;
  readonly with: readonly string[];
  readonly workers: number;
  readonly limit: number;
}

/** Share of the mutants that must be killed. */
const killedLeast = 0.95;

/**
 * Runs the bench of each specification; 0 when enough mutants are killed, every survivor is explained and every guard breaks its claim.
 * When the user stops it, what was tried until then is told.
 */
export async function mutants(words: readonly string[], options: MutantsOptions, io: Io): Promise<number> {
  const pool = new Pool(options.workers, { seconds: options.limit, megabytes: 1024 });
  const progress = progressAlways(io);
  const stop = new AbortController();
  const unheard = io.onStop(() => stop.abort());
  try {
    const { seed, traces } = options;
    const how: How = { seed, ...(traces === undefined ? {} : { traces }), ...strategyOf(options) };
    const benches: ToldBench[] = [];
    for (const { suites, chosen } of await chosenOf(words, options, pool)) {
      const bench = await runBench(pool, suites, chosen, how, progress, stop.signal);
      progress.clear();
      benches.push({ ...bench, only: options.only, passed: passes(bench) });
    }
    if (options.json) io.out(jsonText({ cordon: manifest.version, version: 3, seed, benches }));
    else for (const bench of benches) io.out(benchText(visibleIn(bench), io.colour ? inColour : plain));
    const all = benches.every(({ passed }) => passed) ? exitCodes.PASS : exitCodes.WEAK;
    return benches.some(({ stopped }) => stopped) ? exitCodes.UNKNOWN : all;
  } finally {
    unheard();
    progress.clear();
    await pool.end();
  }
}

const passes = ({ stopped, killed, counted, survivors, unbroken }: Bench): boolean =>
  !stopped && counted > 0 && killed >= killedLeast * counted && survivors === 0 && unbroken.length === 0;

function strategyOf({ strategy }: MutantsOptions): { readonly strategy?: StrategyName } {
  if (strategy === undefined) return {};
  const known = strategyNames.find((name) => name === strategy);
  if (known === undefined)
    throw unknown("no strategy", strategy, strategyNames, `(there are ${strategyNames.join(", ")})`);
  return { strategy: known };
}

/** For each specification its suites and the mutants to try. */
async function chosenOf(
  words: readonly string[], options: MutantsOptions, pool: Pool,
): Promise<{ readonly suites: readonly Suite[]; readonly chosen: readonly Named[] }[]> {
  const all: { readonly suites: readonly Suite[]; readonly mutants: readonly Named[] }[] = [];
  for (const suites of (await suitesOf(words, options, pool)).values()) all.push({ suites, mutants: await allMutants(pool, suites) });
  if (options.only.includes("")) throw new Refusal('--only "" says nothing: give a part of the names of mutants');
  const has = ({ name }: Named, part: string): boolean => name.toLowerCase().includes(part.toLowerCase());
  for (const part of options.only) if (!all.some(({ mutants: known }) => known.some((mutant) => has(mutant, part)))) {
    const parts = new Set(all.flatMap(({ mutants: known }) => known.flatMap(({ name }) => [...name.split(" / "), name])));
    throw new Refusal(`--only ${part}: no mutant has this in its name${didYouMean(part, parts)}`);
  }
  const chosen = ({ suites, mutants: known }: (typeof all)[number]) =>
    ({ suites, chosen: options.only.length === 0 ? known : known.filter((mutant) => options.only.some((part) => has(mutant, part))) });
  return all.map(chosen).filter((one) => one.chosen.length > 0);
}

/** The suites to run for each specification, by its name. */
async function suitesOf(
  words: readonly string[],
  options: MutantsOptions,
  pool: Pool,
): Promise<ReadonlyMap<string, readonly Suite[]>> {
  const known = await pool.helper().ask("suites", { with: options.with });
  const suites = new Map<string, Suite[]>();
  for (const target of (await targetsOf(words, () => Promise.resolve(known))).targets) {
    const read = readTarget(target, { isolate: [], trust: [] });
    if (read.unread !== undefined && read.isWanted) refuseNothing(read, "run");
    if (!read.runs) continue;
    const job = { subject: read.subject, with: options.with };
    const facts = await pool.helper().ask("load", { job });
    const { name } = facts.specification;
    suites.set(name, [...suites.get(name) ?? [], { job, facts }]);
  }
  if (suites.size === 0) throw new Refusal(`${words.join(" ")}: there is nothing to run in it`);
  return suites;
}
