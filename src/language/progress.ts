/**
 * Claims about what must still be possible, or must come: they speak of the whole graph of states, so that only `explore` decides them,
 * when it has found every state. Random traces list them and say nothing about them.
 */
import type { Common, Invariant, SeenInStates } from "./invariant.ts";
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
export interface Progress<T extends Tables, F> extends Common, NoOther {
  readonly each?: undefined;
  readonly from: (world: World<T>, facts: F) => boolean;
  readonly leadsTo: (world: World<T>, facts: F) => boolean;
  readonly fair: Fair;
  readonly canAlways?: undefined;
  readonly goesOn?: undefined;
  readonly seen?: SeenInStates<T, F>;
}

/** Claims that of every row of one table: what `from` held of comes to `leadsTo` itself. */
export interface ProgressOfRow<T extends Tables, F, K extends string> extends Common, NoOther {
  readonly each: K;
  readonly from: (row: Row<T, K>, world: World<T>, facts: F) => boolean;
  readonly leadsTo: (row: Row<T, K>, world: World<T>, facts: F) => boolean;
  readonly fair: Fair;
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

/** The words of these claims, as the engine takes them. */
export interface ProgressWords {
  readonly canAlways?: (...args: any[]) => boolean;
  readonly goesOn?: true;
  readonly unless?: (...args: any[]) => boolean;
  readonly from?: (...args: any[]) => boolean;
  readonly leadsTo?: (...args: any[]) => boolean;
  readonly fair?: Fair;
}

/** Whether only `explore` decides a claim. */
export const isExplored = ({ canAlways, goesOn, leadsTo }: Invariant): boolean =>
  canAlways !== undefined || goesOn !== undefined || leadsTo !== undefined;

type Sentence = (...args: any[]) => boolean;

/** The sentences of such a claim, by their words. */
export function progressSentences({ canAlways, unless, from, leadsTo }: Invariant): Readonly<Record<string, Sentence>> {
  const sentences = Object.entries({ canAlways, unless, from, leadsTo });
  return Object.fromEntries(sentences.filter((one): one is [string, Sentence] => one[1] !== undefined));
}
