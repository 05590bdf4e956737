/** Processors and the tasks that are ready for them: all processors serve one queue, or each has its own. */
import type { Model } from "./model.ts";
import { preempts, ReadyQueue } from "./ready-queue.ts";
import type { State } from "./state.ts";

export class Processors {
  /** By processor: its task or -1, when that was last charged, and until when it goes on. */
  readonly runs: Int32Array;
  readonly since: Float64Array;
  readonly until: Float64Array;
  /** Whether what it was given has yet to start. */
  readonly fresh: Uint8Array;
  /** Queues that have to be looked at. */
  readonly changed: number[] = [];

  private readonly state: State;
  private readonly queues: readonly ReadyQueue[];

  constructor({ tasks, processors, placement }: Model, state: State) {
    this.state = state;
    const place = new Int32Array(tasks.length).fill(-1);
    const isLocal = placement.length > 0 && placement[0] !== -1;
    this.queues = Array.from({ length: isLocal ? processors : 1 }, () => new ReadyQueue(state, place));
    [this.runs, this.fresh] = [new Int32Array(processors).fill(-1), new Uint8Array(processors)];
    [this.since, this.until] = [new Float64Array(processors), new Float64Array(processors).fill(Infinity)];
  }

  /** When the next of them comes to an end. */
  next(): number {
    let next = Infinity;
    for (let p = 0; p < this.until.length; p++) if (this.until[p]! < next) next = this.until[p]!;
    return next;
  }

  /** Makes a task wait for a processor, or looks again where it stands. */
  put(t: number): void {
    this.queues[this.queueOf(t)]!.put(t);
    this.change(t);
  }

  /** Takes a task off its processor, or out of its queue. */
  remove(t: number): void {
    const { runs, until, fresh, state } = this;
    const p = state.on[t]!;
    if (p < 0) return this.queues[this.queueOf(t)]!.remove(t);
    runs[p] = -1;
    until[p] = Infinity;
    fresh[p] = 0;
    state.on[t] = -1;
    state.whole[t] = 0;
    this.change(t);
  }

  assign(p: number, t: number, now: number): void {
    this.queues[this.queueOf(t)]!.remove(t);
    this.runs[p] = t;
    this.state.on[t] = p;
    this.restart(p, now);
  }

  /** Has a processor start what it runs once more, after those that are more urgent were looked for. */
  restart(p: number, now: number): void {
    this.since[p] = now;
    this.fresh[p] = 1;
    this.until[p] = Infinity;
    this.change(this.runs[p]!);
  }

  /** The queue of a task has to be looked at. */
  change(t: number): void {
    const q = this.queueOf(t);
    if (!this.changed.includes(q)) this.changed.push(q);
  }

  /** The most urgent of a queue, or -1. */
  top(queue: number): number {
    return this.queues[queue]!.top();
  }

  /** The first processor of a queue and the one after its last. */
  span(queue: number): readonly [from: number, to: number] {
    return this.queues.length === 1 ? [0, this.runs.length] : [queue, queue + 1];
  }

  /** A processor of the queue that is idle, or else the one with the least urgent task that `t` may preempt, or -1. */
  placeFor(t: number, queue: number): number {
    const { runs, state } = this;
    const [from, to] = this.span(queue);
    let found = -1;
    for (let p = from; p < to; p++) {
      const other = runs[p]!;
      if (other === -1) return p;
      if (state.whole[other] === 0 && preempts(state, t, other) && (found === -1 || preempts(state, runs[found]!, other))) found = p;
    }
    return found;
  }

  private queueOf(t: number): number {
    return this.queues.length === 1 ? 0 : this.state.place[t]!;
  }
}
