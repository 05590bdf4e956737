/** Response times under fixed priorities on one processor, for every kind of preemption. */
import type { Assumption } from "../evidence.ts";
import { Load } from "../response/load.ts";
import {
  type ResponseOptions, type ResponseTime, type ResponseTimes, conventionsOf, oneOf, refuseFields, tasksFor, unbounded,
} from "../response/results.ts";
import { Work, leastCommonMultiple } from "../response/whole.ts";
import { TimingRefusal } from "../refusal.ts";
import type { Task, TaskSet, TickTask } from "../task.ts";
import { type Preemption, blockings, lastStretch } from "./blocking.ts";
import { type Analysed, longestFromArrival, responseTime } from "./response-time.ts";
import { type Window, followWindow } from "./window.ts";

export interface FixedPriorityOptions extends ResponseOptions {
  /**
   * Full: at any time; the default. None: jobs run to completion. Limited: between the `segments` of a task, as a kernel
   * does that has preemption points. Floating: the `segments` are run whole, and nobody knows where in the job they lie.
   */
  readonly preemption?: Preemption;
}

/**
 * Longest response times under fixed priorities: any deadlines, jitter, blocking, and (under full preemption) suspension.
 * Job q of a busy window is done at the least `w = B + q C + sum of ceil((w + J)/T) C` over higher and equal priorities, and
 * responds in `w - (q - 1) T + J` from arrival; `window.ts` has the form for a last stretch without preemption. What is
 * known to be later in a job than its arrival is on the safe side only: offsets are not looked at.
 *
 * Exact for sporadic tasks of different priorities under full preemption without suspension and given blocking, and in
 * discrete time without preemption. With suspension S a job needs C + S of its own, and delays others as one with jitter
 * R - C. Units: those of the tasks. A bound is null where a level asks for more than the processor, or where
 * suspension, counted as execution, does. Errors: TimingRefusal for malformed input, and for windows that are too long.
 * Sources: Joseph and Pandya 1986; Lehoczky, RTSS 1990; Audsley et al. 1993; without preemption Davis, Burns, Bril and
 * Lukkien, Real-Time Systems 35, 2007; suspension Chen et al., Real-Time Systems 55, 2019, section 4.1.
 */
export function fixedPriorityResponseTimes(given: readonly Task[] | TaskSet, options: FixedPriorityOptions = {}): ResponseTimes {
  const { preemption = "full", from = "arrival" } = options;
  oneOf(preemption, ["full", "none", "limited", "floating"], "options.preemption");
  const set = tasksFor(given, options);
  if (preemption !== "full") refuseFields(set.tasks, "suspension is known under full preemption only", "suspension");
  const analysed = levels(set, preemption, options.time === "discrete", from);
  return {
    conventions: conventionsOf(options),
    assumptions: assumptionsOf(set.tasks, preemption),
    tasks: analysed,
    schedulable: analysed.every(({ meetsDeadline }) => meetsDeadline),
  };
}

/** All tasks, from the highest priority down; answered in the order of the input. */
function levels(set: TaskSet, preemption: Preemption, discrete: boolean, from: "arrival" | "release"): ResponseTime[] {
  const { tasks } = set;
  const order = tasks.map((_, i) => i).sort((a, b) => tasks[a]!.priority - tasks[b]!.priority || a - b);
  const sorted = order.map((i) => tasks[i]!);
  const interference = {
    wcet: sorted.map(({ wcet }) => wcet), period: sorted.map(({ period }) => period), jitter: sorted.map(({ jitter }) => jitter),
  };
  const blocking = blockings(sorted, preemption, discrete);
  const work = new Work("tasks");
  const results: ResponseTime[] = [];
  let [load, count, lost] = [Load.none, 0, false];
  let above: { readonly window: Window; readonly task: TickTask; readonly blocking: number } | null = null;
  for (const [place, task] of sorted.entries()) {
    // Equals belong to the level of each other.
    for (; count < sorted.length && sorted[count]!.priority === task.priority; count += 1)
      load = load.plus(sorted[count]!.wcet, sorted[count]!.period);
    const against = (task.suspension === 0 ? load : load.plus(task.suspension, task.period)).againstOne();
    lost ||= load.againstOne() > 0;
    if (lost || against > 0) {
      // Nobody knows how long a task without a bound is still about, if it suspends itself.
      lost ||= task.suspension > 0;
      results[order[place]!] = unbounded(task.id);
      above = null;
      continue;
    }
    if (task.suspension > 0) refuseEquals(sorted, place, order);
    const level = {
      interference, count, self: place, demand: task.wcet + task.suspension, period: task.period, jitter: task.jitter,
      blocking: blocking[place]!.length, tail: lastStretch(task, preemption), full: against === 0,
      repeat: against === 0 ? leastCommonMultiple(interference.period.slice(0, count)) / task.period : Infinity,
    };
    // A job of a lower level is done no earlier than one of the level above and its own execution.
    const warm: number = above !== null && above.task.priority < task.priority
      && above.task.suspension === 0 && above.blocking <= level.blocking
      ? above.window.first + level.demand : 0;
    const window = followWindow(level, from, warm, work);
    const one: Analysed = { set, sorted, level, task, from, window, blocking: blocking[place]!, preemption, work };
    results[order[place]!] = responseTime(one);
    if (task.suspension > 0) interference.jitter[place] = longestFromArrival(one) - task.wcet;
    above = { window, task, blocking: level.blocking };
  }
  return results;
}

/** Equals delay each other, and the jitter of one that suspends itself follows from its own response time. */
function refuseEquals(sorted: readonly TickTask[], place: number, order: readonly number[]): void {
  const equal = [place - 1, place + 1].some((other) => sorted[other]?.priority === sorted[place]!.priority);
  if (equal) throw new TimingRefusal("precondition", `tasks[${order[place]!}].priority`,
    "is that of another task: one that suspends itself needs a priority of its own");
}

function assumptionsOf(tasks: readonly TickTask[], preemption: Preemption): Assumption[] {
  const suspended = tasks.filter(({ suspension }) => suspension > 0).length;
  const equals = tasks.length - new Set(tasks.map(({ priority }) => priority)).size;
  return [
    { says: "a task and those of its priority or a higher one ask for no more than one processor; others have no bound",
      checked: `all together: at most ${Load.of(tasks).text()}` },
    { says: "jobs of one task run in order, at least a period apart",
      checked: "taken from the input" },
    { says: "tasks of equal priority may run in any order, each delaying the other", checked: `${equals} of ${tasks.length} share a priority` },
    ...(suspended === 0 ? [] : [{ says: "a suspension counts as execution of the task itself, and as jitter R - C for those below",
      checked: `${suspended} of ${tasks.length} suspend themselves` }]),
    ...(preemption !== "limited" && preemption !== "floating" ? [] : [{ says: "a task without segments runs each job without preemption",
      checked: `${tasks.filter(({ longestSegment, wcet }) => longestSegment === wcet).length} of ${tasks.length} do` }]),
  ];
}
