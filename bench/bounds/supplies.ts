/** Supplies of processor time, and servers: periodic, sporadic, deferrable, polling, constant bandwidth, refills as in seL4-MCS. */
import { type Given, ratio } from "../../src/timing/exact.ts";
import { RefillQueue, contextResponse } from "../../src/timing/mcs/index.ts";
import type { Chance } from "../../src/timing/search/random.ts";
import {
  type ServerKind, type TaskServer, hierarchicalResponses, responsesBelowServers, serverKinds,
} from "../../src/timing/servers/index.ts";
import type { Budget, SimulatedSystem } from "../../src/timing/simulation/index.ts";
import {
  type Supply, boundedDelay, constrainedResource, edfResponsesUnderSupply, edfUnderSupply,
  fifoResponsesUnderSupply, minimalBudget, periodicResource, responsesUnderSupply, sporadicServer, tdma,
} from "../../src/timing/supply/index.ts";
import type { Task } from "../../src/timing/task.ts";
import { type DrawnTask, drawTasks, from } from "./drawing.ts";
import { deadlinesOf } from "./one-processor.ts";
import { boundsOf, searched } from "./searching.ts";
import { type Subject, unlessRefused } from "./subject.ts";

/** A budget that is served before a deadline in each period, whatever goes before it. */
interface Reserved {
  readonly budget: number;
  readonly period: number;
  readonly deadline: number;
}

function drawReserved(chance: Chance, isConstrained: boolean): Reserved {
  const period = from(chance, 3, 10);
  const budget = from(chance, 1, period - 1);
  return { budget, period, deadline: isConstrained ? from(chance, budget, period) : period };
}

const longAgo = 1000;
const fillerOf = (wcet: Given): Task => ({ id: "filler", wcet, period: longAgo, deadline: 2 * longAgo, priority: longAgo });

/**
 * Tasks on a budget, below something that takes what is left before its deadline; a filler of the lowest priority may use up
 * the budget when nobody else needs it, so that the longest time without service can come about.
 */
function onBudget(tasks: readonly Task[], reserved: Reserved, kind: Budget["kind"], policy: SimulatedSystem["policy"]): SimulatedSystem {
  const { budget, period, deadline } = reserved;
  const above = deadline - budget;
  // In order of release nobody is the last whenever he comes.
  const inside = policy === "fifo" ? tasks : [...tasks, fillerOf(budget)];
  return {
    policy, interrupts: above > 0 ? ["above"] : [],
    tasks: [...above > 0 ? [{ id: "above", wcet: above, bcet: above, period, priority: -1 }] : [], ...inside],
    budgets: [{ id: "budget", kind, budget, period, tasks: inside.map(({ id }) => id) }],
  };
}

function supplied(name: string, isExact: boolean, kind: Budget["kind"], isConstrained: boolean, supplyOf: (reserved: Reserved) => Supply,
  policy: SimulatedSystem["policy"] = "fixed priority", analyse = responsesUnderSupply): Subject {
  return { name, isExact, tries: (chance, simulations) => {
    const reserved = drawReserved(chance, isConstrained);
    const load = 0.9 * reserved.budget / reserved.period;
    const tasks = drawTasks(chance, { most: 3, periods: [10, 15, 20, 30, 40], load, jitter: true });
    if (tasks.length === 0) return [];
    const found = unlessRefused(() => analyse(tasks, supplyOf(reserved)));
    return searched(onBudget(tasks, reserved, kind, policy), boundsOf(found?.tasks ?? []), chance, simulations, { span: 150 });
  } };
}

/** A slot in each cycle: all other slots are one task above. */
const slotted: Subject = { name: "TDMA supply", isExact: true, tries: (chance, simulations) => {
  const [slot, others] = [from(chance, 1, 5), from(chance, 1, 6)];
  const cycle = slot + others;
  const tasks = drawTasks(chance, { most: 3, periods: [10, 15, 20, 30, 40], load: 0.9 * slot / cycle });
  return searched({
    policy: "fixed priority", tasks: [{ id: "others", wcet: others, bcet: others, period: cycle, priority: -1 }, ...tasks],
  }, boundsOf(responsesUnderSupply(tasks, tdma({ slot, cycle })).tasks), chance, simulations);
} };

const edfSupplied: Subject = { name: "EDF on a supply, demand test", isExact: false, tries: (chance, simulations) => {
  const reserved = drawReserved(chance, false);
  const tasks = drawTasks(chance, { most: 3, periods: [20, 30, 40, 60], load: 0.8 * reserved.budget / reserved.period });
  const isMet = tasks.length > 0 && edfUnderSupply(tasks, periodicResource(reserved)).schedulable;
  return isMet ? searched(onBudget(tasks, reserved, "deferrable", "edf"), deadlinesOf(tasks), chance, simulations, { span: 150 }) : [];
} };

/** The budget is a fraction: what the tasks need, and no more. */
const minimal: Subject = { name: "least budget", isExact: false, tries: (chance, simulations) => {
  const policy = chance.once(2) ? "edf" : "fp";
  const period = from(chance, 2, 8);
  const tasks = drawTasks(chance, { most: 3, periods: [20, 30, 40, 60], load: 0.6 })
    .sort((a, b) => a.period - b.period).map((task, i) => ({ ...task, priority: i }));
  const { budget } = minimalBudget(tasks, { period, policy });
  if (budget === null || budget.equals(period)) return [];
  const above = ratio(period).sub(budget);
  const system: SimulatedSystem = {
    policy: policy === "edf" ? "edf" : "fixed priority", interrupts: ["above"],
    tasks: [{ id: "above", wcet: above, bcet: above, period, priority: -1 }, ...tasks, fillerOf(budget)],
    budgets: [{ id: "budget", kind: "deferrable", budget, period, tasks: [...tasks.map(({ id }) => id), "filler"] }],
  };
  return searched(system, deadlinesOf(tasks), chance, simulations, { span: 150 });
} };

/** Servers of falling priority, each with tasks of its own. */
function drawServers(chance: Chance, kinds: readonly ServerKind[]): TaskServer[] {
  return Array.from({ length: from(chance, 1, 3) }, (_, i): TaskServer => {
    const period = from(chance, 4, 12);
    const budget = from(chance, 1, Math.ceil(period / 3));
    return {
      id: `s${i}`, kind: chance.pick(kinds), budget, period,
      tasks: drawTasks(chance, { most: 2, periods: [20, 30, 40, 60], load: 0.9 * budget / period })
        .map((task) => ({ ...task, id: `${task.id} of s${i}` })),
    };
  });
}

const asSystem = (servers: readonly TaskServer[], below: readonly DrawnTask[]): SimulatedSystem => {
  const all = [...servers.flatMap(({ tasks }) => tasks), ...below];
  return {
    policy: "fixed priority", tasks: all.map((task, i) => ({ ...task, priority: i })),
    budgets: servers.filter(({ tasks }) => tasks.length > 0)
      .map(({ id, kind, budget, period, tasks }) => ({ id, kind, budget, period, tasks: tasks.map((task) => task.id) })),
  };
};

function inServers(kind: ServerKind): Subject {
  return { name: `tasks in servers, ${kind}`, isExact: false, tries: (chance, simulations) => {
    const servers = drawServers(chance, [kind]);
    const found = unlessRefused(() => hierarchicalResponses(servers));
    const bounded = found?.servers.flatMap(({ tasks }) => tasks) ?? [];
    return searched(asSystem(servers, []), boundsOf(bounded), chance, simulations, { span: 150 });
  } };
}

/** The servers have more to do than their budgets allow. */
function belowServers(kind: ServerKind): Subject {
  return { name: `tasks below servers, ${kind}`, isExact: false, tries: (chance, simulations) => {
    const servers = drawServers(chance, [kind]).map((server, i): TaskServer => ({
      ...server, tasks: [{ id: `busy ${i}`, wcet: 3 * Number(server.budget), period: 2 * Number(server.period) }],
    }));
    const left = 1 - servers.reduce((all, { budget, period }) => all + Number(budget) / Number(period), 0);
    if (left < 0.1) return [];
    const below = drawTasks(chance, { most: 3, periods: [20, 30, 40, 60], load: 0.9 * left });
    const found = responsesBelowServers(servers, below).tasks;
    return searched(asSystem(servers, below), boundsOf(found), chance, simulations, { span: 150 });
  } };
}

/** One job on a context that others have used before, below others or alone. */
function onContext(kind: "sporadic" | "constant bandwidth"): Subject {
  return { name: `job on a context, ${kind}`, isExact: kind === "sporadic", tries: (chance, simulations) => {
    const reserved = drawReserved(chance, false);
    const cost = from(chance, 1, 3 * reserved.budget);
    const bound = contextResponse({ ...reserved, cost }).fromAnyState;
    const alone = { ...reserved, deadline: kind === "sporadic" ? reserved.period : reserved.budget };
    const system = onBudget([{ id: "job", wcet: cost, period: longAgo }], alone, kind, "fixed priority");
    return searched(system, [["job", bound]], chance, simulations, { span: 60 });
  } };
}

/** What runs on a refill queue of seL4-MCS in any window of a period, where the kernel notices the end of a budget late. */
const refills: Subject = { name: "seL4-MCS refills, budget of a window", isExact: false, tries: (chance, simulations) => {
  const late = from(chance, 0, 2);
  const [period, maxRefills, minBudget] = [from(chance, 10, 60), from(chance, 2, 6), 2 * late];
  const budget = from(chance, Math.max(1, minBudget), period - 1);
  let [worst, shown]: [number, readonly (readonly [number, number])[]] = [0, []];
  for (let run = 0; run < simulations; run++) {
    const ran = refillRun(new RefillQueue({ budget, period, maxRefills, minBudget, at: 0 }), chance, late);
    for (const [start] of ran) {
      const within = ran.reduce((all, [begin, end]) => all + Math.max(0, Math.min(end, start + period) - Math.max(begin, start)), 0);
      if (within > worst) [worst, shown] = [within, ran];
    }
  }
  const witness = () => ({ budget, period, maxRefills, minBudget, ran: shown });
  return [{ what: "execution in a window", bound: ratio(budget + late), observed: ratio(worst), witness }];
} };

/** Stretches of execution: the context is switched to when its head is ready, and left by its own will, or once its head is used up. */
function refillRun(queue: RefillQueue, chance: Chance, late: number): [number, number][] {
  const ran: [number, number][] = [];
  let now = 0;
  for (let stretch = 0; stretch < 12; stretch++) {
    now = Math.max(now + (chance.once(2) ? 0 : chance.below(20)), queue.head.time);
    queue.unblock(now);
    const used = chance.once(3) ? from(chance, 1, queue.head.amount) : queue.head.amount + chance.below(late + 1);
    ran.push([now, now + used]);
    queue.charge(now += used, used);
  }
  return ran;
}

const linear = ({ budget, period }: Reserved): Supply => boundedDelay({ rate: ratio(budget, period), delay: 2 * (period - budget) });

export const supplies: readonly Subject[] = [
  supplied("periodic supply", true, "deferrable", false, periodicResource),
  supplied("constrained supply", true, "deferrable", true, constrainedResource),
  supplied("sporadic server as a supply", true, "sporadic", false, sporadicServer),
  supplied("linear supply", false, "deferrable", false, linear),
  supplied("EDF on a supply", false, "deferrable", false, periodicResource, "edf", edfResponsesUnderSupply),
  supplied("FIFO on a supply", false, "deferrable", false, periodicResource, "fifo", fifoResponsesUnderSupply),
  slotted, edfSupplied, minimal,
  ...serverKinds.flatMap((kind) => [inServers(kind), belowServers(kind)]),
  onContext("sporadic"), onContext("constant bandwidth"), refills,
];
