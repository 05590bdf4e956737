/**
 * The flexible multiprocessor locking protocol for long requests on partitioned processors: queues in order of arrival, and who
 * holds a resource runs above all that hold none, the earliest request first. It bounds an endpoint with such a queue, too.
 * Sources: Block, Leontyev, Brandenburg and Anderson, RTCSA 2007; Brandenburg, "The FMLP+", ECRTS 2014.
 */
import { type Exact, asNumber, sum } from "../exact.ts";
import { type Claim, type Sharer, type SharingTask, countOf, jobsWithin, liftedAbove, longest, readSharers } from "./sharing.ts";

export interface QueueBlocking {
  readonly id: string;
  /** In queues: each other task is in front at most once for each request. */
  readonly waiting: Exact;
  /** By lower tasks of the same processor that hold something. */
  readonly lifted: Exact;
  readonly blocking: Exact;
  /** Requests of others that the waiting is made of. */
  readonly requests: number;
}

export function fmlpBlocking(tasks: readonly SharingTask[]): readonly QueueBlocking[] {
  const sharers = readSharers(tasks);
  const met = meetings(sharers);
  return sharers.map((task) => {
    const ahead = sharers.filter((other) => other !== task).flatMap((other) => met(task, other).map(({ own, theirs }) =>
      ({ length: longest(theirs), requests: Math.min(countOf(own), asNumber(jobsWithin(other, task.response).mul(countOf(theirs)))) })));
    const waiting = sum(ahead.map(({ length, requests }) => length.mul(requests)));
    const lifted = liftedAbove(task, sharers, countOf(task.claims));
    const requests = ahead.reduce((all, one) => all + one.requests, 0);
    return { id: task.id, waiting, lifted, blocking: waiting.add(lifted), requests };
  });
}

/** Requests of two tasks that can be in front of each other. */
interface Meeting {
  readonly own: readonly Claim[];
  readonly theirs: readonly Claim[];
}

/**
 * The requests of two tasks that can meet, for each group of resources. A holder runs after earlier holders of its processor, so that
 * resources meet where they are the same, and where several tasks of one processor use them; and so on from there.
 */
function meetings(sharers: readonly Sharer[]): (task: Sharer, other: Sharer) => readonly Meeting[] {
  const group = new Map<string, string>();
  const root = (name: string): string => {
    let top = name;
    while (group.has(top)) top = group.get(top)!;
    return top;
  };
  const users = sharers.filter(({ claims }) => claims.length > 0);
  const places = users.filter((one) => users.some((other) => other !== one && other.processor === one.processor))
    .flatMap(({ processor, claims }) => claims.map(({ resource }) => [`processor ${processor}`, `resource ${resource}`] as const));
  for (const [processor, resource] of places) {
    const [one, other] = [root(processor), root(resource)];
    if (one !== other) group.set(one, other);
  }
  const groupOf = new Map(sharers.flatMap(({ claims }) => claims.map((claim) => [claim, root(`resource ${claim.resource}`)] as const)));
  return (task, other) => [...new Set(task.claims.map((claim) => groupOf.get(claim)!))].flatMap((name) => {
    const [own, theirs] = [task, other].map(({ claims }) => claims.filter((claim) => groupOf.get(claim) === name));
    return theirs!.length === 0 ? [] : [{ own: own!, theirs: theirs! }];
  });
}
