/**
 * Takes every call of an operation from one state. The code is generated: a nest of loops over the arguments, in which
 * each check stands in the outermost loop that has all names it takes, so that it refuses all calls inside at once; `look` is
 * asked in such a loop too. Sentences are called in the same order as in a single step; what one of them throws comes out as it is.
 *
 * What `look` finds is shared by the calls inside where nobody can change it (`sharing.ts`). That is decided for each answer;
 * where it cannot be shared, the calls are taken one by one, as in a trace.
 */
import { Branches } from "./branches.ts";
import { checksBeforeLook, decoded, effectsOf, heldBy, sharedBy, variables } from "./generation.ts";
import { generated } from "./generated.ts";
import { namesTaken } from "./naming.ts";
import type { Memory } from "./rows.ts";
import { type Held, foundCode, sceneClass, sceneOf, unchangedScene } from "./scenes.ts";
import { FoundLists, isShared } from "./sharing.ts";
import type { Stepper } from "./stepping.ts";

/** What is told while an operation is expanded. */
export interface Expansion {
  /** By outcome: calls that ended so; counted up. */
  readonly counts: Float64Array;
  /** By outcome: whether steps that end so must be judged one by one. */
  readonly judged: readonly boolean[];
  /** A step was taken; the listener puts the state back. */
  readonly moved: () => void;
  /** A step whose outcome is judged has ended; told before `moved`. */
  readonly judge: (outcome: number, args: Readonly<Record<string, unknown>>) => void;
  /** Takes every call whose first arguments these are, one by one, and tells the same of it. */
  readonly singly: (given: readonly number[]) => void;
}

/** Takes every call from the present state; the state is the same afterwards, provided that `moved` puts it back. */
export type Expand = () => void;

/** Generates the code for an operation; while it is not known which names `look` gives, the calls that get so far are taken singly. */
export function compileExpansion(stepper: Stepper, memory: Memory, facts: unknown, expansion: Expansion): Expand {
  const { operation, args, refusals, lookedUp } = stepper;
  const { checks, cases, look } = operation;
  const { judged } = expansion;
  const depth = args.length;
  const { given, found } = heldBy(args, lookedUp ?? []);
  const own = found.map(([name, variable]): Held => [name, `own_${variable}`]);
  const levels = new Levels(given, found);
  const lines: string[][] = Array.from({ length: depth + 1 }, () => []);
  /** By level, the calls that one value of all arguments outside stands for. */
  const inside = (level: number): number => args.slice(level).reduce((product, { values }) => product * values, 1);
  const argsNow = sceneOf(given);
  const early = look === undefined ? checks.length : checksBeforeLook(operation, args);
  const check = (from: number, to: number): void => checks.slice(from, to).forEach(({ holds }, i) => {
    const k = from + i;
    levels.enter(judged[k]! ? depth : levels.of(namesTaken(holds, 0)));
    lines[levels.now]!.push(`if (!yes(check${k}(${levels.scene}), "the check")) { counts[${k}] += ${inside(levels.now)}; `
      + `${judged[k]! ? `judge(${k}, ${argsNow}); ` : ""}continue; }`);
  });
  check(0, early);
  if (look !== undefined) {
    levels.enter(levels.of(namesTaken(look, 1)));
    const codes = args.slice(0, levels.now).map((_, i) => `c${i}`).join(", ");
    lines[levels.now]!.push(
      `if (!shares) { singly([${codes}]); continue; }`,
      ...(lookedUp === null ? [] : [
        `if (lists !== null) lists.seeUnchanged(); const looked = look(world, ${levels.scene}, facts); ${foundCode(found)}`,
        `lists = null; if (!(${found.map(([, variable]) => `isShared(${variable}, gate)`).join(" && ") || "true"})) {`,
        `  lists = FoundLists.among([${found.map(([, variable]) => variable).join(", ")}], gate);`,
        `  if (lists === null) { shares = false; singly([${codes}]); continue; } }`,
      ]));
    levels.hasLooked = true;
  }
  const isWhole = lookedUp !== null;
  if (isWhole) {
    check(early, checks.length);
    levels.enter(depth);
    const scene = levels.scene;
    const applies = cases.flatMap(({ holds }, i) => [`${holds === undefined ? "" : `if (yes(case${i}(${scene}), "the case")) `}`
      + `{ if (applying >= 0) twoApply(applying, ${i}); applying = ${i}; }`]);
    lines[depth]!.push(
      "let applying = -1;", ...applies, "do {",
      ...found.map(([, variable], i) => `${own[i]![1]} = lists === null ? ${variable} : lists.ownOf(${variable});`),
      "const now = new Own();", "gate.answer = branches.answer; gate.isOpen = true;", "switch (applying) {",
      ...cases.map((_, i) => `case ${i}: ${effectsOf(operation)[i]!.map((__, s) => `done(step${i}_${s}(now, gate.choose));`).join(" ")} `
        + `gate.isOpen = false; ${unchangedScene([...given, ...own])} counts[${refusals + i}]++; `
        + `${judged[refusals + i]! ? `judge(${refusals + i}, ${argsNow}); ` : ""}moved(); break;`),
      "default: gate.isOpen = false; noneApplies(); }",
      "} while (branches.next());");
  }
  const code = [
    `let shares = ${isWhole};`,
    ...variables(operation, args, [...given, ...found]),
    `let ${["lists = null", ...own.map(([, variable]) => variable)].join(", ")};`, sceneClass("Own", [...given, ...own]),
    // A loop even without arguments, since a check that fails goes on with the next call.
    "return () => { branches.begin(); for (let once = true; once; once = false) {", ...lines[0]!,
    ...args.slice(0, levels.now).flatMap((argument, i) => [
      `for (let c${i} = 0; c${i} < ${argument.values}; c${i}++) { a${i} = ${decoded(argument, i, `c${i}`)};`, ...lines[i + 1]!]),
    ...args.slice(0, levels.now).map(() => "}"), isWhole ? "} if (lists !== null) lists.seeUnchanged(); lists = null; };" : "} };",
  ].join("\n");
  const branches = new Branches();
  const shared = { ...sharedBy(operation, args, memory, facts, lookedUp ?? []), ...expansion, branches, isShared, FoundLists };
  return generated(Object.keys(shared), code)(...Object.values(shared)) as Expand;
}

/** In which loop a sentence stands: as many loops out as its names allow, never before the sentence that precedes it. */
class Levels {
  now = 0;
  hasLooked = false;
  private readonly given: readonly Held[];
  private readonly found: readonly Held[];

  constructor(given: readonly Held[], found: readonly Held[]) {
    this.given = given;
    this.found = found;
  }

  /** The loop that has all of some names; null takes everything. */
  of(names: readonly string[] | null): number {
    if (names === null) return this.given.length;
    return names.reduce((level, name) => Math.max(level, this.given.findIndex((one) => one[0] === name) + 1), 0);
  }

  enter(level: number): void { this.now = Math.max(this.now, level); }

  /** What a sentence is given that stands here, as code. */
  get scene(): string { return sceneOf([...this.given.slice(0, this.now), ...this.hasLooked ? this.found : []]); }
}
