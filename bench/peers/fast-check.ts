/**
 * The model of `examples/sync-ipc/sync-ipc.ts` as one writes it with fast-check's commands: plain objects, a `check` that says
 * whether a command can run, a `run` that does it, and the same claims after every command that ran.
 * Only commands that were executed count.
 */
import fc from "fast-check";

interface Client { id: number; state: "ready" | "sending" | "waiting" }
interface Server { id: number; state: "ready" | "receiving"; slots: (Client | null)[] }
interface Endpoint { clients: Client[]; servers: Server[] }

class Model {
  readonly clients: Client[];
  readonly servers: Server[];
  readonly endpoints: Endpoint[];

  constructor(clients: number, servers: number, endpoints: number, slots: number) {
    this.clients = Array.from({ length: clients }, (_, id) => ({ id, state: "ready" }));
    this.servers = Array.from({ length: servers }, (_, id) => ({ id, state: "ready", slots: Array.from({ length: slots }, () => null) }));
    this.endpoints = Array.from({ length: endpoints }, () => ({ clients: [], servers: [] }));
  }
}

const times = <T>(list: readonly T[], one: T): number => list.reduce((n, other) => n + (other === one ? 1 : 0), 0);

function claimsHold({ clients, servers, endpoints }: Model): boolean {
  return clients.every((one) =>
    endpoints.reduce((n, endpoint) => n + times(endpoint.clients, one), 0) === (one.state === "sending" ? 1 : 0))
    && servers.every((one) =>
      endpoints.reduce((n, endpoint) => n + times(endpoint.servers, one), 0) === (one.state === "receiving" ? 1 : 0))
    && endpoints.every((endpoint) => endpoint.clients.length === 0 || endpoint.servers.length === 0)
    && clients.every((one) => servers.reduce((n, { slots }) => n + times(slots, one), 0) === (one.state === "waiting" ? 1 : 0));
}

let executed = 0;
let checking = true;

abstract class Command implements fc.Command<Model, null> {
  abstract check(model: Readonly<Model>): boolean;
  abstract act(model: Model): void;

  run(model: Model): void {
    executed++;
    this.act(model);
    if (checking && !claimsHold(model)) throw new Error("a claim broke");
  }
}

class Call extends Command {
  readonly client: number;
  readonly endpoint: number;
  constructor(client: number, endpoint: number) { super(); this.client = client; this.endpoint = endpoint; }
  check({ clients }: Model): boolean { return clients[this.client]!.state === "ready"; }
  act({ clients, endpoints }: Model): void {
    const [client, endpoint] = [clients[this.client]!, endpoints[this.endpoint]!];
    const server = endpoint.servers.shift();
    if (server === undefined) {
      endpoint.clients.push(client);
      client.state = "sending";
    } else {
      server.state = "ready";
      server.slots[server.slots.indexOf(null)] = client;
      client.state = "waiting";
    }
  }
}

class Receive extends Command {
  readonly server: number;
  readonly endpoint: number;
  constructor(server: number, endpoint: number) { super(); this.server = server; this.endpoint = endpoint; }
  check({ servers }: Model): boolean { return servers[this.server]!.state === "ready" && servers[this.server]!.slots.includes(null); }
  act({ servers, endpoints }: Model): void {
    const [server, endpoint] = [servers[this.server]!, endpoints[this.endpoint]!];
    const client = endpoint.clients.shift();
    if (client === undefined) {
      endpoint.servers.push(server);
      server.state = "receiving";
    } else {
      server.slots[server.slots.indexOf(null)] = client;
      client.state = "waiting";
    }
  }
}

class Reply extends Command {
  readonly server: number;
  readonly slot: number;
  constructor(server: number, slot: number) { super(); this.server = server; this.slot = slot; }
  check({ servers }: Model): boolean { return servers[this.server]!.state === "ready" && servers[this.server]!.slots[this.slot] !== null; }
  act({ servers }: Model): void {
    const { slots } = servers[this.server]!;
    slots[this.slot]!.state = "ready";
    slots[this.slot] = null;
  }
}

class CancelClient extends Command {
  readonly client: number;
  constructor(client: number) { super(); this.client = client; }
  check({ clients }: Model): boolean { return clients[this.client]!.state !== "ready"; }
  act({ clients, servers, endpoints }: Model): void {
    const client = clients[this.client]!;
    for (const endpoint of endpoints) endpoint.clients = endpoint.clients.filter((one) => one !== client);
    for (const { slots } of servers) slots.forEach((one, i) => { if (one === client) slots[i] = null; });
    client.state = "ready";
  }
}

class CancelServer extends Command {
  readonly server: number;
  constructor(server: number) { super(); this.server = server; }
  check({ servers }: Model): boolean { return servers[this.server]!.state === "receiving"; }
  act({ servers, endpoints }: Model): void {
    const server = servers[this.server]!;
    for (const endpoint of endpoints) endpoint.servers = endpoint.servers.filter((one) => one !== server);
    server.state = "ready";
  }
}

/** Runs the model under `fc.modelRun`: how many commands were executed. */
export function runFastCheck(
  [clients, servers, endpoints, slots]: readonly [number, number, number, number], runs: number, seed: number, withClaims: boolean,
): number {
  const [client, server, endpoint, slot] = [clients, servers, endpoints, slots].map((n) => fc.nat(n - 1)) as [any, any, any, any];
  const commands = fc.commands([
    fc.tuple(client, endpoint).map(([c, e]: any) => new Call(c, e)), fc.tuple(server, endpoint).map(([s, e]: any) => new Receive(s, e)),
    fc.tuple(server, slot).map(([s, r]: any) => new Reply(s, r)),
    client.map((c: any) => new CancelClient(c)), server.map((s: any) => new CancelServer(s)),
  ], { maxCommands: 50, size: "max" });
  executed = 0;
  checking = withClaims;
  const begin = () => ({ model: new Model(clients, servers, endpoints, slots), real: null });
  fc.assert(fc.property(commands as fc.Arbitrary<Iterable<fc.Command<Model, null>>>, (list) => fc.modelRun(begin, list)),
    { numRuns: runs, seed });
  return executed;
}
