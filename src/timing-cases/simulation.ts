/** Worked cases of the simulator. */
import { exact, sum } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { type ListedJob, listSchedule, missesOf, type Policy, simulate, type Simulation, type Step } from "../timing/simulation/index.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import { type ValueOf, above0, count, from0, listOf, object, otherwise, ownName, text, time, tuple } from "./schema/declare.ts";
import { inOrder, rateMonotonic, taskList, taskOf, taskWith } from "./tasks.ts";

const part = /^(run|server\w*) (\S+)$/;

const threaded = object("threads", {
  threads: listOf("the threads", object("a thread", {
    name: ownName("its name, which no other thread has"), release: time("when it is released", from0),
    segments: listOf('what it does: runs, or runs in a server, which may be one of several ("serverB 3")',
      text("a part", part, '"run 3" or "server 3"')),
  }), { least: 1 }),
  priorities: text("the names of all threads, the highest first", /\S/, '"H>M>L"'),
});

/** Response times of the first job of each thread, by name. */
function responsesOf({ threads, priorities }: ValueOf<typeof threaded>, protocol: "none" | "donation"): Simulation["observed"] {
  const order = inOrder(threads.map(({ name }) => ({ id: name })), priorities, "priorities").map(({ id }) => id);
  const programs = Object.fromEntries(threads.map(({ name, segments }, i) => [name, segments.map((one, s): Step => {
    const [, kind, length] = part.exec(one)!;
    return { length: exact(length!, `threads[${i}].segments[${s}]`), ...(kind === "run" ? {} : { in: [kind!] }) };
  })]));
  const tasks = threads.map(({ name }) => {
    const wcet = sum(programs[name]!.map(({ length }) => exact(length, "segments")));
    return { id: name, wcet, period: wcet, priority: order.indexOf(name) };
  });
  const servers = [...new Set(Object.values(programs).flatMap((steps) => steps.flatMap((step) => step.in ?? [])))];
  return simulate({ policy: "fixed priority", tasks, programs, servers: servers.map((id) => ({ id, protocol })) },
    { arrivals: Object.fromEntries(threads.map(({ name, release }) => [name, [release]])) }).observed;
}

/** Jobs of a case are numbers from 1, in order of priority. */
function makespan(costs: readonly ListedJob["cost"][], precedence: readonly (readonly [number, number])[], processors: number) {
  const jobs = costs.map((cost, i): ListedJob =>
    ({ id: `${i + 1}`, cost, after: precedence.filter(([, second]) => second === i + 1).map(([first]) => `${first}`) }));
  return listSchedule(jobs, processors).makespan;
}

export const simulation: Analyses = {
  "sim.trace": analysis({
    says: "One run of threads that use servers, without and with donation: priority inversion.",
    input: threaded,
    answers: { none: "by thread, its response without donation", inheritance: "the same with donation" },
    answer: (input) => ({ none: responsesOf(input, "none"), inheritance: responsesOf(input, "donation") }),
  }),
  "sim.compare": analysis({
    says: "One run under rate-monotonic priorities and one under EDF.",
    input: object("tasks", { tasks: taskList(taskWith("D", "O")), horizon: time("jobs arrive before", above0) }),
    answers: {
      rmFirstMiss: "the `task` and the `deadline` of the first miss under rate-monotonic priorities, or null", rmR: "longest responses under these",
      edfSchedulable: "whether EDF meets all deadlines", edfR: "longest responses under EDF",
    },
    answer: ({ tasks, horizon }) => {
      const list = rateMonotonic(tasks.map(taskOf));
      const run = (policy: Policy) => simulate({ policy, tasks: list }, {}, { until: horizon });
      const [rm, edf] = [run("fixed priority"), run("edf")];
      const first = missesOf(rm)[0];
      const longest = ({ observed }: Simulation) => list.map(({ id }) => observed[id] ?? null);
      return {
        rmFirstMiss: first === undefined ? null : { task: first.task, deadline: rm.ticks.time(first.deadline) },
        rmR: longest(rm), edfSchedulable: missesOf(edf).length === 0, edfR: longest(edf),
      };
    },
  }),
  "sim.list-scheduling": analysis({
    says: "Jobs with an order between them on identical processors: whoever is idle takes the first of the list that may begin. Shows Graham's anomalies.",
    input: object("jobs", {
      costs: listOf("the execution times of jobs 1, 2, …", time("a cost", above0), { least: 1 }),
      precedence: otherwise(listOf("which jobs wait for others", tuple("a pair of jobs",
        count("the job that must be done", { least: 1 }), count("the job that begins then", { least: 1 }))), []),
    }),
    answers: {
      makespan: "when all is done: on each number of processors, `m1` up to one more than there are jobs; on three, `m3_costsMinus1`, with each cost "
        + "one less, where they are above 1, and `m3_relaxedPrecedence`, where no job up to 6 waits for job 4",
    },
    // The anomalies that a golden asks for: one processor more, every cost one less, and two edges of the fourth job gone.
    answer: ({ costs, precedence }) => {
      precedence.forEach((edge, i) => {
        const odd = edge.find((job) => job > costs.length);
        if (odd !== undefined) throw new TimingRefusal("unknown name", `precedence[${i}]`, `names job ${odd}; they are 1 to ${costs.length}`);
      });
      const shorter = costs.map((cost) => cost.sub(1));
      return { makespan: {
        ...Object.fromEntries(Array.from({ length: costs.length + 1 }, (_, i) => [`m${i + 1}`, makespan(costs, precedence, i + 1)])),
        ...(shorter.every((cost) => cost.gt(0)) ? { m3_costsMinus1: makespan(shorter, precedence, 3) } : {}),
        m3_relaxedPrecedence: makespan(costs, precedence.filter(([a, b]) => a !== 4 || b > 6), 3),
      } };
    },
  }),
};
