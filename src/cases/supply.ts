/** Golden cases of supplies, servers, scheduling contexts and kernels. */
import { type Exact, type Given, sum } from "../timing/exact.ts";
import { type Overheads, burstsFound, chargeOverheads, latencyBound } from "../timing/kernel/index.ts";
import { RefillQueue, type RefillSettings, contextResponse } from "../timing/mcs/index.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { positive } from "../timing/task.ts";
import {
  type Server, type ServerKind, type TaskServer, budgetsGuaranteed, hierarchicalResponses, responsesBelowServers, serverTrace,
} from "../timing/servers/index.ts";
import {
  type Supply, boundedDelay, constrainedResource, edfResponsesUnderSupply, fifoResponsesUnderSupply, lsbf, minimalBudget, periodicResource,
  responsesUnderSupply, sporadicServer, tdma,
} from "../timing/supply/index.ts";
import type { Answer } from "./comparing.ts";
import { type CaseTask, type CaseTasks, rateMonotonic, taskOf, tasksOf } from "./tasks.ts";

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
    serviceTime: (input.costs ?? []).map((service) => supply.inverse(service)),
  };
}

function respondedOn(input: CaseTasks & { model: string }): Answer {
  const [supply, tasks] = [supplyOf(input), tasksOf(input)];
  const of = (analyse: typeof responsesUnderSupply) => analyse(tasks, supply).tasks.map(({ response }) => response);
  return { R: of(responsesUnderSupply), R_edf: of(edfResponsesUnderSupply), R_fifo: of(fifoResponsesUnderSupply) };
}

/** Rate-monotonic priorities, unless the tasks have some. */
function designed(input: CaseTasks & { resourcePeriod: Given }): Answer {
  const [given, period] = [tasksOf(input), positive(input.resourcePeriod, "resourcePeriod")];
  const tasks = given.some(({ priority }) => priority !== undefined) ? given : rateMonotonic(given);
  const [edf, fp] = (["edf", "fp"] as const).map((policy) => minimalBudget(tasks, { period, policy }).budget);
  const responses = fp === null ? null
    : responsesUnderSupply(tasks, periodicResource({ budget: fp!, period })).tasks.map(({ response }) => response);
  return { minBudgetEDF: edf, minBudgetRM: fp, R_RM: responses };
}

function interfered({ server, task }: { server: CaseTask; task: CaseTask }): Answer {
  const below = (kind: ServerKind): Exact | null => {
    const above: Server = { id: "server", kind, budget: server.C, period: server.T };
    return responsesBelowServers([above], [taskOf(task, 0)]).tasks[0]!.response;
  };
  return { R_sporadic: below("sporadic"), R_polling: below("polling"), R_deferrable: below("deferrable") };
}

/** What the schedule of a case shows, and what is promised where the budgets are. */
function traced(input: { servers: readonly GivenServer[]; kind?: ServerKind }): Answer {
  const read = serversOf(input);
  const seen = serverTrace(read).tasks;
  return {
    wcrt: Object.fromEntries(seen.map(({ id, worst }) => [id, worst])),
    ...Object.fromEntries(seen.map(({ id, worst }) => [`simulated${id.replace(/^./, (first) => first.toUpperCase())}`, worst])),
    ...(budgetsGuaranteed(read).guaranteed
      ? { R: Object.fromEntries(hierarchicalResponses(read).servers
        .flatMap(({ tasks }) => tasks.map(({ id, response }) => [id, response]))) } : {}),
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

function refilled({ minBudget, ops }: { minBudget: number; ops: readonly RefillOperation[] }): Answer {
  let queue: RefillQueue | undefined;
  const after = ops.map(({ op, at, budget, period, maxRefills, usage }, i) => {
    const settings = (): RefillSettings => ({ at, budget: budget!, period: period!, maxRefills: maxRefills! });
    if (op === "new") queue = new RefillQueue({ ...settings(), minBudget });
    else if (queue === undefined) throw new TimingRefusal("missing", `ops[${i}].op`, "must be new: there is no context before");
    else if (op === "update") queue.update(settings());
    else if (op === "charge") queue.charge(at, usage!);
    else if (op === "unblock") queue.unblock(at);
    else throw new TimingRefusal("unknown name", `ops[${i}].op`, `is ${JSON.stringify(op)}; known are new, update, charge, unblock`);
    return { refills: [...queue.refills], ready: queue.isReady(at) };
  });
  return {
    refillsAfterEachOp: after.map(({ refills }) => refills.map(({ time, amount }) => [time, amount])),
    ready: after.map(({ ready }) => ready), sumOfRefills: queue?.sum ?? 0,
  };
}

function responded({ budget, period, C }: { budget: Given; period: Given; C: readonly Given[] }): Answer {
  const all = C.map((cost) => contextResponse({ budget, period, cost }));
  return { R_fullBudgetAtRelease: all.map((one) => one.fromFullBudget), R_worstCaseSupply: all.map((one) => one.fromAnyState) };
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
  const withFirst = sum([without, ...Object.values(first).map((burst) => burstsFound([{ window: 0, burst }]).in(without))]);
  const interrupts = [...new Set([...Object.keys(first), ...Object.keys(second)])].map((vector) => burstsFound([
    { window: without, burst: first[vector] ?? 0 }, { window: withFirst, burst: second[vector] ?? first[vector] ?? 0 },
  ]));
  const { interferenceFree, windows, bound } = latencyBound({ ...parts, interrupts });
  return { interferenceFree, windowAfterFirst: windows[1], latency: bound };
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

/** Whole ticks, rounded up, as the cases have them. */
function inflated({ tasks, quantum, processors, variants }: OverheadInput): Answer {
  return { inflated: variants.map((variant, i) => {
    const overheads = Object.fromEntries(Object.entries(variant).map(([name, length]) => {
      if (!Object.hasOwn(overheadNames, name)) throw new TimingRefusal("unknown name", `variants[${i}].${name}`,
        `is no overhead; known are ${Object.keys(overheadNames).join(", ")}`);
      return [overheadNames[name]!, length];
    }));
    const charged = chargeOverheads(tasks.map(taskOf), { ...overheads, quantum }, processors).tasks;
    return charged === null ? null : {
      C: charged.map(({ wcet }) => wcet.ceil()), T: charged.map(({ period }) => period), D: charged.map(({ deadline }) => deadline),
    };
  }) };
}

export const supply: Readonly<Record<string, (input: any) => Answer>> = {
  "supply.sbf": supplied, "supply.bounded-delay": supplied, "supply.design": designed,
  "supply.responses": respondedOn,
  "server.interference": interfered, "server.hierarchical.trace": traced, "server.precondition": precondition,
  "mcs.refills": refilled, "mcs.response": responded,
  "latency.rtsl": rtsl, "overhead.accounting": inflated,
};
