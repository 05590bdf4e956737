/** Golden cases of the simulator. */
import { type Given, exact, sum } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { type ListedJob, listSchedule, missesOf, type Policy, simulate, type Simulation, type Step } from "../timing/simulation/index.ts";
import type { AllAnalyses as Analyses } from "./case.ts";
import { type CaseTask, inOrder, periodicTaskOf, rateMonotonic } from "./tasks-undeclared.ts";

interface GoldenThread { readonly name: string; readonly release: number; readonly segments: readonly string[] }
interface GoldenThreads { readonly threads: readonly GoldenThread[]; readonly priorities: string }

/** Response times of the first job of each thread, by name. */
function threads({ threads: list, priorities }: GoldenThreads, protocol: "none" | "donation"): Record<string, unknown> {
  const order = inOrder(list.map(({ name }) => ({ id: name })), priorities, "priorities").map(({ id }) => id);
  const programs = Object.fromEntries(list.map(({ name, segments }, i) => [name, segments.map((one, s): Step => {
    const [, kind, length] = /^(run|server\w*) (\S+)$/.exec(one) ?? [];
    if (kind === undefined) throw new TimingRefusal("unknown name", `threads[${i}].segments[${s}]`, `is ${JSON.stringify(one)}; give "run 3" or "server 3"`);
    return { length: length!, ...(kind === "run" ? {} : { in: [kind] }) };
  })]));
  const tasks = list.map(({ name }) => {
    const wcet = sum(programs[name]!.map(({ length }) => exact(length, "segments")));
    return { id: name, wcet, period: wcet, priority: order.indexOf(name) };
  });
  const servers = [...new Set(Object.values(programs).flatMap((steps) => steps.flatMap((step) => step.in ?? [])))];
  const sim = simulate({ policy: "fixed priority", tasks, programs, servers: servers.map((id) => ({ id, protocol })) },
    { arrivals: Object.fromEntries(list.map(({ name, release }) => [name, [release]])) });
  return sim.observed;
}

/** Jobs of a golden case are numbers from 1, in order of priority. */
function makespan(costs: readonly number[], precedence: readonly (readonly [number, number])[], processors: number) {
  const jobs = costs.map((cost, i): ListedJob =>
    ({ id: `${i + 1}`, cost, after: precedence.filter(([, second]) => second === i + 1).map(([first]) => `${first}`) }));
  return listSchedule(jobs, processors).makespan;
}

export const simulation: Analyses = {
  "sim.trace": (input) => ({ none: threads(input, "none"), inheritance: threads(input, "donation") }),
  // The anomalies that a golden asks for: one processor more, every cost one less, and two edges of the fourth job gone.
  "sim.list-scheduling": ({ costs, precedence = [] }: { costs: number[]; precedence?: [number, number][] }) => {
    precedence.forEach((edge, i) => {
      const odd = edge.find((job) => !Number.isInteger(job) || job < 1 || job > costs.length);
      if (odd !== undefined) throw new TimingRefusal("unknown name", `precedence[${i}]`, `names job ${odd}; they are 1 to ${costs.length}`);
    });
    const shorter = costs.map((cost) => cost - 1);
    return { makespan: {
      ...Object.fromEntries(Array.from({ length: costs.length + 1 }, (_, i) => [`m${i + 1}`, makespan(costs, precedence, i + 1)])),
      ...(shorter.every((cost) => cost > 0) ? { m3_costsMinus1: makespan(shorter, precedence, 3) } : {}),
      m3_relaxedPrecedence: makespan(costs, precedence.filter(([a, b]) => a !== 4 || b > 6), 3),
    } };
  },
  "sim.compare": ({ tasks, horizon }: { tasks: readonly CaseTask[]; horizon: Given }) => {
    const list = rateMonotonic(tasks.map(periodicTaskOf));
    const run = (policy: Policy) => simulate({ policy, tasks: list }, {}, { until: horizon });
    const [rm, edf] = [run("fixed priority"), run("edf")];
    const first = missesOf(rm)[0];
    const longest = ({ observed }: Simulation) => list.map(({ id }) => observed[id] ?? null);
    return {
      rmFirstMiss: first === undefined ? null : { task: first.task, deadline: rm.ticks.time(first.deadline) },
      rmR: longest(rm), edfSchedulable: missesOf(edf).length === 0, edfR: longest(edf),
    };
  },
};
