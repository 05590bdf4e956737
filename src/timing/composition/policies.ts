/**
 * Busy windows of a task under each policy (Schliecker 2011; Racu et al. 2007 for round robin). Tasks of equal priority
 * are served in order of arrival, so that they disturb each other as higher ones do.
 */
import { type Exact, one, ratio, zero } from "../exact.ts";
import { type Load, type Windows, leastWindow, loadOf, windowsOf, workIn } from "../events/busy-window.ts";
import { type Stream, leastCommonMultiple } from "../events/stream.ts";
import type { Work } from "../response/whole.ts";
import type { PlacedTask, Policy } from "./system.ts";

/** The stream that activates a task; null where nothing bounds it. */
export type StreamOfTask = (task: PlacedTask) => Stream | null;

/** The others whose streams shape the windows of a task; not a lower job that blocks, since that is one at most. */
export const disturbersOf = (task: PlacedTask): PlacedTask[] => task.policy === "tdma" ? []
  : othersOf(task).filter(({ priority }) => task.policy === "rr" || priority <= task.priority);

/** The windows of a task; null where no bound exists. */
export const taskWindows = (task: PlacedTask, own: Stream, streamOf: StreamOfTask, work: Work): Windows | null =>
  byPolicy[task.policy](task, own, streamOf, work);

const byPolicy: Readonly<Record<Policy, typeof taskWindows>> = {
  /** w(q) = qC + sum over others of hep of C eta(w). */
  spp(task, own, streamOf, work) {
    const loads = loadsOf(disturbersOf(task), streamOf);
    return loads && windowsOf({
      own, others: streamsOf(loads), load: loadOf([...loads, { stream: own, work: task.wcet }]),
      demand: (q, window) => q * task.wcet + workIn(loads, window),
    }, work, task.field);
  },
  /**
   * The q-th job begins after s(q) = B + (q-1)C + sum over others of hep of C eta(s+), B the longest lower job; nothing
   * preempts it. Jobs count until the whole level is idle, not just the first (the flaw of 1994, Davis et al. 2007).
   */
  spnp(task, own, streamOf, work) {
    const loads = loadsOf(disturbersOf(task), streamOf);
    if (loads === null) return null;
    const blocking = Math.max(0, ...othersOf(task).filter(({ priority }) => priority > task.priority).map(({ wcet }) => wcet));
    const all = [...loads, { stream: own, work: task.wcet }];
    const load = loadOf(all);
    // At a load of 1 the level need not become idle; then the windows are followed until they repeat.
    const closing = load.lt(one) ? leastWindow((window) => blocking + workIn(all, window), 1, all.length, work) : Infinity;
    return windowsOf({
      own, others: streamsOf(loads), load, tail: task.wcet, closing,
      // A job that comes just as this one begins is served first: one tick more makes the half-open window a closed one.
      demand: (q, window) => blocking + (q - 1) * task.wcet + workIn(loads, window + 1),
    }, work, task.field);
  },
  /** In each of the rounds that q jobs take, another task has its slot, or one job where there are no slots, or what it has to do. */
  rr(task, own, streamOf, work) {
    const { slot, wcet } = task;
    const rounds = (q: number): number => slot === null ? q : Math.ceil(q * wcet / slot);
    const share = (other: PlacedTask): number => slot === null ? other.wcet : other.slot!;
    const others = disturbersOf(task).map((other) => ({ share: share(other), work: other.wcet, stream: streamOf(other) }));
    const streams = others.flatMap(({ stream }) => stream ?? []);
    const { load, moreThanShare } = roundRobinLoad(task, own, others);
    const asked = ({ stream, work: each }: Other, window: number): number => stream === null ? Infinity : each * stream.etaPlus(window);
    return windowsOf({
      own, others: streams, load, turn: slot === null ? 1 : turnOf(wcet, slot),
      demand: (q, window) => q * wcet + others.reduce((sum, other) => sum + Math.min(rounds(q) * other.share, asked(other, window)), 0),
      // Each other one is bounded by that of the two which is less in the long run.
      isSteady: (q, window) => others.every((other, i) =>
        moreThanShare[i] === 0 || (rounds(q) * other.share - asked(other, window)) * moreThanShare[i]! <= 0),
    }, work, task.field);
  },
  /** w(q) = qC + ceil(qC / slot) (cycle - slot): the slots of others pass whether they are used or not. */
  tdma(task, own, _, work) {
    const [slot, foreign] = [task.slot!, othersOf(task).reduce((sum, other) => sum + other.slot!, 0)];
    return windowsOf({
      own, others: [], load: loadOf([{ stream: own, work: task.wcet }]).mul(ratio(slot + foreign, slot)),
      demand: (q) => q * task.wcet + Math.ceil(q * task.wcet / slot) * foreign, turn: turnOf(task.wcet, slot),
    }, work, task.field);
  },
};

const othersOf = (task: PlacedTask): PlacedTask[] => task.neighbours.filter((other) => other !== task);

/** Null where something brings unbounded work. */
function loadsOf(tasks: readonly PlacedTask[], streamOf: StreamOfTask): Load[] | null {
  const loads = tasks.map((task) => ({ stream: streamOf(task), work: task.wcet }));
  return loads.every((load): load is Load => load.stream !== null) ? loads : null;
}

const streamsOf = (loads: readonly Load[]): Stream[] => loads.map(({ stream }) => stream);

/** Jobs that fill whole slots. */
const turnOf = (wcet: number, slot: number): number => Number(leastCommonMultiple(BigInt(wcet), BigInt(slot))) / wcet;

/** Another task of a round: what it may take of one, and what it asks for. */
interface Other {
  readonly share: number;
  readonly work: number;
  readonly stream: Stream | null;
}

/**
 * Time that a job takes in the long run, x = C + sum of min(share, u x), times the rate of jobs; and for each other task whether
 * it asks for more than its share then: 1, 0 for as much, -1 for less. Those that ask for less are found from above: x only falls
 * as they are found, so each is found once.
 */
function roundRobinLoad({ wcet, slot }: PlacedTask, own: Stream, others: readonly Other[]):
{ readonly load: Exact; readonly moreThanShare: readonly number[] } {
  const rounds = slot === null ? one : ratio(wcet, slot);
  const all = others.map(({ share, work, stream }) =>
    ({ share: rounds.mul(ratio(share)), utilisation: stream === null ? null : loadOf([{ stream, work }]) }));
  const left = new Set(all);
  let [fixed, part] = [all.reduce((sum, { share }) => sum.add(share), ratio(wcet)), zero];
  for (let found = true; found;) {
    found = false;
    const time = fixed.div(one.sub(part));
    for (const other of left) if (other.utilisation?.mul(time).lt(other.share)) {
      left.delete(other);
      [fixed, part, found] = [fixed.sub(other.share), part.add(other.utilisation), true];
    }
  }
  const time = fixed.div(one.sub(part));
  return {
    load: time.mul(loadOf([{ stream: own, work: 1 }])),
    moreThanShare: all.map(({ share, utilisation }) => utilisation === null ? 1 : utilisation.mul(time).compare(share)),
  };
}
