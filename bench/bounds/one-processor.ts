/** One processor: fixed priorities, EDF, FIFO. */
import { edfDemandTest, edfResponseTimes } from "../../src/timing/edf/index.ts";
import { fifoResponseTimes } from "../../src/timing/fifo.ts";
import {
  type Preemption, canResponseTimes, fixedPriorityResponseTimes, hyperbolicTest, notionalResponseTimes, offsetResponseTimes,
} from "../../src/timing/fixed-priority/index.ts";
import { type Exact, ratio } from "../../src/timing/exact.ts";
import type { Chance } from "../../src/timing/search/random.ts";
import { type SimulatedSystem, type Step, simulate, simulationDocument } from "../../src/timing/simulation/index.ts";
import { type DrawnTask, drawTasks, from } from "./drawing.ts";
import { type Bounds, boundsOf, searched } from "./searching.ts";
import type { Subject, Tried } from "./subject.ts";

const origin = (chance: Chance): "arrival" | "release" => chance.once(2) ? "arrival" : "release";

/** Any deadlines, jitter, and now and then tasks of equal priority. */
function fixedPriority(name: string, isExact: boolean, preemption: Preemption, simulated: SimulatedSystem["preemption"] & string): Subject {
  return { name, isExact, tries: (chance, simulations) => {
    const segments = preemption === "limited" || preemption === "floating";
    const drawn = drawTasks(chance, { jitter: true, deadlines: "arbitrary", segments });
    const tasks = chance.once(4) ? drawn.map((task, i) => ({ ...task, priority: i >> 1 })) : drawn;
    const [start, time] = [origin(chance), preemption === "full" ? "dense" as const : "discrete" as const];
    return searched({ policy: "fixed priority", preemption: simulated, tasks },
      boundsOf(fixedPriorityResponseTimes(tasks, { preemption, time, from: start }).tasks), chance, simulations, { from: start });
  } };
}

/** A stretch of each lower task cannot be preempted, and the analysis is told how long they block. */
const withBlocking: Subject = { name: "fixed priority, given blocking", isExact: true, tries: (chance, simulations) => {
  const tasks = drawTasks(chance, { jitter: true });
  const whole = tasks.map(({ wcet }) => from(chance, 1, wcet));
  const programs = Object.fromEntries(tasks.map(({ id, wcet }, i): [string, Step[]] =>
    [id, [{ length: whole[i]!, whole: true }, ...(wcet > whole[i]! ? [{ length: wcet - whole[i]! }] : [])]]));
  // In whole ticks one of a stretch is over when it is found under way.
  const blocked = tasks.map((task, i) => ({ ...task, blocking: Math.max(0, ...whole.slice(i + 1).map((length) => length - 1)) }));
  return searched({ policy: "fixed priority", tasks, programs }, boundsOf(fixedPriorityResponseTimes(blocked).tasks), chance, simulations);
} };

const suspending: Subject = { name: "fixed priority, self-suspension", isExact: false, tries: (chance, simulations) => {
  const tasks = drawTasks(chance, { load: 0.8, jitter: true }).map((task) => ({ ...task, suspension: chance.below(4) }));
  const programs = Object.fromEntries(tasks.filter(({ suspension }) => suspension > 0).map(({ id, wcet, suspension }): [string, Step[]] => {
    const before = chance.below(wcet);
    return [id, [...(before > 0 ? [{ length: before }] : []), { length: suspension, away: true }, { length: wcet - before }]];
  }));
  const found = fixedPriorityResponseTimes(tasks).tasks;
  return searched({ policy: "fixed priority", tasks, programs }, boundsOf(found), chance, simulations, { jobs: 12 });
} };

/** The one schedule of strictly periodic tasks, and others in which jobs take less. */
function withOffsets(name: string, isExact: boolean, analyse: (tasks: readonly DrawnTask[]) => Bounds): Subject {
  return { name, isExact, tries: (chance, simulations) => {
    const tasks = drawTasks(chance, { periods: [4, 6, 8, 12], load: 1 }).map((task) => ({ ...task, offset: chance.below(20) }));
    const [system, until]: [SimulatedSystem, number] = [{ policy: "fixed priority", tasks }, 150];
    const executions = () => Object.fromEntries(tasks.map(({ id, bcet, wcet, period }) =>
      [id, Array.from({ length: Math.floor(100 / period) }, () => from(chance, bcet, wcet))]));
    const scenarios = Array.from({ length: Math.ceil(simulations / 10) }, (_, run) => run === 0 ? {} : { executions: executions() });
    const seen = scenarios.map((scenario) => ({ scenario, ...simulate(system, scenario, { until, trace: false }) }));
    return analyse(tasks).flatMap(([task, bound]): Tried[] => {
      const worst = seen.reduce((most, one) => one.observed[task]!.gt(most.observed[task]!) ? one : most);
      return bound === null ? [] : [{
        what: `response of ${task}`, bound, observed: worst.observed[task]!,
        witness: () => simulationDocument(system, worst.scenario, { until }),
      }];
    });
  } };
}

/** Frames on a bus: a frame and the gap after it as one job without preemption, the gap taken off the answer. */
const can: Subject = { name: "CAN bus", isExact: false, tries: (chance, simulations) => {
  const frames = Array.from({ length: from(chance, 2, 4) }, (_, i) =>
    ({ id: `f${i}`, bytes: chance.below(9), period: 100 * from(chance, 3, 20), jitter: chance.once(2) ? 0 : chance.below(300) }));
  const tasks = frames.map(({ id, bytes, period, jitter }) => ({ id, wcet: 55 + 10 * bytes, bcet: 50, period, jitter }));
  const { frames: found } = canResponseTimes(frames, 1);
  return searched({ policy: "fixed priority", preemption: "none", tasks },
    tasks.map(({ id }, i) => [id, found[i]!.bound?.add(3) ?? null]), chance, simulations);
} };

function edf(name: string, preemption: "full" | "none"): Subject {
  return { name, isExact: true, tries: (chance, simulations) => {
    const tasks = drawTasks(chance, { jitter: true, deadlines: "arbitrary" });
    const [start, time] = [origin(chance), preemption === "full" ? "dense" as const : "discrete" as const];
    return searched({ policy: "edf", preemption, tasks },
      boundsOf(edfResponseTimes(tasks, { preemption, time, from: start }).tasks), chance, simulations, { from: start });
  } };
}

const fifo: Subject = { name: "FIFO", isExact: true, tries: (chance, simulations) => {
  const [tasks, start] = [drawTasks(chance, { jitter: true }), origin(chance)];
  const found = fifoResponseTimes(tasks, { from: start }).tasks;
  return searched({ policy: "fifo", tasks }, boundsOf(found), chance, simulations, { from: start });
} };

/** A test that answers yes promises that every deadline is met. */
function accepted(name: string, policy: SimulatedSystem["policy"], draw: (chance: Chance) => DrawnTask[],
  test: (tasks: readonly DrawnTask[]) => boolean): Subject {
  return { name, isExact: false, tries: (chance, simulations) => {
    const tasks = draw(chance);
    return test(tasks) ? searched({ policy, tasks }, deadlinesOf(tasks), chance, simulations) : [];
  } };
}

export const deadlinesOf = (tasks: readonly DrawnTask[]): readonly (readonly [string, Exact])[] =>
  tasks.map(({ id, deadline }) => [id, ratio(Number(deadline))]);

const rateMonotonic = (chance: Chance): DrawnTask[] =>
  drawTasks(chance).sort((a, b) => a.period - b.period).map((task, i) => ({ ...task, priority: i }));

export const oneProcessor: readonly Subject[] = [
  fixedPriority("fixed priority, full preemption", true, "full", "full"),
  fixedPriority("fixed priority, no preemption", true, "none", "none"),
  fixedPriority("fixed priority, preemption points", true, "limited", "points"),
  fixedPriority("fixed priority, floating stretches", false, "floating", "points"),
  withBlocking, suspending,
  withOffsets("fixed priority, offsets", true, (tasks) => boundsOf(offsetResponseTimes(tasks).tasks)),
  withOffsets("fixed priority, notional tasks", false, (tasks) => boundsOf(notionalResponseTimes(tasks).tasks)),
  can, edf("EDF, full preemption", "full"), edf("EDF, no preemption", "none"), fifo,
  accepted("EDF, demand test", "edf", (chance) => drawTasks(chance, { deadlines: "constrained" }),
    (tasks) => edfDemandTest(tasks).schedulable),
  accepted("utilisation test", "fixed priority", rateMonotonic, hyperbolicTest),
];
