/**
 * Checks the claims over two runs: the trace is repeated without the steps that an observer must not learn of, and what
 * the observer sees is compared after each step. Every observer of a trace is compared; those from which the same steps
 * are hidden share one repetition. The repetition takes the same choices, so a claim is one over choices as they were made.
 * A view follows from the state: it is asked again only after the state has changed, and not at all where both runs are in
 * one state. The second run of a trace asks it every time, and a difference is no verdict.
 */
import { SpecificationFault } from "../../language/fault.ts";
import type { Step } from "../../language/invariant.ts";
import { type Violation, type Watch, soundness, stepOf } from "./checking.ts";
import { type Claim, ClaimThrew } from "./claims.ts";
import { sameWords } from "../world/digest.ts";
import { type Model, restart } from "../model.ts";
import { caught, noted, raiseNoted } from "../stepping/noting.ts";
import type { RowView } from "../world/rows.ts";
import { type TraceStep, takeStep } from "../traces/trace.ts";
import { type View, differenceOf, viewFrom } from "./views.ts";
import { yes } from "./yes-or-no.ts";

/** The second run's own worlds; null where no claim needs them. */
export function twinOf(model: Model): Model | null {
  return model.claims.some(({ twoRuns }) => twoRuns !== undefined) ? model.twin() : null;
}

/** Which rows observe, for a claim by its place in the list. */
export type Observers = (rows: number, claim: number) => readonly number[];

const everyRow: Observers = (rows) => Array.from({ length: rows }, (_, id) => id);

/** One observer for one claim: what reproduces a violation. A fault is looked for in every claim. */
export function onlyObserver(model: Model, observer: number, claim: string): Observers {
  return (rows, c) => observer < rows && (claim === soundness || model.claims[c]!.name === claim) ? [observer] : [];
}

/** By claim: the pairs of runs that were compared, and those that parted so that what the observer perceives could differ. */
export interface Pairs {
  readonly compared: Float64Array;
  readonly applied: Float64Array;
}

export const noPairs = ({ claims: { length } }: Pick<Model, "claims">): Pairs =>
  ({ compared: new Float64Array(length), applied: new Float64Array(length) });

/** Checks every claim over two runs on a trace that breaks no other claim; of what differs, the earliest is told. */
export function checkTwoRuns(
  model: Model, twin: Model, steps: readonly TraceStep[], observers = everyRow, pairs = noPairs(model), watch?: Watch, everyView = false,
): Violation | null {
  let earliest: Violation | null = null;
  for (let c = 0; c < model.claims.length; c++) {
    const { invariant, twoRuns } = model.claims[c]!;
    if (twoRuns === undefined) continue;
    const ids = observers(model.now.world[invariant.each!]!.length, c);
    if (ids.length === 0) continue;
    const broken = new Comparison(model, twin, steps, c, watch, everyView).run(ids, pairs);
    if (broken !== null && (earliest === null || broken.at < earliest.at)) earliest = broken;
  }
  return earliest;
}

/** An observer with its row in both runs, and what it has perceived. */
interface Observer {
  readonly id: number;
  readonly here: RowView;
  readonly there: RowView;
  /** By step: 1 where it is hidden. */
  readonly hidden: Uint8Array;
  /** What it saw in both runs after the latest step; null where it was not asked. */
  view: View | null;
  /** Whether what it sees has changed since the runs parted, or it was told an answer that could have been another one. */
  perceives: boolean;
}

/** What a step did to the states of the two runs. */
interface Moved {
  readonly here: boolean;
  readonly there: boolean;
  /** Whether the states differ after it. */
  readonly apart: boolean;
}

/** The comparison for one claim and one trace. */
class Comparison {
  private readonly model: Model;
  private readonly twin: Model;
  private readonly steps: readonly TraceStep[];
  /** The claim's place in the list. */
  private readonly place: number;
  private readonly claim: Claim;
  private readonly rule: NonNullable<Claim["twoRuns"]>;
  private readonly table: string;
  private readonly watch: Watch | undefined;
  private readonly everyView: boolean;
  /** The states of the first run: the initial one, and the one after each step. */
  private readonly states: Int32Array[];
  /** The state of the second run before a step. */
  private readonly before: Int32Array;
  /** The steps as the first run took them. */
  private readonly told: Step[] = [];
  private at = 0;

  constructor(model: Model, twin: Model, steps: readonly TraceStep[], place: number, watch: Watch | undefined, everyView: boolean) {
    this.model = model;
    this.twin = twin;
    this.steps = steps;
    this.place = place;
    this.claim = model.claims[place]!;
    this.rule = this.claim.twoRuns!;
    this.table = this.claim.invariant.each!;
    this.watch = watch;
    this.everyView = everyView;
    this.states = [model.initial];
    this.before = model.initial.slice();
  }

  run(ids: readonly number[], { compared, applied }: Pairs): Violation | null {
    const { table, place, model, twin, steps: { length } } = this;
    const all = ids.map((id): Observer => ({ id, here: model.now.world[table]![id]!, there: twin.now.world[table]![id]!,
      hidden: new Uint8Array(length), view: null, perceives: false }));
    compared[place]! += all.length;
    const fault = this.hide(all);
    if (fault !== null) return fault;
    let earliest: Violation | null = null;
    for (const group of grouped(all)) {
      const { broken, parted } = this.compare(group, (earliest?.at ?? length + 1) - 1);
      if (parted) for (const { perceives } of group) if (perceives) applied[place]!++;
      earliest = broken ?? earliest;
    }
    return earliest;
  }

  /** Runs the trace once to find which of its steps are hidden from whom. */
  private hide(observers: readonly Observer[]): Violation | null {
    const { model, rule, steps } = this;
    restart(model);
    for (let i = 0; i < steps.length; i++) {
      const { operation, args } = steps[i]!;
      this.at = i + 1;
      let latest = observers[0]!;
      try {
        this.watch?.enter(this.place, -1);
        const step = this.told[i] = stepOf(model, operation, args, takeStep(model, steps[i]!));
        this.states[i + 1] = sameWords(model.now.words, this.states[i]!) ? this.states[i]! : model.now.words.slice();
        for (latest of observers) if (yes(rule.hidden(latest.here, step, model.system.facts), '"hidden"')) latest.hidden[i] = 1;
        if (noted.fault !== null) raiseNoted();
      } catch (error) {
        return this.fault(error, latest);
      }
    }
    return null;
  }

  /** Compares for observers from which the same steps are hidden; answers the first difference among so many steps. */
  private compare(group: readonly Observer[], last: number): { readonly broken: Violation | null; readonly parted: boolean } {
    const { model, twin, steps, states, before } = this;
    const [{ hidden }] = group as readonly [Observer];
    const first = hidden.indexOf(1);
    let parted = false;
    if (first < 0 || first >= last) return { broken: null, parted };
    twin.now.words.set(states[first]!);
    for (let i = first; i < last; i++) {
      this.at = i + 1;
      let latest = group[0]!;
      try {
        this.watch?.enter(this.place, -1);
        model.now.words.set(states[i]!);
        if (i === first) for (latest of group) latest.view = this.viewOf(latest.here, model);
        model.now.words.set(states[i + 1]!);
        before.set(twin.now.words);
        const answer = hidden[i] === 1 ? null : twin.steppers[steps[i]!.operation]!.answers[takeStep(twin, steps[i]!)]!;
        const moved: Moved = { here: states[i + 1] !== states[i], there: !sameWords(before, twin.now.words),
          apart: !sameWords(model.now.words, twin.now.words) };
        parted ||= moved.apart;
        for (latest of group) {
          const why = (answer === null ? null : this.hears(latest, i, answer)) ?? this.sees(latest, moved);
          if (noted.fault !== null) raiseNoted();
          if (why !== null) return { broken: this.violation(this.claim.name, latest, this.told[i]!.outcome, why), parted };
        }
      } catch (error) {
        return { broken: this.fault(error, latest), parted };
      }
    }
    return { broken: null, parted };
  }

  /** Whether the observer is told another answer in the second run: why the claim is broken, or null. */
  private hears(observer: Observer, i: number, answer: string): string | null {
    const step = this.told[i]!;
    if (!yes(this.rule.hears(observer.here, step, this.model.system.facts), '"hears"')) return null;
    observer.perceives ||= this.model.steppers[this.steps[i]!.operation]!.answers.some((other) => other !== step.answer);
    return answer === step.answer ? null
      : `${this.named(observer)} is told "${step.answer}", but "${answer}" when the steps hidden from it are left out`;
  }

  /** Whether the observer sees something else in the second run: why the claim is broken, or null. */
  private sees(observer: Observer, moved: Moved): string | null {
    const { model, twin, everyView } = this;
    const earlier = observer.view;
    observer.view = null;
    if (!everyView && !moved.apart && observer.perceives) return null;
    const here = earlier === null || everyView || moved.here ? this.viewOf(observer.here, model) : earlier;
    observer.perceives ||= differenceOf(earlier!, here) !== null;
    observer.view = here;
    if (!everyView && !moved.apart) return null;
    const difference = differenceOf(here, earlier === null || everyView || moved.there ? this.viewOf(observer.there, twin) : earlier);
    return difference === null ? null : `${this.named(observer)} ${difference}${this.columnsOf(observer)}`;
  }

  private viewOf(row: RowView, { now, system }: Model): View {
    return viewFrom(this.rule.view(row, now.world, system.facts));
  }

  /** The columns of the observer's own row that differ between the runs, in words. */
  private columnsOf({ here, there }: Observer): string {
    const plain = ["flag", "count", "signed", "cyclic", "choice", "lifecycle"];
    const names = this.model.now.layout.schema.columns.flatMap(({ table: its, name, column: { kind } }) =>
      its === this.table && plain.includes(kind) && here[name] !== there[name] ? [`"${name}"`] : []);
    return names.length === 0 ? "" : `; in its own row it differs in ${names.join(", ")}`;
  }

  private named = ({ id }: Observer): string => `${this.table} ${id}`;

  private fault(thrown: unknown, observer: Observer): Violation {
    const error = caught(thrown);
    if (!(error instanceof SpecificationFault)) throw new ClaimThrew(this.claim.name, error);
    return this.violation(soundness, observer, error.code,
      `${error.message} (in a run without the steps that "${this.claim.name}" hides from ${this.named(observer)})`);
  }

  private violation(claim: string, observer: Observer, outcome: string, why: string): Violation {
    const { at, model, steps } = this;
    const { operation: { name: operation } } = model.steppers[steps[at - 1]!.operation]!;
    const left = [...observer.hidden.subarray(0, at)].flatMap((is, i) => is === 1 ? [i + 1] : []);
    return { claim, at, operation, outcome, why, observer: observer.id,
      ...(left.length === 0 ? {} : { reasons: [`The run without what is hidden from ${this.named(observer)} leaves out ${stepsNamed(left)}.`] }) };
  }
}

function grouped(observers: readonly Observer[]): Iterable<readonly Observer[]> {
  const groups = new Map<string, Observer[]>();
  for (const observer of observers) {
    const key = observer.hidden.join("");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [observer]);
    else group.push(observer);
  }
  return groups.values();
}

const stepsNamed = (numbers: readonly number[]): string =>
  numbers.length === 1 ? `step ${numbers[0]!}` : `steps ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)!}`;
