/**
 * Where worst cases are known to be for simple systems, to start from: everything at once, what is late early enough to be
 * so; and before that what blocks; under EDF a job whose deadline meets that of another. Sources: Liu and Layland (JACM 20,
 * 1973); Tindell, Burns and Wellings (Real-Time Systems 6, 1994) for jitter; Spuri (INRIA RR-2772, 1996) for EDF.
 */
import type { Plan, Subject } from "./plan.ts";

/** Plans in the order of their promise. */
export function* candidates(subject: Subject): Generator<Plan> {
  yield together(subject, new Map());
  if (subject.isPeriodic) return;
  const { model: { tasks, programs, policy, preemption, servers }, target, roots } = subject;
  const others = tasks.map((_, t) => t).filter((t) => t !== target && roots[t] === t);
  const aligned = policy === "edf" ? [...deadlinesMet(subject)] : [];
  for (const phase of aligned) yield together(subject, new Map([[target, phase]]));
  yield* ladders(subject, others);
  const isHeldUp = preemption !== "full" || servers.length > 0 || programs.some((steps) => steps.some(({ whole }) => whole));
  if (isHeldUp) for (const t of others) {
    // The blocker has just begun a stretch when everything else comes.
    let begun = 1;
    for (const { length } of programs[t]!) {
      yield together(subject, new Map([[t, -begun]]));
      for (const phase of aligned) yield together(subject, new Map([[t, -begun], [target, phase]]));
      begun += length;
    }
  }
  if (servers.length > 0) yield* queued(subject, others);
  yield* usedUp(subject, others);
  // What is done earlier leaves room for what does harm: a shorter first job, or one that is not there yet.
  for (const t of others) {
    yield together(subject, new Map([[t, 1]]));
    yield together(subject, new Map([[t, tasks[t]!.wcet]]));
    if (tasks[t]!.bcet < tasks[t]!.wcet) {
      const plan = together(subject, new Map());
      plan.execution[t]!.fill(tasks[t]!.bcet);
      yield plan;
    }
  }
}

/** Everything arrives so that it can be released at one instant, some of it that much later. */
export function together(subject: Subject, shifts: ReadonlyMap<number, number>): Plan {
  const { model: { tasks }, isPeriodic, jobs } = subject;
  const instant = instantOf(subject);
  return {
    phase: tasks.map(({ jitter, offset }, t) => isPeriodic ? offset : instant + (shifts.get(t) ?? 0) - jitter),
    extra: jobs.map((count) => zeros(count)),
    late: tasks.map(({ jitter, period }, t) => zeros(jobs[t]!).map((_, k) => isPeriodic ? jitter : Math.max(0, jitter - k * period))),
    execution: tasks.map(({ wcet }, t) => zeros(jobs[t]!).fill(wcet)),
  };
}

/** As early as it can be, with time before it for the longest jitter and for one job of each task. */
const instantOf = ({ model: { tasks, programs } }: Subject): number =>
  programs.flat().reduce((all, { length }) => all + length, tasks.reduce((most, { jitter }) => Math.max(most, jitter), tasks.length));

/**
 * One after the other, each more urgent than the one before, has come to where it asks for a server of the target as the next
 * one comes: all of them may be in a queue ahead of the target, which comes last. Of those that begin in one server only one.
 */
function* ladders(subject: Subject, others: readonly number[]): Generator<Plan> {
  const { model: { programs, keys }, target } = subject;
  for (const server of new Set(programs[target]!.flatMap(({ enter }) => enter))) {
    const rungs = others.flatMap((task): Rung[] => {
      const visits = programs[task]!.flatMap(({ enter }, at, steps): Rung[] => {
        const end = 1 + steps.findIndex(({ leave }, s) => s >= at && leave.includes(server));
        return enter.includes(server) ? [{ task, before: lengthOf(steps.slice(0, at)), stay: lengthOf(steps.slice(at, end)) }] : [];
      });
      return visits.sort((a, b) => b.stay - a.stay || a.before - b.before).slice(0, 1);
    }).sort((a, b) => keys[b.task]! - keys[a.task]! || b.stay - a.stay || a.before - b.before);
    const beginsIn = ({ task }: Rung): number => programs[task]![0]!.enter[0] ?? -1 - task;
    const alone = rungs.filter((rung, r) => rungs.findIndex((one) => beginsIn(one) === beginsIn(rung)) === r);
    const strict = alone.filter(({ task }, r) => r === 0 || keys[task] !== keys[alone[r - 1]!.task]);
    for (const ladder of [strict, alone]) {
      const shifts = new Map<number, number>();
      ladder.reduceRight((since, { task, before }) => {
        shifts.set(task, since - before - 1);
        return since - before - 1;
      }, 0);
      if (ladder.length > 1) yield together(subject, shifts);
    }
  }
}

/** How long a task runs until it asks for a server, and how long it is in it then. */
interface Rung {
  readonly task: number;
  readonly before: number;
  readonly stay: number;
}

const lengthOf = (steps: readonly { readonly length: number }[]): number => steps.reduce((all, { length }) => all + length, 0);

/** One task has just begun a stretch, and another has come since to where it waits for that: both may be ahead in a queue. */
function* queued(subject: Subject, others: readonly number[]): Generator<Plan> {
  const { model: { programs } } = subject;
  const before = (t: number): number[] => programs[t]!.map((_, s, steps) => steps.slice(0, s).reduce((all, { length }) => all + length, 1));
  for (const first of others) for (const second of others) if (first !== second)
    for (const began of before(first)) for (const came of before(second))
      yield together(subject, new Map([[first, -began - came], [second, -came]]));
}

/** Another task has used up the budget of the target as it comes, and when the budget is there again, all others come. */
function* usedUp(subject: Subject, others: readonly number[]): Generator<Plan> {
  const { model: { tasks, accountOf, budgets }, target } = subject;
  const terms = budgets[accountOf[target]!];
  if (terms === undefined) return;
  const { budget, period } = terms;
  // Some budgets are full at multiples of their period.
  const begin = period - 1 - (instantOf(subject) + period - budget - 1) % period;
  for (const user of others.filter((t) => accountOf[t] === accountOf[target])) yield together(subject, new Map(tasks.map((_, t) => [t,
    begin + (t === user ? -Math.min(budget, tasks[user]!.wcet) : accountOf[t] === accountOf[target] ? 0 : period - budget)])));
}

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

/** First arrivals of the target after the instant for which the deadline of a later job meets one of another task. */
function* deadlinesMet({ model: { tasks }, target, jobs }: Subject): Generator<number> {
  const { deadline, period, jitter } = tasks[target]!;
  const seen = new Set([0]);
  for (let k = 0; k < Math.max(...jobs); k++) for (const [t, other] of tasks.entries()) {
    const meets = k * other.period - other.jitter + other.deadline - deadline + jitter;
    if (t === target || k >= jobs[t]! || meets < 0 || seen.has(meets % period)) continue;
    seen.add(meets % period);
    yield meets % period;
  }
}
