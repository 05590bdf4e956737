/** Every plan of a small system: all phasings of periodic arrivals, with each jitter and execution time at its least or its most. */
import { together } from "./candidates.ts";
import { copyOf, type Plan, type Subject } from "./plan.ts";

/** How many plans there are. */
export function plansOf(subject: Subject): number {
  return dials(subject).reduce((all, { values }) => all * values, 1);
}

/** All of them, each once. Between arrivals there is exactly one period. */
export function* everyPlan(subject: Subject): Generator<Plan> {
  const plan = together(subject, new Map());
  const turned = dials(subject);
  const at = turned.map(() => 0);
  for (;;) {
    turned.forEach(({ set }, i) => set(plan, at[i]!));
    yield copyOf(plan);
    const next = at.findIndex((value, i) => value + 1 < turned[i]!.values);
    if (next < 0) return;
    at.fill(0, 0, next)[next]!++;
  }
}

interface Dial {
  readonly values: number;
  readonly set: (plan: Plan, value: number) => void;
}

function dials({ model: { tasks }, target, isPeriodic, jobs, roots }: Subject): Dial[] {
  return tasks.flatMap(({ period, jitter, bcet, wcet }, t) => {
    const isPhased = !isPeriodic && roots[t] === t && t !== roots[target];
    const perJob = Array.from({ length: jobs[t]! }, (_, k): Dial[] => [
      ...(jitter > 0 ? [{ values: 2, set: (plan: Plan, value: number) => { plan.late[t]![k] = value * jitter; } }] : []),
      ...(bcet < wcet ? [{ values: 2, set: (plan: Plan, value: number) => { plan.execution[t]![k] = value === 0 ? wcet : bcet; } }] : []),
    ]);
    return [...(isPhased ? [{ values: period, set: (plan: Plan, value: number) => { plan.phase[t] = value; } }] : []), ...perJob.flat()];
  });
}
