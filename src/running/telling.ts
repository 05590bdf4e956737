/**
 * Between a trace as the engine has it, in numbers, and a trace as a record has it, in names and sentences.
 */
import {
  type Model, type Shrunk, type Told, type TraceStep, type Violation, type Watch, progressViolation, rowName, soundness, tell,
} from "../engine/index.ts";
import { didYouMean } from "../language/index.ts";
import type { FailureRecord, RecordedStep, RecordedTrace } from "../store/index.ts";
import type { Replayed } from "./protocol.ts";
import { textDigest } from "./text-digest.ts";

/** Tells a failing trace for a record, with what is known of it when it has been made shorter. */
export function recordedTrace(
  model: Model, steps: readonly TraceStep[], violation: Violation, watch: Watch,
  shrunk?: Pick<Shrunk, "atLeast" | "irrelevant">, loop?: readonly TraceStep[],
): RecordedTrace {
  const all = [...steps, ...loop ?? []];
  const told = tell(model, all, violation.observer, violation.claim, watch, shrunk?.irrelevant);
  const shown = told.violation?.claim === violation.claim ? told.violation : violation;
  const recorded = told.steps.map((step, i) => recordedStep({ ...inNames(model, all[i]!), ...step, any: (shrunk?.irrelevant[i] ?? [])
    .map((place) => model.steppers[all[i]!.operation]!.args[place]!.name) }));
  return {
    claim: violation.claim, why: named(model, shown.why),
    ...(violation.observer === undefined ? {} : { observer: violation.observer }),
    ...(violation.row === undefined ? {} : { row: violation.row }),
    ...(shrunk === undefined ? {} : { atLeast: shrunk.atLeast }),
    steps: recorded.slice(0, steps.length), ...(loop === undefined ? {} : { loop: recorded.slice(steps.length) }),
    because: becauseOf(model, told, shown),
  };
}

function recordedStep({ operation, args, values, any = [], choices, sentence, outcome, answer, digest }: RecordedStep): RecordedStep {
  return { operation, args, values, ...(any.length === 0 ? {} : { any }), choices, sentence, outcome, answer, digest };
}

function inNames(
  model: Model,
  { operation, args, choices }: TraceStep,
): Pick<RecordedStep, "args" | "values" | "choices"> {
  const stepper = model.steppers[operation]!;
  const withName = <V>(value: (i: number) => V) =>
    Object.fromEntries(stepper.args.map(({ name }, i) => [name, value(i)]));
  return {
    args: withName((i) => args[i]!), choices: [...choices],
    values: withName((i) => {
      const { ask, decode } = stepper.args[i]!;
      if (ask.ask === "row") return rowName(model, ask.table, args[i]!);
      const value = decode(args[i]!);
      return typeof value === "object" && value !== null && "name" in value ? String(value.name) : String(value);
    }),
  };
}

/** The argument, from what was claimed to what follows from its being broken. */
function becauseOf(model: Model, told: Told, { claim, why, at, reasons = [] }: Violation): string[] {
  const invariant = model.specification.invariants.find(({ name }) => name === claim);
  if (invariant?.leadsTo !== undefined) return [`The claim is: ${invariant.claim}`, `${capital(why)}.`, ...reasons, invariant.why];
  const last = told.steps[at - 1];
  const when = at === 0 ? "In the initial state" : `After step ${at}`;
  return [
    ...(invariant === undefined ? [] : [`The claim is: ${invariant.claim}`]),
    ...(last === undefined || last.effects.length === 0 ? [] : [`In step ${at}, ${last.effects.join("; ")}.`]),
    ...(last === undefined || last.differences.length === 0 ? [] : [`This changed ${last.differences.join("; ")}.`]),
    claim === soundness
      ? `Then the specification cannot say what happens: ${named(model, why)}.`
      : `${when}, ${named(model, why)}.`,
    ...reasons,
    ...(invariant === undefined ? [] : [invariant.why]),
  ];
}

/** A sentence of the engine with rows called as the system calls them. */
function named(model: Model, sentence: string): string {
  return Object.keys(model.system.names ?? {}).reduce((text, table) =>
    text.replaceAll(new RegExp(`\\b${table} (\\d+)\\b`, "g"), (whole, id) => {
      const name = rowName(model, table, Number(id));
      return name === whole ? whole : `${whole} (${name})`;
    }), sentence);
}

/** Runs a record again and compares it with what was recorded. */
export function replay(model: Model, record: FailureRecord, watch: Watch): Replayed {
  const textChanged = textDigest(model.specification) !== record.specification.digest;
  const empty = { steps: [], violation: null, because: [], textChanged };
  const steps: TraceStep[] = [];
  const recorded = [...record.steps, ...record.loop ?? []];
  for (const [i, step] of recorded.entries()) {
    const read = inNumbers(model, step);
    if (typeof read === "string") return { ...empty, senseless: `step ${i + 1}: ${read}` };
    steps.push(read);
  }
  const claim = model.claims.findIndex(({ name }) => name === record.claim);
  if (record.claim !== soundness && claim < 0) return { ...empty, senseless: `the claim "${record.claim}" is no longer made` };
  const rows = observersOf(model, record.claim);
  const row = record.observer ?? record.row;
  if (row !== undefined && row >= rows)
    return { ...empty, senseless: `${record.row === undefined ? "the observer, row" : "the row"} ${row}, is not there any more` };
  const told = tell(model, steps, record.observer, record.claim, watch);
  const violation = told.violation ?? progressIn(model, claim, record, steps, watch);
  return {
    violation: violation === null ? null : { ...violation, why: named(model, violation.why) }, textChanged,
    ...(record.loop === undefined ? {} : { loopFrom: record.steps.length }),
    because: violation === null ? [] : becauseOf(model, told, violation),
    steps: told.steps.map((step, i) => {
      const then = recorded[i]!;
      if (step.outcome !== then.outcome) return { ...step, changed: `when it was recorded: ${then.outcome}` };
      if (step.digest !== then.digest)
        return { ...step, changed: "the state after this step was another one when it was recorded" };
      return step;
    }),
  };
}

/** How a recorded run breaks its claim, where that is one about progress. */
function progressIn(
  model: Model, claim: number, { row = -1, steps: { length }, loop }: FailureRecord, steps: readonly TraceStep[], watch: Watch,
): Violation | null {
  if (model.claims[claim]?.progress === undefined) return null;
  const run = { claim, row, steps: steps.slice(0, length) };
  return progressViolation(model, loop === undefined ? run : { ...run, loop: steps.slice(length) }, watch);
}

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

function observersOf(model: Model, claim: string): number {
  const each = model.specification.invariants.find(({ name }) => name === claim)?.each;
  return each === undefined ? 0 : model.now.world[each]?.length ?? 0;
}

function inNumbers(model: Model, { operation, args, choices }: RecordedStep): TraceStep | string {
  const names = model.steppers.map((stepper) => stepper.operation.name);
  const index = names.indexOf(operation);
  if (index < 0) return `there is no operation "${operation}" any more${didYouMean(operation, names)}`;
  const codes: number[] = [];
  for (const { name, values } of model.steppers[index]!.args) {
    const code = Object.hasOwn(args, name) ? args[name]! : undefined;
    if (code === undefined) return `"${operation}" now asks for "${name}", which was not recorded`;
    if (code >= values) return `"${name}" of "${operation}" was ${code}; now it is below ${values}`;
    codes.push(code);
  }
  const gone = Object.keys(args).find((name) => !model.steppers[index]!.args.some((one) => one.name === name));
  return gone === undefined
    ? { operation: index, args: codes, choices }
    : `"${operation}" no longer asks for "${gone}"`;
}
