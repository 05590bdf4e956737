/**
 * Mutants inside a helper: which there are, and whether the suites see one.
 */
import {
  type CampaignOptions, type Failure, type Model, type MutantWithin, type StrategyName, type Watch,
  compile, learnNames, mutantsOf, runChunk, tracesReaching, unnoticed, saysTheSame, withoutNeedless,
} from "../engine/index.ts";
import { type Operation, SpecificationFault } from "../language/index.ts";
import type { Loaded, Loader } from "./load.ts";
import { atSource } from "./placing.ts";
import type { Job, MutantsKnown, PlaceInFile, Rehearsed, Trial, UnnoticedInSuites } from "./protocol.ts";

/** All mutants of a job's specification. */
export function mutantsKnown({ model, catalogue, within }: Loaded): MutantsKnown {
  const whole = mutantsOf(model.specification, catalogue.crafted(model.specification));
  const { mutants, ofClaims, fixed } = within();
  const places = new Map<string, PlaceInFile | undefined>();
  const placeOf = ({ text, place }: MutantWithin): { readonly at?: PlaceInFile } => {
    if (!places.has(text)) places.set(text, place === undefined ? undefined : atSource(place));
    const at = places.get(text);
    return at === undefined ? {} : { at };
  };
  return { fixed, mutants: [
    ...whole.map(({ name, tier, operation, mutated }) => ({ name, tier, operation, ...operationsOf(mutated, operation) })),
    ...mutants.map((one) => {
      const { name, tier, operation, text, changes } = one;
      return { name, tier, operation, text, changes, ...placeOf(one) };
    }),
  ], ofClaims: ofClaims.map((one) => ({ name: one.name, text: one.text, claims: one.claims, ...placeOf(one) })) };
}

/** The operations of a mutant, where they are others than the one that it is called after: those that call a routine. */
function operationsOf(mutated: readonly Operation[], operation: string): { readonly changes?: readonly string[] } {
  const changes = mutated.map(({ name }) => name);
  return changes.length === 1 && changes[0] === operation ? {} : { changes };
}

interface How {
  readonly mutant: string;
  readonly seed: number;
  readonly traces?: number;
  readonly strategy?: StrategyName;
  readonly claim?: string;
  readonly first?: number;
}

/** Traces of every suite that are run before the rest of any: most mutants are killed within them. */
const firstTraces = 200;

/** Traces of every suite in which a mutant that survives is compared with the right text: what differs shows in the first of them. */
const comparedMost = 200;

/** One suite with the mutant in it. */
interface Run {
  readonly suite: string;
  readonly right: Model;
  readonly model: Model;
  readonly reached: Int32Array;
  readonly options: CampaignOptions;
}

/**
 * Runs one mutant in every suite until a claim breaks, in those traces only that reach what it changes. With `first`, in so many of each
 * suite, and then it is asked whether the mutant says the same as the right text.
 */
export async function trial(
  suites: readonly Rehearsed[], { first = Infinity, ...how }: How, load: (job: Job) => Promise<Loaded>, mutated: Loader["mutated"],
  watch: Watch,
): Promise<Trial> {
  const runs: Run[] = [];
  const having: Rehearsed[] = [];
  for (const suite of suites) if (first === Infinity || isWithin(await load(suite.job), how.mutant)) having.push(suite);
  // A mutant within the boot is run while it is made ready.
  const notBooted = (error: unknown): string => {
    if (first < Infinity && error instanceof SpecificationFault) return error.message;
    throw error;
  };
  for (const [from, to] of [[0, Math.min(firstTraces, first)], [firstTraces, first]] as const)
    for (const [i, suite] of having.entries()) {
      // Most mutants are killed in the first suite, so that the others need not be made ready.
      if (i === runs.length) {
        const made = await runOf(suite, how, await load(suite.job), mutated, watch).catch(notBooted);
        if (typeof made === "string") return { killed: { claim: `(${made})` } };
        runs.push(made);
      }
      const run = runs[i]!;
      const failure = firstFailure(run, from, to, how.claim);
      if (failure === null) continue;
      const { trace, violation } = failure;
      const { length } = withoutNeedless(run.model, failure.steps, violation, watch);
      return { killed: { suite: run.suite, claim: violation.claim, trace, length } };
    }
  if (how.claim !== undefined) return {};
  const missed = unnoticedIn(runs, first);
  // What differs is not equivalent.
  const mayBeSame = first < Infinity && missed.columns.length === 0 && !missed.answer && !missed.outcome;
  return mayBeSame && runs.every(({ right, model }) => saysTheSame(right, model, watch)) ? { equivalent: true } : { unnoticed: missed };
}

/** Whether a job has a mutant within sentences: what the boot of one job alone calls, sentences of another may call. */
const isWithin = ({ within }: Loaded, mutant: string): boolean => within().mutants.some(({ name }) => name === mutant);

async function runOf(
  { names, reached }: Rehearsed, { mutant, claim, ...how }: How, loaded: Loaded, mutated: Loader["mutated"], watch: Watch,
): Promise<Run> {
  const { model: right, suite: { name, budget: { quick } } } = loaded;
  learnNames(right, names);
  const model = await mutated(loaded, mutant);
  return {
    suite: name, right, reached,
    model: claim === undefined ? model : onlyClaim(model, claim),
    options: { traces: quick.traces, steps: quick.steps, ...how, watch },
  };
}

function onlyClaim({ specification, system }: Model, name: string): Model {
  return compile({ ...specification, invariants: specification.invariants.filter((invariant) => invariant.name === name) }, system);
}

/** The first of the traces from `from` up to `to` that breaks the claim, or any claim when none is given. */
function firstFailure({ right, model, reached, options }: Run, from: number, to: number, claim: string | undefined): Failure | null {
  for (const trace of tracesReaching(right, model, reached, from, Math.min(to, options.traces))) {
    const { failure } = runChunk(model, { ...options, traces: trace + 1 }, trace);
    if (failure !== null && (claim === undefined || failure.violation.claim === claim)) return failure;
  }
  return null;
}

/** What a mutant does otherwise in traces that no claim minds. */
function unnoticedIn(runs: readonly Run[], first: number): UnnoticedInSuites {
  const columns = new Set<string>();
  const sum = { reaching: 0, compared: 0, answer: false, outcome: false };
  for (const { right, model, reached, options } of runs) {
    const traces = [...tracesReaching(right, model, reached, 0, Math.min(first, options.traces))];
    const found = unnoticed(right, model, options, traces.slice(0, comparedMost));
    sum.reaching += traces.length;
    sum.compared += found.compared;
    sum.answer ||= found.answer;
    sum.outcome ||= found.outcome;
    for (const column of found.columns) columns.add(column);
  }
  return { ...sum, columns: [...columns].sort() };
}
