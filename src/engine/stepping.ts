/**
 * Runs one operation on a world: look, then the checks in order, then the one case that applies, then its steps.
 * Whatever goes wrong inside a sentence is reported as a fault of the specification that names the sentence.
 */
import { SpecificationFault, didYouMean } from "../language/fault.ts";
import type { Ask, CaseText, CheckText, Choose, Operation } from "../language/operation.ts";
import type { Memory, RowView } from "./rows.ts";

/** An argument of an operation: how many values it can have in this system, and what value a number stands for. */
export interface Argument {
  readonly name: string;
  readonly ask: Ask;
  readonly values: number;
  readonly decode: (code: number) => unknown;
}

type Scene = Record<string, unknown>;

/** An operation made ready for one system. */
export class Stepper {
  readonly operation: Operation;
  readonly args: readonly Argument[];
  /** The sentences of the checks, then of the cases. */
  readonly outcomes: readonly string[];
  /** What the caller is told, by outcome. */
  readonly answers: readonly string[];
  private readonly memory: Memory;
  private readonly facts: unknown;
  private readonly checks: readonly CheckText<Scene>[];
  private readonly cases: readonly CaseText<Scene>[];
  private readonly steps: readonly (readonly [string, (scene: Scene, choose: Choose) => unknown][])[];
  private readonly look: Operation["look"];
  private scene: Scene = {};
  /** The sentence that is being evaluated, for naming faults. */
  private sentence = "";

  constructor(operation: Operation, memory: Memory, facts: unknown) {
    this.operation = operation;
    this.memory = memory;
    this.facts = facts;
    this.checks = operation.checks;
    this.cases = operation.cases;
    this.look = operation.look;
    this.steps = operation.cases.map((one) => Object.entries(one.then));
    this.outcomes = [...this.checks.map(({ unless }) => unless), ...this.cases.map(({ when }) => when)];
    this.answers = [...this.checks.map(({ answer }) => answer), ...this.cases.map(({ answer }) => answer ?? "ok")];
    this.args = argumentsOf(operation, memory, facts);
    this.refuseDuplicates();
  }

  /** The number of checks: outcomes below it are refusals. */
  get refusals(): number { return this.checks.length; }

  /** Whether every argument has at least one value in this system. */
  get possible(): boolean { return this.args.every(({ values }) => values > 0); }

  /** Looks and checks without changing anything: the first check that does not hold, or -1 when all hold. */
  attempt(codes: ArrayLike<number>): number {
    try {
      this.sentence = "look";
      const args: Scene = {};
      for (let i = 0; i < this.args.length; i++) {
        const argument = this.args[i]!;
        args[argument.name] = argument.decode(codes[i]!);
      }
      this.scene = this.look === undefined ? args : Object.assign(args, this.look(this.memory.world as never, args as never, this.facts));
      for (let i = 0; i < this.checks.length; i++) {
        const check = this.checks[i]!;
        this.sentence = check.unless;
        if (!check.holds(this.scene)) return i;
      }
      return -1;
    } catch (error) {
      throw this.named(error);
    }
  }

  /** Completes an attempt whose checks all held: runs the one case that applies and answers its outcome. */
  commit(choose: Choose): number {
    try {
      let applying = -1;
      for (let i = 0; i < this.cases.length; i++) {
        const one = this.cases[i]!;
        this.sentence = one.when;
        if (one.holds !== undefined && !one.holds(this.scene)) continue;
        if (applying >= 0) throw new SpecificationFault("two cases apply",
          `"${this.cases[applying]!.when}" and "${one.when}" both apply in ${this.operation.name}`);
        applying = i;
      }
      if (applying < 0) {
        this.sentence = "";
        throw new SpecificationFault("no case applies", `all checks of ${this.operation.name} hold, yet none of its cases applies`);
      }
      const steps = this.steps[applying]!;
      for (let i = 0; i < steps.length; i++) {
        const [sentence, effect] = steps[i]!;
        this.sentence = sentence;
        effect(this.scene, choose);
      }
      return this.checks.length + applying;
    } catch (error) {
      throw this.named(error);
    }
  }

  /** Runs the operation: the outcome by number. */
  run(codes: ArrayLike<number>, choose: Choose): number {
    const refused = this.attempt(codes);
    return refused >= 0 ? refused : this.commit(choose);
  }

  /** The steps that an outcome takes, as sentences; for a refusal or an empty case, why nothing happens. */
  sentencesOf(outcome: number): readonly string[] {
    if (outcome < this.checks.length) return [];
    const one = this.cases[outcome - this.checks.length]!;
    const steps = Object.keys(one.then);
    return steps.length > 0 ? steps : [one.because ?? "nothing changes"];
  }

  private named(error: unknown): unknown {
    const where = this.sentence === "" ? "" : ` (in ${this.operation.name}, at "${this.sentence}")`;
    if (error instanceof SpecificationFault) return new SpecificationFault(error.code, error.message.slice(error.code.length + 2) + where);
    if (error instanceof TypeError) return new SpecificationFault("missing row", `${error.message}${where}`);
    return error;
  }

  private refuseDuplicates(): void {
    const seen = new Set<string>();
    for (const sentence of this.outcomes) {
      if (seen.has(sentence)) throw new SpecificationFault("duplicate sentence",
        `${this.operation.name} has two outcomes called "${sentence}"`);
      seen.add(sentence);
    }
    if (this.cases.length === 0) throw new SpecificationFault("no case applies", `${this.operation.name} has no cases`);
    for (const { when, then, because } of this.cases)
      if (Object.keys(then).length === 0 && because === undefined) throw new SpecificationFault("unknown name",
        `the case "${when}" of ${this.operation.name} changes nothing and does not say why: add "because"`);
  }
}

function argumentsOf(operation: Operation, memory: Memory, facts: unknown): Argument[] {
  const asks: [string, Ask][] = Object.entries(operation.asks ?? {});
  if (operation.by !== undefined) asks.unshift([operation.by, { ask: "row", table: operation.by }]);
  return asks.map(([name, ask]) => argument(operation.name, name, ask, memory, facts));
}

function argument(operation: string, name: string, ask: Ask, memory: Memory, facts: unknown): Argument {
  switch (ask.ask) {
    case "flag": return { name, ask, values: 2, decode: (code) => code === 1 };
    case "upTo": return { name, ask, values: ask.max + 1, decode: (code) => code };
    case "choice": return { name, ask, values: ask.values.length, decode: (code) => ask.values[code] };
    case "row": {
      const rows: readonly RowView[] | undefined = memory.world[ask.table];
      if (rows === undefined) throw new SpecificationFault("unknown name",
        `${operation} asks for a row of "${ask.table}", which is no table${didYouMean(ask.table, Object.keys(memory.world))}`);
      return { name, ask, values: rows.length, decode: (code) => rows[code] };
    }
    case "among": {
      const lists = facts as Readonly<Record<string, unknown>>;
      const list = lists[ask.list];
      if (!Array.isArray(list)) throw new SpecificationFault("unknown name",
        `${operation} asks for one among "${ask.list}", which is no list of the system's facts${didYouMean(ask.list, Object.keys(lists))}`);
      const elements: readonly unknown[] = list;
      return { name, ask, values: elements.length, decode: (code) => elements[code] };
    }
  }
}
