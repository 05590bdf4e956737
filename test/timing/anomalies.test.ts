/**
 * Changes for the better that make things worse: they exist, so a simulator in which random search finds none is too kind. Sources:
 * Graham, "Bounds on multiprocessing timing anomalies", 1969; without preemption Nasri and Brandenburg, RTSS 2017.
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asNumber } from "../../src/timing/exact.ts";
import { searchWorstCase } from "../../src/timing/search/index.ts";
import { Chance } from "../../src/timing/search/random.ts";
import { type ListedJob, type Scenario, type SimulatedSystem, listSchedule, missesOf, simulate } from "../../src/timing/simulation/index.ts";
import type { Task } from "../../src/timing/task.ts";
import { nightly, tries } from "../nightly.ts";
import { beside } from "../needs.ts";

const draws = 1000;

/** How often a change for the better of a random system makes it worse; from every seed the same. */
function worsened<Drawn>(draw: (chance: Chance) => Drawn, isWorse: (drawn: Drawn, chance: Chance) => boolean): number {
  const chance = new Chance(7);
  let found = 0;
  for (let i = 0; i < draws; i++) if (isWorse(draw(chance), chance)) found++;
  return found;
}

describe("Graham's anomalies of list scheduling", () => {
  /** Climbs from jobs without precedence towards a schedule that a change for the better makes longer; answers by how much. */
  function climbed(gain: (jobs: readonly ListedJob[]) => number, seed: number): number {
    const chance = new Chance(seed);
    // Among equals the fewest precedences: with many, the longest path is all that matters.
    const score = (jobs: readonly ListedJob[]) => 100 * gain(jobs) - jobs.reduce((all, { after }) => all + after!.length, 0);
    let jobs: readonly ListedJob[] = Array.from({ length: 10 }, (_, i) => ({ id: `${i}`, cost: 2 + chance.below(8), after: [] }));
    for (let steps = 0, best = score(jobs); best <= 0 && steps < 5000; steps++) {
      const next = jobs.map(({ id, cost, after }) => ({ id, cost, after: [...after!] }));
      do {
        const job = chance.pick(next);
        const before = `${chance.below(Math.max(1, Number(job.id)))}`;
        if (chance.once(2) || before === job.id) job.cost = 2 + chance.below(8);
        else if (job.after.includes(before)) job.after = job.after.filter((one) => one !== before);
        else job.after.push(before);
      } while (chance.once(2));
      if (score(next) >= best) [jobs, best] = [next, score(next)];
    }
    return gain(jobs);
  }
  const makespan = (jobs: readonly ListedJob[], processors: number) => asNumber(listSchedule(jobs, processors).makespan);
  for (const [change, changedFor] of Object.entries<(jobs: readonly ListedJob[]) => number>({
    "more processors": (jobs) => makespan(jobs, 4),
    "shorter jobs": (jobs) => makespan(jobs.map((job) => ({ ...job, cost: Number(job.cost) - 1 })), 3),
    "fewer precedences": (jobs) => makespan(jobs.map((job, i) => i === jobs.findIndex(({ after }) => after!.length > 0) ? { ...job, after: [] } : job), 3),
  })) (change === "fewer precedences" ? test : nightly)(`are found: ${change} make a schedule longer`, () => {
    expect([1, 2, 3].some((seed) => climbed((jobs) => changedFor(jobs) - makespan(jobs, 3), seed) > 0)).toBe(true);
  });
  test("stay within Graham's bound: no list is longer than 2 - 1/m times the least that is possible", () => fc.assert(fc.property(
    fc.array(fc.record({ cost: fc.integer({ min: 1, max: 9 }), edges: fc.nat() }), { minLength: 1, maxLength: 10 }), fc.integer({ min: 1, max: 4 }), (drawn, m) => {
      const jobs = drawn.map(({ cost, edges }, i) => ({ id: `${i}`, cost, after: drawn.flatMap((_, a) => a < i && (edges >> a) % 3 === 0 ? [`${a}`] : []) }));
      const ends: number[] = [];
      jobs.forEach(({ cost, after }, i) => ends[i] = cost + Math.max(0, ...after.map((a) => ends[Number(a)]!)));
      const least = Math.max(...ends, jobs.reduce((all, { cost }) => all + cost, 0) / m);
      const { makespan } = listSchedule(jobs, m);
      expect(asNumber(makespan)).toBeGreaterThanOrEqual(Math.ceil(least));
      // Graham 1969, for the longest path and the work: makespan <= work / m + (1 - 1/m) path.
      expect(asNumber(makespan) * m).toBeLessThanOrEqual(jobs.reduce((all, { cost }) => all + cost, 0) + (m - 1) * Math.max(...ends));
    }), { numRuns: tries(300) }));
});

describe("the anomaly of Nasri and Brandenburg is found by the search", () => {
  const shared = "../shared/golden-timing/np-jobset-rtss17-fig1a.json";
  /** Nasri and Brandenburg (RTSS 2017), figure 1: release, least and most cost, priority. */
  const jobs = [[0, 1, 2, 10], [10, 1, 2, 20], [20, 1, 2, 30], [30, 1, 2, 40], [40, 1, 2, 50], [50, 1, 2, 60], [0, 7, 8, 30], [30, 7, 8, 60], [0, 3, 13, 60]];
  const system: SimulatedSystem = {
    policy: "fixed priority", preemption: "none",
    tasks: jobs.map(([offset, bcet, wcet, priority], i) => ({ id: `J${i + 1}`, wcet: wcet!, bcet: bcet!, period: 100, offset: offset!, priority: priority! })),
  };
  const worst = (id: string, given = system, simulations = 1000) => searchWorstCase(given, { task: id, arrivals: "periodic", jobs: 1, simulations });
  test("a shorter job makes the second one late", () => {
    const { observedMax, witness } = worst("J2");
    expect(asNumber(observedMax)).toBe(14);
    expect(system.tasks.some(({ id, wcet }) => witness.executions[id]!.some((time) => asNumber(time) < Number(wcet)))).toBe(true);
    const longest = simulate(system, { arrivals: Object.fromEntries(jobs.map(([offset], i) => [`J${i + 1}`, [offset!]])) });
    expect(asNumber(longest.observed.J2!)).toBeLessThan(14);
  });
  beside(shared)("and the latest finish of each job is the exact one of the golden case", () => {
    const { expected: { finish } } = JSON.parse(readFileSync(shared, "utf8")) as { expected: { finish: [number, number][] } };
    expect(jobs.map(([offset], i) => asNumber(worst(`J${i + 1}`).observedMax) + offset!)).toEqual(finish.map(([, latest]) => latest));
  });
  test("by climbing, where there is too much to try everything", () => {
    const idle: Task = { id: "idle", wcet: 5, period: 100, offset: 80, priority: 70 };
    expect(asNumber(worst("J2", { ...system, tasks: [...system.tasks, idle] }, 400).observedMax)).toBe(14);
  });
});

describe("anomalies without preemption are found", () => {
  interface Drawn {
    readonly system: SimulatedSystem;
    readonly arrivals: Record<string, number[]>;
  }
  const draw = (processors: number, preemption: "none" | "full") => (chance: Chance): Drawn => {
    const tasks = Array.from({ length: 4 }, (_, i): Task => {
      const wcet = 2 + chance.below(6);
      return { id: `t${i}`, wcet, bcet: 1, period: 40 };
    });
    return { system: { policy: "fixed priority", preemption, processors, tasks }, arrivals: Object.fromEntries(tasks.map(({ id }) => [id, [chance.below(8)]])) };
  };
  const worstOf = ({ system, arrivals }: Drawn, more: Scenario = {}): number[] => Object.values(simulate(system, { arrivals, ...more }, { trace: false }).observed).map((time) => asNumber(time!));
  /** Whether some task responds later when one of the others takes a tick less. */
  const isWorseWhenShorter = (drawn: Drawn, chance: Chance): boolean => {
    const { id, wcet } = chance.pick(drawn.system.tasks);
    const before = worstOf(drawn);
    return worstOf(drawn, { executions: { [id]: [Number(wcet) - 1] } }).some((response, i) => response > before[i]!);
  };
  test("a shorter job on one processor makes another one late", () => {
    expect(worsened(draw(1, "none"), isWorseWhenShorter)).toBeGreaterThan(0);
  });
  test("and a shorter job on two", () => {
    expect(worsened(draw(2, "none"), isWorseWhenShorter)).toBeGreaterThan(0);
  });
  test("but none with preemption, on one processor or on two: there is nothing to find (Ha and Liu, ICDCS 1994)", () => {
    for (const processors of [1, 2]) expect(worsened(draw(processors, "full"), isWorseWhenShorter)).toBe(0);
  });
});

describe("anomalies of sets are found", () => {
  const drawSet = (chance: Chance): Task[] => Array.from({ length: 3 }, (_, i) => {
    const period = 4 + chance.below(8);
    return { id: `t${i}`, wcet: 1 + chance.below(Math.ceil(0.7 * period)), period };
  });
  const misses = (system: SimulatedSystem): boolean => missesOf(simulate(system, {}, { until: 240, trace: false })).length > 0;
  test("a longer period makes a set miss under global fixed priorities", () => {
    const system = (tasks: readonly Task[]): SimulatedSystem => ({ policy: "fixed priority", processors: 2, tasks });
    expect(worsened(drawSet, (tasks, chance) => {
      const slower = chance.below(tasks.length);
      return !misses(system(tasks)) && misses(system(tasks.map((task, i) => i === slower ? { ...task, period: Number(task.period) + 1 } : task)));
    })).toBeGreaterThan(0);
  });
});
