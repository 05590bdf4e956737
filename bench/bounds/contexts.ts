/** Several scheduling contexts of seL4-MCS on one processor, with the kernel's refills: what they do to each other and to what is below. */
import { type Exact, ratio } from "../../src/timing/exact.ts";
import { RefillQueue, contextResponse } from "../../src/timing/mcs/index.ts";
import type { Chance } from "../../src/timing/search/random.ts";
import { type TaskServer, budgetsGuaranteed, responsesBelowServers } from "../../src/timing/servers/index.ts";
import { drawTasks, from } from "./drawing.ts";
import { type Below, type OnContext, type Seen, runContexts } from "./reference/contexts.ts";
import { type Subject, type Tried, unlessRefused } from "./subject.ts";

interface DrawnContext {
  readonly budget: number;
  readonly period: number;
  readonly maxRefills: number;
  readonly sporadic: boolean;
  /** Of the job that is asked about. */
  readonly cost: number;
}

/** There is no more than one refill for each tick of a period, and the longest has 16. */
const neverFull = 20;

const asServers = (contexts: readonly DrawnContext[]): Omit<TaskServer, "tasks">[] =>
  contexts.map(({ budget, period }, c) => ({ id: `c${c}`, kind: "sporadic", budget, period }));

/** What the thread does before: much at once, or little and again. */
function drawJobs(chance: Chance, { budget, period, cost }: DrawnContext): OnContext["jobs"] {
  const isBusy = chance.once(2);
  const most = isBusy ? 3 * budget : Math.max(1, budget >> 1);
  const before = Array.from({ length: chance.below(6) }, () =>
    ({ sleeps: from(chance, 1, chance.once(2) ? 3 : 2 * period), cost: from(chance, 1, most) }));
  return [...before, { sleeps: from(chance, 1, chance.once(2) ? 3 : period), cost }];
}

function drawBelow(chance: Chance, tasks: ReturnType<typeof drawTasks>): Below {
  return tasks.map(({ wcet, period }) => {
    let next = chance.below(40);
    return { cost: wcet, arrivals: Array.from({ length: 4 }, () => (next += period + (chance.once(2) ? 0 : chance.below(10))) - period) };
  });
}

export const contexts: readonly Subject[] = [{ name: "seL4-MCS refills, several contexts", isExact: false, tries: (chance, simulations) => {
  const drawn = Array.from({ length: from(chance, 1, 3) }, (): DrawnContext => {
    const period = from(chance, 5, 16);
    const budget = from(chance, 1, Math.ceil(period / 3));
    const maxRefills = chance.once(3) ? from(chance, 2, 4) : neverFull;
    return { budget, period, maxRefills, sporadic: !chance.once(3), cost: from(chance, 1, 3 * budget) };
  });
  const left = 1 - drawn.reduce((sum, { budget, period }) => sum + budget / period, 0);
  const tasks = left < 0.1 ? [] : drawTasks(chance, { most: 2, periods: [20, 30, 40, 60], load: 0.9 * left });
  const below = tasks.length === 0 ? null : unlessRefused(() => responsesBelowServers(asServers(drawn), tasks));
  const isPromised = ({ sporadic, maxRefills }: DrawnContext, c: number): boolean =>
    sporadic && maxRefills === neverFull && budgetsGuaranteed(asServers(drawn.slice(0, c + 1))).guaranteed;
  const asked: { what: string; bound: Exact | null; of: (seen: Seen) => number }[] = [
    ...drawn.map((context, c) => ({
      what: `response of the last job on c${c}`, of: ({ last }: Seen) => last[c]!,
      bound: isPromised(context, c) ? contextResponse(context).fromAnyState : null,
    })),
    ...tasks.map(({ id }, i) => ({ what: `response of ${id} below`, bound: below?.tasks[i]?.response ?? null, of: (seen: Seen) => seen.below[i]! })),
  ];
  const bounded = asked.flatMap(({ bound, ...one }) => bound === null ? [] : [{ ...one, bound, observed: 0, run: null as unknown }]);
  for (let run = 0; run < simulations; run++) {
    const jobs = drawn.map((context) => drawJobs(chance, context));
    const list = drawBelow(chance, tasks);
    const seen = runContexts(drawn.map(({ sporadic, ...settings }, c) =>
      ({ sporadic, jobs: jobs[c]!, queue: new RefillQueue({ ...settings, minBudget: 0, at: 0 }) })), list);
    const shown = { contexts: drawn, jobs, below: list };
    for (const one of bounded) if (one.of(seen) > one.observed) [one.observed, one.run] = [one.of(seen), shown];
  }
  return bounded.map(({ what, bound, observed, run }): Tried => ({ what, bound, observed: ratio(observed), witness: () => run }));
} }];
