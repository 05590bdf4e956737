/**
 * Evaluates the claims after each step, in the order in which the specification lists them.
 * This is the only place where claims meet a running model; checking, shrinking and replay share it.
 */
import { SpecificationFault } from "../language/fault.ts";
import type { Step } from "../language/invariant.ts";
import type { Choose } from "../language/operation.ts";
import type { Claim, StepView } from "./claims.ts";
import { type Model, restart } from "./model.ts";
import type { Random } from "./random.ts";
import { type TraceStep, chooseFrom, takeStep } from "./trace.ts";

/** A broken claim. */
export interface Violation {
  /** The invariant's name, or `the specification is sound` for a fault of the specification. */
  readonly claim: string;
  /** The step after which it broke: 1 for the first; 0 for the initial state. */
  readonly at: number;
  readonly operation: string;
  readonly outcome: string;
  readonly why: string;
  /** For a claim over two runs: the row that observed the difference. */
  readonly observer?: number;
}

/** The name under which faults of the specification are reported, as if it were a claim. */
export const soundness = "the specification is sound";

/** Told what is being evaluated, so that a watchdog can name what loops. */
export interface Watch {
  /** Called before a claim is evaluated, with its place in the list, or -1 before an operation. */
  enter(claim: number, operation: number): void;
}

/** Keeps count of what claims saw in one trace. */
export interface Sightings {
  /** By claim: how often it was evaluated. */
  readonly checked: Float64Array;
  /** By claim and `seen`: whether it came true in this trace. */
  readonly seen: readonly Uint8Array[];
}

/** Fresh counters for a model's claims. */
export function sightingsFor(model: Model): Sightings {
  return {
    checked: new Float64Array(model.claims.length),
    seen: model.claims.map(({ seen }) => new Uint8Array(seen.length)),
  };
}

/** Checks the initial state. */
export function checkState(model: Model, sightings: Sightings, watch?: Watch): Violation | null {
  return checkClaims(model, null, 0, "", "", sightings, watch);
}

/**
 * Runs a step and checks every claim after it.
 * A fault of the specification comes back as a violation of `soundness`.
 */
export class StepChecker {
  private readonly model: Model;
  private readonly sightings: Sightings;
  private readonly watch: Watch | undefined;
  outcome = 0;

  constructor(model: Model, sightings: Sightings, watch?: Watch) {
    this.model = model;
    this.sightings = sightings;
    this.watch = watch;
  }

  /** Takes the step and checks; open choices come from `choose`, else from the step itself. */
  run(step: TraceStep, at: number, choose: Choose = chooseFrom(step.choices)): Violation | null {
    const { model, watch } = this;
    watch?.enter(-1, step.operation);
    const stepper = model.steppers[step.operation]!;
    if (model.hasStepClaims) model.before.words.set(model.now.words);
    try {
      this.outcome = stepper.run(step.args, choose);
    } catch (error) {
      if (!(error instanceof SpecificationFault)) throw error;
      this.outcome = -1;
      return { claim: soundness, at, operation: stepper.operation.name, outcome: error.code, why: error.message };
    }
    const view = model.hasStepClaims ? viewOf(model, step, this.outcome) : null;
    return checkClaims(model, view, at, stepper.operation.name, stepper.outcomes[this.outcome]!, this.sightings, watch, step.operation);
  }
}

/** A step as claims see it. */
export function stepOf(model: Model, { operation, args }: TraceStep, outcome: number): Step {
  const stepper = model.steppers[operation]!;
  return {
    operation: stepper.operation.name,
    outcome: stepper.outcomes[outcome]!,
    answer: stepper.answers[outcome]!,
    refused: outcome < stepper.refusals,
    args: Object.fromEntries(stepper.args.map(({ name, decode }, i) => [name, decode(args[i]!)])),
  };
}

function viewOf(model: Model, step: TraceStep, outcome: number): StepView {
  return { before: model.before.world, after: model.now.world, step: stepOf(model, step, outcome), facts: model.system.facts };
}

function checkClaims(
  model: Model, view: StepView | null, at: number, operation: string, outcome: string,
  sightings: Sightings, watch: Watch | undefined, operationIndex = -1,
): Violation | null {
  const { claims } = model;
  try {
    for (let c = 0; c < claims.length; c++) {
      const claim = claims[c]!;
      watch?.enter(c, operationIndex);
      let why: string | null = null;
      if (claim.state !== undefined) {
        sightings.checked[c]!++;
        why = claim.state();
      } else if (claim.step !== undefined && view !== null) {
        sightings.checked[c]!++;
        why = claim.step(view);
      }
      if (why !== null) return { claim: claim.name, at, operation, outcome, why };
      noteSeen(model, c, view, sightings.seen[c]!);
    }
  } catch (error) {
    if (error instanceof SpecificationFault) return { claim: soundness, at, operation, outcome, why: error.message };
    throw error;
  }
  return null;
}

function noteSeen(model: Model, c: number, view: StepView | null, seen: Uint8Array): void {
  const claim = model.claims[c]!;
  for (let s = 0; s < seen.length; s++) {
    if (seen[s] === 1) continue;
    const at = claim.seenInSteps ? view : model.now.world;
    if (at !== null && claim.seen[s]!.holds(at, model.system.facts)) seen[s] = 1;
  }
}

/**
 * Checks the claims over two runs: the trace is repeated without the steps that one observer must not learn of, and
 * what the observer sees is compared after each step. `twin` is a model of the same specification with worlds of its own.
 */
export function checkTwoRuns(
  model: Model, twin: Model, steps: readonly TraceStep[], observerOf: (rows: number, claim: number) => number,
  sightings: Sightings, watch?: Watch,
): Violation | null {
  for (let c = 0; c < model.claims.length; c++) {
    const { invariant, twoRuns, name } = model.claims[c]!;
    if (twoRuns === undefined) continue;
    const rows = model.now.world[invariant.each!]!.length;
    if (rows === 0) continue;
    watch?.enter(c, -1);
    sightings.checked[c]!++;
    const id = observerOf(rows, c);
    const broken = compareRuns(model, twin, steps, invariant.each!, id, twoRuns);
    if (broken !== null) return { claim: name, observer: id, ...broken };
  }
  return null;
}

function compareRuns(
  model: Model, twin: Model, steps: readonly TraceStep[], table: string, id: number,
  rule: NonNullable<Claim["twoRuns"]>,
): Omit<Violation, "claim" | "observer"> | null {
  const facts = model.system.facts;
  const observer = model.now.world[table]![id]!;
  const other = twin.now.world[table]![id]!;
  restart(model);
  restart(twin);
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]!;
    const outcome = takeStep(model, step);
    const seen = stepOf(model, step, outcome);
    const hidden = rule.hidden(observer, seen, facts);
    const at = { at: i + 1, operation: seen.operation, outcome: seen.outcome };
    if (!hidden) {
      const answer = stepOf(twin, step, takeStep(twin, step)).answer;
      if (answer !== seen.answer && rule.hears(observer, seen, facts))
        return { ...at, why: `${table} ${id} is told "${seen.answer}", but "${answer}" when the steps hidden from it are left out` };
    }
    const here = rule.view(observer, model.now.world, facts);
    const there = rule.view(other, twin.now.world, facts);
    const differing = here.findIndex((value, v) => value !== there[v]);
    if (differing >= 0 || here.length !== there.length)
      return { ...at, why: `${table} ${id} sees ${String(here[differing])} where it would see ${String(there[differing])} without the hidden steps` };
  }
  return null;
}

/** Draws the numbers that `choose` asks for, and remembers them. */
export function drawingChoices(random: Random, into: number[]): (n: number) => number {
  return (n) => {
    const drawn = random.below(n);
    into.push(drawn);
    return drawn;
  };
}
