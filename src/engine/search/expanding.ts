/**
 * Takes every call of an operation from one state. The code is generated: a nest of loops over the arguments, in which
 * each check stands in the outermost loop that has all names it takes, so that it refuses all calls inside at once; `look` is
 * asked in such a loop too. Sentences are called in the same order as in a single step; what one of them throws comes out as it is.
 * Where nothing can be generated, a function that calls itself for each loop does the same.
 *
 * What `look` finds is shared by the calls inside where nobody can change it (`sharing.ts`). That is decided for each answer;
 * where it cannot be shared, the calls are taken one by one, as in a trace.
 */
import type { Argument } from "../stepping/arguments.ts";
import { Branches } from "./choice-enumeration.ts";
import { askedCheck } from "../../language/acts.ts";
import {
  applyingCase, askedCode, checksBeforeLook, decoded, effectsOf, heldBy, namesOfCheck, sharedBy, variables,
} from "../stepping/generation.ts";
import { generated } from "../stepping/new-function.ts";
import { noted, raiseNoted } from "../stepping/noting.ts";
import { namesTaken } from "../stepping/parameter-names.ts";
import type { Memory } from "../world/rows.ts";
import {
  type Held, done, foundCode, foundIn, sceneClass, sceneMaker, sceneOf, sceneWith, seeUnchangedScene, unchangedScene,
} from "../stepping/scenes.ts";
import { FoundLists, isShared } from "./sharing.ts";
import type { OperationRunner } from "../stepping/operation-runner.ts";
import { yes } from "../claims/yes-or-no.ts";

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

/** Where a sentence is asked: a check by its number, `look`, or the conditions of the cases, after which the one that applies is taken. */
interface Standing {
  readonly sentence: number | "look" | "cases";
  /** In how many loops, from the outermost on. */
  readonly level: number;
  /** Whether it is given what `look` found. */
  readonly hasFound: boolean;
}

/**
 * The sentences in order, each as many loops out as its names allow, never before the one that precedes it. While it is not known
 * which names `look` gives, it comes last.
 */
function standingsOf({ operation, args, lookedUp }: OperationRunner, judged: readonly boolean[]): readonly Standing[] {
  const { checks, look } = operation;
  const standings: Standing[] = [];
  const add = (sentence: Standing["sentence"], names: readonly string[] | null, hasFound: boolean): void => {
    const levels = names === null ? [args.length] : names.map((name) => args.findIndex((argument) => argument.name === name) + 1);
    standings.push({ sentence, level: Math.max(standings.at(-1)?.level ?? 0, ...levels), hasFound });
  };
  const early = look === undefined ? 0 : checksBeforeLook(operation, args);
  const addChecks = (from: number, to: number): void => checks.slice(from, to).forEach((check, i) => {
    add(from + i, judged[from + i]! ? null : namesOfCheck(check, operation), from >= early);
  });
  addChecks(0, early);
  if (look !== undefined) add("look", namesTaken(look, 1), false);
  if (lookedUp === null) return standings;
  addChecks(early, checks.length);
  add("cases", null, true);
  return standings;
}

/** Generates the code for an operation; while it is not known which names `look` gives, the calls that get so far are taken singly. */
export function compileExpansion(stepper: OperationRunner, memory: Memory, facts: unknown, expansion: Expansion): Expand {
  const { operation, args, refusals, lookedUp, waits } = stepper;
  const { cases } = operation;
  const { judged } = expansion;
  const { given, found } = heldBy(args, lookedUp ?? []);
  const own = found.map(([name, variable]): Held => [name, `own_${variable}`]);
  const standings = standingsOf(stepper, judged);
  const argsNow = sceneOf(given);
  const counting = (outcome: number): string => waits === null ? ""
    : `if (noted.fault !== null) raiseNoted(); waits.note(stepper, ${outcome}, ${argsNow}); `;
  const codeOf = ({ sentence, level, hasFound }: Standing): readonly string[] => {
    const scene = sceneOf([...given.slice(0, level), ...hasFound ? found : []]);
    if (sentence === "look") {
      const codes = args.slice(0, level).map((_, i) => `c${i}`).join(", ");
      return [
        `if (!shares) { singly([${codes}]); continue; }`,
        ...(lookedUp === null ? [] : [
          `if (lists !== null) lists.seeUnchanged(); const looked = look(world, ${scene}, facts); ${foundCode(found)}`,
          `lists = null; if (!(${found.map(([, variable]) => `isShared(${variable}, gate)`).join(" && ") || "true"})) {`,
          `  lists = FoundLists.among([${found.map(([, variable]) => variable).join(", ")}], gate);`,
          `  if (lists === null) { shares = false; singly([${codes}]); continue; } }`,
        ]),
      ];
    }
    if (sentence === "cases") return [
      "let applying = -1;",
      ...cases.map(({ holds }, i) => `${holds === undefined ? "" : `if (yes(case${i}(${scene}), "the case")) `}`
        + `{ if (applying >= 0) twoApply(applying, ${i}); applying = ${i}; }`),
      "do {",
      ...found.map(([, variable], i) => `${own[i]![1]} = lists === null ? ${variable} : lists.ownOf(${variable});`),
      "const now = new Own();", "gate.answer = branches.answer; gate.isOpen = true;", "switch (applying) {",
      ...cases.map((_, i) => `case ${i}: ${effectsOf(operation)[i]!.map((__, s) => `done(step${i}_${s}(now, gate.choose));`).join(" ")} `
        + `gate.isOpen = false; ${unchangedScene([...given, ...own])} ${counting(refusals + i)}counts[${refusals + i}]++; `
        + `${judged[refusals + i]! ? `judge(${refusals + i}, ${argsNow}); ` : ""}moved(); break;`),
      "default: gate.isOpen = false; noneApplies(); }",
      "} while (branches.next());",
    ];
    return [`if (!yes(${askedCode(operation.checks[sentence]!, sentence, scene)}, "the check")) { counts[${sentence}] += ${callsInside(args, level)}; `
      + `${judged[sentence]! ? `judge(${sentence}, ${argsNow}); ` : ""}continue; }`];
  };
  const [depth, isWhole] = [standings.at(-1)!.level, lookedUp !== null];
  const codeAt = (at: number): readonly string[] => standings.filter(({ level }) => level === at).flatMap(codeOf);
  const code = [
    `let shares = ${isWhole};`,
    ...variables(operation, args, [...given, ...found]),
    `let ${["lists = null", ...own.map(([, variable]) => variable)].join(", ")};`, sceneClass("Own", [...given, ...own]),
    // A loop even without arguments, since a check that fails goes on with the next call.
    "return () => { branches.begin(); for (let once = true; once; once = false) {", ...codeAt(0),
    ...args.slice(0, depth).flatMap((argument, i) => [
      `for (let c${i} = 0; c${i} < ${argument.values}; c${i}++) { a${i} = ${decoded(argument, i, `c${i}`)};`, ...codeAt(i + 1)]),
    ...args.slice(0, depth).map(() => "}"), isWhole ? "} if (lists !== null) lists.seeUnchanged(); lists = null; };" : "} };",
  ].join("\n");
  const branches = new Branches();
  const shared = {
    ...sharedBy(operation, args, memory, facts, lookedUp ?? []), ...expansion, branches, isShared, FoundLists, stepper, waits,
  };
  return generated(shared, code, () => plainExpansion(stepper, memory, facts, expansion, standings));
}

/** The same by a function that calls itself for each loop. */
function plainExpansion(
  stepper: OperationRunner, { world, gate }: Memory, facts: unknown, expansion: Expansion, standings: readonly Standing[],
): Expand {
  const { operation, args, refusals, lookedUp, waits } = stepper;
  const { counts, judged, moved, judge, singly } = expansion;
  const { checks, look } = operation;
  const [depth, namesGiven, namesFound] = [standings.at(-1)!.level, args.map(({ name }) => name), lookedUp ?? []];
  const effects = effectsOf(operation);
  const makeOwn = sceneMaker([...namesGiven, ...namesFound]);
  const branches = new Branches();
  /** What the loops are at, by number and by value. */
  const [codes, given]: [number[], unknown[]] = [[], []];
  let found: readonly unknown[] = [];
  let lists: FoundLists | null = null;
  let shares = lookedUp !== null;
  const argsNow = (): Readonly<Record<string, unknown>> => sceneWith(namesGiven, given);
  const sceneAt = ({ level, hasFound }: Standing) =>
    sceneWith([...namesGiven.slice(0, level), ...namesFound], [...given.slice(0, level), ...hasFound ? found : []]);
  const takeCase = (standing: Standing): void => {
    const applying = applyingCase(operation, () => sceneAt(standing));
    const outcome = refusals + applying;
    do {
      const values = [...given, ...found.map((value) => lists === null ? value : lists.ownOf(value))];
      const now = makeOwn(values);
      [gate.answer, gate.isOpen] = [branches.answer, true];
      for (const step of effects[applying]!) done(step(now, gate.choose));
      gate.isOpen = false;
      seeUnchangedScene(now, [...namesGiven, ...namesFound], values);
      if (waits !== null) {
        if (noted.fault !== null) raiseNoted();
        waits.note(stepper, outcome, argsNow());
      }
      counts[outcome]!++;
      if (judged[outcome]!) judge(outcome, argsNow());
      moved();
    } while (branches.next());
  };
  /** Whether what was found can be shared by the calls inside. */
  const finds = (standing: Standing): boolean => {
    if (!shares) return false;
    lists?.seeUnchanged();
    found = foundIn(look!(world as never, sceneAt(standing) as never, facts), namesFound);
    lists = null;
    if (found.every((value) => isShared(value, gate))) return true;
    lists = FoundLists.among(found, gate);
    return shares = lists !== null;
  };
  const isRefused = (check: number, standing: Standing): boolean => {
    if (yes(askedCheck(checks[check]!, sceneAt(standing), world, facts), "the check")) return false;
    counts[check]! += callsInside(args, standing.level);
    if (judged[check]!) judge(check, argsNow());
    return true;
  };
  const expandFrom = (level: number): void => {
    for (const standing of standings) {
      if (standing.level !== level) continue;
      if (standing.sentence === "cases") takeCase(standing);
      else if (standing.sentence !== "look") {
        if (isRefused(standing.sentence, standing)) return;
      } else if (!finds(standing)) {
        singly(codes.slice(0, level));
        return;
      }
    }
    if (level === depth) return;
    const { values, decode } = args[level]!;
    for (let code = 0; code < values; code++) {
      [codes[level], given[level]] = [code, decode(code)];
      expandFrom(level + 1);
    }
  };
  return () => {
    branches.begin();
    expandFrom(0);
    lists?.seeUnchanged();
    lists = null;
  };
}

/** The calls that one value of so many first arguments stands for. */
function callsInside(args: readonly Argument[], level: number): number {
  return args.slice(level).reduce((product, { values }) => product * values, 1);
}
