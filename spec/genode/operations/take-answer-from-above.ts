import { oneOf } from "../../../src/language/index.ts";
import { askToClose, forget, handOut, initOf, runs, settle } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const takeAnswerFromAbove = operation({
  name: "Take the answer from above",
  summary: "A nested init learns what became of the session that it asked its own parent for, and tells the component "
    + "that wanted it.",
  sources: [code("repos/base/include/base/service.h", "Parent_service::initiate_request")],
  concerns: ["passing-on"], alongside: ["spent"],
  by: "component",
  asks: { session: oneOf("session") },
  look: (_world, { session }, facts) => ({ above: session.upstream, cost: facts.sessionCost }),

  checks: [
    { unless: "the init runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "it has asked for this session above", answer: "not now",
      holds: ({ component, session, above }) =>
        above !== null && session.phase === "create requested" && initOf(session).id === component.id },
    { unless: "there is an answer", answer: "not now",
      holds: ({ above }) => above!.phase === "living.available" || above!.within("failed") },
  ],

  cases: [
    { when: "the session is there", answer: "OK",
      holds: ({ session, above }) => above!.phase === "living.available" && session.client !== null,
      then: {
        "the init gets the capability": ({ above }) => handOut(above!),
        "the capability is kept for the client": ({ session, above }) => { session.object = above!.object; },
        "the session is available": ({ session }) => session.take("become available"),
      } },
    { when: "the session is there, but the client has vanished", answer: "OK",
      holds: ({ session, above }) => above!.phase === "living.available" && session.client === null,
      then: {
        "the init gets the capability": ({ above }) => handOut(above!),
        "the session is to be closed": ({ session }) => askToClose(session),
      } },
    { when: "the request was denied above", holds: ({ above }) => above!.phase === "failed.denied", answer: "DENIED",
      then: {
        "the init gets its donation back": ({ above, cost }) => settle(above!, cost),
        "the init's own session is forgotten": ({ above }) => forget(above!),
        "the session is denied": ({ session }) => session.take("deny"),
      } },
    { when: "the donation did not suffice above", answer: "INSUFFICIENT_RAM",
      holds: ({ above }) => above!.phase === "failed.insufficient RAM" || above!.phase === "failed.insufficient caps",
      then: {
        "the session fails for the reason that the outer init reported": ({ session, above }) =>
          session.take(above!.phase === "failed.insufficient RAM" ? "lack RAM" : "lack caps"),
        "the init gets its donation back": ({ above, cost }) => settle(above!, cost),
        "the init's own session is forgotten": ({ above }) => forget(above!),
      } },
  ],
});
