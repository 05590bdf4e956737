/** What an observer sees, in a list or in a record by name, and in what two views of it differ. */
import { SpecificationFault } from "../../language/fault.ts";
import { told } from "./yes-or-no.ts";

/** What is seen, in order; in a record each thing has a name, and may be a list. */
export interface View {
  readonly names: readonly string[] | null;
  readonly things: readonly unknown[];
}

/** What a sentence answered as a view; a fault where it is none. */
export function viewFrom(answer: unknown): View {
  if (Array.isArray(answer)) return { names: null, things: seenIn(answer) };
  if (!isRecord(answer))
    throw new SpecificationFault("not a view", `"view" must answer a list or a record, and it answered ${told(answer)}`);
  const names = Object.keys(answer).sort();
  const things = names.map((name) => answer[name]);
  for (const thing of things) seenIn(Array.isArray(thing) ? thing : [thing]);
  return { names, things };
}

/** In what one view differs from another, as the end of a sentence; null where they are the same. */
export function differenceOf(here: View, there: View): string | null {
  if (here.names === null || there.names === null) {
    if (here.names !== there.names) return sees(kindOf(here), kindOf(there));
    return differenceInLists(here.things, there.things);
  }
  if (!isSameList(here.names, there.names)) return sees(listed(here.names), listed(there.names));
  const place = here.things.findIndex((thing, i) => !isSame(thing, there.things[i]));
  return place < 0 ? null : sees(`${here.names[place]!} = ${listed(here.things[place])}`, listed(there.things[place]));
}

function differenceInLists(here: readonly unknown[], there: readonly unknown[]): string | null {
  const place = here.findIndex((value, i) => value !== there[i]);
  if (place < 0 && here.length === there.length) return null;
  return place < 0 || place >= there.length
    ? sees(`${here.length} things`, String(there.length)) : sees(String(here[place]), String(there[place]));
}

const sees = (seen: string, expected: string): string => `sees ${seen} where it would see ${expected} without the hidden steps`;

const kindOf = ({ names }: View): string => names === null ? "a list" : "a record";

const listed = (thing: unknown): string =>
  !Array.isArray(thing) ? String(thing) : thing.length === 0 ? "nothing" : thing.map(String).join(", ");

const isSame = (one: unknown, other: unknown): boolean =>
  Array.isArray(one) && Array.isArray(other) ? isSameList(one, other) : one === other;

const isSameList = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((value, i) => value === other[i]);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The values, each of which an observer can see. */
function seenIn(values: readonly unknown[]): readonly unknown[] {
  for (const value of values) if (!(typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && value === value)))
    throw new SpecificationFault("not a view", `"view" must list numbers, words, and yes or no, and it lists ${told(value)}`);
  return values;
}
