/** Tasks with what a kernel takes for them, as a profile has it: preemptions, interrupts, and its longest segment. */
import { type Given, zero } from "../../src/timing/exact.ts";
import { type InterruptTask, chargeOverheads, withInterrupts } from "../../src/timing/kernel/index.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import { type Task, positive } from "../../src/timing/task.ts";
import { type Bill, billOf } from "./bill.ts";
import type { Figure, Outcome, Profile } from "./profile.ts";

export interface Inflating {
  /** Interrupts, each with what its handler takes beyond the kernel's part; they become tasks above all others. */
  readonly interrupts?: readonly InterruptTask[];
  /** What a preempted job loses of its caches, in cycles; no profile says that. */
  readonly cacheLoss?: Given;
  /** The kernel's longest segment without a preemption point, in cycles, as `kernelLatency` finds it. */
  readonly segment?: Given;
  readonly kind?: Figure["kind"];
}

export interface Inflated {
  /** For analyses of fixed priorities that know no kernel, the interrupts first. Null where the overheads leave nothing. */
  readonly tasks: readonly Task[] | null;
  /** What a job, and what an interrupt is charged. Where one has no figure, the tasks are charged too little. */
  readonly job: Bill;
  readonly interrupt: Bill;
  readonly isLowerBound: boolean;
}

/**
 * Each job is charged two decisions with a switch, which is what kernels measure as a yield, and one loss of caches; each
 * interrupt the kernel's way in and out. Units: cycles. Errors: TimingRefusal for malformed tasks, and tasks with segments,
 * which would have to say where a preemption is charged. Source: as of `chargeOverheads` and `withInterrupts`.
 */
export function inflate(tasks: readonly Task[], profile: Profile, asked: Inflating = {}): Inflated {
  const { interrupts = [], cacheLoss = zero, segment = zero, kind = "typical" } = asked;
  const [one, two] = [costOfOne("interrupt", 1), costOfOne("yield", 2)];
  tasks.forEach(({ segments }, i) => {
    if (segments !== undefined) throw new TimingRefusal("precondition", `tasks[${i}].segments`, "must be left out: a preemption is charged to the job as a whole");
  });
  const charged = chargeOverheads(tasks, { contextSwitch: two.cycles.div(2), cacheLoss }).tasks;
  const entered = interrupts.map((interrupt, i) =>
    ({ ...interrupt, wcet: positive(interrupt.wcet, `interrupts[${i}].wcet`).add(one.cycles) }));
  return {
    tasks: charged && withInterrupts(tasks.map((task, i) => ({ ...task, wcet: charged[i]!.wcet })), entered, segment),
    job: two, interrupt: one, isLowerBound: [two, ...interrupts.length > 0 ? [one] : []].some(({ notCovered }) => notCovered.length > 0),
  };

  function costOfOne(outcome: Outcome, times: number): Bill {
    return billOf(profile, [{ outcome, times }], kind);
  }
}
