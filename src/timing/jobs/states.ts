/** The states of a job set without preemption: which jobs have been started, and when the processor gets free. */
import { TimingRefusal } from "../refusal.ts";

/** A job in whole steps of time. */
export interface TickJob {
  readonly release: readonly [earliest: number, latest: number];
  readonly cost: readonly [least: number, most: number];
  readonly deadline: number;
}

type Interval = readonly [from: number, to: number];

/** A job that is started in a state, and when it may be done. */
export interface Edge {
  readonly from: State;
  readonly job: number;
  readonly starts: Interval;
  readonly finishes: Interval;
}

export interface State {
  /** A bit for each job that has been started. */
  readonly done: bigint;
  readonly free: Interval;
  readonly into: readonly Edge[];
}

export interface Exploration {
  readonly finish: readonly Interval[];
  /** For each job one that is done at the latest. */
  readonly latest: readonly Edge[];
  readonly states: number;
}

/** Most states; some seconds for a hundred jobs. */
const statesMost = 50_000;

/**
 * All jobs, in the order of their priorities, and all their runs. States with the same jobs behind them and touching
 * intervals are one: what follows depends on nothing else, for releases are known only by what has not started.
 */
export function explore(jobs: readonly TickJob[], order: readonly number[]): Exploration {
  const finish: Interval[] = [];
  const latest: Edge[] = [];
  let [level, states]: [State[], number] = [[{ done: 0n, free: [0, 0], into: [] }], 0];
  while (level.length > 0) {
    states += level.length;
    if (states > statesMost) throw new TimingRefusal("too large", "jobs",
      `have more than ${statesMost} states; narrow their releases and costs, or take fewer jobs`);
    const next = new Map<bigint, State[]>();
    for (const edge of level.flatMap((state) => edgesFrom(state, jobs, order))) {
      const { job, finishes: [from, to] } = edge;
      const before = finish[job];
      if (before === undefined || to > before[1]) latest[job] = edge;
      finish[job] = before === undefined ? [from, to] : [Math.min(before[0], from), Math.max(before[1], to)];
      join(next, edge);
    }
    level = [...next.values()].flat();
  }
  return { finish, latest, states };
}

/** The jobs that can be started next. */
function edgesFrom(state: State, jobs: readonly TickJob[], order: readonly number[]): Edge[] {
  const { done, free: [low, high] } = state;
  const pending = order.filter((job) => (done >> BigInt(job) & 1n) === 0n);
  // Whatever is released starts when the processor is free, hence something starts no later than this.
  const something = Math.max(high, pending.reduce((least, job) => Math.min(least, jobs[job]!.release[1]), Infinity));
  const edges: Edge[] = [];
  let higher = Infinity;
  for (const job of pending) {
    const { release, cost } = jobs[job]!;
    const starts: Interval = [Math.max(low, release[0]), Math.min(something, higher - 1)];
    if (starts[0] <= starts[1]) edges.push({ from: state, job, starts, finishes: [starts[0] + cost[0], starts[1] + cost[1]] });
    higher = Math.min(higher, release[1]);
  }
  return edges;
}

function join(states: Map<bigint, State[]>, edge: Edge): void {
  const done = edge.from.done | 1n << BigInt(edge.job);
  let joined: State = { done, free: edge.finishes, into: [edge] };
  const apart: State[] = [];
  for (const other of states.get(done) ?? []) {
    const touches = other.free[0] <= joined.free[1] + 1 && joined.free[0] <= other.free[1] + 1;
    if (!touches) apart.push(other);
    else joined = {
      done, into: [...other.into, ...joined.into],
      free: [Math.min(other.free[0], joined.free[0]), Math.max(other.free[1], joined.free[1])],
    };
  }
  states.set(done, [...apart, joined]);
}
