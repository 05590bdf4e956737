/** Tasks that could run, the most urgent on top: a heap in which a task can be found, since urgency changes by inheritance. */

/** How urgent each task is. Lower goes first, by `key`, then by `tie`, then by `stamp`, which no two tasks share. */
export interface Urgency {
  readonly key: Float64Array;
  readonly tie: Int8Array;
  readonly stamp: Float64Array;
}

/** Whether `a` preempts `b`; equals do not. */
export const preempts = ({ key, tie }: Urgency, a: number, b: number): boolean =>
  key[a]! < key[b]! || (key[a] === key[b] && tie[a]! < tie[b]!);

export class ReadyQueue {
  private readonly heap: number[] = [];
  private readonly urgency: Urgency;
  /** Where each task stands; -1 outside. */
  private readonly place: Int32Array;

  /** `place` may be shared by queues whose tasks differ. */
  constructor(urgency: Urgency, place: Int32Array) {
    this.urgency = urgency;
    this.place = place;
  }

  /** The most urgent task, or -1. */
  top(): number {
    return this.heap.length > 0 ? this.heap[0]! : -1;
  }

  /** Puts a task in, or where it belongs now. */
  put(task: number): void {
    const at = this.place[task]!;
    if (at < 0) {
      this.heap.push(task);
      this.rise(this.heap.length - 1, task);
    } else {
      this.rise(at, task);
      this.sink(this.place[task]!, task);
    }
  }

  /** Takes a task out, if it is in. */
  remove(task: number): void {
    const at = this.place[task]!;
    if (at < 0) return;
    this.place[task] = -1;
    const moved = this.heap.pop()!;
    if (moved === task) return;
    this.rise(at, moved);
    this.sink(this.place[moved]!, moved);
  }

  private rise(from: number, task: number): void {
    const { heap, place } = this;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.before(task, heap[parent]!)) break;
      place[heap[at] = heap[parent]!] = at;
      at = parent;
    }
    place[heap[at] = task] = at;
  }

  private sink(from: number, task: number): void {
    const { heap, place } = this;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.before(heap[child + 1]!, heap[child]!)) child++;
      if (!this.before(heap[child]!, task)) break;
      place[heap[at] = heap[child]!] = at;
      at = child;
    }
    place[heap[at] = task] = at;
  }

  private before(a: number, b: number): boolean {
    const { key, tie, stamp } = this.urgency;
    if (key[a] !== key[b]) return key[a]! < key[b]!;
    return tie[a] === tie[b] ? stamp[a]! < stamp[b]! : tie[a]! < tie[b]!;
  }
}
