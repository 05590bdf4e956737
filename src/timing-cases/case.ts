/** A worked case of timing as JSON has it: which analysis, what it is given, and perhaps what must come out. */
import type { Assumption, Conventions } from "../timing/evidence.ts";
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
export type Analyses = Readonly<Record<string, Analysis>>;
export type Analysis = (input: any, time?: "dense" | "discrete") => Answer;

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
 * stumbled; so does one for numbers that it does not read. What else it does not read is told beside what the answer rests on, and so is
 * a time that is not that of the case.
 */
export function ask(analyse: Analysis, { input, analysis, timeModel }: TimingCase): Answer {
  const reading = new Reading(input as object);
  const answer = answered(() => analyse(reading.input, timeModel), { input, reading, analysis });
  const notes = reading.refuseUnread(analysis);
  const told: readonly Assumption[] = [
    ...otherTime(timeModel, answer),
    ...(notes.length === 0 ? [] : [{ says: "these fields of the case are notes, on which no number depends", checked: notes.join(", ") }]),
  ];
  return told.length === 0 ? answer : { ...answer, assumptions: [...(answer["assumptions"] ?? []) as readonly Assumption[], ...told] };
}

/** What an analysis answers; what it refuses is refused by the names that the case has. */
function answered(run: () => Answer, of: { readonly input: unknown; readonly reading: Reading; readonly analysis: string }): Answer {
  const { input, reading, analysis } = of;
  try {
    return run();
  } catch (error) {
    if (error instanceof TimingRefusal) throw withReason(asWritten(error, input, (place) => reading.lookedFor(place)), reading);
    if (!(error instanceof TypeError)) throw error;
    throw new TimingRefusal("missing", reading.stumbledAt(error.message), `is missing or has another shape than ${analysis} reads`);
  }
}

/** That the answer is for another time than the case says, where it is. */
function otherTime(wanted: TimingCase["timeModel"], answer: Answer): readonly Assumption[] {
  const taken = (answer["conventions"] as Conventions | undefined)?.time;
  if (wanted === undefined || taken === undefined || wanted === taken) return [];
  return [{
    says: taken === "dense" ? "the case has discrete time, and the analysis takes it as dense: at whole ticks less may be possible than it says"
      : "the case has dense time, and the analysis takes whole ticks of a unit in which all its times are whole: between them it does not look",
    checked: "timeModel",
  }];
}

/** The refusal of what is missing, with what may stand for it. */
function withReason(refusal: TimingRefusal, reading: Reading): TimingRefusal {
  const { code, field, message } = refusal;
  const instead = code === "missing" ? reading.unreadInsteadOf(field) : undefined;
  return instead === undefined ? refusal : new TimingRefusal(code, field, `${message.slice(field.length + 1)}; ${instead} is not read`);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null
  && !Array.isArray(value);
