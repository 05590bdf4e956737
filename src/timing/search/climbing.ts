/** Small changes to a plan: when a task begins, when one of its jobs arrives or is released, or how long it takes. */
import { copyOf, type Plan, type Subject } from "./plan.ts";
import type { Chance } from "./random.ts";

/** The plan with one to three changes. Of what ranges from a least to a most, mostly one of the two is tried. */
export function changed(subject: Subject, plan: Plan, chance: Chance): Plan {
  const next = copyOf(plan);
  const changes = changesOf(subject);
  if (changes.length === 0) return next;
  do chance.pick(changes)(next, chance);
  while (chance.once(3));
  return next;
}

type Change = (plan: Plan, chance: Chance) => void;

/** Changes that can change something in this system. */
function changesOf({ model: { tasks }, isPeriodic, jobs, roots }: Subject): Change[] {
  const all = tasks.map((_, t) => t);
  const among = (list: readonly number[], change: (plan: Plan, t: number, chance: Chance) => void): Change[] =>
    list.length === 0 ? [] : [(plan, chance) => change(plan, chance.pick(list), chance)];
  const free = isPeriodic ? [] : all.filter((t) => roots[t] === t);
  const phases = among(free, (plan, t, chance) => {
    const [{ period }, { wcet }] = [tasks[t]!, chance.pick(tasks)];
    const near = chance.pick([-1, 1, chance.below(period), -chance.below(period), wcet, -wcet]);
    plan.phase[t] = Math.max(0, plan.phase[t]! + near);
  });
  const alignments = among(free, (plan, t, chance) => {
    const other = chance.pick(free);
    const [a, b] = [chance.below(jobs[t]!), chance.below(jobs[other]!)];
    const start = (of: number, k: number): number => plan.phase[of]! + k * tasks[of]!.period + plan.late[of]![k]!;
    plan.phase[t] = Math.max(0, plan.phase[t]! + start(other, b) - start(t, a) + chance.pick([0, 0, -1, 1]));
  });
  const gaps = among(free.filter((t) => jobs[t]! > 1), (plan, t, chance) => {
    plan.extra[t]![chance.below(jobs[t]!)] = chance.pick([0, 0, 1, chance.below(tasks[t]!.period)]);
  });
  const jitters = among(all.filter((t) => tasks[t]!.jitter > 0), (plan, t, chance) => {
    plan.late[t]![chance.below(jobs[t]!)] = chance.pick([0, tasks[t]!.jitter, chance.below(tasks[t]!.jitter + 1)]);
  });
  const executions = among(all.filter((t) => tasks[t]!.bcet < tasks[t]!.wcet), (plan, t, chance) => {
    const [{ bcet, wcet }, k] = [tasks[t]!, chance.below(jobs[t]!)];
    plan.execution[t]![k] = plan.execution[t]![k] === wcet ? bcet : wcet;
  });
  return [...phases, ...alignments, ...gaps, ...jitters, ...executions];
}
