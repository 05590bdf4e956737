/**
 * The distributed priority ceiling protocol: each resource lives on a processor, and agents there carry out requests in order of
 * priority, above all jobs of that processor. It is the twin of calls to a server thread on another core.
 * Source: Rajkumar, Sha and Lehoczky, "Real-time synchronization protocols for multiprocessors", RTSS 1988.
 */
import { type Exact, largest, sum, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import {
  type Claim, type Sharer, type SharingTask, countOf, isHigher, jobsWithin, longest, lowerBeside, readSharers, refuseUnnamed, workOf,
} from "./sharing.ts";

export interface AgentBlocking {
  readonly id: string;
  /** By agents of the task's own processor that serve other processors, or lower tasks of this one. */
  readonly local: Exact;
  /** By other requests at the processors that the task sends requests to. */
  readonly remote: Exact;
}

/** `homes` names the processor of each resource. */
export function dpcpBlocking(tasks: readonly SharingTask[], homes: Readonly<Record<string, string>>): readonly AgentBlocking[] {
  const sharers = readSharers(tasks);
  sharers.forEach(({ claims }, i) => claims.forEach(({ resource }) => {
    if (!Object.hasOwn(homes ?? {}, resource)) throw new TimingRefusal("missing", `homes.${resource}`, `is missing, and tasks[${i}] uses it; name its processor`);
    refuseUnnamed(homes[resource]!, `homes.${resource}`);
  }));
  const processors = [...new Set(Object.values(homes))];
  const placed = new Map(sharers.map((sharer) => [sharer, byHome(sharer, homes)]));
  const at: At = (sharer, processor) => placed.get(sharer)!.get(processor) ?? [];
  return sharers.map((task) => ({
    id: task.id, local: localOf(task, sharers, at),
    remote: sum(processors.filter((processor) => processor !== task.processor)
      .map((processor) => remoteOf(task, sharers, (other) => at(other, processor)))),
  }));
}

/** Requests of a task to resources of a processor. */
type At = (sharer: Sharer, processor: string) => readonly Claim[];

function byHome({ claims }: Sharer, homes: Readonly<Record<string, string>>): ReadonlyMap<string, readonly Claim[]> {
  const found = new Map<string, Claim[]>();
  for (const claim of claims) {
    const home = homes[claim.resource]!;
    const list = found.get(home);
    if (list === undefined) found.set(home, [claim]);
    else list.push(claim);
  }
  return found;
}

/** Agents for other processors as often as these ask; and one of a lower task whenever the task is released or comes back from waiting. */
function localOf(task: Sharer, sharers: readonly Sharer[], at: At): Exact {
  const agents = sharers.filter(({ processor }) => processor !== task.processor)
    .map((other) => workOf(at(other, task.processor), jobsWithin(other, task.response)));
  const waits = countOf(task.claims) - countOf(at(task, task.processor));
  const lower = lowerBeside(task, sharers).map((other) => longest(at(other, task.processor)));
  return sum(agents).add(largest([zero, ...lower]).mul(waits + 1));
}

/** At one processor: for each request one lower request whose ceiling reaches the task, and all higher ones of the meantime. */
function remoteOf(task: Sharer, sharers: readonly Sharer[], there: (sharer: Sharer) => readonly Claim[]): Exact {
  const requests = countOf(there(task));
  if (requests === 0) return zero;
  const above = sharers.filter((other) => !isHigher(task, other));
  const reaching = new Set(above.flatMap((other) => there(other).map(({ resource }) => resource)));
  const lower = sharers.filter((other) => isHigher(task, other))
    .map((other) => longest(there(other).filter(({ resource }) => reaching.has(resource))));
  const higher = sharers.filter((other) => isHigher(other, task)).map((other) => workOf(there(other), jobsWithin(other, task.response)));
  return largest([zero, ...lower]).mul(requests).add(sum(higher));
}
