/**
 * The one place where text becomes code. The engine writes loops and call sites for a specification's sentences, so that
 * each has code of its own, which the runtime can inline; no text of a specification or an input is among it, but for
 * names, quoted, and for mutants within sentences, which are functions of a specification written again with a fault.
 */

let made = 0;

/** Makes a function of `names` with this body. A number at its end keeps equal bodies apart, which the runtime would share. */
export function generated(names: readonly string[], body: string): (...values: unknown[]) => unknown {
  // oxlint-disable-next-line typescript/no-implied-eval -- see above
  return new Function(...names, `"use strict"; ${body}\n// ${made++}`) as (...values: unknown[]) => unknown;
}
