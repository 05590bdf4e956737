/**
 * The multiprocessor stack resource policy: a job spins in a queue in order of arrival, and holds, without being preempted. It bounds
 * a big kernel lock, too. Source: Gai, Lipari and Di Natale, "Minimizing memory utilization of real-time task sets in single
 * and multi-processor systems-on-a-chip", RTSS 2001.
 */
import { type Exact, largest, ratio, smallest, sum, zero } from "../exact.ts";
import { type Sharer, type SharingTask, type Use, jobsWithin, lowerBeside, readSharers, usesOf } from "./sharing.ts";

export interface SpinBlocking {
  readonly id: string;
  /** What a job spins in all; it is execution, and also delays lower tasks. */
  readonly spinning: Exact;
  /** By one request of a lower task of the same processor, its spinning included, before the job starts. */
  readonly arrival: Exact;
}

export function msrpBlocking(tasks: readonly SharingTask[]): readonly SpinBlocking[] {
  const sharers = readSharers(tasks);
  const users = new Map([...usesOf(sharers)].map(([resource, uses]) => [resource, byProcessor(uses)]));
  const spins = new Map([...users].map(([resource, there]) => [resource, sum([...there.values()].map(({ longest }) => longest))]));
  // One job of each other processor is in front, and each processor has one in the queue, since who waits is not preempted.
  const spin = (processor: string, resource: string): Exact => spins.get(resource)!.sub(users.get(resource)!.get(processor)!.longest);
  return sharers.map((task) => {
    const { processor, priority, claims } = task;
    const delays = (resource: string): boolean => users.get(resource)!.size > 1 || users.get(resource)!.get(processor)!.highest <= priority;
    const below = lowerBeside(task, sharers).flatMap((other) => other.claims.filter(({ resource }) => delays(resource))
      .map(({ resource, length }) => length.add(spin(processor, resource))));
    return {
      id: task.id, arrival: largest([zero, ...below]),
      spinning: sum(claims.flatMap(({ resource, count }) => [...users.get(resource)!].filter(([other]) => other !== processor)
        .map(([, { uses }]) => longestInFront(uses, count, task)))),
    };
  });
}

/**
 * The longest requests of one processor, as many as the job has: who waits is not preempted, so that one of them is in front of each, and
 * each is in front of one. There are no more than the jobs bring that are under way meanwhile.
 */
function longestInFront(uses: readonly Use[], count: number, task: Sharer): Exact {
  let [left, all] = [ratio(count), zero];
  for (const { sharer, claim } of uses) {
    const many = smallest([left, jobsWithin(sharer, task.response).mul(claim.count)]);
    [left, all] = [left.sub(many), all.add(claim.length.mul(many))];
    if (left.equals(zero)) break;
  }
  return all;
}

/** What the tasks of one processor do with one resource. */
interface Local {
  /** The longest first. */
  readonly uses: readonly Use[];
  readonly longest: Exact;
  /** The highest priority of them. */
  readonly highest: number;
}

function byProcessor(uses: readonly Use[]): ReadonlyMap<string, Local> {
  const local = new Map<string, Use[]>();
  for (const use of uses) {
    const own = local.get(use.sharer.processor);
    if (own === undefined) local.set(use.sharer.processor, [use]);
    else own.push(use);
  }
  return new Map([...local].map(([processor, own]) => [processor, {
    uses: own.toSorted((a, b) => b.claim.length.compare(a.claim.length)), longest: largest(own.map(({ claim }) => claim.length)),
    highest: Math.min(...own.map(({ sharer }) => sharer.priority)),
  }]));
}
