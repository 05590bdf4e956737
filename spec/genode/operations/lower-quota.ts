import { oneOf } from "../../../src/language/index.ts";
import { grantCaps, grantRam } from "../accounts.ts";
import { takeable } from "../assignment.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const lowerQuota = operation({
  name: "Lower a component's quota",
  summary: "An init takes back what a component has above its configured quota, as far as the component does not use it; "
    + "it never goes below what is configured.",
  sources: [code("repos/os/src/lib/sandbox/child.cc", "apply_downgrade")],
  concerns: ["quota"], alongside: ["isolation"],
  asks: { component: oneOf("component") },
  look: (_world, { component }) => ({
    init: component.parent,
    less: takeable(component),
  }),

  checks: [
    { unless: "its init runs", holds: ({ init }) => init !== null && runs(init), answer: "not now" },
    { unless: "less is configured than assigned", answer: "not now",
      holds: ({ component }) => component.configured_ram < component.assigned_ram
        || component.configured_caps < component.assigned_caps },
  ],

  cases: [
    { when: "the component has something unused", holds: ({ less }) => less.ram > 0 || less.caps > 0,
      then: {
        "the RAM comes back to the init": ({ init, component, less }) => grantRam(component.account!, init!.account!, less.ram),
        "the caps come back to the init": ({ init, component, less }) => grantCaps(component.account!, init!.account!, less.caps),
        "the init notes what is still assigned": ({ component, less }) => {
          component.assigned_ram -= less.ram;
          component.assigned_caps -= less.caps;
        },
      } },
    { when: "the component uses all that it has", holds: ({ less }) => less.ram === 0 && less.caps === 0,
      then: {}, because: "the init can only ask the component to yield", answer: "yield request" },
  ],
});
