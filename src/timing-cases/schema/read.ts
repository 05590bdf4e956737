/**
 * Reads what a case gives by what an analysis declares: typed values come out, and a refusal says what is wrong, where, and what to do.
 * A number that is not declared is a mistake of whoever wrote it down, and is refused; texts may be notes.
 */
import { didYouMean } from "../../language/fault.ts";
import { type Exact, exact } from "../../timing/exact.ts";
import { type RefusalCode, TimingRefusal, asFound } from "../../timing/refusal.ts";
import type { Field, Fields, Limits, ObjectShape, Shape } from "./declare.ts";
import { couldBe, isMeant, mayMatter } from "./undeclared.ts";

export interface Reading<Value = unknown> {
  readonly value: Value;
  /** Fields on which no number depends, by their places. */
  readonly notes: readonly string[];
  /** The names that are declared for the object at a place; "" is the whole. */
  readonly declared: ReadonlyMap<string, ReadonlySet<string>>;
}

/** An object of JSON. */
type Given = Readonly<Record<string, unknown>>;

interface Walk {
  /** Who reads: the key of an analysis. */
  readonly reader: string;
  /** Whether all that is not declared is refused. */
  readonly isStrict: boolean;
  readonly notes: string[];
  readonly declared: Map<string, ReadonlySet<string>>;
}

/** Reads a value; throws a TimingRefusal that names the field. */
export function readField<Value>(field: Field<Value>, given: unknown, reader: string, isStrict = false): Reading<Value> {
  const walk: Walk = { reader, isStrict, notes: [], declared: new Map() };
  return { value: valueOf(field.shape, given, "", walk) as Value, notes: walk.notes, declared: walk.declared };
}

/** The fields of an object, by what it holds. Throws where it does not say of which kind it is. */
export function fieldsIn({ fields, kinds }: ObjectShape, given: Given, at: string): Fields {
  if (kinds === undefined) return fields;
  const { by, says, of } = kinds;
  const names = Object.fromEntries(Object.keys(of).map((one) => [one, null]));
  return { [by]: { says, shape: { kind: "choice", names } }, ...of[chosenIn(names, given[by] ?? null, under(at, by))], ...fields };
}

function valueOf(shape: Shape, given: unknown, at: string, walk: Walk, depth = 0): unknown {
  switch (shape.kind) {
    case "number": return within(shape, numberIn(given, at), at);
    case "count": return countIn(shape, given, at);
    case "flag": return typeof given === "boolean" ? given : refuse("unknown name", at, `is ${shown(given)}; give true or false`);
    case "name": return typeof given === "string" && given !== "" ? given : refuse("missing", at, `is ${shown(given)}; give a name`);
    case "text": return typeof given === "string" && shape.form.test(given) ? given
      : refuse("unknown name", at, `is ${shown(given)}; give ${shape.such}`);
    case "choice": return chosenIn(shape.names, given, at);
    case "list": return listIn(shape, given, at, walk, depth);
    case "tuple": return Array.isArray(given) && given.length === shape.of.length
      ? shape.of.map((one, i) => valueOf(one.shape, given[i], `${at}[${i}]`, walk, depth))
      : refuse("missing", at, `must be a list of ${shape.of.length}: ${shape.of.map(({ says }) => says).join("; ")}`);
    case "by name": return isRecord(given)
      ? Object.fromEntries(Object.entries(given).map(([key, one]) => [key, valueOf(shape.of.shape, one, under(at, key), walk, depth)]))
      : refuse("missing", at, `must be an object: by ${shape.names}, ${shape.of.says}`);
    case "object": return objectIn(shape, given, at, walk, depth);
    case "either": {
      const one = shape.of.find((alternative) => isLike(alternative.shape, given));
      return one === undefined ? refuse("missing", at, `is ${shown(given)}; give ${wanted(shape)}`) : valueOf(one.shape, given, at, walk, depth);
    }
    case "named": return depth <= shape.deep ? valueOf(shape.of().shape, given, at, walk, depth + 1)
      : refuse("too large", at.slice(0, 40), `is more than ${shape.deep} ${shape.name}s deep; take the inner ones out`);
    case "any object": return isRecord(given) ? given : refuse("missing", at, "must be an object");
    case "note": return undefined;
  }
}

function objectIn(shape: ObjectShape, given: unknown, at: string, walk: Walk, depth: number): unknown {
  if (!isRecord(given)) refuse("missing", at === "" ? "input" : at,
    `must be an object with ${[...shape.kinds === undefined ? [] : [shape.kinds.by], ...Object.keys(shape.fields)].join(", ")}`);
  const fields = fieldsIn(shape, given, at);
  walk.declared.set(at, new Set(Object.keys(fields)));
  const odd = Object.keys(given).filter((one) => !Object.hasOwn(fields, one));
  const notesBefore = walk.notes.length;
  const read: (readonly [string, unknown])[] = [];
  for (const [own, { shape: inside, unless }] of Object.entries(fields)) {
    const place = under(at, own);
    // Where a field says much when it is there, none that is null is taken as left out.
    const value = given[own] ?? (walk.isStrict ? given[own] : undefined);
    if (value !== undefined) {
      if (inside.kind === "note") walk.notes.push(place);
      else read.push([own, valueOf(inside, value, place, walk, depth)]);
    } else if (unless === undefined) {
      const instead = odd.find((one) => couldBe(own, one));
      const found = given[own] === null ? "null" : "missing";
      refuse("missing", place, `is ${found}; give ${wanted(inside)}${instead === undefined ? "" : `; ${instead} is not read`}`);
    } else if ("value" in unless) read.push([own, valueOf(inside, unless.value, place, walk, depth)]);
  }
  // What is outside comes before what is inside.
  walk.notes.splice(notesBefore, 0, ...odd.filter((one) => isNote(one, given, at, Object.keys(fields), walk)).map((one) => under(at, one)));
  return Object.fromEntries(read);
}

/** What is not declared: refused where an answer could depend on it, a note elsewhere. */
function isNote(own: string, given: Given, at: string, known: readonly string[], { reader, isStrict }: Walk): true {
  const place = under(at, own);
  if (isStrict) refuse("unknown name", place, `is no field that is read; these are: ${known.join(", ")}${didYouMean(own, known)}`);
  const meant = known.find((one) => given[one] === undefined && isMeant(one, own));
  if (meant !== undefined) refuse("unknown name", place, `is not read by ${reader}; is ${meant} meant?`);
  if (mayMatter(own, given[own], known)) refuse("unknown name", place, `is not read by ${reader}: leave it out, or give an analysis that knows it`);
  return true;
}

function listIn({ of, least, most }: Shape & { readonly kind: "list" }, given: unknown, at: string, walk: Walk, depth: number): unknown[] {
  if (!Array.isArray(given)) refuse("missing", at, `must be a list: ${of.says}`);
  if (given.length < least) refuse("missing", at, `must be a list of at least ${least === 1 ? "one" : least}`);
  if (most !== undefined && given.length > most) refuse("too large", at, `has ${given.length}; it must have at most ${most}`);
  const list = given.map((one: unknown, i) => valueOf(of.shape, one, `${at}[${i}]`, walk, depth));
  if (of.shape.kind === "object") for (const [own, { shape }] of Object.entries(of.shape.fields))
    if (shape.kind === "name" && shape.isOwn) refuseTwice(list as Readonly<Record<string, unknown>>[], own, at);
  return list;
}

function refuseTwice(list: readonly Readonly<Record<string, unknown>>[], own: string, at: string): void {
  const seen = new Set<unknown>();
  list.forEach(({ [own]: value }, i) => {
    if (value !== undefined && seen.has(value))
      refuse("duplicate name", `${at}[${i}].${own}`, `is ${JSON.stringify(value)}, which another one of the list has: names must differ`);
    seen.add(value);
  });
}

function numberIn(given: unknown, at: string): Exact {
  if (typeof given === "number" || typeof given === "string") return exact(given, at);
  return refuse("not a number", at, `is ${asFound(given)}; give a number`);
}

function countIn(limits: Limits, given: unknown, at: string): number {
  if (typeof given !== "number" || !Number.isSafeInteger(given)) refuse("not a number", at, `is ${shown(given)}; give a whole number${range(limits)}`);
  within(limits, exact(given, at), at);
  return given;
}

function within<Number extends Exact>({ above, least, below, most }: Limits, number: Number, at: string): Number {
  if ((above === undefined || number.gt(above)) && (least === undefined || number.gte(least)) && (below === undefined || number.lt(below))
    && (most === undefined || number.lte(most))) return number;
  return refuse("out of range", at, `is ${number.toFraction()}; it must be${range({ above, least, below, most } as Limits)}`);
}

/** Limits in words, with a blank before them; nothing where there are none. */
export function range({ above, least, below, most }: Limits): string {
  if (least !== undefined && least === most) return ` ${least}`;
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  const low = above !== undefined ? ` above ${above}` : least !== undefined ? ` ${least} or above` : "";
  const high = below !== undefined ? ` below ${below}` : most !== undefined ? ` at most ${most}` : "";
  return low !== "" && high !== "" ? `${low} and${high}` : low + high;
}

function chosenIn(names: Readonly<Record<string, RegExp | null>>, given: unknown, at: string): string {
  const found = typeof given !== "string" ? undefined
    : Object.entries(names).find(([one, forms]) => one === given || forms?.test(given) === true);
  if (found !== undefined) return found[0];
  const near = typeof given === "string" ? didYouMean(given, Object.keys(names)) : "";
  return refuse("unknown name", at, `is ${shown(given)}; known are ${Object.keys(names).join(", ")}${near}`);
}

/** Whether a value is of that type, so that a refusal of the shape says what is wrong with it. */
function isLike(shape: Shape, given: unknown): boolean {
  switch (shape.kind) {
    case "count": return typeof given === "number";
    case "number": return typeof given === "number" || typeof given === "string";
    case "list": case "tuple": return Array.isArray(given);
    case "flag": return typeof given === "boolean";
    case "choice": case "name": case "text": return typeof given === "string";
    default: return isRecord(given);
  }
}

/** What a field wants, after "give". */
function wanted(shape: Shape): string {
  switch (shape.kind) {
    case "number": return "a number";
    case "count": return `a whole number${range(shape)}`;
    case "flag": return "true or false";
    case "name": return "a name";
    case "text": return shape.such;
    case "choice": return Object.keys(shape.names).join(" or ");
    case "either": return shape.of.map((one) => wanted(one.shape)).join(", or ");
    case "named": return wanted(shape.of().shape);
    case "list": case "tuple": return "a list";
    default: return "an object";
  }
}

const shown = (given: unknown): string => typeof given === "string" ? JSON.stringify(given.slice(0, 80)) : asFound(given);
const under = (at: string, own: string): string => at === "" ? own : `${at}.${own}`;
const isRecord = (value: unknown): value is Given => typeof value === "object" && value !== null && !Array.isArray(value);

function refuse(code: RefusalCode, field: string, what: string): never {
  throw new TimingRefusal(code, field, what);
}
