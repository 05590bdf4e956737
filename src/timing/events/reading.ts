/** Checks that every description of a system needs: lists of objects, names that differ, priorities. */
import type { Exact, Given } from "../exact.ts";
import { TimingRefusal, asFound } from "../refusal.ts";
import { notNegative, positive } from "../task.ts";

/** Most entries of one list: each is compared with each, and again until nothing changes. */
export const entriesMost = 2000;

/** A list with an object or more. */
export function objectsIn<One>(list: readonly One[], field: string): readonly One[] {
  if (!Array.isArray(list) || list.length === 0) throw new TimingRefusal("missing", field, "must be a list with an entry or more");
  if (list.length > entriesMost) throw new TimingRefusal("too large", field, `has ${list.length} entries; at most ${entriesMost} are taken`);
  const odd = list.findIndex((one: unknown) => typeof one !== "object" || one === null);
  if (odd !== -1) throw new TimingRefusal("missing", `${field}[${odd}]`, "must be an object");
  return list;
}

/** A name that is not among those before it, which it joins. */
export function newName(id: string, ids: Set<string>, field: string): string {
  if (typeof id !== "string" || id === "") throw new TimingRefusal("missing", field, "must be a name");
  if (ids.has(id)) throw new TimingRefusal("duplicate name", field, `is "${id}", which another one has: names must differ`);
  ids.add(id);
  return id;
}

/** A priority, lower is higher. */
export function priorityIn(priority: number | undefined, otherwise: number, field: string): number {
  if (priority === undefined) return otherwise;
  if (!Number.isSafeInteger(priority)) throw new TimingRefusal("not a number", field, `is ${asFound(priority)}; give a whole number, lower is higher`);
  return priority;
}

/** Worst and best case, the best 0 unless it is given. */
export function casesOf({ wcet, bcet }: { readonly wcet: Given; readonly bcet?: Given }, field: string):
{ readonly wcet: Exact; readonly bcet: Exact } {
  const [worst, best] = [positive(wcet, `${field}.wcet`), notNegative(bcet ?? 0, `${field}.bcet`)];
  if (best.gt(worst)) throw new TimingRefusal("out of range", `${field}.bcet`, `is ${best.toFraction()}, above the worst case ${worst.toFraction()}`);
  return { wcet: worst, bcet: best };
}
