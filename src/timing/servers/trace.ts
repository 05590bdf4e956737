/** One schedule of tasks inside servers, as it comes about: strictly periodic releases, every job of its worst case. */
import { type Exact, type Given, largest, ratio } from "../exact.ts";
import { RefillQueue } from "../mcs/refill-queue.ts";
import { TimingRefusal } from "../refusal.ts";
import { hyperperiod } from "../supply/level.ts";
import { type TaskSet, type TickTask, positive, readTasks } from "../task.ts";
import { type Ticks, ticksFor } from "../ticks.ts";
import { type ReadServer, type TaskServer, readServers } from "./server.ts";

export interface ServerTrace {
  readonly tasks: readonly TracedTask[];
  /** Who ran, in order; the processor is idle in between. */
  readonly slices: readonly { readonly server: string; readonly task: string; readonly from: Exact; readonly to: Exact }[];
  /** Where the trace ends. */
  readonly until: Exact;
}

export interface TracedTask {
  readonly server: string;
  readonly id: string;
  /** Longest response, from arrival, of the jobs that were done; null where none was. */
  readonly worst: Exact | null;
  readonly done: number;
  readonly unfinished: number;
}

/** Most events of one trace, about a second. */
const eventsMost = 1_000_000;

/**
 * The schedule from time 0, where all budgets are whole, until `until`, or over two hyperperiods after the last offset.
 * Servers and tasks as `hierarchicalResponses` has them; a sporadic server is a refill queue as seL4-MCS has it, whose kernel
 * costs nothing. The schedule exists also where the budgets are no promises. What would make releases or executions less
 * regular, jitter, blocking and suspension, is refused. Errors: TimingRefusal for malformed input and for too many events.
 */
export function serverTrace(given: readonly TaskServer[], limits: { readonly until?: Given } = {}): ServerTrace {
  const servers = readServers(given);
  const alone = given.map(({ tasks }, i) => readTasks(tasks, `servers[${i}].tasks`));
  alone.forEach((set, i) => set.tasks.forEach(refuseIrregular(`servers[${i}].tasks`)));
  const until = limits.until === undefined ? endOf(servers, alone) : positive(limits.until, "until");
  const units = alone.map(({ ticks }) => ratio(1n, ticks.perUnit));
  const times = [until, ...servers.flatMap(({ budget, period }) => [budget, period]), ...units];
  const ticks = ticksFor(times, "the times of servers");
  const running = servers.map((server, i) => {
    const { tasks } = readTasks(given[i]!.tasks, `servers[${i}].tasks`, times);
    return { id: server.id, jobs: [] as Job[], account: accountOf(server, ticks),
      tasks: tasks.map((task) => ({ task, next: task.offset, worst: -1, done: 0 })) };
  });
  const slices = run(running, ticks.of(until));
  return {
    until,
    slices: slices.map(({ from, to, ...who }) => ({ ...who, from: ticks.time(from), to: ticks.time(to) })),
    tasks: running.flatMap(({ id: server, tasks, jobs }) => tasks.map(({ task, worst, done }) => ({
      server, id: task.id, worst: done === 0 ? null : ticks.time(worst), done,
      unfinished: jobs.filter((job) => job.of.task === task).length,
    }))),
  };
}

interface Released {
  readonly task: TickTask;
  next: number;
  worst: number;
  done: number;
}

interface Job {
  readonly of: Released;
  readonly arrived: number;
  left: number;
}

interface Running {
  readonly id: string;
  readonly tasks: readonly Released[];
  jobs: Job[];
  readonly account: Account;
}

interface Slice {
  readonly server: string;
  readonly task: string;
  readonly from: number;
  to: number;
}

function run(servers: readonly Running[], until: number): Slice[] {
  const slices: Slice[] = [];
  let now = 0;
  for (let events = 0; now < until; events += 1) {
    if (events === eventsMost) throw new TimingRefusal("too large", "until",
      `lies beyond ${eventsMost} events; give an earlier end, or a coarser unit`);
    for (const server of servers) {
      const wasIdle = server.jobs.length === 0;
      for (const of of server.tasks) for (; of.next <= now; of.next += of.task.period)
        server.jobs.push({ of, arrived: of.next, left: of.task.wcet });
      if (wasIdle && server.jobs.length > 0) server.account.wake(now);
      server.account.renew(now, server.jobs.length > 0);
    }
    const server = servers.find(({ jobs, account }) => jobs.length > 0 && account.left(now) > 0);
    let next = Math.min(until, ...servers.flatMap(({ tasks, account }) => [account.renewed(now), ...tasks.map((one) => one.next)]));
    if (server !== undefined) {
      const job = server.jobs.reduce((first, one) => one.of.task.priority < first.of.task.priority ? one : first);
      next = Math.min(next, now + Math.min(job.left, server.account.left(now)));
      proceed(server, job, now, next);
      const last = slices.at(-1);
      if (last?.to === now && last.server === server.id && last.task === job.of.task.id) last.to = next;
      else slices.push({ server: server.id, task: job.of.task.id, from: now, to: next });
    }
    now = next;
  }
  return slices;
}

function proceed(server: Running, job: Job, from: number, to: number): void {
  server.account.use(to, to - from);
  job.left -= to - from;
  if (job.left > 0) return;
  job.of.done += 1;
  job.of.worst = Math.max(job.of.worst, to - job.arrived);
  server.jobs = server.jobs.filter((one) => one !== job);
  if (server.jobs.length === 0) server.account.rest();
}

/** The budget of a server while it runs. */
interface Account {
  left(now: number): number;
  /** Work has come to a server without any; a server has none left. */
  wake(now: number): void;
  rest(): void;
  renew(now: number, wanted: boolean): void;
  use(now: number, ticks: number): void;
  /** When there may be more, after now. */
  renewed(now: number): number;
}

/** So many refills that none is merged for want of room. */
const refillsEnough = 1_000_000;

function accountOf({ kind, budget: given, period: every }: ReadServer, ticks: Ticks): Account {
  const [budget, period] = [ticks.of(given), ticks.of(every)];
  if (kind === "sporadic" && budget < period) {
    const refills = new RefillQueue({ budget, period, maxRefills: refillsEnough, minBudget: 0, at: 0 });
    return {
      left: (now) => refills.isReady(now) ? refills.head.amount : 0,
      wake: (now) => refills.unblock(now), rest: () => {}, renew: () => {},
      use: (now, used) => refills.charge(now, used),
      renewed: (now) => refills.isReady(now) ? Infinity : refills.head.time,
    };
  }
  let [left, since] = [0, -period];
  return {
    left: () => left, wake: () => {}, use: (_, used) => { left -= used; },
    rest: () => { if (kind === "polling") left = 0; },
    renew: (now, wanted) => {
      if (now < since + period) return;
      since += period;
      left = kind === "polling" && !wanted ? 0 : budget;
    },
    renewed: () => since + period,
  };
}

function endOf(servers: readonly ReadServer[], sets: readonly TaskSet[]): Exact {
  const all = (name: "period" | "offset"): Exact[] => sets.flatMap(({ ticks, tasks }) => tasks.map((task) => ticks.time(task[name])));
  const [periods, offsets] = [[...servers.map(({ period }) => period), ...all("period")], all("offset")];
  return periods.length === 0 ? ratio(0) : hyperperiod(periods).mul(2).add(largest(offsets));
}

const refuseIrregular = (field: string) => ({ jitter, blocking, suspension }: TickTask, i: number): void => {
  for (const [name, value] of Object.entries({ jitter, blocking, suspension })) if (value > 0)
    throw new TimingRefusal("precondition", `${field}[${i}].${name}`, "must be 0: in this schedule every job is regular");
};
