/** Observations as a picture, and their witnesses as JSON. */
import { type Observation, type ObservedTask, longRun, replayed } from "../timing-cases/index.ts";
import type { Gantt, TimingPlot } from "../render/index.ts";
import { asJson, asNumber, exact } from "../timing/exact.ts";
import { histogramOf } from "../timing/simulation/index.ts";
import { Unanswered } from "../running/refusal.ts";

type Found = NonNullable<ObservedTask["found"]>;

/** The histograms of long runs, and the run that shows the task with the least to spare at its worst. */
export function plotOf(title: string, unit: string, observations: readonly Observation[]): TimingPlot {
  const runs = observations.map((seen) => ({ seen, run: longRun(seen) }));
  const tasks = runs.flatMap(({ seen, run }) => seen.tasks.map((task, i) => {
    const deadline = asNumber(exact(seen.system.tasks[i]!.deadline!, "deadline"));
    const responses = run.jobs.filter((job) => job.task === task.name)
      .map(({ finish, arrival, release }) => finish - (seen.from === "release" ? release : arrival));
    const counts = responses.length === 0 ? [] : histogramOf(responses).counts
      .map(([ticks, count]): [number, number] => [asNumber(run.ticks.time(ticks)), count]);
    return { seen, task, histogram: { name: task.name, bound: task.bound === null ? null : asNumber(task.bound), deadline, counts } };
  })).sort((left, right) => spent(right.histogram) - spent(left.histogram));
  const tightest = tightestOf(observations);
  const jobs = runs.reduce((all, { run }) => all + run.jobs.length, 0);
  return {
    title, unit, about: `${jobs} requests or jobs: all together at first, then up to a quarter of a period late, each at its longest`, histograms: tasks.map(({ histogram }) => histogram),
    ...(tightest === undefined ? {} : { gantt: ganttOf(tightest.seen, tightest.name, tightest.found) }),
  };
}

/** The task with the least to spare, of those whose worst case was searched. */
export function tightestOf(observations: readonly Observation[]):
{ readonly seen: Observation; readonly name: string; readonly found: Found } | undefined {
  const searched = observations.flatMap((seen) => seen.tasks.flatMap(({ name, bound, found }, i) => found === null ? []
    : [{ seen, name, found, share: bound!.div(exact(seen.system.tasks[i]!.deadline!, "deadline")) }]));
  return searched.toSorted((a, b) => b.share.compare(a.share))[0];
}

/** The share of the deadline that the bound takes; more than all where there is none. */
const spent = ({ bound, deadline }: TimingPlot["histograms"][number]): number => bound === null ? Infinity : bound / deadline;

/** The worst run that was found, from a little before the job arrives until it is done; times count from the arrival. */
function ganttOf(seen: Observation, name: string, found: Found): Gantt {
  const { ticks, trace, jobs } = replayed(seen, found);
  const worst = jobs.find(({ task, job }) => task === name && job === found.witness.job)!;
  const at = (tick: number): number => asNumber(ticks.time(tick - worst.arrival));
  const lead = Math.min(worst.arrival, Math.ceil(worst.response / 5));
  const shown = trace.filter(({ from, to }) => to > worst.arrival - lead && from < worst.finish);
  return {
    title: `The latest ${name} that was found: time from its arrival`, rows: seen.tasks.map((task) => task.name), from: at(worst.arrival - lead), to: at(worst.finish),
    bars: shown.map(({ task, from, to, state, processor }) => ({
      row: task, from: at(from), to: at(to), state,
      ...(seen.processors === undefined || processor === null ? {} : { on: seen.processors[processor]! }),
    })),
  };
}

/** What was observed must never beat its bound: then one of the two is wrong, and nothing is answered. */
export function refuseBeaten(what: string, observations: readonly Observation[]): void {
  const all = observations.flatMap(({ tasks }) => tasks);
  for (const { name, bound, found } of all) if (bound !== null && found?.observedMax.gt(bound) === true)
    throw new Unanswered(`${what}: a simulation of ${name} took ${found.observedMax.toFraction()}, above its bound ${bound.toFraction()}; `
      + "this is a fault of Cordon, please report it with the file");
}

/** A witness with its exact times as JSON has them. */
export const witnessJson = (witness: Found["witness"]): unknown => JSON.parse(JSON.stringify(witness, (_, value: unknown) =>
  typeof value === "object" && value !== null && "toFraction" in value ? asJson(exact(value as never, "a time")) : value));
