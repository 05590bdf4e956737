/**
 * Runs by the sentences what breaks a claim about progress: the steps of the way, and of the loop, that it closes, and that it is fair.
 * A search tells nothing that does not come again so, and a replay asks the same.
 */
import type { Violation, Watch } from "../claims/checking.ts";
import { callsLike, everyCall } from "../search/call-enumeration.ts";
import { ClaimThrew } from "../claims/claims.ts";
import { sameWords } from "../world/digest.ts";
import { type Model, restart } from "../model.ts";
import { caught } from "../stepping/noting.ts";
import { type Found, Unrepeatable, callInto } from "../search/path-reconstruction.ts";
import { rowName } from "../traces/replay.ts";
import { type TraceStep, takeStep } from "../traces/trace.ts";
import { type FairOperation, type ProgressClaim, fairOf } from "./claims.ts";
import type { BrokenProgress } from "./deciding.ts";

/** A run of steps, and for a claim that waits for something the steps that it repeats for ever, none where it stands still. */
export interface ProgressRun {
  /** The claim's place in the list, and the row of which it is broken, or -1. */
  readonly claim: number;
  readonly row: number;
  readonly steps: readonly TraceStep[];
  readonly loop?: readonly TraceStep[];
}

/** Calls that are taken at most to see that no way leads on. */
const callsMost = 300_000;

type Meaning = (label: number) => { readonly operation: number; readonly actor: number | null } | null;

/** The steps of what breaks a claim on the graph; throws Unrepeatable where the sentences say otherwise. */
export function foundAgain(
  model: Model, claim: number, { row, stem, loop }: BrokenProgress, meaning: Meaning, stateOf: (state: number) => Int32Array, watch?: Watch,
): Found {
  const [way, round] = [stem.map(stateOf), loop?.map(({ target, label }) => ({ target: stateOf(target), label }))];
  restart(model);
  const into = (target: Int32Array, label: number): TraceStep => {
    const wanted = meaning(label);
    const step = callInto(model, () => sameWords(model.now.words, target), wanted === null ? model.possible : [wanted.operation],
      wanted === null || wanted.actor === null ? [] : [wanted.actor]);
    if (step === null) throw new Unrepeatable("a state of the search cannot be reached again from the state before it");
    return step;
  };
  const steps = way.slice(1).map((target) => into(target, 0));
  const its = round?.map(({ target, label }) => into(target, label));
  const run = { claim, row, steps, ...(its === undefined ? {} : { loop: its }) };
  const violation = progressViolation(model, run, watch);
  if (violation === null) throw new Unrepeatable(`what breaks "${model.claims[claim]!.name}" among the states that were found does not when its steps are taken again`);
  return { steps, violation, ...(its === undefined ? {} : { loop: its }) };
}

/** How a run breaks its claim; null where it does not. */
export function progressViolation(model: Model, run: ProgressRun, watch?: Watch): Violation | null {
  const { name, progress } = model.claims[run.claim]!;
  watch?.enter(run.claim, -1);
  try {
    const why = new Runner(model, run, progress!).why(watch);
    if (why === null) return null;
    return { claim: name, at: run.steps.length, operation: "", outcome: "", ...why, ...(run.row < 0 ? {} : { row: run.row }) };
  } catch (thrown) {
    if (thrown instanceof Unrepeatable) throw thrown;
    throw new ClaimThrew(name, caught(thrown));
  }
}

/** One that a row acts in, or any. */
interface FairActor extends FairOperation { readonly actor: number | null }

type Why = Pick<Violation, "why" | "reasons" | "unsure">;

class Runner {
  private readonly model: Model;
  private readonly run: ProgressRun;
  private readonly progress: ProgressClaim;
  /** A row that is waited for, as a sentence calls it. */
  private readonly who: string;

  constructor(model: Model, run: ProgressRun, progress: ProgressClaim) {
    [this.model, this.run, this.progress] = [model, run, progress];
    const { each } = model.claims[run.claim]!.invariant;
    this.who = each === undefined || run.row < 0 ? "" : rowName(model, each, run.row);
  }

  why(watch?: Watch): Why | null {
    const { model, run, progress: { kind, waits } } = this;
    restart(model);
    let since = -1;
    const look = (at: number): void => {
      if (this.isGood) since = -1;
      else if (since < 0 && waits(Math.max(run.row, 0))) since = at;
    };
    look(0);
    run.steps.forEach((step, i) => {
      takeStep(model, step);
      look(i + 1);
    });
    if (kind === "leadsTo") return since < 0 ? null : this.waitsForEver(since);
    if (this.isGood) return null;
    return kind === "goesOn" ? this.standsStill() : this.leadsNowhere(watch);
  }

  private get isGood(): boolean { return this.progress.isGood(Math.max(this.run.row, 0)); }

  private standsStill(): Why | null {
    const { model } = this;
    const isPossible = everyCall(model, model.now.words.slice(), (operation, args, choose) =>
      model.steppers[operation]!.run(args, choose) >= model.steppers[operation]!.refusals);
    return isPossible ? null : { why: "every call is refused, so that nothing can happen any more" };
  }

  /** Goes forwards from the present state, and meets no state in which it is as it must be able to come. */
  private leadsNowhere(watch: Watch | undefined): Why | null {
    const { model, who } = this;
    const why = `no way leads on to a state where it holds${who === "" ? "" : ` for ${who}`}`;
    const found = new Map([[model.now.words.join(), model.now.words.slice()]]);
    let calls = 0;
    for (const state of found.values()) {
      watch?.enter(this.run.claim, -1);
      const isGood = everyCall(model, state, (operation, args, choose) => {
        calls++;
        if (model.steppers[operation]!.run(args, choose) < model.steppers[operation]!.refusals) return false;
        const key = model.now.words.join();
        if (found.has(key)) return false;
        found.set(key, model.now.words.slice());
        return this.isGood;
      });
      if (isGood) return null;
      if (calls > callsMost) return { why, unsure: `more than ${callsMost} calls follow from there, which only a search takes: explore again` };
    }
    return { why, reasons: [found.size === 1 ? "No other state follows from there." : `All ${found.size} states that follow from there were looked at.`] };
  }

  /** Takes the loop, and sees to it that it closes, that nothing is good in it, and that it is fair. */
  private waitsForEver(since: number): Why | null {
    const { model, run, who } = this;
    const loop = run.loop ?? [];
    const begin = model.now.words.slice();
    const states = [begin];
    const taken = loop.map((step) => {
      const outcome = takeStep(model, step);
      states.push(model.now.words.slice());
      return outcome >= model.steppers[step.operation]!.refusals && !this.isGood;
    });
    if (taken.includes(false) || !sameWords(states.at(-1)!, begin)) return null;
    const fair = fairOf(model.specification, model.claims[run.claim]!.invariant)
      .flatMap((one) => this.actorsOf(one).map((actor): FairActor => ({ ...one, actor })));
    const reasons = fair.map((one) => this.whyFair(one, states.slice(0, Math.max(1, loop.length)), loop));
    if (reasons.includes(null)) return null;
    const why = `what must come never does: ${who === "" ? "it is waited for" : `${who} waits for it`} since ${since === 0 ? "the initial state" : `step ${since}`}`;
    const told = [...new Set(reasons.map((reason) => reason!))];
    return { why, reasons: fair.length === 0 ? ["No operation is fair, so that a run may stop anywhere."] : told.slice(0, reasonsMost)
      .concat(told.length > reasonsMost ? [`And ${told.length - reasonsMost} more that are fair likewise.`] : []) };
  }

  private actorsOf({ operation, isByRow }: FairOperation): readonly (number | null)[] {
    return isByRow ? Array.from({ length: this.model.steppers[operation]!.args[0]!.values }, (_, row) => row) : [null];
  }

  /** Why a run that goes through these states for ever is fair to an operation, as a sentence; null where it is not. */
  private whyFair(
    { operation, isStrong, actor }: FairActor, states: readonly Int32Array[], loop: readonly TraceStep[],
  ): string | null {
    const { model, run } = this;
    const { operation: { name, by } } = model.steppers[operation]!;
    const what = `"${name}"${actor === null ? "" : ` by ${rowName(model, by!, actor)}`}`;
    const at = loop.findIndex((step) => step.operation === operation && (actor === null || step.args[0] === actor));
    if (at >= 0) return `${what} is taken in step ${run.steps.length + at + 1}.`;
    const isPossible = states.map((state) => callsLike(model, state, operation, actor === null ? [] : [actor], (_, args, choose) =>
      model.steppers[operation]!.run(args, choose) >= model.steppers[operation]!.refusals));
    if (!isPossible.includes(true)) return `${what} is not possible any more.`;
    if (isStrong) return null;
    const idle = isPossible.indexOf(false);
    const after = run.steps.length + idle;
    return idle < 0 ? null : `${what} is not possible ${after === 0 ? "in the initial state" : `after step ${after}`}.`;
  }
}

/** Sentences that say of operations why the run is fair to them. */
const reasonsMost = 12;
