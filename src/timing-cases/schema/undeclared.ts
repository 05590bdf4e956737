/** What may be meant by a field that an analysis does not declare. */
import { isNearly } from "../../language/fault.ts";
import { areOneThing, lettersOf } from "../naming.ts";

/** What at 0 says what leaving it out says. */
const nothingAtZero: ReadonlySet<string> = new Set(["J", "B", "S"]);

/**
 * What tasks have, whether or not a bound depends on it: without it a bound is no smaller. Of R and r, as of others, one may be meant.
 * No deadline: who gives one expects to be told that it is missed.
 */
const quantities: ReadonlySet<string> = new Set([
  "id", "C", "T", "P", "R", "U", "O", "d", "wcet", "bcet", "period", "offset", "distance", "utilization",
]);

const isNumber = (value: unknown): boolean => typeof value === "number" || (typeof value === "string" && /^-?\d+(?:[./]\d+)?$/.test(value));

/** A number that an analysis could have been meant to take, in an object for which these fields are declared. */
export function mayMatter(name: string, value: unknown, declared: readonly string[]): boolean {
  if (!isNumber(value) || (nothingAtZero.has(name) && Number(value) === 0)) return false;
  const small = name.toLowerCase();
  return !quantities.has(name) || (small !== name && small !== "d" && declared.includes(small));
}

/** Whether one name may stand for the other: the word for the letter, in another case, or with a letter or two astray. */
export function isMeant(known: string, written: string): boolean {
  const [a, b] = [known.toLowerCase(), written.toLowerCase()];
  return a === b && known.length > 1 || lettersOf(b).includes(known) || (Math.min(a.length, b.length) >= 5 && isNearly(a, b, 2));
}

/** The same where nothing can be answered without the known one. */
export const couldBe = (known: string, written: string): boolean =>
  isMeant(known, written) || areOneThing(known, written) || known.toLowerCase() === written.toLowerCase();
