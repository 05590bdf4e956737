import { among } from "../../../src/language/index.ts";
import { canPayCaps, canPayRam } from "../accounts.ts";
import { destinationOf } from "../routes.ts";
import { donationFor, enter, freeId, handOut, passOn, payToInit, runs } from "../sessions.ts";
import { book, code, operation } from "../world.ts";

export const openSession = operation({
  name: "Open a session",
  summary: "A component asks its parent for a session and donates RAM and caps; for its environment the parent does so.",
  sources: [code("repos/base/src/lib/base/child.cc", "Child::session"), book("Architecture, Services and sessions")],
  concerns: ["sessions", "passing-on", "life", "quota", "capabilities"], alongside: ["spent", "isolation"],
  asks: { wish: among("wishes"), ram: among("ramAmounts"), caps: among("capAmounts") },

  look: (world, { wish, ram, caps }, facts) => {
    const client = world.component[wish.client]!;
    const init = client.parent!;
    const donation = donationFor(wish, client, init, ram.value, caps.value, facts);
    return { client, init, donation, to: destinationOf(world, wish), session: freeId(world, wish), localCost: facts.localCost };
  },

  checks: [
    { unless: "the component asks for itself", holds: ({ wish }) => wish.onBehalfOf < 0, answer: "not now" },
    { unless: "the requester may open this session in its present state", answer: "not now",
      holds: ({ client, init, wish }) => wish.environment ? client.state === "quota assigned" && runs(init) : runs(client) },
    { unless: "an id of the client is free", holds: ({ session }) => session !== null, answer: "DENIED" },
    { unless: "the donation covers the meta data of the session", holds: ({ donation }) => donation.ram >= donation.cost,
      answer: "INSUFFICIENT_RAM" },
    { unless: "a route leads to the service", holds: ({ to }) => to.to !== "nowhere", answer: "DENIED" },
    { unless: "a service inside the init can make its object from the RAM", answer: "INSUFFICIENT_RAM",
      holds: ({ to, donation, localCost }) => to.to !== "local" || donation.ram - donation.cost >= localCost },
    { unless: "a service inside the init can make its object from the caps", answer: "INSUFFICIENT_CAPS",
      holds: ({ to, donation }) => to.to !== "local" || donation.caps >= 1 },
    { unless: "the payer has the RAM", holds: ({ donation }) => canPayRam(donation.payer, donation.ram), answer: "OUT_OF_RAM" },
    { unless: "the payer has the caps", holds: ({ donation }) => canPayCaps(donation.payer, donation.caps), answer: "OUT_OF_CAPS" },
  ],

  cases: [
    { when: "the service is inside the init", holds: ({ to }) => to.to === "local", answer: "OK",
      then: {
        "the donation goes to the init": ({ donation }) => payToInit(donation),
        "the session is entered under the id": ({ session, wish, to, donation }) => enter(session!, wish, to, donation),
        "the service makes the session at once": ({ session }) => session!.take("become available"),
        "the client gets the capability": ({ session }) => handOut(session!),
      } },
    { when: "the service is a sibling's", holds: ({ to }) => to.to === "child", answer: "PENDING",
      then: {
        "the donation goes to the init": ({ donation }) => payToInit(donation),
        "the init keeps the cost of the meta data and passes the rest on": ({ donation, to }) => passOn(donation, to.server!.account!),
        "the session is entered under the id": ({ session, wish, to, donation }) => enter(session!, wish, to, donation),
        "the server finds the request in its ROM": ({ session }) => session!.take("offer create"),
      } },
    { when: "the service is the parent's", holds: ({ to }) => to.to === "parent", answer: "PENDING",
      then: {
        "the donation goes to the init": ({ donation }) => payToInit(donation),
        "the topmost init passes the donation on to the platform": ({ donation, init }) =>
          init.parent === null && passOn(donation, init.account!.reference!),
        "the session is entered under the id": ({ session, wish, to, donation }) => enter(session!, wish, to, donation),
      } },
  ],
});
