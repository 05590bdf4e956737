/**
 * Takes every call of an operation from one state. The code is generated: a nest of loops over the arguments, in which
 * each check stands in the outermost loop that has all names it takes, so that it refuses all calls inside at once.
 * Sentences are called in the same order as in a single step; what one of them throws comes out as it is.
 */
import type { Argument } from "./arguments.ts";
import { Branches } from "./branches.ts";
import { decoded, faultsOfCases } from "./generation.ts";
import { generated } from "./generated.ts";
import { namesTaken } from "./naming.ts";
import type { Memory } from "./rows.ts";
import type { Stepper } from "./stepping.ts";
import { yes } from "./yes-or-no.ts";

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
}

/** Takes every call from the present state; the state is the same afterwards, provided that `moved` puts it back. */
export type Expand = () => void;

/** Generates the code for an operation. `look` is tried once in the present state to learn the names that it gives. */
export function compileExpansion(stepper: Stepper, memory: Memory, facts: unknown, { counts, judged, moved, judge }: Expansion): Expand {
  const { operation, args, refusals } = stepper;
  const { checks, cases, look } = operation;
  const depth = args.length;
  const looked = look?.(memory.world as never, stepper.argumentsNamed(args.map(() => 0)) as never, facts) as
    Readonly<Record<string, unknown>> | undefined;
  const found = Object.keys(looked ?? {});
  const levels = new Levels(args.map(({ name }) => name), found);
  const lines: string[][] = Array.from({ length: depth + 1 }, () => []);
  /** By level, the calls that one value of all arguments outside stands for. */
  const inside = (level: number): number => args.slice(level).reduce((product, { values }) => product * values, 1);
  let hasLooked = look === undefined;
  const lookNow = (): void => {
    if (hasLooked) return;
    hasLooked = true;
    const needed = isPlain(looked!) ? namesTaken(look!, 1) : null;
    if (needed === null) levels.enter(depth);
    else for (const name of needed) levels.enter(levels.of([name]));
    lines[levels.now]!.push(...remembered(needed, args, levels));
  };
  checks.forEach(({ holds }, k) => {
    const names = namesTaken(holds, 0);
    if (names === null || names.some((name) => found.includes(name))) lookNow();
    levels.enter(judged[k]! ? depth : levels.of(names));
    lines[levels.now]!.push(`if (!yes(check${k}(${levels.scene(hasLooked && look !== undefined)}), "the check")) { counts[${k}] += ${inside(levels.now)}; `
      + `${judged[k]! ? `judge(${k}, ${levels.sceneAt(depth, false)}); ` : ""}continue; }`);
  });
  lookNow();
  lines[depth]!.push(`const now = ${levels.sceneAt(depth, look !== undefined)};`);
  const effects = cases.map(({ then }) => Object.values(then));
  const chooses = effects.flat().some((step) => step.length > 1);
  const applies = cases.flatMap(({ holds }, i) =>
    [`${holds === undefined ? "" : `if (yes(case${i}(now), "the case")) `}{ if (applying >= 0) twoApply(applying, ${i}); applying = ${i}; }`]);
  const commit = [
    "let applying = -1;", ...applies, "switch (applying) {",
    ...cases.map((_, i) => `case ${i}: ${effects[i]!.map((__, s) => `step${i}_${s}(now, choose);`).join(" ")} `
      + `counts[${refusals + i}]++; ${judged[refusals + i]! ? `judge(${refusals + i}, ${levels.sceneAt(depth, false)}); ` : ""}`
      + "moved(); break;"),
    "default: noneApplies(); }",
  ];
  lines[depth]!.push(...(chooses ? ["branches.begin();", "do {", ...commit, "} while (branches.next());"] : commit));
  const code = [
    "const choose = branches.choose;",
    ...args.map((_, i) => `const list${i} = args[${i}].list;`),
    ...checks.map((_, i) => `const check${i} = checks[${i}].holds;`),
    ...cases.map((_, i) => `const case${i} = cases[${i}].holds;`),
    ...effects.flatMap((steps, i) => steps.map((_, s) => `const step${i}_${s} = effects[${i}][${s}];`)),
    // What `look` found in this state, by the arguments that it needs; the stamp tells what belongs to this state.
    "const lookedUp = [], stamps = []; let stamp = 0;",
    // A loop even without arguments, since a check that fails goes on with the next call.
    "return () => { stamp++; for (let once = true; once; once = false) {", ...lines[0]!,
    ...args.flatMap((argument, i) => [
      `for (let c${i} = 0; c${i} < ${argument.values}; c${i}++) { const a${i} = ${decoded(argument, i, `c${i}`)};`, ...lines[i + 1]!]),
    ...args.map(() => "}"), "} };",
  ].join("\n");
  const { twoApply, noneApplies } = faultsOfCases(operation);
  const names = ["args", "checks", "cases", "effects", "look", "world", "facts", "twoApply", "noneApplies", "yes"];
  return generated([...names, "counts", "moved", "judge", "branches"], code)(
    args, checks, cases, effects, look, memory.world, facts, twoApply, noneApplies, yes, counts, moved, judge, new Branches()) as Expand;
}

/** Values of the arguments that `look` needs for which its answers are kept. */
const rememberedMost = 1 << 12;

/** The code of `look`, which is asked once for all calls from a state that agree in what it needs. */
function remembered(needed: readonly string[] | null, args: readonly Argument[], levels: Levels): string[] {
  const asked = `look(world, ${levels.scene(false)}, facts)`;
  const places = (needed ?? []).map((name) => args.findIndex((one) => one.name === name));
  const values = places.reduce((product, i) => product * args[i]!.values, 1);
  if (needed === null || needed.length === levels.now || values > rememberedMost) return [`const looked = ${asked};`];
  const key = places.reduce((code, i) => `(${code}) * ${args[i]!.values} + c${i}`, "0");
  return [`const key = ${key}; let looked = lookedUp[key];`,
    `if (stamps[key] !== stamp) { looked = lookedUp[key] = ${asked}; stamps[key] = stamp; }`];
}

/** In which loop a sentence stands: as many loops out as its names allow, never before the sentence that precedes it. */
class Levels {
  now = 0;
  private readonly args: readonly string[];
  private readonly found: readonly string[];

  constructor(args: readonly string[], found: readonly string[]) {
    this.args = args;
    this.found = found;
  }

  /** The loop that has all of some names; null takes everything. */
  of(names: readonly string[] | null): number {
    if (names === null) return this.args.length;
    return names.reduce((level, name) => Math.max(level, this.args.indexOf(name) + 1), 0);
  }

  enter(level: number): void { this.now = Math.max(this.now, level); }

  /** The names that are known here, as an object. */
  scene(looked: boolean): string { return this.sceneAt(this.now, looked); }

  sceneAt(level: number, looked: boolean): string {
    const known = this.args.slice(0, level).map((name, i) => `${JSON.stringify(name)}: a${i}`);
    const seen = looked ? this.found.map((name) => `${JSON.stringify(name)}: looked[${JSON.stringify(name)}]`) : [];
    return `{ ${[...known, ...seen].join(", ")} }`;
  }
}

/** Whether what `look` found are rows, words, numbers or nothing: a list might be changed by the steps that are given it. */
function isPlain(found: Readonly<Record<string, unknown>>): boolean {
  return Object.values(found).every((value) => typeof value !== "object" || value === null || Object.isFrozen(value));
}
