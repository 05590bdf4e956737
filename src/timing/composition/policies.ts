/**
 * Busy windows of a task under each policy (Schliecker 2011; Racu et al. 2007 for round robin). Tasks of equal priority
 * are served in order of arrival, so that they disturb each other as higher ones do.
 */
import { one, ratio } from "../exact.ts";
import { type Load, type Windows, leastWindow, loadOf, windowsOf, workIn } from "../events/busy-window.ts";
import type { Stream } from "../events/stream.ts";
import type { Work } from "../response/whole.ts";
import { queueWindows } from "./ready-queue.ts";
import { type Other, jobsInWholeTurns, roundRobinLoad, turnOf, turnsFor } from "./round-robin.ts";
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
  /** In each of the rounds that q jobs take, another task has its turn, or what it has to do; for a ready queue see there. */
  rr(task, own, streamOf, work) {
    const others = disturbersOf(task).map((other) => ({ task: other, stream: streamOf(other) }));
    if (task.order === "queue") return queueWindows(task, [{ task, stream: own }, ...others], work);
    const { load, moreThanShare } = roundRobinLoad(task, own, others);
    const share = (q: number, other: PlacedTask): number => turnsFor(task, q) * turnOf(other);
    const asked = ({ stream, task: { wcet } }: Other, window: number): number => stream === null ? Infinity : wcet * stream.etaPlus(window);
    return windowsOf({
      own, others: others.flatMap(({ stream }) => stream ?? []), load, turn: jobsInWholeTurns(task),
      demand: (q, window) => others.reduce((sum, other) => sum + Math.min(share(q, other.task), asked(other, window)), q * task.wcet),
      // Each other one is bounded by that of the two which is less in the long run.
      isSteady: (q, window) => others.every((other, i) =>
        moreThanShare[i] === 0 || (share(q, other.task) - asked(other, window)) * moreThanShare[i]! <= 0),
    }, work, task.field);
  },
  /** w(q) = qC + ceil(qC / slot) (cycle - slot): the slots of others pass whether they are used or not. */
  tdma(task, own, _, work) {
    const [slot, foreign] = [task.slot!, othersOf(task).reduce((sum, other) => sum + other.slot!, 0)];
    return windowsOf({
      own, others: [], load: loadOf([{ stream: own, work: task.wcet }]).mul(ratio(slot + foreign, slot)),
      demand: (q) => q * task.wcet + Math.ceil(q * task.wcet / slot) * foreign, turn: jobsInWholeTurns(task),
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
