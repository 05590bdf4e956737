/**
 * A kernel on one page, to be read from top to bottom by somebody who has never seen a specification of this kind.
 *
 * The kernel does one thing: synchronous IPC. Clients call and servers receive through endpoints with one queue each, a rendezvous hands
 * the server a right to reply that can be used once, and a waiting thread can be cancelled. Everything that follows says what this
 * means, in sentences that each stand beside the function that means the same. Cordon runs the functions; you may read the sentences
 * alone and leave out what stands to their right.
 *
 * Try it while you read: `npx cordon explore bench:sync-ipc --system XS` goes through every state that this kernel can reach, and
 * `npx cordon explore bench:double-reply` shows how it breaks when one step is left out (`seeded-bugs.ts`).
 *
 * It is also a model to measure by: `bench/peers` has the same kernel in other tools, and the numbers of states are known exactly.
 */
import { setup } from "xstate";
import {
  type Row, eventsNamed, inLifecycle, oneOf, queueOf, refTo, source, specification, table, world,
} from "../../src/language/index.ts";

/*
 * 1. What a thread can be.
 *
 * A lifecycle is a state machine of one kind of object: its states, and the named events that lead from one to the next. A thread changes
 * its state by an event and in no other way. An event that the machine does not have in a state is a fault of the specification, and
 * Cordon reports it: so a client that is answered twice is noticed here, whether or not a claim speaks of it.
 */
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

/*
 * 2. What there is.
 *
 * The world is a set of tables. A row is an object, a column what the kernel keeps of it: a lifecycle, a queue of rows, a reference to a
 * row. How many rows there are is not said here, but by a system (5). `interchangeable` rows differ in nothing but their content, so that
 * a search need not tell apart states in which two of them have changed places.
 */
const tables = {
  client: table({ about: "a thread that calls", interchangeable: true, columns: { state: inLifecycle(clientMachine) } }),
  server: table({ about: "a thread that receives and replies", interchangeable: true, columns: { state: inLifecycle(serverMachine) } }),
  endpoint: table({ about: "where they meet", interchangeable: true, columns: { clients: queueOf("client"), servers: queueOf("server") } }),
  slot: table({ about: "a reply right of a server", within: "server", columns: { server: refTo("server"), caller: refTo("client") } }),
};

// The words in which operations, claims and systems of this world are written, with its tables in their types.
export const ipc = world({ name: "sync-ipc", tables });
type Tables = typeof tables;
const own = [source("this project", "examples/sync-ipc/sync-ipc.ts")];

function freeSlot(slots: readonly Row<Tables, "slot">[], server: Row<Tables, "server"> | null) {
  return slots.find((slot) => slot.server!.id === server?.id && slot.caller === null) ?? null;
}

/*
 * 3. What can be asked of the kernel.
 *
 * An operation says who acts (`by`) and what is asked for (`asks`), and looks up what its sentences speak of (`look`). Then come the
 * checks, in the order of the kernel: the first that does not hold refuses the call with its answer, and nothing changes. If all hold,
 * exactly one case applies, and its steps are taken one after the other. `Call / a server is waiting` is an outcome: what is counted,
 * what a report names, and what Cordon leaves out on purpose to see whether some claim notices.
 *
 * A client that calls either meets a server that waits already, or it waits itself.
 */
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

// The other half of the rendezvous: whoever comes second finds the first in the queue.
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

export // The right to reply lies in a slot of the server, names the client, and is used up by the reply.
const reply = ipc.operation({
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

// Whoever waits can be released. What makes this worth a model: a client leaves two places behind, a queue and a right to reply.
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

/*
 * 4. What must be so.
 *
 * An invariant is a claim that somebody could doubt, and `why` says what goes wrong in a system where it is false. `holds` is asked
 * in every state; with `each`, of every row. `seen` says what must have happened for the claim to mean anything: a queue in which two
 * clients never stood shows nothing about queues, and a run that has not seen it is WEAK and not PASS.
 *
 * The first claim ties two parts of the kernel together that say the same thing twice, which is where kernels break.
 */
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

// The second one is about authority: a right to reply stands for one waiting client, neither more nor less.
const repliesMatchWaiters = ipc.invariant({
  name: "reply rights match waiting clients",
  claim: "A client waits for a reply exactly when one server holds one right to reply to it.",
  why: "A waiting client without a reply right waits for ever; with two, it is answered twice.", sources: own,
  each: "client",
  holds: (client, { slot }) =>
    slot.reduce((n, { caller }) => n + (caller?.id === client.id ? 1 : 0), 0) === (client.state === "waiting" ? 1 : 0),
  seen: { "a server holds two reply rights": ({ slot }) => slot.filter(({ caller }) => caller !== null).length >= 2 },
});

// That is the whole specification. Cordon derives the rest of it: mutants, coverage, the pages of `cordon explain Call`.
export const syncIpc = specification({
  name: "sync-ipc", about: "Synchronous IPC through endpoints.", tables: ipc.tables,
  operations: [call, receive, reply, cancelClient, cancelServer],
  invariants: [queuesMatchStates, repliesMatchWaiters],
});

/*
 * 5. What is run.
 *
 * A claim about all systems is checked on some: a system says how many rows there are and where they begin. Small ones are enough to meet
 * nearly every fault, and all their states can be looked at.
 */

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
