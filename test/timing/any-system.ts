/** Systems of tasks for the simulator, drawn at random with a legal scenario of each. */
import fc from "fast-check";
import type { Scenario, SimulatedSystem } from "../../src/timing/simulation/index.ts";
import type { Task } from "../../src/timing/task.ts";

export const task = (id: string, wcet: number, period: number, more: Partial<Task> = {}): Task => ({ id, wcet, period, ...more });

interface Drawn {
  readonly system: SimulatedSystem;
  readonly scenario: Scenario;
}

/** Some tasks with distinct priorities, and some legal jobs of each. */
export function anySystem({ budgets = false, processors = 1 }: { budgets?: boolean; processors?: number } = {}): fc.Arbitrary<Drawn> {
  const jobs = fc.array(fc.record({ extra: fc.nat(9), late: fc.nat(4), spare: fc.nat(3) }), { maxLength: 5 });
  const drawn = fc.record({
    wcet: fc.integer({ min: 1, max: 8 }), bcet: fc.nat(3), period: fc.integer({ min: 2, max: 25 }), jobs, phase: fc.nat(20),
    budget: fc.integer({ min: 1, max: 6 }), kind: fc.constantFrom("sporadic", "constant bandwidth", "deferrable", "polling" as const), spread: fc.nat(10),
  });
  return fc.record({
    list: fc.array(drawn, { minLength: 1, maxLength: 5 }), policy: fc.constantFrom("fixed priority", "edf", "fifo" as const),
    preemption: fc.constantFrom("full", "none" as const), m: fc.integer({ min: 1, max: processors }),
  }).map(({ list, policy, preemption, m }) => {
    const tasks = list.map(({ wcet, bcet, period }, i) => task(`t${i}`, wcet, period, { bcet: Math.min(bcet, wcet), jitter: 4 }));
    const arrivals = list.map(({ jobs: own, phase, period }) => own.map(((time) => ({ extra }) => (time += period + extra))(phase - period)));
    const releases = list.map(({ jobs: own }, t) => own.map(((before) => ({ late }, k) => before = Math.max(before, arrivals[t]![k]! + late))(0)));
    const named = (lists: number[][]) => Object.fromEntries(lists.map((times, t) => [`t${t}`, times]));
    return {
      system: {
        tasks, policy, preemption, processors: m,
        ...(budgets ? { budgets: list.map(({ budget, kind, spread }, i) => ({ id: `b${i}`, kind, budget, period: budget + spread, tasks: [`t${i}`] })) } : {}),
      },
      scenario: {
        arrivals: named(arrivals.map((own) => own.map((time) => time + 0))), releases: named(releases),
        executions: named(list.map(({ jobs: own, wcet, bcet }) => own.map(({ spare }) => Math.max(Math.min(bcet, wcet), wcet - spare)))),
      },
    };
  }).filter(({ scenario }) => Object.values(scenario.arrivals!).every((times) => times.every((time) => Number(time) >= 0)));
}
