/** A worked case of timing as JSON has it: which analysis, what it is given, and perhaps what must come out. */
import type { Assumption } from "../timing/evidence.ts";
import { type Exact, type Given, exact, zero } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { notNegative } from "../timing/task.ts";
import type { Answer } from "./comparing.ts";
import { asWritten } from "./naming.ts";
import { Reading } from "./reading.ts";

export interface TimingCase {
  readonly id: string;
  readonly title: string;
  readonly source?: string;
  /** The key of the analysis: "fp.rta". */
  readonly analysis: string;
  readonly timeModel?: "dense" | "discrete";
  readonly input: unknown;
  readonly expected?: Answer;
  /** How far a number may be from the expected one; 0 is equality. */
  readonly tolerance: Exact;
}

/** From the key of an analysis to what asks for it: takes the `input` of a case and its time, gives the keys of `expected` and more. */
export type Adapters = Readonly<Record<string, Adapter>>;
export type Adapter = (input: any, time?: "dense" | "discrete") => Answer;

/** Reads a case; throws a TimingRefusal that names the field. */
export function readCase(content: unknown): TimingCase {
  if (!isRecord(content)) throw new TimingRefusal("missing", "the case", "must be an object with id, analysis and input");
  const { id, title, source, analysis, timeModel, input, expected, tolerance } = content;
  const named = (value: unknown, field: string): string => {
    if (typeof value !== "string" || value === "") throw new TimingRefusal("missing", field, "must be a text");
    return value;
  };
  if (!isRecord(input)) throw new TimingRefusal("missing", "input", "must be an object: what the analysis is given");
  if (expected !== undefined && !isRecord(expected)) throw new TimingRefusal("missing", "expected", "must be an object, or be left out");
  if (timeModel !== undefined && timeModel !== "dense" && timeModel !== "discrete")
    throw new TimingRefusal("unknown name", "timeModel", `is ${JSON.stringify(timeModel)}; give dense or discrete`);
  return {
    id: named(id, "id"), title: title === undefined ? named(id, "id") : named(title, "title"), analysis: named(analysis, "analysis"), input,
    ...(timeModel === undefined ? {} : { timeModel }), ...(source === undefined ? {} : { source: named(source, "source") }),
    ...(expected === undefined ? {} : { expected }),
    tolerance: tolerance === undefined ? zero : notNegative(exact(tolerance as Given, "tolerance"), "tolerance"),
  };
}

/**
 * Asks the analysis of a case. Where its input has another shape than the analysis reads, the refusal names the field at which it
 * stumbled; so does one for numbers that it does not read. Texts that it does not read are told beside what else it rests on.
 */
export function ask(adapter: Adapter, { input, analysis, timeModel }: TimingCase): Answer {
  const reading = new Reading(input as object);
  try {
    const answer = adapter(reading.input, timeModel);
    const notes = reading.refuseUnread(analysis);
    if (notes.length === 0) return answer;
    const told: Assumption = { says: "these fields of the case are notes, on which no number depends", checked: notes.join(", ") };
    return { ...answer, assumptions: [...(answer["assumptions"] ?? []) as readonly Assumption[], told] };
  } catch (error) {
    if (error instanceof TimingRefusal) throw asWritten(error, input);
    if (!(error instanceof TypeError)) throw error;
    throw new TimingRefusal("missing", reading.stumbledAt(error.message), `is missing or has another shape than ${analysis} reads`);
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null
  && !Array.isArray(value);
