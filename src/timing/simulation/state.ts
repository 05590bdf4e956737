/** What the machine knows of each task at an instant, by number of the task. Times are ticks. */
import type { Model } from "./model.ts";
import { jobsOf, type TickScenario } from "./scenario.ts";

/** What a task does; a task that serves several jobs serves them one after the other. */
export const stages = ["done", "ready", "running", "blocked", "suspended", "throttled"] as const;
export type Stage = (typeof stages)[number];
export const [done, ready, running, blocked, suspended, throttled] = [0, 1, 2, 3, 4, 5] as const;

/** Who looks on. Times are ticks, tasks are numbers, jobs count from 0, stages are numbers in `stages`. */
export interface Observer {
  /** A task is in another stage from now on; on a processor, or on -1. */
  readonly stage?: (task: number, stage: number, now: number, job: number, processor: number) => void;
  readonly finish?: (task: number, job: number, arrival: number, release: number, now: number) => void;
}

export class State {
  readonly stage: Uint8Array;
  /** Urgency: lower first by key, by tie, by stamp. The base is the task's own key; its key may be lent by others. */
  readonly key: Float64Array;
  readonly tie: Int8Array;
  readonly stamp: Float64Array;
  readonly base: Float64Array;
  /** The account that pays, or -1. */
  readonly payer: Int32Array;
  /** Jobs in all, and those released, and those done: the number of the job that it serves. */
  readonly jobs: Float64Array;
  readonly released: Float64Array;
  readonly job: Float64Array;
  /** Execution that the job still needs, and its stretch; how many servers of the stretch it has entered. */
  readonly left: Float64Array;
  readonly step: Int32Array;
  readonly stepLeft: Float64Array;
  readonly entered: Int32Array;
  /** Whether it runs a stretch that is not preempted. */
  readonly whole: Uint8Array;
  /** What is left of its turn. */
  readonly turn: Float64Array;
  /** The processor that runs it, or -1; and the one that it wants, -1 where that is any. */
  readonly on: Int32Array;
  readonly place: Int32Array;
  /** When the jobs of a task that has others before it could start, as far as they could. */
  readonly enabled: readonly number[][];

  private readonly model: Model;
  private readonly scenario: TickScenario;

  constructor(model: Model, scenario: TickScenario) {
    const { tasks } = model;
    const floats = (): Float64Array => new Float64Array(tasks.length);
    const numbers = (): Int32Array => new Int32Array(tasks.length);
    [this.model, this.scenario] = [model, scenario];
    [this.stage, this.whole, this.tie] = [new Uint8Array(tasks.length), new Uint8Array(tasks.length), new Int8Array(tasks.length)];
    [this.key, this.stamp, this.base, this.left, this.stepLeft, this.turn] = [floats(), floats(), floats(), floats(), floats(), floats()];
    [this.jobs, this.released, this.job] = [floats(), floats(), floats()];
    [this.payer, this.step, this.entered, this.on] = [numbers(), numbers(), numbers(), numbers().fill(-1)];
    this.place = Int32Array.from(model.placement);
    this.enabled = model.before.map(() => []);
    for (let t = 0; t < tasks.length; t++) this.jobs[t] = jobsOf(tasks[t]!, scenario, t);
  }

  arrivalOf(t: number, k: number): number {
    const { offset, period } = this.model.tasks[t]!;
    const own = this.scenario.arrivals[t]!;
    return own === null ? offset + k * period : own[k]!;
  }

  releaseOf(t: number, k: number): number {
    return this.scenario.releases[t]?.[k] ?? this.arrivalOf(t, k);
  }

  executionOf(t: number, k: number): number {
    return this.scenario.executions[t]?.[k] ?? this.model.tasks[t]!.wcet;
  }

  /** Jobs that may be served: released, and with those before them done. */
  mayServe(t: number): number {
    return this.model.before[t]!.reduce((least, other) => Math.min(least, this.job[other]!), this.released[t]!);
  }

  /** The key of the stretch that a task is in: its own once it has entered what it is in; it asks at its caller's, or at its task's. */
  baseOf(t: number): number {
    const key = this.model.programs[t]![this.step[t]!]!.keys[this.entered[t]!]!;
    return key >= 0 ? key : this.ownKey(t);
  }

  /** The task's own key for the job that it serves now. */
  ownKey(t: number): number {
    const { policy, keys, tasks, before } = this.model;
    if (keys[t]! < 0) return keys[t]!;
    const job = this.job[t]!;
    if (policy === "edf") return this.arrivalOf(t, job) + tasks[t]!.deadline;
    if (policy === "fifo") return before[t]!.length > 0 ? this.enabled[t]![job]! : this.releaseOf(t, job);
    return keys[t]!;
  }
}
