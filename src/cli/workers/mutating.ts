/**
 * Mutants inside a helper: which there are, whether the suites see one, and which swaps of steps make no difference.
 */
import {
  type CampaignOptions, type Failure, type Model, type Mutant, type StrategyName, type Watch,
  addTally, chooseFrom, compile, emptyTally, mutantsOf, mutate, recompile, runChunk, shrink, tracesPerChunk,
} from "../../engine/index.ts";
import type { Choose } from "../../language/index.ts";
import type { Loaded } from "./load.ts";
import type { Job, Rehearsal, Trial } from "./protocol.ts";

/** All mutants of a job's specification. */
export function mutantNames({ model, catalogue }: Loaded): Pick<Mutant, "name" | "tier" | "operation">[] {
  return mutantsOf(model.specification, catalogue.crafted(model.specification))
    .map(({ name, tier, operation }) => ({ name, tier, operation }));
}

interface How {
  readonly seed: number;
  readonly traces?: number;
  readonly strategy?: StrategyName;
  readonly claim?: string;
}

/** Traces of every suite that are run before the rest of any: most mutants are killed within them. */
const firstTraces = 200;

/** Runs the jobs of one mutant, one suite each, until a claim breaks. */
export async function trial(
  jobs: readonly Job[], { seed, traces, strategy, claim }: How, load: (job: Job) => Promise<Loaded>, watch: Watch,
): Promise<Trial> {
  const runs = [];
  for (const job of jobs) {
    const {
      model,
      suite: {
        name,
        budget: { quick },
      },
    } = await load(job);
    const options = {
      seed,
      traces: traces ?? quick.traces,
      steps: quick.steps,
      watch,
      ...(strategy === undefined ? {} : { strategy }),
    };
    runs.push({ name, options, model: claim === undefined ? model : onlyClaim(model, claim) });
  }
  for (const [from, to] of [
    [0, firstTraces],
    [firstTraces, Infinity],
  ] as const)
    for (const { name, options, model } of runs) {
      const failure = firstFailure(model, { ...options, traces: Math.min(options.traces, to) }, from, claim);
      if (failure === null) continue;
      const { steps } = shrink(model, failure.steps, failure.violation, () => {}, watch);
      return { killed: true, suite: name, claim: failure.violation.claim, trace: failure.trace, length: steps.length };
    }
  return { killed: false };
}

function onlyClaim(model: Model, name: string): Model {
  const { specification, system } = model;
  return compile(
    { ...specification, invariants: specification.invariants.filter((invariant) => invariant.name === name) },
    system,
  );
}

/** The first trace from `first` on that breaks the claim, or any claim when none is given. */
function firstFailure(
  model: Model,
  options: CampaignOptions,
  first: number,
  claim: string | undefined,
): Failure | null {
  while (first < options.traces) {
    const { failure } = runChunk(model, options, first);
    if (failure !== null && (claim === undefined || failure.violation.claim === claim)) return failure;
    first = failure === null ? first + tracesPerChunk : failure.trace + 1;
  }
  return null;
}

/**
 * Runs the right text, and beside each execution of a case the same case with two steps swapped. Where outcome and
 * state are the same each time, no trace of this campaign can tell the swap from the right text.
 */
export function rehearse({ model }: Loaded, options: CampaignOptions): Rehearsal {
  const swaps = swapsOf(model);
  const compared = comparing(model, swaps);
  const sum = emptyTally(model);
  for (let first = 0; first < options.traces && sum.failure === null; first += tracesPerChunk)
    addTally(sum, runChunk(compared, options, first));
  const named = (same: boolean) => swaps.filter((swap) => swap.same === same).map(({ name }) => name);
  const taken = sum.outcomes.map((counts, o) =>
    [model.steppers[o]!.operation.name, counts.reduce((all, count) => all + count, 0)] as const);
  return {
    same: named(true), differing: named(false), taken: Object.fromEntries(taken),
    ...(sum.failure === null ? {} : { failed: sum.failure.violation.claim }),
  };
}

interface Swap {
  readonly name: string;
  readonly operation: number;
  readonly outcome: string;
  readonly model: Model;
  /** Whether both orders agreed so far; null before the case was taken. */
  same: boolean | null;
}

function swapsOf(model: Model): Swap[] {
  const { operations } = model.specification;
  return mutantsOf(model.specification, []).flatMap((mutant): Swap[] => {
    const lead = `${mutant.operation} / swap steps / `;
    if (!mutant.name.startsWith(lead)) return [];
    const operation = operations.findIndex(({ name }) => name === mutant.operation);
    const swapped = operations[operation]!.cases.find((one, i) => one.then !== mutant.mutated.cases[i]!.then)!;
    return [
      {
        name: mutant.name,
        operation,
        outcome: swapped.when,
        same: null,
        model: recompile(model, mutate(operations, mutant)),
      },
    ];
  });
}

/** The model with operations that try the swaps beside each execution, and leave the state as it was without them. */
function comparing(model: Model, swaps: readonly Swap[]): Model {
  const { now } = model;
  return {
    ...model,
    steppers: model.steppers.map((stepper, operation) => {
      const mine = swaps.filter((swap) => swap.operation === operation);
      if (mine.length === 0) return stepper;
      let codes: readonly number[] = [];
      return Object.create(stepper, {
        tryOut: { value: (tried: ArrayLike<number>) => {
          codes = Array.from(tried);
          return stepper.tryOut(tried);
        } },
        commit: { value: (choose: Choose) => {
          const before = now.words.slice();
          const choices: number[] = [];
          const outcome = stepper.commit((n) => { const chosen = choose(n); choices.push(chosen); return chosen; });
          const after = now.words.slice();
          for (const swap of mine) {
            if (swap.same === false || swap.outcome !== stepper.outcomes[outcome]) continue;
            now.words.set(before);
            swap.same = endsIn(swap, codes, choices, outcome) && now.words.every((word, i) => word === after[i]);
          }
          now.words.set(after);
          return outcome;
        } },
      }) as typeof stepper;
    }),
  };
}

function endsIn(
  { model, operation }: Swap,
  codes: ArrayLike<number>,
  choices: readonly number[],
  outcome: number,
): boolean {
  try {
    return model.steppers[operation]!.run(codes, chooseFrom(choices)) === outcome;
  } catch {
    // A swap that is a fault of the specification is not the same.
    return false;
  }
}
