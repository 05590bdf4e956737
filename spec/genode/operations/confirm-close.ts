import { oneOf } from "../../../src/language/index.ts";
import { canRefund, forget, lose, refundCaps, refundRam, runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const confirmClose = operation({
  name: "Confirm a close",
  summary: "A server answers that it has let go of a session; the donation goes back where it came from.",
  sources: [code("repos/base/src/lib/base/child.cc", "Child::session_response, Child::revert_quota_and_destroy")],
  concerns: ["sessions", "passing-on", "life"], alongside: ["isolation"],
  by: "component",
  asks: { session: oneOf("session") },
  look: (_world, _args, facts) => ({ cost: facts.sessionCost }),

  checks: [
    { unless: "the server runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "the session is the server's", answer: "unknown id",
      holds: ({ component, session }) => session.server?.id === component.id },
    { unless: "the server was asked to close it", holds: ({ session }) => session.request === "close", answer: "ignored" },
  ],

  cases: [
    { when: "the server can give the donation back", holds: ({ session, cost }) => canRefund(session, cost),
      then: {
        "the session is closed": ({ session }) => session.take("complete close"),
        "the RAM comes back": ({ session, cost }) => refundRam(session, cost),
        "the caps come back": ({ session }) => refundCaps(session),
        "the id is free again": ({ session }) => forget(session),
      } },
    { when: "the server has spent the donation", holds: ({ session, cost }) => !canRefund(session, cost), answer: "quota lost",
      then: {
        "the session is closed": ({ session }) => session.take("complete close"),
        "the client loses the donation": ({ session, cost }) => lose(session, cost),
        "the id is free again": ({ session }) => forget(session),
      } },
  ],
});
