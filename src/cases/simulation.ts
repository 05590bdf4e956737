/** Golden cases of the simulator. */
import { exact, sum } from "../timing/exact.ts";
import { type ListedJob, listSchedule, missesOf, type Policy, simulate, type Simulation, type Step } from "../timing/simulation/index.ts";
import type { Adapters } from "./case.ts";

interface GoldenTask { readonly name: string; readonly C: string; readonly T: string; readonly D: string }
interface GoldenThread { readonly name: string; readonly release: number; readonly segments: readonly string[] }

/** Response times of the first job of each thread, by name. */
function threads(input: any, protocol: "none" | "donation"): Record<string, unknown> {
  const list = input.threads as readonly GoldenThread[];
  const order = (input.priorities as string).split(">");
  const programs = Object.fromEntries(list.map(({ name, segments }) => [name, segments.map((one): Step => {
    const [kind, length] = one.split(" ");
    return { length: length!, ...(kind === "server" ? { in: ["server"] } : {}) };
  })]));
  const tasks = list.map(({ name }) => {
    const wcet = sum(programs[name]!.map(({ length }) => exact(length, "segments")));
    return { id: name, wcet, period: wcet, priority: order.indexOf(name) };
  });
  const sim = simulate({ policy: "fixed priority", tasks, programs, servers: [{ id: "server", protocol }] },
    { arrivals: Object.fromEntries(list.map(({ name, release }) => [name, [release]])) });
  return sim.observed;
}

/** Jobs of a golden case are numbers from 1, in order of priority. */
function makespan(costs: readonly number[], precedence: readonly (readonly [number, number])[], processors: number) {
  const jobs = costs.map((cost, i): ListedJob =>
    ({ id: `${i + 1}`, cost, after: precedence.filter(([, second]) => second === i + 1).map(([first]) => `${first}`) }));
  return listSchedule(jobs, processors).makespan;
}

export const simulation: Adapters = {
  "sim.trace": (input) => ({ none: threads(input, "none"), inheritance: threads(input, "donation") }),
  // The anomalies that a golden asks for: one processor more, every cost one less, and two edges of the fourth job gone.
  "sim.list-scheduling": ({ costs, precedence }) => ({
    makespan: {
      m3: makespan(costs, precedence, 3), m4: makespan(costs, precedence, 4),
      m3_costsMinus1: makespan((costs as number[]).map((cost) => cost - 1), precedence, 3),
      m3_relaxedPrecedence: makespan(costs, (precedence as [number, number][]).filter(([a, b]) => a !== 4 || b > 6), 3),
    },
  }),
  "sim.compare": ({ tasks, horizon }) => {
    const list = (tasks as readonly GoldenTask[]).map(({ name, C, T, D }) => ({ id: name, wcet: C, period: T, deadline: D }));
    const shorter = (task: (typeof list)[number]): number =>
      list.filter((one) => exact(one.period, "T").lt(exact(task.period, "T"))).length;
    const rateMonotonic = list.map((task) => ({ ...task, priority: shorter(task) }));
    const run = (policy: Policy) => simulate({ policy, tasks: rateMonotonic }, {}, { until: horizon });
    const [rm, edf] = [run("fixed priority"), run("edf")];
    const first = missesOf(rm)[0];
    const longest = ({ observed }: Simulation) => list.map(({ id }) => observed[id]);
    return {
      rmFirstMiss: first === undefined ? null : { task: first.task, deadline: rm.ticks.time(first.deadline) },
      rmR: longest(rm), edfSchedulable: missesOf(edf).length === 0, edfR: longest(edf),
    };
  },
};
