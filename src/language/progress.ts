/**
 * Claims about what must still be possible, or must come. Those that something comes within so many steps are checked like any claim over
 * what was. The others speak of the whole graph of states, so that only `explore` decides them, when it has found every state; random
 * traces list these and say nothing about them.
 */
import type { Common, Invariant, SeenInStates, Step } from "./invariant.ts";
import type { Operation } from "./operation.ts";
import type { Row, Tables, World } from "./world.ts";

/** Claims that from every state some way leads to one in which something holds. */
export interface AlwaysPossible<T extends Tables, F> extends Common, NoOther {
  readonly each?: undefined;
  readonly canAlways: (world: World<T>, facts: F) => boolean;
  readonly goesOn?: undefined;
  readonly from?: undefined;
  readonly seen?: SeenInStates<T, F>;
}

/** Claims that of every row of one table. */
export interface AlwaysPossibleForRow<T extends Tables, F, K extends string> extends Common, NoOther {
  readonly each: K;
  readonly canAlways: (row: Row<T, K>, world: World<T>, facts: F) => boolean;
  readonly goesOn?: undefined;
  readonly from?: undefined;
  readonly seen?: SeenInStates<T, F>;
}

/** Claims that nothing stands still: in every state some call is not refused. */
export interface NeverStuck<T extends Tables, F> extends Common, NoOther {
  readonly each?: undefined;
  readonly goesOn: true;
  /** The states in which standing still is right. */
  readonly unless?: (world: World<T>, facts: F) => boolean;
  readonly canAlways?: undefined;
  readonly from?: undefined;
  readonly seen?: SeenInStates<T, F>;
}

/**
 * Operations that runs do not leave out for ever, as keys. `weak`: not those that are possible from some moment on without a break;
 * `strong`: not those that are possible again and again. Possible is an operation some call of which is not refused. One that a row
 * acts in is fair to each row separately. Nothing else need ever happen: a run may stand still where no fair operation is possible.
 */
export interface Fair {
  readonly weak?: readonly Operation[];
  readonly strong?: readonly Operation[];
}

/** Claims that wherever `from` holds, `leadsTo` holds then or later, on every fair run. */
export interface Progress<T extends Tables, F> extends Common, NoOther, NoLimit {
  readonly each?: undefined;
  readonly from: (world: World<T>, facts: F) => boolean;
  readonly leadsTo: (world: World<T>, facts: F) => boolean;
  readonly fair: Fair;
  readonly canAlways?: undefined;
  readonly goesOn?: undefined;
  readonly seen?: SeenInStates<T, F>;
}

/** Claims that of every row of one table: what `from` held of comes to `leadsTo` itself. */
export interface ProgressOfRow<T extends Tables, F, K extends string> extends Common, NoOther, NoLimit {
  readonly each: K;
  readonly from: (row: Row<T, K>, world: World<T>, facts: F) => boolean;
  readonly leadsTo: (row: Row<T, K>, world: World<T>, facts: F) => boolean;
  readonly fair: Fair;
  readonly canAlways?: undefined;
  readonly goesOn?: undefined;
  readonly seen?: SeenInStates<T, F>;
}

/**
 * Claims that wherever `from` holds, `to` holds then or after a number of steps. The wait begins where `from` holds without `to`, goes on
 * whatever becomes of `from`, and ends where `to` holds. The engine counts it; what it counts is part of the state, and no sentence sees it.
 */
export interface Within<T extends Tables, F> extends Common, NoOther {
  readonly each?: undefined;
  readonly from: (world: World<T>, facts: F) => boolean;
  readonly to: (world: World<T>, facts: F) => boolean;
  /** The counted step after which `to` holds at the latest: 1 for the next one. */
  readonly within: number;
  /** Which of the steps count that are not refused: all unless said. A refused step never counts. */
  readonly counting?: (step: Step, facts: F) => boolean;
  readonly leadsTo?: undefined;
  readonly canAlways?: undefined;
  readonly goesOn?: undefined;
  readonly seen?: SeenInStates<T, F>;
}

/** Claims that of every row of one table: each waits for itself. */
export interface WithinForRow<T extends Tables, F, K extends string> extends Common, NoOther {
  readonly each: K;
  readonly from: (row: Row<T, K>, world: World<T>, facts: F) => boolean;
  readonly to: (row: Row<T, K>, world: World<T>, facts: F) => boolean;
  readonly within: number;
  readonly counting?: (step: Step, facts: F) => boolean;
  readonly leadsTo?: undefined;
  readonly canAlways?: undefined;
  readonly goesOn?: undefined;
  readonly seen?: SeenInStates<T, F>;
}

/** None of the words of the other kinds. */
interface NoOther {
  readonly acyclic?: undefined;
  readonly holds?: undefined;
  readonly changes?: undefined;
  readonly permits?: undefined;
  readonly unseen?: undefined;
}

/** None of the words about a number of steps. */
interface NoLimit {
  readonly to?: undefined;
  readonly within?: undefined;
  readonly counting?: undefined;
}

/** The words of these claims, as the engine takes them. */
export interface ProgressWords {
  readonly canAlways?: (...args: any[]) => boolean;
  readonly goesOn?: true;
  readonly unless?: (...args: any[]) => boolean;
  readonly from?: (...args: any[]) => boolean;
  readonly leadsTo?: (...args: any[]) => boolean;
  readonly fair?: Fair;
  readonly to?: (...args: any[]) => boolean;
  readonly within?: number;
  readonly counting?: (step: Step, facts: any) => boolean;
}

/** Whether only `explore` decides a claim. */
export const isExplored = ({ canAlways, goesOn, leadsTo }: Invariant): boolean =>
  canAlways !== undefined || goesOn !== undefined || leadsTo !== undefined;

/** Whether a claim is that something comes within so many steps. */
export const isWithin = ({ within, to }: Invariant): boolean => within !== undefined || to !== undefined;

type Sentence = (...args: any[]) => boolean;

/** The sentences over states of such a claim, by their words. */
export function progressSentences({ canAlways, unless, from, leadsTo, to }: Invariant): Readonly<Record<string, Sentence>> {
  const sentences = Object.entries({ canAlways, unless, from, leadsTo, to });
  return Object.fromEntries(sentences.filter((one): one is [string, Sentence] => one[1] !== undefined));
}
