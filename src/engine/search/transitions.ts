/**
 * Takes every call of every operation from one state, counts how they ended, and asks the claims over steps that are not
 * settled by the outcome. What goes wrong is only noticed: whoever wants to know more takes the calls one by one.
 */
import { SpecificationFault } from "../../language/fault.ts";
import type { Step } from "../../language/invariant.ts";
import { type Watch, addSettled, noReasons } from "../claims/checking.ts";
import { ClaimThrew } from "../claims/claims.ts";
import { callsLike } from "./call-enumeration.ts";
import { type Expand, compileExpansion } from "./expanding.ts";
import type { Model } from "../model.ts";
import { momentOf, seeUnreplaced, stepWith } from "../claims/moments.ts";
import { caught, noted, raiseNoted } from "../stepping/noting.ts";

const known = new WeakMap<Model, Transitions>();

/** The transitions of a model, whose code is generated once. One search at a time may use them. */
export function transitionsOf(model: Model): Transitions {
  let transitions = known.get(model);
  if (transitions === undefined) known.set(model, transitions = new Transitions(model));
  return transitions;
}

export class Transitions {
  /** By operation and outcome: calls that ended so. */
  readonly counts: readonly Float64Array[];
  /** By place in `seenInSteps`: 1 where it came true. */
  readonly seen: Uint8Array;
  /** By claim and reason: the calls and changes that it covered, but for calls of which the outcome settles it. */
  private readonly covered: number[][];
  /** Whether a call from the latest state broke a claim over steps or was a fault of the specification. */
  suspect = false;
  private readonly model: Model;
  private readonly expansions: ({ readonly expand: Expand; readonly isWhole: boolean } | null)[];
  private found: () => void = () => {};
  private watch: Watch | undefined;
  private forgiving = false;
  /** Whether the latest step broke a claim, so that nothing follows from it. */
  private dead = false;
  /** The operation whose calls are taken. */
  operation = -1;

  constructor(model: Model) {
    this.model = model;
    this.counts = model.steppers.map(({ outcomes }) => new Float64Array(outcomes.length));
    this.seen = new Uint8Array(model.seenInSteps.length);
    this.covered = noReasons(model);
    this.expansions = model.steppers.map(() => null);
  }

  /**
   * Begins a search. `found` is told of every step that was taken, with the state after it as the model's present one. To
   * the forgiving, a step whose claims throw leads nowhere; otherwise ClaimThrew comes out.
   */
  begin(found: () => void, forgiving: boolean, watch: Watch | undefined): void {
    [this.found, this.forgiving, this.watch] = [found, forgiving, watch];
    if (this.model.waits !== null) this.model.waits.watch = watch;
    for (const counts of this.counts) counts.fill(0);
    this.seen.fill(0);
    for (const counts of this.covered) counts.fill(0);
  }

  /** Takes every call from the present state, which the model keeps as the state before, too. */
  takeAll(): void {
    this.suspect = false;
    for (const operation of this.model.possible) {
      this.operation = operation;
      this.watch?.enter(-1, operation);
      noted.fault = null;
      try {
        this.expansionOf(operation)();
        if (noted.fault !== null) raiseNoted();
      } catch (error) {
        this.model.now.gate.isOpen = false;
        this.putBack();
        this.dead = false;
        if (error instanceof ClaimThrew && !this.forgiving) throw error;
        this.suspect = true;
        this.takeSingly(operation);
      }
    }
  }

  /** All calls, refused ones among them. */
  get calls(): number { return this.sum(() => true); }
  /** Calls that were not refused. */
  get steps(): number { return this.sum((outcome, refusals) => outcome >= refusals); }

  /** By claim and reason: the calls and changes that it covered. */
  get reasons(): number[][] {
    const reasons = this.covered.map((counts) => [...counts]);
    addSettled(this.model, this.counts, reasons, this.watch);
    return reasons;
  }

  private sum(counted: (outcome: number, refusals: number) => boolean): number {
    return this.counts.reduce((all, counts, o) =>
      counts.reduce((sum, count, i) => counted(i, this.model.steppers[o]!.refusals) ? sum + count : sum, all), 0);
  }

  /** The code of an operation; once the names that `look` gives are known it is made anew. */
  private expansionOf(operation: number): Expand {
    const known = this.model.steppers[operation]!.lookedUp !== null;
    const { [operation]: made = null } = this.expansions;
    if (made !== null && made.isWhole === known) return made.expand;
    const expand = this.compiled(operation);
    this.expansions[operation] = { expand, isWhole: known };
    return expand;
  }

  private compiled(operation: number): Expand {
    const { now, before, steppers, system } = this.model;
    const stepper = steppers[operation]!;
    const asks = this.model.asking.of(this.model, operation, this.watch);
    const judged = asks.map(({ claims: some, seen, coveredChanges }) => some.length + seen.length + coveredChanges.length > 0);
    const counts = this.counts[operation]!;
    const moved = (): void => {
      if (noted.fault !== null) raiseNoted();
      if (this.dead) this.dead = false;
      else this.found();
      this.putBack();
    };
    const judge = (outcome: number, args: Step["args"]): void => this.judge(outcome, args);
    return compileExpansion(stepper, now, system.facts, {
      counts, judged, moved, judge,
      singly: (given) => void callsLike(this.model, before.words, operation, given, (_, args, choose) => {
        const outcome = stepper.run(args, choose);
        counts[outcome]!++;
        if (judged[outcome]!) judge(outcome, stepper.argumentsNamed(args));
        if (outcome >= stepper.refusals) moved();
        return false;
      }),
    });
  }

  private putBack(): void {
    const { now, before } = this.model;
    const [to, from] = [now.words, before.words];
    if (from.length > 64) to.set(from);
    else for (let i = 0; i < from.length; i++) to[i] = from[i]!;
  }

  /** Asks the claims and sightings over a step that its outcome does not settle. */
  private judge(outcome: number, args: Step["args"]): void {
    const { claims: asked, seen, coveredChanges } = this.model.asking.of(this.model, this.operation, this.watch)[outcome]!;
    const { claims, seenInSteps, changes, now, before, system: { facts } } = this.model;
    const refused = outcome < this.model.steppers[this.operation]!.refusals;
    const its = stepWith(this.model, this.operation, outcome, args);
    const view = momentOf(this.model, its);
    if (!refused && changes !== null) changes.compare(before.words, now.words);
    for (const { claim, reason } of coveredChanges) this.covered[claim]![reason]! += claims[claim]!.changed!(changes!);
    let at = -1;
    try {
      for (let i = 0; i < asked.length; i++) {
        at = asked[i]!;
        this.watch?.enter(at, this.operation);
        const { step, change } = claims[at]!;
        if ((step !== undefined ? step(view, this.covered[at]) : change!(view, changes!, this.covered[at])) === null) continue;
        this.suspect = true;
        this.dead = !refused;
      }
      for (let i = 0; i < seen.length; i++) {
        const s = seen[i]!;
        if (this.seen[s] === 1) continue;
        at = seenInSteps[s]!.claim;
        this.watch?.enter(at, this.operation);
        if (seenInSteps[s]!.holds(view, facts)) this.seen[s] = 1;
      }
      seeUnreplaced(view, this.model, this.operation, outcome, its, args);
    } catch (thrown) {
      const error = caught(thrown);
      if (error instanceof SpecificationFault) throw error;
      throw new ClaimThrew(claims[at]!.name, error);
    }
  }

  /** For an operation that is at fault somewhere: what can be taken of it is taken. */
  private takeSingly(operation: number): void {
    const stepper = this.model.steppers[operation]!;
    callsLike(this.model, this.model.before.words, operation, [], (_, args, choose) => {
      try {
        const outcome = stepper.run(args, choose);
        this.judge(outcome, stepper.argumentsNamed(args));
        if (outcome >= stepper.refusals && !this.dead) this.found();
      } catch (thrown) {
        const error = caught(thrown);
        if (!(error instanceof SpecificationFault || error instanceof ClaimThrew)) throw error;
      }
      this.dead = false;
      return false;
    });
    this.putBack();
  }
}
