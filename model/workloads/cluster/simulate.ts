/** A cluster as it runs, in whole ticks: nodes send, receive and work, one thing at a time; messages take as long as they are told to. */
import { type Exact, type Given, largest } from "../../../src/timing/exact.ts";
import { TimingRefusal } from "../../../src/timing/refusal.ts";
import { notNegative } from "../../../src/timing/task.ts";
import { ticksFor } from "../../../src/timing/ticks.ts";
import { type Cluster, type ReadCluster, type Requests, readCluster } from "./cluster.ts";

/** One request: when it is made, to which servers it goes, and how long each of its messages is on the link. */
export interface Request {
  readonly client: number;
  readonly at: Given;
  readonly servers: readonly number[];
  /** There and back, for each of the servers; the longest latency unless said. */
  readonly onLink?: readonly (readonly [Given, Given])[];
}

export interface ClusterRun {
  /** Of each request, until its last answer is received. */
  readonly responses: readonly Exact[];
  readonly longest: Exact;
}

/** Runs until every request has all its answers. Requests are given in the order in which they are made. */
export function simulateCluster(cluster: Cluster, requests: Requests, made: readonly Request[]): ClusterRun {
  const read = readCluster(cluster, requests);
  const taken = made.map((request, i) => readRequest(request, i, read));
  taken.forEach(({ at }, i) => {
    if (i > 0 && at.lt(taken[i - 1]!.at))
      throw new TimingRefusal("out of range", `made[${i}].at`, "comes before the one ahead of it; times must not fall");
  });
  const times = [read.latency, read.overhead, read.gap, read.work, ...taken.flatMap(({ at, onLink }) => [at, ...onLink.flat()])];
  const ticks = ticksFor(times, "the times of the cluster");
  const done = run(
    { overhead: ticks.of(read.overhead), gap: ticks.of(read.gap), work: ticks.of(read.work), clients: read.clients, servers: read.servers },
    taken.map(({ at, onLink, ...request }) => ({ ...request, at: ticks.of(at), onLink: onLink.map((both) => both.map(ticks.of)) })),
  );
  const responses = done.map((at, i) => ticks.time(at).sub(taken[i]!.at));
  return { responses, longest: largest(responses) };
}

interface InTicks {
  readonly overhead: number;
  readonly gap: number;
  readonly work: number;
  readonly clients: number;
  readonly servers: number;
}

/** A request with times of that kind; each of its messages is on the link for so long there, and for so long back. */
interface Taken<Time> {
  readonly client: number;
  readonly at: Time;
  readonly servers: readonly number[];
  readonly onLink: readonly (readonly Time[])[];
}

/** One of the parts of a request, or its answer, as it waits for a node. */
interface Message {
  readonly request: number;
  readonly part: number;
  readonly arrives: number;
}

interface Node {
  free: number;
  lastSent: number;
  lastReceived: number;
  lastDid: "send" | "receive";
  readonly toSend: Message[];
  readonly toReceive: Message[];
}

/** When each request has its last answer. */
function run({ overhead, gap, work, ...nodes }: InTicks, requests: readonly Taken<number>[]): readonly number[] {
  const node = (): Node => ({ free: 0, lastSent: -Infinity, lastReceived: -Infinity, lastDid: "receive", toSend: [], toReceive: [] });
  const [clients, servers] = [Array.from({ length: nodes.clients }, node), Array.from({ length: nodes.servers }, node)];
  requests.forEach(({ client, at, servers: to }, request) =>
    clients[client]!.toSend.push(...to.map((_, part) => ({ request, part, arrives: at }))));
  const done = requests.map(() => 0);
  const sendsAt = ({ toSend: [first], free, lastSent }: Node): number =>
    first === undefined ? Infinity : Math.max(free, lastSent + gap, first.arrives);
  const receivesAt = ({ toReceive: [first], free, lastReceived }: Node): number =>
    first === undefined ? Infinity : Math.max(free, lastReceived + gap, first.arrives);
  const actsAt = (client: Node): number => Math.min(sendsAt(client), receivesAt(client));
  const deliver = (to: Node, message: Message): void => {
    const before = to.toReceive.findIndex(({ arrives }) => arrives > message.arrives);
    to.toReceive.splice(before < 0 ? to.toReceive.length : before, 0, message);
  };

  const serve = (server: Node, at: number): void => {
    const message = server.toReceive.shift()!;
    [server.lastReceived, server.free] = [at, at + 2 * overhead + work];
    const { client, onLink } = requests[message.request]!;
    deliver(clients[client]!, { ...message, arrives: server.free + onLink[message.part]![1]! });
  };
  const send = (client: Node, at: number): void => {
    const message = client.toSend.shift()!;
    [client.lastSent, client.lastDid, client.free] = [at, "send", at + overhead];
    const { servers: to, onLink } = requests[message.request]!;
    deliver(servers[to[message.part]!]!, { ...message, arrives: client.free + onLink[message.part]![0]! });
  };
  const receive = (client: Node, at: number): void => {
    [client.lastReceived, client.lastDid, client.free] = [at, "receive", at + overhead];
    done[client.toReceive.shift()!.request] = client.free;
  };

  // What begins earliest goes first, so that everything that arrives until then is known; of several, a server.
  for (;;) {
    let [at, next]: [number, Node | null] = [Infinity, null];
    for (const server of servers) if (receivesAt(server) < at) [at, next] = [receivesAt(server), server];
    const served = at;
    for (const client of clients) if (actsAt(client) < at) [at, next] = [actsAt(client), client];
    if (next === null) return done;
    if (at === served) serve(next, at);
    else if (sendsAt(next) === at && (receivesAt(next) > at || next.lastDid === "receive")) send(next, at);
    else receive(next, at);
  }
}

function readRequest({ client, at, servers, onLink }: Request, i: number, { latency, fanOut, ...nodes }: ReadCluster): Taken<Exact> {
  if (!isNode(client, nodes.clients)) throw new TimingRefusal("unknown name", `made[${i}].client`, `is ${client}; there are ${nodes.clients}`);
  if (servers.length !== fanOut || new Set(servers).size !== fanOut)
    throw new TimingRefusal("out of range", `made[${i}].servers`, `must be ${fanOut} different servers, as the fan-out says`);
  servers.forEach((name, part) => {
    if (!isNode(name, nodes.servers))
      throw new TimingRefusal("unknown name", `made[${i}].servers[${part}]`, `is ${name}; there are ${nodes.servers}`);
  });
  const linkTime = (given: Given, field: string): Exact => {
    const time = notNegative(given, field);
    if (time.gt(latency)) throw new TimingRefusal("out of range", field, `is ${time.toFraction()}, above the longest latency ${latency.toFraction()}`);
    return time;
  };
  return {
    client, servers, at: notNegative(at, `made[${i}].at`),
    onLink: servers.map((_, part) => (onLink?.[part] ?? [latency, latency])
      .map((time, way) => linkTime(time, `made[${i}].onLink[${part}][${way}]`))),
  };
}

const isNode = (name: number, nodes: number): boolean => Number.isInteger(name) && name >= 0 && name < nodes;
