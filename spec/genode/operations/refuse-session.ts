import { eitherOf, oneOf } from "../../../src/language/index.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const refuseSession = operation({
  name: "Refuse a session",
  summary: "A server answers a create request with a reason not to make the session.",
  sources: [code("repos/base/src/lib/base/child.cc", "Child::session_response")],
  concerns: ["sessions", "passing-on"], alongside: ["isolation"],
  by: "component",
  asks: { session: oneOf("session"), reason: eitherOf("DENIED", "INSUFFICIENT_RAM", "INSUFFICIENT_CAPS") },

  checks: [
    { unless: "the server runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "the session is the server's", answer: "unknown id",
      holds: ({ component, session }) => session.server?.id === component.id },
    { unless: "the server was asked to create it", holds: ({ session }) => session.request === "create", answer: "ignored" },
  ],

  cases: [
    { when: "the server denies it", holds: ({ reason }) => reason === "DENIED",
      then: {
        "the request leaves the server's ROM": ({ session }) => session.take("withdraw"),
        "the session is denied": ({ session }) => session.take("deny"),
      } },
    { when: "the donated RAM does not suffice", holds: ({ reason }) => reason === "INSUFFICIENT_RAM",
      then: {
        "the request leaves the server's ROM": ({ session }) => session.take("withdraw"),
        "the session lacks RAM": ({ session }) => session.take("lack RAM"),
      } },
    { when: "the donated caps do not suffice", holds: ({ reason }) => reason === "INSUFFICIENT_CAPS",
      then: {
        "the request leaves the server's ROM": ({ session }) => session.take("withdraw"),
        "the session lacks caps": ({ session }) => session.take("lack caps"),
      } },
  ],
});
