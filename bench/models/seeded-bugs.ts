/**
 * Six faults, each with the one claim that is checked and the length of the shortest trace that shows it.
 * What a shrinker is measured by: the lengths are exact, found by exhaustive search.
 */
import {
  type CraftedMutant, type Invariant, type Operation, type Specification, type System, source,
} from "../../src/language/index.ts";
import { capabilities, capsSystems, derivedWhereParentExists, revocationIsComplete } from "./caps.ts";
import { syncIpc, syncIpcSystems } from "./sync-ipc.ts";

export interface SeededBug {
  readonly name: string;
  readonly specification: Specification;
  readonly system: System<any, any>;
  /** Steps of the shortest trace that breaks the claim. */
  readonly shortest: number;
}

const own = [source("this project", "bench/models/seeded-bugs.ts")];
const claim = (text: Pick<Invariant, "name" | "claim" | "each" | "holds">): Invariant => ({ why: text.claim, sources: own, ...text });

const answersWaiters: Invariant = {
  name: "a reply goes to a waiting client", claim: "A reply goes to a client that waits for it.", why: "Others do not expect one.", sources: own,
  permits: {
    "it is no reply": ({ step }) => step.operation !== "Reply" || step.refused,
    "the client was waiting": ({ step, before }) => before.slot[step.args.slot.id].caller.state === "waiting",
  },
};
const notAllOccupied = claim({ name: "some slot is free", claim: "Not all reply slots are occupied.",
  holds: ({ slot }) => slot.some(({ caller }: any) => caller === null) } as Invariant);
const waitersHaveSlots = claim({ name: "a waiting client is in a slot", claim: "A waiting client is in a slot.", each: "client",
  holds: (client, { slot }) => client.state !== "waiting" || slot.some(({ caller }: any) => caller?.id === client.id) });

/** Replaces one step of an operation's case. */
function replaceStep(operation: string, when: number, sentence: string, step: (scene: any) => unknown): CraftedMutant["change"] {
  return (right: Operation) => {
    const one = right.cases[when]!;
    if (!Object.hasOwn(one.then, sentence)) throw new Error(`"${operation}" has no step "${sentence}"`);
    return { ...right, cases: right.cases.with(when, { ...one, then: { ...one.then, [sentence]: step } }) };
  };
}

function bug(
  name: string, shortest: number, from: Specification, system: System<any, any>, invariant: Invariant,
  changes: Readonly<Record<string, CraftedMutant["change"]>>,
): SeededBug {
  const operations = from.operations.map((right) => changes[right.name]?.(right) ?? right);
  return { name, shortest, system, specification: { ...from, operations, invariants: [invariant] } };
}

const { S } = syncIpcSystems;
const six = capsSystems.L;
const nothing = () => {};

/** A reply that does not mind whom it goes to, so that the claim and not the client's lifecycle notices. */
const replyToAnybody = replaceStep("Reply", 0, "the client is ready again", ({ slot }) => {
  if (slot.caller.can("be released")) slot.caller.take("be released");
});

export const seededBugs: readonly SeededBug[] = [
  bug("M1.1 double reply", 4, syncIpc, S, answersWaiters,
    { Reply: (right) => replaceStep("Reply", 0, "the right is used up", nothing)(replyToAnybody(right)) }),
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
  bug("M2.1 revoke misses grandchildren", 3, capabilities, six, revocationIsComplete, {
    Revoke: replaceStep("Revoke", 0, "every slot of a descendant is free", ({ heirs, slot }) => {
      const children = heirs.filter(({ parent }: any) => parent.id === slot.id);
      for (const heir of heirs) if (!children.includes(heir) && children.includes(heir.parent)) heir.parent = slot;
      for (const child of children) {
        [child.object, child.parent] = [null, null];
        child.rights.clear();
      }
    }),
  }),
  bug("M2.2 delete orphans", 3, capabilities, six, derivedWhereParentExists, {
    Delete: replaceStep("Delete", 0, "its children become its parent's", nothing),
  }),
];
