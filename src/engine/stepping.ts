/**
 * Runs one operation on a world: look, then the checks in order, then the one case that applies, then its steps.
 * Whatever goes wrong inside a sentence is reported as a fault of the specification that names the sentence.
 */
import { SpecificationFault } from "../language/fault.ts";
import type { Choose, Operation } from "../language/operation.ts";
import { type Argument, argumentsOf } from "./arguments.ts";
import { type Compiled, compileOperation } from "./generation.ts";
import type { Memory } from "./rows.ts";

/** An operation made ready for one system. */
export class Stepper {
  readonly operation: Operation;
  readonly args: readonly Argument[];
  /** The sentences of the checks, then of the cases. */
  readonly outcomes: readonly string[];
  /** What the caller is told, by outcome. */
  readonly answers: readonly string[];
  /** The number of checks: outcomes below it are refusals. */
  readonly refusals: number;
  /** Different calls that this system allows; 0 when some argument has no value at all. */
  readonly calls: number;
  private readonly sentences: readonly string[];
  private readonly memory: Memory;
  private readonly facts: unknown;
  private compiled: Compiled | null = null;

  constructor(operation: Operation, memory: Memory, facts: unknown) {
    const { checks, cases } = operation;
    this.operation = operation;
    this.outcomes = [...checks.map(({ unless }) => unless), ...cases.map(({ when }) => when)];
    this.answers = [...checks.map(({ answer }) => answer), ...cases.map(({ answer }) => answer ?? "ok")];
    this.refusals = checks.length;
    refuseUnclear(operation, this.outcomes);
    this.args = argumentsOf(operation, memory, facts);
    this.calls = this.args.reduce((product, { values }) => product * values, 1);
    this.sentences = ["look", ...this.outcomes, ...cases.flatMap(({ then }) => Object.keys(then))];
    this.memory = memory;
    this.facts = facts;
  }

  /** Looks and checks without changing anything: the first check that does not hold, or -1 when all hold. */
  attempt(codes: ArrayLike<number>): number {
    try {
      return this.tryOut(codes);
    } catch (error) {
      throw this.named(error);
    }
  }

  /** As `attempt`, but what a sentence throws comes out as it is: for searches, which try many calls. */
  tryOut(codes: ArrayLike<number>): number {
    return (this.compiled ?? this.compile(codes)).attempt(codes);
  }

  /** Completes an attempt whose checks all held: runs the one case that applies and answers its outcome. */
  commit(choose: Choose): number {
    try {
      return this.compiled!.commit(choose);
    } catch (error) {
      throw this.named(error);
    }
  }

  /** Runs the operation: the outcome by number. */
  run(codes: ArrayLike<number>, choose: Choose): number {
    const refused = this.attempt(codes);
    return refused >= 0 ? refused : this.commit(choose);
  }

  /** The arguments by name. */
  argumentsNamed(codes: ArrayLike<number>): Readonly<Record<string, unknown>> {
    const named: Record<string, unknown> = {};
    for (let i = 0; i < this.args.length; i++) named[this.args[i]!.name] = this.args[i]!.decode(codes[i]!);
    return named;
  }

  /** The steps that an outcome takes, as sentences; for an empty case, why nothing happens; none for a refusal. */
  sentencesOf(outcome: number): readonly string[] {
    if (outcome < this.refusals) return [];
    const { then, because } = this.operation.cases[outcome - this.refusals]!;
    const steps = Object.keys(then);
    return steps.length > 0 ? steps : [because ?? "nothing changes"];
  }

  private compile(codes: ArrayLike<number>): Compiled {
    const { operation, memory, facts } = this;
    // Every call of `look` must give the same names, so the first call tells them.
    const found = operation.look?.(memory.world as never, this.argumentsNamed(codes) as never, facts);
    return this.compiled = compileOperation(operation, this.args, memory, facts, found === undefined ? [] : Object.keys(found));
  }

  private named(error: unknown): unknown {
    const where = ` (in ${this.operation.name}, at "${this.sentences[this.compiled?.at() ?? 0]!}")`;
    if (error instanceof SpecificationFault) return new SpecificationFault(error.code, error.sentence + where);
    if (error instanceof TypeError) return new SpecificationFault("missing row", `${error.message}${where}`);
    return new SpecificationFault("sentence threw", `${error instanceof Error ? error.message : String(error)}${where}`);
  }
}

function refuseUnclear({ name, checks, cases }: Operation, outcomes: readonly string[]): void {
  if (cases.length === 0) throw new SpecificationFault("no case applies", `${name} has no cases`);
  const repeated = outcomes.find((sentence, i) => outcomes.indexOf(sentence) < i);
  if (repeated !== undefined) throw new SpecificationFault("duplicate sentence", `${name} has two outcomes called "${repeated}"`);
  for (const { unless, holds } of checks)
    if (typeof holds !== "function") throw new SpecificationFault("unknown name", `the check "${unless}" of ${name} has no "holds"`);
  for (const { when, then, because } of cases)
    if (Object.keys(then).length === 0 && because === undefined) throw new SpecificationFault("unknown name",
      `the case "${when}" of ${name} changes nothing and does not say why: add "because"`);
}
