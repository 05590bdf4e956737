/**
 * `cordon mutants`: puts each deliberate fault into the specification, and sees which claim finds it, and how soon.
 */
import { Random, type StrategyName, strategyNames } from "../engine/index.ts";
import { didYouMean } from "../language/index.ts";
import { type Bench, type ToldBench, benchText, inColour, jsonText, plain, visibleIn } from "../render/index.ts";
import { digest, manifest } from "../store/index.ts";
import { type Chosen, type Known, type Named, allMutants, runBench } from "./benching.ts";
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
  /** How many mutants within sentences are tried of each text; one, or all that `only` names, unless said. */
  readonly within?: number | "all";
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
    if (options.json) io.out(jsonText({ cordon: manifest.version, version: 4, seed, benches }));
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
): Promise<{ readonly suites: readonly Suite[]; readonly chosen: Chosen }[]> {
  const all: { readonly suites: readonly Suite[]; readonly known: Known }[] = [];
  for (const suites of (await suitesOf(words, options, pool)).values()) all.push({ suites, known: await allMutants(pool, suites) });
  if (options.only.includes("")) throw new Refusal('--only "" says nothing: give a part of the names of mutants');
  const has = ({ name }: Named, part: string): boolean => name.toLowerCase().includes(part.toLowerCase());
  for (const part of options.only) if (!all.some(({ known }) => known.mutants.some((mutant) => has(mutant, part)))) {
    const parts = new Set(all.flatMap(({ known }) => known.mutants.flatMap(({ name }) => [...name.split(" / "), name])));
    throw new Refusal(`--only ${part}: no mutant has this in its name${didYouMean(part, parts)}`);
  }
  const { only, seed, within: ofEach = only.length === 0 ? 1 : "all" } = options;
  return all.map(({ suites, known: { mutants: known, ...rest } }) => {
    const named = only.length === 0 ? known : known.filter((mutant) => only.some((part) => has(mutant, part)));
    const drawn = drawnOf(named, ofEach, seed);
    const inside = known.filter(({ tier }) => tier === "within");
    const texts = new Set(inside.map(({ text }) => text)).size;
    const mutants = named.filter(({ tier, name }) => tier !== "within" || drawn.has(name));
    return { suites, chosen: { ...rest, texts, derived: inside.length, ofEach, mutants } };
  }).filter(({ chosen }) => chosen.mutants.length > 0);
}

/** The mutants within sentences that are tried, by name: so many of each text, drawn by the seed and the text. */
function drawnOf(mutants: readonly Named[], ofEach: number | "all", seed: number): ReadonlySet<string> {
  const byText = new Map<string, string[]>();
  for (const { tier, text, name } of mutants) if (tier === "within") byText.set(text!, [...byText.get(text!) ?? [], name]);
  const drawn = new Set<string>();
  for (const [text, names] of byText) {
    const random = new Random(seed, parseInt(digest(text).slice(0, 8), 16));
    for (const left = [...names]; left.length > 0 && (ofEach === "all" || names.length - left.length < ofEach);)
      drawn.add(left.splice(random.below(left.length), 1)[0]!);
  }
  return drawn;
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
