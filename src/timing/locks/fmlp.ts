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
    const ahead = sharers.filter((other) => other !== task).map((other) => {
      const [own, theirs] = [countOf(met(task, other)), met(other, task)];
      return { length: longest(theirs), requests: Math.min(own, asNumber(jobsWithin(other, task.response).mul(countOf(theirs)))) };
    });
    const waiting = sum(ahead.map(({ length, requests }) => length.mul(requests)));
    const lifted = liftedAbove(task, sharers, countOf(task.claims));
    const requests = ahead.reduce((all, one) => all + one.requests, 0);
    return { id: task.id, waiting, lifted, blocking: waiting.add(lifted), requests };
  });
}

/**
 * The requests of one task that can meet those of another. A holder runs after earlier holders of its processor, so that resources
 * meet where they are the same, and where tasks of one processor use them; and so on from there.
 */
function meetings(sharers: readonly Sharer[]): (task: Sharer, other: Sharer) => readonly Claim[] {
  const group = new Map<string, string>();
  const root = (name: string): string => {
    let top = name;
    while (group.has(top)) top = group.get(top)!;
    return top;
  };
  const places = sharers.flatMap(({ processor, claims }) =>
    claims.map(({ resource }) => [`processor ${processor}`, `resource ${resource}`] as const));
  for (const [processor, resource] of places) {
    const [one, other] = [root(processor), root(resource)];
    if (one !== other) group.set(one, other);
  }
  const groupOf = new Map(sharers.flatMap(({ claims }) => claims.map((claim) => [claim, root(`resource ${claim.resource}`)] as const)));
  const groupsOf = new Map(sharers.map((sharer) => [sharer, new Set(sharer.claims.map((claim) => groupOf.get(claim)!))]));
  return (task, other) => {
    const theirs = groupsOf.get(other)!;
    return task.claims.filter((claim) => theirs.has(groupOf.get(claim)!));
  };
}
