/** An analysis that cases can ask for: what it is given and what it answers, both declared, and the function between the two. */
import type { SimulatedSystem } from "../../timing/simulation/index.ts";
import type { Conventions } from "../../timing/evidence.ts";
import type { Answer } from "../comparing.ts";
import type { Field } from "./declare.ts";

/** What a case says of time; nothing where it leaves that to the analysis. */
export type TimeModel = "dense" | "discrete";

/** Keys of an answer with what they mean. `<...>` in a key stands for names or numbers of the case. */
export type Answers = Readonly<Record<string, string>>;

/** One thing that an analysis can be asked; most can be asked one. */
export interface Form<Input = any> {
  /** The field by which the case asks for this form: the first form whose field is there is taken. */
  readonly by?: string;
  /** What is asked, where there are several forms. */
  readonly says?: string;
  readonly input: Field<Input>;
  readonly answers: Answers;
  readonly answer: (input: Input, time?: TimeModel) => Answer;
}

/** What is simulated of a case, and what its analysis says of each task. */
export interface Simulated {
  readonly system: SimulatedSystem;
  readonly bounds: unknown;
  readonly from?: Conventions["from"];
}

interface About<Input> {
  /** What it is, in a sentence or two. */
  readonly says: string;
  /** Paragraphs that the page has besides. */
  readonly remarks?: readonly string[];
  /** The case says whether time is dense or discrete; elsewhere the analysis takes one of them. */
  readonly takesTime?: true;
  /** Whether every field that is not declared is refused, texts too: where most may be left out, none that is misspelt is a note. */
  readonly isStrict?: true;
  /** For a search of the worst case, where its bounds are responses of what can be simulated; null for a case that cannot be. */
  readonly simulated?: (input: Input, answer: Answer) => Simulated | null;
}

export interface Analysis extends About<any> {
  readonly forms: readonly Form[];
}

/** From the key of an analysis to the analysis. */
export type Analyses = Readonly<Record<string, Analysis>>;

/** An analysis of one form. */
export function analysis<Input>({ input, answers, answer, ...about }: About<Input> & Form<Input>): Analysis {
  return { ...about, forms: [{ input, answers, answer }] };
}

/** A form of an analysis that has several. */
export const form = <Input>(of: Form<Input>): Form => of;

/** The form that a case asks for. */
export const formOf = ({ forms }: Analysis, input: object): Form =>
  forms.find(({ by }) => by === undefined || by in input)!;
