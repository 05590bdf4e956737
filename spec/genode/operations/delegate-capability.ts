import { oneOf } from "../../../src/language/index.ts";
import { nameFor, runs } from "../sessions.ts";
import { book, code, operation } from "../world.ts";

export const delegateCapability = operation({
  name: "Delegate a capability",
  summary: "A component passes a capability that it holds along a session, as an argument of an RPC or as its result.",
  sources: [book("Architecture, Capability-based security"), code("repos/base-hw/src/core/kernel/thread.cc", "ipc_copy_msg")],
  concerns: ["capabilities"], alongside: ["isolation"],
  by: "component",
  asks: { name: oneOf("name"), session: oneOf("session") },

  look: (world, { component, name, session }) => {
    const asClient = session.client?.id === component.id;
    const receiver = asClient ? session.server : session.server?.id === component.id ? session.client : null;
    return { receiver, slot: receiver === null ? null : nameFor(world, receiver, name.object) };
  },

  checks: [
    { unless: "the component runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "the component holds the capability", answer: "invalid capability",
      holds: ({ component, name }) => name.holder!.id === component.id && name.object !== null },
    { unless: "a session that is in use ties the two", answer: "no channel",
      holds: ({ receiver, session }) => receiver !== null
        && (session.phase === "living.handed out" || session.phase === "living.upgrade requested") },
    { unless: "the receiver's capability space has room", answer: "OUT_OF_CAPS",
      holds: ({ name, slot }) => slot !== null || !name.object!.exists },
  ],

  cases: [
    { when: "the object is gone", holds: ({ name }) => !name.object!.exists, answer: "invalid capability received",
      then: {}, because: "the receiver gets an invalid capability, and no error" },
    { when: "the receiver knows the object already", holds: ({ name, slot }) => name.object!.exists && slot!.object !== null,
      then: {}, because: "a protection domain has one name for one object" },
    { when: "the object is new to the receiver", holds: ({ name, slot }) => name.object!.exists && slot!.object === null,
      then: { "the receiver has a name for it": ({ name, slot }) => { slot!.object = name.object; } } },
  ],
});
