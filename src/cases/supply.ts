/** Golden cases of supplies, servers, scheduling contexts and kernels. */
import { type Exact, type Given, sum } from "../timing/exact.ts";
import { type Overheads, burstsFound, chargeOverheads, latencyBound } from "../timing/kernel/index.ts";
import { type Refill, RefillQueue, contextResponse } from "../timing/mcs/index.ts";
import {
  type Server, type ServerKind, type TaskServer, budgetsGuaranteed, hierarchicalResponses, responsesBelowServers, serverTrace,
} from "../timing/servers/index.ts";
import {
  type Supply, boundedDelay, constrainedResource, edfResponsesUnderSupply, fifoResponsesUnderSupply, lsbf, minimalBudget, periodicResource,
  responsesUnderSupply, sporadicServer, tdma,
} from "../timing/supply/index.ts";
import type { Task } from "../timing/task.ts";
import type { Answer } from "./comparing.ts";

/** A task as the cases have it. */
interface GivenTask {
  readonly name?: string;
  readonly C: Given;
  readonly T: Given;
  readonly D?: Given;
  readonly O?: Given;
}

const taskOf = ({ name, C, T, D = T, O = 0 }: GivenTask, i: number): Task =>
  ({ id: name ?? `t${i + 1}`, wcet: C, period: T, deadline: D, offset: O });

interface GivenServer {
  readonly name?: string;
  readonly budget: Given;
  readonly period: Given;
  readonly kind?: ServerKind;
  readonly tasks: readonly GivenTask[];
}

const serverOf = (kind: ServerKind | undefined) => (server: GivenServer, i: number): TaskServer => ({
  id: server.name ?? `S${i + 1}`, kind: server.kind ?? kind!, budget: server.budget, period: server.period, tasks: server.tasks.map(taskOf),
});

/** The models of supply by their names in the cases. */
const models: Readonly<Record<string, (input: any) => Supply>> = {
  "periodic": periodicResource, "constrained": constrainedResource, "tdma": tdma, "bounded-delay": boundedDelay,
  "sporadic": sporadicServer,
};

function supplied(input: { model: string; deltas?: readonly Given[]; costs?: readonly Given[] }): Answer {
  const supply = models[input.model]!(input);
  return {
    alpha: supply.rate, delay: supply.delay,
    sbf: (input.deltas ?? []).map((window) => supply.sbf(window)), lsbf: (input.deltas ?? []).map((window) => lsbf(supply, window)),
    serviceTime: (input.costs ?? []).map((service) => supply.inverse(service)),
  };
}

function respondedOn({ model, tasks: given, ...rest }: { model: string; tasks: readonly GivenTask[] }): Answer {
  const [supply, tasks] = [models[model]!(rest), given.map(taskOf)];
  const of = (analyse: typeof responsesUnderSupply) => analyse(tasks, supply).tasks.map(({ response }) => response);
  return { R: of(responsesUnderSupply), R_edf: of(edfResponsesUnderSupply), R_fifo: of(fifoResponsesUnderSupply) };
}

function designed({ tasks: given, resourcePeriod: period }: { tasks: readonly GivenTask[]; resourcePeriod: Given }): Answer {
  const tasks = given.map(taskOf);
  const [edf, fp] = (["edf", "fp"] as const).map((policy) => minimalBudget(tasks, { period, policy }).budget);
  const responses = fp === null ? null
    : responsesUnderSupply(tasks, periodicResource({ budget: fp!, period })).tasks.map(({ response }) => response);
  return { minBudgetEDF: edf, minBudgetRM: fp, R_RM: responses };
}

function interfered({ server, task }: { server: GivenTask; task: GivenTask }): Answer {
  const below = (kind: ServerKind): Exact | null => {
    const above: Server = { id: "server", kind, budget: server.C, period: server.T };
    return responsesBelowServers([above], [taskOf(task, 0)]).tasks[0]!.response;
  };
  return { R_sporadic: below("sporadic"), R_polling: below("polling"), R_deferrable: below("deferrable") };
}

/** What the schedule of a case shows, and what is promised where the budgets are. */
function traced({ servers, kind }: { servers: readonly GivenServer[]; kind?: ServerKind }): Answer {
  const read = servers.map(serverOf(kind));
  const seen = serverTrace(read).tasks;
  return {
    wcrt: Object.fromEntries(seen.map(({ id, worst }) => [id, worst])),
    ...Object.fromEntries(seen.map(({ id, worst }) => [`simulated${id.replace(/^./, (first) => first.toUpperCase())}`, worst])),
    ...(budgetsGuaranteed(read).guaranteed
      ? { R: Object.fromEntries(hierarchicalResponses(read).servers
        .flatMap(({ tasks }) => tasks.map(({ id, response }) => [id, response]))) } : {}),
  };
}

function precondition({ servers, kind }: { servers: readonly GivenServer[]; kind?: ServerKind }): Answer {
  const read = servers.map(serverOf(kind));
  const { utilisation, guaranteed } = budgetsGuaranteed(read);
  return { serverUtilization: utilisation, budgetsGuaranteed: guaranteed, simulatedWcrtLowest: serverTrace(read).tasks.at(-1)!.worst };
}

type RefillOperation = { readonly at: number } & (
  | { readonly op: "new" | "update"; readonly budget: number; readonly period: number; readonly maxRefills: number }
  | { readonly op: "charge"; readonly usage: number }
  | { readonly op: "unblock" });

function refilled({ minBudget, ops }: { minBudget: number; ops: readonly RefillOperation[] }): Answer {
  let queue: RefillQueue | undefined;
  const after: { readonly refills: readonly Refill[]; readonly ready: boolean }[] = [];
  for (const op of ops) {
    if (op.op === "new") queue = new RefillQueue({ ...op, minBudget });
    else if (op.op === "update") queue!.update(op);
    else if (op.op === "charge") queue!.charge(op.at, op.usage);
    else queue!.unblock(op.at);
    after.push({ refills: [...queue!.refills], ready: queue!.isReady(op.at) });
  }
  return {
    refillsAfterEachOp: after.map(({ refills }) => refills.map(({ time, amount }) => [time, amount])),
    ready: after.map(({ ready }) => ready), sumOfRefills: queue?.sum,
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
  readonly secondWindowBurst: Readonly<Record<string, Given>>;
}

/** The report of a case has the worst bursts of the window without interference, and those that the window with them found. */
function rtsl({ firstWindowBurst: first, secondWindowBurst: second, ...parts }: RtslInput): Answer {
  const without = latencyBound({ ...parts, interrupts: [] }).interferenceFree;
  const withFirst = sum([without, ...Object.values(first).map((burst) => burstsFound([{ window: 0, burst }]).in(without))]);
  const interrupts = [...new Set([...Object.keys(first), ...Object.keys(second)])].map((vector) => burstsFound([
    { window: without, burst: first[vector] ?? 0 }, { window: withFirst, burst: second[vector] ?? first[vector] ?? 0 },
  ]));
  const { interferenceFree, windows, bound } = latencyBound({ ...parts, interrupts });
  return { interferenceFree, windowAfterFirst: windows[1], latency: bound };
}

interface OverheadInput {
  readonly tasks: readonly GivenTask[];
  readonly quantum: Given;
  readonly processors: number;
  readonly variants: readonly Readonly<Record<string, Given>>[];
}

/** Whole ticks, rounded up, as the cases have them. */
function inflated({ tasks, quantum, processors, variants }: OverheadInput): Answer {
  return { inflated: variants.map(({ ctxSwitch = 0, cacheAffinityLoss = 0, ipiLatency = 0, ...same }) => {
    const overheads: Overheads = { ...same, contextSwitch: ctxSwitch, cacheLoss: cacheAffinityLoss, crossProcessor: ipiLatency, quantum };
    const charged = chargeOverheads(tasks.map(taskOf), overheads, processors).tasks;
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
