/**
 * Chains of calls in a system that a file describes: what a request of a client sets going until it is answered. Nothing in the
 * file says how long that takes or how often it happens, so this is given.
 *
 * Each component is one thread that serves one request at a time, and every connection is used by synchronous calls: for each
 * request a server works, then calls each of its own connections once, one after the other, and answers.
 */
import type { CallCosts as CostsOnOne } from "../../model/platforms/index.ts";
import type { Component, Connection } from "../language/index.ts";
import type { Chain, Segment } from "../timing/chains/index.ts";
import { type Exact, sum, zero } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";

/** What is known of a component besides its description. All times are in one unit. */
export interface Behaviour {
  /** Between two requests of a client; null of a component that does nothing unless it is called. */
  readonly period: Exact | null;
  /** Of its own, for each request that it serves, or before each that it makes. */
  readonly work: Exact;
  readonly deadline: Exact | null;
  /** The connections that it uses. */
  readonly connections: readonly Connection[];
}

/** What the kernel takes for a call, and for a reply. */
export interface CallCosts extends CostsOnOne {
  /** What either takes beyond that between processors. */
  readonly crossing: Exact;
}

export interface ServiceChain {
  readonly client: Component;
  readonly connection: Connection;
  readonly period: Exact;
  readonly deadline: Exact;
  /** Whether somebody wants it; otherwise it is the period. */
  readonly isDeadlineGiven: boolean;
  /** Calls until the answer. */
  readonly hops: number;
  /** Its execution, with that of everybody who is called. */
  readonly work: Exact;
  /** All who take part, and whom they call. */
  readonly threads: ReadonlyMap<Component, readonly Connection[]>;
  /** For analyses on one processor. */
  readonly chain: Chain;
}

/** Most calls of one chain, and of all: what analyses of chains take, at two segments a call. */
const hopsMost = 240;
const hopsInAll = 1_600;

/** A chain for each connection of each component with a period. Throws a TimingRefusal where calls go round in a circle. */
export function serviceChains(callers: readonly Component[], behaviourOf: (caller: Component) => Behaviour,
  { call, reply, crossing }: CallCosts): ServiceChain[] {
  const hops = hopsOf(callers, behaviourOf);
  const clients = callers.filter((caller) => behaviourOf(caller).period !== null);
  const all = clients.flatMap((client) => behaviourOf(client).connections.map(({ server }) => hops.get(server)!));
  const total = all.reduce((sumOfHops, count) => sumOfHops + count, 0);
  if (all.some((count) => count > hopsMost) || total > hopsInAll) throw new TimingRefusal("too large", "the routes",
    `make chains of up to ${Math.max(...all)} calls, and ${total} in all; at most ${hopsMost} in a chain and ${hopsInAll} in all are analysed: name under "calls" which sessions each component uses`);

  /** From the call to the reply, as its caller then has it. */
  const served = (caller: Component, server: Component): (Segment & { readonly wcet: Exact })[] => {
    const { work, connections } = behaviourOf(server);
    const way = caller.processor === server.processor ? zero : crossing;
    return [
      { thread: server.name, wcet: work.add(call).add(way) },
      ...connections.flatMap((connection) => served(server, connection.server)),
      { thread: caller.name, wcet: reply.add(way) },
    ];
  };
  return clients.flatMap((client) => {
    const { period, work, deadline, connections } = behaviourOf(client);
    return connections.map((connection): ServiceChain => {
      const segments = [{ thread: client.name, wcet: work }, ...served(client, connection.server)];
      const others = connections.filter(({ service }) => service === connection.service).length > 1;
      const id = `${client.name}: ${connection.service}${others ? ` of ${connection.server.name}` : ""}`;
      return {
        client, connection, period: period!, deadline: deadline ?? period!, isDeadlineGiven: deadline !== null,
        hops: hops.get(connection.server)!,
        work: sum(segments.map(({ wcet }) => wcet)), threads: threadsOf(client, connection, behaviourOf),
        chain: { id, activation: { kind: "pjd", period: period!, jitter: 0, distance: 0 }, priority: client.priority, segments },
      };
    });
  });
}

/** The calls that a request at each component makes, the one that brings it among them. */
function hopsOf(callers: readonly Component[], behaviourOf: (caller: Component) => Behaviour): Map<Component, number> {
  const hops = new Map<Component, number>();
  const left = new Set(callers);
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const caller of left) {
      const { connections } = behaviourOf(caller);
      if (!connections.every(({ server }) => hops.has(server))) continue;
      hops.set(caller, connections.reduce((total, { server }) => total + hops.get(server)!, 1));
      left.delete(caller);
    }
  }
  const [first] = left;
  if (first !== undefined) refuseCircle(first, left, behaviourOf);
  return hops;
}

function refuseCircle(first: Component, circular: ReadonlySet<Component>, behaviourOf: (caller: Component) => Behaviour): never {
  const path: { readonly caller: Component; readonly connection: Connection }[] = [];
  for (let caller = first; !path.some((one) => one.caller === caller);) {
    const connection = behaviourOf(caller).connections.find(({ server }) => circular.has(server))!;
    path.push({ caller, connection });
    caller = connection.server;
  }
  const circle = path.slice(path.findIndex(({ caller }) => caller === path.at(-1)!.connection.server));
  const { file, line, column } = circle[0]!.connection.at;
  throw new TimingRefusal("cycle", `${file}:${line}:${column}: the routes`,
    `go round in a circle: ${circle.map(({ caller, connection }) => `${caller.name} calls ${connection.service} of ${connection.server.name}`).join(", ")}; `
    + 'say with --parameters under "calls" which sessions they use while they serve');
}

function threadsOf(
  client: Component, connection: Connection, behaviourOf: (caller: Component) => Behaviour,
): ServiceChain["threads"] {
  const threads = new Map<Component, readonly Connection[]>([[client, [connection]]]);
  // What is added while a map is walked is walked, too.
  for (const connections of threads.values()) for (const { server } of connections)
    if (!threads.has(server)) threads.set(server, behaviourOf(server).connections);
  return threads;
}
