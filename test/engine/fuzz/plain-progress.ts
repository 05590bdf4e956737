/** Claims about what can and must come, on the graph of all states that the plain interpreter has found. */
import { type Invariant, isExplored } from "../../../src/language/index.ts";
import type { Interpreter, PlainSearch } from "./plain-search.ts";
import { asked, everyAnswer, yes } from "./plain-step.ts";
import { copyOf, keyOf } from "./plain-world.ts";

/** A step of the graph, by places of its states. */
export interface PlainEdge { readonly from: number; readonly to: number; readonly operation: number; readonly actor: number }

export interface PlainGraph { readonly keys: readonly string[]; readonly edges: readonly PlainEdge[] }

/** All steps between the states of a search that left nothing out. */
export function plainGraph(plain: Interpreter, { states }: PlainSearch): PlainGraph {
  const keys = [...states.keys()];
  const places = new Map(keys.map((key, place) => [key, place]));
  const edges = plain.withoutChance(() => [...states.values()].flatMap(({ state }, from) =>
    plain.specification.operations.flatMap((_, operation) => plain.calls[operation]!.flatMap((codes) => {
      const found: PlainEdge[] = [];
      everyAnswer((choose) => {
        const { end } = plain.step(state, operation, codes, choose);
        if (end.fault === null && !end.refused) found.push({ from, to: places.get(keyOf(plain.now.state))!, operation, actor: actorOf(plain, operation, codes) });
      });
      return found;
    }))));
  return { keys, edges };
}

/** The row that acts, where one does; 0 where none does. */
export const actorOf = ({ specification }: Interpreter, operation: number, codes: readonly number[]): number =>
  specification.operations[operation]!.by === undefined ? 0 : codes[0]!;

/** By row of a claim, or once, and by state: what one of its words says. */
export function saidOf(plain: Interpreter, { states }: PlainSearch, { each, name }: Invariant, word: (...args: any[]) => boolean): boolean[][] {
  const { now, facts } = plain;
  const said = [...states.values()].map(({ state }) => {
    now.state = copyOf(state);
    const given = each === undefined ? [[now.rows]] : now.rows[each]!.map((row) => [row, now.rows]);
    return given.map((some) => asked(now, () => yes(word(...some, facts), name)));
  });
  return (said[0] ?? []).map((_, row) => said.map((of) => of[row]!));
}

/** Which claims about progress hold, by name. */
export function plainProgress(plain: Interpreter, found: PlainSearch, graph: PlainGraph, invariants: readonly Invariant[]): Record<string, boolean> {
  return Object.fromEntries(invariants.filter(isExplored).map((invariant) => [invariant.name, holds(plain, found, graph, invariant)]));
}

function holds(plain: Interpreter, found: PlainSearch, { keys, edges }: PlainGraph, invariant: Invariant): boolean {
  const { canAlways, unless, from, leadsTo, fair = {} } = invariant;
  const all = keys.map((_, state) => state);
  if (canAlways !== undefined) return saidOf(plain, found, invariant, canAlways).every((good) =>
    reached(all.filter((state) => good[state]), edges.map(({ from: to, to: start }) => ({ from: start, to }))).size === all.length);
  if (leadsTo === undefined) {
    const mayStand = unless === undefined ? all.map(() => false) : saidOf(plain, found, invariant, unless)[0]!;
    const moving = new Set(edges.map((edge) => edge.from));
    return all.every((state) => mayStand[state] || moving.has(state));
  }
  const [begins, ends] = [saidOf(plain, found, invariant, from!), saidOf(plain, found, invariant, leadsTo)];
  const named = (some: readonly { readonly name: string }[] = []): number[] =>
    some.map(({ name }) => plain.specification.operations.findIndex((operation) => operation.name === name));
  return begins.every((waits, row) => {
    const isOpen = (state: number): boolean => !ends[row]![state]!;
    const open = edges.filter((edge) => isOpen(edge.from) && isOpen(edge.to));
    const waiting = reached(all.filter((state) => waits[state] && isOpen(state)), open);
    return !staysFair(waiting, edges, named(fair.weak), named(fair.strong));
  });
}

type Way = Pick<PlainEdge, "from" | "to">;

/** The states that can be reached from some. */
function reached(starts: readonly number[], edges: readonly Way[]): Set<number> {
  const next = new Map<number, number[]>();
  for (const { from, to } of edges) next.set(from, [...next.get(from) ?? [], to]);
  const found = new Set(starts);
  for (const state of found) for (const to of next.get(state) ?? []) found.add(to);
  return found;
}

/** Whether some run can stay among states for ever and be fair: set by set of states that lead to each other. */
function staysFair(states: ReadonlySet<number>, edges: readonly PlainEdge[], weak: readonly number[], strong: readonly number[]): boolean {
  const left = new Set(states);
  const inside = edges.filter(({ from, to }) => states.has(from) && states.has(to));
  while (left.size > 0) {
    const [first] = left as Set<number> & Iterable<number>;
    const forth = reached([first!], inside);
    const back = reached([first!], inside.map(({ from, to }) => ({ from: to, to: from })));
    const set = new Set([...forth].filter((state) => back.has(state)));
    for (const state of set) left.delete(state);
    const taken = new Set(inside.filter(({ from, to }) => set.has(from) && set.has(to)).map(({ operation, actor }) => `${operation} ${actor}`));
    const possible = new Map<string, Set<number>>();
    for (const { from, operation, actor } of edges) if (set.has(from)) {
      const label = `${operation} ${actor}`;
      possible.set(label, (possible.get(label) ?? new Set()).add(from));
    }
    const idle = [...possible].filter(([label]) => !taken.has(label));
    const isOf = (label: string, some: readonly number[]): boolean => some.includes(Number(label.split(" ")[0]));
    if (idle.some(([label, where]) => isOf(label, weak) && where.size === set.size)) continue;
    const owed = idle.filter(([label]) => isOf(label, strong)).flatMap(([, where]) => [...where]);
    if (owed.length === 0 || staysFair(new Set([...set].filter((state) => !owed.includes(state))), edges, weak, strong)) return true;
  }
  return false;
}
