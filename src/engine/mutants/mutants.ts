/**
 * Derived mutants: an operation with one deliberate fault, made from its own text.
 * The names are sentences: `Open a session / drop check / the client can pay`.
 */
import { SpecificationFault, didYouMean } from "../../language/fault.ts";
import type { CaseText, CheckText, Operation } from "../../language/operation.ts";
import { type AnyRoutine, routinesIn, withRoutine } from "../../language/routine.ts";
import type { CraftedMutant, Specification } from "../../language/suite.ts";

export interface Mutant {
  readonly name: string;
  readonly tier: "derived" | "crafted" | "historical";
  /** The operation whose text is at fault; of a text that operations share, the routine. */
  readonly operation: string;
  /** The faulty operations, each of which stands in place of the right one of its name. */
  readonly mutated: readonly Operation[];
}

type Check = CheckText<any>;
type Case = CaseText<any>;

/** All derived mutants of an operation. */
export function derivedMutants(operation: Operation): Mutant[] {
  const { name, checks, cases } = operation;
  const answers = [...new Set([...checks.map(({ answer }) => answer), ...cases.map(({ answer }) => answer ?? "ok")])];
  const mutant = (kind: string, sentence: string, change: Partial<Operation>): Mutant =>
    ({ name: `${name} / ${kind} / ${sentence}`, tier: "derived", operation: name, mutated: [{ ...operation, ...change }] });
  const withCheck = (i: number, check: Check) => ({ checks: checks.with(i, check) });
  const withCase = (i: number, one: Case) => ({ cases: cases.with(i, one) });

  return [
    // The rule about who acts is dropped from all operations at once.
    ...checks.flatMap((check, i) => check.isTurn === true ? [] : [
      mutant("drop check", check.unless, { checks: checks.toSpliced(i, 1) }),
      ...otherAnswer(answers, check.answer).map((answer) =>
        mutant(`answer ${answer} in place of ${check.answer}`, check.unless, withCheck(i, { ...check, answer }))),
    ]),
    ...cases.flatMap((one, i) => [
      // Without its only case an operation does not load, which would prove nothing.
      ...(cases.length === 1 ? [] : [mutant("drop case", one.when, { cases: cases.toSpliced(i, 1) })]),
      ...(one.holds === undefined ? [] : [
        mutant("negate condition", one.when, withCase(i, { ...one, holds: (scene) => !one.holds!(scene) })),
      ]),
      ...otherAnswer(answers, one.answer ?? "ok").map((answer) =>
        mutant(`answer ${answer} in place of ${one.answer ?? "ok"}`, one.when, withCase(i, { ...one, answer }))),
      ...stepMutants(one).map(({ kind, sentence, then }) =>
        mutant(kind, `${one.when} / ${sentence}`, withCase(i, { ...one, then, because: "a step was dropped" }))),
    ]),
  ];
}

/** The next answer of the operation after the right one; none where the operation has one answer only. */
function otherAnswer(answers: readonly string[], right: string): string[] {
  return answers.length < 2 ? [] : [answers[(answers.indexOf(right) + 1) % answers.length]!];
}

function stepMutants({ then }: Case): { kind: string; sentence: string; then: Case["then"] }[] {
  const steps = Object.entries(then);
  const dropped = steps.map(([sentence], i) =>
    ({ kind: "drop step", sentence, then: Object.fromEntries(steps.toSpliced(i, 1)) }));
  const swapped = steps.slice(1).map(([sentence], i) => ({
    kind: "swap steps", sentence: `${steps[i]![0]} / ${sentence}`,
    then: Object.fromEntries([...steps.slice(0, i), steps[i + 1]!, steps[i]!, ...steps.slice(i + 2)]),
  }));
  return [...dropped, ...swapped];
}

/** A routine that lacks a step, wherever it is called. */
function routineMutants(operations: readonly Operation[], routine: AnyRoutine): Mutant[] {
  const steps = Object.entries(routine.then);
  return steps.map(([sentence], i) => ({
    name: `${routine.name} / drop step / ${sentence}`, tier: "derived", operation: routine.name,
    mutated: withRoutine(operations, routine, { ...routine, then: Object.fromEntries(steps.toSpliced(i, 1)) }),
  }));
}

/** The rules of a world about who acts, each left out of all operations. */
function turnMutants(operations: readonly Operation[]): Mutant[] {
  const ruled = (one: Operation): boolean => one.checks.some(({ isTurn }) => isTurn === true);
  const tables = new Set(operations.flatMap((one) => one.by !== undefined && ruled(one) ? [one.by] : []));
  return [...tables].map((table): Mutant => ({
    name: `anybody acts / drop rule / ${table}`, tier: "derived", operation: `the rule about who acts`,
    mutated: operations.filter((one) => one.by === table && ruled(one))
      .map((one) => ({ ...one, checks: one.checks.filter(({ isTurn }) => isTurn !== true) })),
  }));
}

/** Every mutant of a specification: the derived ones, then the crafted and historical ones given. */
export function mutantsOf(specification: Specification, crafted: readonly CraftedMutant[]): Mutant[] {
  return [
    ...specification.operations.flatMap(derivedMutants),
    ...routinesIn(specification.operations).flatMap((routine) => routineMutants(specification.operations, routine)),
    ...turnMutants(specification.operations),
    ...crafted.map(({ name, tier, operation, change }) => {
      const right = specification.operations.find((one) => one.name === operation);
      if (right === undefined) throw new SpecificationFault("unknown name", `the mutant "${name}" changes "${operation}", which is not an operation`
        + didYouMean(operation, specification.operations.map((one) => one.name)));
      return { name, tier, operation, mutated: [{ ...change(right), name: operation }] };
    }),
  ];
}

/** The specification's operations with the mutant's in place of the right ones. */
export function mutate(operations: readonly Operation[], { mutated }: Mutant): Operation[] {
  return operations.map((operation) => mutated.find(({ name }) => name === operation.name) ?? operation);
}
