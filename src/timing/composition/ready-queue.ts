/**
 * Round robin from a ready queue, as kernels have it. The head of the queue runs: until its turn is over, when it goes to the tail
 * if it has more to do, or until it has nothing to do, when it leaves. A task that has something to do again joins at the tail
 * with a whole turn. A job that waits behind another of its task goes on with the rest of the turn; without slots a turn is one job.
 * Who joins at the same instant may be before it or after it, and so may a task whose turn ends at that instant.
 *
 * Let task i join at 0, and have something to do from then on. A task is in the queue once, so that between one joining of i and
 * its next turn every other task j has one turn at most. Until its n-th turn i runs (n-1) s, and the processor is never idle. As long
 * as i waits for that turn, at a time t, something of what came before t or at it is yet to be done, so that t is less than (n-1) s and
 * what of each j can be done before the turn. Hence the turn begins at the latest at the least
 *
 *   x(n) = (n-1) s + sum over j of min(n s_j, A_j(x(n))),   x(n) >= y(n),   y(1) = 0, y(n) = x(n-1) + s,
 *
 * y(n) the latest time at which i joins for it, and A_j(x) the most work of j that was not done at 0 or comes up to x, x itself
 * included. If j had something to do at 0, it had since some -L. What has come since then is C_j eta_j+ of the closed window
 * [-L, x]. What was done of it up to 0 is at least b_j(L): j has joined at -L as i has at 0, so that its own turns begin at x_j(1),
 * x_j(2), ... at the latest, each of them whole before 0. Hence
 *
 *   A_j(x) = max over L of C_j eta_j+[-L, x] - b_j(L), for L below the longest time that j ever has something to do.
 *
 * Only the least L with a further event matter, which lie on whole ticks: b_j never falls. The x_j rest on the A of all others,
 * that of i among them, and these on x again. Any bounds of A give bounds of x, and these give better bounds of A: level 0 gives
 * every other task its turns (A is infinite), and each level more takes A from the x of the level below. If the windows of j do not
 * close at a level, A_j stays infinite there.
 *
 * Source: the proof above; it is the recurrence for turns in a fixed order (Racu et al. 2007) with what j has left over at 0, which
 * in a fixed order costs it a turn.
 */
import { type Windows, leastWindow, termsOfStream, windowsOf } from "../events/busy-window.ts";
import type { Stream } from "../events/stream.ts";
import type { Work } from "../response/whole.ts";
import { type Other, jobsInWholeTurns, roundRobinLoad, turnOf, turnsFor } from "./round-robin.ts";
import type { PlacedTask } from "./system.ts";

/** The windows of a task; null where no bound exists. `all` are the tasks of the resource, the task itself among them. */
export function queueWindows(task: PlacedTask, all: readonly Other[], work: Work): Windows | null {
  const before = known.get(task.neighbours);
  if (before?.isOf(all)) return before.windows(task);
  let level = new Level(all, null, work);
  for (let k = 0; k < levels; k++) level = new Level(all, level, work);
  known.set(task.neighbours, level);
  return level.windows(task);
}

/** Levels above the one where nothing is known of the others: each finds more bounds where loads are close to 1, and takes longer. */
const levels = 3;

/** What was found of a resource, for the next of its tasks: all of them are looked at for each. */
const known = new WeakMap<readonly PlacedTask[], Level>();

class Level {
  private readonly streams: ReadonlyMap<PlacedTask, Stream | null>;
  private readonly below: Level | null;
  private readonly work: Work;
  private readonly found = new Map<PlacedTask, Windows | null>();
  private readonly starts = new Map<PlacedTask, number[]>();
  private readonly asks = new Map<PlacedTask, Map<number, number>>();

  constructor(all: readonly Other[], below: Level | null, work: Work) {
    this.streams = new Map(all.map(({ task, stream }) => [task, stream]));
    [this.below, this.work] = [below, work];
    for (const { task } of all) {
      this.starts.set(task, []);
      this.asks.set(task, new Map());
    }
  }

  /** Whether it is of the same streams. */
  isOf(all: readonly Other[]): boolean {
    return all.every(({ task, stream }) => this.streams.get(task) === stream);
  }

  windows(task: PlacedTask): Windows | null {
    const before = this.found.get(task);
    if (before !== undefined) return before;
    const now = this.look(task);
    this.found.set(task, now);
    return now;
  }

  private look(task: PlacedTask): Windows | null {
    const own = this.streams.get(task)!;
    if (own === null) return null;
    const streamOf = (other: PlacedTask): Stream | null => this.below?.bounds(other) ? this.streams.get(other)! : null;
    const others = this.othersOf(task).map((other) => ({ task: other, stream: streamOf(other) }));
    const { load, moreThanShare } = roundRobinLoad(task, own, others);
    const last = (q: number): number => turnsFor(task, q);
    return windowsOf({
      own, others: others.flatMap(({ stream }) => stream ?? []), load, turn: jobsInWholeTurns(task),
      demand: (q) => this.start(task, last(q)) + q * task.wcet - (last(q) - 1) * turnOf(task),
      // Each other one is bounded by that of the two which is less in the long run.
      isSteady: (q) => others.every(({ task: other, stream }, i) => stream === null || (this.start(task, last(q)) >= stream.settled
        && (last(q) * turnOf(other) - this.asked(other, this.start(task, last(q)))) * moreThanShare[i]! <= 0)),
    }, this.work, task.field);
  }

  private othersOf(task: PlacedTask): PlacedTask[] {
    return task.neighbours.filter((other) => other !== task);
  }

  /** Whether the windows of a task close, so that what it brings is bounded. */
  private bounds(task: PlacedTask): boolean {
    return this.windows(task)?.closed ?? false;
  }

  /** x(n). */
  private start(task: PlacedTask, n: number): number {
    const [starts, others, turn] = [this.starts.get(task)!, this.othersOf(task), turnOf(task)];
    for (let next = starts.length + 1; next <= n; next++) {
      const joins = next === 1 ? 0 : starts.at(-1)! + turn;
      starts.push(leastWindow((start) => others.reduce((sum, other) =>
        sum + Math.min(next * turnOf(other), this.asked(other, start)), (next - 1) * turn), joins, others.length, this.work));
    }
    return starts[n - 1]!;
  }

  /** A(x) of another task, from the level below. */
  private asked(task: PlacedTask, upTo: number): number {
    return this.below?.brought(task, upTo) ?? Infinity;
  }

  private brought(task: PlacedTask, upTo: number): number {
    if (!this.bounds(task)) return Infinity;
    const known = this.asks.get(task)!;
    const before = known.get(upTo);
    if (before !== undefined) return before;
    const [own, longest] = [this.streams.get(task)!, this.windows(task)!.lengths.at(-1)!];
    const [starts, turn] = [this.starts.get(task)!, turnOf(task)];
    let [most, turns] = [0, 0];
    for (let [events, since] = [own.etaPlus(upTo + 1), 0]; since < longest; since = own.deltaMin(++events) - upTo) {
      while ((starts[turns] ?? this.start(task, turns + 1)) <= since) turns++;
      const done = turns === 0 ? 0 : (turns - 1) * turn + Math.min(turn, since - starts[turns - 1]!);
      most = Math.max(most, events * task.wcet - done);
      this.work.spend(termsOfStream, since);
    }
    known.set(upTo, most);
    return most;
  }
}
