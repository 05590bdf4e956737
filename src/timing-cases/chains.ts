/** Golden cases of event models, compositional analysis, chains and flows. */
import {
  type Chain, type Place, type Protocol, type Queue, causeEffect, chainConventions, chainResponses, donatedResponses, placedResponses,
} from "../timing/chains/index.ts";
import { type Resource, type SystemResult, analyseSystem } from "../timing/composition/index.ts";
import { type Events, eventModel } from "../timing/events/index.ts";
import type { Assumption, Conventions } from "../timing/evidence.ts";
import { type Exact, type Given, exact } from "../timing/exact.ts";
import type { Flow, FlowResponses, Step } from "../timing/flows.ts";
import { holistic } from "../timing/holistic.ts";
import { offsetBased } from "../timing/offset-based.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import type { AllAnalyses as Analyses } from "./case.ts";
import { schedulableBy } from "./deadlines.ts";
import { type CaseTasks, type Numbering, lowerIsHigher, refuseSeveralProcessors, tasksOf } from "./tasks-undeclared.ts";

interface PJd {
  readonly P: Given;
  readonly J?: Given | undefined;
  readonly d?: Given | undefined;
}

interface Rests {
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
}

const events = ({ P, J, d }: PJd): Events => ({ kind: "pjd", period: P, jitter: J ?? 0, distance: d ?? 0 });
const evidenceOf = ({ conventions, assumptions }: Rests): Rests => ({ conventions, assumptions });
const byName = <Value>(entries: Iterable<readonly [string, Value]>): Record<string, Value> => Object.fromEntries(entries);

export const chains: Analyses = {
  "em.delta": ({ eventModel: given, n = [], windows = [] }: { eventModel: PJd } & Asked) => distances(events(given), { n, windows }),
  "em.eta": ({ eventModel: given, n = [], windows = [] }: { eventModel: PJd } & Asked) => distances(events(given), { n, windows }),
  "em.or": ({ inputs, n = [], windows = [] }: { inputs: PJd[] } & Asked) =>
    distances({ kind: "or", of: inputs.map(events) }, { n, windows }),
  "cpa.system": (input: SystemInput) => {
    const found = analyseSystem(resourcesOf(input));
    const latencies = Object.entries(input.paths ?? {});
    const each = <Value>(of: (task: NonNullable<ReturnType<SystemResult["tasks"]["get"]>>) => Value): Record<string, Value> =>
      byName([...found.tasks].map(([id, task]) => [id, of(task)] as const));
    return {
      R: each(({ response }) => response), busyTimes: each(({ windows }) => windows), backlog: each(({ backlog }) => backlog),
      pathLatency: byName(latencies.map(([name, path]) => [name, Object.values(found.latency(path))] as const)),
      pathLatencyN: byName(latencies.map(([name, path]) =>
        [name, Array.from({ length: 10 }, (_, i) => found.latency(path, i + 1).worst)] as const)),
      conventions: found.conventions, assumptions: latencies.length === 0 ? found.assumptions : [...found.assumptions,
        { says: "several events on a path come at their densest; as much later as they come farther apart, pathLatencyN is longer", checked: "taken so" }],
    };
  },
  "chain.rta": (input: { chains: ChainInput[]; processors?: unknown } & Numbering) => {
    refuseSeveralProcessors(input.processors);
    const number = lowerIsHigher(input);
    const as = (call: "sync" | "async"): Chain[] => input.chains.map(({ name, P, J, d, segments }, i) => ({
      id: nameOf(name, i), call, activation: events({ P, J, d }),
      segments: segments.map(({ wcet, priority }) => ({ wcet, ...(priority == null ? {} : { priority: number(priority) }) })),
    }));
    const responses = (...asked: Parameters<typeof chainResponses>): (Exact | null)[] =>
      chainResponses(...asked).chains.map(({ response }) => response);
    return {
      sync: responses(as("sync"), "all"), syncRefined: responses(as("sync")), async: responses(as("async"), "all"),
      ...schedulableBy(input.chains, "chains", responses(as("sync"))),
      ...evidenceOf(chainResponses(as("sync"))),
    };
  },
  "chain.cause-effect": (input: CaseTasks & { chain: string[]; communication: string }) => {
    const reads = /^read at (release|start)/.exec(input.communication)?.[1] as "release" | "start" | undefined;
    if (reads === undefined) throw new TimingRefusal("unknown name", "communication",
      `is ${JSON.stringify(input.communication)}; it must begin with "read at release" or "read at start"`);
    const found = causeEffect(tasksOf(input), input.chain, reads);
    const { responses, davare, dataAge, reaction } = found;
    return {
      R: responses, davareBound: davare, dataAgeBound: dataAge, reactionBound: reaction,
      // Deadlines count from arrival.
      ...schedulableBy(input.tasks, "tasks", responses.map((response, i) => response?.add(exact(input.tasks[i]!.J ?? 0, "J")))),
      ...evidenceOf(found),
    };
  },
  "ipc.donation.rta": (input: ClientsInput & { donation?: boolean; protocol?: Protocol; queue?: Queue }) => {
    const { donation = true, protocol, queue } = input;
    if (donation !== true) throw new TimingRefusal("out of range", "donation", "must be true: without it ask ipc.nodonation.rta");
    const found = donatedResponses(clientChains(input),
      { ...(protocol == null ? {} : { protocol }), ...(queue == null ? {} : { queue }) });
    return {
      R: byName(found.clients.map(({ id, response }) => [id, response])),
      blocking: byName(found.clients.map(({ id, blocking }) => [id, blocking])),
      ...schedulableBy(input.clients, "clients", found.clients.map(({ response }) => response)), ...evidenceOf(found),
    };
  },
  "ipc.placed.rta": (input: ClientsInput & { places: Readonly<Record<string, Place>> }) => {
    const found = placedResponses(clientChains(input), placesOf(input.places, input));
    return {
      R: byName(found.chains.map(({ id, response }) => [id, response])),
      ...schedulableBy(input.clients, "clients", found.chains.map(({ response }) => response)), ...evidenceOf(found),
    };
  },
  "ipc.nodonation.rta": (input: ClientsInput & { rows: number[][]; scheduling: string }) => {
    const [threads, number] = [threadsIn(input.scheduling), lowerIsHigher(input)];
    const found = input.rows.map((row, r) => {
      if (row.length !== threads.length) throw new TimingRefusal("out of range", `rows[${r}]`,
        `has ${row.length} priorities, and scheduling names ${threads.length} threads`);
      const odd = row.findIndex((priority) => !Number.isInteger(priority));
      if (odd >= 0) throw new TimingRefusal("not a number", `rows[${r}][${odd}]`, "must be a whole number");
      return chainResponses(input.clients.map(({ name, chain, P, J, d }, i) => ({
        id: nameOf(name, i), activation: events({ P, J, d }),
        segments: chain.map(([thread, wcet], s) => {
          const place = threads.indexOf(thread);
          if (place < 0) throw new TimingRefusal("unknown name", `clients[${i}].chain[${s}][0]`, `is ${JSON.stringify(thread)}, which scheduling does not name`);
          return { thread, wcet, priority: number(row[place]!) };
        }),
      })));
    });
    return { bounds: found.map((row) => byName(row.chains.map(({ id, response }) => [id, response]))), conventions: chainConventions };
  },
  holistic: (input: FlowsInput) => flowsAnswer(holistic(flowsOf(input))),
  "holistic.offset-based": (input: FlowsInput) => flowsAnswer(offsetBased(flowsOf(input))),
};

/** Numbers of events in a row, and lengths of windows. */
interface Asked {
  readonly n?: readonly number[];
  readonly windows?: readonly Given[];
}

function distances(given: Events, { n, windows }: Required<Asked>): Record<string, unknown> {
  if (!Array.isArray(n)) throw new TimingRefusal("missing", "n", "must be a list");
  const model = eventModel(given);
  return {
    deltaMin: n.map((count) => model.deltaMin(count)), deltaPlus: n.map((count) => model.deltaPlus(count) ?? "inf"),
    etaPlus: windows.map((window) => model.etaPlus(window)), etaMinus: windows.map((window) => model.etaMinus(window)),
    ...evidenceOf(model),
  };
}

/** Places with priorities as analyses have them, lower is higher. */
export function placesOf(places: Readonly<Record<string, Place>>, numbering: Numbering): Readonly<Record<string, Place>> {
  const number = lowerIsHigher(numbering);
  return Object.fromEntries(Object.entries(places).map(([thread, { processor, priority }]) =>
    [thread, { processor, ...(priority == null ? {} : { priority: number(priority) }) }]));
}

export const nameOf = (name: string | undefined, i: number): string => name ?? `c${i + 1}`;

function clientChains(input: ClientsInput): Chain[] {
  const number = lowerIsHigher(input);
  return input.clients.map(({ name, priority, chain, P, J, d }, i) => ({
    id: nameOf(name, i), ...(priority == null ? {} : { priority: number(priority) }), activation: events({ P, J, d }),
    segments: chain.map(([thread, wcet]) => ({ thread, wcet })),
  }));
}

/** The threads in "order of priorities [S_A,S_B]": what each number of a row is for. */
const threadsIn = (scheduling: string): string[] => {
  const list = /\[(.*)\]/.exec(scheduling)?.[1] ?? scheduling;
  return list.split(",").map((one) => one.trim().replace(/^S_/, ""));
};

/** Responses count from activation, and so does a deadline. */
interface Due extends PJd {
  readonly D?: Given | null;
}

interface ChainInput extends Due {
  readonly name?: string;
  readonly segments: readonly { readonly wcet: Given; readonly priority?: number }[];
}

interface ClientInput extends Due {
  readonly name?: string;
  readonly priority?: number;
  readonly chain: readonly (readonly [string, Given])[];
}

interface ClientsInput extends Numbering {
  readonly clients: readonly ClientInput[];
}

interface FlowsInput extends Numbering {
  /** Of every processor. */
  readonly networkPreemptive?: boolean;
  readonly flows: readonly {
    readonly name: string;
    readonly P: Given;
    readonly J?: Given;
    readonly D?: Given;
    readonly steps: readonly ({ readonly name: string; readonly B?: Given; readonly O?: Given } & Omit<Step, "id">)[];
  }[];
}

function flowsOf(input: FlowsInput): Flow[] {
  if ((input.networkPreemptive ?? true) !== true) throw new TimingRefusal("out of range", "networkPreemptive", "must be true: every processor is taken as preemptive");
  const number = lowerIsHigher(input);
  return input.flows.map(({ name, P, J, D, steps }, f) => ({
    id: name, period: P, jitter: J ?? 0, deadline: D ?? P,
    steps: steps.map(({ name: id, processor, wcet, bcet, priority, B, blocking, O, offset }, s): Step => ({
      id, processor, wcet, bcet: bcet ?? 0,
      blocking: eitherOf({ B, blocking }, `flows[${f}].steps[${s}]`), offset: eitherOf({ O, offset }, `flows[${f}].steps[${s}]`),
      ...(priority == null ? {} : { priority: number(priority) }),
    })),
  }));
}

/** A time that has two names; 0 where neither is there. */
function eitherOf(times: Readonly<Record<string, Given | null | undefined>>, at: string): Given {
  const [one, other] = Object.entries(times).filter(([, time]) => time != null);
  if (other !== undefined) throw new TimingRefusal("duplicate name", `${at}.${one![0]}`, `is the same as ${other[0]}, which is there, too: give one of them`);
  return one?.[1] ?? 0;
}

const flowsAnswer = (found: FlowResponses): Record<string, unknown> =>
  ({ R: byName(found.responses), flowR: byName(found.flows), schedulable: found.schedulable, ...evidenceOf(found) });

/** Events that an event model takes, or a refusal of what is wrong with them there. */
const checked = (given: Events, at: string): Events => { eventModel(given, at); return given; };

interface SystemInput extends Numbering {
  readonly resources: readonly {
    readonly name: string;
    readonly scheduler: string;
    readonly order?: Resource["order"];
    readonly tasks: readonly {
      readonly name: string;
      readonly wcet: Given;
      readonly bcet?: Given;
      readonly priority?: number;
      readonly slot?: Given | null;
    }[];
  }[];
  readonly links?: readonly (readonly [string, string])[];
  readonly sources: Readonly<Record<string, PJd>>;
  readonly paths?: Readonly<Record<string, readonly string[]>>;
}

function resourcesOf(input: SystemInput): Resource[] {
  const [{ resources, links = [], sources }, number] = [input, lowerIsHigher(input)];
  const known = new Set(resources.flatMap(({ tasks }) => tasks.map(({ name }) => name)));
  for (const [field, name] of [...Object.keys(sources).map((task) => [`sources.${task}`, task] as const),
    ...links.flatMap((ends, i) => ends.map((task, end) => [`links[${i}][${end}]`, task] as const))])
    if (!known.has(name)) throw new TimingRefusal("unknown name", field, `names ${JSON.stringify(name)}, which is on no resource`);
  return resources.map(({ name, scheduler, order, tasks }) => ({
    id: name, policy: scheduler.toLowerCase() as Resource["policy"], ...(order == null ? {} : { order }),
    tasks: tasks.map(({ name: id, wcet, bcet, priority, slot }) => ({
      id, wcet, bcet: bcet ?? 0, activation: activationOf(id),
      ...(priority == null ? {} : { priority: number(priority) }), ...(slot == null ? {} : { slot }),
    })),
  }));
  function activationOf(id: string): Resource["tasks"][number]["activation"] {
    const parts = [
      ...(Object.hasOwn(sources, id) ? [checked(events(sources[id]!), `sources.${id}`)] : []),
      ...links.filter(([, to]) => to === id).map(([task]) => ({ kind: "after" as const, task })),
    ];
    if (parts.length === 0) throw new TimingRefusal("missing", `sources.${id}`, "is missing, and no link leads to the task: nothing activates it");
    return parts.length === 1 ? parts[0]! : { kind: "or", of: parts };
  }
}
