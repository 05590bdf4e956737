/** Claims about progress on a few states by their definitions: every set of states that a run may come to for ever is looked at. */
import { type Edge, type Edges, type Marks, edgesOf, reachable } from "./edges.ts";

export interface Fairness { readonly weak: readonly number[]; readonly strong: readonly number[] }

export const canAlways = (of: Edges, good: Marks): boolean => {
  const edges = edgesOf(of);
  return good.every((marks) => [...reachable([0], edges)].every((state) => [...reachable([state], edges)].some((later) => marks[later]!)));
};

export const goesOn = (of: Edges, unless: readonly boolean[]): boolean => {
  const edges = edgesOf(of);
  return [...reachable([0], edges)].every((state) => unless[state]! || edges.some(({ from }) => from === state));
};

/** Whether a run that visits these states again and again, and takes these edges, owes nothing to a fair operation. */
export function isFair({ moves, actors }: Edges, { weak, strong }: Fairness, states: ReadonlySet<number>, taken: readonly Edge[]): boolean {
  const owes = (operation: number, isStrong: boolean): boolean => {
    const { to, acts } = moves[operation]!;
    return Array.from({ length: acts ? actors : 1 }, (_, actor) => actor).some((actor) => {
      const possible = [...states].map((state) => to[actor]![state]!.length > 0);
      const isDue = isStrong ? possible.includes(true) : !possible.includes(false);
      return isDue && !taken.some((edge) => edge.operation === operation && edge.actor === actor);
    });
  };
  return !weak.some((operation) => owes(operation, false)) && !strong.some((operation) => owes(operation, true));
}

/** Whether every fair run comes from `from` to `to`, for each row. */
export function leadsTo(of: Edges, from: Marks, to: Marks, fairness: Fairness): boolean {
  const edges = edgesOf(of);
  return from.every((starts, row) => {
    const isOpen = (state: number): boolean => !to[row]![state]!;
    const waiting = [...reachable([...reachable([0], edges)].filter((state) => starts[state]! && isOpen(state)), edges, isOpen)];
    for (let chosen = 1; chosen < 1 << waiting.length; chosen++) {
      const set = new Set(waiting.filter((_, i) => (chosen >> i & 1) === 1));
      const inside = edges.filter((edge) => set.has(edge.from) && set.has(edge.to));
      const isOne = [...set].every((state) => reachable([state], inside).size === set.size);
      // With all edges inside it takes whatever it can; alone in one state it may also stand still.
      if (isOne && isFair(of, fairness, set, inside)) return false;
    }
    return true;
  });
}

/** The shortest run on which a row waits for longer than it may, in steps; null where there is none. And the longest wait before that. */
export function within(
  of: Edges, from: Marks, to: Marks, most: number, counted: ReadonlySet<number>,
): { readonly shortest: number | null; readonly states: number; readonly longest: number } {
  const edges = edgesOf(of);
  interface Node { readonly state: number; readonly since: readonly (number | null)[] }
  const begun = (row: number, state: number): number | null => from[row]![state]! && !to[row]![state]! ? 0 : null;
  const key = ({ state, since }: Node): string => `${state}: ${since.join()}`;
  let level: Node[] = [{ state: 0, since: from.map((_, row) => begun(row, 0)) }];
  const found = new Set(level.map(key));
  let longest = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (level.some(({ since }) => since.some((waited) => waited !== null && waited >= most))) return { shortest: depth, states: found.size, longest: most };
    const next: Node[] = [];
    for (const { state, since } of level) for (const edge of edges) if (edge.from === state) {
      const later = since.map((waited, row): number | null => {
        const now = waited === null ? null : waited + (counted.has(edge.operation) ? 1 : 0);
        longest = Math.max(longest, now ?? 0);
        return to[row]![edge.to]! ? null : now ?? begun(row, edge.to);
      });
      const node = { state: edge.to, since: later };
      if (!found.has(key(node))) {
        found.add(key(node));
        next.push(node);
      }
    }
    level = next;
  }
  return { shortest: null, states: found.size, longest };
}
