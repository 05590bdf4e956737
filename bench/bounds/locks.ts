/** Locks on one processor and on several, and what blocking they mean for response times. */
import { edfResponseTimes } from "../../src/timing/edf/index.ts";
import { type Exact, ratio, zero } from "../../src/timing/exact.ts";
import { fixedPriorityResponseTimes } from "../../src/timing/fixed-priority/index.ts";
import {
  type Blocking, type SectionTask, type SharingTask, ceilingBlocking, dpcpBlocking, fmlpBlocking, inheritanceBlocking, mpcpBlocking,
  msrpBlocking, stackResourceBlocking,
} from "../../src/timing/locks/index.ts";
import type { Chance } from "../../src/timing/search/random.ts";
import type { SharedServer, SimulatedSystem, Step } from "../../src/timing/simulation/index.ts";
import type { Task } from "../../src/timing/task.ts";
import { type DrawnTask, cut, drawTasks, from } from "./drawing.ts";
import { searched } from "./searching.ts";
import { type Subject, unlessRefused } from "./subject.ts";

/** A task whose stretches are in a lock each, or in none. */
interface Locking extends DrawnTask {
  readonly stretches: readonly { readonly length: number; readonly lock: string | null }[];
}

function drawLocking(chance: Chance, tasks: readonly DrawnTask[], lockOf: (i: number, stretch: number) => number | null): Locking[] {
  return tasks.map((task, i) => {
    const stretches = cut(chance, task.wcet).map((length, s) => {
      const lock = chance.once(2) ? null : lockOf(i, s);
      return { length, lock: lock === null ? null : `L${lock}` };
    });
    // Stretches that follow each other in one lock would be one.
    const isNew = (s: number): boolean => s === 0 || stretches[s - 1]!.lock !== stretches[s]!.lock;
    return { ...task, bcet: task.wcet, stretches: stretches.map(({ length, lock }, s) => ({ length, lock: isNew(s) ? lock : null })) };
  });
}

/** How a holder of a lock runs. */
type InLock = (task: Locking, lock: string) => Omit<Step, "length">;

const programsOf = (tasks: readonly Locking[], inLock: InLock = () => ({})): Record<string, Step[]> =>
  Object.fromEntries(tasks.map((task) => [task.id, 
    task.stretches.map(({ length, lock }) => lock === null ? { length } : { length, in: [lock], ...inLock(task, lock) })]));

const sectionsOf = (task: Locking): SectionTask => {
  const sections: Record<string, number> = {};
  for (const { length, lock } of task.stretches) if (lock !== null) sections[lock] = Math.max(sections[lock] ?? 0, length);
  return { id: task.id, sections };
};

const locksOf = (count: number, protocol: SharedServer["protocol"], queue: SharedServer["queue"] & string): SharedServer[] =>
  Array.from({ length: count }, (_, i) => ({ id: `L${i}`, protocol, queue }));

/**
 * The blocking of a protocol, in the response-time analysis of the policy. Nobody is handed a lock, which "once for each lock" under
 * priority inheritance rests on: a lower task that is would have it before the next request of a higher one.
 */
function uniprocessor(name: string, policy: "fixed priority" | "edf", protocol: SharedServer["protocol"],
  blockingOf: (tasks: readonly Locking[]) => Blocking): Subject {
  return { name, isExact: false, tries: (chance, simulations) => {
    const locks = from(chance, 1, 3);
    const drawn = drawTasks(chance, { load: 0.9, deadlines: policy === "edf" ? "constrained" : "implicit" });
    const tasks = drawLocking(chance, drawn, () => chance.below(locks));
    const blocking = blockingOf(tasks);
    const blocked = tasks.map((task): Task => ({ ...task, blocking: blocking[task.id]! }));
    const found = policy === "edf" ? edfResponseTimes(blocked) : fixedPriorityResponseTimes(blocked);
    // Preemption levels are promised for sets that meet their deadlines.
    const bounds = policy === "edf" && !found.schedulable ? [] : found.tasks.map(({ id, bound }) => [id, bound] as const);
    return searched({ policy, tasks, programs: programsOf(tasks), servers: locksOf(locks, protocol, "none") }, bounds, chance, simulations);
  } };
}

/** A system on several processors, its tasks by priority. */
interface Placed {
  readonly tasks: readonly Locking[];
  readonly place: readonly number[];
  readonly locks: number;
  readonly processors: number;
}

/** Which locks a task uses: any, the one of its processor, or any but after a stretch without one, so that it asks as an ordinary job. */
type Use = "any" | "one on each processor" | "never in a row";

function drawPlaced(chance: Chance, use: Use): Placed {
  const processors = from(chance, 2, 3);
  const locks = from(chance, 1, 2);
  const drawn = Array.from({ length: processors }, (_, p) => drawTasks(chance, { most: 2, load: 0.5, periods: [20, 30, 40, 60] })
    .map((task) => ({ ...task, id: `${task.id} on ${p}`, place: p })));
  const all = drawn.flat().sort((a, b) => a.period - b.period).map((task, i) => ({ ...task, priority: i }));
  const tasks = drawLocking(chance, all, (i, stretch) =>
    use === "one on each processor" ? all[i]!.place % locks : use === "never in a row" && stretch % 2 === 0 ? null : chance.below(locks));
  return { tasks, place: all.map(({ place }) => place), locks, processors };
}

const sharing = ({ tasks, place }: Placed, found: ReadonlyMap<string, Exact>): SharingTask[] =>
  tasks.map(({ id, period, priority, stretches }, i) => {
    const requests = stretches.flatMap(({ length, lock }) => lock === null ? [] : [{ resource: lock, length }]);
    const told = i % 2 === 0 ? requests : together(requests);
    return { id, period, priority: priority!, processor: `${place[i]}`, response: found.get(id)!, requests: told };
  });

/** Those to one lock as so many of the longest. */
const together = (requests: readonly { readonly resource: string; readonly length: number }[]): SharingTask["requests"] =>
  [...new Set(requests.map(({ resource }) => resource))].map((resource) => {
    const lengths = requests.filter((one) => one.resource === resource).map(({ length }) => length);
    return { resource, count: lengths.length, length: Math.max(...lengths) };
  });

/** What a protocol adds to tasks: waiting as suspension, blocking, and execution. */
interface Addition {
  readonly suspension: Exact;
  readonly blocking: Exact;
  readonly more?: Exact;
}

type Added = (tasks: readonly SharingTask[]) => readonly Addition[] | null;

/**
 * Response times on each processor with what the protocol adds, which grows with the responses: from the least upwards until
 * nothing changes. Null where one is beyond its period, since blocking is counted for one job.
 */
function responses(placed: Placed, added: Added): ReadonlyMap<string, Exact> | null {
  const { tasks, place, processors } = placed;
  let found: ReadonlyMap<string, Exact> = new Map(tasks.map(({ id, wcet }) => [id, ratio(wcet)]));
  for (;;) {
    const more = added(sharing(placed, found));
    if (more === null) return null;
    const delayed = tasks.map(({ id, wcet, period, priority }, i): Task => {
      const { suspension, blocking, more: execution } = more[i]!;
      return { id, period, priority: priority!, wcet: execution?.add(wcet) ?? wcet, suspension, blocking };
    });
    const next = new Map<string, Exact>();
    for (let p = 0; p < processors; p++) {
      const here = delayed.filter((_, i) => place[i] === p);
      for (const [i, { id, bound }] of fixedPriorityResponseTimes(here).tasks.entries()) {
        if (bound === null || bound.gt(Number(here[i]!.period))) return null;
        next.set(id, bound);
      }
    }
    if ([...next].every(([id, bound]) => bound.equals(found.get(id)!))) return next;
    found = next;
  }
}

/** Partitioned processors: the analysis adds to tasks, and the simulator has them share. */
function partitioned(name: string, use: Use, added: Added, share: (placed: Placed) => Shared): Subject {
  return { name, isExact: false, tries: (chance, simulations) => {
    const placed = drawPlaced(chance, use);
    const { tasks, place, processors } = placed;
    const found = unlessRefused(() => responses(placed, added));
    const { last = (id: string) => id, ...system } = share(placed);
    const placement = Object.fromEntries(tasks.map(({ id }, i) => [id, place[i]!]));
    return searched({ policy: "fixed priority", tasks, processors, placement, ...system },
      tasks.map(({ id }) => [last(id), found?.get(id) ?? null]), chance, simulations, { span: 120 });
  } };
}

/** How tasks share in a simulation; `last` names the part of a task that is done last, where it is more than one. */
interface Shared extends Partial<SimulatedSystem> {
  readonly last?: (id: string) => string;
}

/** Above all jobs that hold nothing, in the order of the highest priority of another processor that uses the lock. */
function boosted({ tasks, place }: Placed, task: Locking, lock: string): Omit<Step, "length"> {
  const own = place[tasks.indexOf(task)];
  const remote = tasks.findIndex(({ stretches }, i) => place[i] !== own && stretches.some((one) => one.lock === lock));
  return { priority: (remote < 0 ? tasks.length : remote) - 2 * tasks.length };
}

const queueing = (queue: "priority" | "fifo") => (placed: Placed): Shared =>
  ({ programs: programsOf(placed.tasks, (task, lock) => boosted(placed, task, lock)), servers: locksOf(placed.locks, "none", queue) });

const isLocal = ({ tasks, place }: Placed, lock: string): boolean =>
  new Set(tasks.flatMap(({ stretches }, i) => stretches.some((one) => one.lock === lock) ? [place[i]] : [])).size <= 1;

/** Locks of one processor have a ceiling; others are spun for, and held without preemption. */
const spinning = (placed: Placed): Shared => ({
  programs: programsOf(placed.tasks, (_, lock) => isLocal(placed, lock) ? {} : { whole: true }),
  servers: locksOf(placed.locks, "spin", "fifo").map((lock) => isLocal(placed, lock.id) ? { ...lock, protocol: "ceiling" } : lock),
});

/** A task is a chain of parts: its own stretches, and those of its agents at the processors of the locks, above all other jobs. */
function agents({ tasks, place, locks: count }: Placed): Shared {
  const parts = tasks.flatMap((task, i) => task.stretches.map(({ length, lock }, s) => ({
    id: `${task.id}, part ${s}`, of: task.id, lock, wcet: length, bcet: length, period: task.period,
    priority: task.priority! - (lock === null ? 0 : 2 * tasks.length), processor: lock === null ? place[i]! : homeOf(lock),
  })));
  return {
    tasks: parts, placement: Object.fromEntries(parts.map(({ id, processor }) => [id, processor])),
    servers: locksOf(count, "ceiling", "priority"),
    programs: Object.fromEntries(parts.map(({ id, wcet, lock }) => [id, [{ length: wcet, in: lock === null ? [] : [lock] }]])),
    precedence: parts.flatMap(({ id, of }, i) => parts[i + 1]?.of === of ? [[id, parts[i + 1]!.id] as const] : []),
    last: (id) => parts.findLast(({ of }) => of === id)!.id,
  };
}

/** Each lock has another processor for its home. */
const homeOf = (lock: string): number => Number(lock.slice(1));

export const locks: readonly Subject[] = [
  uniprocessor("priority ceiling", "fixed priority", "ceiling", (tasks) => ceilingBlocking(tasks.map(sectionsOf))),
  uniprocessor("priority inheritance", "fixed priority", "inheritance", (tasks) => inheritanceBlocking(tasks.map(sectionsOf))),
  uniprocessor("stack resource policy", "edf", "ceiling", (tasks) =>
    stackResourceBlocking(tasks.map((task) => ({ ...sectionsOf(task), deadline: task.deadline! })))),
  partitioned("MPCP", "any", (tasks) => {
    const found = mpcpBlocking(tasks);
    return found.some(({ waiting }) => waiting === null) ? null
      : found.map(({ waiting, lifted }) => ({ suspension: waiting!, blocking: lifted }));
  }, queueing("priority")),
  partitioned("FMLP, one lock on each processor", "one on each processor", (tasks) =>
    fmlpBlocking(tasks).map(({ waiting, lifted }) => ({ suspension: waiting, blocking: lifted })), queueing("fifo")),
  partitioned("MSRP", "any", (tasks) =>
    msrpBlocking(tasks).map((one) => ({ suspension: zero, blocking: one.arrival, more: one.spinning })), spinning),
  partitioned("DPCP", "never in a row", (tasks) => {
    const used = tasks.flatMap(({ requests }) => requests.map(({ resource }) => resource));
    const homes = Object.fromEntries(used.map((resource) => [resource, `${homeOf(resource)}`]));
    return dpcpBlocking(tasks, homes).map(({ local, remote }) => ({ suspension: remote, blocking: local }));
  }, agents),
];
