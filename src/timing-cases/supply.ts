/** Golden cases of supplies, servers, scheduling contexts and kernels. */
import { type Given, sum } from "../timing/exact.ts";
import { type Interference, type Overheads, burstsFound, chargeOverheads, latencyBound } from "../timing/kernel/index.ts";
import { RefillQueue, type RefillSettings, contextResponse, contextResponseConventions } from "../timing/mcs/index.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { positive } from "../timing/task.ts";
import {
  type Server, type ServerKind, type TaskServer, budgetsGuaranteed, hierarchicalResponses, responsesBelowServers, serverTrace,
} from "../timing/servers/index.ts";
import {
  type Supply, boundedDelay, constrainedResource, edfResponsesUnderSupply, fifoResponsesUnderSupply, lsbf, minimalBudget,
  minimalBudgetConventions, periodicResource, responsesUnderSupply, responsesUnderSupplyConventions, sporadicServer, tdma,
} from "../timing/supply/index.ts";
import type { Answer } from "./comparing.ts";
import { named } from "./naming.ts";
import { schedulableBy } from "./deadlines.ts";
import { restingOn } from "./resting.ts";
import { type CaseTask, type CaseTasks, plainTaskOf, rateMonotonic, taskOf, tasksOf } from "./tasks-undeclared.ts";

interface GivenServer {
  readonly name?: string;
  readonly budget: Given;
  readonly period: Given;
  readonly kind?: ServerKind;
  readonly tasks: readonly CaseTask[];
}

/** Servers, highest priority first; tasks without a name are numbered through, since they are told apart by name. */
function serversOf({ servers, kind }: { servers: readonly GivenServer[]; kind?: ServerKind }): TaskServer[] {
  let before = 0;
  const read = servers.map((server, i): TaskServer => {
    const own = server.kind ?? kind;
    if (own == null) throw new TimingRefusal("missing", `servers[${i}].kind`, "is missing: polling, deferrable or sporadic");
    const tasks = server.tasks.map((task, t) => taskOf(task, before + t));
    before += tasks.length;
    return { id: server.name ?? `S${i + 1}`, kind: own, budget: server.budget, period: server.period, tasks };
  });
  const names = read.flatMap(({ tasks }, i) => tasks.map(({ id }, t) => ({ id, field: `servers[${i}].tasks[${t}].name` })));
  const seen = new Set<string>();
  const twice = names.find(({ id }) => seen.size === seen.add(id).size);
  if (twice !== undefined) throw new TimingRefusal("duplicate name", twice.field, `is "${twice.id}", which another task has: names must differ`);
  return read;
}

/** The models of supply by their names in the cases. */
const models: Readonly<Record<string, (input: any) => Supply>> = {
  "periodic": periodicResource, "constrained": constrainedResource, "tdma": tdma, "bounded-delay": boundedDelay,
  "sporadic": sporadicServer,
};

function supplyOf(input: { model: string }): Supply {
  if (!Object.hasOwn(models, input.model)) throw new TimingRefusal("unknown name", "model",
    `is ${JSON.stringify(input.model ?? null)}; known are ${Object.keys(models).join(", ")}`);
  return models[input.model]!(input);
}

function supplied(input: { model: string; deltas?: readonly Given[]; costs?: readonly Given[] }): Answer {
  const supply = supplyOf(input);
  return {
    alpha: supply.rate, delay: supply.delay,
    sbf: (input.deltas ?? []).map((window) => supply.sbf(window)), lsbf: (input.deltas ?? []).map((window) => lsbf(supply, window)),
    serviceTime: (input.costs ?? []).map((service) => supply.inverse(service)), assumptions: supply.assumptions,
  };
}

function respondedOn(input: CaseTasks & { model: string }): Answer {
  const [supply, tasks] = [supplyOf(input), tasksOf(input)];
  const all = [responsesUnderSupply, edfResponsesUnderSupply, fifoResponsesUnderSupply].map((analyse) => analyse(tasks, supply));
  const [R, R_edf, R_fifo] = all.map((one) => one.tasks.map(({ response }) => response));
  const due = input.tasks.map(({ D, T }) => ({ D: D ?? T }));
  const [schedulable, schedulable_edf, schedulable_fifo] =
    [R!, R_edf!, R_fifo!].map((found) => schedulableBy(due, "tasks", found).schedulable);
  return {
    R, R_edf, R_fifo, schedulable, schedulable_edf, schedulable_fifo,
    conventions: responsesUnderSupplyConventions, assumptions: restingOn(all),
  };
}

/** Rate-monotonic priorities, unless the tasks have numbers or the case says which order is theirs. */
function designed(input: CaseTasks & { resourcePeriod: Given }): Answer {
  const [given, period] = [tasksOf(input), positive(input.resourcePeriod, "resourcePeriod")];
  const isOrdered = input.priorityOrder != null || given.some(({ priority }) => priority !== undefined);
  const tasks = isOrdered ? given : rateMonotonic(given);
  const [edf, fp] = [minimalBudget(tasks, { period, policy: "edf" }), minimalBudget(tasks, { period, policy: "fp" })];
  const below = fp.budget === null ? null : responsesUnderSupply(tasks, periodicResource({ budget: fp.budget, period }));
  return {
    minBudgetEDF: edf.budget, minBudgetRM: fp.budget, R_RM: below && below.tasks.map(({ response }) => response),
    conventions: minimalBudgetConventions, assumptions: restingOn([edf, fp, below]),
  };
}

function interfered({ server, task }: { server: CaseTask; task: CaseTask }): Answer {
  const all = (["sporadic", "polling", "deferrable"] as const).map((kind) => {
    const above: Server = { id: "server", kind, budget: server.C, period: server.T };
    return responsesBelowServers([above], [taskOf(task, 0)]);
  });
  const [sporadic, polling, deferrable] = all.map(({ tasks }) => tasks[0]!.response);
  return {
    R_sporadic: sporadic, R_polling: polling, R_deferrable: deferrable,
    conventions: responsesUnderSupplyConventions, assumptions: restingOn(all),
  };
}

/** What the schedule of a case shows, and what is promised where the budgets are. */
function traced(input: { servers: readonly GivenServer[]; kind?: ServerKind }): Answer {
  const read = serversOf(input);
  const [seen, bounds] = [serverTrace(read).tasks, budgetsGuaranteed(read).guaranteed ? hierarchicalResponses(read) : null];
  return {
    wcrt: Object.fromEntries(seen.map(({ id, worst }) => [id, worst])),
    ...Object.fromEntries(seen.map(({ id, worst }) => [`simulated${id.replace(/^./, (first) => first.toUpperCase())}`, worst])),
    ...(bounds === null ? {} : {
      R: Object.fromEntries(bounds.servers.flatMap(({ tasks }) => tasks.map(({ id, response }) => [id, response]))),
      conventions: bounds.conventions, assumptions: bounds.assumptions,
    }),
  };
}

function precondition(input: { servers: readonly GivenServer[]; kind?: ServerKind }): Answer {
  const read = serversOf(input);
  const { utilisation, guaranteed } = budgetsGuaranteed(read);
  return { serverUtilization: utilisation, budgetsGuaranteed: guaranteed, simulatedWcrtLowest: serverTrace(read).tasks.at(-1)!.worst };
}

interface RefillOperation extends Partial<Omit<RefillSettings, "at">> {
  readonly op: string;
  readonly at: number;
  readonly usage?: number;
}

/** The least amount of a refill, or the kernel's worst case, of which it is two times. */
interface RefillInput {
  readonly kernelWcet?: number;
  readonly minBudget?: number;
  readonly ops: readonly RefillOperation[];
}

/** Most refills that one answer shows. */
const refillsMost = 200_000;

/** The queue after an operation. Each kind reads its own fields: what it does not read is refused, as in every case. */
function carriedOut(given: RefillOperation, queue: RefillQueue | undefined, minBudget: number, field: string): RefillQueue {
  const { op, at } = given;
  const settings = (): RefillSettings => ({ at, budget: given.budget!, period: given.period!, maxRefills: given.maxRefills! });
  if (op === "new") return new RefillQueue({ ...settings(), minBudget });
  if (queue === undefined) throw new TimingRefusal("missing", field, "must be new: there is no context before");
  if (op === "update") queue.update(settings());
  else if (op === "charge") queue.charge(at, given.usage!);
  else if (op === "unblock") queue.unblock(at);
  else throw new TimingRefusal("unknown name", field, `is ${JSON.stringify(op)}; known are new, update, charge, unblock`);
  return queue;
}

function refilled({ kernelWcet, minBudget = kernelWcet == null ? undefined : 2 * kernelWcet, ops }: RefillInput): Answer {
  if (kernelWcet != null && minBudget !== 2 * kernelWcet) throw new TimingRefusal("out of range", "kernelWcet",
    `is ${kernelWcet}, and minBudget is ${minBudget}: seL4 takes two times the former for the latter`);
  if (minBudget == null) throw new TimingRefusal("missing", "minBudget", "is missing; give it, or kernelWcet, which is half of it");
  let queue: RefillQueue | undefined;
  let shown = 0;
  const after = ops.map((given, i) => {
    const fields = (["at", "budget", "period", "maxRefills", "usage"] as const).map((name) => [name, `ops[${i}].${name}`] as const);
    queue = named(fields, () => carriedOut(given, queue, minBudget, `ops[${i}].op`));
    if ((shown += queue.refills.length) > refillsMost) throw new TimingRefusal("too large", "ops",
      `leave more than ${refillsMost} refills to show, those after each of them together; take fewer, or a smaller maxRefills`);
    return { refills: [...queue.refills], ready: queue.isReady(given.at) };
  });
  return {
    refillsAfterEachOp: after.map(({ refills }) => refills.map(({ time, amount }) => [time, amount])),
    ready: after.map(({ ready }) => ready), sumOfRefills: queue?.sum ?? 0,
  };
}

function responded({ budget, period, C }: { budget: Given; period: Given; C: readonly Given[] }): Answer {
  const all = C.map((cost) => contextResponse({ budget, period, cost }));
  return {
    R_fullBudgetAtRelease: all.map((one) => one.fromFullBudget), R_worstCaseSupply: all.map((one) => one.fromAnyState),
    conventions: contextResponseConventions, assumptions: restingOn(all),
  };
}

interface RtslInput {
  readonly poid: Given;
  readonly dst: Given;
  readonly paie: Given;
  readonly psd: Given;
  readonly firstWindowBurst: Readonly<Record<string, Given>>;
  readonly secondWindowBurst?: Readonly<Record<string, Given>>;
}

/** The report of a case has the worst bursts of the window without interference, and those that the window with them found. */
function rtsl({ firstWindowBurst: first, secondWindowBurst: second = {}, poid, dst, paie, psd }: RtslInput): Answer {
  const parts = { poid, dst, paie, psd };
  const without = latencyBound({ ...parts, interrupts: [] }).interferenceFree;
  const found = (vector: string, ...bursts: { readonly window: Given; readonly burst: Given }[]): Interference => named([
    ["bursts[0].burst", `firstWindowBurst.${vector}`], ["bursts[1].burst", `secondWindowBurst.${vector}`],
    ["bursts[1]", `secondWindowBurst.${vector}`],
  ], () => burstsFound(bursts));
  const withFirst = sum([without, ...Object.entries(first).map(([vector, burst]) => found(vector, { window: 0, burst }).in(without))]);
  const interrupts = [...new Set([...Object.keys(first), ...Object.keys(second)])].map((vector) => found(vector,
    { window: without, burst: first[vector] ?? 0 }, ...(second[vector] == null ? [] : [{ window: withFirst, burst: second[vector] }])));
  const { interferenceFree, windows, bound, conventions, assumptions } = latencyBound({ ...parts, interrupts });
  return { interferenceFree, windowAfterFirst: windows[1], latency: bound, conventions, assumptions };
}

interface OverheadInput {
  readonly tasks: readonly CaseTask[];
  readonly quantum: Given;
  readonly processors: number;
  readonly variants: readonly Readonly<Record<string, Given>>[];
}

/** What the cases call the overheads. */
const overheadNames: Readonly<Record<string, keyof Overheads>> = {
  schedule: "schedule", ctxSwitch: "contextSwitch", cacheAffinityLoss: "cacheLoss", ipiLatency: "crossProcessor", release: "release",
  releaseLatency: "releaseLatency", tick: "tick",
};

/** Whole ticks, rounded up, as the cases have them. The formula knows no jitter, no blocking and no suspension, and they are not read. */
function inflated({ tasks, quantum, processors, variants }: OverheadInput): Answer {
  const plain = tasks.map(plainTaskOf);
  const all = variants.map((variant, i) => {
    const overheads = Object.fromEntries(Object.entries(variant).map(([name, length]) => {
      if (!Object.hasOwn(overheadNames, name)) throw new TimingRefusal("unknown name", `variants[${i}].${name}`,
        `is no overhead; known are ${Object.keys(overheadNames).join(", ")}`);
      return [overheadNames[name]!, length];
    }));
    return named(Object.entries(overheadNames).map(([name, field]) => [field, `variants[${i}].${name}`] as const),
      () => chargeOverheads(plain, { ...overheads, quantum }, processors));
  });
  return {
    inflated: all.map(({ tasks: charged }) => charged === null ? null : {
      C: charged.map(({ wcet }) => wcet.ceil()), T: charged.map(({ period }) => period), D: charged.map(({ deadline }) => deadline),
    }),
    assumptions: restingOn(all),
  };
}

export const supply: Readonly<Record<string, (input: any) => Answer>> = {
  "supply.sbf": supplied, "supply.bounded-delay": supplied, "supply.design": designed,
  "supply.responses": respondedOn,
  "server.interference": interfered, "server.hierarchical.trace": traced, "server.precondition": precondition,
  "mcs.refills": refilled, "mcs.response": responded,
  "latency.rtsl": rtsl, "overhead.accounting": inflated,
};
