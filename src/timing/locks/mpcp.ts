/**
 * The multiprocessor priority ceiling protocol: queues in order of priority, and a holder runs at the highest priority of a task of
 * another processor that uses the resource, above all jobs that hold none.
 * Sources: Rajkumar, "Real-time synchronization protocols for shared memory multiprocessors", ICDCS 1990; Lakshmanan, de Niz and
 * Rajkumar, "Coordinated task scheduling, allocation and synchronization on multiprocessors", RTSS 2009.
 */
import { type Exact, largest, one, sum, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import {
  type Claim, type Sharer, type SharingTask, type Use, countOf, isHigher, jobsWithin, liftedAbove, longest, readSharers, usesOf,
} from "./sharing.ts";

export interface PriorityQueueBlocking {
  readonly id: string;
  /** In queues; null where higher tasks use a resource so much that a lower one may never get it. */
  readonly waiting: Exact | null;
  /** By lower tasks of the same processor that hold something. */
  readonly lifted: Exact;
  readonly blocking: Exact | null;
}

export function mpcpBlocking(tasks: readonly SharingTask[]): readonly PriorityQueueBlocking[] {
  const sharers = readSharers(tasks);
  const uses = usesOf(sharers);
  const held = holdingTimes(sharers, uses);
  return sharers.map((task) => {
    const waits = task.claims.map((claim) => {
      const wait = waitFor(claim.resource, task, uses.get(claim.resource)!, held);
      return wait === null ? null : wait.mul(claim.count);
    });
    const waiting = waits.some((wait) => wait === null) ? null : sum(waits.filter((wait) => wait !== null));
    const lifted = liftedAbove(task, sharers, countOf(task.claims));
    return { id: task.id, waiting, lifted, blocking: waiting === null ? null : waiting.add(lifted) };
  });
}

/** How long a request holds its resource while a task waits for it, other holders of the processor included. */
type Held = (use: Use, waiter: Sharer) => Exact;

/** Each other task of the processor holds something at a higher ceiling at most once meanwhile; who waits holds nothing. */
function holdingTimes(sharers: readonly Sharer[], uses: ReadonlyMap<string, readonly Use[]>): Held {
  const ceilings = new Map<Claim, number>(sharers.flatMap(({ processor, claims }) => claims.map((claim) => [claim, uses.get(claim.resource)!
    .reduce((highest, { sharer }) => sharer.processor !== processor ? Math.min(highest, sharer.priority) : highest, Infinity)] as const)));
  const lifted = (other: Sharer, { sharer, claim }: Use): Exact => other === sharer || other.processor !== sharer.processor ? zero
    : longest(other.claims.filter((theirs) => ceilings.get(theirs)! <= ceilings.get(claim)!));
  const known = new Map<Claim, Exact>();
  return (use, waiter) => {
    const found = known.get(use.claim) ?? use.claim.length.add(sum(sharers.map((other) => lifted(other, use))));
    known.set(use.claim, found);
    return found.sub(lifted(waiter, use));
  };
}

/** Steps of one recurrence. */
const stepsMost = 100_000;

/** W = longest lower holding + for each higher task ceil((W + R) / T) jobs: the least solution. */
function waitFor(resource: string, task: Sharer, uses: readonly Use[], held: Held): Exact | null {
  const lower = largest([zero, ...uses.filter(({ sharer }) => isHigher(task, sharer)).map((use) => held(use, task))]);
  const higher = uses.filter(({ sharer }) => isHigher(sharer, task))
    .map((use) => ({ other: use.sharer, work: held(use, task).mul(use.claim.count) }));
  if (sum(higher.map(({ other, work }) => work.div(other.period))).gte(one)) return null;
  let wait = lower;
  for (let step = 0; step < stepsMost; step++) {
    const next = higher.reduce((all, { other, work }) => all.add(work.mul(jobsWithin(other, wait))), lower);
    if (next.equals(wait)) return wait;
    wait = next;
  }
  throw new TimingRefusal("too large", "tasks", `let "${task.id}" wait for "${resource}" for more than ${stepsMost} steps of the recurrence; use it less`);
}
