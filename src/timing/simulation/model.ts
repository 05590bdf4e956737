/** A system as the machine takes it: checked, in whole ticks, tasks and servers by number. */
import type { Exact } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { positive, readTasks, type TickTask } from "../task.ts";
import type { Ticks } from "../ticks.ts";
import { accountOf, type Account, type Terms } from "./accounts.ts";
import { named, oneOf, refuseTwice } from "./names.ts";
import { serverCycle } from "./nesting.ts";
import { programsOf, type Placed, type TickStep } from "./programs.ts";
import type { SharedServer, SimulatedSystem } from "./system.ts";

export interface TickServer extends Placed {
  readonly protocol: SharedServer["protocol"];
  readonly queue: "priority" | "fifo" | "none";
  /** Whether jobs that begin in it wait there as soon as they come. */
  readonly entry: boolean;
  /** Whether who waits keeps its processor. */
  readonly spins: boolean;
  /** The highest priority of those that enter, as a key. */
  readonly ceiling: number;
  /** The shortest time from release to deadline of those that enter. */
  readonly floor: number;
}

export interface Model {
  readonly ticks: Ticks;
  readonly tasks: readonly TickTask[];
  readonly numberOf: ReadonlyMap<string, number>;
  readonly policy: SimulatedSystem["policy"];
  readonly preemption: "full" | "none" | "points";
  readonly processors: number;
  /** The processor of each task; -1 where it may run anywhere. */
  readonly placement: readonly number[];
  /** Key of each task by its priority, lower first; below 0 for interrupts. */
  readonly keys: readonly number[];
  readonly turns: readonly number[];
  readonly programs: readonly (readonly TickStep[])[];
  readonly servers: readonly TickServer[];
  /** The account of each task, or -1. */
  readonly accountOf: readonly number[];
  readonly budgets: readonly Terms[];
  /** Accounts as they are at the start. */
  readonly accounts: () => Account[];
  readonly before: readonly (readonly number[])[];
  readonly after: readonly (readonly number[])[];
}

/** Most processors of one system. */
export const processorsMost = 1024;

/** Reads a system; `more` are further times that shall be whole in its ticks. Throws a TimingRefusal. */
export function readSystem(system: SimulatedSystem, more: readonly Exact[] = []): Model {
  const { policy, preemption = "full", processors = 1, servers = [], budgets = [] } = system;
  oneOf(policy, ["fixed priority", "edf", "fifo", "round robin"], "policy");
  oneOf(preemption, ["full", "none", "points"], "preemption");
  if (!Number.isSafeInteger(processors) || processors < 1 || processors > processorsMost) throw new TimingRefusal("out of range",
    "processors", `is ${String(processors)}; give a whole number from 1 to ${processorsMost}`);
  const steps = programsOf(system);
  const terms = budgets.map((one, i) => {
    oneOf(one.kind, ["sporadic", "constant bandwidth", "deferrable", "polling"], `budgets[${i}].kind`);
    const [budget, period] = [positive(one.budget, `budgets[${i}].budget`), positive(one.period, `budgets[${i}].period`)];
    if (budget.gt(period)) throw new TimingRefusal("out of range", `budgets[${i}].budget`,
      `is ${budget.toFraction()}, above its period ${period.toFraction()}`);
    return { kind: one.kind, budget, period };
  });
  const turns = Object.entries(system.turns ?? {}).map(([id, turn]) => [id, positive(turn, `turns.${id}`)] as const);
  const { ticks, tasks } = readTasks(system.tasks, "tasks",
    [...more, ...steps.times, ...terms.flatMap(({ budget, period }) => [budget, period]), ...turns.map(([, turn]) => turn)]);
  const numberOf = new Map(tasks.map(({ id }, i) => [id, i]));
  const number = (id: string, field: string): number => named(numberOf, id, field);

  const interrupts = (system.interrupts ?? []).map((id, i) => number(id, `interrupts[${i}]`));
  const priorities = [...steps.priorities, ...servers.flatMap(({ priority }) => priority ?? [])];
  const levels = [...new Set([...tasks.map(({ priority }) => priority), ...priorities])].sort((a, b) => a - b);
  const levelOf = new Map(levels.map((level, i) => [level, i]));
  const keys = tasks.map(({ priority }) => policy === "round robin" ? 0 : levelOf.get(priority)!);
  interrupts.forEach((task, i) => keys[task] = i - interrupts.length);
  if (priorities.length > 0 && policy !== "fixed priority") throw new TimingRefusal("precondition", steps.priorities.length > 0 ? "programs" : "servers",
    `have priorities of their own under ${policy}; only fixed priority has them`);

  if (budgets.length > 0 && servers.some(({ protocol }) => protocol === "spin")) throw new TimingRefusal("precondition", "budgets",
    "are not known beside servers that are waited for by spinning");
  const serverOf = new Map(servers.map(({ id }, i) => [id, i]));
  refuseTwice(servers.map(({ id }) => id), "servers");
  const placement = placementOf(system, numberOf, processors);
  const placed = placedServers(system, levelOf);
  const programs = tasks.map((task, t) =>
    steps.compile(task, { ticks, serverOf, points: preemption === "points", levelOf, home: placement[t]!, placed }));
  const cycle = serverCycle(programs, servers.length);
  if (cycle !== null) throw new TimingRefusal("cycle", "programs",
    `enter ${cycle.map((s) => servers[s]!.id).join(", then ")}: jobs could wait for each other for ever; enter them in one order`);
  const users = servers.map((_, s) => tasks.map((_task, t) => t).filter((t) => programs[t]!.some(({ enter }) => enter.includes(s))));

  const accounts = terms.map(({ kind, budget, period }) => ({ kind, budget: ticks.of(budget), period: ticks.of(period) }));
  const owners: number[] = tasks.map(() => -1);
  budgets.forEach(({ tasks: ids }, b) => {
    if (processors > 1 && ids.length > 1) throw new TimingRefusal("precondition", `budgets[${b}].tasks`,
      "has more than one task; on several processors they could spend it at once, so each budget is for one task");
    ids.forEach((id, i) => {
      const task = number(id, `budgets[${b}].tasks[${i}]`);
      if (owners[task] !== -1) throw new TimingRefusal("duplicate name", `budgets[${b}].tasks[${i}]`, `is "${id}", which has a budget already`);
      owners[task] = b;
    });
  });
  const turnOf = new Map(turns.map(([id, turn]) => [number(id, `turns.${id}`), ticks.of(turn)]));
  return {
    ticks, tasks, numberOf, policy, preemption, processors, keys, programs,
    placement,
    turns: tasks.map((_, t) => turnOf.get(t) ?? Infinity),
    servers: servers.map(({ protocol, queue = "priority", entry = false }, s) => {
      oneOf(protocol, ["none", "inheritance", "ceiling", "donation", "spin"], `servers[${s}].protocol`);
      oneOf(queue, ["priority", "fifo", "none"], `servers[${s}].queue`);
      return {
        protocol, queue, entry, spins: protocol === "spin", ...placed[s]!,
        ceiling: users[s]!.reduce((least, t) => Math.min(least, keys[t]!), Infinity),
        floor: users[s]!.reduce((least, t) => Math.min(least, Math.max(0, tasks[t]!.deadline - tasks[t]!.jitter)), Infinity),
      };
    }),
    accountOf: owners, budgets: accounts, accounts: () => accounts.map(accountOf),
    ...precedenceOf(system, numberOf),
  };
}

function placementOf({ tasks, placement }: SimulatedSystem, numberOf: ReadonlyMap<string, number>, processors: number): number[] {
  if (placement === undefined) return tasks.map(() => -1);
  Object.keys(placement).forEach((id) => named(numberOf, id, `placement.${id}`));
  return tasks.map(({ id }) => {
    const processor = placement[id];
    if (processor === undefined) throw new TimingRefusal("missing", `placement.${id}`, "is missing; place every task, or none");
    if (!Number.isSafeInteger(processor) || processor < 0 || processor >= processors) throw new TimingRefusal("out of range",
      `placement.${id}`, `is ${processor}; give a whole number from 0 to ${processors - 1}`);
    return processor;
  });
}

/** Where servers run, and their keys for calls from elsewhere. */
function placedServers({ servers = [], budgets = [], placement, processors = 1 }: SimulatedSystem,
  levelOf: ReadonlyMap<number, number>): Placed[] {
  return servers.map(({ processor, priority, protocol }, s) => {
    const field = `servers[${s}]`;
    if (processor === undefined && priority !== undefined) throw new TimingRefusal("precondition", `${field}.priority`,
      "is for calls from other processors; give its processor, too");
    if (priority !== undefined && !Number.isSafeInteger(priority)) throw new TimingRefusal("not a number", `${field}.priority`,
      `is ${String(priority)}; give a whole number`);
    if (processor === undefined) return { place: -1, key: NaN };
    if (!Number.isSafeInteger(processor) || processor < 0 || processor >= processors) throw new TimingRefusal("out of range",
      `${field}.processor`, `is ${String(processor)}; give a whole number from 0 to ${processors - 1}`);
    const beside = placement === undefined ? "tasks that run anywhere; place them, too"
      : budgets.length > 0 ? "budgets, which are not known across processors"
      : protocol === "spin" || protocol === "ceiling" ? `the protocol "${protocol}"; take none, inheritance or donation` : null;
    if (beside !== null) throw new TimingRefusal("precondition", `${field}.processor`, `is given beside ${beside}`);
    return { place: processor, key: priority === undefined ? NaN : levelOf.get(priority)! };
  });
}

function precedenceOf({ tasks, precedence = [] }: SimulatedSystem, numberOf: ReadonlyMap<string, number>): Pick<Model, "before" | "after"> {
  const before: number[][] = tasks.map(() => []);
  const after: number[][] = tasks.map(() => []);
  precedence.forEach(([first, second], i) => {
    const [a, b] = [named(numberOf, first, `precedence[${i}]`), named(numberOf, second, `precedence[${i}]`)];
    before[b]!.push(a);
    after[a]!.push(b);
  });
  // Tasks are taken away once all before them are gone; what is left over waits for itself.
  const waits = before.map((list) => list.length);
  const free = waits.flatMap((count, t) => count === 0 ? [t] : []);
  for (const t of free) for (const next of after[t]!) if (--waits[next]! === 0) free.push(next);
  const stuck = waits.findIndex((count) => count > 0);
  if (stuck >= 0) throw new TimingRefusal("cycle", "precedence", `comes back to "${tasks[stuck]!.id}", which would wait for itself`);
  return { before, after };
}
