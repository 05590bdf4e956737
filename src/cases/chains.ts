/** Golden cases of event models, compositional analysis, chains and flows. */
import { type Chain, causeEffect, chainResponses, donatedResponses } from "../timing/chains/index.ts";
import { type Resource, type SystemResult, analyseSystem } from "../timing/composition/index.ts";
import { type Events, eventModel } from "../timing/events/index.ts";
import type { Assumption, Conventions } from "../timing/evidence.ts";
import type { Exact, Given } from "../timing/exact.ts";
import type { Flow, FlowResponses, Step } from "../timing/flows.ts";
import { holistic } from "../timing/holistic.ts";
import { offsetBased } from "../timing/offset-based.ts";
import type { Adapters } from "./case.ts";

interface PJd {
  readonly P: Given;
  readonly J?: Given;
  readonly d?: Given;
}

interface Rests {
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
}

const events = ({ P, J = 0, d = 0 }: PJd): Events => ({ kind: "pjd", period: P, jitter: J, distance: d });
const evidenceOf = ({ conventions, assumptions }: Rests): Rests => ({ conventions, assumptions });
const byName = <Value>(entries: Iterable<readonly [string, Value]>): Record<string, Value> => Object.fromEntries(entries);

export const chains: Adapters = {
  "em.delta": ({ eventModel: given, n }: { eventModel: PJd; n: number[] }) => {
    const model = eventModel(events(given));
    return { deltaMin: n.map((count) => model.deltaMin(count)), deltaPlus: n.map((count) => model.deltaPlus(count) ?? "inf") };
  },
  "em.or": ({ inputs, windows }: { inputs: PJd[]; windows: Given[] }) => {
    const model = eventModel({ kind: "or", of: inputs.map(events) });
    return { etaPlus: windows.map((window) => model.etaPlus(window)), etaMinus: windows.map((window) => model.etaMinus(window)) };
  },
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
      ...evidenceOf(found),
    };
  },
  "chain.rta": ({ chains: given, lowerNumberIsHigherPriority: lower }: { chains: ChainInput[]; lowerNumberIsHigherPriority: boolean }) => {
    const as = (call: "sync" | "async"): Chain[] => given.map(({ name, segments, ...pjd }) => ({
      id: name, call, activation: events(pjd),
      segments: segments.map(({ wcet, priority }) => ({ wcet, priority: lower ? priority : -priority })),
    }));
    const responses = (...asked: Parameters<typeof chainResponses>): (Exact | null)[] =>
      chainResponses(...asked).chains.map(({ response }) => response);
    return {
      sync: responses(as("sync"), "all"), syncRefined: responses(as("sync")), async: responses(as("async"), "all"),
      ...evidenceOf(chainResponses(as("sync"))),
    };
  },
  "chain.cause-effect": ({ tasks, chain, communication }:
  { tasks: { name: string; C: Given; T: Given }[]; chain: string[]; communication: string }) => {
    const found = causeEffect(tasks.map(({ name, C, T }) => ({ id: name, wcet: C, period: T })), chain,
      communication.startsWith("read at release") ? "release" : "start");
    const { responses, davare, dataAge, reaction } = found;
    return { R: responses, davareBound: davare, dataAgeBound: dataAge, reactionBound: reaction, ...evidenceOf(found) };
  },
  "ipc.donation.rta": ({ clients }: { clients: ClientInput[] }) => {
    const found = donatedResponses(clients.map(({ name, priority, chain, ...pjd }) =>
      ({ id: name, priority: priority!, activation: events(pjd), segments: chain.map(([thread, wcet]) => ({ thread, wcet })) })));
    return {
      R: byName(found.clients.map(({ id, response }) => [id, response])),
      blocking: byName(found.clients.map(({ id, blocking }) => [id, blocking])),
      ...evidenceOf(found),
    };
  },
  "ipc.nodonation.rta": ({ clients, rows, scheduling }: { clients: ClientInput[]; rows: number[][]; scheduling: string }) => {
    const threads = [...scheduling.matchAll(/S_(\w+)/g)].map(([, thread]) => thread!);
    return {
      bounds: rows.map((row) => byName(chainResponses(clients.map(({ name, chain, ...pjd }) => ({
        id: name, activation: events(pjd),
        segments: chain.map(([thread, wcet]) => ({ thread, wcet, priority: row[threads.indexOf(thread)]! })),
      }))).chains.map(({ id, response }) => [id, response]))),
    };
  },
  holistic: (input: FlowsInput) => flowsAnswer(holistic(flowsOf(input))),
  "holistic.offset-based": (input: FlowsInput) => flowsAnswer(offsetBased(flowsOf(input))),
};

interface ChainInput extends PJd {
  readonly name: string;
  readonly segments: readonly { readonly wcet: Given; readonly priority: number }[];
}

interface ClientInput extends PJd {
  readonly name: string;
  readonly priority?: number;
  readonly chain: readonly (readonly [string, Given])[];
}

interface FlowsInput {
  readonly higherNumberIsHigherPriority: boolean;
  readonly flows: readonly {
    readonly name: string;
    readonly P: Given;
    readonly J?: Given;
    readonly D?: Given;
    readonly steps: readonly ({ readonly name: string; readonly priority: number } & Omit<Step, "id" | "priority">)[];
  }[];
}

const flowsOf = ({ flows, higherNumberIsHigherPriority: higher }: FlowsInput): Flow[] => flows.map(({ name, P, J = 0, D = P, steps }) => ({
  id: name, period: P, jitter: J, deadline: D,
  steps: steps.map(({ name: id, priority, ...step }) => ({ ...step, id, priority: higher ? -priority : priority })),
}));

const flowsAnswer = (found: FlowResponses): Record<string, unknown> =>
  ({ R: byName(found.responses), flowR: byName(found.flows), schedulable: found.schedulable, ...evidenceOf(found) });

interface SystemInput {
  readonly resources: readonly {
    readonly name: string;
    readonly scheduler: string;
    readonly tasks: readonly {
      readonly name: string;
      readonly wcet: Given;
      readonly bcet: Given;
      readonly priority?: number;
      readonly slot?: Given | null;
    }[];
  }[];
  readonly links: readonly (readonly [string, string])[];
  readonly sources: Readonly<Record<string, PJd>>;
  readonly lowerNumberIsHigherPriority: boolean;
  readonly paths?: Readonly<Record<string, readonly string[]>>;
}

function resourcesOf({ resources, links, sources, lowerNumberIsHigherPriority: lower }: SystemInput): Resource[] {
  return resources.map(({ name, scheduler, tasks }) => ({
    id: name, policy: scheduler.toLowerCase() as Resource["policy"],
    tasks: tasks.map(({ name: id, wcet, bcet, priority, slot }) => ({
      id, wcet, bcet, activation: activationOf(id),
      ...(priority === undefined ? {} : { priority: lower ? priority : -priority }), ...(slot == null ? {} : { slot }),
    })),
  }));
  function activationOf(id: string): Resource["tasks"][number]["activation"] {
    const parts = [
      ...(Object.hasOwn(sources, id) ? [events(sources[id]!)] : []),
      ...links.filter(([, to]) => to === id).map(([task]) => ({ kind: "after" as const, task })),
    ];
    return parts.length === 1 ? parts[0]! : { kind: "or", of: parts };
  }
}
