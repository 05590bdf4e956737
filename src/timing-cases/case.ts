/** A worked case of timing as JSON has it: which analysis, what it is given, and perhaps what must come out. */
import type { Assumption, Conventions } from "../timing/evidence.ts";
import type { Exact } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import type { Answer } from "./comparing.ts";
import { asWritten } from "./naming.ts";
import { type Analysis, type TimeModel, formOf } from "./schema/analysis.ts";
import { type Read, anyObject, choice, from0, name, number, object, optional, otherwise, words } from "./schema/declare.ts";
import { type Reading, readField } from "./schema/read.ts";

/** The fields of a case itself. Others are for whoever keeps the case. */
export const caseFields = {
  id: name("its own name in a folder"),
  analysis: name("the key of the analysis"),
  input: anyObject("what the analysis is given"),
  expected: optional(anyObject("what must come out: some or all of the keys that the analysis answers"), "nothing is compared"),
  tolerance: otherwise(number("how far a number may be from the expected one; 0 is equality", "", from0), 0),
  timeModel: optional(choice("whether events come at any time or at whole ticks", ["dense", "discrete"]), "as the analysis takes it"),
  title: optional(words("what the case is about"), "the `id`"),
  source: optional(words("where it is from"), "none"),
};

export interface TimingCase extends Omit<Read<typeof caseFields>, "title" | "expected" | "source" | "timeModel"> {
  readonly title: string;
  readonly source?: string;
  readonly timeModel?: TimeModel;
  readonly expected?: Answer;
  readonly tolerance: Exact;
}

/** Reads a case; throws a TimingRefusal that names the field. */
export function readCase(content: unknown): TimingCase {
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw new TimingRefusal("missing", "the case", "must be an object with id, analysis and input");
  // What else a case has is not looked at.
  const own = Object.fromEntries(Object.entries(content).filter(([field]) => Object.hasOwn(caseFields, field)));
  const { id, title = id, source, timeModel, expected, ...rest } = readField(object("a case", caseFields), own, "a case").value;
  return {
    ...rest, id, title, ...(timeModel === undefined ? {} : { timeModel }), ...(source === undefined ? {} : { source }),
    ...(expected === undefined ? {} : { expected }),
  };
}

/** The input of a case as its analysis has declared it. Throws a TimingRefusal that names the field. */
export const readInput = (analysis: Analysis, { input, analysis: key }: TimingCase): Reading<any> =>
  readField(formOf(analysis, input).input, input, key, analysis.isStrict);

/**
 * Asks the analysis of a case. What that refuses is refused by the names that the case has. Fields on which nothing depends are told
 * beside what the answer rests on, and so is a time that is not that of the case.
 */
export function ask(analysis: Analysis, one: TimingCase): Answer {
  const { input, timeModel } = one;
  const { value, notes, declared } = readInput(analysis, one);
  const answer = byItsNames(input, declared, () => formOf(analysis, input).answer(value, timeModel));
  const told: readonly Assumption[] = [
    ...otherTime(timeModel, answer),
    ...(notes.length === 0 ? [] : [{ says: "these fields of the case are notes, on which no number depends", checked: notes.join(", ") }]),
  ];
  return told.length === 0 ? answer : { ...answer, assumptions: [...(answer["assumptions"] ?? []) as readonly Assumption[], ...told] };
}

/** What an analysis answers, or refuses by the names that the case has. */
function byItsNames(input: unknown, declared: Reading["declared"], run: () => Answer): Answer {
  try {
    return run();
  } catch (error) {
    throw error instanceof TimingRefusal ? asWritten(error, input, (place) => declared.get(place) ?? new Set()) : error;
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
