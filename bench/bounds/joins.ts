/** Tasks that wait for all of several, below a fork that activates each of these, and tasks that sample. */
import { type Resource, type ResourceTask, analyseSystem } from "../../src/timing/composition/index.ts";
import { type Exact, ratio } from "../../src/timing/exact.ts";
import type { Chance } from "../../src/timing/search/random.ts";
import { counting } from "./counting.ts";
import { from } from "./drawing.ts";
import { asPolicy } from "./graphs.ts";
import { type BrutePolicy, type BruteTask, type Watched, watch } from "./reference/graph.ts";
import { drawPeriodic } from "./streams.ts";
import { type Subject, type Tried, unlessRefused } from "./subject.ts";

interface DrawnTask extends Omit<BruteTask, "times" | "arrivals" | "all"> {
  readonly bcet: number;
  readonly wcet: number;
  readonly activation: ResourceTask["activation"];
  /** Of a task that nothing activates. */
  readonly run?: () => number[];
}

const policies = ["spp", "spnp", "rr", "queue", "tdma"] as const;
const after = (task: number) => ({ kind: "after", task: `t${task}` }) as const;

/** The tasks, and the numbers of those that the paths go through. */
interface Drawn {
  readonly policies: readonly BrutePolicy[];
  readonly tasks: readonly DrawnTask[];
  readonly fork: number;
  /** The first branch from its first task on. */
  readonly branch: readonly number[];
  readonly join: number;
  readonly sampler: number;
}

/** A fork, branches of a task or two, a join, a task that looks at what the join has left, and a task that disturbs. */
function drawForks(chance: Chance): Drawn {
  const chosen = Array.from({ length: from(chance, 2, 3) }, () => chance.pick(policies));
  const tasks: DrawnTask[] = [];
  const task = (what: Pick<DrawnTask, "after" | "activation" | "run">): number => {
    const bcet = from(chance, 1, 3);
    return tasks.push({
      ...what, resource: chance.below(chosen.length), bcet, wcet: bcet + chance.below(3),
      priority: from(chance, 1, 6), slot: from(chance, 1, 4),
    }) - 1;
  };
  const source = (): number => {
    const { events, run } = drawPeriodic(chance, from(chance, 12, 40));
    return task({ after: [], activation: events, run });
  };
  source();
  const fork = source();
  const branches = Array.from({ length: from(chance, 2, 3) }, () => {
    const branch = [task({ after: [fork], activation: after(fork) })];
    if (chance.once(2)) branch.push(task({ after: branch, activation: after(branch[0]!) }));
    return branch;
  });
  const ends = branches.map((branch) => branch.at(-1)!);
  // The fork may be waited for itself.
  if (chance.once(4)) ends.push(fork);
  const join = task({ after: ends, activation: { kind: "and", of: ends.map(after) } });
  const by = drawPeriodic(chance, from(chance, 10, 40));
  const sampler = task({ after: [], activation: { kind: "sample", of: after(join), by: by.events }, run: by.run });
  return { policies: chosen, tasks, fork, branch: branches[0]!, join, sampler };
}

const asResources = ({ policies: chosen, tasks }: Drawn): Resource[] => chosen.map((policy, r) => ({
  id: `r${r}`, ...asPolicy(policy),
  tasks: tasks.flatMap(({ resource, wcet, bcet, priority, slot, activation }, t): ResourceTask[] =>
    resource === r ? [{ id: `t${t}`, wcet, bcet, priority, slot: slot!, activation }] : []),
})).filter((resource) => resource.tasks.length > 0);

/** From the k-th activation of a task to the k-th completion of another; to what samples, to that of its first look afterwards. */
const throughLook = (seen: readonly Watched[], first: number, { join, sampler }: Drawn): number =>
  Math.max(0, ...seen[join]!.done.map((end, k) => {
    const look = seen[sampler]!.activated.findIndex((time) => time > end);
    return look === -1 ? 0 : seen[sampler]!.done[look]! - seen[first]!.activated[k]!;
  }));

const through = (seen: readonly Watched[], first: number, last: number): number =>
  Math.max(0, ...seen[last]!.done.map((end, k) => end - seen[first]!.activated[k]!));

const steady = { begin: 120, end: 200 };

export const joins: readonly Subject[] = [{ name: "composition, forks, joins and samples", isExact: false, tries: (chance, simulations) => {
  const drawn = drawForks(chance);
  const { tasks, fork, branch, join, sampler } = drawn;
  const found = unlessRefused(() => analyseSystem(asResources(drawn)));
  if (found === null) return [];
  const names = (path: readonly number[]): string[] => path.map((t) => `t${t}`);
  const path = [fork, ...branch, join];
  const asked: { what: string; bound: Exact | null; of: (seen: readonly Watched[]) => number }[] = [
    ...tasks.map((_, t) => ({
      what: `response of t${t}`, bound: found.tasks.get(`t${t}`)!.response, of: (seen: readonly Watched[]) => through(seen, t, t),
    })),
    ...[path, path.slice(1), path.slice(-2)].map((part) => ({
      what: `latency of ${names(part).join(", ")}`, bound: found.latency(names(part)).worst,
      of: (seen: readonly Watched[]) => through(seen, part[0]!, join),
    })),
    { what: "latency to the sample", bound: found.latency(names([...path, sampler])).worst, of: (seen) => throughLook(seen, fork, drawn) },
  ];
  const bounded = asked.flatMap(({ bound, ...one }) => bound === null ? [] : [{ ...one, bound, observed: 0, run: null as unknown }]);
  const streams = tasks.flatMap((_, t) => {
    const { output, response } = found.tasks.get(`t${t}`)!;
    return output === null || response === null ? [] : [{ t, counted: counting(`completions of t${t}`, output, chance) }];
  });
  for (let run = 0; run < simulations / 4; run++) {
    const phases = drawn.policies.map(() => chance.below(20));
    const list = tasks.map(({ run: arrive, activation: _, ...task }): BruteTask => ({
      ...task, all: true, arrivals: arrive?.().filter((time) => time < 240) ?? [],
      times: chance.once(2) ? [task.wcet] : Array.from({ length: 5 }, () => from(chance, task.bcet, task.wcet)),
    }));
    const seen = watch(list, drawn.policies, phases, 240);
    const shown = { tasks: list, policies: drawn.policies, phases };
    for (const one of bounded) if (one.of(seen) > one.observed) [one.observed, one.run] = [one.of(seen), shown];
    for (const { t, counted } of streams) counted.see(seen[t]!.done, steady, () => shown);
  }
  return [
    ...bounded.map(({ what, bound, observed, run }): Tried => ({ what, bound, observed: ratio(observed), witness: () => run })),
    ...streams.flatMap(({ counted }) => counted.tried()),
  ];
} }];
