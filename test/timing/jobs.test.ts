/** Job sets: the folded exploration against every single run, and runs that can be replayed. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asJson } from "../../src/timing/exact.ts";
import { type Job, exploreJobs } from "../../src/timing/jobs/index.ts";

fc.configureGlobal({ seed: 12 });

interface WholeJob extends Job {
  readonly release: readonly [number, number];
  readonly cost: readonly [number, number];
  readonly priority: number;
}

const span = (from: number, most: number, wide: number): fc.Arbitrary<readonly [number, number]> =>
  fc.tuple(fc.integer({ min: from, max: most }), fc.nat(wide)).map(([least, more]) => [least, least + more] as const);
const jobSets: fc.Arbitrary<WholeJob[]> = fc.array(fc.record({ release: span(0, 6, 2), cost: span(1, 4, 2), priority: fc.nat(3), deadline: fc.integer({ min: 1, max: 20 }) }),
  { minLength: 1, maxLength: 4 }).map((drawn) => drawn.map((job, i) => ({ id: `j${i}`, ...job })));

/** All that lists of choices can become. */
const every = (spans: readonly (readonly [number, number])[]): number[][] => spans.reduce<number[][]>((all, [least, most]) =>
  all.flatMap((one) => Array.from({ length: most - least + 1 }, (_, k) => [...one, least + k])), [[]]);

/** When each job is done, for given releases and costs. */
function completions(jobs: readonly WholeJob[], releases: readonly number[], costs: readonly number[]): number[] {
  const done = jobs.map(() => 0);
  for (let now = 0; done.includes(0);) {
    const waiting = jobs.map((_, i) => i).filter((i) => done[i] === 0);
    const [first] = waiting.filter((i) => releases[i]! <= now).sort((a, b) => jobs[a]!.priority - jobs[b]!.priority || a - b);
    if (first === undefined) now = Math.min(...waiting.map((i) => releases[i]!));
    else now = done[first] = now + costs[first]!;
  }
  return done;
}

const finishes = (jobs: readonly WholeJob[], time: "dense" | "discrete") =>
  exploreJobs(jobs, { time }).jobs.map(({ finish }) => finish.map(asJson));

describe("a job set", () => {
  test("is done when every run together says", () => {
    fc.assert(fc.property(jobSets, (jobs) => {
      const runs = every(jobs.map(({ release }) => release)).flatMap((releases) =>
        every(jobs.map(({ cost }) => cost)).map((costs) => completions(jobs, releases, costs)));
      expect(finishes(jobs, "discrete")).toEqual(jobs.map((_, i) =>
        [Math.min(...runs.map((run) => run[i]!)), Math.max(...runs.map((run) => run[i]!))]));
    }), { numRuns: 150 });
  });
  test("is done late in a run that is told", () => {
    fc.assert(fc.property(jobSets, (jobs) => {
      exploreJobs(jobs, { time: "discrete" }).jobs.forEach(({ finish, witness }, i) => {
        const run = witness();
        const of = (id: string) => run.find(({ job }) => job === id);
        const releases = jobs.map(({ id, release }) => of(id)?.release.valueOf() ?? release[1]);
        const costs = jobs.map(({ id, cost }) => of(id)?.execution.valueOf() ?? cost[1]);
        expect(jobs.every(({ release, cost }, k) => releases[k]! >= release[0] && releases[k]! <= release[1] && costs[k]! >= cost[0] && costs[k]! <= cost[1]))
          .toBe(true);
        const done = completions(jobs, releases, costs);
        expect(done[i]).toBe(finish[1].valueOf());
        expect(run.map(({ job, start, execution }) => done[Number(job.slice(1))]! - start.valueOf() - execution.valueOf())).toEqual(run.map(() => 0));
      });
    }), { numRuns: 300 });
  });
  test("in dense time is done no earlier and no later than with ever finer ticks", () => {
    fc.assert(fc.property(jobSets, (jobs) => {
      const finer = (by: number) => finishes(jobs.map((job) => ({
        ...job, release: [job.release[0] * by, job.release[1] * by] as const, cost: [job.cost[0] * by, job.cost[1] * by] as const, deadline: 99999,
      })), "discrete").map(([least, most]) => [Number(least) / by, Math.ceil(Number(most) / by - 4 / by)]);
      // A chain of at most four starts is each a tick of a thousandth short.
      expect(finishes(jobs, "dense")).toEqual(finer(1000).map(([least, most]) => [least, most]));
    }), { numRuns: 300 });
  });
  test("of hundreds of jobs with little freedom is explored at once", () => {
    const jobs = Array.from({ length: 400 }, (_, i) => ({ id: `j${i}`, release: [10 * i, 10 * i + 1] as const, cost: [4, 9] as const, deadline: 10 * i + 10, priority: i }));
    const { schedulable, states } = exploreJobs(jobs);
    expect([schedulable, states]).toEqual([true, 401]);
  });
});
