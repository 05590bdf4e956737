/**
 * A routine: steps that several operations share, such as what a kernel does to wake whoever waits first. It has a name and sentences of
 * its own. An operation calls it in a step and says what it is given, which is found once, before its first step.
 */
import type { ArgumentsOf, Asks, Choose, Operation } from "./operation.ts";
import type { Source } from "./source.ts";
import { word } from "./words.ts";
import type { Tables } from "./world.ts";

/** The text of a routine. */
export interface RoutineText<T extends Tables, F, A extends Asks> {
  readonly name: string;
  /** One sentence in the kernel's words. */
  readonly summary: string;
  readonly sources: readonly Source[];
  /** What it is given by whoever calls it. */
  readonly takes: A;
  /** What happens, step by step and in this order. */
  readonly then: Readonly<Record<string, (given: ArgumentsOf<T, F, A, never>, choose: Choose) => unknown>>;
}

/** A routine as the engine takes it, the types of its world forgotten. */
export type AnyRoutine = RoutineText<any, any, any>;

/** A step of an operation that calls a routine; it finds in its scene what the routine is given. */
export type Call<Given> = <Scene>(given: (scene: Scene) => Given) => (scene: Scene, choose: Choose) => void;

/** What a step that calls a routine carries, wherever the copy of this package is that made it. */
const mark = Symbol.for("cordon routine");

interface Called {
  readonly routine: AnyRoutine;
  readonly given: (scene: any) => any;
}

type Step = Operation["cases"][number]["then"][string];

/** The routine that a step calls, and what it is given there; undefined for any other step. */
export const calledIn = (step: Function): Called | undefined => (step as { readonly [mark]?: Called })[mark];

/** A step as a sentence: with those of the routine that it calls, where it calls one. */
export function stepSentence(sentence: string, step: Function): string {
  const routine = calledIn(step)?.routine;
  return routine === undefined ? sentence
    : `${sentence} (${Object.entries(routine.then).map(([inner, one]) => stepSentence(inner, one)).join("; ")})`;
}

/** The routines that operations call, and those that these call, in the order in which they are met. */
export function routinesIn(operations: readonly Operation[]): readonly AnyRoutine[] {
  const met = new Set<AnyRoutine>();
  const look = (steps: Readonly<Record<string, Function>>): void => {
    for (const step of Object.values(steps)) {
      const routine = calledIn(step)?.routine;
      if (routine === undefined || met.has(routine)) continue;
      met.add(routine);
      look(routine.then);
    }
  };
  for (const { cases } of operations) for (const { then } of cases) look(then);
  return [...met];
}

/** A routine as a step: `wake(({ endpoint }) => ({ thread: endpoint.queue.first! }))`. */
export const callOf = (routine: AnyRoutine): Call<any> => (given) => {
  const steps = Object.values(routine.then);
  const step = word((scene: any, choose: Choose): void => {
    const found = given(scene);
    for (const one of steps) one(found, choose);
  });
  return Object.defineProperty(step, mark, { value: { routine, given } satisfies Called }) as Step;
};

/** The operations that call a routine, directly or through others, with another one in its place. */
export function withRoutine(operations: readonly Operation[], right: AnyRoutine, wrong: AnyRoutine): readonly Operation[] {
  const again = (steps: AnyRoutine["then"]): AnyRoutine["then"] => {
    let isSame = true;
    const all = Object.entries(steps).map(([sentence, step]): [string, Step] => {
      const called = calledIn(step);
      if (called === undefined) return [sentence, step];
      const routine = called.routine === right ? wrong : replaced(called.routine);
      if (routine === called.routine) return [sentence, step];
      isSame = false;
      return [sentence, callOf(routine)(called.given)];
    });
    return isSame ? steps : Object.fromEntries(all);
  };
  const replaced = (routine: AnyRoutine): AnyRoutine => {
    const then = again(routine.then);
    return then === routine.then ? routine : { ...routine, then };
  };
  return operations.flatMap((operation) => {
    const cases = operation.cases.map((one) => {
      const then = again(one.then);
      return then === one.then ? one : { ...one, then };
    });
    return cases.every((one, i) => one === operation.cases[i]) ? [] : [{ ...operation, cases }];
  });
}
