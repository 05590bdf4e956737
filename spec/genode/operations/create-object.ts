import { oneOf } from "../../../src/language/index.ts";
import { capsAvailable } from "../accounts.ts";
import { nameFor, runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const createObject = operation({
  name: "Create an RPC object",
  summary: "A component puts an object under the management of its entrypoint: a fresh identity, paid with one capability.",
  sources: [
    code("repos/base/include/base/rpc_server.h", "Rpc_entrypoint::manage"),
    code("repos/base/src/core/pd_session_component.cc", "alloc_rpc_cap"),
  ],
  concerns: ["sessions", "capabilities"], alongside: ["isolation"],
  by: "component",
  asks: { object: oneOf("object") },
  look: (world, { component, object }) => ({
    account: component.account!, name: nameFor(world, component, object),
    known: world.name.some((name) => name.object?.id === object.id),
  }),

  checks: [
    { unless: "the component runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "the place for it is the component's own", answer: "not now",
      holds: ({ component, object }) => object.owner!.id === component.id },
    { unless: "the object is not managed already", holds: ({ object }) => !object.exists, answer: "same capability" },
    { unless: "no capability space still knows an object that was here before", holds: ({ known }) => !known, answer: "not now" },
    { unless: "the component has a capability left", holds: ({ account }) => capsAvailable(account) >= 1, answer: "OUT_OF_CAPS" },
    { unless: "the component's capability space has room", holds: ({ name }) => name !== null, answer: "OUT_OF_CAPS" },
  ],

  cases: [{ when: "the object gets an identity",
    then: {
      "a capability is charged": ({ account }) => { account.caps_used += 1; },
      "the identity exists": ({ object }) => { object.exists = true; },
      "the owner has a name for it": ({ name, object }) => { name!.object = object; },
    } }],
});
