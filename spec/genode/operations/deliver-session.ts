import { oneOf } from "../../../src/language/index.ts";
import { initOf, nameFor, runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const deliverSession = operation({
  name: "Deliver a session capability",
  summary: "A server answers a create request with the capability of the session that it has made.",
  sources: [code("repos/base/src/lib/base/child.cc", "Child::deliver_session_cap")],
  concerns: ["sessions", "passing-on", "life", "capabilities"], alongside: ["spent", "isolation"],
  by: "component",
  asks: { session: oneOf("session"), object: oneOf("object") },
  look: (world, { session, object }) => ({ kept: nameFor(world, initOf(session), object) }),

  checks: [
    { unless: "the server runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "the session is the server's", answer: "unknown id",
      holds: ({ component, session }) => session.server?.id === component.id },
    { unless: "the server was asked to create it", holds: ({ session }) => session.request === "create", answer: "ignored" },
    { unless: "the server owns the object", answer: "not now",
      holds: ({ component, object }) => object.exists && object.owner!.id === component.id },
    { unless: "the init's capability space has room", holds: ({ kept }) => kept !== null, answer: "OUT_OF_CAPS" },
  ],

  cases: [
    { when: "the client still wants the session", holds: ({ session }) => session.client !== null,
      then: {
        "the init has a name for the capability": ({ kept, object }) => { kept!.object = object; },
        "the capability is kept for the client": ({ session, object }) => { session.object = object; },
        "the request leaves the server's ROM": ({ session }) => session.take("withdraw"),
        "the session is available": ({ session }) => session.take("become available"),
      } },
    { when: "the client has vanished meanwhile", holds: ({ session }) => session.client === null,
      then: {
        "the init has a name for the capability": ({ kept, object }) => { kept!.object = object; },
        "the capability is kept until the session is closed": ({ session, object }) => { session.object = object; },
        "the create request leaves the server's ROM": ({ session }) => session.take("withdraw"),
        "the session is to be closed": ({ session }) => session.take("request close"),
        "the server finds the close request in its ROM": ({ session }) => session.take("offer close"),
      } },
  ],
});
