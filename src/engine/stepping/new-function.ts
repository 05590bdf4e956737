/**
 * The one place where text becomes code. The engine writes loops and call sites for a specification's sentences, so that
 * each has code of its own, which the runtime can inline; no text of a specification or an input is among it, but for
 * names, quoted, and for mutants within sentences, which are functions of a specification written again with a fault.
 * Where text may not become code (`node --disallow-code-generation-from-strings`), functions that many share do the same, more
 * slowly, and there are no mutants within sentences.
 */

let made = 0;

/**
 * Makes a function of `names` with this body; null where text may not become code. A number at its end keeps equal bodies apart,
 * which the runtime would share.
 */
export function functionOf(names: readonly string[], body: string): ((...values: readonly unknown[]) => unknown) | null {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- see above
    return new Function(...names, `"use strict"; ${body}\n// ${made++}`) as (...values: readonly unknown[]) => unknown;
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
}

/** What this body answers to what is given, by name; where it may not become code, what `plain` answers, which is to be the same. */
export function generated<T>(given: Readonly<Record<string, unknown>>, body: string, plain: () => T): T {
  const make = functionOf(Object.keys(given), body);
  return make === null ? plain() : make(...Object.values(given)) as T;
}
