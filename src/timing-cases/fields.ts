/**
 * Fields of a case's input by their names: whatever else is there is refused. Elsewhere a text or a list that nobody reads is a note
 * (`reading.ts`). Here most parts may be left out, have short names, and say something else about the system when they are: a ring, a
 * window, a lock, traffic. One that is misspelt must not pass as a note beside the answer for another system.
 */
import { TimingRefusal } from "../timing/refusal.ts";

/** Refuses what is not an object, and what has other fields than these. `at` is its place in the input; "" is the input itself. */
export function onlyFields(given: unknown, at: string, known: readonly string[]): void {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new TimingRefusal("missing", at === "" ? "input" : at, `must be an object with ${known.join(", ")}`);
  const odd = Object.keys(given).find((name) => !known.includes(name));
  if (odd !== undefined) throw new TimingRefusal("unknown name", at === "" ? odd : `${at}.${odd}`, `is no field that is read; these are: ${known.join(", ")}`);
}

/** The same of a part that may be left out. */
export function onlyFieldsIfGiven(given: unknown, at: string, known: readonly string[]): void {
  if (given !== undefined) onlyFields(given, at, known);
}

/** The same of each entry of a list. */
export function onlyFieldsOfEach(given: unknown, at: string, known: readonly string[]): void {
  if (!Array.isArray(given)) throw new TimingRefusal("missing", at, "must be a list");
  given.forEach((one, i) => { onlyFields(one, `${at}[${i}]`, known); });
}
