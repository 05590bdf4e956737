/**
 * The mutation bench of one specification: every mutant against the suites, over the helpers.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Bench, BenchMutant, BenchWithin } from "../render/index.ts";
import { packageRoot } from "../store/index.ts";
import { readJson } from "./json-file.ts";
import type { Progress } from "./progress.ts";
import { type How, type RehearsedSuite, type Suite, nameOf, rehearseAll } from "./rehearsing.ts";
import { spread } from "./spreading.ts";
import { HelperLost, Threw } from "./workers/helper.ts";
import type { Pool } from "./workers/pool.ts";
import type { NamedMutant, Questions, Rehearsed, Trial } from "./workers/protocol.ts";

/** A mutant as it is known before it is tried. */
export type Named = NamedMutant;

/** The mutants of a specification. */
export interface Known extends Pick<BenchWithin, "fixed"> {
  readonly mutants: readonly Named[];
}

/** The mutants to try, of all that are known. */
export interface Chosen extends Pick<BenchWithin, "texts" | "fixed" | "derived" | "ofEach"> {
  readonly mutants: readonly Named[];
}

const isWithin = ({ tier }: Named): boolean => tier === "within";

/** A mutant within a sentence is tried in so many traces of each suite that reach it: nearly all that are killed die in these. */
const tracesWithin = 200;

/** Survivors that somebody has looked at, with why they survive. */
type Explained = Readonly<Record<string, { readonly verdict: "equivalent" | "missing system"; readonly why: string }>>;

/** The mutants of all suites, each once: suites may run a part of the specification. */
export async function allMutants(pool: Pool, suites: readonly Suite[]): Promise<Known> {
  const known = new Map<string, Named>();
  const fixed = new Map<string, Known["fixed"][number]>();
  for (const { job } of suites) {
    const its = await pool.helper().ask("mutants", { job });
    for (const one of its.fixed) fixed.set(one.text, one);
    for (const mutant of its.mutants) {
      const changes = [...new Set([...known.get(mutant.name)?.changes ?? [], ...mutant.changes ?? []])];
      known.set(mutant.name, mutant.changes === undefined ? mutant : { ...mutant, changes });
    }
  }
  return { mutants: [...known.values()], fixed: [...fixed.values()] };
}

/** The operations whose sentences a mutant changes. */
const changedBy = ({ operation, changes = [operation] }: Named): readonly string[] => changes;

/**
 * Tries the mutants. When the run is stopped, the bench is of those that were tried until then. Throws a Refusal when a suite fails without
 * any mutant.
 */
export async function runBench(
  pool: Pool, suites: readonly Suite[], { mutants, ...within }: Chosen, how: How, progress: Progress, stop: AbortSignal,
): Promise<Bench> {
  const specification = suites[0]!.facts.specification.name;
  const taking = suites.filter(({ facts }) => mutants.some((mutant) => changedBy(mutant).some((one) => facts.operations.includes(one))));
  const told = { ...progress, show: (text: string) => progress.show(`${specification}: ${text}`) };
  const rehearsed = await rehearseAll(pool, taking, how, told, stop);
  const judged = rehearsed === null ? [] : await judgeAll(pool, rehearsed, mutants, how, told, stop);
  const whole = judged.filter((mutant) => !isWithin(mutant));
  const names = new Map(judged.map((mutant) => [mutant.name, mutant]));
  const guards = taking.flatMap(({ facts }) => facts.guards).filter(({ mutant }) => names.has(mutant));
  const unbroken = rehearsed === null ? [] : await unbrokenGuards(pool, guards, rehearsed, names, how, stop);
  return {
    specification,
    suites: taking.map(({ job }) => nameOf(job)),
    mutants: judged,
    stopped: stop.aborted,
    left: mutants.length - judged.length,
    killed: count(whole, "killed"),
    counted: whole.length - count(whole, "commutes"),
    survivors: count(whole, "survived"),
    within: {
      ...within, traces: tracesWithin, chosen: mutants.filter(isWithin).length,
      tried: judged.length - whole.length, killed: count(judged, "killed") - count(whole, "killed"),
      equivalent: count(judged, "equivalent"),
    },
    unbroken,
    stale: Object.keys(explainedSurvivors()).filter((name) => ["killed", "commutes"].includes(names.get(name)?.became ?? "")),
  };
}

/** What became of the mutants, as far as the run comes. */
async function judgeAll(
  pool: Pool, rehearsed: readonly RehearsedSuite[], mutants: readonly Named[], how: How, progress: Progress, stop: AbortSignal,
): Promise<BenchMutant[]> {
  const differing = new Set(rehearsed.flatMap((one) => one.differing));
  const commuting = new Set(rehearsed.flatMap((one) => one.same).filter((name) => !differing.has(name)));
  const explained = explainedSurvivors();
  let [done, killed] = [0, 0];
  const judged = await spread(pool, mutants, async (number, mutant): Promise<BenchMutant> => {
    const { name } = mutant;
    const became = commuting.has(name) ? { became: "commutes" as const }
      : becameOf(name, await tryOut(pool, number, {
        suites: suitesFor(mutant, rehearsed), mutant: name, ...how, ...(isWithin(mutant) ? { first: tracesWithin } : {}),
      }), explained);
    if (became.became === "killed") killed++;
    progress.show(`${++done} of ${mutants.length} mutants, ${killed} of them killed`);
    return { ...mutant, ...became };
  }, stop);
  return judged.filter((mutant) => mutant !== undefined);
}

function becameOf(name: string, trial: Trial, explained: Explained): Omit<BenchMutant, keyof Named> {
  if ("killed" in trial) return { became: "killed", ...trial.killed };
  if ("equivalent" in trial) return { became: "equivalent" };
  const why = Object.hasOwn(explained, name) ? explained[name]! : undefined;
  return why === undefined ? { became: "survived", ...trial } : { became: "explained", why: `${why.verdict}: ${why.why}`, ...trial };
}

const count = (mutants: readonly BenchMutant[], became: BenchMutant["became"]): number =>
  mutants.filter((mutant) => mutant.became === became).length;

/** A mutant that never returns, throws or eats all memory does not pass, hence it is killed. */
async function tryOut(pool: Pool, helper: number, question: Questions["trial"]["question"]): Promise<Trial> {
  try {
    return await pool.helper(helper).ask("trial", question);
  } catch (error) {
    if (error instanceof HelperLost) return { killed: { claim: `(${error.why})` } };
    if (error instanceof Threw) return { killed: { claim: `(${error.message})` } };
    throw error;
  }
}

/** The suites that take an operation of the mutant at all, those first that take it most; only they can kill it. */
function suitesFor(mutant: Named, rehearsed: readonly RehearsedSuite[]): Rehearsed[] {
  const timesIn = (taken: RehearsedSuite["taken"]): number => changedBy(mutant).reduce((sum, one) => sum + (taken.get(one) ?? 0), 0);
  return rehearsed.map(({ job, names, reached, taken }) => ({ suite: { job, names, reached }, taken: timesIn(taken) }))
    .filter(({ taken }) => taken > 0).sort((left, right) => right.taken - left.taken).map(({ suite }) => suite);
}

/** The guards that do not break the very claim that names them. */
async function unbrokenGuards(
  pool: Pool, guards: Suite["facts"]["guards"], rehearsed: readonly RehearsedSuite[], mutants: ReadonlyMap<string, BenchMutant>,
  how: How, stop: AbortSignal,
): Promise<Bench["unbroken"]> {
  const open = guards.filter(({ mutant, claim }, i) => mutants.get(mutant)!.claim !== claim
    && guards.findIndex((other) => other.mutant === mutant && other.claim === claim) === i);
  const trials = await spread(pool, open, (helper, { mutant, claim }) =>
    tryOut(pool, helper, { suites: suitesFor(mutants.get(mutant)!, rehearsed), mutant, claim, ...how }), stop);
  return open.filter(({ claim }, i) => {
    const trial = trials[i];
    return trial !== undefined && !("killed" in trial && trial.killed.claim === claim);
  });
}

function explainedSurvivors(): Explained {
  const path = join(packageRoot, "properties", "survivors.json");
  return existsSync(path) ? readJson(path) as Explained : {};
}
