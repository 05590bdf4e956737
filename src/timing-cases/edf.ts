/** Worked cases of EDF on one processor, and of small sets of jobs. */
import { edfDemandTest, edfResponseTimes } from "../timing/edf/index.ts";
import { type Job, exploreJobs } from "../timing/jobs/index.ts";
import { numberIn } from "./comparing.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import { above0, count, from0, listOf, number, object, optional, time, tuple } from "./schema/declare.ts";
import { oneProcessor, taskList, tasksOf, unrankedTaskWith } from "./tasks.ts";
import { answersInTime, responses, simulatedSet, timeOf } from "./uniprocessor.ts";

const input = object("tasks of one processor", { tasks: taskList(unrankedTaskWith("D", "J", "B")), ...oneProcessor });

export const edf: Analyses = {
  "edf.qpa": analysis({
    says: "Whether EDF meets all deadlines: processor demand, by quick convergence. Exact without `B`, which is that of the stack resource policy.",
    input,
    answers: {
      schedulable: answersInTime.schedulable, firstViolation: "the shortest window with more demand than time, null where there is none",
      qpaPointsEvaluated: "how many windows were looked at",
    },
    answer: (given) => {
      const { schedulable, firstViolation, points, conventions, assumptions } = edfDemandTest(tasksOf(given));
      return { schedulable, firstViolation: firstViolation(), qpaPointsEvaluated: points, conventions, assumptions };
    },
  }),
  "edf.rta": analysis({
    says: "Response times under preemptive EDF.",
    input, answers: answersInTime,
    answer: (given) => responses(edfResponseTimes(tasksOf(given))),
    simulated: simulatedSet("edf", "full"),
  }),
  "edf.rta.np": analysis({
    says: "Response times under EDF without preemption.",
    remarks: ["A job that runs first blocks for `C`, and in discrete time for a tick less. Unless the case says so, time is discrete where all times are whole."],
    takesTime: true, input, answers: answersInTime,
    answer: (given, model) => {
      const tasks = tasksOf(given);
      return responses(edfResponseTimes(tasks, { preemption: "none", time: timeOf(tasks, model) }));
    },
    simulated: simulatedSet("edf", "none"),
  }),
};

export const jobs: Analyses = {
  "np.jobset.exact": analysis({
    says: "All that a small set of jobs can do without preemption, by every release and cost.",
    remarks: ["Where all times are whole, time is discrete. For EDF give the deadline as the priority."],
    input: object("jobs", {
      jobs: listOf("the jobs", object("a job", {
        id: optional(count("its number, which no other job has"), "the place in the list"),
        release: tuple("when it is released", time("the earliest", from0), time("the latest", from0)),
        cost: tuple("its execution time", time("the least", above0), time("the most", above0)),
        deadline: time("absolute deadline", from0),
        priority: number("lower is higher, and equals go in the order of the list", ""),
      })),
    }),
    answers: {
      finish: "earliest and latest completion of each job", schedulable: "whether none can be late",
      missedJob: "the first one that can be late, where there is one", finishOfMissed: "its earliest and latest completion",
    },
    answer: ({ jobs: list }) => {
      const given = list.map(({ id, ...job }, i): Job => ({ id: String(id ?? i + 1), ...job }));
      // Whole releases and costs are ticks, whatever the time model: the source of such cases takes them so.
      const isWhole = (value: unknown): boolean => numberIn(value)?.d === 1n;
      const model = given.every(({ release, cost, deadline }) => [...release, ...cost, deadline].every(isWhole)) ? "discrete" : "dense";
      const { jobs: outcomes, schedulable, conventions, assumptions } = exploreJobs(given, { time: model });
      const missed = outcomes.findIndex(({ meetsDeadline }) => !meetsDeadline);
      return {
        finish: outcomes.map(({ finish }) => finish), schedulable, conventions, assumptions,
        ...(missed < 0 ? {} : { missedJob: list[missed]!.id ?? missed + 1, finishOfMissed: outcomes[missed]!.finish }),
      };
    },
  }),
};
