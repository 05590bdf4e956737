/** Tasks that share resources on several processors, as they are given and as the analyses take them. */
import type { Assumption, Conventions } from "../evidence.ts";
import { type Exact, type Given, largest, zero } from "../exact.ts";
import { TimingRefusal, asFound } from "../refusal.ts";
import { notNegative, positive } from "../task.ts";

/** Blocking is counted from a job's release, in dense time. */
export const lockConventions: Conventions = { from: "release", time: "dense" };

/** What one job asks of a resource. Requests do not nest. */
export interface Request {
  readonly resource: string;
  /** Requests of one job; 1 unless said. */
  readonly count?: number;
  /** Longest time that one request holds the resource. */
  readonly length: Given;
}

export interface SharingTask {
  readonly id: string;
  readonly period: Given;
  /** A bound on the response time, self-suspension included; with it grows what others do meanwhile. The period unless said. */
  readonly response?: Given;
  /** Name of the processor that the task is bound to. */
  readonly processor: string;
  /** Lower is higher, and no two are the same. Without priorities the order of the list is theirs. */
  readonly priority?: number;
  readonly requests: readonly Request[];
}

/** A request that was checked. */
export interface Claim {
  readonly resource: string;
  readonly count: number;
  readonly length: Exact;
}

/** A task that was checked. */
export interface Sharer {
  readonly id: string;
  readonly period: Exact;
  readonly response: Exact;
  readonly processor: string;
  readonly priority: number;
  readonly claims: readonly Claim[];
}

/** Most tasks, and most requests of all of them together: each is compared with every other. */
const tasksMost = 1_000;
const requestsMost = 5_000;
/** Most requests of one job to one resource. */
const countMost = 1_000_000;

export function readSharers(given: readonly SharingTask[], field = "tasks"): readonly Sharer[] {
  const list: unknown = given;
  if (!Array.isArray(list)) throw new TimingRefusal("missing", field, "must be a list of tasks");
  if (given.length > tasksMost) throw new TimingRefusal("too large", field, `has ${given.length} tasks; at most ${tasksMost} are taken`);
  const requests = given.reduce((all, task) => all + (Array.isArray(task?.requests) ? task.requests.length : 0), 0);
  if (requests > requestsMost) throw new TimingRefusal("too large", field, `have ${requests} entries in their requests; at most ${requestsMost} are taken`);
  const [ids, priorities] = [new Set<string>(), new Set<number>()];
  return given.map((task, i) => {
    const at = `${field}[${i}]`;
    if (typeof task !== "object" || task === null) throw new TimingRefusal("missing", at, "must be a task: an object with id, period, processor and requests");
    const { id, processor, priority = i } = task;
    refuseUnnamed(id, `${at}.id`);
    refuseUnnamed(processor, `${at}.processor`);
    if (ids.has(id)) throw new TimingRefusal("duplicate name", `${at}.id`, `is "${id}", which another task has: names must differ`);
    if (!Number.isSafeInteger(priority)) throw new TimingRefusal("not a number", `${at}.priority`, `is ${asFound(priority)}; give a whole number, lower is higher`);
    if (priorities.has(priority)) throw new TimingRefusal("precondition", `${at}.priority`, `is ${priority}, which another task has: priorities must differ`);
    ids.add(id);
    priorities.add(priority);
    const period = positive(task.period, `${at}.period`);
    const response = task.response === undefined ? period : positive(task.response, `${at}.response`);
    return { id, processor, priority, period, response, claims: claimsOf(task, at) };
  });
}

function claimsOf({ requests }: SharingTask, at: string): Claim[] {
  if (!Array.isArray(requests)) throw new TimingRefusal("missing", `${at}.requests`, "must be a list, even if it is empty");
  return requests.map(({ resource, count = 1, length }: Request, r) => {
    refuseUnnamed(resource, `${at}.requests[${r}].resource`);
    if (!Number.isSafeInteger(count) || count < 0 || count > countMost) throw new TimingRefusal("out of range",
      `${at}.requests[${r}].count`, `is ${asFound(count)}; give a whole number from 0 to ${countMost}`);
    return { resource, count, length: notNegative(length, `${at}.requests[${r}].length`) };
  }).filter(({ count, length }) => count > 0 && length.gt(zero));
}

export function refuseUnnamed(name: string, field: string): void {
  if (typeof name !== "string" || name === "") throw new TimingRefusal("missing", field, "must be a name");
}

/** A request, and whose it is. */
export interface Use {
  readonly sharer: Sharer;
  readonly claim: Claim;
}

/** Who uses each resource. */
export function usesOf(sharers: readonly Sharer[]): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  for (const sharer of sharers) for (const claim of sharer.claims) {
    const list = uses.get(claim.resource);
    if (list === undefined) uses.set(claim.resource, [{ sharer, claim }]);
    else list.push({ sharer, claim });
  }
  return uses;
}

/** Most jobs of a task that are under way at some time of an interval: ceil((t + R) / T). */
export const jobsWithin = ({ period, response }: Sharer, interval: Exact): Exact => interval.add(response).div(period).ceil();

export const isHigher = (a: Sharer, b: Sharer): boolean => a.priority < b.priority;

/** The lower tasks of the same processor. */
export const lowerBeside = (task: Sharer, sharers: readonly Sharer[]): Sharer[] =>
  sharers.filter((other) => other.processor === task.processor && isHigher(task, other));

/** Requests of one job. */
export const countOf = (claims: readonly Claim[]): number => claims.reduce((all, { count }) => all + count, 0);

/** The longest of some requests; 0 of none. */
export const longest = (claims: readonly Claim[]): Exact => largest([zero, ...claims.map(({ length }) => length)]);

/** The work of some requests in that many jobs. */
export const workOf = (claims: readonly Claim[], jobs: Exact): Exact =>
  claims.reduce((all, { count, length }) => all.add(length.mul(jobs).mul(count)), zero);

/**
 * What lower tasks of the same processor delay a task by when a request lifts them above it: each of them once when the task is
 * released and once whenever it comes back from waiting, and no more often than it has requests.
 */
export function liftedAbove(task: Sharer, sharers: readonly Sharer[], waits: number): Exact {
  return lowerBeside(task, sharers).reduce((all, other) => {
    const requests = jobsWithin(other, task.response).mul(countOf(other.claims));
    return all.add(longest(other.claims).mul(requests.lt(waits + 1) ? requests : waits + 1));
  }, zero);
}

export const lockAssumptions: readonly Assumption[] = [
  { says: "priorities differ", checked: "every pair" },
  { says: "requests do not nest, and a job runs only while it holds no more than one resource", checked: "taken as given" },
  { says: "the response times given are bounds", checked: "taken as given: analyse again with what comes out until nothing changes" },
];
