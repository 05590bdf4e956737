import { among, oneOf } from "../../../src/language/index.ts";
import { canPayCaps, canPayRam } from "../accounts.ts";
import { holderOf, initOf, passOn, payToInit, runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const upgradeSession = operation({
  name: "Upgrade a session",
  summary: "A client adds RAM and caps to the donation of a session that it has.",
  sources: [code("repos/base/src/lib/base/child.cc", "Child::upgrade")],
  concerns: ["sessions", "passing-on"], alongside: ["spent", "isolation"],
  by: "component",
  asks: { session: oneOf("session"), ram: among("ramAmounts"), caps: among("capAmounts") },

  look: (_world, { component, session, ram, caps }) => ({
    // Of an upgrade the parent keeps nothing: the meta data is there already.
    donation: { payer: component.account!, init: initOf(session).account!, ram: ram.value, caps: caps.value, cost: 0 },
  }),

  checks: [
    { unless: "the client runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "the session is the client's own, and none of its environment", answer: "unknown id",
      holds: ({ component, session }) => session.client?.id === component.id && !session.environment },
    { unless: "no component below relies on it", holds: ({ session }) => session.downstream === null, answer: "not now" },
    { unless: "the client has the session's capability, and no upgrade is under way", answer: "PENDING",
      holds: ({ session }) => session.phase === "living.handed out" },
    { unless: "the client has the RAM", holds: ({ donation }) => canPayRam(donation.payer, donation.ram), answer: "OUT_OF_RAM" },
    { unless: "the client has the caps", holds: ({ donation }) => canPayCaps(donation.payer, donation.caps), answer: "OUT_OF_CAPS" },
  ],

  cases: [
    { when: "the service is inside the init", holds: ({ session }) => session.kind === "local", answer: "OK",
      then: {
        "the upgrade goes to the init": ({ donation }) => payToInit(donation),
        "the session's donation grows": ({ session, donation }) => {
          session.ram += donation.ram;
          session.caps += donation.caps;
        },
      } },
    { when: "the service is elsewhere", holds: ({ session }) => session.kind !== "local", answer: "PENDING",
      then: {
        "the upgrade goes to the init": ({ donation }) => payToInit(donation),
        "the init passes it on to whoever holds the donation": ({ session, donation }) => passOn(donation, holderOf(session)),
        "the session's donation grows": ({ session, donation }) => {
          session.ram += donation.ram;
          session.caps += donation.caps;
        },
        "the amounts are noted for the server": ({ session, donation }) => {
          session.upgrade_ram = donation.ram;
          session.upgrade_caps = donation.caps;
        },
        "the upgrade is under way": ({ session }) => session.take("request upgrade"),
        "a sibling finds the request in its ROM": ({ session }) => session.kind === "child" && session.take("offer upgrade"),
      } },
  ],
});
