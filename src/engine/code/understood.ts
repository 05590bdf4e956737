/**
 * What is understood of a model: the form of each operation and claim for its system, found when it is first asked for. The columns
 * that some step writes are learned first, since the others are constants after booting.
 */
import type { Operation } from "../../language/operation.ts";
import { progressSentences } from "../../language/progress.ts";
import { type Stmt, eachStatement } from "../../sentences/form.ts";
import { readerFor } from "../../sentences/read.ts";
import {
  type AskedValue, type Steps, type UnderstoodOperation, type UnderstoodState, type UnderstoodStep, type Understanding,
  sentencesOf, stepsOf, understandOperation, understandState, understandStep,
} from "../../sentences/understand.ts";
import { understandObserved, understandView } from "../../sentences/understand-observers.ts";
import type { Setting } from "../../sentences/understanding/writer.ts";
import type { Watch } from "../claims/checking.ts";
import { checksBeforeLook } from "../stepping/generation.ts";
import type { Model } from "../model.ts";
import { cellsOf } from "../world/row-classes.ts";
import type { OperationRunner } from "../stepping/operation-runner.ts";

/** The arguments of an operation, as sentences are told of them. */
export function askedOf({ args }: OperationRunner, { now }: Model): AskedValue[] {
  const { tableNames } = now.layout.schema;
  return args.map(({ name, values, ask, list }) => ({
    name, values,
    kind: ask.ask === "flag" ? "flag" : ask.ask === "upTo" ? "number"
      : ask.ask === "row" ? { table: tableNames.indexOf(ask.table) } : { list: list! },
  }));
}

export class Understood {
  readonly model: Model;
  /** The columns that some step may write; all of them where a step is not understood. */
  readonly written: ReadonlySet<number>;
  /** The columns of which forms have what booting left in them. */
  readonly constants = new Set<number>();
  /** What sentences take for constants, by object and name. */
  readonly relied = new Map<object, Map<PropertyKey, unknown>>();
  readonly setting: Setting;
  private readonly known = new Map<Operation, Understanding<UnderstoodOperation>>();
  private readonly knownSteps = new Map<string, Steps>();

  /** `watch` is told which operation is understood, so that the time which that takes is counted by operation. */
  constructor(model: Model, watch?: Watch) {
    this.model = model;
    const { specification: { operations, invariants }, now: { layout } } = model;
    const initial = this.initial();
    watch?.own?.();
    const common = {
      schema: layout.schema, sizes: layout.sizes, reader: readerFor(sentencesOf(operations, invariants)),
      initially: (column: number, row: number) => {
        this.constants.add(column);
        return initial(column, row);
      },
      relied: (object: object, name: PropertyKey, value: unknown) => {
        if (Object.isFrozen(object)) return;
        let names = this.relied.get(object);
        if (names === undefined) this.relied.set(object, names = new Map());
        names.set(name, value);
      },
    };
    const written = new Set<number>();
    this.written = written;
    this.setting = { ...common, isWritten: (column) => written.has(column) };
    const guesses = guessesFor(model);
    const open = new Set(model.steppers.keys());
    for (const o of open) {
      const guess = guesses.get(model.steppers[o]!.operation);
      if (guess !== undefined) addAll(written, guess);
      else {
        this.learn(o, written, watch);
        open.delete(o);
      }
    }
    // What was guessed holds where nothing else is written by the form that rests on it; where something is, that is asked again.
    for (let size = -1; size !== written.size;) {
      size = written.size;
      this.known.clear();
      for (const o of open) {
        watch?.enter(-1, o);
        const one = this.operation(o);
        if (one.kind !== "understood") {
          this.learn(o, written, watch);
          open.delete(o);
        } else for (const step of one.form.steps.flat()) columnsWritten(step, written);
      }
    }
  }

  /** Finds the columns that the steps of an operation write, whatever others write, and keeps them as a guess for other systems. */
  private learn(at: number, written: Set<number>, watch: Watch | undefined): void {
    watch?.enter(-1, at);
    const { model, setting } = this;
    const stepper = model.steppers[at]!;
    const one = this.understand({ ...setting, isWritten: () => true }, stepsAlone(stepper.operation), stepper);
    const columns = new Set<number>();
    if (one.kind === "understood") for (const step of one.form.steps.flat()) columnsWritten(step, columns);
    else for (const { index } of model.now.layout.schema.columns) columns.add(index);
    guessesFor(model).set(stepper.operation, columns);
    addAll(written, columns);
  }

  /** What sentences took for a constant and is another value now, by name; null while all of it is as it was. */
  changedConstant(): string | null {
    for (const [object, names] of this.relied) for (const [name, value] of names)
      if (!Object.is((object as Readonly<Record<PropertyKey, unknown>>)[name], value)) return String(name);
    return null;
  }

  /** The form of an operation of the model. */
  operation(at: number): Understanding<UnderstoodOperation> {
    const stepper = this.model.steppers[at]!;
    let known = this.known.get(stepper.operation);
    if (known === undefined) this.known.set(stepper.operation, known = this.understand(this.setting, stepper.operation, stepper));
    return known;
  }

  /** What is understood of the same system under other sentences, which must write no other columns. */
  beside(model: Model): Understood {
    return Object.create(this, { model: { value: model } }) as Understood;
  }

  /** The form of a part of an operation of the model: of some of its sentences. */
  part(operation: Operation, at: number): Understanding<UnderstoodOperation> {
    return this.understand(this.setting, operation, this.model.steppers[at]!);
  }

  /** The form of a claim over states. */
  state(claim: number): Understanding<UnderstoodState> {
    const { each, holds } = this.model.claims[claim]!.invariant;
    return understandState(this.setting, "holds", holds!, each === undefined ? null : this.table(each), this.model.system.facts);
  }

  /** The form of a sentence of a claim about progress, by its word. */
  progress(claim: number, word: string): Understanding<UnderstoodState> {
    const { invariant } = this.model.claims[claim]!;
    const table = invariant.each === undefined ? null : this.table(invariant.each);
    return understandState(this.setting, word, progressSentences(invariant)[word]!, table, this.model.system.facts);
  }

  /** The form of a `seen` over states. */
  seenInState(place: number): Understanding<UnderstoodState> {
    const { claim, sentence } = this.model.seenInStates[place]!;
    return understandState(this.setting, sentence, this.model.claims[claim]!.invariant.seen![sentence]!, null, this.model.system.facts);
  }

  /** The form of a reason or of a `seen` over steps, for steps of one operation with some of its outcomes. */
  step(
    claim: number, sentence: string, isReason: boolean, operation: number, outcomes: readonly number[],
  ): Understanding<UnderstoodStep> {
    const { changes, permits, seen } = this.model.claims[claim]!.invariant;
    const table = isReason && changes !== undefined ? this.table(changes) : null;
    const fn = (isReason ? permits : seen)![sentence]!;
    return understandStep(this.setting, sentence, fn, this.steps(operation, outcomes), isReason, table, this.model.system.facts);
  }

  /** Whether a step of one operation is hidden from an observer of a claim over two runs, or whether it hears the answer. */
  observed(claim: number, part: "hidden" | "hears", operation: number, outcomes: readonly number[]): Understanding<UnderstoodStep> {
    const { each, unseen } = this.model.claims[claim]!.invariant;
    const steps = this.steps(operation, outcomes);
    return understandObserved(this.setting, part, unseen![part], steps, this.table(each!), this.model.system.facts);
  }

  /** What an observer of a claim over two runs sees. */
  view(claim: number): ReturnType<typeof understandView> {
    const { each, unseen } = this.model.claims[claim]!.invariant;
    return understandView(this.setting, "view", unseen!.view, this.table(each!), this.model.system.facts);
  }

  /** What sentences over steps of an operation with some of its outcomes are told. */
  private steps(operation: number, outcomes: readonly number[]): Steps {
    const stepper = this.model.steppers[operation]!;
    const { operation: { name }, refusals } = stepper;
    const key = `${operation}: ${outcomes.join()}`;
    let steps = this.knownSteps.get(key);
    if (steps === undefined) this.knownSteps.set(key, steps = stepsOf(this.setting, {
      operation: name, args: askedOf(stepper, this.model),
      outcomes: outcomes.map((one) => ({ outcome: stepper.outcomes[one]!, answer: stepper.answers[one]!, refused: one < refusals })),
    }));
    return steps;
  }

  private table(name: string): number {
    return this.model.now.layout.schema.tableNames.indexOf(name);
  }

  private understand(setting: Setting, operation: Operation, stepper: OperationRunner): Understanding<UnderstoodOperation> {
    const early = operation.look === undefined ? 0 : checksBeforeLook(operation, stepper.args);
    return understandOperation(setting, operation, askedOf(stepper, this.model), this.model.system.facts, early);
  }

  /** What a cell holds after booting. */
  private initial(): (column: number, row: number) => number {
    const { initial, now: { layout } } = this.model;
    const words = initial.slice();
    const views = { u8: new Uint8Array(words.buffer), u16: new Uint16Array(words.buffer), i32: words, f64: new Float64Array(words.buffer) };
    return (column, row) => cellsOf(views, layout.schema.columns[column]!.width)[layout.first[column]! + row * layout.stride[column]!]!;
  }
}

/** By tables and operation: the columns that its steps write in a system in which that was learned. */
const guessed = new WeakMap<object, Map<Operation, ReadonlySet<number>>>();

function guessesFor({ specification: { tables } }: Model): Map<Operation, ReadonlySet<number>> {
  let guesses = guessed.get(tables);
  if (guesses === undefined) guessed.set(tables, guesses = new Map());
  return guesses;
}

function addAll(to: Set<number>, columns: Iterable<number>): void {
  for (const column of columns) to.add(column);
}

/** An operation with nothing but what writes: its steps, and what `look` finds for them. */
function stepsAlone(operation: Operation): Operation {
  return { ...operation, checks: [], cases: operation.cases.map(({ when, then }) => ({ when, then })) };
}

/** Notes the columns that statements write. */
export function columnsWritten(statements: readonly Stmt[], written: Set<number>): void {
  eachStatement(statements, (one) => { if ("column" in one) written.add(one.column.index); });
}
