import { oneOf } from "../../../src/language/index.ts";
import { askToClose, canRefund, forget, initOf, lose, refundCaps, refundRam, runs, settle, vanish } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const passCloseOn = operation({
  name: "Pass a close on",
  summary: "A nested init closes its own session above, and then the session of its component.",
  sources: [code("repos/base/include/base/service.h", "Parent_service::initiate_request")],
  concerns: ["passing-on", "quota"],
  by: "component",
  asks: { session: oneOf("session") },
  look: (_world, { session }, facts) => ({ above: session.upstream, cost: facts.sessionCost }),

  checks: [
    { unless: "the init runs, and has a parent in this system", answer: "not now",
      holds: ({ component }) => runs(component) && component.parent !== null },
    { unless: "a session of one of its components is to be closed above", answer: "not now",
      holds: ({ component, session }) => session.phase === "living.close requested" && session.kind === "parent"
        && initOf(session).id === component.id },
    { unless: "the session above is not being closed already", answer: "PENDING",
      holds: ({ above }) => above === null || above.phase !== "living.close requested" },
  ],

  cases: [
    { when: "the session above is served inside the outer init", holds: ({ above }) => above !== null && above.kind === "local",
      answer: "PENDING",
      then: {
        "the init gets its donation back": ({ above, cost }) => settle(above!, cost),
        "the session above is gone": ({ above }) => vanish(above!),
      } },
    { when: "the session above is served elsewhere", holds: ({ above }) => above !== null && above.kind !== "local",
      answer: "PENDING",
      then: { "the session above is to be closed": ({ above }) => askToClose(above!) } },
    { when: "nothing is left above, and the account of the init still holds the donation", answer: "DONE",
      holds: ({ above, session, cost }) => above === null && canRefund(session, cost),
      then: {
        "the session is closed": ({ session }) => session.take("complete close"),
        "the RAM comes back": ({ session, cost }) => refundRam(session, cost),
        "the caps come back": ({ session }) => refundCaps(session),
        "the id is free again": ({ session }) => forget(session),
      } },
    { when: "nothing is left above, and the donation was lost there", answer: "quota lost",
      holds: ({ above, session, cost }) => above === null && !canRefund(session, cost),
      then: {
        "the session is closed": ({ session }) => session.take("complete close"),
        "the client loses the donation": ({ session, cost }) => lose(session, cost),
        "the id is free again": ({ session }) => forget(session),
      } },
  ],
});
