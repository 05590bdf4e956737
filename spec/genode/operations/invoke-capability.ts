import { oneOf } from "../../../src/language/index.ts";
import { isBelow, runs } from "../sessions.ts";
import { book, code, operation } from "../world.ts";

export const invokeCapability = operation({
  name: "Invoke a capability",
  summary: "A component calls the object behind a capability and waits, without a timeout, until the owner answers.",
  sources: [code("repos/base-hw/src/core/kernel/ipc_node.cc"), book("Under the hood, Parent-child interaction in detail")],
  concerns: ["sessions", "passing-on", "life", "capabilities"], alongside: ["isolation"],
  by: "component",
  asks: { name: oneOf("name") },
  look: (_world, { name }) => ({ callee: name.object?.owner ?? null }),

  checks: [
    { unless: "the component runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "the component holds the capability", answer: "invalid capability",
      holds: ({ component, name }) => name.holder!.id === component.id && name.object !== null },
    { unless: "the object has an identity", holds: ({ name }) => name.object!.exists, answer: "IPC error" },
    { unless: "the object is another component's", holds: ({ component, callee }) => callee!.id !== component.id, answer: "not now" },
    { unless: "the callee is not below the caller", answer: "not called",
      holds: ({ component, callee }) => !isBelow(callee!, component) },
    { unless: "the callee is there to answer", holds: ({ callee }) => callee!.state === "alive", answer: "IPC error" },
  ],

  cases: [{ when: "the call reaches the owner",
    then: { "the caller waits for the answer": ({ component, callee }) => { component.blocked_on = callee; } } }],
});
