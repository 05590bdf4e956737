/**
 * What calls may share of what `look` found. Words and numbers, facts, rows with their parts and the lists of all rows cannot
 * be changed where they are only read; a list of such things can, so the steps of each call get a copy of it, and checks are
 * seen to leave it as it was. Anything else belongs to one call.
 */
import { raise } from "../stepping/noting.ts";
import type { Gate } from "../world/gate.ts";

const facts = new WeakSet();

/** Facts never change while a system runs, so plain objects, lists, maps and sets among them are frozen. */
export function freezeFacts<T>(all: T): T {
  const freeze = (value: unknown): void => {
    if (typeof value !== "object" || value === null || facts.has(value)) return;
    if (value instanceof Map || value instanceof Set) {
      for (const name of ["set", "add", "delete", "clear"]) if (name in value) Object.defineProperty(value, name, { value: refuseFacts });
      facts.add(Object.freeze(value));
      value.forEach((one, key) => { freeze(one); freeze(key); });
      return;
    }
    const kind: unknown = Object.getPrototypeOf(value);
    if (kind !== Object.prototype && kind !== Array.prototype && kind !== null) return;
    facts.add(Object.freeze(value));
    Object.values(value).forEach(freeze);
  };
  freeze(all);
  return all;
}

const refuseFacts = (): never => raise("not only read", "a map or a set among the facts is changed; facts never change");

/** Whether nobody can change a value where nothing may be written but by steps. */
export function isShared(value: unknown, gate: Gate): boolean {
  if (typeof value !== "object") return typeof value !== "function";
  return value === null || (value as { readonly $gate?: Gate }).$gate === gate || facts.has(value);
}

/** The lists among what was found, each beside a copy; null where calls cannot share what was found. */
export class FoundLists {
  private readonly lists: readonly (readonly unknown[])[];
  private readonly copies: readonly (readonly unknown[])[];

  private constructor(lists: readonly (readonly unknown[])[]) {
    this.lists = lists;
    this.copies = lists.map((list) => [...list]);
  }

  static among(found: readonly unknown[], gate: Gate): FoundLists | null {
    const others = found.filter((value) => !isShared(value, gate));
    const isList = (value: unknown): value is unknown[] => Array.isArray(value) && Object.getPrototypeOf(value) === Array.prototype
      && Object.isExtensible(value) && !value.includes(undefined) && value.every((one) => isShared(one, gate));
    return others.every(isList) && new Set(others).size === others.length ? new FoundLists(others) : null;
  }

  /** What the steps of one call are given of a value. */
  ownOf(value: unknown): unknown {
    const place = this.lists.indexOf(value as readonly unknown[]);
    return place < 0 ? value : [...this.copies[place]!];
  }

  /** Sees to it that checks and cases left the lists as they were found. */
  seeUnchanged(): void {
    for (let i = 0; i < this.lists.length; i++) {
      const [list, copy] = [this.lists[i]!, this.copies[i]!];
      if (list.length !== copy.length || list.some((one, k) => !Object.is(one, copy[k])))
        raise("not only read", `a check or the condition of a case changes a list that "look" found`);
    }
  }
}
