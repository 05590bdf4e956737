/** Functions of the language that sentences ask or are made with: no text of the specification, so that nobody mutates them. */

/** What they carry, so that they are known wherever they come from: a copy of this package in a user's folder makes them, too. */
const mark = Symbol.for("cordon word");

/** Whether a function is one of them. */
export const isWord = (fn: Function): boolean => mark in fn;

/** Makes a function one of them. */
export const word = <F extends Function>(fn: F): F => Object.defineProperty(fn, mark, { value: true });
