/** Tasks with what the kernel takes for them: preemption-centric accounting. */
import type { Assumption } from "../evidence.ts";
import { type Exact, type Given, one, sum, zero } from "../exact.ts";
import { TimingRefusal, asFound } from "../refusal.ts";
import { type Task, notNegative, positive, readTasks } from "../task.ts";

/** The longest of each, in the unit of the tasks; 0 unless said. */
export interface Overheads {
  /** One decision of the scheduler. */
  readonly schedule?: Given;
  readonly contextSwitch?: Given;
  /** What a preempted job loses of its caches. */
  readonly cacheLoss?: Given;
  /** From one processor to another. */
  readonly crossProcessor?: Given;
  /** The interrupt of a release: how long it takes, and how late it may be. */
  readonly release?: Given;
  readonly releaseLatency?: Given;
  /** The interrupt of the clock, once in each `quantum`. */
  readonly tick?: Given;
  readonly quantum?: Given;
}

export interface Charged {
  /** The tasks as an analysis that knows no overheads may take them; null where the overheads leave nothing. */
  readonly tasks: readonly { readonly id: string; readonly wcet: Exact; readonly period: Exact; readonly deadline: Exact }[] | null;
  /** Share of the processor that interrupts leave. */
  readonly left: Exact;
  readonly assumptions: readonly Assumption[];
}

/**
 * A job is charged two decisions and switches, one cache loss and, on several processors, one interrupt between them;
 * interrupts slow it down by their share, and delay it at both of its ends:
 * `C' = (C + 2 (schedule + switch) + cache) / left + 2 c + cross`, `left = 1 - tick / quantum - sum of release / T`,
 * `c = (tick + n release + latency (1 - left)) / left`. Periods and deadlines lose the release latency. Units: those of the
 * tasks; results are exact and are rounded up where the tasks have whole ticks. Jitter and blocking are not looked at.
 * Errors: TimingRefusal for malformed tasks and overheads, and a tick without a quantum.
 * Source: Brandenburg, "Scheduling and Locking in Multiprocessor Real-Time Operating Systems", 2011, chapter 3.
 */
export function chargeOverheads(given: readonly Task[], overheads: Overheads, processors = 1): Charged {
  if (!Number.isSafeInteger(processors) || processors < 1) throw new TimingRefusal("out of range", "processors",
    `is ${asFound(processors)}; give a whole number of at least 1`);
  const { ticks, tasks } = readTasks(given);
  const of = (name: Exclude<keyof Overheads, "quantum">): Exact => notNegative(overheads[name] ?? zero, name);
  const [tick, release, latency] = [of("tick"), of("release"), of("releaseLatency")];
  if (tick.gt(zero) && overheads.quantum === undefined) throw new TimingRefusal("missing", "quantum",
    "is missing: a tick comes once in each");
  const ticking = tick.gt(zero) ? tick.div(positive(overheads.quantum, "quantum")) : zero;
  const left = one.sub(ticking).sub(sum(tasks.map(({ period }) => release.div(ticks.time(period)))));
  const answer = (charged: Charged["tasks"]): Charged => ({
    tasks: charged, left, assumptions: [{ says: "interrupts leave some of the processor", checked: left.toFraction() }],
  });
  if (left.lte(zero)) return answer(null);
  const interrupts = tick.add(release.mul(tasks.length)).add(latency.mul(one.sub(left))).div(left);
  const inside = of("schedule").add(of("contextSwitch")).mul(2).add(of("cacheLoss"));
  const outside = interrupts.mul(2).add(processors > 1 ? of("crossProcessor") : zero);
  const charged = tasks.map(({ id, wcet, period, deadline }) => ({
    id, wcet: ticks.time(wcet).add(inside).div(left).add(outside),
    period: ticks.time(period).sub(latency), deadline: ticks.time(deadline).sub(latency),
  }));
  return answer(charged.every(({ period, deadline }) => period.gt(zero) && deadline.gt(zero)) ? charged : null);
}
