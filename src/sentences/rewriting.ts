/**
 * Functions that are written again with a fault in one of them. Whoever captures the faulty function, itself or through others, is written
 * again as well, with the same values but for that; all others stay the functions that they are.
 */
import { types } from "node:util";
import { isKey, keyWordOf } from "../language/operation-key.ts";
import { type Captured, isModule, valueNow } from "./captures.ts";
import { type FunctionTree, textOf } from "./parse.ts";
import { type ReadFunction, type Reader, noteWritten } from "./read.ts";
import { Unwritable, plainName, written } from "./writing.ts";

type Read = Extract<ReadFunction, { kind: "read" }>;

/** Makes a function of names and a body, and answers what that function answers for values of the names. */
export type Make = (names: readonly string[], body: string) => (...values: unknown[]) => unknown;

/** Functions and all that they capture. */
export interface Captures {
  /** The functions of which the text is known, in the order in which they are met. */
  readonly read: readonly Read[];
  /** Functions that cannot be written again, and why. Those of the runtime are not among them. */
  readonly fixed: ReadonlyMap<Function, string>;
  /** The function, and all that capture it. Null where one of these cannot be written again. */
  readonly affectedBy: (fn: Function) => ReadonlySet<Function> | null;
}

/** Follows functions to all that they capture. */
export function capturesOfAll(roots: readonly Function[], reader: Reader): Captures {
  const read: Read[] = [];
  const fixed = new Map<Function, string>();
  const capturers = new Map<Function, Function[]>();
  const met = new Set<Function>();
  const follow = (fn: Function): void => {
    if (met.has(fn)) return;
    met.add(fn);
    const one = reader.of(fn);
    if (one.kind === "unread") {
      if (!isOfRuntime(fn)) fixed.set(fn, one.why);
      return;
    }
    const why = whyFixed(one);
    if (why === null) read.push(one);
    else fixed.set(fn, why);
    for (const inner of [...one.names.values()].flatMap(functionsIn)) {
      const known = capturers.get(inner);
      if (known === undefined) capturers.set(inner, [fn]);
      else known.push(fn);
      follow(inner);
    }
  };
  roots.forEach(follow);
  return { read, fixed, affectedBy: (fn) => {
    const affected = new Set([fn]);
    for (const one of affected) {
      if (fixed.has(one)) return null;
      for (const capturer of capturers.get(one) ?? []) affected.add(capturer);
    }
    return affected;
  } };
}

const isOfRuntime = (fn: Function): boolean => textOf(fn).endsWith("{ [native code] }");

function whyFixed({ names, tree }: Read): string | null {
  for (const one of names.values()) if (one.kind === "unreadable") return one.why;
  try {
    written(tree);
    return null;
  } catch (error) {
    if (error instanceof Unwritable) return error.message;
    throw error;
  }
}

/** The functions that a captured name stands for: itself, or members of a list or of an object as one writes it. */
function functionsIn(one: Captured): Function[] {
  if (one.kind !== "value") return [];
  if (isFunction(one.value)) return [one.value];
  return isHolder(one.value) ? Object.keys(one.value).map((key) => valueNow(one.value as object, key)).filter(isFunction) : [];
}

/** The words of keys are no text of the specification. */
const isFunction = (value: unknown): value is Function => typeof value === "function" && keyWordOf(value) === undefined;

function isHolder(value: unknown): value is object {
  if (typeof value !== "object" || value === null || types.isProxy(value) || isModule(value) || isKey(value)) return false;
  const kind: unknown = Object.getPrototypeOf(value);
  return (kind === Object.prototype || kind === Array.prototype || kind === null)
    && Object.values(Object.getOwnPropertyDescriptors(value)).every((own) => "value" in own);
}

/**
 * Writes the affected functions again with another text for one of them; a function that is not affected is answered as it is. What is
 * written is known to readers at once.
 */
export function rewriting(
  reader: Reader, fn: Function, tree: FunctionTree, affected: ReadonlySet<Function>, make: Make,
): <F extends Function | undefined>(one: F) => F {
  const made = new Map<Function, Function>();
  const again = (one: Function): Function => {
    if (!affected.has(one)) return one;
    const known = made.get(one);
    if (known !== undefined) return known;
    // What is captured may lead back to the function itself.
    let real: Function | undefined;
    made.set(one, (...values: unknown[]): unknown => Reflect.apply(real!, undefined, values));
    const read = reader.of(one) as Read;
    const names = new Map([...read.names].map(([name, captured]): [string, Captured] => [name, changed(captured)]));
    real = rewritten(one === fn ? tree : read.tree, names, make);
    made.set(one, real);
    return real;
  };
  const holders = new Map<object, object>();
  const changed = (captured: Captured): Captured => {
    if (captured.kind !== "value") return captured;
    const { value } = captured;
    if (isFunction(value)) return { kind: "value", value: again(value) };
    if (!functionsIn(captured).some((one) => affected.has(one))) return captured;
    let copy = holders.get(value as object);
    if (copy === undefined) {
      copy = Array.isArray(value) ? [...value as unknown[]] : { ...value as object };
      holders.set(value as object, copy);
      for (const [key, part] of Object.entries(copy)) if (isFunction(part)) Reflect.set(copy, key, again(part));
    }
    return { kind: "value", value: copy };
  };
  return (one) => one === undefined ? one : again(one) as typeof one;
}

/** A function of its tree and of what it captures. */
export function rewritten(tree: FunctionTree, names: ReadonlyMap<string, Captured>, make: Make): Function {
  const values = [...names.values()].map((one) => one.kind === "unreadable" ? undefined : one.value);
  const fn = make([...names.keys()].map(plainName), `return (${written(tree)});`)(...values) as Function;
  noteWritten({ kind: "read", fn, text: textOf(fn), tree, names, place: undefined });
  return fn;
}
