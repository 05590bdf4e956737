import { oneOf } from "../../../src/language/index.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const reply = operation({
  name: "Reply",
  summary: "A component answers a caller that waits for it.",
  sources: [code("repos/base-hw/src/core/kernel/ipc_node.cc")],
  concerns: ["sessions", "capabilities"], alongside: ["isolation"],
  by: "component",
  asks: { caller: oneOf("component") },

  checks: [
    { unless: "the component runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "the caller waits for it", holds: ({ component, caller }) => caller.blocked_on?.id === component.id, answer: "not now" },
  ],

  cases: [{ when: "the caller gets its answer",
    then: { "the caller runs again": ({ caller }) => { caller.blocked_on = null; } } }],
});
