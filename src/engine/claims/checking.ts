/**
 * Runs steps on a model and evaluates the claims after each, those over the state first, then those over the step.
 * This is the only place where claims over states and steps meet a running model; checking, shrinking and replay share it.
 */
import { SpecificationFault } from "../../language/fault.ts";
import type { Step } from "../../language/invariant.ts";
import type { Choose } from "../../language/operation.ts";
import type { Changes } from "../world/changes.ts";
import { atFault } from "../../sentences/calls.ts";
import { ClaimThrew } from "./claims.ts";
import type { CompiledTraces } from "../code/traces-code.ts";
import { copyWords, hashWords } from "../world/digest.ts";
import { type Model, restart } from "../model.ts";
import { type StepView, momentOf, seeUnreplaced, stepWith } from "./moments.ts";
import { caught } from "../stepping/noting.ts";
import type { Asked } from "./relevance.ts";
import { Sightings } from "./seen-counts.ts";
import type { OperationRunner } from "../stepping/operation-runner.ts";
import { type TraceStep, chooseFrom } from "../traces/trace.ts";

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
  /** For a claim about progress: the row of which it is broken, and what else is to be said for that, a sentence each. */
  readonly row?: number;
  readonly reasons?: readonly string[];
  /** Why a replay cannot say for certain that it is broken. */
  readonly unsure?: string;
}

/** The name under which faults of the specification are reported, as if it were a claim. */
export const soundness = "the specification is sound";

/** Whether two violations are the same one: of one claim; for faults of the specification, the same fault of the same operation. */
export function isSame(a: Violation, b: Violation): boolean {
  return a.claim === b.claim && (a.claim !== soundness || (a.operation === b.operation && a.outcome === b.outcome));
}

/** Told what is being evaluated, so that a watchdog can name what loops. */
export interface Watch {
  /**
   * Called before a claim or its `seen` is evaluated, with its place in the list, and with -1 before an operation is run
   * or tried out; an operation of -1 is none in particular.
   */
  enter(claim: number, operation: number): void;
  /** Called before work of the engine itself, which evaluates no sentence and may take its time. */
  own?(): void;
}

/** Not attempted yet: the checker asks the operation itself whether it is refused. */
const unknown = -2;

/** Takes steps and checks every claim after each. A fault of the specification comes back as a violation of `soundness`. */
export class Checker {
  private readonly model: Model;
  readonly sightings: Sightings;
  private readonly watch: Watch | undefined;
  private readonly thorough: boolean;
  private readonly covered: number[][] | undefined;
  private readonly code: CompiledTraces | null;
  /** The outcome of the latest step; -1 for a fault. */
  outcome = 0;
  /** Whether the latest step was refused, and so changed nothing. */
  refused = false;
  /** Hash of the present state. */
  hash = 0;
  /** What the code of the latest step was answered where it chose. */
  private readonly answers: number[] = [];
  private choose: Choose = () => 0;
  private readonly answer: Choose = (n) => {
    const answer = this.choose(n);
    this.answers.push(answer);
    return answer;
  };
  private at = 0;
  private operation = -1;
  /** The claims and sightings that the latest outcome does not settle; null for all. */
  private asked: Asked | null = null;

  /**
   * A thorough checker evaluates every claim in every state, those that it remembers and those after a refusal too,
   * and sees to it that claims, `look` and checks only read. `covered` counts, by claim and reason, the steps and changes that
   * were judged; reasons that the outcome of a step settles are left to `addSettled`. Where there is `code`, it is asked first, and
   * counts what is covered itself.
   */
  constructor(model: Model, watch?: Watch, thorough = false, covered?: number[][], code: CompiledTraces | null = null) {
    this.model = model;
    this.code = code;
    this.covered = covered;
    this.sightings = new Sightings(model, watch);
    this.watch = watch;
    this.thorough = thorough;
    if (model.waits !== null) model.waits.watch = watch;
  }

  /** Puts the system into its initial state and checks that. */
  begin(): Violation | null {
    restart(this.model);
    this.code?.begin();
    this.code?.follow();
    this.at = 0;
    this.operation = -1;
    return this.judged(null, false);
  }

  /** Takes a step that is described in full. */
  take({ operation, args, choices }: TraceStep): Violation | null {
    return this.step(operation, args, chooseFrom(choices));
  }

  /**
   * Takes a step and checks. Whoever has just attempted this very call passes what came of it: the check that refused,
   * or -1 when all held.
   */
  step(operation: number, args: readonly number[], choose: Choose, attempted = unknown): Violation | null {
    const { model, sightings } = this;
    const stepper = model.steppers[operation]!;
    this.at++;
    this.operation = operation;
    this.watch?.enter(-1, operation);
    try {
      this.outcome = attempted === unknown ? this.attempt(stepper, args) : attempted;
      if (this.thorough && hashWords(model.now.words, 0) !== this.hash) throw new SpecificationFault("not only read",
        `"${stepper.operation.name}" changes the world in its "look" or in a check`);
      if (model.looksBack && this.code === null) copyWords(model.now.words, model.before.words);
      if (this.outcome < 0) this.outcome = this.commit(stepper, args, choose);
    } catch (thrown) {
      const error = caught(thrown);
      if (!(error instanceof SpecificationFault)) throw error;
      this.outcome = -1;
      return { ...this.violation(soundness, error.message), outcome: error.code };
    }
    const refused = this.refused = this.outcome < stepper.refusals;
    sightings.steps++;
    if (this.code !== null) return this.judgedByCode(this.code, args, refused);
    const asked = this.asked = this.thorough ? null : model.asking.of(model, operation, this.watch)[this.outcome]!;
    // Where the outcome settles all that looks at steps, nobody needs to see the step.
    const isSettled = asked !== null && asked.claims.length === 0 && (sightings.stepsLeft === 0 || asked.seen.length === 0);
    if (refused && isSettled) {
      sightings.states++;
      return null;
    }
    if (model.changes !== null && (!refused || this.thorough)) this.compareStates(model.changes, isSettled);
    return this.judged(model.looksBack && !isSettled ? this.momentOf(args) : null, refused && !this.thorough);
  }

  private attempt(stepper: OperationRunner, args: readonly number[]): number {
    const outcome = this.code?.trying.attempt(this.operation, args) ?? atFault;
    return outcome === atFault ? stepper.attempt(args) : outcome;
  }

  /** Completes a call; one that is at fault in code is taken again by the sentences, with the same answers to its choices. */
  private commit(stepper: OperationRunner, args: readonly number[], choose: Choose): number {
    if (this.code === null) return stepper.commit(choose);
    const { answers } = this;
    if (answers.length > 0) answers.length = 0;
    this.choose = choose;
    const outcome = this.code.commit(this.operation, args, this.answer);
    if (outcome !== atFault) return outcome;
    const tried = stepper.attempt(args);
    this.code.precede();
    const taken = tried >= 0 ? tried : stepper.commit((n) => answers.shift() ?? choose(n));
    this.code.follow();
    return taken;
  }

  /** Judges a step by code; what is broken or not understood is asked of the sentences. */
  private judgedByCode(code: CompiledTraces, args: readonly number[], refused: boolean): Violation | null {
    const { model, operation, outcome } = this;
    code.twoRuns?.note(outcome, refused);
    const { claimsLeft, seenLeft } = code.judging[operation]!;
    const isPermitted = code.permits(operation, args, outcome);
    this.asked = isPermitted ? { claims: claimsLeft, seen: seenLeft, covered: [], coveredChanges: [] } : null;
    const looks = model.looksBack && (!isPermitted || claimsLeft.length + seenLeft.length > 0);
    if (looks) copyWords(refused ? model.now.words : code.before, model.before.words);
    if (looks && model.changes !== null && !refused) model.changes.compare(model.before.words, model.now.words);
    return this.judged(looks ? this.momentOf(args) : null, refused);
  }

  /** Finds what the step changed, where that is looked at, and counts what its outcome settles. */
  private compareStates(changes: Changes, isSettled: boolean): void {
    const { model: { before, now, claims }, asked, covered } = this;
    const settled = covered === undefined || asked === null ? [] : asked.coveredChanges;
    if (isSettled && settled.length === 0) return;
    changes.compare(before.words, now.words);
    for (const { claim, reason } of settled) covered![claim]![reason]! += claims[claim]!.changed!(changes);
  }

  /** Evaluates the claims; of a refused call, which left the state as it was, only those that look at answers. */
  private judged(view: StepView | null, refused: boolean): Violation | null {
    const { model, sightings } = this;
    try {
      if (refused) sightings.states++;
      const broken = (refused ? null : this.judgeState()) ?? (view === null ? null : this.judgeStep(view, refused));
      if (broken === null) this.insist();
      return broken;
    } catch (thrown) {
      const error = caught(thrown);
      // Before the first claim only the lists of rows can be out of order, by whatever ran before.
      const name = model.claims[sightings.claim]?.name ?? "";
      if (!(error instanceof SpecificationFault)) throw new ClaimThrew(name, error);
      return this.violation(soundness, `${error.message} (in the invariant "${name}")`);
    }
  }

  private judgeState(): Violation | null {
    const { model, sightings } = this;
    const { known, claims, stateClaims } = model;
    const { words } = model.now;
    const hash = this.hash = hashWords(words, 0);
    const place = known.placeOf(hash);
    sightings.states++;
    model.waits?.addWaiting(sightings.waiting);
    if (this.thorough || !known.has(place, words)) {
      // What never returns in the initial state is named: the sentences are entered one by one.
      const asked = this.operation >= 0 && this.code?.statesHold() === true ? this.code.statesLeft : stateClaims;
      for (let i = 0; i < asked.length; i++) {
        const c = asked[i]!;
        this.enter(c);
        const why = claims[c]!.state!();
        if (why !== null) return this.violation(claims[c]!.name, why);
      }
      known.remember(place, words);
    }
    sightings.noteState(known, place, this.code);
    return null;
  }

  private judgeStep(view: StepView, refused: boolean): Violation | null {
    const { model, sightings } = this;
    const { claims, changes } = model;
    const { covered } = this;
    const { step } = view;
    const { args } = step;
    const stepClaims = this.asked?.claims ?? model.stepClaims;
    for (let i = 0; i < stepClaims.length; i++) {
      const c = stepClaims[i]!;
      const { name, step: judge, change } = claims[c]!;
      if (refused && change !== undefined) continue;
      this.enter(c);
      const why = judge !== undefined ? judge(view, covered?.[c]) : change!(view, changes!, covered?.[c]);
      if (why !== null) return this.violation(name, why);
    }
    sightings.noteStep(view, this.asked?.seen ?? null);
    seeUnreplaced(view, model, this.operation, this.outcome, step, args);
    return null;
  }

  /** The moment of the latest step; a thorough checker lets nobody replace an argument. */
  private momentOf(codes: readonly number[]): StepView {
    const { model, operation, outcome } = this;
    const args = model.steppers[operation]!.argumentsNamed(codes);
    return momentOf(model, stepWith(model, operation, outcome, this.thorough ? Object.freeze(args) : args));
  }

  /** Sees to it that the latest claim has only read. */
  private insist(): void {
    if (this.thorough && (hashWords(this.model.now.words, 0) !== this.hash || !this.model.now.isIntact))
      throw new SpecificationFault("not only read", "a claim or its seen changes the world");
  }

  private enter(claim: number): void {
    this.insist();
    this.sightings.claim = claim;
    this.watch?.enter(claim, this.operation);
  }

  private violation(claim: string, why: string): Violation {
    const stepper = this.operation < 0 ? undefined : this.model.steppers[this.operation]!;
    return { claim, at: this.at, operation: stepper?.operation.name ?? "", outcome: stepper?.outcomes[this.outcome] ?? "", why };
  }
}

/** Adds to `covered` what the outcomes of steps settle: the claims over steps that need not look at them. */
export function addSettled(model: Model, outcomes: readonly ArrayLike<number>[], covered: readonly number[][], watch?: Watch): void {
  outcomes.forEach((counts, operation) => {
    for (let o = 0; o < counts.length; o++) {
      if (counts[o] === 0) continue;
      for (const { claim, reason } of model.asking.of(model, operation, watch)[o]!.covered) covered[claim]![reason]! += counts[o]!;
    }
  });
}

/** Zeros, by claim and reason. */
export const noReasons = ({ claims }: Pick<Model, "claims">): number[][] => claims.map(({ reasons }) => reasons.map(() => 0));

/** A step as claims see it. */
export function stepOf(model: Model, operation: number, args: readonly number[], outcome: number): Step {
  return stepWith(model, operation, outcome, model.steppers[operation]!.argumentsNamed(args));
}
