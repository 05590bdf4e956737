/** Golden cases of one processor: fixed priorities, EDF, FIFO, utilisation bounds, small job sets. */
import { edfDemandTest, edfResponseTimes } from "../timing/edf/index.ts";
import { type Given, exact } from "../timing/exact.ts";
import { fifoResponseTimes } from "../timing/fifo.ts";
import {
  type CanFrame, type Preemption, type ServerKind, canResponseTimes, fixedPriorityResponseTimes, liuLaylandBound, liuLaylandTest,
  notionalResponseTimes, offsetResponseTimes, plainRecurrence, serverBound, utilisationBoundNote,
} from "../timing/fixed-priority/index.ts";
import { type Job, exploreJobs } from "../timing/jobs/index.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import type { ResponseTimes } from "../timing/response/index.ts";
import type { Task } from "../timing/task.ts";
import type { Analyses } from "./case.ts";
import { numberIn } from "./comparing.ts";
import { schedulableBy } from "./deadlines.ts";
import { named } from "./naming.ts";
import { type CaseTask, type CaseTasks, tasksOf } from "./tasks.ts";

/** A task of which the longest and the last stretch without preemption are known. */
interface SegmentedTask extends CaseTask {
  readonly maxNPS?: Given;
  readonly lastNPS?: Given;
}

type Time = "dense" | "discrete";

/** The time model of a case; where it is not handed on, times that are all whole are ticks. */
const timeOf = (tasks: readonly Task[], time?: Time): Time =>
  time ?? (tasks.every(({ wcet, period, deadline, jitter, blocking }) =>
    [wcet, period, deadline, jitter, blocking].every((value) => value === undefined || numberIn(value)?.d === 1n)) ? "discrete" : "dense");

/** Tasks with stretches; of floating ones nobody knows which is the last, and nobody reads it. */
function segmentedTasksOf(input: CaseTasks<SegmentedTask>, preemption: "limited" | "floating"): Task[] {
  const tasks = tasksOf(input);
  return input.tasks.map((task, i): Task => {
    const { maxNPS } = task;
    if (preemption === "floating") return { ...tasks[i]!, ...(maxNPS == null ? {} : { longestSegment: maxNPS }) };
    const { lastNPS } = task;
    if ((maxNPS == null) !== (lastNPS == null))
      throw new TimingRefusal("missing", `tasks[${i}].${maxNPS == null ? "maxNPS" : "lastNPS"}`, "is missing: give the longest stretch and the last one, or neither");
    return { ...tasks[i]!, ...(maxNPS == null || lastNPS == null ? {} : { longestSegment: maxNPS, lastSegment: lastNPS }) };
  });
}

const answer = ({ tasks, schedulable, conventions, assumptions }: ResponseTimes): Record<string, unknown> =>
  ({ R: tasks.map(({ bound }) => bound), schedulable, conventions, assumptions });

/** The same of an analysis that goes through the jobs of a busy window. */
const answerByJobs = (found: ResponseTimes): Record<string, unknown> =>
  ({ ...answer(found), perJob: found.tasks.map(({ perJob }) => perJob) });

/** What a test answers, or nothing where it says nothing about such tasks. */
function ifItApplies(test: () => boolean): boolean | undefined {
  try {
    return test();
  } catch (error) {
    if (error instanceof TimingRefusal && (error.code === "precondition" || error.code === "too large")) return undefined;
    throw error;
  }
}

/** What an analysis answers, or its refusal of what is too much for it. */
function unlessTooLarge<Result>(analyse: () => Result): Result | TimingRefusal {
  try {
    return analyse();
  } catch (error) {
    if (error instanceof TimingRefusal && error.code === "too large") return error;
    throw error;
  }
}

const fixedPriority = (tasks: readonly Task[], preemption: Preemption, time?: Time): Record<string, unknown> =>
  answerByJobs(fixedPriorityResponseTimes(tasks, { preemption, time: timeOf(tasks, time) }));

const segmented = (preemption: "limited" | "floating") => (input: CaseTasks<SegmentedTask>, time?: Time): Record<string, unknown> =>
  fixedPriority(segmentedTasksOf(input, preemption), preemption, time);

const noBounds = { assumptions: [{ says: `each number is ${utilisationBoundNote}`, checked: "it has a root or a logarithm in it" }] };

export const uniprocessor: Analyses = {
  "fp.rta": (input: CaseTasks) => {
    const tasks = tasksOf(input);
    return { ...answerByJobs(fixedPriorityResponseTimes(tasks)), utilizationBoundPasses: ifItApplies(() => liuLaylandTest(tasks)) };
  },
  "fp.rta.recurrence": (input: CaseTasks) => {
    const given = tasksOf(input);
    const { tasks, conventions, assumptions } = plainRecurrence(given);
    return {
      w: tasks.map(({ window }) => window), R: tasks.map(({ bound }) => bound),
      schedulable: fixedPriorityResponseTimes(given).schedulable,
      conventions, assumptions,
    };
  },
  // These cases stop at the deadline, and have no number above it.
  "fp.rta.suspension": (input: CaseTasks) => {
    const given = tasksOf(input);
    const { tasks, schedulable, conventions, assumptions } = fixedPriorityResponseTimes(given);
    const without = fixedPriorityResponseTimes(given.map((task) => ({ ...task, suspension: 0 })));
    return {
      R: tasks.map(({ bound, meetsDeadline }) => meetsDeadline ? bound : null), schedulable,
      withoutSuspension: without.tasks.map(({ bound }) => bound), conventions, assumptions,
    };
  },
  "fp.rta.offset": (input: CaseTasks) => {
    const tasks = tasksOf(input);
    const [without, notional] = [fixedPriorityResponseTimes(tasks), notionalResponseTimes(tasks)];
    const bounds = {
      R_noOffset: without.tasks.map(({ bound }) => bound), R_notional: notional.tasks.map(({ bound }) => bound),
      schedulable_noOffset: without.schedulable,
    };
    const schedule = unlessTooLarge(() => offsetResponseTimes(tasks));
    if (schedule instanceof TimingRefusal) return {
      ...bounds, schedulable: notional.schedulable, conventions: notional.conventions,
      assumptions: [...notional.assumptions, { says: "the whole schedule was not gone through, so that there is no R_exact", checked: schedule.message }],
    };
    return {
      ...bounds, R_exact: schedule.tasks.map(({ bound }) => bound),
      schedulable_offset: schedule.schedulable, schedulable: schedule.schedulable,
      conventions: schedule.conventions, assumptions: [...notional.assumptions, ...schedule.assumptions.slice(1)],
    };
  },
  "fp.rta.np": (input: CaseTasks, time?: Time) => {
    const found = fixedPriority(tasksOf(input), "none", time);
    // The flaw of the first analyses: they look at one job of each task.
    return { ...found, flawedOriginal: (found["perJob"] as unknown[][]).map(([first]) => first ?? null) };
  },
  "fp.rta.np.can": ({ messages, busrateBitsPerMs, interFrameSpaceBits = 3 }:
  { messages: CanMessage[]; busrateBitsPerMs: Given; interFrameSpaceBits?: number }) => {
    if (interFrameSpaceBits !== 3) throw new TimingRefusal("out of range", "interFrameSpaceBits", "must be 3, as CAN has it");
    const given = messages.map(({ id, bytes, T, J = 0 }, i): CanFrame & { rank: number } =>
      ({ id: String(id ?? i + 1), bytes, period: T, jitter: J, rank: id ?? i + 1 }));
    // The lowest identifier wins the bus.
    const { frames, ...rest } = canResponseTimes(given.toSorted((a, b) => a.rank - b.rank), busrateBitsPerMs);
    const bounds = given.map(({ id }) => frames.find((frame) => frame.id === id)!.bound);
    return { R_ms: bounds, ...schedulableBy(messages, "messages", bounds), ...rest };
  },
  "fp.rta.limited-preemptive": segmented("limited"),
  "fp.rta.floating-nps": segmented("floating"),
  "util.bound": ({ n, Us }: { n?: Count | Count[]; Us?: Given[] }) => {
    if (n == null && Us == null) throw new TimingRefusal("missing", "n", `is missing; give ${counted}, or a list of these`);
    const counts = [n ?? "infinity"].flat().map((one, i) => countOf(one, Array.isArray(n) ? `n[${i}]` : "n"));
    if (Us == null) return { bound: counts.map(liuLaylandBound), limit: liuLaylandBound(Infinity), ...noBounds };
    if (counts.length !== 1) throw new TimingRefusal("out of range", "n", `must be one, ${counted}, for all the servers`);
    const shares = Us.map((share, i) => exact(share, `Us[${i}]`).valueOf());
    const of = (kind: ServerKind): number[] =>
      shares.map((share, i) => named([["us", `Us[${i}]`]], () => serverBound(kind, share, counts[0]!)));
    return { pollingServer: of("polling"), deferrableServer: of("deferrable"), sporadicServer: of("sporadic"), ...noBounds };
  },
  "edf.qpa": (input: CaseTasks) => {
    const { schedulable, firstViolation, points, conventions, assumptions } = edfDemandTest(tasksOf(input));
    return { schedulable, firstViolation: firstViolation(), qpaPointsEvaluated: points, conventions, assumptions };
  },
  "edf.rta": (input: CaseTasks) => answer(edfResponseTimes(tasksOf(input))),
  "edf.rta.np": (input: CaseTasks, time?: Time) => {
    const tasks = tasksOf(input);
    return answer(edfResponseTimes(tasks, { preemption: "none", time: timeOf(tasks, time) }));
  },
  "fifo.rta": (input: CaseTasks) => answer(fifoResponseTimes(tasksOf(input))),
  "np.jobset.exact": ({ jobs }: { jobs: CaseJob[] }) => {
    const given = jobs.map(({ id, release, cost, deadline, priority }, i): Job =>
      ({ id: String(id ?? i + 1), release, cost, deadline, priority }));
    // Whole releases and costs are ticks, whatever the time model: the source of such cases takes them so.
    const isWhole = (value: unknown): boolean => numberIn(value)?.d === 1n;
    const time = given.every(({ release, cost, deadline }) => [...release, ...cost, deadline].every(isWhole)) ? "discrete" : "dense";
    const { jobs: outcomes, schedulable, conventions, assumptions } = exploreJobs(given, { time });
    const missed = outcomes.findIndex(({ meetsDeadline }) => !meetsDeadline);
    return {
      finish: outcomes.map(({ finish }) => finish), schedulable, conventions, assumptions,
      ...(missed < 0 ? {} : { missedJob: jobs[missed]!.id ?? missed + 1, finishOfMissed: outcomes[missed]!.finish }),
    };
  },
};

interface CanMessage {
  readonly id?: number;
  readonly bytes: number;
  readonly T: Given;
  readonly J?: Given;
  readonly D?: Given;
}

type CaseJob = Omit<Job, "id"> & { readonly id?: number };

/** How many tasks: a number, or "infinity" for any. */
type Count = number | "infinity";

function countOf(given: Count, field: string): number {
  if (typeof given === "string" && /^inf(inity)?$/i.test(given)) return Infinity;
  if (typeof given === "number" && Number.isSafeInteger(given) && given > 0) return given;
  throw new TimingRefusal("not a number", field, `is ${JSON.stringify(given)}; give ${counted}`);
}

const counted = 'a number of tasks, or "infinity" for any';
