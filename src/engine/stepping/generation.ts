/**
 * Generates the straight-line code of one operation. A loop over closures would do the same, but every call in it
 * would be megamorphic; here each sentence has a call site of its own, which the runtime can inline.
 * Only call sites are generated: of the specification's text, argument names alone stand in the code, as quoted names.
 * Where nothing can be generated, the loop does it.
 */
import { SpecificationFault } from "../../language/fault.ts";
import { askedCheck } from "../../language/acts.ts";
import type { CheckText, Choose, Operation } from "../../language/operation.ts";
import type { Argument } from "./arguments.ts";
import { generated } from "./new-function.ts";
import { namesTaken } from "./parameter-names.ts";
import { noted, raiseNoted } from "./noting.ts";
import type { Memory } from "../world/rows.ts";
import {
  type Held, done, endScene, foundCode, foundIn, handedOn, refuseOtherNames, sceneClass, sceneMaker, sceneOf, sceneWith,
  seeUnchangedScene, unchangedScene,
} from "./scenes.ts";
import { yes } from "../claims/yes-or-no.ts";

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
  const { given, found } = heldBy(args, lookedUp);
  const effects = effectsOf(operation);
  const early = look === undefined ? 0 : checksBeforeLook(operation, args);
  const checked = (from: number, to: number, scene: string) => checks.slice(from, to)
    .map((check, i) => `  at = ${from + i + 1}; if (!yes(${askedCode(check, from + i, scene)}, "the check")) return ${from + i};`);
  let place = checks.length + cases.length;
  const code = [
    "let at = 0;",
    ...variables(operation, args, [...given, ...found]),
    sceneClass("Scene", [...given, ...found]),
    "function attempt(codes) {",
    "  at = 0;",
    ...args.map((argument, i) => `  ${given[i]![1]} = ${decoded(argument, i, `codes[${i}]`)};`),
    ...(look === undefined ? [] : [
      ...checked(0, early, sceneOf(given)),
      `  at = 0; const looked = look(world, ${sceneOf(given)}, facts); ${foundCode(found)}`,
    ]),
    ...checked(early, checks.length, sceneOf([...given, ...found])),
    "  return -1;",
    "}",
    "function commit(choose) {",
    "  let applying = -1;",
    ...cases.map(({ holds }, i) => `  at = ${checks.length + i + 1}; `
      + (holds === undefined ? "" : `if (yes(case${i}(${sceneOf([...given, ...found])}), "the case")) `)
      + `{ if (applying >= 0) twoApply(applying, ${i}); applying = ${i}; }`),
    "  const now = new Scene();",
    "  gate.answer = choose; gate.isOpen = true;",
    "  switch (applying) {",
    ...cases.flatMap((_, i) => [
      `  case ${i}:`,
      ...effects[i]!.map((__, k) => `    at = ${++place}; done(step${i}_${k}(now, gate.choose)); if (noted.fault !== null) raiseNoted();`),
      `    ${unchangedScene([...given, ...found])} return ${checks.length + i};`,
    ]),
    "  }",
    "  noneApplies();",
    "}",
    "return { attempt, commit, at: () => at };",
  ].join("\n");
  const shared = sharedBy(operation, args, memory, facts, lookedUp);
  return generated(shared, code, () => plainOperation(operation, args, memory, facts, lookedUp));
}

/** The same as a loop over the sentences, each of which is called as the code calls it: as a function, and of nothing. */
function plainOperation(
  operation: Operation, args: readonly Argument[], { world, gate }: Memory, facts: unknown, lookedUp: readonly string[],
): Compiled {
  const { checks, cases, look } = operation;
  const names = [...args.map(({ name }) => name), ...lookedUp];
  const effects = effectsOf(operation);
  const early = look === undefined ? 0 : checksBeforeLook(operation, args);
  const makeScene = sceneMaker(names);
  let values: unknown[] = [];
  let at = 0;
  const refusedAmong = (from: number, to: number): number => {
    for (let i = from; i < to; i++) {
      at = i + 1;
      if (!yes(askedCheck(checks[i]!, sceneWith(names, values), world, facts), "the check")) return i;
    }
    return -1;
  };
  return {
    at: () => at,
    attempt(codes) {
      at = 0;
      values = args.map(({ decode }, i) => decode(codes[i]!));
      const refused = refusedAmong(0, early);
      if (refused >= 0) return refused;
      if (look !== undefined) {
        at = 0;
        values.push(...foundIn(look(world as never, sceneWith(names, values) as never, facts), lookedUp));
      }
      return refusedAmong(early, checks.length);
    },
    commit(choose) {
      const applying = applyingCase(operation, () => sceneWith(names, values), (i) => { at = checks.length + i + 1; });
      const now = makeScene(values);
      gate.answer = choose;
      gate.isOpen = true;
      at = checks.length + cases.length + effects.slice(0, applying).reduce((sum, { length }) => sum + length, 0);
      for (const step of effects[applying]!) {
        at++;
        done(step(now, gate.choose));
        if (noted.fault !== null) raiseNoted();
      }
      seeUnchangedScene(now, names, values);
      return checks.length + applying;
    },
  };
}

/** The case that applies; `asked` is told of each before its condition is asked. */
export function applyingCase(operation: Operation, scene: () => object, asked: (at: number) => void = () => {}): number {
  const { twoApply, noneApplies } = faultsOfCases(operation);
  let applying = -1;
  for (const [i, { holds }] of operation.cases.entries()) {
    asked(i);
    if (holds !== undefined && !yes(holds(scene()), "the case")) continue;
    if (applying >= 0) twoApply(applying, i);
    applying = i;
  }
  return applying < 0 ? noneApplies() : applying;
}

/** The steps of each case. */
export const effectsOf = ({ cases }: Operation) => cases.map(({ then }) => Object.values(then));

/** The variables that hold the arguments and what `look` found. */
export function heldBy(args: readonly Argument[], lookedUp: readonly string[]): { readonly given: Held[]; readonly found: Held[] } {
  return { given: args.map(({ name }, i): Held => [name, `a${i}`]), found: lookedUp.map((name, i): Held => [name, `l${i}`]) };
}

/** The code that gives each sentence and each value that sentences are given a variable of its own. */
export function variables(operation: Operation, args: readonly Argument[], held: readonly Held[]): string[] {
  const { checks, cases } = operation;
  return [
    ...held.map(([, variable]) => `let ${variable};`),
    ...args.map((_, i) => `const list${i} = args[${i}].list;`),
    ...checks.map((_, i) => `const check${i} = checks[${i}].holds;`),
    ...cases.map((_, i) => `const case${i} = cases[${i}].holds;`),
    ...effectsOf(operation).flatMap((steps, i) => steps.map((_, k) => `const step${i}_${k} = effects[${i}][${k}];`)),
  ];
}

/** What the generated code uses, by name. */
export function sharedBy(
  operation: Operation, args: readonly Argument[], { world, gate }: Memory, facts: unknown, lookedUp: readonly string[],
): Readonly<Record<string, unknown>> {
  const { checks, cases, look } = operation;
  return {
    args, checks, cases, effects: effectsOf(operation), look, world, gate, facts, ...faultsOfCases(operation),
    otherNames: refuseOtherNames(lookedUp), yes, done, noted, raiseNoted, handedOn, endScene,
  };
}

/** What is called where more or fewer than one case applies. */
function faultsOfCases({ cases }: Operation): { twoApply: (a: number, b: number) => never; noneApplies: () => never } {
  return {
    twoApply(a, b) { throw new SpecificationFault("two cases apply", `"${cases[a]!.when}" and "${cases[b]!.when}" both apply`); },
    noneApplies() { throw new SpecificationFault("no case applies", "all checks hold, yet none of the cases applies"); },
  };
}

/** The value that an argument's code stands for, as code. */
export function decoded({ ask, list }: Argument, i: number, code: string): string {
  return list !== null ? `list${i}[${code}]` : ask.ask === "flag" ? `${code} === 1` : code;
}

/** The code that asks a check. */
export const askedCode = ({ isTurn }: CheckText<any>, i: number, scene: string): string =>
  `check${i}(${scene}${isTurn === true ? ", world, facts" : ""})`;

/** The names that a check is given: of the world's rule about who acts, the acting row. */
export const namesOfCheck = ({ holds, isTurn }: CheckText<any>, { by }: Operation): readonly string[] | null =>
  isTurn === true && by !== undefined ? [by] : namesTaken(holds, 0);

/** How many of the first checks take nothing but arguments, and so are asked before `look`. */
export function checksBeforeLook(operation: Operation, args: readonly Argument[]): number {
  const { checks } = operation;
  const needsLook = checks.findIndex((check) =>
    namesOfCheck(check, operation)?.every((name) => args.some((argument) => argument.name === name)) !== true);
  return needsLook < 0 ? checks.length : needsLook;
}
