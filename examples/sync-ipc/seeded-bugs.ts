/** Four faults of synchronous IPC, each with the one claim that is checked and the length of the shortest trace that shows it. */
import { type Invariant, source } from "../../src/language/index.ts";
import { type SeededBug, bug, replaceStep } from "../seeding.ts";
import { reply, syncIpc, syncIpcSystems } from "./sync-ipc.ts";

const own = [source("this project", "examples/sync-ipc/seeded-bugs.ts")];
const claim = (text: Pick<Invariant, "name" | "claim" | "each" | "holds">): Invariant => ({ why: text.claim, sources: own, ...text });

const answersWaiters: Invariant = {
  name: "a reply goes to a waiting client", claim: "A reply goes to a client that waits for it.", why: "Others do not expect one.", sources: own,
  permits: {
    "it is not a reply": ({ step }) => !reply.accepted(step),
    "the client was waiting": ({ step, before }) => reply.where(step, ({ slot }) => before.slot[slot.id].caller.state === "waiting"),
  },
};
const notAllOccupied = claim({ name: "some slot is free", claim: "Not all reply slots are occupied.",
  holds: ({ slot }) => slot.some(({ caller }: any) => caller === null) } as Invariant);
const waitersHaveSlots = claim({ name: "a waiting client is in a slot", claim: "A waiting client is in a slot.", each: "client",
  holds: (client, { slot }) => client.state !== "waiting" || slot.some(({ caller }: any) => caller?.id === client.id) });

const { S } = syncIpcSystems;

/** A reply that does not mind whom it goes to, so that the claim and not the client's lifecycle notices. */
const replyToAnybody = replaceStep("Reply", 0, "the client is ready again", ({ slot }) => {
  if (slot.caller.can("be released")) slot.caller.take("be released");
});

export const syncIpcBugs: readonly SeededBug[] = [
  bug("M1.1 double reply", 4, syncIpc, S, answersWaiters,
    { Reply: (right) => replaceStep("Reply", 0, "the right is used up", () => {})(replyToAnybody(right)) }),
  bug("M1.2 cancel leaks the last slot", 6, syncIpc, S, answersWaiters, {
    "Reply": replyToAnybody,
    "Cancel a client": replaceStep("Cancel a client", 0, "nobody can reply to it", ({ slots, client }) =>
      slots.forEach((slot: any) => { if (slot.caller?.id === client.id && slot.id % 2 === 0) slot.caller = null; })),
  }),
  bug("M1.3 all slots full", 8, syncIpc, S, notAllOccupied, {}),
  bug("M1.4 needle", 7, syncIpc, S, waitersHaveSlots, {
    Receive: replaceStep("Receive", 0, "the server holds the right to reply", ({ slot, endpoint }) => {
      if (endpoint.clients.length < S.sizes.client) slot.caller = endpoint.clients.first;
    }),
  }),
];
