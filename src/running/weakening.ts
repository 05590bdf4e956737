/**
 * Faults within claims, inside a helper: whether anything notices that a claim says something else. The right text does that breaks it now,
 * or a mutant that the claim killed and does not kill any more.
 */
import { type Model, type StrategyName, type Watch, learnNames, recompile, runChunk, saysTheSame } from "../engine/index.ts";
import type { Loaded, Loader } from "./load.ts";
import type { Job, KilledThere, Questions, Rehearsed, Weakened } from "./protocol.ts";

/** Asks it of one fault. The mutants come first, since each is run in one trace only. */
export async function weakened(
  { suites, mutant, kills, first, seed, strategy }: Questions["weakened"]["question"],
  load: (job: Job) => Promise<Loaded>, mutated: Loader["mutated"], watch: Watch,
): Promise<Weakened> {
  const how = { seed, watch, ...(strategy === undefined ? {} : { strategy }) };
  for (const kill of kills) {
    const loaded = await loadedFor(suites, kill, load);
    const killer = loaded === undefined ? undefined : await mutated(loaded, kill.mutant);
    const model = killer === undefined ? undefined : saying(loaded!, killer, mutant, [kill.claim]);
    if (model !== undefined && brokenIn(model, loaded!, how, kill.trace, kill.trace + 1) !== kill.claim) return { missed: kill.mutant };
  }
  let isSame = true;
  for (const { job, names } of suites) {
    const loaded = await load(job);
    learnNames(loaded.model, names);
    const model = saying(loaded, loaded.model, mutant);
    if (model === undefined) continue;
    const claim = brokenIn(model, loaded, how, 0, first);
    if (claim !== null) return { broken: claim };
    isSame &&= saysTheSame(loaded.model, wholly(loaded, mutant), watch);
  }
  return isSame ? { equivalent: true } : {};
}

/** The suite in which a mutant was killed. */
async function loadedFor(
  suites: readonly Rehearsed[], { suite }: KilledThere, load: (job: Job) => Promise<Loaded>,
): Promise<Loaded | undefined> {
  for (const { job, names } of suites) {
    const loaded = await load(job);
    if (loaded.suite.name !== suite) continue;
    learnNames(loaded.model, names);
    return loaded;
  }
  return undefined;
}

/** A model with the faulty claims alone, or with some of them; nothing where its specification does not have the text. */
function saying({ within }: Loaded, model: Model, mutant: string, claims?: readonly string[]): Model | undefined {
  const fault = within().ofClaims.find(({ name }) => name === mutant);
  if (fault === undefined) return undefined;
  const wanted = claims ?? fault.claims;
  const { operations } = model.specification;
  return recompile(model, operations, fault.faulty().invariants.filter(({ name }) => wanted.includes(name)));
}

/** The right text with all of its claims, faulty or not. */
function wholly({ within, model }: Loaded, mutant: string): Model {
  return recompile(model, model.specification.operations, within().ofClaims.find(({ name }) => name === mutant)!.faulty().invariants);
}

interface How {
  readonly seed: number;
  readonly strategy?: StrategyName;
  readonly watch: Watch;
}

/** The first claim that breaks in some traces; null where none does. */
function brokenIn(model: Model, { suite: { budget: { quick } } }: Loaded, how: How, first: number, last: number): string | null {
  for (let trace = first; trace < last; trace++) {
    const { failure } = runChunk(model, { ...how, steps: quick.steps, traces: trace + 1 }, trace);
    if (failure !== null) return failure.violation.claim;
  }
  return null;
}
