/**
 * The kinds of column that a table can have, as plain values: the schema says what a row holds,
 * the engine decides how it is packed. A fresh row is all zero: false, 0, the first choice, no row,
 * an empty queue or set, no rights, and a lifecycle in its initial state.
 */
import type { AnyStateMachine, EventObject, StateMachine, StateSchema } from "xstate";

export interface Flag { readonly kind: "flag" }
export interface Count { readonly kind: "count"; readonly max: number }
export interface Signed { readonly kind: "signed"; readonly from: number; readonly to: number }
export interface Cyclic { readonly kind: "cyclic"; readonly modulo: number }
export interface Choice<V extends string> { readonly kind: "choice"; readonly values: readonly V[] }
export interface Reference<K extends string> { readonly kind: "reference"; readonly table: K }
export interface Queue<K extends string> { readonly kind: "queue"; readonly table: K; readonly capacity: number | undefined }
export interface RowSet<K extends string> { readonly kind: "set"; readonly table: K }
export interface Rights<V extends string> { readonly kind: "rights"; readonly values: readonly V[] }
export interface InLifecycle<M extends AnyStateMachine> { readonly kind: "lifecycle"; readonly machine: M }

/** Any column. `any` stands where TypeScript would otherwise demand a type for each literal. */
export type Column =
  | Flag | Count | Signed | Cyclic | Choice<string> | Reference<string> | Queue<string> | RowSet<string> | Rights<string>
  | InLifecycle<any>;

/** What a constant column carries beside its kind. */
export interface Constant { readonly constant: true }

/** Whether only the boot of a system may write a column. */
export const isConstantColumn = (column: Column): boolean => "constant" in column;

/** That something else writes it, as a sentence. */
export const writesConstant = (where: string): string => `${where} is constant: only the boot of a system writes it`;

/**
 * A column that the boot of a system fills and nothing changes later: what a row is, or whose it is. Writing it in a step is a fault of the
 * specification, `row.clear()` leaves it as it is, and it is no part of the state.
 */
export const constant = <C extends Flag | Count | Signed | Cyclic | Choice<string> | Reference<string>>(column: C): C & Constant =>
  ({ ...column, constant: true });

/** Yes or no. */
export const flag = (): Flag => ({ kind: "flag" });

/** A whole number from 0 to `max`, which is at most 2^53 - 1. Going outside is a fault of the specification. */
export const count = ({ max }: { max: number }): Count => ({ kind: "count", max });

/** A whole number from `from` to `to`, less than 2^30 away from 0; a fresh row has 0. Going outside is a fault of the specification. */
export const signed = ({ from, to }: { from: number; to: number }): Signed => ({ kind: "signed", from, to });

/** A whole number from 0 to `modulo` - 1, as clocks and sequence numbers are: what it is given goes round. `modulo` is at most 2^30. */
export const cyclic = ({ modulo }: { modulo: number }): Cyclic => ({ kind: "cyclic", modulo });

/** One of some words; a fresh row has the first. At most 250 words. */
export const choice = <const V extends string>(...values: V[]): Choice<V> => ({ kind: "choice", values });

/** A row of a table, or null. */
export const refTo = <const K extends string>(table: K): Reference<K> => ({ kind: "reference", table });

/** Rows of a table in order, first come first served; room for `capacity` rows, or for the whole table. */
export const queueOf = <const K extends string>(table: K, capacity?: number): Queue<K> =>
  ({ kind: "queue", table, capacity });

/** Some rows of a table, without order. */
export const setOf = <const K extends string>(table: K): RowSet<K> => ({ kind: "set", table });

/** Some of a few words, such as read and write. At most 31 words. */
export const rights = <const V extends string>(...values: V[]): Rights<V> => ({ kind: "rights", values });

/** The state of an XState machine without context; it changes only by `row.take("event")`. */
export const inLifecycle = <M extends AnyStateMachine>(machine: M): InLifecycle<M> => ({ kind: "lifecycle", machine });

/**
 * Names a machine's events for the compiler, in XState's own place for it: `setup({ types: eventsNamed("wake", "drain") })`.
 * XState then refuses other names in `on`, and the language in `row.take`.
 */
export const eventsNamed = <const V extends string>(..._names: V[]): { events: { type: V } } =>
  ({}) as { events: { type: V } };

type Machine<Event extends EventObject, States extends StateSchema> =
  StateMachine<any, Event, any, any, any, any, any, any, any, any, any, any, any, States, any>;

type Leaves<C> = C extends { states: infer S }
  ? { [K in keyof S & string]: S[K] extends { states: object } ? `${K}.${Leaves<S[K]>}` : K }[keyof S & string]
  : never;

/** The names of a machine's leaf states, a nested one with its parents: `alive.handed out`. */
export type StateOf<M> = M extends Machine<any, infer C> ? Leaves<C> : never;

/** The names of a machine's events; any word when the machine does not name them. */
export type EventOf<M> = M extends Machine<infer E, any> ? Exclude<E["type"], "xstate.route"> : never;
