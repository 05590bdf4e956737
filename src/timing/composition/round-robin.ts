/** Round robin: what each task may take of a round, in whichever order the turns come. */
import { type Exact, one, ratio, zero } from "../exact.ts";
import { loadOf } from "../events/busy-window.ts";
import { type Stream, leastCommonMultiple } from "../events/stream.ts";
import type { PlacedTask } from "./system.ts";

/** Longest turn of a task: its slot, or one job where there are no slots. */
export const turnOf = ({ slot, wcet }: PlacedTask): number => slot ?? wcet;

/** Turns that so many jobs in a row take. */
export const turnsFor = ({ slot, wcet }: PlacedTask, jobs: number): number => slot === null ? jobs : Math.ceil(jobs * wcet / slot);

/** Jobs that fill whole turns. */
export const jobsInWholeTurns = (task: PlacedTask): number =>
  Number(leastCommonMultiple(BigInt(task.wcet), BigInt(turnOf(task)))) / task.wcet;

/** Another task of a round, and what activates it; null where nothing bounds it. */
export interface Other {
  readonly task: PlacedTask;
  readonly stream: Stream | null;
}

/**
 * Time that a job takes in the long run, x = C + sum of min(share, u x), times the rate of jobs; and for each other task whether
 * it asks for more than its share then: 1, 0 for as much, -1 for less. Those that ask for less are found from above: x only falls
 * as they are found, so each is found once.
 */
export function roundRobinLoad(task: PlacedTask, own: Stream, others: readonly Other[]):
{ readonly load: Exact; readonly moreThanShare: readonly number[] } {
  const rounds = ratio(task.wcet, turnOf(task));
  const all = others.map(({ task: other, stream }) =>
    ({ share: rounds.mul(ratio(turnOf(other))), utilisation: stream === null ? null : loadOf([{ stream, work: other.wcet }]) }));
  const left = new Set(all);
  let [fixed, part] = [all.reduce((sum, { share }) => sum.add(share), ratio(task.wcet)), zero];
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
