/** What can be simulated: tasks, and small types for what jobs do, what they share, and what they may spend. */
import type { Given } from "../exact.ts";
import type { Task } from "../task.ts";

/**
 * Who goes first. Fixed priority: the lower number. EDF: the earlier absolute deadline, counted from arrival. FIFO: the
 * earlier release. Round robin: all tasks are equals. Equals go in the order in which they became ready.
 */
export type Policy = "fixed priority" | "edf" | "fifo" | "round robin";

/** A stretch of a job's program. Without a program a job is one stretch of its execution time. */
export interface Step {
  /** Above 0. The stretches of a job that are not away add up to the worst-case execution time. */
  readonly length: Given;
  /** Servers or locks that it is in, the outermost first; one that the stretch before was in is kept in between. */
  readonly in?: readonly string[];
  /** Its own priority once it has entered: that of an active server, which runs at its own whoever calls. It asks at its caller's. */
  readonly priority?: number;
  /** Whether it cannot be preempted. */
  readonly whole?: boolean;
  /** Whether the job waits for something outside, and needs no processor. */
  readonly away?: boolean;
}

/** A lock, or a single-threaded server that is entered by call: one job at a time is in it. */
export interface SharedServer {
  readonly id: string;
  /**
   * None: who is in it keeps its own priority. Inheritance: it runs at the highest of those that wait, on its own budget.
   * Donation: it runs at the priority and on the budget of who waits (helping). Ceiling: it runs at the highest priority
   * of all that ever enter; under EDF at the shortest relative deadline of these (deadline floor, which equals the SRP:
   * Burns, Gutierrez, Aldea Rivas, Gonzalez Harbour, IEEE Trans. Computers 64(5), 2015). Spin: who waits keeps its
   * processor and is not preempted meanwhile; stretches in it are `whole` as a rule.
   */
  readonly protocol: "none" | "inheritance" | "ceiling" | "donation" | "spin";
  /** Who is handed it next; by priority unless said. None: nobody is, and those that wait ask again once they run. */
  readonly queue?: "priority" | "fifo" | "none";
  /**
   * Whether jobs that begin in it wait there as soon as they come, in order of arrival also while nobody is in it: an entrypoint, whose
   * activations need no processor to ask for it. Unless said a job asks when it first runs.
   */
  readonly entry?: boolean;
  /** Where it runs, whoever calls, from 0; where its caller runs unless said. Who calls asks where it is itself. */
  readonly processor?: number;
  /**
   * Of its work for callers on other processors, which have no priority to lend here then. Unless said their calls carry
   * it along. On its own processor a caller's priority always counts.
   */
  readonly priority?: number;
}

/**
 * What some tasks may execute together. Sporadic: what is spent comes back one period after its tasks had something to do
 * again. Constant bandwidth: one period after it began to be spent, so that no window of a period sees more than the budget.
 * (Both are refills as in seL4-MCS, without its limits on their number and size.) Deferrable: full at every multiple of
 * the period. Polling: the same, but lost where nothing is to be done at that instant, and when nothing is left to be done.
 */
export interface Budget {
  readonly id: string;
  readonly kind: "sporadic" | "constant bandwidth" | "deferrable" | "polling";
  /** Above 0, at most the period. */
  readonly budget: Given;
  readonly period: Given;
  /** On several processors each budget is for one task. */
  readonly tasks: readonly string[];
}

export interface SimulatedSystem {
  readonly tasks: readonly Task[];
  readonly policy: Policy;
  /** Points: each of a task's `segments` is run without preemption, as is a task that has none. Full unless said. */
  readonly preemption?: "full" | "none" | "points";
  /** One unless said. */
  readonly processors?: number;
  /** The processor of every task, from 0 (partitioned). Without it any task runs anywhere (global). A task is one thread. */
  readonly placement?: Readonly<Record<string, number>>;
  /** Longest turn of a task among equals; without one it goes on until it has nothing to do. */
  readonly turns?: Readonly<Record<string, Given>>;
  /** Tasks above all others whatever the policy, the highest first; only a stretch without preemption holds them up. */
  readonly interrupts?: readonly string[];
  readonly programs?: Readonly<Record<string, readonly Step[]>>;
  readonly servers?: readonly SharedServer[];
  readonly budgets?: readonly Budget[];
  /** A chain or a graph: the k-th job of the second starts when the k-th of the first is done, and not before its own release. */
  readonly precedence?: readonly (readonly [first: string, second: string])[];
}

/** What happens in one run, by task. What is not named happens at its period, at once, and at the worst-case execution time. */
export interface Scenario {
  /** When jobs arrive, at least a period apart. Without them a task is periodic from its offset, until the run's end. */
  readonly arrivals?: Readonly<Record<string, readonly Given[]>>;
  /** When the jobs that have `arrivals` are released: not before these, and within the jitter. */
  readonly releases?: Readonly<Record<string, readonly Given[]>>;
  /** How long the first jobs execute: from best case to worst case. A job that needs less ends its program early. */
  readonly executions?: Readonly<Record<string, readonly Given[]>>;
  /** The task that goes last among its equals. */
  readonly last?: string;
}
