/** Job sets, latencies of kernels, and overheads. */
import { ratio } from "../../src/timing/exact.ts";
import { fixedPriorityResponseTimes } from "../../src/timing/fixed-priority/index.ts";
import { exploreJobs } from "../../src/timing/jobs/index.ts";
import {
  type KernelStep, type Overheads, chargeOverheads, latencyBound, longestSegment, periodicInterrupts, withInterrupts,
} from "../../src/timing/kernel/index.ts";
import { type SimulatedSystem, type Step, simulate, simulationDocument } from "../../src/timing/simulation/index.ts";
import type { Task } from "../../src/timing/task.ts";
import { drawTasks, from } from "./drawing.ts";
import { type Bounds, boundsOf, searched } from "./searching.ts";
import type { Subject, Tried } from "./subject.ts";

/** Every release and cost of a few jobs is simulated: the latest completions are the bounds, no more and no less. */
const jobSets: Subject = { name: "job sets, every run", isExact: true, tries: (chance) => {
  const drawn = Array.from({ length: from(chance, 2, 4) }, (_, i) => {
    const [release, cost, [late, more]] = [chance.below(8), from(chance, 1, 5), chance.pick([[0, 2], [1, 1], [2, 0], [1, 0]])];
    return { id: `j${i}`, release: [release, release + late!], cost: [cost, cost + more!], deadline: 20, priority: i } as const;
  });
  const found = exploreJobs(drawn, { time: "discrete" });
  const system: SimulatedSystem = {
    policy: "fixed priority", preemption: "none",
    tasks: drawn.map(({ id, release, cost }): Task => ({ id, wcet: cost[1], bcet: cost[0], period: 100, jitter: release[1] - release[0] })),
  };
  const worst = drawn.map(() => ({ finish: -1, scenario: {} }));
  for (const choice of choices(drawn.flatMap(({ release, cost }) => [release, cost]))) {
    const of = (at: (i: number) => number) => Object.fromEntries(drawn.map(({ id }, i) => [id, [at(i)]]));
    const [arrivals, releases] = [of((i) => drawn[i]!.release[0]), of((i) => choice[2 * i]!)];
    const scenario = { arrivals, releases, executions: of((i) => choice[2 * i + 1]!) };
    for (const { task, finish } of simulate(system, scenario, { trace: false }).jobs) {
      const i = drawn.findIndex(({ id }) => id === task);
      if (finish > worst[i]!.finish) worst[i] = { finish, scenario };
    }
  }
  return found.jobs.map(({ id, finish }, i): Tried => ({
    what: `completion of ${id}`, bound: finish[1], observed: ratio(worst[i]!.finish),
    witness: () => simulationDocument(system, worst[i]!.scenario),
  }));
} };

/** All that intervals can become. */
const choices = (spans: readonly (readonly [number, number])[]): number[][] => spans.reduce<number[][]>((all, [least, most]) =>
  all.flatMap((one) => Array.from({ length: most - least + 1 }, (_, k) => [...one, least + k])), [[]]);

/** The highest thread wants to run: others have preemption disabled, or are being scheduled, and interrupts come. */
const latency: Subject = { name: "scheduling latency", isExact: false, tries: (chance, simulations) => {
  const [poid, dst, paie, psd] = [from(chance, 1, 12), from(chance, 1, 12), from(chance, 1, 4), from(chance, 1, 4)];
  const drawn = drawTasks(chance, { most: 3, load: 0.6, jitter: true }).map((task) => ({ ...task, bcet: task.wcet }));
  const interrupts = drawn.map(({ wcet, period, jitter }) => periodicInterrupts({ wcet, period, jitter }));
  const { bound } = latencyBound({ poid, dst, paie, psd, interrupts });
  const whole = (length: number): Step[] => [{ length, whole: true }];
  return searched({
    policy: "fixed priority", interrupts: drawn.map(({ id }) => id), programs: { disabled: whole(poid), scheduled: whole(dst) },
    tasks: [...drawn, ...Object.entries({ thread: paie + psd, disabled: poid, scheduled: dst })
      .map(([id, wcet]) => ({ id, wcet, period: 500 }))],
  }, [["thread", bound]], chance, simulations, { from: "release", span: 150 });
} };

/** A low thread calls a kernel that is drawn as a graph; an interrupt waits for it to reach a preemption point. */
const segments: Subject = { name: "longest kernel segment", isExact: false, tries: (chance, simulations) => {
  const [places, open] = [from(chance, 3, 7), new Set(["p0"])];
  for (let p = 1; p < places; p++) if (chance.once(3)) open.add(`p${p}`);
  const steps = Array.from({ length: places - 1 }, (_, p): KernelStep =>
    ({ from: `p${p}`, to: `p${p + 1}`, cost: from(chance, 1, 6), times: from(chance, 1, 3) }));
  const { length } = longestSegment({ steps, open: [...open] });
  const program: { length: number; whole: true }[] = [];
  for (const step of steps) {
    const cost = Number(step.cost) * step.times!;
    if (open.has(step.from)) program.push({ length: cost, whole: true });
    else program.at(-1)!.length += cost;
  }
  const [handler, wcet] = [from(chance, 1, 3), program.reduce((all, one) => all + one.length, 0)];
  return searched({
    policy: "fixed priority", interrupts: ["interrupt"], programs: { caller: program },
    tasks: [{ id: "interrupt", wcet: handler, period: 500 }, { id: "caller", wcet, bcet: wcet, period: 500 }],
  }, [["interrupt", length.add(handler)]], chance, simulations, { span: 100 });
} };

/** Tasks below interrupts, and a kernel that takes none for a while, whoever calls it. */
const interrupted: Subject = { name: "interrupts above tasks", isExact: false, tries: (chance, simulations) => {
  const segment = from(chance, 1, 4);
  const drawn = drawTasks(chance, { most: 5, jitter: true }).map((task) => ({ ...task, bcet: task.wcet }));
  const [interrupts, tasks] = [drawn.slice(0, 2), drawn.slice(2)];
  const found = fixedPriorityResponseTimes(withInterrupts(tasks, interrupts, segment - 1));
  return searched({
    policy: "fixed priority", interrupts: interrupts.map(({ id }) => id), programs: { kernel: [{ length: segment, whole: true }] },
    tasks: [...drawn, { id: "kernel", wcet: segment, bcet: segment, period: 500, priority: 500 }],
  }, boundsOf(found.tasks), chance, simulations, { span: 150 });
} };

/** What was charged to tasks is simulated: interrupts of the clock and of releases, and what a job does before and after its own work. */
const overheads: Subject = { name: "overheads", isExact: false, tries: (chance, simulations) => {
  const costs = {
    schedule: chance.below(2), contextSwitch: chance.below(3), cacheLoss: chance.below(4), release: chance.below(2),
    releaseLatency: chance.below(5), tick: chance.below(2), quantum: from(chance, 10, 30),
  } satisfies Overheads;
  const tasks = drawTasks(chance, { most: 3, periods: [40, 60, 80, 100, 120], load: 0.6 });
  const charged = chargeOverheads(tasks, costs).tasks;
  if (charged === null) return [];
  const found = fixedPriorityResponseTimes(charged).tasks;
  const around = costs.schedule + costs.contextSwitch;
  const clock: Task[] = costs.tick > 0 ? [{ id: "clock", wcet: costs.tick, bcet: costs.tick, period: costs.quantum }] : [];
  const releases = costs.release === 0 ? [] : tasks.map(({ id, period }): Task =>
    ({ id: `release of ${id}`, wcet: costs.release, bcet: costs.release, period, jitter: costs.releaseLatency }));
  const system: SimulatedSystem = {
    policy: "fixed priority", interrupts: [...clock, ...releases].map(({ id }) => id),
    tasks: [...clock, ...releases, ...tasks.map((task, i): Task => ({
      ...task, priority: i + 100, wcet: task.wcet + 2 * around + costs.cacheLoss, bcet: task.bcet,
      jitter: releases.length > 0 ? 0 : costs.releaseLatency,
    }))],
    precedence: releases.length === 0 ? [] : tasks.map(({ id }) => [`release of ${id}`, id] as const),
  };
  // A bound counts from the release that an interrupt has made known, at most its latency after the arrival.
  const bounds: Bounds = found.map(({ id, bound }, i) => [id, bound?.lte(charged[i]!.deadline) ? bound.add(costs.releaseLatency) : null]);
  return searched(system, bounds, chance, simulations, { span: 250 });
} };

export const kernels: readonly Subject[] = [jobSets, latency, segments, interrupted, overheads];
