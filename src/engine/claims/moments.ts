/**
 * What claims over steps are given. A moment and its step have no other names than theirs, so that a misspelt one is a fault,
 * and what several claims are given in turn stays as it is: one that is replaced would speak of another step to the next claim.
 */
import type { Step } from "../../language/invariant.ts";
import type { Model } from "../model.ts";
import { raise } from "../stepping/noting.ts";
import type { OperationRunner } from "../stepping/operation-runner.ts";
import type { Memory, RowView } from "../world/rows.ts";
import { nothingElse } from "../world/unknown-names.ts";

type World = Memory["world"];

/** A step as claims see it. */
class SeenStep implements Step {
  readonly operation: string;
  readonly outcome: string;
  readonly answer: string;
  readonly refused: boolean;
  readonly args: Readonly<Record<string, unknown>>;

  constructor(operation: string, outcome: string, answer: string, refused: boolean, args: Readonly<Record<string, unknown>>) {
    this.operation = operation;
    this.outcome = outcome;
    this.answer = answer;
    this.refused = refused;
    this.args = args;
  }
}

/** The two sides of a step. */
export class StepView {
  readonly before: World;
  readonly after: World;
  readonly step: Step;
  readonly facts: unknown;

  constructor(before: World, after: World, step: Step, facts: unknown) {
    this.before = before;
    this.after = after;
    this.step = step;
    this.facts = facts;
  }
}

/** A step with one row that it changed. */
export class ChangeView extends StepView {
  readonly was: RowView;
  readonly is: RowView;

  constructor({ before, after, step, facts }: StepView, was: RowView, is: RowView) {
    super(before, after, step, facts);
    this.was = was;
    this.is = is;
  }
}

Object.setPrototypeOf(SeenStep.prototype, nothingElse("a step", "part", ["operation", "outcome", "answer", "refused", "args"]));
Object.setPrototypeOf(StepView.prototype, nothingElse("a moment", "part", ["before", "after", "step", "facts", "was", "is"]));

/** A step as claims see it, with its arguments by name. */
export function stepWith({ steppers }: Model, operation: number, outcome: number, args: Readonly<Record<string, unknown>>): Step {
  return stepOfRunner(steppers[operation]!, outcome, args);
}

/** A step of one operation as claims see it. */
export function stepOfRunner(
  { operation: { name }, outcomes, answers, refusals }: OperationRunner, outcome: number, args: Readonly<Record<string, unknown>>,
): Step {
  return new SeenStep(name, outcomes[outcome]!, answers[outcome]!, outcome < refusals, args);
}

/** The moment of a step that leads from the model's state before to its present one. */
export function momentOf({ before, now, system }: Model, step: Step): StepView {
  return new StepView(before.world, now.world, step, system.facts);
}

/** Sees to it that claims have left a moment as it was. */
export function seeUnreplaced(moment: StepView, model: Model, operation: number, outcome: number, step: Step, args: unknown): void {
  const { before, now, system, steppers } = model;
  const { operation: { name }, outcomes, answers, refusals } = steppers[operation]!;
  if (moment.step === step && moment.before === before.world && moment.after === now.world && moment.facts === system.facts
    && step.operation === name && step.outcome === outcomes[outcome] && step.answer === answers[outcome]
    && step.refused === outcome < refusals && step.args === args) return;
  raise("not only read", "a reason or a seen replaces a part of the step that it is given");
}
