/** Small systems that are given by their edges: one place that is in one of a few states, and operations that move it, perhaps by an actor. */
import { type Fair, type Operation, type Specification, type System, count, source, specification, table, world } from "../../../src/language/index.ts";
import type { Draw } from "../fuzz/draw.ts";

/** An operation: by actor (one where nobody acts) and state, where it may lead; nowhere where it is refused. */
export interface Moves {
  readonly name: string;
  readonly acts: boolean;
  readonly to: readonly (readonly (readonly number[])[])[];
}

export interface Edges {
  readonly states: number;
  readonly actors: number;
  readonly moves: readonly Moves[];
}

/** By row, or by the world as a whole, in which states something holds. */
export type Marks = readonly (readonly boolean[])[];

const sources = [source("this project", "test/engine/progress/edges.ts")];
export const claiming = { claim: "Something.", why: "For a test.", sources };

const { invariant, operation, tables } = world({ name: "edges", tables: {
  place: table({ about: "where the system is", columns: { at: count({ max: 15 }) } }),
  actor: table({ about: "who acts", columns: {} }),
} });
export { invariant };

/** The operations, with their tables laid out flat: a place, an actor and a choice lead to a state. */
export function operationsOf({ states, moves }: Edges): Operation[] {
  return moves.map(({ name, acts, to }) => {
    const most = Math.max(1, ...to.flat().map((some) => some.length));
    const ways = to.flat().map((some) => some.length);
    const targets = to.flat().flatMap((some) => Array.from({ length: most }, (_, i) => some[i] ?? 0));
    const common = { name, summary: "For a test.", sources };
    return acts ? operation({ ...common, by: "actor", look: (all, { actor }) => ({ place: all.place[0]!, at: actor.id * states + all.place[0]!.at }),
      checks: [{ unless: "some edge leads on", holds: ({ at }) => ways[at]! > 0, answer: "no" }],
      cases: [{ when: "it moves", then: { "it moves": ({ place, at }, choose) => { place.at = targets[at * most + choose(ways[at]!)]!; } } }] })
      : operation({ ...common, look: (all) => ({ place: all.place[0]! }),
        checks: [{ unless: "some edge leads on", holds: ({ place }) => ways[place.at]! > 0, answer: "no" }],
        cases: [{ when: "it moves", then: { "it moves": ({ place }, choose) => { place.at = targets[place.at * most + choose(ways[place.at]!)]!; } } }] });
  });
}

/** What a claim asks, by the marks: of each actor where there are several rows of them. */
export const asksOf = (marks: Marks) => marks.length === 1 ? ({ place }: any): boolean => marks[0]![place[0].at]!
  : ({ id }: any, { place }: any): boolean => marks[id]![place[0].at]!;

export const specified = (operations: readonly Operation[], invariants: Specification["invariants"]): Specification =>
  specification({ name: "edges", about: "For a test.", tables, operations, invariants });

export const systemOf = ({ actors }: Edges): System<any, any> =>
  ({ name: "edges", about: "For a test.", sizes: { place: 1, actor: actors }, facts: {}, boot: () => {} });

/** Draws a system; few edges more often than many, so that there are states that lead nowhere. */
export function drawnEdges(draw: Draw): Edges {
  const [states, actors] = [2 + draw.below(5), 1 + draw.below(2)];
  const percent = draw.pick([15, 25, 40]);
  const moves = Array.from({ length: 1 + draw.below(3) }, (_, o): Moves => {
    const acts = draw.chance(60);
    return { name: `Move ${o}`, acts, to: Array.from({ length: acts ? actors : 1 }, () => Array.from({ length: states }, () =>
      Array.from({ length: states }, (_, state) => state).filter(() => draw.chance(percent)))) };
  });
  return { states, actors, moves };
}

export const drawnMarks = (draw: Draw, { states }: Edges, rows: number, percent: number): Marks =>
  Array.from({ length: rows }, () => Array.from({ length: states }, () => draw.chance(percent)));

/** Draws which operations are fair, by number, and how. */
export function drawnFairness(draw: Draw, { moves }: Edges): { readonly weak: number[]; readonly strong: number[] } {
  const all = moves.map((_, o) => o);
  const weak = draw.some(all, 40);
  return { weak, strong: draw.some(all, 35) };
}

export const fairAmong = (operations: readonly Operation[], { weak, strong }: { readonly weak: number[]; readonly strong: number[] }): Fair =>
  ({ weak: weak.map((o) => operations[o]!), strong: strong.map((o) => operations[o]!) });

/** A step of the graph. An operation in which nobody acts has the actor 0. */
export interface Edge { readonly from: number; readonly to: number; readonly operation: number; readonly actor: number }

export const edgesOf = ({ moves }: Edges): Edge[] => moves.flatMap(({ to }, operation) =>
  to.flatMap((of, actor) => of.flatMap((some, from) => some.map((target): Edge => ({ from, to: target, operation, actor })))));

/** The states that can be reached from some, by edges that are allowed. */
export function reachable(starts: readonly number[], edges: readonly Edge[], allowed: (state: number) => boolean = () => true): Set<number> {
  const found = new Set(starts.filter(allowed));
  for (const state of found) for (const edge of edges) if (edge.from === state && allowed(edge.to)) found.add(edge.to);
  return found;
}
