/** Who is in which server, who waits for it, and how urgent this makes those that are in one. */
import type { Model, TickServer } from "./model.ts";
import type { State } from "./state.ts";

interface Held {
  readonly server: number;
  /** What a ceiling gives. */
  readonly key: number;
  /** Where the task is in it; -1 where that is wherever it runs. */
  readonly place: number;
}

export class Sharing {
  /** Who is in a server, or -1. */
  readonly holder: Int32Array;
  /** What a task is in, in order of entering. */
  readonly held: readonly Held[][];
  /** What a task waits for, or -1. */
  readonly waitsFor: Int32Array;

  private readonly waiters: readonly number[][];
  /** When a task that waits has asked. */
  private readonly asked: Float64Array;
  private readonly model: Model;
  private readonly state: State;

  constructor(model: Model, state: State) {
    [this.model, this.state] = [model, state];
    this.holder = new Int32Array(model.servers.length).fill(-1);
    this.waiters = model.servers.map(() => []);
    this.held = model.tasks.map(() => []);
    this.waitsFor = new Int32Array(model.tasks.length).fill(-1);
    this.asked = new Float64Array(model.tasks.length);
  }

  /** The server for which a job asks as it comes, or -1. One that is free is taken so only where it keeps the order of arrival. */
  entryOf(task: number): number {
    const server = this.model.programs[task]![0]!.enter[0] ?? -1;
    const shared = this.model.servers[server];
    return shared?.entry === true && (shared.queue === "fifo" || this.holder[server] !== -1) ? server : -1;
  }

  /** The server in which a task stays as its job is done, or -1: in order of arrival its next job may be the first that waits. */
  keptBy(task: number): number {
    const { state, model } = this;
    const [server, next] = [model.programs[task]![0]!.enter[0] ?? -1, state.job[task]! + 1];
    const shared = model.servers[server];
    if (shared?.entry !== true || shared.queue !== "fifo" || this.holder[server] !== task || next >= state.mayServe(task)) return -1;
    return this.waiters[server]!.every((waiter) => this.asked[waiter]! >= state.releaseOf(task, next)) ? server : -1;
  }

  /** Lets a task in, if it is not in it already, or has it wait. */
  enter(task: number, server: number, now: number): boolean {
    if (this.holder[server] === task) return true;
    if (this.holder[server] === -1) {
      this.take(task, server, now);
      return true;
    }
    this.waitsFor[task] = server;
    this.asked[task] = now;
    this.waiters[server]!.push(task);
    return false;
  }

  /** A task leaves; answers who waits no more: the one that is in now, or those that may ask again. */
  leave(task: number, server: number, now: number): readonly number[] {
    this.held[task]!.splice(this.held[task]!.findIndex((one) => one.server === server), 1);
    this.holder[server] = -1;
    const waiters = this.waiters[server]!;
    if (waiters.length === 0) return waiters;
    const { queue } = this.model.servers[server]!;
    if (queue === "none") {
      for (const waiter of waiters) this.waitsFor[waiter] = -1;
      return waiters.splice(0);
    }
    const first = queue === "fifo" ? waiters[0]! : waiters.reduce((best, one) => this.goesBefore(one, best) ? one : best);
    waiters.splice(waiters.indexOf(first), 1);
    this.waitsFor[first] = -1;
    this.take(first, server, now);
    return [first];
  }

  /** Sets key, tie and payer of a task: its own, or what ceilings and waiters give it. Answers whether one has changed. */
  update(task: number, isLast: boolean, hasBudget: boolean): boolean {
    const { state, model: { accountOf, servers } } = this;
    let [key, tie, payer] = [hasBudget ? state.base[task]! : Infinity, isLast ? 1 : 0, accountOf[task]!];
    const held = this.held[task]!;
    for (let h = 0; h < held.length; h++) {
      const { server, key: ceiling } = held[h]!;
      // At its ceiling a task is not preempted by equals.
      if (hasBudget && ceiling <= key) [key, tie] = [ceiling, -1];
      const { protocol } = servers[server]!;
      if (protocol === "donation" || (protocol === "inheritance" && hasBudget)) for (const waiter of this.waiters[server]!)
        if (state.key[waiter]! < key && this.reaches(waiter, held, h))
          [key, tie, payer] = [state.key[waiter]!, state.tie[waiter]!, protocol === "donation" ? state.payer[waiter]! : accountOf[task]!];
    }
    const isSame = key === state.key[task] && tie === state.tie[task] && payer === state.payer[task];
    state.key[task] = key;
    state.tie[task] = tie;
    state.payer[task] = payer;
    return !isSame;
  }

  /** Whether a waiter for the h-th of what a task is in lends to what the task does now: only on one processor. */
  private reaches(waiter: number, held: readonly Held[], h: number): boolean {
    const { server, place } = held[h]!;
    const bringsItsOwn = this.state.place[waiter] === place || !(this.model.servers[server]!.key >= 0);
    return place < 0 || (bringsItsOwn && held.every((one, i) => i < h || one.place === place));
  }

  private take(task: number, server: number, now: number): void {
    const held = this.held[task]!;
    const { [server]: shared } = this.model.servers;
    this.holder[server] = task;
    held.push({ server, key: this.ceilingKey(shared!, now), place: shared!.place >= 0 ? shared!.place : held.at(-1)?.place ?? -1 });
  }

  private ceilingKey({ protocol, ceiling, floor }: TickServer, now: number): number {
    if (protocol !== "ceiling") return Infinity;
    if (ceiling < 0 || this.model.policy === "fixed priority") return ceiling;
    return this.model.policy === "edf" ? now + floor : 0;
  }

  /** One without a budget of its own at the moment counts with its own priority. */
  private goesBefore(a: number, b: number): boolean {
    const { key, base, tie } = this.state;
    const [ofA, ofB] = [Math.min(key[a]!, base[a]!), Math.min(key[b]!, base[b]!)];
    return ofA < ofB || (ofA === ofB && tie[a]! < tie[b]!);
  }
}
