/**
 * Chains of calls of a configuration: what a request of a client sets going until it is answered. Nothing in the file says how
 * long that takes or how often it happens, so this is given.
 *
 * Each component is one thread that serves one request at a time, and every session is used by synchronous calls: for each
 * request a server works, then calls each of its own sessions once, one after the other, and answers.
 */
import type { Chain, Segment } from "../../src/timing/chains/index.ts";
import { type Exact, sum, zero } from "../../src/timing/exact.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import type { Caller, Session } from "./calls.ts";

/** What is known of a component besides its configuration. All times are in one unit. */
export interface Behaviour {
  /** Between two requests of a client; null of a component that does nothing unless it is called. */
  readonly period: Exact | null;
  /** Of its own, for each request that it serves, or before each that it makes. */
  readonly work: Exact;
  readonly deadline: Exact | null;
  /** The sessions that it uses. */
  readonly sessions: readonly Session[];
}

/** What the kernel takes for a call, and for a reply. */
export interface CallCosts {
  readonly call: Exact;
  readonly reply: Exact;
  /** What either takes beyond that between processors. */
  readonly crossing: Exact;
}

export interface ServiceChain {
  readonly client: Caller;
  readonly session: Session;
  readonly period: Exact;
  readonly deadline: Exact;
  /** Whether somebody wants it; otherwise it is the period. */
  readonly isDeadlineGiven: boolean;
  /** Calls until the answer. */
  readonly hops: number;
  /** Its execution, with that of everybody who is called. */
  readonly work: Exact;
  /** All who take part, and whom they call. */
  readonly threads: ReadonlyMap<Caller, readonly Session[]>;
  /** For analyses on one processor. */
  readonly chain: Chain;
}

/** Most calls of one chain, and of all: what analyses of chains take, at two segments a call. */
const hopsMost = 240;
const hopsInAll = 1_600;

/** A chain for each session of each component with a period. Throws a TimingRefusal where calls go round in a circle. */
export function serviceChains(callers: readonly Caller[], behaviourOf: (caller: Caller) => Behaviour,
  { call, reply, crossing }: CallCosts): ServiceChain[] {
  const hops = hopsOf(callers, behaviourOf);
  const clients = callers.filter((caller) => behaviourOf(caller).period !== null);
  const all = clients.flatMap((client) => behaviourOf(client).sessions.map(({ server }) => hops.get(server)!));
  const total = all.reduce((sumOfHops, count) => sumOfHops + count, 0);
  if (all.some((count) => count > hopsMost) || total > hopsInAll) throw new TimingRefusal("too large", "the routes",
    `make chains of up to ${Math.max(...all)} calls, and ${total} in all; at most ${hopsMost} in a chain and ${hopsInAll} in all are analysed: name under "calls" which sessions each component uses`);

  /** From the call to the reply, as its caller then has it. */
  const served = (caller: Caller, server: Caller): (Segment & { readonly wcet: Exact })[] => {
    const { work, sessions } = behaviourOf(server);
    const way = caller.processor === server.processor ? zero : crossing;
    return [
      { thread: server.name, wcet: work.add(call).add(way) },
      ...sessions.flatMap((session) => served(server, session.server)),
      { thread: caller.name, wcet: reply.add(way) },
    ];
  };
  return clients.flatMap((client) => {
    const { period, work, deadline, sessions } = behaviourOf(client);
    return sessions.map((session): ServiceChain => {
      const segments = [{ thread: client.name, wcet: work }, ...served(client, session.server)];
      const others = sessions.filter(({ service }) => service === session.service).length > 1;
      const id = `${client.name}: ${session.service}${others ? ` of ${session.server.name}` : ""}`;
      return {
        client, session, period: period!, deadline: deadline ?? period!, isDeadlineGiven: deadline !== null,
        hops: hops.get(session.server)!,
        work: sum(segments.map(({ wcet }) => wcet)), threads: threadsOf(client, session, behaviourOf),
        chain: { id, activation: { kind: "pjd", period: period!, jitter: 0, distance: 0 }, priority: client.priority, segments },
      };
    });
  });
}

/** The calls that a request at each component makes, the one that brings it among them. */
function hopsOf(callers: readonly Caller[], behaviourOf: (caller: Caller) => Behaviour): Map<Caller, number> {
  const hops = new Map<Caller, number>();
  const left = new Set(callers);
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const caller of left) {
      const { sessions } = behaviourOf(caller);
      if (!sessions.every(({ server }) => hops.has(server))) continue;
      hops.set(caller, sessions.reduce((total, { server }) => total + hops.get(server)!, 1));
      left.delete(caller);
    }
  }
  const [first] = left;
  if (first !== undefined) refuseCircle(first, left, behaviourOf);
  return hops;
}

function refuseCircle(first: Caller, circular: ReadonlySet<Caller>, behaviourOf: (caller: Caller) => Behaviour): never {
  const path: { readonly caller: Caller; readonly session: Session }[] = [];
  for (let caller = first; !path.some((one) => one.caller === caller);) {
    const session = behaviourOf(caller).sessions.find(({ server }) => circular.has(server))!;
    path.push({ caller, session });
    caller = session.server;
  }
  const circle = path.slice(path.findIndex(({ caller }) => caller === path.at(-1)!.session.server));
  const { file, line, column } = circle[0]!.session.at;
  throw new TimingRefusal("cycle", `${file}:${line}:${column}: the routes`,
    `go round in a circle: ${circle.map(({ caller, session }) => `${caller.name} calls ${session.service} of ${session.server.name}`).join(", ")}; `
    + 'say with --parameters under "calls" which sessions they use while they serve');
}

function threadsOf(client: Caller, session: Session, behaviourOf: (caller: Caller) => Behaviour): Map<Caller, readonly Session[]> {
  const threads = new Map<Caller, readonly Session[]>([[client, [session]]]);
  // What is added while a map is walked is walked, too.
  for (const sessions of threads.values()) for (const { server } of sessions)
    if (!threads.has(server)) threads.set(server, behaviourOf(server).sessions);
  return threads;
}
