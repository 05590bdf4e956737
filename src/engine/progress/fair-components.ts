/**
 * Where a run can stay for ever and be fair: strongly connected components (R. Tarjan, Depth-first search and linear graph algorithms,
 * 1972), of which those are dropped that no fair run stays in, and those taken apart that a fair run leaves in part (R. S. Streett's
 * condition, as E. A. Emerson and C.-L. Lei decide it, 1987). One state alone is a component, too: a run may stand still in it.
 */
import type { StepGraph } from "./graph.ts";

/** Labels of edges to which runs are fair. */
export interface FairLabels {
  readonly weak: readonly number[];
  readonly strong: readonly number[];
}

/** Room to work in, made once for a graph. */
export class FairComponents {
  /** By state: the number of the fair component that it lies in; 0 for none. */
  readonly componentOf: Int32Array;
  private readonly graph: StepGraph;
  /** By state: which list of states it stands in. */
  private readonly list: Int32Array;
  private lists = 0;
  /** By state: 0 unless it was come to, when as a number, and -1 once its component is known. */
  private readonly index: Int32Array;
  private readonly low: Int32Array;
  private readonly stack: Uint32Array;
  private readonly calls: Uint32Array;
  private readonly nextEdge: Uint32Array;
  private components = 0;
  /** By state: its latest component. */
  private readonly latest: Int32Array;
  /** By label: the latest component in which it is possible, and in how many of its states; the latest inside which it is taken. */
  private readonly possibleIn: Int32Array;
  private readonly possible: Int32Array;
  private readonly takenIn: Int32Array;
  /** By label: the latest visit of a state that saw it. */
  private readonly seenBy: Float64Array;
  private visits = 0;

  constructor(graph: StepGraph, labels: number) {
    const { size } = graph;
    this.graph = graph;
    const numbers = (): Int32Array => new Int32Array(size);
    [this.componentOf, this.list, this.latest] = [numbers(), numbers(), numbers()];
    [this.index, this.low] = [numbers(), numbers()];
    [this.stack, this.calls, this.nextEdge] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)];
    [this.possibleIn, this.possible, this.takenIn] = [new Int32Array(labels), new Int32Array(labels), new Int32Array(labels)];
    this.seenBy = new Float64Array(labels);
  }

  /** Finds the fair components among some states; answers whether there is one. */
  find(states: Uint32Array, fair: FairLabels): boolean {
    this.componentOf.fill(0);
    let found = false;
    for (const work = [states]; work.length > 0;) this.takeApart(work.pop()!, (from, to) => {
      const rest = this.judge(from, to, fair);
      if (rest === isFair) found = true;
      else if (rest.length > 0) work.push(rest);
    });
    return found;
  }

  /** Tells each strongly connected component of some states, as a part of the stack; what is told may look at no other part of it. */
  private takeApart(states: Uint32Array, tell: (from: number, to: number) => void): void {
    const { graph: { first, targets }, list, index, low, stack, calls, nextEdge } = this;
    const own = ++this.lists;
    for (const state of states) {
      list[state] = own;
      index[state] = 0;
    }
    let [count, depth, height] = [0, 0, 0];
    const enter = (state: number): void => {
      index[state] = low[state] = ++count;
      nextEdge[state] = first[state]!;
      stack[height++] = calls[depth++] = state;
    };
    for (const root of states) {
      if (index[root] !== 0) continue;
      enter(root);
      while (depth > 0) {
        const state = calls[depth - 1]!;
        if (nextEdge[state]! < first[state + 1]!) {
          const target = targets[nextEdge[state]!++]!;
          if (list[target] !== own) continue;
          if (index[target] === 0) enter(target);
          else if (index[target]! > 0 && index[target]! < low[state]!) low[state] = index[target]!;
          continue;
        }
        depth--;
        if (depth > 0 && low[state]! < low[calls[depth - 1]!]!) low[calls[depth - 1]!] = low[state]!;
        if (low[state] !== index[state]) continue;
        let from = height;
        do index[stack[--from]!] = -1; while (stack[from] !== state);
        tell(from, height);
        height = from;
      }
    }
  }

  /**
   * Looks at a component, which lies in a part of the stack: it is fair, or answers the states of it that may hold one that is.
   */
  private judge(from: number, to: number, { weak, strong }: FairLabels): Uint32Array | typeof isFair {
    const { graph: { first, targets, labels }, stack, latest, possibleIn, possible, takenIn, seenBy, componentOf } = this;
    const component = ++this.components;
    for (let i = from; i < to; i++) latest[stack[i]!] = component;
    for (let i = from; i < to; i++) {
      const state = stack[i]!;
      const visit = ++this.visits;
      for (let edge = first[state]!; edge < first[state + 1]!; edge++) {
        const label = labels[edge]!;
        if (label === 0) continue;
        if (seenBy[label] !== visit) {
          seenBy[label] = visit;
          if (possibleIn[label] !== component) {
            possibleIn[label] = component;
            possible[label] = 0;
          }
          possible[label]!++;
        }
        if (latest[targets[edge]!] === component) takenIn[label] = component;
      }
    }
    const isIdle = (label: number): boolean => possibleIn[label] === component && takenIn[label] !== component;
    if (weak.some((label) => isIdle(label) && possible[label] === to - from)) return new Uint32Array();
    const owed = strong.filter(isIdle);
    if (owed.length > 0) return stack.slice(from, to).filter((state) => !this.isPossible(state, owed));
    for (let i = from; i < to; i++) componentOf[stack[i]!] = component;
    return isFair;
  }

  private isPossible(state: number, some: readonly number[]): boolean {
    const { first, labels } = this.graph;
    for (let edge = first[state]!; edge < first[state + 1]!; edge++) if (some.includes(labels[edge]!)) return true;
    return false;
  }
}

const isFair = Symbol("a fair component");
