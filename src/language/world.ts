/**
 * A world: what exists in a kernel, as bounded tables of rows. Declaring one gives the words in which its
 * operations, invariants and systems are written, so that every name in them is checked by the compiler.
 */
import { type Chain, type ChainText, chainOf, ends } from "./chain.ts";
import { type Acts, type TurnOf, turnsOf } from "./acts.ts";
import type {
  Choice, Column, Count, Cyclic, EventOf, Flag, InLifecycle, Queue, Reference, Rights, RowSet, Signed, StateOf,
} from "./columns.ts";
import { SpecificationFault } from "./fault.ts";
import type { Invariant, InvariantText } from "./invariant.ts";
import { type OperationKey, type Told, keyOf, toldAmong } from "./operation-key.ts";
import type { ArgumentsOf, Asks, Operation, OperationText } from "./operation.ts";
import { type Call, type RoutineText, callOf } from "./routine.ts";
import type { CraftedMutant } from "./suite.ts";

/** A table: its columns, and the most rows that any system may give it (250 unless it says otherwise). */
export interface Table<C extends Record<string, Column> = Record<string, Column>> {
  readonly columns: C;
  readonly most: number;
  readonly about: string;
  /** Whether nothing but their content tells the rows apart, so that states that differ in their order only are one. */
  readonly interchangeable?: boolean;
  /** The table whose rows these belong to, the same number to each and in its order: they change places with it. */
  readonly within?: string;
}

export type Tables = Record<string, Table>;

/**
 * Declares a table. `about` says in a sentence what one row stands for; `most` bounds the rows (at most 65,000).
 * `interchangeable` and `within` let a search treat states as one that differ in the order of rows only. The search tries
 * the orders of rows, refuses where operations, claims or facts tell them apart, and says so where it did not try all of them.
 */
export function table<C extends Record<string, Column>>(
  { most = 250, ...rest }: { about: string; most?: number; columns: C; interchangeable?: boolean; within?: string },
): Table<C> {
  return { most, ...rest };
}

/** What a queue column offers. `push` on a full queue and `shift` on an empty one are faults of the specification. */
export interface QueueOf<R> {
  readonly length: number;
  readonly isEmpty: boolean;
  readonly isFull: boolean;
  /** The row at the head, or null. */
  readonly first: R | null;
  push(row: R): void;
  shift(): R;
  has(row: R): boolean;
  /** How many places the row stands in. */
  count(row: R): number;
  /** Takes the row out of every place it stands in, keeping the order of the rest. */
  remove(row: R): void;
  at(place: number): R | null;
  clear(): void;
}

/** What a set column offers. */
export interface SetOf<R> {
  readonly size: number;
  readonly isEmpty: boolean;
  has(row: R): boolean;
  add(row: R): void;
  delete(row: R): void;
  clear(): void;
}

/** What a rights column offers. */
export interface RightsOf<V> {
  readonly isEmpty: boolean;
  has(right: V): boolean;
  add(right: V): void;
  delete(right: V): void;
  clear(): void;
  /** Makes these rights equal to the other ones. */
  become(other: RightsOf<V>): void;
  /** Whether every right here is also in the other ones. */
  within(other: RightsOf<V>): boolean;
}

type Assignable<T extends Tables, C> =
  C extends Flag ? boolean
  : C extends Count | Signed | Cyclic ? number
  : C extends Choice<infer V> ? V
  : C extends Reference<infer K> ? Row<T, K> | null
  : never;

type Fixed<T extends Tables, C> =
  C extends Queue<infer K> ? QueueOf<Row<T, K>>
  : C extends RowSet<infer K> ? SetOf<Row<T, K>>
  : C extends Rights<infer V> ? RightsOf<V>
  : C extends InLifecycle<infer M> ? StateOf<M>
  : never;

type EventsIn<C> = { [N in keyof C]: C[N] extends InLifecycle<infer M> ? EventOf<M> : never }[keyof C];
type StatesIn<C> = { [N in keyof C]: C[N] extends InLifecycle<infer M> ? StateOf<M> : never }[keyof C];

type AssignableNames<C> =
  { [N in keyof C]: C[N] extends Flag | Count | Signed | Cyclic | Choice<string> | Reference<string> ? N : never }[keyof C];

/** A row of table K: its number, its columns as ordinary properties, and the events of its lifecycle. */
export type Row<T extends Tables, K extends string> = K extends keyof T
  ? { readonly id: number }
    & { -readonly [N in AssignableNames<T[K]["columns"]>]: Assignable<T, T[K]["columns"][N]> }
    & { readonly [N in Exclude<keyof T[K]["columns"], AssignableNames<T[K]["columns"]>>]: Fixed<T, T[K]["columns"][N]> }
    & {
      /** Takes an event of the row's lifecycle; one that its state does not have is a fault of the specification. */
      take(event: EventsIn<T[K]["columns"]>): void;
      /** Whether the row's lifecycle has this event now. */
      can(event: EventsIn<T[K]["columns"]>): boolean;
      /** Whether the lifecycle is in this state, or in one nested in it. */
      within(state: StatesIn<T[K]["columns"]> | Parents<StatesIn<T[K]["columns"]>>): boolean;
      /** Makes every column of this row as in a fresh one. */
      clear(): void;
    }
  : never;

type Parents<S> = S extends `${infer P}.${infer Rest}` ? P | `${P}.${Parents<Rest> & string}` : never;

/** The tables as lists of rows. */
export type World<T extends Tables> = { readonly [K in keyof T & string]: readonly Row<T, K>[] };

/** A finite boot configuration of a world. */
export interface System<T extends Tables = Tables, F = unknown> {
  readonly name: string;
  /** One paragraph: what this system is and why it is worth running. */
  readonly about: string;
  /** Rows of each table. */
  readonly sizes: { readonly [K in keyof T & string]: number };
  /** What never changes while it runs: names, routes, policy. Operations and invariants may read it. */
  readonly facts: F;
  /** Puts the initial values into a fresh world. */
  readonly boot: (world: World<T>, facts: F) => void;
  /** What rows are called in traces, by table; a row without a name is called by its number. */
  readonly names?: { readonly [K in keyof T & string]?: readonly string[] };
  /** Outcomes and `seen` sentences that this system cannot reach, as `operation / outcome` -> reason. */
  readonly waived?: Readonly<Record<string, string>>;
}

/** A world declaration with the words to write about it. */
export interface WorldText<T extends Tables, F, Answer extends string = never, Ruled extends string = never> {
  readonly name: string;
  readonly tables: T;
  /** Declares an operation, which is also the key by which claims ask about its steps. */
  readonly operation: <
    const A extends Asks = Record<never, never>, By extends keyof T & string = never, L extends object = object,
    const Unless extends string = never, const Refusal extends string = never,
    const When extends string = never, const Answer extends string = never,
  >(
    text: OperationText<T, F, A, By, L, Unless, Refusal, When, Answer>,
  ) => Operation & OperationKey<
    ArgumentsOf<T, F, A, By>, Unless | When | TurnOf<By, Ruled, "unless">, Refusal | Answer | "ok" | TurnOf<By, Ruled, "answer">>;
  readonly invariant: (text: InvariantText<T, F>) => Invariant;
  /** Declares a chain of rows, each of which leads on to the next one. */
  readonly chain: <const K extends keyof T & string>(text: ChainText<T, K>) => Chain<T, K>;
  /** Declares steps that several operations share, and gives the word by which a step of theirs calls them. */
  readonly routine: <const A extends Asks>(text: RoutineText<T, F, A>) => Call<ArgumentsOf<T, F, A, never>>;
  readonly system: (system: System<T, F>) => System<T, F>;
  readonly mutant: (text: CraftedMutant) => CraftedMutant;
  /** For claims about one of the world's answers, whichever operation gives it; for one operation, its key says it. */
  readonly told: Told<Answer>;
}

/** What the words of a world declare. */
export type Declared = "operation" | "invariant" | "system" | "mutant";

/** Where a declaration keeps whose it is; a copy keeps it, too. */
const stamp = Symbol("declared with the words of a world");

/** Whose a declaration is: what it is, and the world by its name and its own tables. */
export interface Stamp {
  readonly what: Declared;
  readonly world: { readonly name: string; readonly tables: Tables };
}

/** The stamp of a value that was declared with the words of a world; undefined for any other. */
export function stampOf(value: unknown): Stamp | undefined {
  return typeof value === "object" && value !== null ? (value as { readonly [stamp]?: Stamp })[stamp] : undefined;
}

/** Stands for the type of a world's facts, which has no value of its own. */
export interface FactsOf<F> { readonly of?: F }

/** Says which facts the systems of a world carry: `factsOf<Facts>()`. */
export const factsOf = <F>(): FactsOf<F> => ({});

/**
 * Declares a world. `answers` are those of which claims speak whichever operation gives them; `acts` says of the rows of a table which of
 * them may act at all.
 */
export function world<
  const T extends Tables, F = Record<string, never>, const Answer extends string = never, const Ruled extends keyof T & string = never,
>(
  { name, tables, answers = [], acts }: {
    name: string; facts?: FactsOf<F>; tables: T; answers?: readonly Answer[]; acts?: Acts<T, F, Ruled>;
  },
): WorldText<T, F, Answer, Ruled> {
  const turns = turnsOf(name, acts ?? {}, tables);
  const ruled = (text: Operation): Operation => {
    const first = text.by === undefined ? undefined : turns.get(text.by);
    return first === undefined ? text : { ...text, checks: [first, ...text.checks] };
  };
  const declared = <D>(what: Declared, text: object): D => ({ ...text, [stamp]: { what, world: { name, tables } } }) as D;
  return {
    name,
    tables,
    operation: (text) => {
      const whole = ruled(text as unknown as Operation);
      return declared("operation", { ...whole, ...keyOf(whole) });
    },
    invariant: (text) => declared<Invariant>("invariant", spelledOut(text as unknown as Invariant)),
    chain: (text) => chainOf(text, Object.keys(tables)),
    routine: (text) => callOf(text),
    system: (text) => declared<System<T, F>>("system", text),
    mutant: (text) => declared<CraftedMutant>("mutant", text),
    told: toldAmong(answers),
  };
}

/** A claim about a chain as one about rows. */
function spelledOut(text: Invariant): Invariant {
  const { acyclic } = text;
  const other = (["each", "holds", "changes", "permits", "unseen"] as const).find((word) => text[word] !== undefined);
  if (acyclic !== undefined && other !== undefined) throw new SpecificationFault("unknown name",
    `the invariant "${text.name}" says "acyclic", which claims all by itself, and "${other}": leave one of them out`);
  return acyclic === undefined ? text : { ...text, each: acyclic.of, holds: ends(acyclic), along: [acyclic] };
}
