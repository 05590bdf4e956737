import { oneOf } from "../../../src/language/index.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const dissolveObject = operation({
  name: "Dissolve an RPC object",
  summary: "The owner takes an object's identity away; every capability that refers to it is invalid at once.",
  sources: [
    code("repos/base/include/base/rpc_server.h", "Rpc_entrypoint::dissolve"),
    code("repos/base/src/core/pd_session_component.cc", "free_rpc_cap"),
  ],
  concerns: ["capabilities"], alongside: ["isolation"],
  by: "component",
  asks: { object: oneOf("object") },
  look: (world, { component, object }) => ({
    account: component.account!,
    own: world.name.filter((name) => name.holder!.id === component.id && name.object?.id === object.id),
  }),

  checks: [
    { unless: "the component runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "the component owns the object", holds: ({ component, object }) => object.owner!.id === component.id, answer: "no effect" },
    { unless: "the object has an identity", holds: ({ object }) => object.exists, answer: "no effect" },
  ],

  cases: [{ when: "the identity is destroyed",
    then: {
      "the identity is gone": ({ object }) => { object.exists = false; },
      "the owner's name for it is unused": ({ own }) => own.forEach((name) => { name.object = null; }),
      "the capability is given back": ({ account }) => { account.caps_used -= 1; },
    } }],
});
