import { oneOf } from "../../../src/language/index.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const forgetName = operation({
  name: "Forget a capability",
  summary: "A component drops a name from its capability space.",
  sources: [code("repos/base-hw/src/core/kernel/object.h")],
  concerns: ["capabilities"], alongside: ["isolation"],
  by: "component",
  asks: { name: oneOf("name") },

  checks: [
    { unless: "the component runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "the name is in use, for an object of somebody else", answer: "no effect",
      holds: ({ component, name }) => name.holder!.id === component.id && name.object !== null
        && name.object.owner!.id !== component.id },
  ],

  cases: [{ when: "the component lets go of it",
    then: { "the name is unused": ({ name }) => { name.object = null; } } }],
});
