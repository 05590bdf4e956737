/** Response times first in, first out on a supply. */
import { type Exact, largest, one, smallest, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import type { Task } from "../task.ts";
import { stepsCounted } from "./fixed-point.ts";
import { type Level, busyWindow, hyperperiod, levelsOf, utilisation } from "./level.ts";
import { type ResponseUnderSupply, type ResponsesUnderSupply, responsesUnderSupplyConventions } from "./responses.ts";
import type { Supply } from "./supply.ts";

/**
 * Worst-case response times where jobs run in the order of their releases. A job released `r` after the begin of a busy window is
 * done when all are that were released up to then: `inverse(sum of (floor((r + J)/T) + 1) C) - r`, with `floor(r/T)` for its own
 * task and J more, since one that has waited all its jitter has fewer before it. The worst r is a release; where the load
 * is all that is supplied, releases repeat with the hyperperiod. Deadlines and priorities are not looked at.
 * Units: those of the tasks. Errors: TimingRefusal for malformed tasks, blocking, suspension, and windows of too many steps.
 * Source: Bedarkar, Vardishvili, Bozhko, Maida and Brandenburg, RTSS 2022, with the supply of Shin and Lee, RTSS 2003, in
 * place of the processor: what is done in order of release needs of it only that a window is supplied at least so much.
 */
export function fifoResponsesUnderSupply(given: readonly Task[], supply: Supply): ResponsesUnderSupply {
  const tasks = levelsOf(given);
  tasks.forEach(({ blocking }, i) => {
    if (blocking.gt(zero)) throw new TimingRefusal("precondition", `tasks[${i}].blocking`, "must be 0: in order of release nothing blocks");
  });
  const [load, count, { cycle }] = [utilisation(tasks), stepsCounted("tasks"), supply];
  const limit = (): Exact => load.lt(supply.rate) ? busyWindow(tasks, supply)
    : hyperperiod([...tasks.map(({ period }) => period), ...cycle === null ? [] : [cycle]]);
  const horizon = load.gt(supply.rate) || tasks.length === 0 ? zero : limit();
  return {
    conventions: responsesUnderSupplyConventions,
    tasks: tasks.map((task) => ({ id: task.id,
      ...load.gt(supply.rate) ? { response: null, jobs: 0 } : responseOf(task, tasks, supply, horizon, count) })),
    assumptions: [...supply.assumptions,
      { says: "the tasks ask for no more than is supplied; otherwise none has a bound", checked: `${load.toFraction()} of ${supply.rate.toFraction()}` },
      { says: "among simultaneous releases the job under analysis is served last", checked: "on the safe side" }],
  };
}

function responseOf(
  task: Level, tasks: readonly Level[], supply: Supply, horizon: Exact, count: () => void,
): Omit<ResponseUnderSupply, "id"> {
  const ahead = tasks.map((other) => other === task ? zero : other.jitter);
  let [response, looked] = [zero, 0];
  for (let release = zero; release.lt(horizon);) {
    count();
    looked += 1;
    const jobs = tasks.map(({ period }, i) => release.add(ahead[i]!).div(period).floor().add(one));
    const done = supply.inverse(jobs.reduce((all, many, i) => all.add(many.mul(tasks[i]!.wcet)), zero));
    response = largest([response, done.sub(release).add(task.jitter)]);
    release = smallest(jobs.map((many, i) => many.mul(tasks[i]!.period).sub(ahead[i]!)));
  }
  return { response, jobs: looked };
}
