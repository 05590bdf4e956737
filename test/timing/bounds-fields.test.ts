/** The bounds bench draws every field that an analysis reads: a new one is drawn too, or named here with a reason. */
import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { subjects } from "../../bench/bounds/index.ts";
import { streams } from "../../bench/bounds/streams.ts";
import { tally } from "../../bench/bounds/subject.ts";
import { analyses, ask, readCase } from "../../src/timing-cases/index.ts";
import { formOf } from "../../src/timing-cases/schema/analysis.ts";
import type { Field } from "../../src/timing-cases/schema/declare.ts";
import { fieldsIn } from "../../src/timing-cases/schema/read.ts";
import { nightly } from "../nightly.ts";
import { drawn } from "./schema-draws.ts";
import { places } from "./schema-places.ts";

const { varied, watched, readBy } = vi.hoisted(() => {
  const [objects, seen] = [new Map<string, number>(), new Map<string, { times: number; values: Set<string> }>()];
  const plainly = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => typeof part === "bigint" ? String(part) : part) ?? "nothing";
  /** What one run has read, where it is looked at by itself. */
  let read: Map<string, string> | null = null;
  const note = (kind: string, given: readonly object[]): void => {
    if (read !== null) {
      for (const one of given) for (const [name, value] of Object.entries(one))
        read.set(`${kind}.${name}`, `${read.get(`${kind}.${name}`) ?? ""} ${plainly(value)}`);
      return;
    }
    objects.set(kind, (objects.get(kind) ?? 0) + given.length);
    for (const one of given) for (const [name, value] of Object.entries(one)) {
      const field = `${kind}.${name}`;
      if (!seen.has(field)) seen.set(field, { times: 0, values: new Set() });
      const known = seen.get(field)!;
      known.times++;
      // Two values are all that is asked of a field; to be left out is one.
      if (known.values.size < 2) known.values.add(plainly(value));
    }
  };
  const isVaried = (field: string): boolean => {
    const known = seen.get(field);
    return known !== undefined && (known.values.size > 1 || known.times < objects.get(field.slice(0, field.lastIndexOf(".")))!);
  };
  /** What a function is given, as objects of some kinds. */
  type Kinds = (...given: readonly any[]) => Readonly<Record<string, readonly object[]>>;
  const watching = async (original: () => Promise<object>, functions: Readonly<Record<string, Kinds>>): Promise<object> => {
    const real: Record<string, unknown> = { ...await original() };
    for (const [name, kindsOf] of Object.entries(functions)) real[name] = new Proxy(real[name] as (...given: unknown[]) => unknown, {
      apply: (run, self, given) => {
        for (const [kind, list] of Object.entries(kindsOf(...given))) note(kind, list);
        return Reflect.apply(run, self, given);
      },
      construct: (made, given) => {
        for (const [kind, list] of Object.entries(kindsOf(...given))) note(kind, list);
        return Reflect.construct(made, given) as object;
      },
    });
    return real;
  };
  /** The fields that a run reads, each with all its values. */
  const reading = (run: () => void): Map<string, string> => {
    const own = read = new Map<string, string>();
    try {
      run();
    } catch {
      // What was read before a refusal was read.
    } finally {
      read = null;
    }
    return own;
  };
  return { varied: isVaried, watched: watching, readBy: reading };
});
/** The models without parts in an event model, by their kinds. */
const partsOf = (events: { readonly kind: string; readonly of?: object | readonly object[]; readonly by?: object }): Record<string, object[]> =>
  [events.of ?? [], events.by ?? []].flat().map((part) => partsOf(part as never)).concat({ [events.kind]: [events] })
    .reduce((all, one) => ({ ...all, ...Object.fromEntries(Object.entries(one).map(([kind, list]) => [kind, [...all[kind] ?? [], ...list]])) }), {});
vi.mock("../../src/timing/task.ts", (original) => watched(original as never, { readTasks: (tasks) => ({ Task: tasks }) }));
vi.mock("../../src/timing/chains/chain.ts", (original) => watched(original as never, {
  readChains: (chains) => ({ Chain: chains, Segment: chains.flatMap(({ segments }: { segments: object[] }) => segments) }),
}));
vi.mock("../../src/timing/chains/stretches.ts", (original) => watched(original as never, { readPlacedChains: (_, places) => ({ Place: Object.values(places) }) }));
vi.mock("../../src/timing/events/event-model.ts", (original) => watched(original as never, {
  readEvents: (events) => partsOf(events), eventModel: (events) => partsOf(events),
}));
vi.mock("../../src/timing/composition/system.ts", (original) => watched(original as never, {
  readSystem: (resources) => ({ Resource: resources, ResourceTask: resources.flatMap(({ tasks }: { tasks: object[] }) => tasks) }),
}));
vi.mock("../../src/timing/flows.ts", (original) => watched(original as never, {
  settledFlows: (flows) => ({ Flow: flows, Step: flows.flatMap(({ steps }: { steps: object[] }) => steps) }),
}));
vi.mock("../../src/timing/servers/server.ts", (original) => watched(original as never, { readServers: (servers) => ({ Server: servers }) }));
vi.mock("../../src/timing/supply/models.ts", (original) => watched(original as never, {
  periodicResource: (given) => ({ Reservation: [given] }), constrainedResource: (given) => ({ constrained: [given] }),
  tdma: (given) => ({ tdma: [given] }), boundedDelay: (given) => ({ "bounded delay": [given] }),
}));
vi.mock("../../src/timing/mcs/refill-queue.ts", (original) => watched(original as never, { RefillQueue: (given) => ({ RefillSettings: [given] }) }));
vi.mock("../../src/timing/locks/sharing.ts", (original) => watched(original as never, {
  readSharers: (tasks) => ({ SharingTask: tasks, Request: tasks.flatMap(({ requests }: { requests: object[] }) => requests) }),
}));
vi.mock("../../src/timing/locks/ceiling.ts", (original) => watched(original as never, {
  ceilingBlocking: (tasks) => ({ SectionTask: tasks }), stackResourceBlocking: (tasks) => ({ "SectionTask with a deadline": tasks }),
}));
vi.mock("../../src/timing/curves/network.ts", (original) => watched(original as never, {
  readNetwork: ({ servers, flows }) => ({ "network Server": servers, "network Flow": flows }),
}));
vi.mock("../../src/timing/curves/shapes.ts", (original) => watched(original as never, {
  staircase: (events, cost) => ({ PeriodicEvents: [events], staircase: [{ cost }] }), rateLatency: (rate, latency) => ({ rateLatency: [{ rate, latency }] }),
  tokenBucket: (burst, rate) => ({ tokenBucket: [{ burst, rate }] }),
}));
vi.mock("../../src/timing/fixed-priority/can.ts", (original) => watched(original as never, { canResponseTimes: (frames) => ({ CanFrame: frames }) }));
vi.mock("../../src/timing/jobs/explore.ts", (original) => watched(original as never, { exploreJobs: (jobs) => ({ Job: jobs }) }));
vi.mock("../../src/timing/kernel/interrupts.ts", (original) => watched(original as never, { periodicInterrupts: (given) => ({ PeriodicInterrupt: [given] }) }));
vi.mock("../../src/timing/kernel/interrupt-tasks.ts", (original) => watched(original as never, { withInterrupts: (_, interrupts) => ({ InterruptTask: interrupts }) }));
vi.mock("../../src/timing/kernel/latency.ts", (original) => watched(original as never, { latencyBound: (given) => ({ LatencyParts: [given] }) }));
vi.mock("../../src/timing/kernel/overheads.ts", (original) => watched(original as never, { chargeOverheads: (_, overheads) => ({ Overheads: [overheads] }) }));
vi.mock("../../src/timing/kernel/segments.ts", (original) => watched(original as never, { longestSegment: ({ steps }) => ({ KernelStep: steps }) }));

interface Declared {
  readonly name: string;
  readonly fields: readonly string[];
  /** Whether a time or an amount is among its fields. */
  readonly isInput: boolean;
}

/** The interfaces of a file of `src/timing`. */
const declaredIn = (path: string): Declared[] =>
  [...readFileSync(`src/timing/${path}`, "utf8").matchAll(/^export interface (\w+) (?:extends [^{]+ )?\{\n([^]*?)\n\}/gm)].map(([, name, body]) => ({
    name: name!, fields: [...body!.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, field]) => field!), isInput: /\bGiven\b/.test(body!),
  }));

/** Interfaces that analyses read, by their files; what two files call the same is told apart. */
const read: Readonly<Record<string, readonly string[]>> = {
  "task.ts": ["Task"], "chains/chain.ts": ["Chain", "Segment"], "chains/stretches.ts": ["Place"], "composition/system.ts": ["Resource", "ResourceTask"],
  "flows.ts": ["Flow", "Step"], "servers/server.ts": ["Server"], "supply/models.ts": ["Reservation"], "mcs/refill-queue.ts": ["RefillSettings"],
  "locks/sharing.ts": ["SharingTask", "Request"], "locks/ceiling.ts": ["SectionTask"], "curves/network.ts": ["Server", "Flow"],
  "curves/shapes.ts": ["PeriodicEvents"], "fixed-priority/can.ts": ["CanFrame"], "jobs/explore.ts": ["Job"],
  "kernel/interrupts.ts": ["PeriodicInterrupt"], "kernel/interrupt-tasks.ts": ["InterruptTask"], "kernel/latency.ts": ["LatencyParts"],
  "kernel/overheads.ts": ["Overheads"], "kernel/segments.ts": ["KernelStep"],
};
const kindOf = (path: string, name: string): string => path === "curves/network.ts" ? `network ${name}` : name;

/** What is given otherwise than as an interface. */
const others = [
  "pjd.period", "pjd.jitter", "pjd.distance", "ct.count", "ct.period", "ct.distance", "curve.deltaMin", "curve.deltaPlus",
  "constrained.budget", "constrained.period", "constrained.deadline", "tdma.slot", "tdma.cycle", "bounded delay.rate", "bounded delay.delay",
  "SectionTask with a deadline.deadline", "staircase.cost", "rateLatency.rate", "rateLatency.latency", "tokenBucket.burst", "tokenBucket.rate",
];

/** Fields that no system of the bench varies, and why. */
const notDrawn: Readonly<Record<string, string>> = {
  "Task.longestSegment": "segments are drawn, and analyses take from them the number that this field gives without them",
  "Task.lastSegment": "as with longestSegment",
  "Flow.deadline": "compared with the bound, which is tried",
  "RefillSettings.at": "a later beginning is a later beginning",
  "Job.deadline": "as with that of a flow",
  "Overheads.crossProcessor": "the simulator charges no message for a wake-up elsewhere",
};

nightly("each field takes more than one value in the systems of the bench", () => {
  for (const subject of subjects) tally(subject, 9, 1);
  // Of many kinds of events one is drawn at a time.
  for (const subject of streams) tally(subject, 60, 1);
  const fields = [...Object.entries(read).flatMap(([path, names]) => declaredIn(path).filter(({ name }) => names.includes(name))
    .flatMap(({ name, fields: own }) => own.map((field) => `${kindOf(path, name)}.${field}`))), ...others];
  expect(fields.length).toBeGreaterThan(90);
  expect(fields.filter((field) => !varied(field))).toEqual(Object.keys(notDrawn));
});

/**
 * Fields of cases that reach no field which the bench varies, and why. Numbers of priority are for all tasks at once, and are looked at
 * elsewhere: the bench draws them.
 */
const notReached: Readonly<Record<string, readonly string[]>> = {
  "averages, costs and shares, which bound no time": [
    "cost.profile clockGHz.<board>", "cost.profile columns[]", "mp.partition order", "mp.partition utilizations[]", "queue.mg1 lambda_",
    "queue.mg1 outcomes[].probability", "queue.mg1 outcomes[].time", "queue.mm1 lambda_", "queue.mm1 mu", "queue.mm1k lambda_", "queue.mm1k mu",
    "queue.mm1k room[]", "queue.mmc cases[].a", "queue.mmc cases[].c", "queue.mmc cases[].mu", "queue.mva N[]", "queue.mva demands[]",
    "queue.mva thinkTime", "util.bound Us[]", "util.bound n", "util.bound n[]",
  ],
  "compared with a bound, which is tried": [
    "chain.rta chains[].D", "cluster.request requests.D", "fp.rta.np.can messages[].D", "holistic flows[].D", "holistic.offset-based flows[].D",
    "io.path packets.D", "ipc.donation.rta clients[].D", "ipc.placed.rta clients[].D", "kvcache.scaling requests.D",
    "np.jobset.exact jobs[].deadline",
  ],
  "a run, and no bound": [
    "cluster.request run", "io.path run", "kvcache.scaling run", "sim.compare horizon", "sim.multiprocessor m", "sim.trace threads[].release",
  ],
  "asked of curves that are tried": [
    "em.delta n[]", "em.eta n[]", "em.eta windows[]", "em.or n[]", "em.or windows[]", "io.path payload", "supply.bounded-delay costs[]",
    "supply.bounded-delay deltas[]", "supply.sbf costs[]", "supply.sbf deltas[]",
  ],
  "one value is all that is taken": [
    "fp.rta.np.can interFrameSpaceBits", "holistic networkPreemptive", "holistic.offset-based networkPreemptive", "ipc.donation.rta donation",
  ],
  "says which other fields there are, each of which is tried": [
    "nc arrival.of[].type", "nc arrival.type", "nc cross.type", "nc service.of[].type", "nc service.type", "server.hierarchical.trace kind",
    "supply.bounded-delay model", "supply.responses model", "supply.sbf model",
  ],
  "not drawn by the bench: see above": [
    "fp.rta.floating-nps tasks[].maxNPS", "fp.rta.limited-preemptive tasks[].lastNPS", "fp.rta.limited-preemptive tasks[].maxNPS",
    "mcs.refills ops[].at", "overhead.accounting variants[].ipiLatency",
  ],
  "handed to an analysis beside the objects that are looked at here": [
    "chain.cause-effect communication", "cluster.request servers", "ipc.donation.rta queue", "lock.dpcp resourceLocation.<resource>",
    "mcs.refills kernelWcet", "mcs.refills ops[].usage", "mcs.response C[]", "mcs.response budget", "mcs.response period", "mp.global-edf m",
    "nc arrival.of[].c", "nc eventModel.J", "nc eventModel.P", "nc eventModel.d", "nc maxLowPacket", "nc wcet", "overhead.accounting processors",
  ],
};

const leaves: ReadonlySet<string> = new Set(["number", "count", "flag", "choice"]);

nightly("each field that a case may have reaches one that the systems of the bench vary", () => {
  for (const subject of subjects) tally(subject, 9, 1);
  for (const subject of streams) tally(subject, 60, 1);
  const reached = new Map<string, boolean>();
  for (const file of ["examples/timing/cases", "bench/goldens/cases"].flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))) {
    const one = readCase(JSON.parse(readFileSync(file, "utf8")));
    const analysis = analyses[one.analysis]!;
    const before = readBy(() => { ask(analysis, one); });
    const isReachedBy = (field: Field, put: (value: unknown) => unknown): boolean => fc.sample(drawn(field), { seed: 3, numRuns: 4 }).some((value) => {
      const after = readBy(() => { ask(analysis, { ...one, input: put(value) as never }); });
      return [...after].some(([own, values]) => before.get(own) !== values && varied(own));
    });
    const look = (path: string, field: Field, put: (value: unknown) => unknown): void => {
      const key = `${one.analysis} ${path}`;
      if (reached.get(key) !== true) reached.set(key, isReachedBy(field, put));
    };
    for (const { place, path, field, shape, value, withValue } of places(formOf(analysis, one.input).input, one.input)) {
      if (leaves.has(shape.kind)) look(path, field, (other) => withValue(() => other));
      if (shape.kind === "object") for (const [name, inside] of Object.entries(fieldsIn(shape, value as never, place)))
        if (leaves.has(inside.shape.kind) && !Object.hasOwn(value as object, name))
          look(path === "" ? name : `${path}.${name}`, inside, (other) => withValue((object) => ({ ...object as object, [name]: other })));
    }
  }
  expect(reached.size).toBeGreaterThan(150);
  const none = [...reached].filter(([key, isReached]) => !isReached && !/priority$/i.test(key)).map(([key]) => key);
  expect(none.sort()).toEqual(Object.values(notReached).flat().sort());
});

/** Interfaces with times or amounts that no bound is read from, and why. */
const notRead: Readonly<Record<string, string>> = {
  CallCosts: "a sum along the chain, which is tried as a chain", Item: "shares of a processor, no times",
  Piece: "a curve is drawn by its shape", Repetition: "as with Piece", EventModel: "an answer", Supply: "an answer",
  Occurrence: "from a trace, which promises nothing", Rates: "averages", ServiceMoments: "averages", Outcome: "averages", ClosedNetwork: "averages",
};

test("each interface that a bound is read from is looked at", () => {
  const paths = readdirSync("src/timing", { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts") && !/^(?:simulation|search)\b/.test(path));
  const inputs = paths.flatMap((path) => declaredIn(path).filter(({ name, isInput }) => isInput && read[path]?.includes(name) !== true).map(({ name }) => name));
  expect(inputs.sort()).toEqual(Object.keys(notRead).sort());
});
