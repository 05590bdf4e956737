/** Compares what is read of the closures with what they say. Runs inside of tests, and as a program under other loaders and flags. */
import { isDeepStrictEqual } from "node:util";
import { type Captured, type ReadFunction, readerFor } from "../../../src/sentences/read.ts";
import { rebuilder } from "../rebuilt.ts";
import { changes, count, global, reassign, shapes } from "./closures.ts";
import { move, replace, setLater } from "./elsewhere.ts";

/** Lets everything change that may; answers which functions answer something else then, although they were said not to. */
export function changed(): string[] {
  count();
  reassign();
  move();
  replace();
  setLater(2);
  return Object.entries(shapes).filter(([, { fn, names, given = [], answers }]) =>
    !Object.values(names).includes(changes) && !isSame(Reflect.apply(fn, undefined, given), answers)).map(([name]) => `${name}: has changed`);
}

const shown = (one: Captured): unknown => one.kind === "unreadable" ? changes : one.kind === "global" ? global : one.value;

/** Whether a value is the one that a shape says; errors are compared by what they say. */
const isSame = (value: unknown, wanted: unknown): boolean => value === wanted
  || (value instanceof Error ? value.message === (wanted as Error).message : typeof value !== "function" && isDeepStrictEqual(value, wanted));

/**
 * What differs, a line each. Bundlers put values in place of names, so that in a bundle `only` what changes is compared, and what
 * functions answer that are written again; where text may not become code they are not.
 */
export function differences(how: { readonly bundled?: boolean; readonly writes: boolean }): string[] {
  const reader = readerFor(Object.values(shapes).map(({ fn }) => fn));
  return Object.entries(shapes).flatMap(([name, { fn, names, given = [], answers }]) => {
    const read = reader.of(fn);
    if (read.kind === "unread") return [`${name}: ${read.why}`];
    // In the order of their first use; `undefined` is written as `void 0` by some.
    const found = [...read.names].flatMap(([free, one]) => free === "undefined" ? [] : [shown(one)]);
    const wanted = Object.entries(names).flatMap(([free, value]) => free === "undefined" ? [] : [value]);
    const kept = (values: readonly unknown[]) => how.bundled === true ? values.filter((value) => value === changes) : values;
    if (kept(found).length !== kept(wanted).length || !kept(found).every((value, i) => isSame(value, kept(wanted)[i])))
      return [`${name}: ${[...read.names].map(([free, one]) => `${free} ${one.kind} ${one.kind === "unreadable" ? one.why : String(shown(one))}`).join(", ")}`];
    if (found.includes(changes) || !how.writes) return [];
    const answered = again(reader, fn, given);
    return isSame(answered, answers) && isSame(Reflect.apply(fn, undefined, given), answers) ? [] : [`${name}: answers ${String(answered)}`];
  });
}

function again(reader: { of(fn: Function): ReadFunction }, fn: Function, given: readonly unknown[]): unknown {
  try {
    return Reflect.apply(rebuilder(reader)(fn), undefined, given);
  } catch (error) {
    return error;
  }
}
