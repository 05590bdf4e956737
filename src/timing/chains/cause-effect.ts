/**
 * Chains of tasks that pass values through registers: each runs in its own period and reads what the one before has last
 * written. One or more processors with preemptive fixed priorities; releases are not aligned in any way.
 *
 * - Davare et al., DAC 2007: sum of T + R over the chain;
 * - data age, from the release that read the input to the completion that used it (Dürr et al., CASES 2019, immediate
 *   backward chains): the next job of a writer has not written, so that a reader comes less than T + R after it;
 * - reaction, from an input to the first completion that knows it, T of the first task included (as there, forward chains).
 *
 * Where tasks read as they start and not as they are released, a writer of higher priority on the same processor has no job
 * under way then, and its R drops out. Times count from release; jitter adds to the time between two releases.
 */
import { loadOf, windowsOf, workIn } from "../events/busy-window.ts";
import { periodic } from "../events/models.ts";
import type { Assumption, Conventions } from "../evidence.ts";
import type { Exact } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { Work } from "../response/whole.ts";
import { type Task, type TickTask, readTasks } from "../task.ts";

export interface RegisterTask extends Task {
  /** One for all unless said. */
  readonly processor?: string;
}

export interface CauseEffect {
  /** Worst response of each task, from release, in the order of the tasks; null where no bound exists. */
  readonly responses: readonly (Exact | null)[];
  /** Null where a task of the chain has no bound. */
  readonly davare: Exact | null;
  /** To the completion of the last task; its output may stand for up to T + R of it longer. */
  readonly dataAge: Exact | null;
  readonly reaction: Exact | null;
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
}

export const causeEffectConventions: Conventions = { from: "release", time: "dense" };

/** Bounds for a chain of tasks by their ids, first the one that reads the input. A `TimingRefusal` names the field of bad input. */
export function causeEffect(given: readonly RegisterTask[], chain: readonly string[], reads: "release" | "start" = "release"): CauseEffect {
  const { ticks, tasks } = readTasks(given);
  if (reads !== "release" && reads !== "start") throw new TimingRefusal("unknown name", "reads", `is ${JSON.stringify(reads)}; known are release, start`);
  if (!Array.isArray(chain) || chain.length === 0) throw new TimingRefusal("missing", "chain", "must name a task or more");
  refuseExtras(given);
  const places = new Map(given.map(({ id, processor }) => [id, processor]));
  const shares = (task: TickTask, other: TickTask): boolean => places.get(task.id) === places.get(other.id);
  const work = new Work("tasks");
  const responses = tasks.map((task, i) => responseOf(task, tasks.filter((other) =>
    other !== task && shares(task, other) && other.priority <= task.priority), work, `tasks[${i}]`));
  const steps = chain.map((id, i) => {
    const at = tasks.findIndex((task) => task.id === id);
    if (at === -1) throw new TimingRefusal("unknown name", `chain[${i}]`, `is "${id}", and no task has this name`);
    return { task: tasks[at]!, response: responses[at] ?? Infinity, apart: tasks[at]!.period + tasks[at]!.jitter };
  });
  const sum = (of: (step: typeof steps[number], next: typeof steps[number] | undefined) => number): Exact | null => {
    const total = steps.reduce((all, step, i) => all + of(step, steps[i + 1]), 0);
    return total === Infinity ? null : ticks.time(total);
  };
  const under = (step: typeof steps[number], next: typeof steps[number]): number =>
    reads === "start" && shares(step.task, next.task) && step.task.priority < next.task.priority ? 0 : step.response;
  return {
    responses: responses.map((response) => response === null ? null : ticks.time(response)),
    davare: sum(({ apart, response }) => apart + response),
    dataAge: sum((step, next) => next === undefined ? step.response : step.apart + under(step, next)),
    reaction: sum((step, next) => step.apart + (next === undefined ? step.response : under(step, next))),
    conventions: causeEffectConventions,
    assumptions: [{ says: "the tasks of the chain have bounds", checked: chain.map((id, i) => `${id}: ${steps[i]!.response === Infinity ? "none" : "has one"}`).join(", ") }],
  };
}

function responseOf(task: TickTask, higher: readonly TickTask[], work: Work, field: string): number | null {
  const streamOf = ({ period, jitter }: TickTask) => periodic(period, jitter);
  const loads = higher.map((other) => ({ stream: streamOf(other), work: other.wcet }));
  const own = streamOf(task);
  return windowsOf({
    own, others: loads.map(({ stream }) => stream), load: loadOf([...loads, { stream: own, work: task.wcet }]),
    demand: (q, window) => q * task.wcet + task.blocking + workIn(loads, window),
  }, work, field)?.response ?? null;
}

/** What would change a response and is not looked at here. */
function refuseExtras(tasks: readonly RegisterTask[]): void {
  tasks.forEach(({ suspension, segments }, i) => {
    const extra = suspension !== undefined ? "suspension" : segments !== undefined ? "segments" : null;
    if (extra !== null) throw new TimingRefusal("precondition", `tasks[${i}].${extra}`, "is not known here: tasks are preemptive and do not suspend themselves");
  });
}
