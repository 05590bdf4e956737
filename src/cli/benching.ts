/**
 * The mutation bench of one specification: every mutant against the suites, over the helpers.
 */
import type { Bench, BenchMutant, BenchWithin } from "../render/index.ts";
import type { Survivor } from "../kernels/index.ts";
import type { Progress } from "./progress.ts";
import { type How, type RehearsedSuite, type Suite, nameOf, rehearseAll } from "./rehearsing.ts";
import { spread } from "./spreading.ts";
import { type ChosenFaults, tryFaults } from "./weakening.ts";
import { HelperLost, Threw } from "../running/helper.ts";
import type { Pool } from "../running/pool.ts";
import type { KilledThere, NamedFault, NamedMutant, Questions, Rehearsed, Trial } from "../running/protocol.ts";

/** A mutant as it is known before it is tried. */
export type Named = NamedMutant;

/** The mutants of a specification. */
export interface Known extends Pick<BenchWithin, "fixed"> {
  readonly mutants: readonly Named[];
  readonly ofClaims: readonly NamedFault[];
}

/** The mutants to try, of all that are known. */
export interface Chosen extends Pick<BenchWithin, "texts" | "fixed" | "derived" | "ofEach"> {
  readonly mutants: readonly Named[];
  readonly ofClaims: ChosenFaults;
  /** All mutants by name. */
  readonly known: ReadonlyMap<string, Named>;
}

const isWithin = ({ tier }: Named): boolean => tier === "within";

/** A mutant within a sentence is tried in so many traces of each suite that reach it: nearly all that are killed die in these. */
const tracesWithin = 50;

/** Survivors that somebody has looked at, with why they survive. */
type Explained = Readonly<Record<string, Survivor>>;

/** The mutants of all suites, each once: suites may run a part of the specification. */
export async function allMutants(pool: Pool, suites: readonly Suite[]): Promise<Known> {
  const known = new Map<string, Named>();
  const fixed = new Map<string, Known["fixed"][number]>();
  const faults = new Map<string, NamedFault>();
  for (const { job } of suites) {
    const its = await pool.helper().ask("mutants", { job });
    for (const one of its.fixed) fixed.set(one.text, one);
    for (const one of its.ofClaims) faults.set(one.name, one);
    for (const mutant of its.mutants) {
      const changes = [...new Set([...known.get(mutant.name)?.changes ?? [], ...mutant.changes ?? []])];
      known.set(mutant.name, mutant.changes === undefined ? mutant : { ...mutant, changes });
    }
  }
  return { mutants: [...known.values()], fixed: [...fixed.values()], ofClaims: [...faults.values()] };
}

/** The operations whose sentences a mutant changes. */
const changedBy = ({ operation, changes = [operation] }: Named): readonly string[] => changes;

/**
 * Tries the mutants. When the run is stopped, the bench is of those that were tried until then. Throws a Refusal when a suite fails without
 * any mutant.
 */
export async function runBench(
  pool: Pool, suites: readonly Suite[], { mutants, ofClaims, known, ...within }: Chosen, how: How, progress: Progress, stop: AbortSignal,
): Promise<Bench> {
  const specification = suites[0]!.facts.specification.name;
  const taking = suites.filter(({ facts }) => ofClaims.faults.length > 0
    || mutants.some((mutant) => changedBy(mutant).some((one) => facts.operations.includes(one))));
  const told = { ...progress, show: (text: string) => progress.show(`${specification}: ${text}`) };
  const explained: Explained = Object.assign({}, ...suites.map(({ facts }) => facts.survivors));
  const rehearsed = await rehearseAll(pool, taking, how, told, stop);
  const judged = rehearsed === null ? [] : await judgeAll(pool, rehearsed, { mutants, explained }, how, told, stop);
  const whole = judged.filter((mutant) => !isWithin(mutant));
  const names = new Map(judged.map((mutant) => [mutant.name, mutant]));
  const faulty = new Set(ofClaims.faults.flatMap((fault) => fault.claims));
  const guards = taking.flatMap(({ facts }) => facts.guards).filter(({ mutant, claim }) => names.has(mutant) || faulty.has(claim));
  const { broken, unbroken } = rehearsed === null ? { broken: [], unbroken: [] }
    : await triedGuards(pool, guards, rehearsed, known, names, how, stop);
  const claims = await tryFaults(pool, rehearsed ?? [], ofClaims, whole, broken, how, told, stop);
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
    claims,
    unbroken: unbroken.filter(({ mutant }) => names.has(mutant)),
    stale: Object.keys(explained).filter((name) => ["killed", "commutes"].includes(names.get(name)?.became ?? "")),
  };
}

/** What became of the mutants, as far as the run comes. */
async function judgeAll(
  pool: Pool, rehearsed: readonly RehearsedSuite[],
  { mutants, explained }: { readonly mutants: readonly Named[]; readonly explained: Explained },
  how: How, progress: Progress, stop: AbortSignal,
): Promise<BenchMutant[]> {
  const differing = new Set(rehearsed.flatMap((one) => one.differing));
  const commuting = new Set(rehearsed.flatMap((one) => one.same).filter((name) => !differing.has(name)));
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

/** Where guards break the very claim that names them, and which of them do not. */
async function triedGuards(
  pool: Pool, guards: Suite["facts"]["guards"], rehearsed: readonly RehearsedSuite[], known: ReadonlyMap<string, Named>,
  judged: ReadonlyMap<string, BenchMutant>, how: How, stop: AbortSignal,
): Promise<{ readonly broken: readonly KilledThere[]; readonly unbroken: Bench["unbroken"] }> {
  const all = guards.filter(({ mutant, claim }, i) => known.has(mutant)
    && guards.findIndex((other) => other.mutant === mutant && other.claim === claim) === i);
  const where = (killed: Partial<KilledThere> | undefined, { mutant, claim }: (typeof all)[number]): KilledThere | null =>
    killed?.claim !== claim || killed.suite === undefined || killed.trace === undefined ? null
      : { mutant, claim, suite: killed.suite, trace: killed.trace };
  const first = all.map((guard) => where(judged.get(guard.mutant), guard));
  const open = all.filter((_, i) => first[i] === null);
  const trials = await spread(pool, open, (helper, { mutant, claim }) =>
    tryOut(pool, helper, { suites: suitesFor(known.get(mutant)!, rehearsed), mutant, claim, ...how }), stop);
  const then = open.map((guard, i) => where(trials[i] !== undefined && "killed" in trials[i] ? trials[i].killed : undefined, guard));
  return {
    broken: [...first, ...then].filter((one) => one !== null),
    unbroken: open.filter((_, i) => trials[i] !== undefined && then[i] === null),
  };
}
