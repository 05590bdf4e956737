/**
 * A run that waits for ever, in numbers: a shortest way to a fair component, and a loop there that visits what fairness asks for. Edges
 * are looked at in the order in which calls are taken, so that neither depends on how the states are numbered.
 */
import type { FairLabels } from "./fair-components.ts";
import { type StepGraph, wayBack } from "./graph.ts";

/** One step of a loop. */
export interface Edge {
  readonly target: number;
  readonly label: number;
}

export interface Lasso {
  /** The states on the way to the loop, the first of which is the initial one, the last the one that the loop begins in. */
  readonly stem: readonly number[];
  /** Steps of the loop; none where the run stands still. */
  readonly loop: readonly Edge[];
}

/** Whether a row waits from a state on, and whether it need not wait any longer. */
export interface Waiting {
  readonly waits: (state: number) => boolean;
  readonly isGood: (state: number) => boolean;
}

/** The states that a run can be in while a row waits. */
export function waitingStates({ size, isState, first, targets }: StepGraph, { waits, isGood }: Waiting): Uint32Array {
  const [isFound, queue] = [new Uint8Array(size), new Uint32Array(size)];
  let found = 0;
  const find = (state: number): void => {
    if (isFound[state] === 1 || isGood(state)) return;
    isFound[state] = 1;
    queue[found++] = state;
  };
  for (let state = 0; state < size; state++) if (isState[state] === 1 && waits(state)) find(state);
  for (let at = 0; at < found; at++)
    for (let edge = first[queue[at]!]!; edge < first[queue[at]! + 1]!; edge++) find(targets[edge]!);
  return queue.slice(0, found);
}

/** The shortest way on which a row begins to wait and waits on into a fair component, with a loop there. */
export function lassoInto(graph: StepGraph, waiting: Waiting, componentOf: Int32Array, fair: FairLabels): Lasso {
  const stem = stemInto(graph, waiting, componentOf);
  const begin = stem.at(-1)!;
  return { stem, loop: new Loop(graph, componentOf, componentOf[begin]!, fair).from(begin) };
}

/** A place is twice the number of a state, and one more where the row waits. */
function stemInto({ size, first, targets }: StepGraph, { waits, isGood }: Waiting, componentOf: Int32Array): number[] {
  const [parent, queue] = [new Int32Array(2 * size).fill(-2), new Uint32Array(2 * size)];
  let found = 0;
  const find = (state: number, isWaiting: boolean, from: number): void => {
    const place = 2 * state + ((isWaiting || waits(state)) && !isGood(state) ? 1 : 0);
    if (parent[place] !== -2) return;
    parent[place] = from;
    queue[found++] = place;
  };
  find(0, false, -1);
  for (let at = 0; at < found; at++) {
    const place = queue[at]!;
    const [state, isWaiting] = [place >>> 1, (place & 1) === 1];
    if (isWaiting && componentOf[state] !== 0) return wayBack(parent, place).map((one) => one >>> 1);
    for (let edge = first[state]!; edge < first[state + 1]!; edge++) find(targets[edge]!, isWaiting, place);
  }
  throw new RangeError("no way leads to a component of states that were found on a way");
}

/** A loop in one component. */
class Loop {
  private readonly graph: StepGraph;
  private readonly isInside: (state: number) => boolean;
  private readonly weak: Set<number>;
  private readonly strong: Set<number>;

  constructor(graph: StepGraph, componentOf: Int32Array, component: number, { weak, strong }: FairLabels) {
    this.graph = graph;
    this.isInside = (state) => componentOf[state] === component;
    const possible = new Set<number>();
    componentOf.forEach((one, state) => { if (one === component) for (const label of this.labelsAt(state)) possible.add(label); });
    this.weak = new Set(weak);
    // What is never possible here is not owed.
    this.strong = new Set(strong.filter((label) => possible.has(label)));
  }

  /** The steps of a loop that visits what fairness asks for, piece by piece the nearest; none where the run may stand still. */
  from(begin: number): Edge[] {
    const { weak, strong } = this;
    const loop: Edge[] = [];
    const atBegin = this.labelsAt(begin);
    if ([...weak, ...strong].every((label) => !atBegin.has(label))) return loop;
    this.visit(begin);
    for (let at = begin; weak.size + strong.size > 0;) {
      const piece = this.nearest(at, ({ label, target }) => weak.has(label) || strong.has(label) || this.isIdleAt(target));
      for (const edge of piece) this.take(edge);
      loop.push(...piece);
      at = loop.at(-1)!.target;
    }
    const end = loop.at(-1)?.target ?? begin;
    return loop.length > 0 && end === begin ? loop : [...loop, ...this.nearest(end, ({ target }) => target === begin)];
  }

  private take({ target, label }: Edge): void {
    this.weak.delete(label);
    this.strong.delete(label);
    this.visit(target);
  }

  /** What is not possible in a state need not be taken where it is fair weakly. */
  private visit(state: number): void {
    const here = this.labelsAt(state);
    for (const label of this.weak) if (!here.has(label)) this.weak.delete(label);
  }

  private isIdleAt(state: number): boolean {
    if (this.weak.size === 0) return false;
    const here = this.labelsAt(state);
    return [...this.weak].some((label) => !here.has(label));
  }

  private labelsAt(state: number): Set<number> {
    const { first, labels } = this.graph;
    return new Set(labels.subarray(first[state]!, first[state + 1]!));
  }

  /** The shortest steps inside the component to an edge that is sought. */
  private nearest(begin: number, isSought: (edge: Edge) => boolean): Edge[] {
    const { graph: { first, targets, labels }, isInside } = this;
    const came = new Map<number, { readonly from: number; readonly edge: Edge } | null>([[begin, null]]);
    for (const state of came.keys()) for (let e = first[state]!; e < first[state + 1]!; e++) {
      const edge = { target: targets[e]!, label: labels[e]! };
      if (!isInside(edge.target)) continue;
      if (isSought(edge)) {
        const way = [edge];
        for (let at = came.get(state)!; at !== null; at = came.get(at.from)!) way.unshift(at.edge);
        return way;
      }
      if (!came.has(edge.target)) came.set(edge.target, { from: state, edge });
    }
    throw new RangeError("a strongly connected component has a state that is not reached from another one");
  }
}
