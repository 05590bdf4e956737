/**
 * An operation is a key: claims name it, its outcomes and its answers by value, and are given its arguments with their types. A name
 * that does not exist is an error of the compiler; in untyped files it is a fault of the specification, found before anything runs.
 */
import { SpecificationFault, didYouMean } from "./fault.ts";
import type { Step } from "./invariant.ts";
import type { Operation } from "./operation.ts";

/** What claims ask of steps with an operation in their hands. What answers yes or no may ask something of the arguments, too. */
export interface OperationKey<Args, Outcome extends string, Answer extends string> {
  /** The arguments of a step of this operation, rows as in the state after it; null for a step of another one. */
  readonly of: (step: Step) => Args | null;
  /** Whether the step is of this operation, and something holds of its arguments. */
  readonly where: (step: Step, holds: (args: Args) => boolean) => boolean;
  /** Whether the step is of this operation, and no check refused it. */
  readonly accepted: (step: Step, holds?: (args: Args) => boolean) => boolean;
  /** Whether the step is of this operation, and a check refused it. */
  readonly refused: (step: Step, holds?: (args: Args) => boolean) => boolean;
  /** Whether the step is of this operation and ended so: in this check, which refused it, or in this case. */
  readonly ended: (step: Step, outcome: Outcome, holds?: (args: Args) => boolean) => boolean;
  /** Whether the step is of this operation, and its caller was told this. Cases that say nothing tell "ok". */
  readonly told: (step: Step, answer: Answer, holds?: (args: Args) => boolean) => boolean;
}

/** Whether the caller was told one of these answers, whichever operation the step is of. */
export type Told<Answer extends string> = (step: Step, ...answers: readonly Answer[]) => boolean;

type Word = keyof OperationKey<never, never, never>;

/** A word about steps, as those need it who read sentences: which operation it asks about, and which names it may be given. */
export interface KeyWord {
  readonly word: Word;
  /** Null where it asks about steps of any. */
  readonly operation: string | null;
  /** The outcomes for `ended`, the answers for `told`; else none. */
  readonly names: readonly string[];
}

const keyWords = new WeakMap<Function, KeyWord>();

/** What a function says that is a word of an operation's key; undefined for any other. */
export const keyWordOf = (value: unknown): KeyWord | undefined => typeof value === "function" ? keyWords.get(value) : undefined;

/** Whether a value is a key: an operation that was declared with the words of a world, or a copy of one. */
export const isKey = (value: unknown): value is OperationKey<any, string, string> =>
  typeof value === "object" && value !== null && keyWordOf((value as { readonly of?: unknown }).of) !== undefined;

/** The fault of asking a step for a name that its operation does not have. */
export function noSuchName({ word, operation, names }: KeyWord, name: unknown): SpecificationFault {
  const [verb, what] = word === "told" ? ["told", "answer"] : ["ended with", "outcome"];
  return new SpecificationFault("unknown name", `a claim asks whether ${operation === null ? "anything" : `"${operation}"`} `
    + `${verb} "${String(name)}", which is not an ${what} of it${didYouMean(String(name), names)}`);
}

function word<F extends Function>(called: Word, operation: string | null, fn: F, names: readonly string[] = []): F {
  keyWords.set(fn, { word: called, operation, names });
  return fn;
}

/** Where something is not so: false, unless it cannot be so. */
function isNot(fn: Function, ...wanted: readonly string[]): false {
  const own = keyWords.get(fn)!;
  const unknown = wanted.find((name) => !own.names.includes(name));
  if (unknown !== undefined) throw noSuchName(own, unknown);
  return false;
}

type Holds = (args: any) => boolean;

/** The words in which claims ask about steps of an operation. */
export function keyOf({ name, checks, cases }: Operation): OperationKey<any, string, string> {
  const outcomes = [...checks.map(({ unless }) => unless), ...cases.map(({ when }) => when)];
  const answers = [...new Set([...checks, ...cases].map(({ answer = "ok" }) => answer))];
  const key: OperationKey<any, string, string> = {
    of: word("of", name, (step: Step) => step.operation === name ? step.args : null),
    where: word("where", name, (step: Step, holds: Holds) => step.operation === name && holds(step.args)),
    accepted: word("accepted", name, (step: Step, holds?: Holds) =>
      step.operation === name && !step.refused && (holds === undefined || holds(step.args))),
    refused: word("refused", name, (step: Step, holds?: Holds) =>
      step.operation === name && step.refused && (holds === undefined || holds(step.args))),
    ended: word("ended", name, (step: Step, outcome: string, holds?: Holds) => step.operation === name
      && (step.outcome === outcome ? holds === undefined || holds(step.args) : isNot(key.ended, outcome)), outcomes),
    told: word("told", name, (step: Step, answer: string, holds?: Holds) => step.operation === name
      && (step.answer === answer ? holds === undefined || holds(step.args) : isNot(key.told, answer)), answers),
  };
  return key;
}

/** The word in which claims ask what was told, whichever operation the step is of. */
export function toldAmong<Answer extends string>(answers: readonly Answer[]): Told<Answer> {
  const told: Told<Answer> = word("told", null, (step: Step, ...wanted: readonly string[]) =>
    wanted.includes(step.answer) || isNot(told, ...wanted), answers);
  return told;
}
