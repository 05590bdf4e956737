/**
 * Tasks on several resources that activate each other, tick by tick, without a line of the analyses that it is there to try.
 */

export interface BruteTask {
  readonly resource: number;
  /** Execution times, taken in turn. */
  readonly times: readonly number[];
  readonly priority: number;
  readonly slot: number | null;
  /** Given activations, and the tasks whose ends activate it: each of them, or all of them once each. */
  readonly arrivals: readonly number[];
  readonly after: readonly number[];
  readonly all?: boolean;
}

/** Round robin in a fixed order, or from a ready queue. */
export type BrutePolicy = "spp" | "spnp" | "rr" | "queue" | "tdma";

/** The activations and completions of each task, in order; jobs of a task are served in order. */
export interface Watched {
  readonly activated: number[];
  readonly done: number[];
}

export function watch(tasks: readonly BruteTask[], policies: readonly BrutePolicy[], phases: readonly number[], until: number): Watched[] {
  const seen = tasks.map((): Watched => ({ activated: [], done: [] }));
  const tokens = tasks.map(({ after }) => after.map(() => 0));
  const left = tasks.map(() => 0);
  const isPending = (t: number): boolean => seen[t]!.done.length < seen[t]!.activated.length;
  const since = (t: number): number => seen[t]!.activated[seen[t]!.done.length]!;
  const activate = (t: number, now: number): void => {
    seen[t]!.activated.push(now);
    if (seen[t]!.activated.length === seen[t]!.done.length + 1) left[t] = timeOf(t);
  };
  const timeOf = (t: number): number => tasks[t]!.times[seen[t]!.done.length % tasks[t]!.times.length]!;
  const here = policies.map((_, r) => tasks.flatMap(({ resource }, t) => resource === r ? [t] : []));
  /** The task that each resource has served last, whether its job goes on, and what is left of its slot. */
  const turns = policies.map(() => ({ last: -1, goesOn: false, slot: 0 }));
  /** Who waits for a turn, and in front who has it. */
  const lines: number[][] = policies.map(() => []);
  const isCooperative = here.map((all) => all.every((t) => tasks[t]!.slot === null));
  const pick: Readonly<Record<BrutePolicy, (r: number, now: number) => number | undefined>> = {
    spp: (r) => here[r]!.filter(isPending).sort((a, b) => tasks[a]!.priority - tasks[b]!.priority || since(a) - since(b))[0],
    spnp: (r, now) => turns[r]!.goesOn ? turns[r]!.last : pick.spp(r, now),
    rr: (r) => {
      const [turn, all] = [turns[r]!, here[r]!];
      if (turn.last !== -1 && isPending(turn.last) && (isCooperative[r] ? turn.goesOn : turn.slot > 0)) return turn.last;
      const at = all.indexOf(turn.last);
      const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find(isPending);
      if (next !== undefined) turn.slot = tasks[next]!.slot ?? 0;
      return next;
    },
    queue: (r) => {
      const [turn, line] = [turns[r]!, lines[r]!];
      const came = here[r]!.filter((t) => isPending(t) && !line.includes(t));
      const isOver = line.length > 0 && (!isPending(line[0]!) || (isCooperative[r] ? !turn.goesOn : turn.slot === 0));
      const back = isOver ? line.splice(0, 1).filter(isPending) : [];
      // Who comes as a turn ends may be before or after who had it.
      line.push(...phases[r]! % 2 === 0 ? [...back, ...came] : [...came.toReversed(), ...back]);
      const [next] = line;
      if (next !== undefined && (isOver || turn.last !== next || turn.slot === 0)) turn.slot = tasks[next]!.slot ?? 0;
      return next;
    },
    tdma: (r, now) => {
      if (here[r]!.length === 0) return undefined;
      let place = (now + phases[r]!) % here[r]!.reduce((sum, t) => sum + tasks[t]!.slot!, 0);
      const owner = here[r]!.find((t) => (place -= tasks[t]!.slot!) < 0)!;
      return isPending(owner) ? owner : undefined;
    },
  };
  const isBusy = (): boolean => tasks.some((_, t) => isPending(t));
  for (let now = 0; now < until || isBusy(); now++) {
    tasks.forEach(({ arrivals }, t) => { for (const time of arrivals) if (time === now) activate(t, now); });
    const ended = policies.flatMap((policy, r) => {
      const turn = turns[r]!;
      const t = pick[policy](r, now);
      // A turn that has nothing to do is over.
      if (t === undefined) turn.slot = 0;
      if (t === undefined) return [];
      [turn.last, turn.slot, turn.goesOn] = [t, turn.slot - 1, --left[t]! > 0];
      return turn.goesOn ? [] : [t];
    });
    for (const t of ended) {
      seen[t]!.done.push(now + 1);
      if (isPending(t)) left[t] = timeOf(t);
    }
    for (const t of ended) tasks.forEach(({ after, all }, next) => after.forEach((cause, i) => {
      if (cause !== t) return;
      tokens[next]![i]!++;
      if (all !== true || tokens[next]!.every((count) => count > 0)) {
        tokens[next] = tokens[next]!.map((count, k) => all === true || k === i ? count - 1 : count);
        activate(next, now + 1);
      }
    }));
  }
  return seen;
}
