/** One operation on a plain world, its calls and its open choices: look, then the checks in order, then the one case that applies. */
import type { Operation } from "../../../src/language/index.ts";
import { PlainFault } from "./plain-fault.ts";
import type { PlainWorld } from "./plain-world.ts";

/** The values that an argument can have, in the order in which they are numbered. */
export interface PlainArgument { readonly name: string; readonly values: readonly unknown[] }

/** How a call ended: which check refused or which case applied, counted through; or what was wrong. */
export interface PlainEnd { readonly outcome: number; readonly fault: PlainFault | null; readonly refused: boolean }

export function argumentsOf({ by, asks = {} }: Operation, world: PlainWorld, facts: any): PlainArgument[] {
  const all: PlainArgument[] = by === undefined ? [] : [{ name: by, values: world.rows[by]! }];
  for (const [name, ask] of Object.entries(asks)) switch (ask.ask) {
    case "flag": all.push({ name, values: [false, true] }); break;
    case "upTo": all.push({ name, values: Array.from({ length: ask.max + 1 }, (_, n) => n) }); break;
    case "choice": all.push({ name, values: ask.values }); break;
    case "row": all.push({ name, values: world.rows[ask.table]! }); break;
    case "among": all.push({ name, values: facts[ask.list] }); break;
  }
  return all;
}

/** Every combination of arguments, as numbers. */
export function combinations(args: readonly PlainArgument[]): number[][] {
  return args.reduce<number[][]>((some, { values }) => some.flatMap((one) => values.map((_, v) => [...one, v])), [[]]);
}

export const named = (args: readonly PlainArgument[], codes: readonly number[]): Record<string, unknown> =>
  Object.fromEntries(args.map(({ name, values }, i) => [name, values[codes[i]!]]));

/** What sentences answer must be yes or no. */
export function yes(answer: unknown, what: string): boolean {
  if (typeof answer !== "boolean") throw new PlainFault("not yes or no", `${what} answered ${String(answer)}`);
  return answer;
}

/** Asks a sentence that only reads. A fault that it causes counts, whether or not it catches it. */
export function asked<T>(world: PlainWorld, ask: () => T): T {
  [world.isWriting, world.noted] = [false, null];
  try {
    const answer = ask();
    if (world.noted !== null) throw world.noted;
    return answer;
  } catch (error) {
    throw world.noted ?? error;
  } finally {
    [world.isWriting, world.noted] = [true, null];
  }
}

/** Takes one call in the world's present state; of a fault, the state is in between. */
export function take(operation: Operation, world: PlainWorld, facts: any, args: Record<string, unknown>, choose: (n: number) => number): PlainEnd {
  const { look, checks, cases } = operation;
  try {
    const scene = closed(world, { ...args, ...asked(world, () => look?.(world.rows as any, args as any, facts)) });
    for (const [k, { holds, unless, isTurn }] of checks.entries())
      if (!asked(world, () => yes((holds as (...all: unknown[]) => boolean)(scene, ...isTurn === true ? [world.rows, facts] : []), unless))) return { outcome: k, fault: null, refused: true };
    const applying = cases.flatMap(({ holds, when }, i) => holds === undefined || asked(world, () => yes(holds(scene), when)) ? [i] : []);
    if (applying.length === 0) throw new PlainFault("no case applies");
    if (applying.length > 1) throw new PlainFault("two cases apply");
    for (const step of Object.values(cases[applying[0]!]!.then)) {
      world.noted = null;
      step(scene, choose);
      if (world.noted !== null) throw world.noted;
    }
    return { outcome: checks.length + applying[0]!, fault: null, refused: false };
  } catch (error) {
    const fault = world.noted ?? (error instanceof PlainFault ? error
      : error instanceof TypeError ? new PlainFault("missing row", error.message) : new PlainFault("sentence threw", String(error)));
    world.noted = null;
    return { outcome: -1, fault, refused: false };
  }
}

/** What sentences know: nothing is handed on through it. */
const closed = (world: PlainWorld, known: object): any =>
  new Proxy(known, { set: (_, name) => world.fault("unknown name", String(name)), deleteProperty: (_, name) => world.fault("unknown name", String(name)) });

/** Answers from a list, each wrapped around where it is too large, and 0 where the list has run out. */
export function wrapping(answers: readonly number[]): (n: number) => number {
  const { choose, sizes } = answering([]);
  return (n) => {
    choose(n);
    return (answers[sizes.length - 1] ?? 0) % n;
  };
}

/** Answers from a list and, where that has run out, 0; keeps how many answers there were to choose from. */
export function answering(answers: readonly number[]): { choose: (n: number) => number; sizes: number[] } {
  const sizes: number[] = [];
  return { sizes, choose: (n) => {
    if (!Number.isInteger(n) || n < 1) throw new PlainFault("size out of bound", `choose(${n})`);
    sizes.push(n);
    return answers[sizes.length - 1] ?? 0;
  } };
}

/** Runs something once for every combination of answers to its open choices. */
export function everyAnswer(run: (choose: (n: number) => number, answers: () => number[]) => void): void {
  const open: number[][] = [[]];
  while (open.length > 0) {
    const given = open.pop()!;
    const { choose, sizes } = answering(given);
    run(choose, () => sizes.map((_, i) => given[i] ?? 0));
    for (let i = given.length; i < sizes.length; i++)
      for (let other = 1; other < sizes[i]!; other++) open.push([...Array.from({ length: i }, (_, j) => given[j] ?? 0), other]);
  }
}
