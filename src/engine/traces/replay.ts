/**
 * Tells a trace in sentences: who called what with which arguments, how it ended, and what changed in the state.
 */
import type { Argument } from "../stepping/arguments.ts";
import { Changes } from "../world/changes.ts";
import { Checker, type Violation, type Watch, soundness } from "../claims/checking.ts";
import { digestOf } from "../world/digest.ts";
import { guarded } from "../stepping/guard.ts";
import type { Model } from "../model.ts";
import type { RowView } from "../world/rows.ts";
import type { TraceStep } from "./trace.ts";
import { checkTwoRuns, onlyObserver } from "../claims/noninterference.ts";
import type { Irrelevant } from "./irrelevant-arguments.ts";

/** One step, told. */
export interface ToldStep {
  /** The call and how it ended, as a sentence. */
  readonly sentence: string;
  /** What the kernel did, a sentence each; empty when it refused. */
  readonly effects: readonly string[];
  /** What changed: `session 3 . phase: free -> requested`. */
  readonly differences: readonly string[];
  readonly operation: string;
  readonly outcome: string;
  readonly answer: string;
  /** Digest of the state after the step. */
  readonly digest: string;
}

export interface Told {
  readonly steps: readonly ToldStep[];
  /** The first broken claim, or null when all claims held. */
  readonly violation: Violation | null;
}

/**
 * Runs a trace again with all claims and tells every step; ends after the step at which a claim breaks.
 * For a claim over two runs, `observer` is the row that observed the difference, and `claim` the name of the claim. Of arguments
 * that are irrelevant, sentences say that any will do.
 */
export function tell(
  model: Model, steps: readonly TraceStep[], observer?: number, claim?: string, watch?: Watch, irrelevant: Irrelevant = [],
): Told {
  return guarded(() => toldOf(model, steps, observer, claim, watch, irrelevant));
}

function toldOf(
  model: Model, steps: readonly TraceStep[], observer: number | undefined, claim: string | undefined, watch: Watch | undefined,
  irrelevant: Irrelevant,
): Told {
  const checker = new Checker(model, watch);
  const told: ToldStep[] = [];
  let violation = checker.begin();
  for (let i = 0; i < steps.length && violation === null; i++) {
    model.before.words.set(model.now.words);
    violation = checker.take(steps[i]!);
    told.push(toldStep(model, steps[i]!, checker.outcome, irrelevant[i]));
  }
  if (violation === null && observer !== undefined) violation = checkTwoRuns(model, model.twin(),
    steps, onlyObserver(model, observer, claim ?? soundness), undefined, watch);
  return { steps: told, violation };
}

/** The sentences of a trace. */
export function describe(model: Model, steps: readonly TraceStep[]): string[] {
  return tell(model, steps).steps.map(({ sentence }) => sentence);
}

function toldStep(model: Model, step: TraceStep, outcome: number, irrelevant?: readonly number[]): ToldStep {
  const stepper = model.steppers[step.operation]!;
  return {
    sentence: sentenceOf(model, step, outcome, irrelevant),
    effects: outcome < 0 ? [] : stepper.sentencesOf(outcome),
    differences: differencesOf(model),
    operation: stepper.operation.name,
    outcome: outcome < 0 ? "fault" : stepper.outcomes[outcome]!,
    answer: outcome < 0 ? "fault" : stepper.answers[outcome]!,
    digest: digestOf(model.now.words),
  };
}

/** A call and how it ended, as a sentence; an outcome below 0 is a fault. Of the irrelevant arguments, given by place, any will do. */
export function sentenceOf(model: Model, step: TraceStep, outcome: number, irrelevant: readonly number[] = []): string {
  const stepper = model.steppers[step.operation]!;
  const { name, by } = stepper.operation;
  const told = stepper.args.map((argument, i) =>
    [argument.name, irrelevant.includes(i) ? `any ${argument.name}` : valueName(model, argument, step.args[i]!)] as const);
  const caller = by === undefined ? "" : `${told[0]![1]}: `;
  const rest = (by === undefined ? told : told.slice(1)).map(([argument, value]) =>
    value.startsWith(`${argument} `) || value === `any ${argument}` ? value : `${argument} ${value}`).join(", ");
  const ended = outcome < 0 ? "a fault of the specification"
    : outcome < stepper.refusals ? `refused (${stepper.answers[outcome]!}), unless ${stepper.outcomes[outcome]!}`
    : `${stepper.outcomes[outcome]!}${stepper.answers[outcome] === "ok" ? "" : ` (${stepper.answers[outcome]!})`}`;
  return `${caller}${name}${rest === "" ? "" : ` (${rest})`}: ${ended}`;
}

function valueName(model: Model, { ask, decode }: Argument, code: number): string {
  const value = decode(code);
  if (ask.ask === "row") return rowName(model, ask.table, code);
  if (ask.ask === "flag") return value === true ? "yes" : "no";
  // A list among the facts may hold objects; those that carry a name are called by it.
  if (typeof value === "object" && value !== null && "name" in value) return String(value.name);
  return String(value);
}

/** What a row is called: the name that the system gives it, else the table and its number. */
export function rowName(model: Model, table: string, id: number): string {
  return model.system.names?.[table]?.[id] ?? `${table} ${id}`;
}

/** The differences between the state before and now, by column and row. */
export function differencesOf(model: Model): string[] {
  const { now, before } = model;
  const changes = new Changes(now.layout);
  changes.compare(before.words, now.words);
  const { columns } = now.layout.schema;
  const found = Array.from({ length: changes.count }, (_, i) => [changes.columns[i]!, changes.rows[i]!] as const);
  const inColumns = found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([index, id]) => {
    const { table, name, column } = columns[index]!;
    return `${rowName(model, table, id)} . ${name}: ${shown(model, column, before.world[table]![id]![name])}`
      + ` -> ${shown(model, column, now.world[table]![id]![name])}`;
  });
  return [...inColumns, ...waitsOf(model)];
}

/** The differences in what is counted of waits. */
function waitsOf(model: Model): string[] {
  const { now, before, claims } = model;
  const counted = (waits: number): string => waits === 0 ? "no" : `${waits - 1} counted`;
  return claims.flatMap(({ name, within, invariant: { each } }) => {
    const { first, count } = within ?? { first: 0, count: 0 };
    const rows = Array.from({ length: count }, (_, row) => row).filter((row) => before.words[first + row] !== now.words[first + row]);
    return rows.map((row) => `${each === undefined ? "" : `${rowName(model, each, row)} . `}waits ("${name}"): `
      + `${counted(before.words[first + row]!)} -> ${counted(now.words[first + row]!)}`);
  });
}

function shown(model: Model, column: { kind: string; table?: string; values?: readonly string[] }, value: unknown): string {
  const rows = column.table === undefined ? [] : model.now.world[column.table]!;
  const named = (row: RowView) => rowName(model, column.table!, row.id);
  switch (column.kind) {
    case "reference": return value === null ? "none" : named(value as RowView);
    case "queue": {
      const queue = value as { length: number; at(place: number): RowView };
      return `[${Array.from({ length: queue.length }, (_, i) => named(queue.at(i))).join(", ")}]`;
    }
    case "set": return `{${rows.filter((row) => (value as { has(row: RowView): boolean }).has(row)).map(named).join(", ")}}`;
    case "rights": return `{${column.values!.filter((right) => (value as { has(right: string): boolean }).has(right)).join(", ")}}`;
    default: return String(value);
  }
}
