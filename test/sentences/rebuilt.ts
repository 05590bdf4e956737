/**
 * Writes functions again from what was read of them alone: the tree as text, and the values of free names. A function that was read
 * wrongly, or not as a whole, does something else then.
 */
import type { Reader } from "../../src/sentences/read.ts";
import { capturesOfAll, rewriting } from "../../src/sentences/rewriting.ts";

/** A function that does what another does, made of what was read of it and of all that it captures. */
export function rebuilder(reader: Reader): (fn: Function) => Function {
  return (fn) => {
    const { read, fixed } = capturesOfAll([fn], reader);
    for (const [one, why] of fixed) throw new Error(`${why}: ${String(one)}`);
    return rewriting(reader, fn, read[0]!.tree, new Set(read.map((one) => one.fn)), made)(fn);
  };
}

function made(names: readonly string[], body: string): (...values: unknown[]) => unknown {
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is that of a function of ours
  return new Function(...names, `"use strict"; ${body}`) as (...values: unknown[]) => unknown;
}
