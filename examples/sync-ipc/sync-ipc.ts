/**
 * Synchronous IPC in its smallest honest form: clients call and servers receive through endpoints with one queue each,
 * a rendezvous hands the server a one-shot right to reply, and a waiting thread can be cancelled.
 * A model of our own for measuring, small enough that others can write the same one.
 */
import { setup } from "xstate";
import {
  type Row, eventsNamed, inLifecycle, oneOf, queueOf, refTo, source, specification, table, world,
} from "../../src/language/index.ts";

const clientMachine = setup({ types: eventsNamed("queue up", "be received", "be released") }).createMachine({
  id: "client", initial: "ready",
  states: {
    ready: { on: { "queue up": "sending", "be received": "waiting" } },
    sending: { on: { "be received": "waiting", "be released": "ready" } },
    waiting: { on: { "be released": "ready" } },
  },
});

const serverMachine = setup({ types: eventsNamed("wait for a client", "wake up") }).createMachine({
  id: "server", initial: "ready",
  states: {
    ready: { on: { "wait for a client": "receiving" } },
    receiving: { on: { "wake up": "ready" } },
  },
});

const tables = {
  client: table({ about: "a thread that calls", interchangeable: true, columns: { state: inLifecycle(clientMachine) } }),
  server: table({ about: "a thread that receives and replies", interchangeable: true, columns: { state: inLifecycle(serverMachine) } }),
  endpoint: table({ about: "where they meet", interchangeable: true, columns: { clients: queueOf("client"), servers: queueOf("server") } }),
  slot: table({ about: "a reply right of a server", within: "server", columns: { server: refTo("server"), caller: refTo("client") } }),
};

export const ipc = world({ name: "sync-ipc", tables });
type Tables = typeof tables;
const own = [source("this project", "examples/sync-ipc/sync-ipc.ts")];

function freeSlot(slots: readonly Row<Tables, "slot">[], server: Row<Tables, "server"> | null) {
  return slots.find((slot) => slot.server!.id === server?.id && slot.caller === null) ?? null;
}

const call = ipc.operation({
  name: "Call", summary: "Send a request through an endpoint and wait for the reply.", sources: own,
  by: "client", asks: { endpoint: oneOf("endpoint") },
  look: (world, { endpoint }) => ({ slot: freeSlot(world.slot, endpoint.servers.first) }),
  checks: [{ unless: "the client is ready", holds: ({ client }) => client.state === "ready", answer: "not scheduled" }],
  cases: [
    { when: "a server is waiting", holds: ({ endpoint }) => !endpoint.servers.isEmpty,
      then: {
        "the first server wakes up": ({ endpoint }) => endpoint.servers.shift().take("wake up"),
        "the server holds the right to reply": ({ slot, client }) => { slot!.caller = client; },
        "the client waits for the reply": ({ client }) => client.take("be received"),
      } },
    { when: "no server is waiting", holds: ({ endpoint }) => endpoint.servers.isEmpty,
      then: {
        "the client joins the end of the queue": ({ endpoint, client }) => endpoint.clients.push(client),
        "the client is sending": ({ client }) => client.take("queue up"),
      } },
  ],
});

const receive = ipc.operation({
  name: "Receive", summary: "Take the next request from an endpoint, or wait for one.", sources: own,
  by: "server", asks: { endpoint: oneOf("endpoint") },
  look: (world, { server }) => ({ slot: freeSlot(world.slot, server) }),
  checks: [
    { unless: "the server is ready", holds: ({ server }) => server.state === "ready", answer: "not scheduled" },
    { unless: "a reply slot is free", holds: ({ slot }) => slot !== null, answer: "no slot" },
  ],
  cases: [
    { when: "a client is sending", holds: ({ endpoint }) => !endpoint.clients.isEmpty,
      then: {
        "the server holds the right to reply": ({ slot, endpoint }) => { slot!.caller = endpoint.clients.first; },
        "the client waits for the reply": ({ endpoint }) => endpoint.clients.shift().take("be received"),
      } },
    { when: "no client is sending", holds: ({ endpoint }) => endpoint.clients.isEmpty,
      then: {
        "the server joins the end of the queue": ({ endpoint, server }) => endpoint.servers.push(server),
        "the server is receiving": ({ server }) => server.take("wait for a client"),
      } },
  ],
});

export const reply = ipc.operation({
  name: "Reply", summary: "Answer a client by the right that its request left behind.", sources: own,
  by: "server", asks: { slot: oneOf("slot") },
  checks: [
    { unless: "the slot is the server's", holds: ({ slot, server }) => slot.server!.id === server.id, answer: "no right" },
    { unless: "the server is ready", holds: ({ server }) => server.state === "ready", answer: "not scheduled" },
    { unless: "the slot holds a right to reply", holds: ({ slot }) => slot.caller !== null, answer: "no right" },
  ],
  cases: [{ when: "the client gets its answer",
    then: {
      "the client is ready again": ({ slot }) => slot.caller!.take("be released"),
      "the right is used up": ({ slot }) => { slot.caller = null; },
    } }],
});

const cancelClient = ipc.operation({
  name: "Cancel a client", summary: "Release a client from its call.", sources: own,
  by: "client",
  look: (world) => ({ endpoints: world.endpoint, slots: world.slot }),
  checks: [{ unless: "the client is in a call", holds: ({ client }) => client.state !== "ready", answer: "nothing to cancel" }],
  cases: [{ when: "the client leaves its call",
    then: {
      "the client leaves every queue": ({ endpoints, client }) => endpoints.forEach(({ clients }) => clients.remove(client)),
      "nobody can reply to it": ({ slots, client }) =>
        slots.forEach((slot) => { if (slot.caller?.id === client.id) slot.caller = null; }),
      "the client is ready again": ({ client }) => client.take("be released"),
    } }],
});

const cancelServer = ipc.operation({
  name: "Cancel a server", summary: "Release a server from waiting.", sources: own,
  by: "server",
  look: (world) => ({ endpoints: world.endpoint }),
  checks: [{ unless: "the server is receiving", holds: ({ server }) => server.state === "receiving", answer: "nothing to cancel" }],
  cases: [{ when: "the server stops waiting",
    then: {
      "the server leaves every queue": ({ endpoints, server }) => endpoints.forEach(({ servers }) => servers.remove(server)),
      "the server is ready again": ({ server }) => server.take("wake up"),
    } }],
});

const queuesMatchStates = ipc.invariant({
  name: "queues match thread states",
  claim: "A thread stands in one queue once exactly when its state says so, and no queue mixes clients and servers.",
  why: "Where the two disagree, a wake-up is lost or a thread is woken twice.", sources: own,
  holds: ({ client, server, endpoint }) =>
    client.every((one) => endpoint.reduce((n, { clients }) => n + clients.count(one), 0) === (one.state === "sending" ? 1 : 0))
    && server.every((one) => endpoint.reduce((n, { servers }) => n + servers.count(one), 0) === (one.state === "receiving" ? 1 : 0))
    && endpoint.every(({ clients, servers }) => clients.isEmpty || servers.isEmpty),
  seen: { "two clients wait in one queue": ({ endpoint }) => endpoint.some(({ clients }) => clients.length >= 2) },
});

const repliesMatchWaiters = ipc.invariant({
  name: "reply rights match waiting clients",
  claim: "A client waits for a reply exactly when one server holds one right to reply to it.",
  why: "A waiting client without a reply right waits for ever; with two, it is answered twice.", sources: own,
  each: "client",
  holds: (client, { slot }) =>
    slot.reduce((n, { caller }) => n + (caller?.id === client.id ? 1 : 0), 0) === (client.state === "waiting" ? 1 : 0),
  seen: { "a server holds two reply rights": ({ slot }) => slot.filter(({ caller }) => caller !== null).length >= 2 },
});

export const syncIpc = specification({
  name: "sync-ipc", about: "Synchronous IPC through endpoints.", tables: ipc.tables,
  operations: [call, receive, reply, cancelClient, cancelServer],
  invariants: [queuesMatchStates, repliesMatchWaiters],
});

/** N clients, S servers, E endpoints, R reply slots a server. */
export function syncIpcSystem(clients: number, servers: number, endpoints: number, slots: number) {
  return ipc.system({
    name: `${clients} clients, ${servers} servers, ${endpoints} endpoints, ${slots} reply slots each`,
    about: "Everybody may use every endpoint.",
    sizes: { client: clients, server: servers, endpoint: endpoints, slot: servers * slots },
    facts: {},
    boot: ({ slot, server }) => slot.forEach((one) => { one.server = server[Math.floor(one.id / slots)]!; }),
  });
}

/** The sizes that are measured, by name. */
export const syncIpcSystems = {
  XS: syncIpcSystem(4, 2, 2, 2), S: syncIpcSystem(6, 2, 2, 2), M: syncIpcSystem(7, 2, 2, 2), L: syncIpcSystem(8, 2, 2, 2),
};
