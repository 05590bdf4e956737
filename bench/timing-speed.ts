/** Task sets a second through the fixed-priority analysis, against the recurrence as textbooks write it. */
import { Random } from "../src/engine/index.ts";
import { fixedPriorityResponseTimes } from "../src/timing/fixed-priority/index.ts";
import { type Task, readTasks } from "../src/timing/task.ts";
import { grouped, printTable, timed } from "./table.ts";

interface PlainTask extends Task {
  readonly wcet: number;
  readonly period: number;
}

/** Sets of tasks whose utilisations add up to about `load`, rate-monotonic, with periods from 10 to 1000 on a logarithmic scale. */
export function randomSets(sets: number, tasks: number, load: number, seed: number): PlainTask[][] {
  const random = new Random(seed);
  const fraction = (): number => (random.bits() + 1) / (2 ** 32 + 1);
  return Array.from({ length: sets }, () => {
    let left = load;
    const shares = Array.from({ length: tasks }, (_, i) => {
      // UUniFast: Bini and Buttazzo, Real-Time Systems 30, 2005.
      const rest = i === tasks - 1 ? 0 : left * fraction() ** (1 / (tasks - 1 - i));
      const share = left - rest;
      left = rest;
      return share;
    });
    return shares.map((share) => ({ share, period: Math.round(10_000 * 100 ** fraction()) })).sort((a, b) => a.period - b.period)
      .map(({ share, period }, i) => ({ id: `t${i}`, wcet: Math.max(1, Math.floor(share * period)), period }));
  });
}

/** The busy window as it stands in textbooks: from the first job on, each fixed point from the bottom, nothing checked. */
export function textbook(tasks: readonly PlainTask[]): number[] {
  return tasks.map(({ wcet, period }, i) => {
    let bound = 0;
    for (let q = 1; ; q += 1) {
      let [window, next] = [0, q * wcet];
      while (next !== window) {
        window = next;
        next = q * wcet;
        for (let j = 0; j < i; j += 1) next += Math.ceil(window / tasks[j]!.period) * tasks[j]!.wcet;
      }
      bound = Math.max(bound, window - (q - 1) * period);
      if (window <= q * period) return bound;
    }
  });
}

/** Measures and prints; throws where the two disagree. */
export function measureTimingSpeed(): void {
  const rows = [0.7, 0.9, 0.97].map((load) => {
    const sets = randomSets(10_000, 20, load, 1);
    // The first sets warm both up.
    for (const set of sets.slice(0, 500)) if (disagree(set)) throw new Error("the analysis and the textbook recurrence disagree");
    const book = timed(() => sets.map(textbook));
    const read = timed(() => sets.map((set) => readTasks(set)));
    const analysed = timed(() => read.result.map((set) => fixedPriorityResponseTimes(set)));
    const both = read.seconds + analysed.seconds;
    return [`load ${load}`, both.toFixed(2), grouped(sets.length / both), analysed.seconds.toFixed(2), book.seconds.toFixed(2),
      `${(both / book.seconds).toFixed(1)} x`, `${(analysed.seconds / book.seconds).toFixed(1)} x`];
  });
  printTable(["10,000 sets of 20 tasks", "seconds", "sets a second", "without reading", "textbook", "ratio", "without reading"], rows);
}

const disagree = (set: readonly PlainTask[]): boolean => {
  const plain = textbook(set);
  return fixedPriorityResponseTimes(set).tasks.some(({ bound }, i) => bound === null || !bound.equals(plain[i]!));
};
