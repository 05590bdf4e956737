/** States that are one but for the order of interchangeable rows, by brute force: every order of every such table is tried. */
import type { Tables } from "../../../src/language/index.ts";
import { type PlainState, keyOf } from "./plain-world.ts";

/** By table: where each row goes. */
type Renaming = Readonly<Record<string, readonly number[]>>;

export function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) => Array.from({ length: n }, (_, i) => rest.toSpliced(i, 0, n - 1)));
}

/** All renamings that the declarations allow: rows that lie within others go where those go. */
export function renamings(tables: Tables, sizes: Readonly<Record<string, number>>): Renaming[] {
  let all: Record<string, readonly number[]>[] = [{}];
  for (const [name, { interchangeable }] of Object.entries(tables)) if (interchangeable === true)
    all = all.flatMap((one) => permutations(sizes[name] ?? 0).map((order) => ({ ...one, [name]: order })));
  const placed = (one: Record<string, readonly number[]>, name: string): readonly number[] => {
    const owner = tables[name]!.within;
    const size = sizes[name] ?? 0;
    if (one[name] !== undefined) return one[name];
    const identity = Array.from({ length: size }, (_, i) => i);
    if (owner === undefined || size === 0) return identity;
    const [moved, each] = [placed(one, owner), size / sizes[owner]!];
    return identity.map((i) => moved[Math.floor(i / each)]! * each + i % each);
  };
  return all.map((one) => Object.fromEntries(Object.keys(tables).map((name) => [name, placed(one, name)])));
}

export function renamed(tables: Tables, state: PlainState, renaming: Renaming): PlainState {
  return Object.fromEntries(Object.entries(tables).map(([table, { columns }]) => {
    const rows: PlainState[string] = [];
    state[table]!.forEach((row, id) => {
      rows[renaming[table]![id]!] = Object.fromEntries(Object.entries(columns).map(([name, column]) => {
        const value = row[name]!;
        if (column.kind === "reference") return [name, value === null ? null : renaming[column.table]![value as number]!];
        if (column.kind === "queue") return [name, (value as number[]).map((one) => renaming[column.table]![one]!)];
        if (column.kind === "set") return [name, (value as number[]).map((one) => renaming[column.table]![one]!).toSorted((a, b) => a - b)];
        return [name, value];
      }));
    });
    return [table, rows];
  }));
}

/** The key of the least of all orders of a state. */
export const orbitOf = (tables: Tables, state: PlainState, all: readonly Renaming[]): string =>
  all.map((renaming) => keyOf(renamed(tables, state, renaming))).toSorted()[0]!;
