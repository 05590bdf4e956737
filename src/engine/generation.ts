/**
 * Generates the straight-line code of one operation. A loop over closures would do the same, but every call in it
 * would be megamorphic; here each sentence has a call site of its own, which the runtime can inline.
 * Only call sites are generated: of the specification's text, argument names alone stand in the code, as quoted names.
 */
import { SpecificationFault } from "../language/fault.ts";
import type { Choose, Operation } from "../language/operation.ts";
import type { Argument } from "./arguments.ts";
import { generated } from "./generated.ts";
import { namesTaken } from "./naming.ts";
import type { Memory } from "./rows.ts";
import { yes } from "./yes-or-no.ts";

/** What the generated code of one operation offers. */
export interface Compiled {
  readonly attempt: (codes: ArrayLike<number>) => number;
  readonly commit: (choose: Choose) => number;
  /** How far the latest call came, for naming faults: 0 in `look`, then the checks, the cases, the steps. */
  readonly at: () => number;
}

/** Compiles an operation; `lookedUp` are the names that its `look` gives. */
export function compileOperation(
  operation: Operation, args: readonly Argument[], memory: Memory, facts: unknown, lookedUp: readonly string[],
): Compiled {
  const { checks, cases, look } = operation;
  const names = args.map(({ name }) => JSON.stringify(name));
  const given = names.map((name, i) => `${name}: a${i}`);
  const found = lookedUp.map((name) => `${JSON.stringify(name)}: looked[${JSON.stringify(name)}]`);
  const effects = cases.map(({ then }) => Object.values(then));
  const early = look === undefined ? 0 : checksBeforeLook(checks.map(({ holds }) => holds), lookedUp);
  const checked = (from: number, to: number, scene: string) => checks.slice(from, to)
    .map((_, i) => `  at = ${from + i + 1}; if (!yes(check${from + i}(${scene}), "the check")) return ${from + i};`);
  let place = checks.length + cases.length;
  const code = [
    "let at = 0, scene = null;",
    ...args.map((_, i) => `const list${i} = args[${i}].list;`),
    ...checks.map((_, i) => `const check${i} = checks[${i}].holds;`),
    ...cases.map((_, i) => `const case${i} = cases[${i}].holds;`),
    ...effects.flatMap((steps, i) => steps.map((_, k) => `const step${i}_${k} = effects[${i}][${k}];`)),
    "function attempt(codes) {",
    "  at = 0;",
    ...args.map((argument, i) => `  const a${i} = ${decoded(argument, i, `codes[${i}]`)};`),
    ...(look === undefined ? [] : [
      `  const given = { ${given.join(", ")} };`,
      ...checked(0, early, "given"),
      "  at = 0; const looked = look(world, given, facts);",
    ]),
    `  const now = scene = { ${[...given, ...found].join(", ")} };`,
    ...checked(early, checks.length, "now"),
    "  return -1;",
    "}",
    "function commit(choose) {",
    "  const now = scene;",
    "  let applying = -1;",
    ...cases.map(({ holds }, i) => `  at = ${checks.length + i + 1}; `
      + (holds === undefined ? "" : `if (yes(case${i}(now), "the case")) `)
      + `{ if (applying >= 0) twoApply(applying, ${i}); applying = ${i}; }`),
    "  switch (applying) {",
    ...cases.flatMap((_, i) => [
      `  case ${i}:`,
      ...effects[i]!.map((_, k) => `    at = ${++place}; step${i}_${k}(now, choose);`),
      `    return ${checks.length + i};`,
    ]),
    "  }",
    "  noneApplies();",
    "}",
    "return { attempt, commit, at: () => at };",
  ].join("\n");
  const { twoApply, noneApplies } = faultsOfCases(operation);
  const make = generated(["args", "checks", "cases", "effects", "look", "world", "facts", "twoApply", "noneApplies", "yes"], code);
  return make(args, checks, cases, effects, look, memory.world, facts, twoApply, noneApplies, yes) as Compiled;
}

/** What is called where more or fewer than one case applies. */
export function faultsOfCases({ cases }: Operation): { twoApply: (a: number, b: number) => never; noneApplies: () => never } {
  return {
    twoApply(a, b) { throw new SpecificationFault("two cases apply", `"${cases[a]!.when}" and "${cases[b]!.when}" both apply`); },
    noneApplies() { throw new SpecificationFault("no case applies", "all checks hold, yet none of the cases applies"); },
  };
}

/** The value that an argument's code stands for, as code. */
export function decoded({ ask, list }: Argument, i: number, code: string): string {
  return list !== null ? `list${i}[${code}]` : ask.ask === "flag" ? `${code} === 1` : code;
}

/** How many of the first checks need nothing of what `look` finds, so that they can be asked before it. */
function checksBeforeLook(checks: readonly ((scene: any) => boolean)[], lookedUp: readonly string[]): number {
  const needsLook = checks.findIndex((check) => namesTaken(check, 0)?.every((name) => !lookedUp.includes(name)) !== true);
  return needsLook < 0 ? checks.length : needsLook;
}
