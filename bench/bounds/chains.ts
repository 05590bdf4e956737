/** Call chains with and without donation, and chains of tasks over registers. */
import {
  type Chain, type Places, type Protocol, type Queue, type RegisterTask, causeEffect, chainResponses, donatedResponses, placedResponses,
} from "../../src/timing/chains/index.ts";
import { type Serving, systemOfChains } from "../../src/timing-cases/chain-runs.ts";
import { type Exact, ratio } from "../../src/timing/exact.ts";
import type { Chance } from "../../src/timing/search/random.ts";
import { type SimulatedSystem, type Simulation, simulate, simulationDocument } from "../../src/timing/simulation/index.ts";
import { drawTasks, from } from "./drawing.ts";
import { type BruteChain, type BruteRules, longestResponses } from "./reference/chains.ts";
import { boundsOf, searched } from "./searching.ts";
import { type Subject, type Tried, unlessRefused } from "./subject.ts";

interface DrawnChain {
  readonly period: number;
  readonly jitter: number;
  readonly call: "sync" | "async";
  readonly segments: BruteChain["segments"];
}

/** Some chains; each segment is on the chain's own thread or on one of some servers, which may call each other. */
function drawChains(chance: Chance, call: "sync" | "async", servers: number, most = 3): DrawnChain[] {
  const priorities = new Map<string, number>();
  return Array.from({ length: from(chance, 2, most) }, (_, c): DrawnChain => ({
    call, period: from(chance, 12, 40), jitter: chance.once(2) ? 0 : chance.below(14),
    segments: Array.from({ length: from(chance, 1, 4) }, (_segment, s) => {
      const server = chance.below(servers + 1);
      const thread = servers === 0 ? `c${c}.${s}` : s === 0 || server === 0 ? `c${c}` : `s${server}`;
      if (!priorities.has(thread)) priorities.set(thread, from(chance, 1, 6));
      return { wcet: from(chance, 1, 4), priority: priorities.get(thread)!, thread };
    }),
  }));
}

const asChains = (chains: readonly DrawnChain[]): Chain[] => chains.map(({ period, jitter, call, segments }, c) =>
  ({ id: `c${c}`, call, priority: c, activation: { kind: "pjd", period, jitter }, segments }));

/** Segments at priorities of their own, tick by tick from random phases. */
function withoutDonation(name: string, call: "sync" | "async", servers: number): Subject {
  return { name, isExact: false, tries: (chance, simulations) => {
    const chains = drawChains(chance, call, servers);
    const bounds = unlessRefused(() => chainResponses(asChains(chains)).chains);
    if (bounds === null) return [];
    const worst = chains.map((): { response: number; arrivals: number[][] } => ({ response: 0, arrivals: [] }));
    for (let run = 0; run < simulations / 2; run++) {
      const arrivals = chains.map((chain) => drawArrivals(chance, chain));
      longestResponses(chains.map((chain, c) => ({ ...chain, arrivals: arrivals[c]! }))).forEach((response, c) => {
        if (response > worst[c]!.response) worst[c] = { response, arrivals };
      });
    }
    return bounds.flatMap(({ id, response }, c): Tried[] => response === null ? [] : [{
      what: `response of ${id}`, bound: response, observed: ratio(worst[c]!.response),
      witness: () => ({ chains, arrivals: worst[c]!.arrivals }),
    }]);
  } };
}

/** A periodic stream from some phase: on time, at random within the jitter, or with the first as late as it may be. */
function drawArrivals(chance: Chance, { period, jitter }: DrawnChain): number[] {
  const [phase, style] = [chance.once(2) ? chance.below(3) : chance.below(period), chance.below(3)];
  const count = Math.ceil((90 - phase) / period);
  const late = (k: number): number => style === 0 ? 0 : style === 1 ? chance.below(jitter + 1) : k === 0 ? jitter : 0;
  return Array.from({ length: count }, (_, k) => phase + k * period + late(k)).sort((a, b) => a - b);
}

/** All segments at the client's priority; who waits helps, or does not. */
function withDonation(protocol: "donation" | Protocol, queue: Queue): Subject {
  return { name: `calls with ${protocol}, queues by ${queue}`, isExact: false, tries: (chance, simulations) => {
    const chains = drawChains(chance, "sync", from(chance, 1, 3), 4);
    const analysed = protocol === "donation" ? "inheritance" : protocol;
    const found = unlessRefused(() => donatedResponses(asCalls(chains), { protocol: analysed, queue }).clients);
    return searched(asSystem(chains, { protocol, queue }), boundsOf(found ?? []), chance, simulations, { from: "release", span: 150 });
  } };
}

/**
 * Entrypoints: chains begin on threads that others begin on or call, too, and what activates them waits there, or for the instance
 * before. Tick by tick, from phases that are drawn; `bounded` answers a bound for each chain.
 */
function atEntrypoints(name: string, rules: Omit<BruteRules, "waits">, bounded: (chains: readonly Chain[]) => readonly Bounded[]): Subject {
  return { name: `${name}, shared entrypoints`, isExact: false, tries: (chance, simulations) => {
    const entries = from(chance, 1, 3);
    const chains = drawChains(chance, "sync", from(chance, 1, 2), 4).map((chain, c): DrawnChain => ({
      ...chain, period: from(chance, 6, 40), segments: chain.segments.map((segment) => ({
        ...segment, priority: c, wcet: from(chance, 1, 3),
        // Some begin at a server that others call.
        thread: segment.thread === `c${c}` ? chance.once(6) ? "s1" : `e${chance.below(2 * c + 1) % entries}` : segment.thread,
      })),
    }));
    // A chain returns to one thread of its own.
    const given = chains.map((chain): DrawnChain => {
      const [{ thread: entry }] = chain.segments as readonly [DrawnChain["segments"][number]];
      return { ...chain, segments: chain.segments.map((one) => /^[e]/.test(one.thread) ? { ...one, thread: entry } : one) };
    });
    const found = unlessRefused(() => bounded(asCalls(given)));
    const worst = given.map((): { response: number; run: unknown } => ({ response: 0, run: null }));
    for (let run = 0; found !== null && run < 4 * simulations; run++) {
      const arrivals = given.map((chain) => drawArrivals(chance, chain));
      const waits = chance.once(2) ? "at the thread" : "until the last has ended";
      longestResponses(given.map((chain, c) => ({ ...chain, arrivals: arrivals[c]! })), { ...rules, waits }).forEach((response, c) => {
        if (response > worst[c]!.response) worst[c] = { response, run: { waits, arrivals } };
      });
    }
    return (found ?? []).flatMap(({ id, response }, c): Tried[] => response === null ? [] : [{
      what: `response of ${id}`, bound: response, observed: ratio(worst[c]!.response),
      witness: () => ({ chains: given, run: worst[c]!.run }),
    }]);
  } };
}

interface Bounded {
  readonly id: string;
  readonly response: Exact | null;
}

/** Servers on processors of their own, which are called from others at their own priority, or at the caller's. */
function acrossProcessors(at: "the server's" | "the caller's", queue: Queue): Subject {
  return { name: `calls across processors at ${at} priority, queues by ${queue}`, isExact: false, tries: (chance, simulations) => {
    const drawn = drawChains(chance, "sync", from(chance, 1, 3), 4);
    // Longer periods, since every processor works for all.
    const chains = drawn.map((chain) => ({ ...chain, period: chain.period * from(chance, 1, 3) }));
    const processors = from(chance, 2, 3);
    const threads = [...new Set(chains.flatMap(({ segments }) => segments.map(({ thread }) => thread)))];
    const places = Object.fromEntries(threads.map((thread) => [thread, {
      processor: `${chance.below(processors)}`, ...(at === "the server's" ? { priority: chance.below(chains.length) } : {}),
    }]));
    const found = unlessRefused(() => placedResponses(asCalls(chains), places).chains);
    return searched(asSystem(chains, { queue, places }), boundsOf(found ?? []), chance, simulations, { from: "release", span: 150 });
  } };
}

const onOne = (chains: readonly Chain[]): Places =>
  Object.fromEntries(chains.flatMap(({ segments }) => segments.map(({ thread }) => [thread!, { processor: "0" }])));

/** Chains that have their client's priority everywhere. */
const asCalls = (chains: readonly DrawnChain[]): Chain[] => asChains(chains).map((chain, c) =>
  ({ ...chain, segments: chains[c]!.segments.map(({ thread, wcet }) => ({ thread, wcet })) }));

const asSystem = (chains: readonly DrawnChain[], serving: Serving): SimulatedSystem =>
  systemOfChains(asCalls(chains).map((chain, c) => ({ ...chains[c]!, chain })), serving);

/** Values that pass through registers: how old they are at the end, and how soon an input shows. */
function overRegisters(reads: "release" | "start"): Subject {
  return { name: `cause-effect chains, read at the ${reads}`, isExact: false, tries: (chance, simulations) => {
    const processors = from(chance, 1, 2);
    const drawn = drawTasks(chance, { most: 3, load: 0.9 });
    const tasks = drawn.map((task): RegisterTask => ({ ...task, processor: `${chance.below(processors)}` }));
    const chain = drawn.map(({ id }) => id).sort(() => chance.once(2) ? -1 : 1);
    const { dataAge, reaction } = causeEffect(tasks, chain, reads);
    if (dataAge === null || reaction === null) return [];
    const longest = Math.max(...drawn.map(({ period }) => period));
    const placement = Object.fromEntries(tasks.map(({ id, processor }) => [id, Number(processor)]));
    const system: SimulatedSystem = { policy: "fixed priority", tasks: drawn, processors, placement };
    let [age, late] = [{ seen: 0, arrivals: {} }, { seen: 0, arrivals: {} }];
    for (let run = 0; run < simulations / 4; run++) {
      const arrivals = Object.fromEntries(drawn.map(({ id, period }) => {
        const phase = chance.below(period);
        return [id, Array.from({ length: Math.ceil(8 * longest / period) }, (_, k) => phase + k * period)];
      }));
      const seen = flow(simulate(system, { arrivals }), chain, reads, 7 * longest);
      if (seen.age > age.seen) age = { seen: seen.age, arrivals };
      if (seen.reaction > late.seen) late = { seen: seen.reaction, arrivals };
    }
    const tried = (what: string, bound: Exact, { seen, arrivals }: typeof age): Tried =>
      ({ what, bound, observed: ratio(seen), witness: () => simulationDocument(system, { arrivals }) });
    return [tried("data age", dataAge, age), tried("reaction", reaction, late)];
  } };
}

/** The longest data age and reaction in a run, of what is read before `until`. */
function flow(run: Simulation, chain: readonly string[], reads: "release" | "start", until: number): { age: number; reaction: number } {
  const of = chain.map((id) => {
    const started = new Map<number, number>();
    for (const { task, job, state, from: begin } of run.trace)
      if (task === id && state === "running" && !started.has(job)) started.set(job, begin);
    return run.jobs.filter(({ task }) => task === id)
      .map(({ job, release, finish }) => ({ release, finish, read: reads === "release" ? release : started.get(job)! }));
  });
  let [age, reaction] = [0, 0];
  for (const last of of.at(-1)!.filter(({ release }) => release < until)) {
    let job: typeof last | undefined = last;
    for (const writer of of.slice(0, -1).reverse()) job = job && writer.findLast(({ finish }) => finish <= job!.read);
    if (job !== undefined) age = Math.max(age, last.finish - job.release);
  }
  of[0]!.slice(1).forEach((cause, k) => {
    let job: typeof cause | undefined = cause;
    for (const reader of of.slice(1)) job = job && reader.find(({ read }) => read >= job!.finish);
    // The input came just after the job before had read.
    if (job !== undefined) reaction = Math.max(reaction, job.finish - of[0]![k]!.release);
  });
  return { age, reaction };
}

export const chains: readonly Subject[] = [
  withoutDonation("calls without donation, threads of their own", "sync", 0),
  withoutDonation("calls without donation, shared servers", "sync", 3),
  withoutDonation("notifications", "async", 0),
  ...(["donation", "inheritance", "ceiling", "none"] as const).flatMap((protocol) =>
    (["priority", "fifo"] as const).map((queue) => withDonation(protocol, queue))),
  ...(["inheritance", "ceiling", "none"] as const).flatMap((protocol) => (["priority", "fifo"] as const).map((queue) =>
    atEntrypoints(`calls with ${protocol}, queues by ${queue}`, { protocol, queue }, (given) =>
      donatedResponses(given, { protocol, queue }).clients))),
  ...(["priority", "fifo"] as const).map((queue) => atEntrypoints(`calls on one processor, placed, queues by ${queue}`,
    { protocol: "inheritance", queue }, (given) => placedResponses(given, onOne(given)).chains)),
  ...(["the server's", "the caller's"] as const).flatMap((at) => (["priority", "fifo"] as const).map((queue) => acrossProcessors(at, queue))),
  overRegisters("release"), overRegisters("start"),
];
