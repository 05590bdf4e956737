import { oneOf } from "../../../src/language/index.ts";
import { canPayCaps, canPayRam } from "../accounts.ts";
import { holderOf, initOf, passOn, payToInit, runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const passUpgradeOn = operation({
  name: "Pass an upgrade on",
  summary: "A nested init upgrades its own session above by what its component added.",
  sources: [code("repos/base/include/base/service.h", "Parent_service::initiate_request")],
  concerns: ["passing-on", "spent"],
  by: "component",
  asks: { session: oneOf("session") },

  look: (_world, { component, session }) => ({
    above: session.upstream,
    donation: {
      payer: component.account!, init: (component.parent ?? component).account!,
      ram: session.upgrade_ram, caps: session.upgrade_caps, cost: 0,
    },
  }),

  checks: [
    { unless: "the init runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "one of its components waits for an upgrade from above", answer: "not now",
      holds: ({ component, session, above }) =>
        session.phase === "living.upgrade requested" && above !== null && initOf(session).id === component.id },
    { unless: "the session above is at rest", holds: ({ above }) => above!.phase === "living.handed out", answer: "not now" },
    { unless: "the init has the added quota at hand", answer: "not now",
      holds: ({ donation }) => canPayRam(donation.payer, donation.ram) && canPayCaps(donation.payer, donation.caps) },
  ],

  cases: [
    { when: "there is quota to pass on", answer: "PENDING",
      holds: ({ donation }) => donation.ram > 0 || donation.caps > 0,
      then: {
        "the quota goes to the outer init": ({ donation }) => payToInit(donation),
        "the outer init passes it on to whoever holds the donation": ({ above, donation }) => passOn(donation, holderOf(above!)),
        "the donation of the session above grows": ({ above, donation }) => {
          above!.ram += donation.ram;
          above!.caps += donation.caps;
        },
        "the amounts are noted for a server elsewhere": ({ above, donation }) => {
          if (above!.kind === "local") return;
          above!.upgrade_ram = donation.ram;
          above!.upgrade_caps = donation.caps;
        },
        "the amounts have been passed on": ({ session }) => {
          session.upgrade_ram = 0;
          session.upgrade_caps = 0;
        },
        "the upgrade above is under way": ({ above }) => above!.kind !== "local" && above!.take("request upgrade"),
        "a sibling of the init finds the request in its ROM": ({ above }) => above!.kind === "child" && above!.take("offer upgrade"),
      } },
    { when: "all of it has been passed on", answer: "OK",
      holds: ({ donation }) => donation.ram === 0 && donation.caps === 0,
      then: { "the client has the session as before": ({ session }) => session.take("complete upgrade") } },
  ],
});
