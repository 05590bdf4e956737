/**
 * The graph of all states and steps that a search has found, in typed arrays: states by the numbers that the search gave them, edges
 * in the order in which the calls of a state are taken. Two edges that follow each other and say the same are one.
 */

/** States and what follows from them. */
export interface StepGraph {
  /** Numbers of states lie below this one; some of them may be no state's. */
  readonly size: number;
  /** By number: 1 for a state. */
  readonly isState: Uint8Array;
  /** By number, and one more: the first of its edges. */
  readonly first: Uint32Array;
  readonly targets: Uint32Array;
  /** By edge: what was done, as far as it matters; 0 where it does not. */
  readonly labels: Uint16Array;
}

/** Edges for which there is room at first. */
const edgesAtFirst = 1 << 12;

export class GraphBuilder {
  /** Steps that were told, the same ones counted each. */
  steps = 0;
  /** Whether there was no room for all edges. */
  isFull = false;
  private readonly first: Uint32Array;
  private readonly isState: Uint8Array;
  private targets = new Uint32Array(edgesAtFirst);
  private labels = new Uint16Array(edgesAtFirst);
  private count = 0;
  private state = -1;
  private readonly most: number;

  /** For states below a number; the graph may take so many bytes. */
  constructor(size: number, bytesMost: number) {
    this.first = new Uint32Array(size + 1);
    this.isState = new Uint8Array(size);
    this.most = Math.min(2 ** 31, Math.floor((bytesMost - 5 * size) / bytesPerEdge));
  }

  /** The edges that are told from now on leave this state, whose number is above those before. */
  begin(state: number): void {
    this.close(state);
    this.isState[state] = 1;
  }

  add(target: number, label: number): void {
    this.steps++;
    const { count, targets, labels } = this;
    if (count > this.first[this.state]! && targets[count - 1] === target && labels[count - 1] === label) return;
    if (count === targets.length && !this.grow()) return;
    this.targets[count] = target;
    this.labels[count] = label;
    this.count = count + 1;
  }

  end(): StepGraph {
    this.close(this.first.length - 1);
    const { first, isState, targets, labels } = this;
    return { size: isState.length, isState, first, targets, labels };
  }

  private close(state: number): void {
    this.first.fill(this.count, this.state + 1, state + 1);
    this.state = state;
  }

  private grow(): boolean {
    const length = Math.min(this.most, this.targets.length * 2);
    if (length <= this.targets.length) {
      this.isFull = true;
      return false;
    }
    const [targets, labels] = [new Uint32Array(length), new Uint16Array(length)];
    targets.set(this.targets);
    labels.set(this.labels);
    [this.targets, this.labels] = [targets, labels];
    return true;
  }
}

const bytesPerEdge = 6;

/** The edges of a graph backwards: by state, and one more, the first of the edges that lead to it, and where these come from. */
export type Backwards = Pick<StepGraph, "size" | "first"> & { readonly sources: Uint32Array };

/** Turns all edges round. */
export function reversed({ size, first, targets }: StepGraph): Backwards {
  const begin = new Uint32Array(size + 1);
  const edges = first[size]!;
  for (let edge = 0; edge < edges; edge++) begin[targets[edge]! + 1]!++;
  for (let state = 0; state < size; state++) begin[state + 1]! += begin[state]!;
  const [sources, next] = [new Uint32Array(edges), begin.slice()];
  for (let state = 0; state < size; state++)
    for (let edge = first[state]!; edge < first[state + 1]!; edge++) sources[next[targets[edge]!]!++] = state;
  return { size, first: begin, sources };
}

/** By state: whether some way, perhaps of no step, leads to a state that is marked. */
export function reaching({ size, first, sources }: Backwards, isMarked: (state: number) => boolean): Uint8Array {
  const [reaches, queue] = [new Uint8Array(size), new Uint32Array(size)];
  let found = 0;
  for (let state = 0; state < size; state++) if (isMarked(state)) {
    reaches[state] = 1;
    queue[found++] = state;
  }
  for (let at = 0; at < found; at++) {
    const state = queue[at]!;
    for (let edge = first[state]!; edge < first[state + 1]!; edge++) {
      const source = sources[edge]!;
      if (reaches[source] === 1) continue;
      reaches[source] = 1;
      queue[found++] = source;
    }
  }
  return reaches;
}

/** Goes breadth first from the initial state, number 0; answers the states on a shortest way to the first that is sought. */
export function shortestWay({ size, first, targets }: StepGraph, isSought: (state: number) => boolean): number[] | null {
  const [parent, queue] = [new Int32Array(size).fill(-2), new Uint32Array(size)];
  parent[0] = -1;
  let found = 1;
  for (let at = 0; at < found; at++) {
    const state = queue[at]!;
    if (isSought(state)) return wayBack(parent, state);
    for (let edge = first[state]!; edge < first[state + 1]!; edge++) {
      const target = targets[edge]!;
      if (parent[target] !== -2) continue;
      parent[target] = state;
      queue[found++] = target;
    }
  }
  return null;
}

/** From where a search came to a place, back to where it began; answers that way forwards. */
export function wayBack(parent: Int32Array, place: number): number[] {
  const way: number[] = [];
  for (let at = place; at >= 0; at = parent[at]!) way.push(at);
  return way.reverse();
}
