import { oneOf } from "../../../src/language/index.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const freeRam = operation({
  name: "Free RAM",
  summary: "A component frees a dataspace of its own.",
  sources: [code("repos/base/src/core/pd_session_component.cc", "free_ram")],
  concerns: ["quota", "capabilities"], alongside: ["isolation"],
  by: "component",
  asks: { dataspace: oneOf("dataspace") },
  look: (_world, { component }) => ({ account: component.account! }),

  checks: [
    { unless: "the component runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "the dataspace is the component's own", answer: "no effect",
      holds: ({ component, dataspace }) => dataspace.owner!.id === component.id && dataspace.size > 0 },
  ],

  cases: [{ when: "the dataspace is freed",
    then: {
      "its size is given back": ({ account, dataspace }) => { account.ram_used -= dataspace.size; },
      "its capability is given back": ({ account }) => { account.caps_used -= 1; },
      "the dataspace is gone": ({ dataspace }) => { dataspace.size = 0; },
    } }],
});
