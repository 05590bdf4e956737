import { oneOf } from "../../../src/language/index.ts";
import { canPayCaps, canPayRam, grantCaps, grantRam, openCaps, openRam } from "../accounts.ts";
import { assignable, pdSession } from "../assignment.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const startComponent = operation({
  name: "Start a component",
  summary: "An init opens the PD session of a configured component, becomes its reference account, and assigns quota: "
    + "what is configured, or all that is left.",
  sources: [code("repos/os/src/lib/sandbox/child.cc", "Sandbox::Child::init"), code("repos/base/src/core/include/account.h")],
  concerns: ["life", "quota"], alongside: ["isolation"],
  asks: { component: oneOf("component") },

  look: (_world, { component }, facts) => ({
    init: component.parent, routed: facts.pdRouted[component.id]!,
    given: component.parent === null ? null : assignable(component, component.parent, facts),
  }),

  checks: [
    { unless: "its init runs", holds: ({ init }) => init !== null && runs(init), answer: "not now" },
    { unless: "it is configured and not there yet", answer: "not now",
      holds: ({ component }) => component.configured && component.state === "initial" },
    { unless: "its PD session has a route", holds: ({ routed }) => routed, answer: "DENIED" },
    { unless: "the init has the RAM of the PD session", answer: "OUT_OF_RAM",
      holds: ({ init }) => canPayRam(init!.account!, pdSession.ram) },
    { unless: "the init has the caps of the PD session", answer: "OUT_OF_CAPS",
      holds: ({ init }) => canPayCaps(init!.account!, pdSession.caps) },
  ],

  cases: [{ when: "the component gets its account",
    then: {
      "the account opens with the init as its reference": ({ component, init }) => {
        component.account!.exists = true;
        component.account!.reference = init!.account;
      },
      "the RAM donated for the PD session becomes the initial limit of the account; core uses it for the PD itself": ({ component, init }) =>
        openRam(init!.account!, component.account!, pdSession.ram),
      "the caps donated for the PD session become the initial limit of the account; core uses them for the PD itself": ({ component, init }) =>
        openCaps(init!.account!, component.account!, pdSession.caps),
      "the assigned RAM is transferred": ({ component, init, given }) => grantRam(init!.account!, component.account!, given!.ram),
      "the assigned caps are transferred": ({ component, init, given }) => grantCaps(init!.account!, component.account!, given!.caps),
      "the init notes what it has assigned": ({ component, given }) => {
        component.assigned_ram = given!.assignedRam;
        component.assigned_caps = given!.assignedCaps;
      },
      "the component has its quota": ({ component }) => component.take("assign quota"),
    } }],
});
