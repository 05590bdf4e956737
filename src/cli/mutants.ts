/**
 * `cordon mutants`: puts each deliberate fault into the specification, and sees which claim finds it, and how soon.
 */
import { Random, type StrategyName, strategyNames } from "../engine/index.ts";
import { didYouMean } from "../language/index.ts";
import { type Bench, type ToldBench, benchText, inColour, jsonText, plain, visibleIn } from "../render/index.ts";
import { digest, manifest } from "../store/index.ts";
import { type Chosen, type Known, type Named, allMutants, runBench } from "./benching.ts";
import { isBreaking } from "./breaking.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { progressAlways } from "./progress.ts";
import { readTarget, readerWith, refuseNothing } from "./reading.ts";
import { Refusal, unknown } from "../running/refusal.ts";
import { type How, type Suite, nameOf } from "./rehearsing.ts";
import { targetsOf } from "./subjects.ts";
import { Pool } from "../running/pool.ts";
import type { Job } from "../running/protocol.ts";

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
  const namedIn = ({ mutants: whole, ofClaims }: Known): readonly { readonly name: string }[] => [...whole, ...ofClaims];
  if (options.only.includes("")) throw new Refusal('--only "" says nothing: give a part of the names of mutants');
  const has = ({ name }: { readonly name: string }, part: string): boolean => name.toLowerCase().includes(part.toLowerCase());
  for (const part of options.only) if (!all.some(({ known }) => namedIn(known).some((mutant) => has(mutant, part)))) {
    const parts = new Set(all.flatMap(({ known }) => namedIn(known).flatMap(({ name }) => [...name.split(" / "), name])));
    throw new Refusal(`--only ${part}: no mutant has this in its name${didYouMean(part, parts)}`);
  }
  const { only, seed, within: ofEach = only.length === 0 ? 1 : "all" } = options;
  return all.map(({ suites, known: { mutants: known, ofClaims, ...rest } }) => {
    const named = only.length === 0 ? known : known.filter((mutant) => only.some((part) => has(mutant, part)));
    const inside = known.filter(isWithin);
    const drawn = new Set<Named>(drawnOf(named.filter(isWithin), ofEach, seed));
    const faults = drawnOf(ofClaims.filter((fault) => only.length === 0 || only.some((part) => has(fault, part))), ofEach, seed);
    return { suites, chosen: {
      ...rest, known: new Map(known.map((mutant) => [mutant.name, mutant])), texts: textsIn(inside), derived: inside.length, ofEach,
      mutants: named.filter((mutant) => !isWithin(mutant) || drawn.has(mutant)),
      ofClaims: { derived: ofClaims.length, texts: textsIn(ofClaims), faults },
    } };
  }).filter(({ chosen }) => chosen.mutants.length + chosen.ofClaims.faults.length > 0);
}

const isWithin = (mutant: Named): mutant is Named & { readonly text: string } => mutant.tier === "within";
const textsIn = (mutants: readonly { readonly text: string }[]): number => new Set(mutants.map(({ text }) => text)).size;

/** The faults that are tried, in their order: so many of each text, drawn by the seed and the text. */
function drawnOf<T extends { readonly text: string }>(faults: readonly T[], ofEach: number | "all", seed: number): readonly T[] {
  const drawn = new Set<T>();
  for (const [text, its] of grouped(faults)) {
    const random = new Random(seed, parseInt(digest(text).slice(0, 8), 16));
    for (const left = [...its]; left.length > 0 && (ofEach === "all" || its.length - left.length < ofEach);)
      drawn.add(left.splice(random.below(left.length), 1)[0]!);
  }
  return faults.filter((one) => drawn.has(one));
}

function grouped<T extends { readonly text: string }>(faults: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of faults) {
    const group = groups.get(one.text);
    if (group === undefined) groups.set(one.text, [one]);
    else group.push(one);
  }
  return groups;
}

/** The suites to run for each specification, by its name. */
async function suitesOf(
  words: readonly string[],
  options: MutantsOptions,
  pool: Pool,
): Promise<ReadonlyMap<string, readonly Suite[]>> {
  const known = await pool.helper().ask("suites", { with: options.with });
  const reader = await readerWith(pool, options.with);
  const suites = new Map<string, Suite[]>();
  for (const target of (await targetsOf(words, () => Promise.resolve(known), reader.formats)).targets) {
    const read = await readTarget(target, reader);
    if (read.unread !== undefined && read.isWanted) refuseNothing(read, "run");
    if (!read.runs) continue;
    const job: Job = { subject: read.subject, with: options.with, judging: "kept" };
    const facts = await pool.helper().ask("load", { job });
    if (facts.claims.length === 0 && isBreaking(facts))
      throw new Refusal(`${nameOf(job)} breaks all its claims, so that none is left to kill a mutant: name a suite in which some hold`);
    const { name } = facts.specification;
    suites.set(name, [...suites.get(name) ?? [], { job, facts }]);
  }
  if (suites.size === 0) throw new Refusal(`${words.join(" ")}: there is nothing to run in it`);
  return suites;
}
