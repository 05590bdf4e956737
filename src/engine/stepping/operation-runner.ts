/**
 * Runs one operation on a world: look, then the checks in order, then the one case that applies, then its steps.
 * Whatever goes wrong inside a sentence is reported as a fault of the specification that names the sentence.
 */
import { askedCheck } from "../../language/acts.ts";
import { SpecificationFault } from "../../language/fault.ts";
import type { Choose, Operation } from "../../language/operation.ts";
import { stepSentence } from "../../language/routine.ts";
import { type Argument, argumentsOf } from "./arguments.ts";
import { type Compiled, checksBeforeLook, compileOperation } from "./generation.ts";
import { caught, noted, raiseNoted } from "./noting.ts";
import type { Memory } from "../world/rows.ts";
import { namesGiven } from "./scenes.ts";
import type { Waits } from "../claims/waits.ts";
import { yes } from "../claims/yes-or-no.ts";

/** An operation made ready for one system. */
export class OperationRunner {
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
  /** What counts each step; null where nothing must come within so many. */
  readonly waits: Waits | null;
  /** The arguments of the latest attempt. */
  private codes: ArrayLike<number> = [];
  private compiled: Compiled | null = null;
  /** How many checks come before `look`, once that is known. */
  private early: number | null = null;
  /** The names that `look` gives; null until it was asked. */
  lookedUp: readonly string[] | null;
  /** The sentence that was asked last, while nothing is compiled. */
  private place = 0;

  constructor(operation: Operation, memory: Memory, facts: unknown, waits: Waits | null = null) {
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
    this.waits = waits;
    this.lookedUp = operation.look === undefined ? [] : null;
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
    noted.fault = null;
    this.codes = codes;
    if (this.compiled === null) {
      const refused = this.compile(codes);
      if (refused >= 0) return refused;
    }
    return this.compiled!.attempt(codes);
  }

  /** Completes an attempt whose checks all held: runs the one case that applies and answers its outcome. */
  commit(choose: Choose): number {
    const outcome = this.taken(choose);
    this.waits?.note(this, outcome, this.argumentsNamed(this.codes));
    return outcome;
  }

  private taken(choose: Choose): number {
    try {
      return this.compiled!.commit(choose);
    } catch (error) {
      throw this.named(error);
    } finally {
      this.memory.gate.isOpen = false;
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
    const steps = Object.entries(then).map(([sentence, step]) => stepSentence(sentence, step));
    return steps.length > 0 ? steps : [because ?? "nothing changes"];
  }

  /** Learns which names `look` gives and compiles, unless a check that comes before `look` refuses this call: then that check. */
  private compile(codes: ArrayLike<number>): number {
    const { operation, args, memory, facts } = this;
    if (this.lookedUp === null) {
      // Told once: an operation that is refused before `look` in every call comes here every time.
      const early = this.early ??= checksBeforeLook(operation, args);
      for (let i = 0; i < early; i++) {
        this.place = i + 1;
        if (!yes(askedCheck(operation.checks[i]!, this.argumentsNamed(codes), memory.world, facts), "the check")) return i;
      }
      this.place = 0;
      const looked: unknown = operation.look!(memory.world as never, this.argumentsNamed(codes) as never, facts);
      if (noted.fault !== null) raiseNoted();
      this.lookedUp = namesGiven(looked, args.map(({ name }) => name));
    }
    this.compiled = compileOperation(operation, args, memory, facts, this.lookedUp);
    return -1;
  }

  private named(thrown: unknown): unknown {
    const error = caught(thrown);
    const where = ` (in ${this.operation.name}, at "${this.sentences[this.compiled?.at() ?? this.place]!}")`;
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
