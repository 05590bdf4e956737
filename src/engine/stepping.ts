/**
 * Runs one operation on a world: look, then the checks in order, then the one case that applies, then its steps.
 * Whatever goes wrong inside a sentence is reported as a fault of the specification that names the sentence.
 */
import { SpecificationFault, didYouMean } from "../language/fault.ts";
import type { Ask, Choose, Operation } from "../language/operation.ts";
import type { Memory, RowView } from "./rows.ts";

/** An argument of an operation: how many values it can have in this system, and what value a number stands for. */
export interface Argument {
  readonly name: string;
  readonly ask: Ask;
  readonly values: number;
  readonly decode: (code: number) => unknown;
}

/** What the generated code of one operation offers. `at()` tells how far the latest call came, for naming faults. */
interface Compiled {
  readonly attempt: (codes: ArrayLike<number>) => number;
  readonly commit: (choose: Choose) => number;
  readonly at: () => number;
}

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
      this.compiled ??= compileOperation(this.operation, this.args, this.memory, this.facts, this.lookedUp(codes));
      return this.compiled.attempt(codes);
    } catch (error) {
      throw this.named(error);
    }
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

  /** The steps that an outcome takes, as sentences; for an empty case, why nothing happens; none for a refusal. */
  sentencesOf(outcome: number): readonly string[] {
    if (outcome < this.refusals) return [];
    const { then, because } = this.operation.cases[outcome - this.refusals]!;
    const steps = Object.keys(then);
    return steps.length > 0 ? steps : [because ?? "nothing changes"];
  }

  /** The names that `look` gives; it must give the same ones for every call. */
  private lookedUp(codes: ArrayLike<number>): readonly string[] {
    const { look } = this.operation;
    if (look === undefined) return [];
    const args = Object.fromEntries(this.args.map(({ name, decode }, i) => [name, decode(codes[i]!)]));
    return Object.keys(look(this.memory.world as never, args as never, this.facts));
  }

  private named(error: unknown): unknown {
    const where = ` (in ${this.operation.name}, at "${this.sentences[this.compiled?.at() ?? 0]!}")`;
    if (error instanceof SpecificationFault) return new SpecificationFault(error.code, error.sentence + where);
    if (error instanceof TypeError) return new SpecificationFault("missing row", `${error.message}${where}`);
    return error;
  }
}

function refuseUnclear({ name, cases }: Operation, outcomes: readonly string[]): void {
  if (cases.length === 0) throw new SpecificationFault("no case applies", `${name} has no cases`);
  const repeated = outcomes.find((sentence, i) => outcomes.indexOf(sentence) < i);
  if (repeated !== undefined) throw new SpecificationFault("duplicate sentence", `${name} has two outcomes called "${repeated}"`);
  for (const { when, then, because } of cases)
    if (Object.keys(then).length === 0 && because === undefined) throw new SpecificationFault("unknown name",
      `the case "${when}" of ${name} changes nothing and does not say why: add "because"`);
}

/**
 * Generates the straight-line code of one operation. A loop over closures would do the same, but every call in it
 * would be megamorphic; here each sentence has a call site of its own, which the runtime can inline.
 */
function compileOperation(
  operation: Operation, args: readonly Argument[], memory: Memory, facts: unknown, lookedUp: readonly string[],
): Compiled {
  const { checks, cases, look } = operation;
  const names = args.map(({ name }) => JSON.stringify(name));
  const given = names.map((name, i) => `${name}: a${i}`).join(", ");
  const found = lookedUp.map((name) => `${JSON.stringify(name)}: looked[${JSON.stringify(name)}]`).join(", ");
  const effects = cases.map(({ then }) => Object.values(then));
  let place = checks.length + cases.length;
  const code = [
    "let at = 0, scene = null;",
    ...args.map((_, i) => `const decode${i} = args[${i}].decode;`),
    ...checks.map((_, i) => `const check${i} = checks[${i}].holds;`),
    ...cases.map((_, i) => `const case${i} = cases[${i}].holds;`),
    ...effects.flatMap((steps, i) => steps.map((_, k) => `const step${i}_${k} = effects[${i}][${k}];`)),
    "function attempt(codes) {",
    "  at = 0;",
    ...args.map((_, i) => `  const a${i} = decode${i}(codes[${i}]);`),
    ...(look === undefined ? [`  scene = { ${given} };`] : [
      `  const looked = look(world, { ${given} }, facts);`,
      `  scene = { ${given}${given !== "" && found !== "" ? ", " : ""}${found} };`,
    ]),
    ...checks.map((_, i) => `  at = ${i + 1}; if (!check${i}(scene)) return ${i};`),
    "  return -1;",
    "}",
    "function commit(choose) {",
    "  let applying = -1;",
    ...cases.map(({ holds }, i) => `  at = ${checks.length + i + 1}; `
      + (holds === undefined ? "" : `if (case${i}(scene)) `)
      + `{ if (applying >= 0) twoApply(applying, ${i}); applying = ${i}; }`),
    "  switch (applying) {",
    ...cases.flatMap((_, i) => [
      `  case ${i}:`,
      ...effects[i]!.map((_, k) => `    at = ${++place}; step${i}_${k}(scene, choose);`),
      `    return ${checks.length + i};`,
    ]),
    "  }",
    "  noneApplies();",
    "}",
    "return { attempt, commit, at: () => at };",
  ].join("\n");
  const twoApply = (a: number, b: number): never => {
    throw new SpecificationFault("two cases apply", `"${cases[a]!.when}" and "${cases[b]!.when}" both apply`);
  };
  const noneApplies = (): never => {
    throw new SpecificationFault("no case applies", "all checks hold, yet none of the cases applies");
  };
  const make = new Function("args", "checks", "cases", "effects", "look", "world", "facts", "twoApply", "noneApplies", code);
  return make(args, checks, cases, effects, look, memory.world, facts, twoApply, noneApplies) as Compiled;
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
