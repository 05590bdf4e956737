import { oneOf } from "../../../src/language/index.ts";
import { grantCaps, grantRam } from "../accounts.ts";
import { addable } from "../assignment.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const raiseQuota = operation({
  name: "Raise a component's quota",
  summary: "An init adds what a component's configuration names above what is assigned, as far as it has it.",
  sources: [code("repos/os/src/lib/sandbox/child.cc", "apply_upgrade")],
  concerns: ["quota"], alongside: ["isolation"],
  asks: { component: oneOf("component") },
  look: (_world, { component }, facts) => ({
    init: component.parent,
    more: component.parent === null ? { ram: 0, caps: 0 } : addable(component, component.parent, facts),
  }),

  checks: [
    { unless: "its init runs", holds: ({ init }) => init !== null && runs(init), answer: "not now" },
    { unless: "the component has an account", holds: ({ component }) => component.account!.exists, answer: "not now" },
    { unless: "more is configured than assigned", answer: "not now",
      holds: ({ component }) => component.configured_ram > component.assigned_ram
        || component.configured_caps > component.assigned_caps },
  ],

  cases: [
    { when: "the init has something to add", holds: ({ more }) => more.ram > 0 || more.caps > 0,
      then: {
        "the RAM is transferred": ({ init, component, more }) => grantRam(init!.account!, component.account!, more.ram),
        "the caps are transferred": ({ init, component, more }) => grantCaps(init!.account!, component.account!, more.caps),
        "the init notes what it has assigned": ({ component, more }) => {
          component.assigned_ram += more.ram;
          component.assigned_caps += more.caps;
        },
        "a pending resource request is answered": ({ component }) => {
          component.asked_ram = 0;
          component.asked_caps = 0;
        },
      } },
    { when: "the init has nothing to add", holds: ({ more }) => more.ram === 0 && more.caps === 0,
      then: {}, because: "what the init keeps for itself is not given away" },
  ],
});
