/** A server with slots for its clients, in several sizes: how many clients are too many? */
import { choice, family, refTo, source, specification, suite, table, world } from "cordon";

const sources = [source("an example", "examples/with/enough-slots.ts")];

const server = world({
  name: "a server with slots",
  tables: {
    client: table({ about: "a client of the server", columns: { state: choice("idle", "served", "turned away") } }),
    slot: table({ about: "a place for one client", columns: { holder: refTo("client") } }),
  },
});

const call = server.operation({
  name: "Call", summary: "A client calls the server.", sources, by: "client",
  look: (world) => ({ slot: world.slot.find(({ holder }) => holder === null) ?? null }),
  checks: [{ unless: "the client is idle", holds: ({ client }) => client.state === "idle", answer: "you have called already" }],
  cases: [
    { when: "a slot is free", holds: ({ slot }) => slot !== null, then: {
      "the client has the slot": ({ client, slot }) => { slot!.holder = client; },
      "the client is served": ({ client }) => { client.state = "served"; },
    } },
    { when: "no slot is free", holds: ({ slot }) => slot === null, then: {
      "the client is turned away": ({ client }) => { client.state = "turned away"; },
    } },
  ],
});

const leave = server.operation({
  name: "Leave", summary: "A client that was served leaves.", sources, by: "client",
  look: (world, { client }) => ({ slot: world.slot.find(({ holder }) => holder === client)! }),
  checks: [{ unless: "the client is served", holds: ({ client }) => client.state === "served", answer: "you were not served" }],
  cases: [{ when: "it leaves", then: {
    "its slot is free": ({ slot }) => { slot.holder = null; },
    "the client is idle": ({ client }) => { client.state = "idle"; },
  } }],
});

const nobodyTurnedAway = server.invariant({
  name: "nobody is turned away", claim: "Every client that calls is served.", why: "A client that is turned away must be able to go on without.", sources,
  each: "client",
  holds: (client) => client.state !== "turned away",
});

const ofSize = ({ clients, slots }: { readonly clients: number; readonly slots: number }) => server.system({
  name: `${clients} clients, ${slots} slots`, about: "Clients and the slots that they share.", sizes: { client: clients, slot: slots }, facts: {},
  boot: () => {}, ...(clients > slots ? {} : { waived: { "Call / no slot is free": "there is a slot for every client" } }),
});

const systems = family({ clients: [1, 2, 3], slots: [1, 2] }, ofSize);

export const enoughSlots = suite({
  name: "enough-slots", claim: "Every client finds a slot.", system: systems["clients 1, slots 1"]!, systems,
  specification: specification({ name: "a server with slots", about: "Clients that share the slots of a server.", tables: server.tables,
    operations: [call, leave], invariants: [nobodyTurnedAway] }),
  budget: { quick: { traces: 100, steps: 30 }, nightly: { traces: 2_000, steps: 60 } },
});
