import { oneOf } from "../../../src/language/index.ts";
import { canPayCaps, canPayRam } from "../accounts.ts";
import { destinationOf } from "../routes.ts";
import { enter, freeId, initOf, passOn, payToInit, runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const passCreationOn = operation({
  name: "Pass a creation on",
  summary: "A nested init asks its own parent for what one of its components wants, with what is left of the donation.",
  sources: [code("repos/base/include/base/service.h", "Parent_service::initiate_request")],
  concerns: ["passing-on", "spent"],
  by: "component",
  asks: { session: oneOf("session") },

  look: (world, { component, session }, facts) => {
    const wish = facts.wishes[facts.passedOnAs[session.wish]!]!;
    const outer = component.parent;
    return {
      outer, wish, id: wish === undefined ? null : freeId(world, wish), to: wish === undefined ? null : destinationOf(world, wish),
      donation: {
        payer: component.account!, init: (outer ?? component).account!, ram: session.ram, caps: session.caps, cost: facts.sessionCost,
      },
    };
  },

  checks: [
    { unless: "the init runs, and has a parent in this system", answer: "not now",
      holds: ({ component, outer }) => runs(component) && outer !== null },
    { unless: "a child of the init waits for a session that the parent of the init provides", answer: "not now",
      holds: ({ component, session }) => session.phase === "create requested" && session.kind === "parent"
        && initOf(session).id === component.id && session.upstream === null },
    { unless: "an id of the init is free", holds: ({ id }) => id !== null, answer: "not now" },
    { unless: "the account of the init still holds the donation", answer: "not now",
      holds: ({ donation }) => canPayRam(donation.payer, donation.ram) && canPayCaps(donation.payer, donation.caps) },
  ],

  cases: [
    { when: "no route leads further", holds: ({ to }) => to!.to === "nowhere", answer: "DENIED",
      then: { "the session is denied": ({ session }) => session.take("deny") } },
    { when: "the donation does not cover the meta data of one more hop", answer: "INSUFFICIENT_RAM",
      holds: ({ to, donation }) => to!.to !== "nowhere" && donation.ram < donation.cost,
      then: { "the session lacks RAM": ({ session }) => session.take("lack RAM") } },
    { when: "the outer init can ask on", answer: "PENDING",
      holds: ({ to, donation }) => to!.to !== "nowhere" && donation.ram >= donation.cost,
      then: {
        "the donation goes to the outer init": ({ donation }) => payToInit(donation),
        "it goes on to a sibling of the init, or from the topmost init to the platform": ({ donation, to, outer }) => {
          if (to!.to === "child") passOn(donation, to!.server!.account!);
          if (to!.to === "parent" && outer!.parent === null) passOn(donation, outer!.account!.reference!);
        },
        "the init's own session is entered under the id": ({ id, wish, to, donation }) => enter(id!, wish, to!, donation),
        "a sibling of the init finds the request in its ROM": ({ id, to }) => to!.to === "child" && id!.take("offer create"),
        "a service inside the outer init makes the session at once": ({ id, to }) => to!.to === "local" && id!.take("become available"),
        "the two sessions are tied together": ({ session, id }) => {
          session.upstream = id;
          id!.downstream = session;
        },
      } },
  ],
});
