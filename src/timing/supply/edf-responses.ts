/** Response times under earliest deadline first on a supply. */
import { type Exact, largest, one, smallest, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import type { Task } from "../task.ts";
import { leastFixedPoint, stepsCounted } from "./fixed-point.ts";
import { type Level, busyWindow, hyperperiod, levelsOf, utilisation } from "./level.ts";
import { type ResponseUnderSupply, type ResponsesUnderSupply, responsesUnderSupplyConventions } from "./responses.ts";
import type { Supply } from "./supply.ts";

/**
 * Worst-case response times, preemptive, with any deadlines and jitter. A job that arrives `a` after the begin of a busy window
 * has before it, by `t`, `(floor((a + J)/T) + 1) C + sum of min(ceil((t + J_j)/T_j), floor((a + D - D_j + J_j)/T_j) + 1) C_j` over
 * tasks with `D_j - J_j <= a + D`; it is done at the least t with that much supplied, and the worst a is one at which its
 * deadline is that of another job. Where the load is all that is supplied, arrivals repeat with the hyperperiod once no
 * deadline lies before the window. Deadlines are all met exactly where `edfUnderSupply` says so, if there is no jitter.
 * Units: those of the tasks. Errors: TimingRefusal for malformed tasks, blocking, suspension, and windows of too many steps.
 * Source: Spuri, INRIA RR-2772, 1996, whose argument needs of the processor only that a window is supplied at least so much;
 * for such supplies Bozhko and Brandenburg, "Abstract Response-Time Analysis", ECRTS 2020, and Prosa's restricted-supply EDF.
 */
export function edfResponsesUnderSupply(given: readonly Task[], supply: Supply): ResponsesUnderSupply {
  const tasks = levelsOf(given);
  tasks.forEach(({ blocking }, i) => {
    if (blocking.gt(zero)) throw new TimingRefusal("precondition", `tasks[${i}].blocking`, "must be 0: this analysis knows no blocking");
  });
  const load = utilisation(tasks);
  const count = stepsCounted("tasks");
  const horizon = load.lt(supply.rate) ? busyWindow(tasks, supply) : null;
  return {
    conventions: responsesUnderSupplyConventions,
    tasks: tasks.map((task) => ({ id: task.id, ...load.gt(supply.rate) ? { response: null, jobs: 0 }
      : responseOf(task, tasks, supply, horizon ?? repetition(task, tasks, supply), count) })),
    assumptions: [...supply.assumptions,
      { says: "the tasks ask for no more than is supplied; otherwise none has a bound", checked: `${load.toFraction()} of ${supply.rate.toFraction()}` },
      { says: "ties between deadlines go against the task under analysis", checked: "on the safe side" }],
  };
}

/** Arrivals from here on are no worse than one a hyperperiod before. */
const repetition = ({ deadline }: Level, tasks: readonly Level[], { cycle }: Supply): Exact =>
  largest([zero, ...tasks.map((other) => other.deadline.sub(deadline))])
    .add(hyperperiod([...tasks.map(({ period }) => period), ...cycle === null ? [] : [cycle]]));

function responseOf(
  task: Level, tasks: readonly Level[], supply: Supply, horizon: Exact, count: () => void,
): Omit<ResponseUnderSupply, "id"> {
  let [response, jobs] = [zero, 0];
  for (let arrival = task.jitter.neg(); arrival.lt(horizon); arrival = nextArrival(task, tasks, arrival)) {
    jobs += 1;
    response = largest([response, doneAt(task, tasks, supply, arrival, count).sub(arrival)]);
  }
  return { response, jobs };
}

/** The next arrival at which the deadline of the job is that of some job of the window. */
const nextArrival = (task: Level, tasks: readonly Level[], arrival: Exact): Exact =>
  smallest(tasks.map(({ deadline, jitter, period }) => {
    const first = deadline.sub(jitter).sub(task.deadline);
    return first.add(largest([arrival.sub(first).div(period).floor().add(one), zero]).mul(period));
  }));

function doneAt(task: Level, tasks: readonly Level[], supply: Supply, arrival: Exact, count: () => void): Exact {
  const by = arrival.add(task.deadline);
  const own = arrival.add(task.jitter).div(task.period).floor().add(one).mul(task.wcet);
  const before = tasks.filter((other) => other !== task && other.deadline.sub(other.jitter).lte(by)).map((other) =>
    ({ ...other, most: by.sub(other.deadline).add(other.jitter).div(other.period).floor().add(one) }));
  return leastFixedPoint(zero, (window) => {
    count();
    return supply.inverse(before.reduce((all, { wcet, period, jitter, most }) =>
      all.add(smallest([window.add(jitter).div(period).ceil(), most]).mul(wcet)), own));
  }, "tasks");
}
