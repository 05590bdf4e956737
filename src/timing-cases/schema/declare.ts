/**
 * The fields of a case as data: what each may hold, in which unit and range, what it means, and what holds where it is left out. All
 * else goes by it: reading with its refusals (`read.ts`), the pages (`page.ts`), what tests draw, and the type of what an analysis gets.
 */
import type { Exact } from "../../timing/exact.ts";

/** What a field may hold. */
export type Shape =
  | Limits & { readonly kind: "number" }
  | { readonly kind: "count"; readonly least?: number; readonly most?: number }
  | { readonly kind: "flag" }
  /** `isOwn`: no other in the list has the same. */
  | { readonly kind: "name"; readonly isOwn: boolean }
  | { readonly kind: "text"; readonly form: RegExp; readonly such: string }
  /** One of some names, each with the texts that stand for it. */
  | { readonly kind: "choice"; readonly names: Readonly<Record<string, RegExp | null>> }
  | { readonly kind: "list"; readonly of: Field; readonly least: number; readonly most?: number }
  | { readonly kind: "tuple"; readonly of: readonly Field[] }
  /** An object whose names are the case's own. */
  | { readonly kind: "by name"; readonly of: Field; readonly names: string }
  | ObjectShape
  | { readonly kind: "either"; readonly of: readonly Field[] }
  /** A shape that has a name on the pages, since it may hold itself: at most so deep. */
  | { readonly kind: "named"; readonly name: string; readonly of: () => Field; readonly deep: number }
  /** An object whose fields something else declares. */
  | { readonly kind: "any object" }
  /** Nothing depends on it: told as a note. */
  | { readonly kind: "note" };

/** Limits of a number; none unless given. */
export interface Limits {
  readonly above?: number;
  readonly least?: number;
  readonly most?: number;
  readonly below?: number;
}

export interface ObjectShape {
  readonly kind: "object";
  readonly fields: Fields;
  /** Further fields, by the value of one. */
  readonly kinds?: { readonly by: string; readonly says: string; readonly of: Readonly<Record<string, Fields>> };
}

/** `Value` is what is read of it. */
export interface Field<Value = unknown> {
  readonly shape: Shape;
  /** What it means: a part of a sentence. */
  readonly says: string;
  readonly unit?: string;
  /** What holds where it is left out: a value as a case has it, or words. Without this it is required. */
  readonly unless?: { readonly value: unknown } | { readonly says: string };
  /** For the compiler only. */
  readonly [read]?: Value;
}
declare const read: unique symbol;

export type Fields = Readonly<Record<string, Field>>;
/** What is read of a field. */
export type ValueOf<Of> = Of extends Field<infer Value> ? Value : never;
/** What is read of fields; one that the case leaves out is not there, unless a value holds then. */
export type Read<Of extends Fields> =
  & { readonly [Name in keyof Of as undefined extends ValueOf<Of[Name]> ? never : Name]: ValueOf<Of[Name]> }
  & { readonly [Name in keyof Of as undefined extends ValueOf<Of[Name]> ? Name : never]?: Exclude<ValueOf<Of[Name]>, undefined> };

export const above0: Limits = { above: 0 };
export const from0: Limits = { least: 0 };

/** A number in some unit: exact, as a number, a decimal, or a text such as "7/2". */
export const number = (says: string, unit: string, limits: Limits = {}): Field<Exact> =>
  ({ shape: { kind: "number", ...limits }, says, ...(unit === "" ? {} : { unit }) });
/** A number in the unit of time of the case. */
export const time = (says: string, limits: Limits): Field<Exact> => number(says, "time", limits);
/** A whole number that counts something. */
export const count = (says: string, limits: { readonly least?: number; readonly most?: number } = {}): Field<number> =>
  ({ shape: { kind: "count", ...limits }, says });
export const flag = (says: string): Field<boolean> => ({ shape: { kind: "flag" }, says });
export const name = (says: string): Field<string> => ({ shape: { kind: "name", isOwn: false }, says });
/** A name that nothing else in the same list has. */
export const ownName = (says: string): Field<string> => ({ shape: { kind: "name", isOwn: true }, says });
export const text = (says: string, form: RegExp, such: string): Field<string> => ({ shape: { kind: "text", form, such }, says });
/** Any words, for people. */
export const words = (says: string): Field<string> => text(says, /\S/, "any words");
export const choice = <const Name extends string>(says: string, names: readonly Name[]): Field<Name> =>
  ({ shape: { kind: "choice", names: Object.fromEntries(names.map((one) => [one, null])) }, says });
/** One of some names, each of which may be written in several ways; the name itself is one of them. */
export const phrase = <const Name extends string>(says: string, names: Readonly<Record<Name, RegExp>>): Field<Name> =>
  ({ shape: { kind: "choice", names }, says });
export const listOf = <Value>(says: string, of: Field<Value>, { least = 0, most }: Pick<Limits, "least" | "most"> = {}):
Field<readonly Value[]> => ({ shape: { kind: "list", of, least, ...(most === undefined ? {} : { most }) }, says });
export const tuple = <const Of extends readonly Field[]>(says: string, ...of: Of): Field<{ readonly [I in keyof Of]: ValueOf<Of[I]> }> =>
  ({ shape: { kind: "tuple", of }, says });
/** Things by names of the case's own; `names` says what they are the names of. */
export const byName = <Value>(says: string, names: string, of: Field<Value>): Field<Readonly<Record<string, Value>>> =>
  ({ shape: { kind: "by name", of, names }, says });
export const object = <Of extends Fields>(says: string, fields: Of): Field<Read<Of>> => ({ shape: { kind: "object", fields }, says });
/** An object that has further fields by the value of one of them. */
export const objectByKind = <const By extends string, Kinds extends Readonly<Record<string, Fields>>, Of extends Fields>(
  says: string, by: By, bySays: string, of: Kinds, fields: Of,
): Field<{ [Kind in keyof Kinds]: { readonly [Name in By]: Kind } & Read<Kinds[Kind]> & Read<Of> }[keyof Kinds]> =>
  ({ shape: { kind: "object", fields, kinds: { by, says: bySays, of } }, says });
export const either = <const Of extends readonly Field[]>(says: string, ...of: Of): Field<ValueOf<Of[number]>> =>
  ({ shape: { kind: "either", of }, says });
export const named = <Value>(called: string, deep: number, says: string, of: () => Field<Value>): Field<Value> =>
  ({ shape: { kind: "named", name: called, of, deep }, says });
export const anyObject = (says: string): Field<Readonly<Record<string, unknown>>> => ({ shape: { kind: "any object" }, says });
/** What a case may say and no number depends on. */
export const note = (says: string): Field<undefined> => ({ shape: { kind: "note" }, says, unless: { says: "" } });

/** The same that may be left out; `says` what holds then, in words. */
export const optional = <Value>(field: Field<Value>, says: string): Field<Value | undefined> => ({ ...field, unless: { says } });
/** The same that may be left out: `value`, as a case would have it, holds then. */
export const otherwise = <Value>(field: Field<Value>, value: unknown): Field<Value> => ({ ...field, unless: { value } });
